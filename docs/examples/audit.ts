/**
 * Compares what Marketo shows with what Salesforce has, and says which rule explains each difference.
 *
 *     npm run audit -- --accounts a.csv --contacts c.csv --people p.csv [more files and options: --help]
 *
 * | exit code | meaning                                                               |
 * | --------: | --------------------------------------------------------------------- |
 * |         0 | nothing is unexplained                                                |
 * |         1 | something is unexplained, or somebody should look into something      |
 * |         2 | some rows could not be read; all other rows were compared             |
 * |        64 | the command line is wrong, or a file is unreadable                    |
 * |        65 | a file is not what it should be, or the files have no field in common |
 * |        74 | the report cannot be written                                          |
 */
import { main } from './audit/main.js'
import { standardInput } from './audit/bytes.js'

// npm goes to the package's directory, and tells where the command was typed.
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
