import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mapFrom } from '../../../src/marketo/state/PersistentMap.js'
import { transientOf } from '../../../src/marketo/state/TransientMap.js'

const anySets = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer()), { maxLength: 20 })
const keys = [0, 1, 2, 3, 4, 5]

// Without a first entry, the transient map is a native map.
const anyBegin = fc.oneof(fc.constant([]), anySets)

test('a transient map has the same entries as a native map after each call of `set`, and does not change the map from which it was made', () => {
  fc.assert(
    fc.property(anyBegin, anySets, (begin, sets) => {
      const base = mapFrom(begin)
      const map = transientOf(base)
      const model = new Map(begin)
      for (const [key, value] of sets) {
        expect(map.get(key)).toBe(model.get(key))
        expect(map.set(key, value)).toBe(map)
        model.set(key, value)
        expect(keys.map((one) => map.get(one))).toEqual(keys.map((one) => model.get(one)))
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

test('a transient map owns its values only if it was made from an empty map', () => {
  fc.assert(
    fc.property(anyBegin, (begin) => {
      expect(transientOf(mapFrom(begin)).ownsValues === true).toBe(begin.length === 0)
    }),
  )
})
