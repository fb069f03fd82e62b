import { expect, test } from 'vitest'
import { insertedAt } from '../../src/model/InsertedAt.js'

test.each([
  [0, ['new', 'a', 'b']],
  [1, ['a', 'new', 'b']],
  [2, ['a', 'b', 'new']],
])('an item is inserted at index %i, and the array that it was inserted into stays as it was', (at, expected) => {
  const items = Object.freeze(['a', 'b'])
  expect(insertedAt(items, at, 'new')).toEqual(expected)
  expect(items).toEqual(['a', 'b'])
})

test('an item can be inserted into an empty array', () => {
  expect(insertedAt([], 0, 'new')).toEqual(['new'])
})
