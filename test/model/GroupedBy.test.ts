import { expect, test } from 'vitest'
import { groupedBy } from '../../src/model/GroupedBy.js'

const withLength = (words: ReadonlyArray<string>) =>
  groupedBy(
    words,
    (word) => (word === '' ? undefined : word.length),
    'first',
    (group, word) => `${group} ${word}`,
  )

test('items are folded by their key, in their order, each group from the empty one', () => {
  expect([...withLength(['a', 'of', 'I', 'to'])]).toEqual([
    [1, 'first a I'],
    [2, 'first of to'],
  ])
})

test('an item without a key is in no group', () => {
  expect([...withLength(['', 'a', ''])]).toEqual([[1, 'first a']])
})
