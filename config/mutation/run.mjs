// `npm run mutation -- [--mutate FILES]`: changes the sources in one place at a time, and runs the unit tests on each changed
// source, which is called a mutant. A mutant survives if no test fails. The script prints the survivors and the score of each
// folder. Mutants that are equivalent to the source are listed with a reason, and do not count.
import { readFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Stryker } from '@stryker-mutator/core'

const lowestScore = 95

process.chdir(fileURLToPath(new URL('../..', import.meta.url)))
const { values } = parseArgs({
  options: { mutate: { type: 'string', default: 'src/rules/**/*.ts,src/marketo/**/*.ts' } },
})

const patterns = values.mutate.split(',')
// If only core files are mutated, worker.mjs loads only the tests of the core.
if (patterns.every((pattern) => /^src\/(model|rules|marketo)\//.test(pattern))) process.env.MUTATION_OF = 'core'

const results = await new Stryker({
  testRunner: 'one-process',
  plugins: ['./config/mutation/runner.mjs'],
  mutate: [...patterns, '!src/**/index.ts'],
  coverageAnalysis: 'perTest',
  ignoreStatic: false,
  concurrency: 1,
  logLevel: 'warn',
  // worker.mjs detects endless loops by counting. This time limit is only for hangs that it cannot detect. The limit is long, so
  // that it never ends a slow test on a busy machine.
  timeoutMS: 120_000,
  tempDirName: '.stryker-tmp',
  cleanTempDir: 'always',
  reporters: ['progress-append-only', 'json'],
  jsonReporter: { fileName: 'coverage/mutation.json' },
  // The check of the score is below, because equivalent mutants do not count.
  thresholds: { high: 100, low: 0, break: null },
  allowConsoleColors: false,
  checkers: [],
  disableTypeChecks: false,
}).runMutationTest()

const oneLine = (text) => text.replace(/\s+/g, ' ').trim()

/** Returns the piece of source code that a mutant replaces. The first line and the first column are 1. */
const replaced = ({ fileName, location: { start, end } }) => {
  const lines = readFileSync(fileName, 'utf8')
    .split('\n')
    .slice(start.line - 1, end.line)
  lines[lines.length - 1] = lines.at(-1).slice(0, end.column - 1)
  lines[0] = lines[0].slice(start.column - 1)
  return oneLine(lines.join('\n'))
}

/** Mutants that no test can distinguish from the source. Each has the file, the code, the mutant, and the reason in one line. */
const equivalents = JSON.parse(readFileSync('config/mutation/equivalent.json', 'utf8'))

const mutants = results.map((result) => ({
  file: relative('.', resolve(result.fileName)),
  line: result.location.start.line,
  code: replaced(result),
  mutant: oneLine(result.replacement),
  status: result.status,
}))
const isKilled = ({ status }) => status === 'Killed' || status === 'Timeout'
const survivors = mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
const failed = mutants.filter(({ status }) => !['Killed', 'Timeout', 'Survived', 'NoCoverage'].includes(status))
const isSame = (a) => (b) => a.file === b.file && a.code === b.code && a.mutant === b.mutant
const reasonOf = (one) => equivalents.find(isSame(one))?.reason
const isCounted = (one) => reasonOf(one) === undefined

const show = ({ file, line, code, mutant }) => `  ${file}:${line}  ${code}  →  ${mutant}`
const list = (title, lines) => {
  if (lines.length > 0) console.log(`\n${title}:\n${lines.join('\n')}`)
}
list(
  'Excluded, because they are equivalent to the source',
  survivors.filter((one) => !isCounted(one)).map((one) => `${show(one)}  (${reasonOf(one)})`),
)
list('Survived', survivors.filter(isCounted).map(show))
list(
  'Could not be run, not counted',
  failed.map((one) => `${show(one)}  (${one.status})`),
)

const files = new Set(mutants.map(({ file }) => file))
const stale = equivalents.filter((one) => files.has(one.file) && !survivors.some(isSame(one)))
list(
  'In equivalent.json, but not among the survivors',
  stale.map(({ file, code, mutant }) => `  ${file}  ${code}  →  ${mutant}`),
)

const folders = [...new Set(mutants.map(({ file }) => dirname(file)))].sort()
const row = (name, some) => {
  const killed = some.filter(isKilled).length
  const survived = survivors.filter((one) => some.includes(one) && isCounted(one)).length
  const excluded = some.filter((one) => survivors.includes(one)).length - survived
  const score = killed + survived === 0 ? 100 : (100 * killed) / (killed + survived)
  const cells = [name.padEnd(24), killed, survived, excluded, `${score.toFixed(2)} %`]
  return { score, text: cells.map((cell) => String(cell).padStart(10)).join('') }
}
const total = row('together', mutants)
console.log(
  `\n${['folder'.padEnd(24), 'killed', 'survived', 'excluded', 'score'].map((cell) => cell.padStart(10)).join('')}`,
)
for (const folder of folders)
  console.log(
    row(
      folder,
      mutants.filter(({ file }) => dirname(file) === folder),
    ).text,
  )
console.log(total.text)

if (total.score < lowestScore) {
  console.log(`\nThe score is below ${lowestScore} %.`)
  process.exitCode = 1
}
