import fc from 'fast-check'
import type { Input } from 'marketo-account-sync'
import { defaultSettings } from 'marketo-account-sync'
import { anyHistory, anySettings } from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'
import type { Mistake } from './glue.js'
import { glueWith } from './glue.js'
import { interleavings } from './interleavings.js'
import { mistakes } from './mistakes.js'

/** The first breach of the law in many interleavings of one history. */
const breachesOf = async (mistake: Mistake, inputs: ReadonlyArray<Input>): Promise<ReadonlyArray<string>> => {
  const check = interleavings(glueWith(mistake))
  for (let seed = 1; seed <= 60; seed += 1) {
    const { breaches } = await check({ settings: defaultSettings, inputs, seed })
    if (breaches.length > 0) return breaches
  }
  return []
}

/** The first breach of the law in random histories. */
const breachesInAny = async (mistake: Mistake): Promise<ReadonlyArray<string>> => {
  const check = interleavings(glueWith(mistake))
  let found: ReadonlyArray<string> = []
  const property = fc.asyncProperty(anySettings, anyHistory, fc.integer(), async (settings, inputs, seed) => {
    found = (await check({ settings, inputs, seed })).breaches
    return found.length === 0
  })
  await fc.check(property, { numRuns: 300, endOnFailure: true })
  return found
}

describe('the law catches the mistake:', () => {
  for (const { name, history, ...mistake } of mistakes)
    test(name, async () => {
      const breaches = await (history === undefined ? breachesInAny(mistake) : breachesOf(mistake, history))
      expect(breaches).not.toEqual([])
    })
})
