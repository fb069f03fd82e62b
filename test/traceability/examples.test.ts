import { ruleIds } from 'marketo-account-sync/rules'
import { describe, expect, test } from 'vitest'
import { rulesHistories } from './histories.js'
import { played } from './history.js'

describe('a history in docs/rules.md', () => {
  for (const { heading, told } of rulesHistories)
    for (const [index, history] of told.entries())
      test(`has the results that its table states: ${heading}, history ${index + 1}`, () => {
        expect(played(history)).toEqual(history)
      })
})

test('each rule in docs/rules.md has an example history or a link to an example history', () => {
  const without = rulesHistories.filter((rule) => rule.told.length === 0)
  const elsewhere = without.filter(({ text }) => /^Example: the table of \[.+\]\(#.+\)\.$/m.test(text))
  expect(rulesHistories).toHaveLength(ruleIds.length)
  expect(without.map(({ heading }) => heading)).toEqual(elsewhere.map(({ heading }) => heading))
})
