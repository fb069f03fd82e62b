import { expect, test } from 'vitest'
import { insertedAt } from '../../src/model/InsertedAt.js'

test.each([
  [0, ['new', 'a', 'b']],
  [1, ['a', 'new', 'b']],
  [2, ['a', 'b', 'new']],
])('inserting an item at index %i returns a new array and does not change the old array', (at, expected) => {
  const items = Object.freeze(['a', 'b'])
  expect(insertedAt(items, at, 'new')).toEqual(expected)
  expect(items).toEqual(['a', 'b'])
})

test('an item can be inserted into an empty array', () => {
  expect(insertedAt([], 0, 'new')).toEqual(['new'])
})
