import fc from 'fast-check'
import { anyHistory, anySettings, momentsOf, reference } from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'
import { places } from './situations.js'

const histories = fc
  .sample(fc.tuple(anySettings, anyHistory), 1_000)
  .map(([settings, history]) => ({ settings, moments: momentsOf(reference)(settings)(history) }))
  .filter(({ moments }) => moments.length > 0)

const shares = Object.entries(places).map(
  ([place, isReached]) => [place, histories.filter(isReached).length / histories.length] as const,
)
const figures = shares.map(([place, share]) => `${(share * 100).toFixed(1).padStart(5)} %  ${place}`).join('\n')

describe('at least 5 % of random histories have a moment in which', () => {
  test.each(shares)('%s', (_place, share) => {
    expect(share, figures).toBeGreaterThanOrEqual(0.05)
  })
})
