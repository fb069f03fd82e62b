/** Finds the times that the log does not cover, from the times of its entries. */

export const millisecondsPerHour = 3_600_000
export const millisecondsPerDay = 24 * millisecondsPerHour

/** A time without an entry in the log that is longer than usual. */
export interface Gap {
  readonly from: number
  readonly until: number
}

/** The times of the first and the last entry of a day. */
export interface Day {
  readonly first: number
  readonly last: number
}

/** Shorter times without an entry, such as a weekend, are no gap. */
const shortestGap = 2 * millisecondsPerDay
/** The share of the times between entries that count as usual. */
const usualShare = 0.9
/** A time without an entry is a gap if it is longer than this number of usual times. */
const timesUsual = 2

/**
 * Returns the gaps of the log, oldest first. The time from the last entry to the export of the people also counts. In a log with
 * an entry on each day, a gap is longer than two days. In a log with few entries, a gap is longer than twice the time that nine of
 * ten entries need to follow the one before. An entry of any field and any person shows that the log covers its day.
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
