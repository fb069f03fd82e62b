import { expect, test } from 'vitest'
import { groupedBy } from '../../src/model/GroupedBy.js'

const byLength = (words: ReadonlyArray<string>) =>
  groupedBy(
    words,
    (word) => (word === '' ? undefined : word.length),
    (word) => word.toUpperCase(),
  )

test('each group of `groupedBy` contains the values of its items, in the order of the items', () => {
  expect([...byLength(['a', 'of', 'I', 'to'])]).toEqual([
    [1, ['A', 'I']],
    [2, ['OF', 'TO']],
  ])
})

test('an item without a key belongs to no group of `groupedBy`', () => {
  expect([...byLength(['', 'a', ''])]).toEqual([[1, ['A']]])
})
