/** Infers the gaps of the log from the times of its entries. A gap is a time that the log does not cover. */

export const millisecondsPerHour = 3_600_000
export const millisecondsPerDay = 24 * millisecondsPerHour

/** A period without an entry in the log. The period is much longer than a usual pause of the log. */
export interface Gap {
  readonly from: number
  readonly until: number
}

/** The times of the first and the last entry of a day. */
export interface Day {
  readonly first: number
  readonly last: number
}

/** The shortest gap. A shorter time without an entry, such as a weekend, is not a gap. */
const shortestGap = 2 * millisecondsPerDay
/** The usual pause is the 90th percentile of all pauses. */
const usualShare = 0.9
/** A gap must be longer than the usual pause, multiplied by this number. */
const timesUsual = 2

/**
 * Returns the gaps of the log. The oldest gap comes first. The time from the last entry to the export of the people can also be a
 * gap. The log covers a day if the day has at least one entry, for any field and any person.
 *
 * A pause is the time from the last entry of a day to the next entry on a later day. The usual pause is the 90th percentile of all
 * pauses. Every gap is longer than two days, and longer than twice the usual pause.
 */
export const gapsOf = (days: Iterable<Day>, peopleFrom: number): ReadonlyArray<Gap> => {
  const sorted = [...days].sort((a, b) => a.first - b.first)
  const between = sorted.slice(1).map(({ first }, index) => ({ from: (sorted[index] as Day).last, until: first }))
  const end = sorted.at(-1)
  const lengths = between.map(({ from, until }) => until - from).sort((a, b) => a - b)
  const usual = lengths[Math.ceil(lengths.length * usualShare) - 1] ?? 0
  const longest = Math.max(shortestGap, timesUsual * usual)
  const all = end === undefined ? between : [...between, { from: end.last, until: peopleFrom }]
  return all.filter(({ from, until }) => until - from > longest)
}
