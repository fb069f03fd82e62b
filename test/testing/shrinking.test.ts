// What `conforms` reports of a fault does not depend on the seed: neither the rule, nor the length of the history.
import { conforms } from 'marketo-account-sync/testing'
import { expect, inject, test } from 'vitest'
import { faults } from '../faults/faults.js'
import { systemOf } from '../faults/nets.js'
import { schema } from '../vectors/files.js'
import { afterAnswers } from './systems.js'

const isLong = inject('fcRuns') > 100

/** The first two find the rarest faults early. `npm run test:long` takes all. */
const seeds = [9, 17, 1, 2, 3, 4, 5, 6].slice(0, isLong ? 8 : 2)

/** The first 28 faults that the vectors name are those that an implementer is most likely to make. */
const flags = new Set(schema.$defs.flag.enum.slice(0, isLong ? undefined : 28))
const flagged = faults.filter(({ name }) => flags.has(name))

test.each(flagged.map((fault) => [fault.rule, fault.name, fault] as const))('[%s] %s', async (rule, _name, fault) => {
  const found: Array<readonly [seed: number, rule: string | null, length: number]> = []
  for (const seed of seeds) {
    const report = await conforms({ timers: afterAnswers, seed })(systemOf(fault))
    if (report._tag === 'Differs') found.push([seed, report.lookFirstAt, report.history.length])
  }
  const length = found[0]?.[2]
  expect(found).toEqual(seeds.map((seed) => [seed, rule, length]))
})

test('at least the first 28 faults that the vectors name are tested', () => {
  expect(flagged).toHaveLength(isLong ? schema.$defs.flag.enum.length : 28)
})
