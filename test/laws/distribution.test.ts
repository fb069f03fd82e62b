import fc from 'fast-check'
import { anyHistory, anySettings, reference } from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'
import { anySettingsWithFormula } from './historySuffixes.js'
import { type HistoryMoment, historyMoments } from './selectors.js'
import { situations } from './situations.js'

// The laws about formula fields use settings with formula fields, so the histories under these settings are counted too.
const histories = fc
  .sample(fc.tuple(fc.oneof(anySettings, anySettingsWithFormula), anyHistory), 1_000)
  .map(([settings, history]) => historyMoments(reference)(settings)(history))
  .filter((moments) => moments.length > 0)

const fivePercent = Math.ceil(histories.length * 0.05)

/** Counts the histories that reach a situation, but counts no further than `most`, because counting takes time. */
const countUpTo = (most: number, isReached: (history: ReadonlyArray<HistoryMoment>) => boolean): number => {
  let count = 0
  for (const history of histories) if (isReached(history) && ++count === most) break
  return count
}

describe('random histories', () => {
  test.each(situations)('at least 5 % of the histories have a moment in which %s', (_name, isReached) => {
    expect(countUpTo(fivePercent, isReached)).toBe(fivePercent)
  })
})
