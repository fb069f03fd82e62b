// What `conforms` reports of a fault does not depend on the seed: neither the rule, nor the length of the history.
import { conforms } from 'marketo-account-sync/testing'
import { expect, inject, test } from 'vitest'
import { faults } from '../faults/faults.js'
import { systemOf } from '../faults/nets.js'
import { allCases } from '../vectors/files.js'
import { afterAnswers } from './systems.js'

/** The first two find the rarest faults early. `npm run test:long` takes all. */
const seeds = [9, 17, 1, 2, 3, 4, 5, 6].slice(0, inject('fcRuns') > 100 ? 8 : 2)

const flags = new Set(allCases.flatMap((one) => one.flags))
/** The faults that the vectors name: those that an implementer is likely to make. */
const flagged = faults.filter(({ name }) => flags.has(name))

test.each(flagged.map((fault) => [fault.rule, fault.name, fault] as const))('[%s] %s', async (rule, _name, fault) => {
  const found: Array<readonly [seed: number, rule: string | null, length: number]> = []
  for (const seed of seeds) {
    const report = await conforms({ timers: afterAnswers, seed })(systemOf(fault))
    if (report._tag === 'Differs') found.push([seed, report.rule, report.history.length])
  }
  const length = found[0]?.[2]
  expect(found).toEqual(seeds.map((seed) => [seed, rule, length]))
})

test('all 28 faults that the vectors name are tested', () => {
  expect(flagged).toHaveLength(28)
})
