// What an arbitrary makes, and how much of it is of some kind.
import fc from 'fast-check'

/** The same values in every run, however many cases a property has. */
export const made = <A>(arbitrary: fc.Arbitrary<A>, numRuns = 1_000): ReadonlyArray<A> =>
  fc.sample(arbitrary, { seed: 1, numRuns })

export const share = <A>(values: ReadonlyArray<A>, holds: (value: A) => boolean): number =>
  values.filter(holds).length / values.length

/** How often each value comes. */
export const counted = <A>(values: ReadonlyArray<A>): ReadonlyMap<A, number> => {
  const counts = new Map<A, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

/** The values that come at least once in fifty times. */
export const usual = <A>(values: ReadonlyArray<A>): ReadonlySet<A> =>
  new Set([...counted(values)].filter(([, count]) => count >= values.length / 50).map(([value]) => value))

export const lengths = (lists: ReadonlyArray<ReadonlyArray<unknown>>): ReadonlyArray<number> =>
  [...new Set(lists.map(({ length }) => length))].sort()

export const between = (least: number, most: number) => (found: number) => found >= least && found <= most
