import fc from 'fast-check'
import { anyHistory, anySettings, reference } from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'
import { anySettingsWithFormula } from './historySuffixes.js'
import { historyMoments } from './selectors.js'
import { situations } from './situations.js'

// The laws about formula fields use settings with formula fields, so the histories under these settings are counted too.
const histories = fc
  .sample(fc.tuple(fc.oneof(anySettings, anySettingsWithFormula), anyHistory), 1_000)
  .map(([settings, history]) => historyMoments(reference)(settings)(history))
  .filter((moments) => moments.length > 0)

const shares = situations.map(
  ([name, isReached]) => [name, histories.filter(isReached).length / histories.length] as const,
)
const figures = shares.map(([name, share]) => `${(share * 100).toFixed(1).padStart(5)} %  ${name}`).join('\n')

describe('at least 5 % of random histories have a moment in which', () => {
  test.each(shares)('%s', (_name, share) => {
    expect(share, figures).toBeGreaterThanOrEqual(0.05)
  })
})
