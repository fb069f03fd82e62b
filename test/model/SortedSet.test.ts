import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ContactId } from 'marketo-account-sync'
import type { SortedSet } from '../../src/model/SortedSet.js'
import { range } from '../helpers/values.js'
import { add, emptySet, has, isSetOfStrings, iterate, remove, setOf, sizeOf } from '../../src/model/SortedSet.js'

type Ids = SortedSet<ContactId>

const noIds: Ids = emptySet

const id = (n: number): ContactId => `003${String(n).padStart(6, '0')}` as ContactId

const isSetOf = (ids: Ids, copy: ReadonlySet<ContactId>): boolean =>
  sizeOf(ids) === copy.size &&
  isSetOfStrings(ids) &&
  [...copy].every((one) => has(ids, one)) &&
  JSON.stringify([...iterate(ids)]) === JSON.stringify([...copy].sort())

/**
 * Random additions and removals of ids. The number of ids is so large that the tree has several levels. On average, `adds` of
 * ten operations are additions.
 */
const operations = (most: number, length: number) =>
  fc.tuple(
    fc.integer({ min: 1, max: 9 }),
    fc.array(fc.tuple(fc.integer({ min: 0, max: most }), fc.nat({ max: 9 })), { minLength: length, maxLength: length }),
  )

describe('a sorted set of contact ids', () => {
  test('is in ascending order and has the same ids as a native set, after any additions and removals', () => {
    fc.assert(
      fc.property(operations(200, 400), ([adds, steps]) => {
        const copy = new Set<ContactId>()
        let ids = noIds
        return steps.every(([n, roll]) => {
          ids = roll < adds ? add(ids, id(n)) : remove(ids, id(n))
          if (roll < adds) copy.add(id(n))
          else copy.delete(id(n))
          return isSetOf(ids, copy)
        })
      }),
      { numRuns: Math.ceil((fc.readConfigureGlobal().numRuns ?? 100) / 5) },
    )
  })

  test.each([1, 64, 65, 4_096, 4_097, 10_000])('can grow to %i ids and shrink to zero, one id at a time', (size) => {
    // The multiplier has no common factor with the size, so the loop visits every id once, in an unsorted order.
    const order = Array.from({ length: size }, (_, n) => id((n * 7_919) % size))
    const all = order.reduce<Ids>(add, noIds)
    expect(isSetOf(all, new Set(order))).toBe(true)
    const half = order.slice(0, size >>> 1).reduce<Ids>(remove, all)
    expect(isSetOf(half, new Set(order.slice(size >>> 1)))).toBe(true)
    expect(sizeOf(order.reduce<Ids>(remove, all))).toBe(0)
    expect(isSetOf(all, new Set(order))).toBe(true)
  })

  test.each([0, 1, 64, 65, 4_096, 4_097, 10_000])(
    'can be made of %i ids in any order, even if some occur twice',
    (size) => {
      const order = Array.from({ length: size }, (_, n) => id((n * 7_919) % size))
      const all = setOf([...order, ...order.slice(0, 10)])
      expect(isSetOf(all, new Set(order))).toBe(true)
      expect(sizeOf(order.reduce<Ids>(remove, all))).toBe(0)
      expect(
        isSetOf(
          order.map((one) => `${one}a` as ContactId).reduce<Ids>(add, all),
          new Set(order.flatMap((one) => [one, `${one}a` as ContactId])),
        ),
      ).toBe(true)
    },
  )

  test('is one array of up to 64 ids, or a tree of such arrays in which each node has 2 to 64 children', () => {
    const widest = { leaf: 0, branch: 0 }
    const look = (ids: Ids): void => {
      if ('children' in ids) {
        widest.branch = Math.max(widest.branch, ids.children.length)
        expect(ids.children.length).toBeGreaterThan(1)
        ids.children.forEach(look)
      } else widest.leaf = Math.max(widest.leaf, ids.length)
    }
    let ids = noIds
    for (let n = 0; n < 5_000; n++) {
      expect('children' in ids).toBe(n > 64)
      if (n % 16 === 0) look(ids)
      ids = add(ids, id(n))
    }
    for (const size of [1, 64, 65, 4_096, 4_097, 6_401]) look(setOf(Array.from({ length: size }, (_, n) => id(n))))
    expect(widest).toEqual({ leaf: 64, branch: 64 })
    for (let n = 0; n < 5_000; n++) {
      if (n % 16 === 0) look(ids)
      ids = remove(ids, id(n))
    }
    expect(ids).toEqual([])
  })

  test('stays the identical object if a caller adds an id that is present, or removes an id that is missing', () => {
    const ids = Array.from({ length: 200 }, (_, n) => id(2 * n)).reduce<Ids>(add, noIds)
    expect(add(ids, id(8))).toBe(ids)
    expect(remove(ids, id(9))).toBe(ids)
  })

  test('contains no id that was never added, and no id that was removed', () => {
    const ids = Array.from({ length: 200 }, (_, n) => id(2 * n)).reduce<Ids>(add, noIds)
    expect([has(ids, id(8)), has(ids, id(9)), has(remove(ids, id(8)), id(8)), has(noIds, id(8))]).toEqual([
      true,
      false,
      false,
      false,
    ])
  })

  test.each<readonly [string, unknown]>([
    ['an array that is not in ascending order', ['b', 'a']],
    ['an array with an item twice', ['a', 'a']],
    ['an array of numbers', [1, 2]],
    ['a tree whose size is wrong', { size: 3, first: 'a', children: [['a'], ['b']] }],
    ['an array with a hole', Object.assign(new Array<string>(2), { 1: 'a' })],
    ['a tree with the wrong first item', { size: 2, first: 'b', children: [['a'], ['b']] }],
    ['a tree without children', { size: 0, first: 'a' }],
    ['a tree with an empty list of children', { size: 0, first: 'a', children: [] }],
    ['a tree with an empty child', { size: 1, first: 'a', children: [['a'], []] }],
    ['a tree with an unknown key', { size: 1, first: 'a', children: [['a']], last: 'a' }],
    ['a tree whose children are out of order', { size: 2, first: 'b', children: [['b'], ['a']] }],
    ['a tree whose children share an item', { size: 2, first: 'a', children: [['a'], ['a']] }],
    [
      'a tree that is nested without end',
      range(100_000).reduce<unknown>((inner) => ({ size: 1, first: 'a', children: [inner] }), ['a']),
    ],
    ['null', null],
    ['a string', 'ab'],
  ])('cannot be made of %s', (_what, value) => {
    expect(isSetOfStrings(value)).toBe(false)
  })
})
