import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { oneByKind, oneFound, oneTagged } from '../../src/testing/PickOne.js'
import { counted, made } from './sampling.js'

const draws = 2_000

const countsOf = (arbitrary: fc.Arbitrary<string>): Readonly<Record<string, number>> =>
  Object.fromEntries(counted(made(arbitrary, draws)))

const ofLetter = (value: string) => value.slice(0, 1)

describe('oneFound', () => {
  test('each value comes up about as often', () => {
    const counts = countsOf(oneFound(fc.constant(['a', 'b', 'c', 'd'])))
    expect(Object.keys(counts).sort()).toStrictEqual(['a', 'b', 'c', 'd'])
    for (const count of Object.values(counts)) {
      expect(count).toBeGreaterThan(draws * 0.2)
      expect(count).toBeLessThan(draws * 0.3)
    }
  })

  test('what finds nothing is made anew', () => {
    expect(Object.keys(countsOf(oneFound(fc.constantFrom([], ['a'], ['b'])))).sort()).toStrictEqual(['a', 'b'])
  })
})

describe('oneByKind', () => {
  const found = fc.constant(['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7', 'a8', 'b1'])

  test('a kind of one value comes up as often as a kind of eight', () => {
    const { b1, ...as } = countsOf(oneByKind(found, ofLetter))
    expect(Object.keys(as).sort()).toStrictEqual(['a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7', 'a8'])
    expect(b1).toBeGreaterThan(draws * 0.45)
    expect(b1).toBeLessThan(draws * 0.55)
  })

  test('a kind of weight 3 comes up three times as often as one of weight 1', () => {
    const { b1 } = countsOf(oneByKind(found, ofLetter, { a: 3 }))
    expect(b1).toBeGreaterThan(draws * 0.2)
    expect(b1).toBeLessThan(draws * 0.3)
  })

  test('what finds nothing is made anew', () => {
    const sometimes = fc.constantFrom([], ['a1'], ['b1'])
    expect(Object.keys(countsOf(oneByKind(sometimes, ofLetter))).sort()).toStrictEqual(['a1', 'b1'])
  })
})

describe('oneTagged', () => {
  const a = (n: number) => ({ _tag: 'A' as const, n })
  const b = (n: number) => ({ _tag: 'B' as const, n })
  const found = fc.constantFrom([a(1), b(2), b(3)], [a(4)])

  test('each value with the tag comes up, and no other', () => {
    const of = (tag: 'A' | 'B') => Object.keys(countsOf(oneTagged(found, tag).map(({ n }) => String(n))))
    expect(of('A')).toStrictEqual(['1', '4'])
    expect(of('B')).toStrictEqual(['2', '3'])
  })
})
