import fc from 'fast-check'
import { reference } from 'marketo-account-sync/testing'
import { describe, test } from 'vitest'
import { laws } from './laws.js'

describe('the laws', () => {
  for (const { title, property } of laws(reference))
    test(title, () => {
      fc.assert(property)
    })
})
