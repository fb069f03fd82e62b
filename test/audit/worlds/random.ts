// Generates random numbers from a seed. Worlds with the same seed are identical.

export interface Random {
  /** Returns a number that is at least 0 and less than 1. */
  readonly next: () => number
  /** Returns a whole number that is at least 0 and less than `end`. */
  readonly below: (end: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <A>(items: ReadonlyArray<A>) => A
  /** Returns some of the items in a random order. Each item occurs at most once. */
  readonly some: <A>(items: ReadonlyArray<A>, count: number) => ReadonlyArray<A>
  /** Returns a random time to wait for an event that happens `rate` times in each unit of time. */
  readonly wait: (rate: number) => number
}

export const randomOf = (seed: number): Random => {
  let state = seed >>> 0
  // The generator is "mulberry32", a 32-bit algorithm in the public domain.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (end: number): number => Math.floor(next() * end)
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    pick: (items) => items[below(items.length)]!,
    some: (items, count) => {
      const left = [...items]
      return Array.from({ length: Math.min(count, left.length) }, () => left.splice(below(left.length), 1)[0]!)
    },
    wait: (rate) => -Math.log(1 - next()) / rate,
  }
}
