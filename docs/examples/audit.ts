/**
 * Compares the account values in Marketo with those in Salesforce, and names the sync rule that explains each difference.
 *
 *     npm run audit -- --accounts a.csv --contacts c.csv --people p.csv [more files and options: --help]
 *
 * | exit code | meaning                                                               |
 * | --------: | --------------------------------------------------------------------- |
 * |         0 | every difference has an explanation                                   |
 * |         1 | a difference is unexplained, or somebody should check a record        |
 * |         2 | some rows could not be read; all other rows were compared             |
 * |        64 | the command line is wrong, or a file is unreadable                    |
 * |        65 | a file is of the wrong kind or has no rows, or no field is in common  |
 * |        74 | the report cannot be written                                          |
 */
import { main } from './audit/main.js'
import { standardInput } from './audit/bytes.js'

// npm changes to the package's directory. INIT_CWD is the directory in which the user typed the command.
const { npm_lifecycle_event: script, INIT_CWD: typedIn } = process.env
const directory = script === 'audit' && typedIn !== undefined ? typedIn : process.cwd()

const { stdout, stderr } = process
process.exitCode = await main(process.argv.slice(2), {
  stdin: standardInput,
  stdout,
  stderr,
  directory,
  now: () => performance.now(),
})
