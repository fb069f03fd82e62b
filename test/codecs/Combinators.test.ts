import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { decodeErrors, FieldValue, Instant } from 'marketo-account-sync'
import { describe, expect, test } from 'vitest'
import { count, flag, listOf, nullable, oneOf, struct, text } from '../../src/codecs/Combinators.js'
import { second } from '../helpers/values.js'

describe('what is encoded', () => {
  const plain = struct('plain', { name: text, size: count, isOpen: flag, kind: oneOf('a', 'b'), value: FieldValue })
  const one = { name: 'one', size: 1, isOpen: true, kind: 'a', value: null } as const

  test('is the value itself, uncopied, where every part of it is its own JSON', () => {
    const many = [one, one]
    const whole = { first: one, all: many }
    expect(plain.encode(one)).toBe(one)
    expect(listOf(plain).encode(many)).toBe(many)
    expect(struct('whole', { first: plain, all: listOf(plain) }).encode(whole)).toBe(whole)
  })

  test('is a copy, of these keys alone, where one part is not', () => {
    const dated = struct('dated', { at: Instant, first: plain })
    const value = { at: second(1), first: one, other: 1 }
    expect(dated.encode(value)).toEqual({ at: Instant.encode(second(1)), first: one })
    expect(listOf(dated).encode([value])).toEqual([{ at: Instant.encode(second(1)), first: one }])
  })

  test('is null for what may be null and is, whatever else it may be', () => {
    expect([null, second(1)].map(nullable(Instant).encode)).toEqual([null, Instant.encode(second(1))])
  })
})

test('what may be null says so of what is neither, and of nothing inside it', () => {
  const expected = (codec: Pick<t.Decoder<unknown, unknown>, 'decode'>, value: unknown): unknown =>
    E.mapLeft((errors: t.Errors) => decodeErrors(errors).map(({ path, expected }) => [path, expected]))(
      codec.decode(value),
    )
  expect(expected(nullable(text), 1)).toEqual(E.left([['', 'a string, or null']]))
  expect(expected(nullable(t.string), 1)).toEqual(E.left([['', 'string, or null']]))
  expect(expected(struct('one', { name: nullable(listOf(text)) }), { name: [1] })).toEqual(
    E.left([['name.0', 'a string']]),
  )
  expect(expected(struct('one', { name: nullable(listOf(text)) }), {})).toEqual(
    E.left([['name', 'an array of a string, or null']]),
  )
  expect(expected(nullable(text), null)).toEqual(E.right(null))
})
