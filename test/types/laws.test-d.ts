import fc from 'fast-check'
import { describe, expectTypeOf, test } from 'vitest'
import type { Law } from '../laws/law.js'
import { law } from '../laws/law.js'

describe('a law', () => {
  test('returns whether it holds: one that drops its result does not compile', () => {
    const kept = law('sync.override-all', 'holds', [fc.nat()], (n) => n >= 0)
    expectTypeOf(kept).toEqualTypeOf<Law>()
    // @ts-expect-error a block without a return
    const dropped = law('sync.override-all', 'drops its result', [fc.nat()], () => {
      fc.nat()
    })
    expectTypeOf(dropped).toEqualTypeOf<Law>()
  })

  test('names a rule that there is', () => {
    law('whole', 'is of no single rule', [fc.nat()], () => true)
    // @ts-expect-error no such rule
    law('sync.override-some', 'is of no rule', [fc.nat()], () => true)
  })
})
