import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { emptyMap, mapFrom } from '../../../src/marketo/state/PersistentMap.js'
import { transientOf } from '../../../src/marketo/state/TransientMap.js'

const anyKey = fc.integer({ min: 0, max: 5 })
const anySets = fc.array(fc.tuple(anyKey, fc.integer()), { maxLength: 20 })
const keys = [0, 1, 2, 3, 4, 5]

interface Box {
  content: string
}

const boxes = {
  own: (value: Box): Box => ({ ...value }),
  overwrite: (own: Box, value: Box): void => {
    own.content = value.content
  },
}

describe('a transient map', () => {
  test('has the same entries as a native map after each call of `set`, and does not change the map from which it was made', () => {
    fc.assert(
      fc.property(anySets, anySets, (begin, sets) => {
        const base = mapFrom(begin)
        const map = transientOf(base)
        const model = new Map(begin)
        for (const [key, value] of sets) {
          expect(map.get(key)).toBe(model.get(key))
          expect(map.set(key, value)).toBe(map)
          model.set(key, value)
          expect(keys.map(map.get)).toEqual(keys.map((one) => model.get(one)))
        }
        const inOrder = keys.filter((key) => model.has(key)).map((key) => model.get(key))
        const persisted = map.persist()
        expect(persisted.size).toBe(model.size)
        expect(persisted.values()).toEqual(inOrder)
        const before = new Map(begin)
        expect(keys.map(base.get)).toEqual(keys.map((key) => before.get(key)))
      }),
    )
  })

  test('returns a new value immediately, even for the key that was looked up last', () => {
    const map = transientOf(emptyMap<number, string>())
    expect(map.get(1)).toBeUndefined()
    map.set(1, 'one')
    expect(map.get(1)).toBe('one')
    map.set(1, 'uno')
    expect([map.get(1), map.persist().size]).toEqual(['uno', 1])
  })

  test('creates only one object for each key, even if values are overwritten, and changes no object of the caller', () => {
    const [first, second, third] = [{ content: 'first' }, { content: 'second' }, { content: 'third' }]
    const map = transientOf(mapFrom<number, Box>([[1, first]]), boxes)
    map.set(1, second)
    const own = map.get(1)
    map.set(2, first)
    map.set(1, third)
    expect(map.get(1)).toBe(own)
    expect([map.get(1), map.get(2)]).toEqual([{ content: 'third' }, { content: 'first' }])
    expect([first, second, third]).toEqual([{ content: 'first' }, { content: 'second' }, { content: 'third' }])
  })
})
