import { expect, test } from 'vitest'
import { groupedBy } from '../../src/model/GroupedBy.js'

const withLength = (words: ReadonlyArray<string>) =>
  groupedBy(
    words,
    (word) => (word === '' ? undefined : word.length),
    'first',
    (group, word) => `${group} ${word}`,
  )

test('items with the same key are folded in order, and each group starts from the empty value', () => {
  expect([...withLength(['a', 'of', 'I', 'to'])]).toEqual([
    [1, 'first a I'],
    [2, 'first of to'],
  ])
})

test('an item without a key belongs to no group', () => {
  expect([...withLength(['', 'a', ''])]).toEqual([[1, 'first a']])
})
