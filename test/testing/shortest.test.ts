// What conforms reports of a mistake must not hang on the seed: neither the rule, nor how many inputs show it.
import { conforms } from 'marketo-account-sync/testing'
import { describe, expect, it } from 'vitest'
import { systemOf } from '../faults/catch.js'
import { wrongs } from '../faults/wrongs.js'

const seeds = [1, 2, 3, 4, 5, 6, 7, 8]

// The rarest mistake shows in one of some hundred histories, and a loaded machine may take its time.
describe('whatever the seed, each mistake of the gallery comes out', { timeout: 120_000 }, () => {
  it.each(wrongs.map((wrong) => [wrong.rule, wrong.name, wrong] as const))(
    '[%s] as %s, with as few inputs',
    async (rule, _name, wrong) => {
      const found: Array<readonly [seed: number, rule: string | null, length: number]> = []
      for (const seed of seeds) {
        const report = await conforms({ timers: globalThis, seed })(systemOf(wrong))
        if (report._tag === 'Differs') found.push([seed, report.rule, report.history.length])
      }
      const length = found[0]?.[2]
      expect(found).toEqual(seeds.map((seed) => [seed, rule, length]))
    },
  )
})
