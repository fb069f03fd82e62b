/** How often the unusual comes. */
import * as fc from 'fast-check'

export const mostly = <A>(usual: fc.Arbitrary<A>, otherwise: fc.Arbitrary<A>): fc.Arbitrary<A> =>
  fc.oneof({ weight: 29, arbitrary: usual }, { weight: 1, arbitrary: otherwise })

export const rarely: fc.Arbitrary<boolean> = fc.integer({ min: 0, max: 5 }).map((n) => n === 5)
