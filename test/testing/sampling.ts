// Takes samples of an arbitrary, and counts how often a kind of value occurs in them.
import fc from 'fast-check'

/** Takes a sample. Every run gets the same values, because the sample does not depend on FC_RUNS. */
export const sampleOf = <A>(arbitrary: fc.Arbitrary<A>, numRuns = 1_000): ReadonlyArray<A> =>
  fc.sample(arbitrary, { seed: 1, numRuns })

export const share = <A>(values: ReadonlyArray<A>, holds: (value: A) => boolean): number =>
  values.filter(holds).length / values.length

/** Every value that makes up at least one fiftieth of a sample. */
export const frequent = <A>(values: ReadonlyArray<A>): ReadonlySet<A> => {
  const counts = new Map<A, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return new Set([...counts].filter(([, count]) => count >= values.length / 50).map(([value]) => value))
}

export const lengths = (lists: ReadonlyArray<ReadonlyArray<unknown>>): ReadonlyArray<number> =>
  [...new Set(lists.map(({ length }) => length))].sort()

export const between = (least: number, most: number) => (found: number) => found >= least && found <= most
