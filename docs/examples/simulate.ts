/**
 * Runs a history of inputs, one JSON object on each line, and reports what comes of each line and what Marketo holds at the
 * end.
 *
 *     npm run simulate -- FILE [--json] [--quiet] [--settings JSON]
 *
 * | exit code | meaning                                                    |
 * | --------: | ---------------------------------------------------------- |
 * |         0 | every line was an input (refused or not)                   |
 * |         2 | some lines were not inputs; the other lines were processed |
 * |        64 | the command line is wrong, or the file is unreadable       |
 * |        74 | the report cannot be written                               |
 */
import { main } from './simulate/main.js'

// npm goes to the package's directory, and tells where the command was typed.
const { npm_lifecycle_event: script, INIT_CWD: typedIn } = process.env
const directory = script === 'simulate' && typedIn !== undefined ? typedIn : process.cwd()

const { stdin, stdout, stderr } = process
process.exitCode = await main(process.argv.slice(2), { stdin, stdout, stderr, directory })
