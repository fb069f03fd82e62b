import fc from 'fast-check'
import type { Input } from 'marketo-account-sync'
import { anyHistory, anySettings } from 'marketo-account-sync/testing'
import { describe, expect, inject, test } from 'vitest'
import { glueWith } from './glue.js'
import type { InterleavingReport } from './interleavings.js'
import { interleavings } from './interleavings.js'

const check = interleavings(glueWith())

describe('the law of partitions', () => {
  test('holds for any history in any interleaving', async () => {
    const reports: Array<InterleavingReport> = []
    await fc.assert(
      fc.asyncProperty(anySettings, anyHistory, fc.integer(), async (settings, inputs: ReadonlyArray<Input>, seed) => {
        const report = await check({ settings, inputs, seed })
        reports.push(report)
        expect(report.breaches).toEqual([])
      }),
      { numRuns: Math.max(300, inject('fcRuns')) },
    )
    console.log(
      reports.length,
      reports.reduce((s, r) => ({ ...s, steps: s.steps + r.steps, decisions: s.decisions + r.decisions })),
    )
  })
})
