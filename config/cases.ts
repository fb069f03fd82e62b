// Decodes files of records, change events, logs or inputs, and prints the results: `npm run cases -- PATH…`. A path is a file of
// JSON or JSON lines, or a directory of such files. Each file is decoded without describe results, and with the describe results
// of a made-up org (test/records/describes.ts).
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { accountSchema, contactSchema } from '../test/records/describes.js'
import { tableOf } from './cases-text.js'

const isCase = (path: string): boolean => /\.jsonl?$/.test(path)
const filesIn = (path: string): ReadonlyArray<string> =>
  statSync(path).isDirectory()
    ? readdirSync(path)
        .filter(isCase)
        .sort()
        .map((name) => join(path, name))
    : [path]

// npm changes to the package's directory. INIT_CWD is the directory in which the user typed the command.
const typedIn = process.env['INIT_CWD'] ?? process.cwd()
const paths = process.argv.slice(2)
if (paths.length === 0) {
  process.stderr.write('usage: npm run cases -- PATH…\n')
  process.exitCode = 64
}
const schemas = { account: accountSchema, contact: contactSchema }
const text = paths
  .flatMap((path) => filesIn(resolve(typedIn, path)))
  .map((file) => tableOf({ name: basename(file), text: readFileSync(file, 'utf8') }, schemas))
  .join('\n')
process.stdout.write(text)
