// Plants a fault and runs `conforms`. Tests the first rule in the report, and the number of inputs in the shortened history.
import { conforms } from 'marketo-account-sync/testing'
import { afterAll, describe, expect, inject, test } from 'vitest'
import type { Fault } from '../faults/fault.js'
import { flagOf } from '../faults/fault.js'
import { faults } from '../faults/faults.js'
import { systemOf } from '../faults/nets.js'
import { schema } from '../vectors/files.js'
import { afterAnswers } from './systems.js'

const isLong = inject('fcRuns') > 100

/** `npm run test:long` tests all faults under all seeds. */
const seeds = isLong ? [1, 2, 3, 4, 5, 6, 9, 17] : [9]

/** The first 28 faults in the schema of the vectors are the mistakes that an implementer is most likely to make. */
const likely = new Set(schema.$defs.flag.enum.slice(0, 28))
const isLikely = (fault: Fault): boolean => likely.has(flagOf(fault) ?? '')

/** The tested faults. A fault that does not belong to one rule is left out, because no rule would be the right answer. */
const tested = faults.filter(
  (fault) => fault.rule !== 'whole' && fault.caughtBy.conforms === true && (isLong || isLikely(fault)),
)

interface Found {
  readonly rule: string | null
  readonly inputs: number
}

const found = new Map<string, ReadonlyArray<Found>>()

const find = async (fault: (typeof faults)[number]): Promise<ReadonlyArray<Found>> => {
  const all: Array<Found> = []
  for (const seed of seeds) {
    const report = await conforms({ timers: afterAnswers, seed })(systemOf(fault))
    if (report._tag === 'Differs') all.push({ rule: report.lookFirstAt, inputs: report.history.length })
  }
  found.set(fault.name, all)
  return all
}

const countRight = (): number =>
  tested.flatMap(({ name, rule }) => (found.get(name) ?? []).filter((one) => one.rule === rule)).length

afterAll(() => {
  const lines = tested.map(({ name, rule }) => {
    const all = found.get(name) ?? []
    const right = all.filter((one) => one.rule === rule).length
    const others = new Set(all.map((one) => one.rule ?? 'none').filter((one) => one !== rule))
    const inputs = [...new Set(all.map((one) => one.inputs))].join(' or ')
    return [
      name.padEnd(70),
      rule.padEnd(28),
      `${right}/${all.length}`,
      `${inputs} inputs`,
      [...others].join(', '),
    ].join('  ')
  })
  const total = `look first at the right rule: ${countRight()} of ${tested.length * seeds.length}`
  process.stdout.write(`${[...lines, total].map((line) => line.trimEnd()).join('\n')}\n`)
})

describe('`conforms`', { timeout: 600_000 }, () => {
  test.each(tested.map((fault) => [fault.rule, fault.name, fault] as const))(
    'finds with every seed the planted fault [%s] "%s"',
    async (_rule, _name, fault) => {
      const all = await find(fault)
      expect(all).toHaveLength(seeds.length)
    },
  )
})

describe('the report of `conforms` about a planted fault', () => {
  test('names the broken rule and has at most five inputs for each of the 28 mistakes that are most likely', () => {
    const all = tested.filter(isLikely)
    expect(all).toHaveLength(28)
    for (const { name, rule } of all) {
      const [rules, inputs] = [found.get(name)?.map((one) => one.rule), found.get(name)?.map((one) => one.inputs)]
      expect([name, ...new Set(rules)]).toEqual([name, rule])
      expect(Math.max(...(inputs ?? [Infinity]))).toBeLessThanOrEqual(5)
    }
  })

  test('names the broken rule in at least nine of ten runs, counted over all faults and seeds', () => {
    expect(countRight() / (tested.length * seeds.length)).toBeGreaterThanOrEqual(0.9)
  })
})
