import { describe, expect, test } from 'vitest'
import { insertedAt, removedAt, replacedAt } from '../../src/model/InsertedAt.js'
import { range } from '../helpers/values.js'

const lengths = [0, 1, 2, 3, 100]

describe.each(lengths)('a changed copy of an array of %i items', (length) => {
  const items = Object.freeze(range(length))
  const places = [...new Set([0, 1, length >> 1, length - 1, length])].filter((at) => at >= 0 && at <= length)

  test('can have an inserted item at any index', () => {
    for (const at of places) expect(insertedAt(items, at, -1)).toEqual([...range(at), -1, ...range(length).slice(at)])
  })

  test('can have a replaced item or a removed item at any index', () => {
    for (const at of places.filter((index) => index < length)) {
      expect(replacedAt(items, at, -1)).toEqual(range(length).map((n) => (n === at ? -1 : n)))
      expect(removedAt(items, at)).toEqual(range(length).filter((n) => n !== at))
    }
  })
})
