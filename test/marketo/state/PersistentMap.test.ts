import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PersistentMap } from '../../../src/marketo/state/PersistentMap.js'
import { emptyMap, mapFrom } from '../../../src/marketo/state/PersistentMap.js'

interface Version {
  readonly map: PersistentMap<string, number>
  readonly copy: ReadonlyMap<string, number>
}

const key = (n: number): string => `k${n}`

const same = ({ map, copy }: Version, keys: Iterable<string>): boolean => {
  for (const k of keys) if (map.get(k) !== copy.get(k)) return false
  return map.size === copy.size
}

const withEntry = ({ map, copy }: Version, k: string, value: number): Version => ({
  map: map.set(k, value),
  copy: new Map([...copy, [k, value]]),
})

const sorted = (copy: ReadonlyMap<string, number>): ReadonlyArray<number> =>
  [...copy].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value)

/** Sequences of `set` calls. `from` selects the earlier version that a call starts from, so that the versions can branch. */
const sets = fc.array(fc.record({ from: fc.nat(), k: fc.nat({ max: 12 }).map(key), value: fc.nat({ max: 5 }) }), {
  maxLength: 60,
})

const grow = (versions: Array<Version>, operations: ReadonlyArray<{ from: number; k: string; value: number }>) => {
  for (const { from, k, value } of operations) {
    const version = versions[from % versions.length]
    if (version !== undefined) versions.push(withEntry(version, k, value))
  }
  return versions
}

describe('a persistent map', () => {
  const keys = Array.from({ length: 13 }, (_, n) => key(n))

  test('has the same entries as a native map after any writes, and older versions keep their entries', () => {
    fc.assert(
      fc.property(sets, fc.array(fc.nat(), { maxLength: 60 }), (operations, visits) => {
        const versions = grow([{ map: emptyMap(), copy: new Map() }], operations)
        return [...visits.map((n) => versions[n % versions.length]), ...versions].every(
          (version) => version !== undefined && same(version, keys),
        )
      }),
    )
  })

  test('iterates its values in ascending order of keys, in every version', () => {
    fc.assert(
      fc.property(sets, (operations) =>
        grow([{ map: emptyMap(), copy: new Map() }], operations).every(
          ({ map, copy }) => JSON.stringify(map.values()) === JSON.stringify(sorted(copy)),
        ),
      ),
    )
  })

  test('keeps every version of a large map correct while a caller alternates between old and new versions', () => {
    const size = 1_500
    const first = mapFrom(Array.from({ length: size }, (_, n): readonly [string, number] => [key(n), n]))
    const versions = [first]
    for (let n = 0; n < 4 * size; n++)
      versions.push((versions[n] as PersistentMap<string, number>).set(key(n % size), -n - 1))
    const valueAt = (version: number, n: number): number => {
      const last = Math.floor((version - 1 - n) / size) * size + n
      return version > n ? -last - 1 : n
    }
    for (let round = 0; round < 20; round++)
      for (const version of [0, 4 * size, 1, 3 * size + 7, size]) {
        const map = versions[version]
        for (const n of [0, 1, 6, 7, 8, size - 1]) expect(map?.get(key(n))).toBe(valueAt(version, n))
        expect(map?.size).toBe(size)
      }
    const branch = (versions[5] as PersistentMap<string, number>).set('new', 1)
    expect(branch.size).toBe(size + 1)
    expect(versions[6]?.get('new')).toBeUndefined()
    expect(versions[4 * size]?.get(key(0))).toBe(valueAt(4 * size, 0))
  })

  test('works even if every version is frozen', () => {
    const one = Object.freeze(emptyMap<string, number>().set('a', 1))
    const two = Object.freeze(one.set('a', 2).set('b', 3))
    expect([one.get('a'), one.get('b'), two.get('a'), two.get('b'), one.size, two.size]).toEqual([
      1,
      undefined,
      2,
      3,
      1,
      2,
    ])
  })
})

describe('the number of native maps that a persistent map creates', () => {
  const madeBy = (work: () => void): number => {
    const Native = Map
    let made = 0
    class Counted<K, V> extends Native<K, V> {
      constructor(entries?: Iterable<readonly [K, V]>) {
        super(entries)
        made += 1
      }
    }
    globalThis.Map = Counted as MapConstructor
    try {
      work()
    } finally {
      globalThis.Map = Native
    }
    return made
  }
  const entries = (size: number) => Array.from({ length: size }, (_, n): readonly [string, number] => [key(n), n])
  const setOver = (map: PersistentMap<string, number>, times: number): PersistentMap<string, number> => {
    let current = map
    for (let n = 0; n < times; n++) current = current.set(key(0), n)
    return current
  }

  test('is one after the first write, and is still one after 5,000 writes', () => {
    const empty = emptyMap<string, number>()
    let map = empty
    expect(madeBy(() => (map = empty.set(key(0), 0)))).toBe(1)
    expect(madeBy(() => entries(5_000).forEach(([k, value]) => (map = map.set(k, value))))).toBe(0)
    expect([map.size, empty.size]).toEqual([5_000, 0])
  })

  test.each([
    [10, 2_049],
    [1_024, 2_049],
    [1_500, 3_001],
  ])(
    'grows by one copy of %i entries after %i calls of `set`, so that older versions can be garbage-collected',
    (size, sets) => {
      const map = mapFrom(entries(size))
      let late = map
      expect(madeBy(() => (late = setOver(map, sets)))).toBe(0)
      expect(madeBy(() => (late = setOver(late, 1)))).toBe(1)
      expect(madeBy(() => (late = setOver(late, sets)))).toBe(0)
      expect(madeBy(() => (late = setOver(late, 1)))).toBe(1)
      expect(map.get(key(0))).toBe(0)
    },
  )

  test.each([
    [10, 1_024],
    [1_024, 1_024],
    [1_500, 1_500],
  ])(
    'grows by a single copy of %i entries after %i steps if a caller alternates between two versions',
    (size, steps) => {
      const one = mapFrom(entries(size))
      const two = one.set(key(0), -1)
      const look = (times: number) => () => {
        for (let n = 0; n < times; n++) expect((n % 2 === 0 ? one : two).get(key(0))).toBe(n % 2 === 0 ? 0 : -1)
      }
      expect(madeBy(look(steps))).toBe(0)
      expect(madeBy(look(1))).toBe(1)
      expect(madeBy(look(4 * size))).toBe(0)
    },
  )

  test('grows by one if a read passes over more than 1,024 versions', () => {
    const first = mapFrom(entries(10))
    const walk = (steps: number) => {
      const last = setOver(first.set('other', 1), steps)
      return madeBy(() => expect(last.get('other')).toBe(1)) + madeBy(() => expect(first.get('other')).toBeUndefined())
    }
    expect([walk(1_023), walk(1_024)]).toEqual([0, 1])
  })
})
