import { expect, test } from 'vitest'
import { insertedAt } from '../../src/model/InsertedAt.js'

test.each([
  [0, ['new', 'a', 'b']],
  [1, ['a', 'new', 'b']],
  [2, ['a', 'b', 'new']],
])('an item is put in before the one at %i, and the array it came from stays', (at, expected) => {
  const items = Object.freeze(['a', 'b'])
  expect(insertedAt(items, at, 'new')).toEqual(expected)
  expect(items).toEqual(['a', 'b'])
})

test('an item can be put into an empty array', () => {
  expect(insertedAt([], 0, 'new')).toEqual(['new'])
})
