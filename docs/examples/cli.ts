/**
 * The command line of the package: `npx marketo-account-sync demo | simulate | audit | questions | rules [id]`. The build bundles it into
 * one file, so that the package needs no dependencies for it.
 */
import { main } from './cli/main.js'

const { stdin, stdout, stderr } = process
process.exitCode = await main(process.argv.slice(2), { stdin, stdout, stderr, directory: process.cwd() })
