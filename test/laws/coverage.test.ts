import { rule, ruleIds } from 'marketo-account-sync/rules'
import { reference } from 'marketo-account-sync/testing'
import { expect, test } from 'vitest'
import { laws } from './laws.js'

const rulesWithLaws = new Set<string>(laws(reference).map((law) => law.rule))

test('every rule that a law pins has a law', () => {
  const pinned = ruleIds.filter((id) => rule(id).pinnedBy === 'law')
  expect(pinned.filter((id) => !rulesWithLaws.has(id))).toEqual([])
  expect(pinned.length).toBeGreaterThan(0)
})

test('no law claims a rule that is unknown or that a type pins', () => {
  const allowed = new Set<string>([...ruleIds.filter((id) => rule(id).pinnedBy === 'law'), 'whole'])
  expect([...rulesWithLaws].filter((id) => !allowed.has(id))).toEqual([])
})

test('no two laws have one title, and each title begins with its rule', () => {
  const all = laws(reference)
  expect(new Set(all.map(({ title }) => title)).size).toBe(all.length)
  expect(all.filter((law) => !law.title.startsWith(`[${law.rule}] `))).toEqual([])
})
