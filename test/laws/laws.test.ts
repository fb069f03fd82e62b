import fc from 'fast-check'
import { reference } from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'
import { laws } from './laws.js'

describe('the laws of the sync', () => {
  for (const { title, propertyOf } of laws)
    test(title, () => {
      fc.assert(propertyOf(reference))
    })
})

test('no two laws have the same title', () => {
  expect(new Set(laws.map(({ title }) => title)).size).toBe(laws.length)
})
