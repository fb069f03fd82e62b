import { describe, expect, test } from 'vitest'
import { plainEq } from '../../src/model/PlainEq.js'

const { equals } = plainEq<unknown>()

/** Values of which no two are equal. */
const different: ReadonlyArray<unknown> = [
  undefined,
  null,
  false,
  0,
  1,
  '',
  '0',
  [],
  {},
  [undefined],
  [0],
  [0, 1],
  { 0: 0 },
  { a: undefined },
  { b: undefined },
  { a: 0 },
  { a: 0, b: 1 },
  { a: { b: 0 } },
  { a: { b: 1 } },
  { a: [0] },
]

describe('equality of plain data', () => {
  test('is true for a value and its copy, and false for two different values', () => {
    for (const [i, a] of different.entries())
      for (const [j, b] of different.entries()) {
        expect(equals(a, b), `${JSON.stringify(a)} and ${JSON.stringify(b)}`).toBe(i === j)
        expect(equals(a, structuredClone(b)), `${JSON.stringify(a)} and a copy of ${JSON.stringify(b)}`).toBe(i === j)
      }
  })

  test('requires the same own keys in any order', () => {
    expect(equals({ a: 1, b: [{ c: 2, d: 3 }] }, { b: [{ d: 3, c: 2 }], a: 1 })).toBe(true)
    expect(equals({ constructor: Object }, { a: 1 })).toBe(false)
  })
})
