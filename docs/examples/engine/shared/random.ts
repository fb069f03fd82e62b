/** Generates random numbers that are the same in every run. */

/** A whole number from 0, below `n`. */
export type Below = (n: number) => number

/** A linear congruential generator (the constants are those of Numerical Recipes). Only the high bits are used. */
export const belowFrom = (seed: number): Below => {
  let state = seed >>> 0
  return (n) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 4_294_967_296) * n)
  }
}
