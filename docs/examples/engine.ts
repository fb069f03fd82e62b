/**
 * Runs the rules over partitions in a database (docs/engine.md).
 *
 *     npm run engine                                               the history of the demo, in PGlite
 *     npm run engine -- SERVERS                                    the history of the demo, on servers that run already
 *     npm run engine -- SERVERS submit FILE                        stores the inputs of a file, one on each line
 *     npm run engine -- SERVERS work [WORKER/WORKERS]              runs a worker until SIGTERM or SIGINT
 *     npm run engine -- SERVERS metrics | dead-letters | release | check
 *     npm run engine -- SERVERS value | explain CONTACT FIELD
 *     npm run engine -- SERVERS at-risk
 *     npm run engine -- SERVERS settings JSON
 *     npm run engine -- --inputs N [--workers W] [--kills K] [--contacts C] [--nats]
 *
 * SERVERS is `--postgres URL` or `--nats-servers HOST:PORT,...`. The environment variable NATS_TOKEN has the token of the NATS
 * servers. Only on NATS, a worker handles a share of the lanes: `work 0/3` is the first of three workers.
 *
 * The last form starts its own servers, runs generated inputs, and removes the servers. With `--nats` and without `--kills`, the
 * command runs the inputs first on one server, and then on three servers.
 *
 * | exit code | meaning                                                        |
 * | --------: | -------------------------------------------------------------- |
 * |         0 | the command has succeeded                                      |
 * |         1 | the check has found a difference, or the servers have failed    |
 * |         2 | some lines are not inputs; the command stored their errors     |
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
// npm changes to the package's directory. INIT_CWD is the directory in which the user typed the command.
const { npm_lifecycle_event: script, INIT_CWD: typedIn } = process.env
const directory = script === 'engine' && typedIn !== undefined ? typedIn : process.cwd()

process.exitCode = await main(process.argv.slice(2), { print, warn, stopped: stop.signal, directory })
