import fc from 'fast-check'
import type { Input } from 'marketo-account-sync'
import { defaultSettings } from 'marketo-account-sync'
import { anyHistory, anySettings, interleavings } from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'
import type { Fault } from './glue.js'
import { glueWith } from './glue.js'

import { faults } from './faults.js'

/** Returns the first breach of the law in many interleavings of one history. */
const breachesOf = async (fault: Fault, inputs: ReadonlyArray<Input>): Promise<ReadonlyArray<string>> => {
  const check = interleavings(glueWith(fault))
  for (let seed = 1; seed <= 60; seed += 1) {
    const { breaches } = await check({ settings: defaultSettings, inputs, seed })
    if (breaches.length > 0) return breaches
  }
  return []
}

/** Returns the first breach of the law in random histories. */
const breachesInAny = async (fault: Fault): Promise<ReadonlyArray<string>> => {
  const check = interleavings(glueWith(fault))
  let found: ReadonlyArray<string> = []
  const property = fc.asyncProperty(anySettings, anyHistory, fc.integer(), async (settings, inputs, seed) => {
    found = (await check({ settings, inputs, seed })).breaches
    return found.length === 0
  })
  await fc.check(property, { numRuns: 300, endOnFailure: true })
  return found
}

describe('the law about interleaved partitions', () => {
  for (const { name, history, ...fault } of faults)
    test(`catches the planted fault: ${name}`, async () => {
      const breaches = await (history === undefined ? breachesInAny(fault) : breachesOf(fault, history))
      expect(breaches).not.toEqual([])
    })
})
