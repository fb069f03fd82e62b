// Compares the findings of the audit with the true causes in generated worlds, and prints the result: `npm run audit:worlds --
// [WORLDS] [ACCOUNTS]`.
import type { FindingClass } from 'marketo-account-sync/audit'
import type { Case } from './cases.js'
import { auditOf, inputCases, scoreOfCase, toldCases } from './cases.js'
import type { FactScore } from './facts.js'
import { factsFound } from './facts.js'
import type { Behaviour } from './marketo.js'
import type { Score, Tally } from './score.js'
import { counted, scoreSum } from './score.js'
import type { World } from './world.js'
import { worldOf } from './world.js'

const wholeNumber = (text: string | undefined, ifMissing: number): number => {
  const number = Number(text ?? ifMissing)
  if (!Number.isInteger(number) || number < 1) throw new Error(`expected a whole number from 1, found ${String(text)}`)
  return number
}
const [worlds, accounts] = [wholeNumber(process.argv[2], 5), wholeNumber(process.argv[3], 3_000)]

const seeds = Array.from({ length: worlds }, (_, n) => n + 1)
let cached: { readonly behaviour: string; readonly worlds: ReadonlyArray<World> } | undefined
const worldsOf = (behaviour: Behaviour): ReadonlyArray<World> => {
  const key = JSON.stringify(behaviour)
  if (cached?.behaviour !== key)
    cached = { behaviour: key, worlds: seeds.map((seed) => worldOf(seed, accounts, behaviour)) }
  return cached.worlds
}

const number = (n: number): string => n.toLocaleString('en')
const percent = (part: number, whole: number): string => (whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`)

const table = (rows: ReadonlyArray<ReadonlyArray<string>>): string => {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  return rows
    .map((row) =>
      row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  '),
    )
    .join('\n')
}

const figures = ({ cells, first, among, shown, shownWrong, alternatives }: Tally, falseAlarms: number) => [
  number(cells),
  percent(first, cells),
  `${number(shown)} (${percent(shown, cells)})`,
  number(shownWrong),
  percent(among, cells),
  number(cells - among),
  number(falseAlarms),
  (alternatives / Math.max(1, cells)).toFixed(2),
]
const figureNames = [
  'cells',
  'first right',
  'shown',
  'shown, wrong',
  'truth among',
  'not among',
  'false alarms',
  'alternatives',
]

const confusion = ({ byCause }: Score): string => {
  const classes = [...new Set([...byCause.values()].flatMap(({ said }) => [...said.keys()]))].sort() as ReadonlyArray<
    FindingClass | 'none'
  >
  return table([
    ['true cause', 'cells', ...classes, 'shown', 'shown, wrong'],
    ...[...byCause].map(([cause, { cells, said, shown, shownWrong }]) => [
      cause,
      number(cells),
      ...classes.map((name) => (said.has(name) ? number(said.get(name)!) : '')),
      number(shown),
      number(shownWrong),
    ]),
  ])
}

const print = (title: string, cases: ReadonlyArray<Case>): void => {
  const results = cases.map((each): readonly [Case, Score] => [
    each,
    scoreSum(worldsOf(each.behaviour).map((world) => scoreOfCase(world, each))),
  ])
  for (const [{ name }, score] of results) {
    console.log(`\n${name}\n${confusion(score)}`)
    for (const miss of score.misses.slice(0, 3)) console.log(`  ${miss}`)
  }
  console.log(`\n${title}, without causes of a whole field or record`)
  console.log(
    table([
      ['', ...figureNames],
      ...results.map(([{ name }, score]) => [name, ...figures(counted(score), score.falseAlarms)]),
    ]),
  )
}

console.log(`${worlds} worlds of ${number(accounts)} accounts, through text and back`)
print('Inputs', Object.values(inputCases))
print('What is told and is not so', toldCases)

const errorDays = 5
const facts = worldsOf({}).flatMap((world) =>
  factsFound(world, auditOf(world, { inputs: { syncErrors: errorDays } }).findings, errorDays),
)
const names = [...new Set(facts.map(({ name }) => name))]
console.log('\nFacts about records, with the inputs A and Sync Errors')
console.log(
  table([
    ['class', 'facts', 'found', 'wrong', 'with a cause', 'cause named', 'cause named first'],
    ...names.map((name) => {
      const each = facts.filter((fact) => fact.name === name)
      const sum = (of: Exclude<keyof FactScore, 'name'>): string =>
        number(each.reduce((total, fact) => total + fact[of], 0))
      return [
        name,
        sum('facts'),
        sum('found'),
        sum('wrong'),
        ...(['causes', 'named', 'namedFirst'] as const).map((of) => (sum('causes') === '0' ? '' : sum(of))),
      ]
    }),
  ]),
)
