/**
 * Runs the rules over partitions in a database (docs/engine.md).
 *
 *     npm run engine                                               the history of the demo, in PGlite
 *     npm run engine -- --postgres URL                             the same, on a server
 *     npm run engine -- --postgres URL submit FILE                 stores the inputs of a file, one on each line
 *     npm run engine -- --postgres URL work                        works until SIGTERM or SIGINT
 *     npm run engine -- --postgres URL metrics | check
 *     npm run engine -- --postgres URL value | explain CONTACT FIELD
 *     npm run engine -- --postgres URL at-risk
 *     npm run engine -- --postgres URL settings JSON
 *     npm run engine -- --inputs N [--workers W] [--kills K] [--contacts C]
 *     npm run engine -- --inputs N [--workers W] [--kills K] --nats
 *
 * The last two forms start servers of their own, run generated inputs, and remove the servers. With `--nats` and without
 * kills, they run the inputs on one server, and again on three.
 *
 * | exit code | meaning                                                        |
 * | --------: | -------------------------------------------------------------- |
 * |         0 | everything is right                                            |
 * |         1 | something is lost, doubled or different, or the database fails |
 * |         2 | some lines are not inputs; they are dead letters               |
 * |        64 | the command line is wrong, or the file is unreadable           |
 * |        69 | there is no PostgreSQL or no NATS server on this machine       |
 */
import { main } from './engine/main.js'

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())

const print = (text: string): void => {
  process.stdout.write(text)
}
const warn = (text: string): void => {
  process.stderr.write(text)
}
// npm goes to the package's directory, and tells where the command was typed.
const { npm_lifecycle_event: script, INIT_CWD: typedIn } = process.env
const directory = script === 'engine' && typedIn !== undefined ? typedIn : process.cwd()

process.exitCode = await main(process.argv.slice(2), { print, warn, stopped: stop.signal, directory })
