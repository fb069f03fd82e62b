import { describe, expect, test } from 'vitest'
import { canonical, differences, sayDifference, throughJson } from '../../src/testing/Json.js'

/** A value under this many keys, or within this many lists. */
const under = (keys: number, value: unknown): unknown => (keys === 0 ? value : { in: under(keys - 1, value) })
const within = (lists: number, value: unknown): unknown => (lists === 0 ? value : [within(lists - 1, value)])

const tooDeep = '"… (too deep)"'

describe('the text of a JSON value:', () => {
  test.each<readonly [what: string, value: unknown, text: string]>([
    ['keys sorted', { b: [1, 'x', null, true], a: { d: '"', c: -0.5 } }, '{"a":{"c":-0.5,"d":"\\""},"b":[1,"x",null,true]}'], // prettier-ignore
    ['keys without a value left out', { there: null, not: undefined }, '{"there":null}'],
    ['undefined', [undefined], '["(not JSON: undefined)"]'],
    ['numbers that JSON does not have', [NaN, -Infinity], '["(not JSON: NaN)","(not JSON: -Infinity)"]'],
    ['other values that JSON does not have', [1n, () => 1], '["(not JSON: bigint)","(not JSON: function)"]'],
  ])('%s', (_what, value, text) => {
    expect(canonical(value)).toBe(text)
  })

  test('goes 32 objects or lists deep, and says where it stops', () => {
    expect(canonical(under(32, 7))).toBe(`${'{"in":'.repeat(32)}7${'}'.repeat(32)}`)
    expect(canonical(under(33, 7))).toBe(`${'{"in":'.repeat(33)}${tooDeep}${'}'.repeat(33)}`)
    expect(canonical(within(32, 7))).toBe(`${'['.repeat(32)}7${']'.repeat(32)}`)
    expect(canonical(within(33, 7))).toBe(`${'['.repeat(33)}${tooDeep}${']'.repeat(33)}`)
  })

  test('ends for a list and an object that contain themselves', () => {
    const list: Array<unknown> = []
    list.push(list)
    const object: Record<string, unknown> = {}
    object['self'] = object
    expect(canonical(list)).toContain(tooDeep)
    expect(canonical(object)).toContain(tooDeep)
  })
})

describe('a value written as JSON and parsed again is', () => {
  test.each<readonly [what: string, value: unknown, again: unknown]>([
    ['the same if it is JSON', { a: [1, 'x', null] }, { a: [1, 'x', null] }],
    ['undefined if it is undefined', undefined, undefined],
    ['undefined if it is a function', () => 1, undefined],
    ['a text if it is a number that JSON does not have', [NaN], ['(not JSON: NaN)']],
    ['a text for such a number anywhere in it', { a: [{ b: null, c: -Infinity }] }, { a: [{ b: null, c: '(not JSON: -Infinity)' }] }], // prettier-ignore
  ])('%s', (_what, value, again) => {
    expect(throughJson(value)).toStrictEqual(again)
  })
})

describe('two JSON values differ', () => {
  test('nowhere if only the order of their keys differs', () => {
    expect(differences({ a: 1, b: [2] }, { b: [2], a: 1 })).toEqual([])
  })

  test('nowhere if one lacks a key that is undefined in the other, or below the deepest place', () => {
    expect(differences({ a: undefined, b: 1 }, { b: 1 })).toEqual([])
    expect(differences({ b: 1 }, { a: undefined, b: 1 })).toEqual([])
    expect(differences(under(33, 1), under(33, 2))).toEqual([])
  })

  test('at the items and keys that only one of them has, but not at NaN', () => {
    expect(differences([1], [1, 2])).toEqual([{ path: ['1'], expected: undefined, found: 2 }])
    expect(differences({ a: 1 }, { a: 1, b: 2 })).toEqual([{ path: ['b'], expected: undefined, found: 2 }])
    expect(differences([NaN], [NaN])).toEqual([])
  })

  test('at every key that one of them lacks, or that has another value, as deep as both go', () => {
    expect(differences({ a: { x: 1, y: 2 }, b: 3, c: [4, 5] }, { a: { x: 1, y: 0 }, c: [4], d: 6 }, ['root'])).toEqual([
      { path: ['root', 'a', 'y'], expected: 2, found: 0 },
      { path: ['root', 'b'], expected: 3, found: undefined },
      { path: ['root', 'c', '1'], expected: 5, found: undefined },
      { path: ['root', 'd'], expected: undefined, found: 6 },
    ])
  })

  test('at a key that every object inherits, if only one has it as its own', () => {
    const own = JSON.parse('{"__proto__":{},"constructor":1}') as unknown
    expect(differences({}, own)).toEqual([
      { path: ['__proto__'], expected: undefined, found: {} },
      { path: ['constructor'], expected: undefined, found: 1 },
    ])
    expect(differences({ shown: { constructor: 'a' } }, { shown: {} })).toEqual([
      { path: ['shown', 'constructor'], expected: 'a', found: undefined },
    ])
  })

  test('as a whole if only one is a list, or only one has keys', () => {
    expect(differences([1], { 0: 1 })).toEqual([{ path: [], expected: [1], found: { 0: 1 } }])
    expect(differences({ a: 1 }, null)).toEqual([{ path: [], expected: { a: 1 }, found: null }])
    expect(differences('a', { a: 1 })).toEqual([{ path: [], expected: 'a', found: { a: 1 } }])
  })

  test('32 keys deep at most, and as a whole below that', () => {
    const path = Array<string>(32).fill('in')
    expect(differences(under(32, 1), under(32, 2))).toEqual([{ path, expected: 1, found: 2 }])
    const begun = ['picture', ...path.slice(2)]
    expect(differences(under(31, { x: 1 }), under(31, { x: 2 }), ['picture'])).toEqual([
      { path: [...begun, 'in'], expected: { x: 1 }, found: { x: 2 } },
    ])
  })

  test('in one line of text, with the path if there is one, and with "nothing" for a missing value', () => {
    expect(sayDifference({ path: ['a', '0'], expected: { b: 1 }, found: undefined })).toBe(
      'a.0: expected {"b":1}, found nothing',
    )
    expect(sayDifference({ path: [], expected: undefined, found: null })).toBe('expected nothing, found null')
  })
})
