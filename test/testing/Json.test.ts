import { describe, expect, test } from 'vitest'
import { canonical, differences, sayDifference, throughJson } from '../../src/testing/Json.js'

/** `under` nests a value in a number of objects. `within` nests a value in a number of lists. */
const under = (keys: number, value: unknown): unknown => (keys === 0 ? value : { in: under(keys - 1, value) })
const within = (lists: number, value: unknown): unknown => (lists === 0 ? value : [within(lists - 1, value)])

const tooDeep = '"… (too deep)"'

describe('the printed text of a JSON value', () => {
  test.each<readonly [what: string, value: unknown, text: string]>([
    ['has its keys in ascending order', { b: [1, 'x', null, true], a: { d: '"', c: -0.5 } }, '{"a":{"c":-0.5,"d":"\\""},"b":[1,"x",null,true]}'], // prettier-ignore
    ['leaves out a key whose value is undefined', { there: null, not: undefined }, '{"there":null}'],
    ['replaces an undefined item of a list by a note', [undefined], '["(not JSON: undefined)"]'],
    ['replaces NaN and -Infinity by a note', [NaN, -Infinity], '["(not JSON: NaN)","(not JSON: -Infinity)"]'],
    ['replaces bigints and functions by a note', [1n, () => 1], '["(not JSON: bigint)","(not JSON: function)"]'],
  ])('%s', (_what, value, text) => {
    expect(canonical(value)).toBe(text)
  })

  test('contains at most 32 levels of objects or lists, and marks the places where it leaves out deeper levels', () => {
    expect(canonical(under(32, 7))).toBe(`${'{"in":'.repeat(32)}7${'}'.repeat(32)}`)
    expect(canonical(under(33, 7))).toBe(`${'{"in":'.repeat(33)}${tooDeep}${'}'.repeat(33)}`)
    expect(canonical(within(32, 7))).toBe(`${'['.repeat(32)}7${']'.repeat(32)}`)
    expect(canonical(within(33, 7))).toBe(`${'['.repeat(33)}${tooDeep}${']'.repeat(33)}`)
  })

  test('has a finite length, even for a list or an object that contains itself', () => {
    const list: Array<unknown> = []
    list.push(list)
    const object: Record<string, unknown> = {}
    object['self'] = object
    expect(canonical(list)).toContain(tooDeep)
    expect(canonical(object)).toContain(tooDeep)
  })
})

describe('encoding a value as JSON and decoding it', () => {
  test.each<readonly [what: string, value: unknown, again: unknown]>([
    ['keeps a value that JSON has', { a: [1, 'x', null] }, { a: [1, 'x', null] }],
    ['leaves undefined unchanged', undefined, undefined],
    ['turns a function into undefined', () => 1, undefined],
    ['turns NaN into a string', [NaN], ['(not JSON: NaN)']],
    ['turns a deeply nested -Infinity into a string', { a: [{ b: null, c: -Infinity }] }, { a: [{ b: null, c: '(not JSON: -Infinity)' }] }], // prettier-ignore
  ])('%s', (_what, value, again) => {
    expect(throughJson(value)).toStrictEqual(again)
  })
})

describe('the differences between two JSON values', () => {
  test('are empty if only the order of the keys differs', () => {
    expect(differences({ a: 1, b: [2] }, { b: [2], a: 1 })).toEqual([])
  })

  test('ignore a key that is undefined in one value and absent in the other, and ignore everything below the depth limit', () => {
    expect(differences({ a: undefined, b: 1 }, { b: 1 })).toEqual([])
    expect(differences({ b: 1 }, { a: undefined, b: 1 })).toEqual([])
    expect(differences(under(33, 1), under(33, 2))).toEqual([])
  })

  test('include an item or key that one value lacks, and treat NaN and NaN as equal', () => {
    expect(differences([1], [1, 2])).toEqual([{ path: ['1'], expected: undefined, found: 2 }])
    expect(differences({ a: 1 }, { a: 1, b: 2 })).toEqual([{ path: ['b'], expected: undefined, found: 2 }])
    expect(differences([NaN], [NaN])).toEqual([])
  })

  test('include each missing key and each different value, also inside objects and lists', () => {
    expect(differences({ a: { x: 1, y: 2 }, b: 3, c: [4, 5] }, { a: { x: 1, y: 0 }, c: [4], d: 6 }, ['root'])).toEqual([
      { path: ['root', 'a', 'y'], expected: 2, found: 0 },
      { path: ['root', 'b'], expected: 3, found: undefined },
      { path: ['root', 'c', '1'], expected: 5, found: undefined },
      { path: ['root', 'd'], expected: undefined, found: 6 },
    ])
  })

  test('include the own key "constructor" of one object, even though the other object inherits a key with this name', () => {
    const own = JSON.parse('{"__proto__":{},"constructor":1}') as unknown
    expect(differences({}, own)).toEqual([
      { path: ['__proto__'], expected: undefined, found: {} },
      { path: ['constructor'], expected: undefined, found: 1 },
    ])
    expect(differences({ shown: { constructor: 'a' } }, { shown: {} })).toEqual([
      { path: ['shown', 'constructor'], expected: 'a', found: undefined },
    ])
  })

  test('are a single difference if only one value is a list, or if only one value has keys', () => {
    expect(differences([1], { 0: 1 })).toEqual([{ path: [], expected: [1], found: { 0: 1 } }])
    expect(differences({ a: 1 }, null)).toEqual([{ path: [], expected: { a: 1 }, found: null }])
    expect(differences('a', { a: 1 })).toEqual([{ path: [], expected: 'a', found: { a: 1 } }])
  })

  test('are listed down to 32 levels of keys, and deeper values are compared as a whole', () => {
    const path = Array<string>(32).fill('in')
    expect(differences(under(32, 1), under(32, 2))).toEqual([{ path, expected: 1, found: 2 }])
    const begun = ['picture', ...path.slice(2)]
    expect(differences(under(31, { x: 1 }), under(31, { x: 2 }), ['picture'])).toEqual([
      { path: [...begun, 'in'], expected: { x: 1 }, found: { x: 2 } },
    ])
  })

  test('are printed on one line each, and "nothing" stands for a missing value', () => {
    expect(sayDifference({ path: ['a', '0'], expected: { b: 1 }, found: undefined })).toBe(
      'a.0: expected {"b":1}, found nothing',
    )
    expect(sayDifference({ path: [], expected: undefined, found: null })).toBe('expected nothing, found null')
  })
})
