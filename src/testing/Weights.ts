/** Chooses how often rare values occur. */
import * as fc from 'fast-check'

/** Chooses a usual value 29 times in 30, and otherwise a value from `otherwise`. */
export const mostly = <A>(usual: fc.Arbitrary<A>, otherwise: fc.Arbitrary<A>): fc.Arbitrary<A> =>
  fc.oneof({ weight: 29, arbitrary: usual }, { weight: 1, arbitrary: otherwise })

/** A boolean that is true one time in six. */
export const rarely: fc.Arbitrary<boolean> = fc.integer({ min: 0, max: 5 }).map((n) => n === 5)
