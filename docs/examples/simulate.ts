/**
 * Runs a history of inputs, with one JSON object on each line. Reports the effects of each line, and the state of Marketo at the
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

// npm changes to the package's directory. INIT_CWD is the directory in which the user typed the command.
const { npm_lifecycle_event: script, INIT_CWD: typedIn } = process.env
const directory = script === 'simulate' && typedIn !== undefined ? typedIn : process.cwd()

const { stdin, stdout, stderr } = process
process.exitCode = await main(process.argv.slice(2), { stdin, stdout, stderr, directory })
