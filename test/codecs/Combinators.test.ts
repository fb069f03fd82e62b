import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { decodeErrors, FieldValue, Instant } from 'marketo-account-sync'
import { describe, expect, test } from 'vitest'
import { count, flag, listOf, nullable, oneOf, struct, text } from '../../src/codecs/Combinators.js'
import { second } from '../helpers/values.js'

describe('encoding a value with a codec', () => {
  const plain = struct('plain', { name: text, size: count, isOpen: flag, kind: oneOf('a', 'b'), value: FieldValue })
  const one = { name: 'one', size: 1, isOpen: true, kind: 'a', value: null } as const

  test('returns the value itself, not a copy, if the encoding changes no part', () => {
    const many = [one, one]
    const whole = { first: one, all: many }
    expect(plain.encode(one)).toBe(one)
    expect(listOf(plain).encode(many)).toBe(many)
    expect(struct('whole', { first: plain, all: listOf(plain) }).encode(whole)).toBe(whole)
  })

  test('returns a copy with only the known keys if the encoding changes a part', () => {
    const dated = struct('dated', { at: Instant, first: plain })
    const value = { at: second(1), first: one, other: 1 }
    expect(dated.encode(value)).toEqual({ at: Instant.encode(second(1)), first: one })
    expect(listOf(dated).encode([value])).toEqual([{ at: Instant.encode(second(1)), first: one }])
  })

  test('returns null for null if the codec allows null', () => {
    expect([null, second(1)].map(nullable(Instant).encode)).toEqual([null, Instant.encode(second(1))])
  })
})

describe('the error of a codec', () => {
  const expected = (codec: Pick<t.Decoder<unknown, unknown>, 'decode'>, value: unknown): unknown =>
    E.mapLeft((errors: t.Errors) => decodeErrors(errors).map((error) => [error.path, error.expected]))(
      codec.decode(value),
    )

  test('contains "or null" only if the wrong part itself can be null', () => {
    const names = struct('one', { name: nullable(listOf(text)) })
    expect(expected(nullable(text), 1)).toEqual(E.left([['', 'a string, or null']]))
    expect(expected(nullable(t.string), 1)).toEqual(E.left([['', 'string, or null']]))
    expect(expected(names, { name: [1] })).toEqual(E.left([['name.0', 'a string']]))
    expect(expected(names, {})).toEqual(E.left([['name', 'an array of a string, or null']]))
    expect(expected(nullable(text), null)).toEqual(E.right(null))
  })

  test('names the items of an array in the plural if the codec has a plural name', () => {
    expect(expected(listOf(text, 'names'), 1)).toEqual(E.left([['', 'an array of names']]))
    expect(listOf(text, 'names').name).toBe('an array of names')
  })
})
