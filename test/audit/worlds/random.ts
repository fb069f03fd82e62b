// Random numbers from a seed, so that a world with the same seed is always the same.

export interface Random {
  /** A number from 0 to 1, without 1. */
  readonly next: () => number
  /** A whole number from 0 to `end`, without `end`. */
  readonly below: (end: number) => number
  readonly chance: (probability: number) => boolean
  readonly pick: <A>(items: ReadonlyArray<A>) => A
  /** Some of the items, each at most once, in a random order. */
  readonly some: <A>(items: ReadonlyArray<A>, count: number) => ReadonlyArray<A>
  /** How long to wait for an event that happens `rate` times in each unit of time. */
  readonly wait: (rate: number) => number
}

export const randomOf = (seed: number): Random => {
  let state = seed >>> 0
  // The generator "mulberry32", a public-domain algorithm of 32 bits.
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
