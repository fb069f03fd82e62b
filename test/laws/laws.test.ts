import fc from 'fast-check'
import { rule, ruleIds } from 'marketo-account-sync/rules'
import { reference } from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'
import { laws } from './laws.js'

describe('the laws', () => {
  for (const { title, propertyOf } of laws)
    test(title, () => {
      fc.assert(propertyOf(reference))
    })
})

describe('the list of laws', () => {
  test('has a law for every rule that a law pins, and for no other', () => {
    const pinned = ruleIds.filter((id) => rule(id).pinnedBy === 'law')
    expect([...new Set(laws.map((law) => law.rule))].sort()).toEqual([...pinned, 'whole'].sort())
  })

  test('has no two laws with one title', () => {
    expect(new Set(laws.map(({ title }) => title)).size).toBe(laws.length)
  })
})
