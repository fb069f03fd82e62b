import fc from 'fast-check'
import { describe, expectTypeOf, test } from 'vitest'
import type { Law } from '../laws/law.js'
import { law } from '../laws/law.js'

describe('a law', () => {
  test('must return a boolean that says whether the law holds', () => {
    const kept = law('sync.override-all', 'holds', [fc.nat()], (n) => n >= 0)
    expectTypeOf(kept).toEqualTypeOf<Law>()
    // @ts-expect-error the predicate is a block without a return
    const dropped = law('sync.override-all', 'drops its result', [fc.nat()], () => {
      fc.nat()
    })
    expectTypeOf(dropped).toEqualTypeOf<Law>()
  })

  test("must name a rule of the registry, or 'whole'", () => {
    law('whole', 'concerns more than one rule', [fc.nat()], () => true)
    // @ts-expect-error there is no such rule
    law('sync.override-some', 'concerns no rule', [fc.nat()], () => true)
  })
})
