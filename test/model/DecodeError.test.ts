import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import * as t from 'io-ts'
import {
  AccountId,
  ContactId,
  decodeErrors,
  FieldName,
  FieldValue,
  found,
  Instant,
  OpportunityId,
  PersonId,
  SalesforceId,
  UserId,
} from 'marketo-account-sync'
import { InputFromJson, MarketoFromJson } from 'marketo-account-sync/codecs'
import { describe, expect, test } from 'vitest'

const errors = (decoded: E.Either<Parameters<typeof decodeErrors>[0], unknown>) =>
  E.isLeft(decoded) ? decodeErrors(decoded.left) : []

describe('the description of the found value in a decoding error', () => {
  test.each([
    [undefined, 'nothing'],
    [null, 'null'],
    ['a"b', '"a\\"b"'],
    [1.5, '1.5'],
    [Infinity, 'Infinity'],
    [true, 'true'],
    [[1, 2], 'an array of 2'],
    [{ a: 1 }, 'an object of 1 keys'],
    [Object.create(null), 'an object of 0 keys'],
    [new Date(0), 'an instance of Date'],
    [new Map([[1, 2]]), 'an instance of Map'],
    [() => 1, 'a function'],
    [10n, '10'],
    [Symbol('s'), 'Symbol(s)'],
    ['x'.repeat(80), `"${'x'.repeat(80)}"`],
    ['x'.repeat(81), `"${'x'.repeat(80)}"… (81 characters)`],
    ['x'.repeat(1_000_000), `"${'x'.repeat(80)}"… (1000000 characters)`],
  ])('is short and names the kind of value (case %#)', (value, expected) => {
    expect(found(value)).toBe(expected)
  })

  test('has fewer than 600 characters for any value', () => {
    fc.assert(fc.property(fc.anything(), (value) => found(value).length < 600))
  })
})

describe('the errors of a failed decode', () => {
  test('have an empty path if the value as a whole is wrong', () => {
    expect(errors(AccountId.decode(1))).toEqual([
      { path: '', expected: 'the id of an Account, 15 or 18 letters and digits beginning with 001', found: '1' },
    ])
  })

  test('state the name of the codec as the expected value if the codec is from io-ts', () => {
    expect(errors(t.type({ a: t.number, b: t.array(t.string) }).decode({ a: 'x', b: [1] }))).toEqual([
      { path: 'a', expected: 'number', found: '"x"' },
      { path: 'b.0', expected: 'string', found: '1' },
    ])
  })

  test('state that a person id is a whole number of at least 1', () => {
    for (const value of [0, -1, 1.5, '1', null])
      expect(errors(PersonId.decode(value))).toEqual([
        { path: '', expected: "Marketo's number for a person, a whole number from 1", found: found(value) },
      ])
    expect([1, 0, 1.5, '1'].map(PersonId.is)).toEqual([true, false, false, false])
  })

  test('call each codec by its exported name, such as Instant', () => {
    const codecs = {
      AccountId,
      ContactId,
      FieldName,
      FieldValue,
      Instant,
      OpportunityId,
      PersonId,
      SalesforceId,
      UserId,
    }
    expect(Object.values(codecs).map(({ name }) => name)).toEqual(Object.keys(codecs))
  })

  test('have paths such as persons.0.id, and one decode returns all errors', () => {
    const state = { schemaVersion: 1, accounts: [], contacts: [], persons: [{ id: 0 }], conversions: 7 }
    expect(errors(MarketoFromJson.decode(state)).map(({ path, found: what }) => [path, what])).toEqual([
      ['persons.0.id', '0'],
      ['persons.0.lastName', 'nothing'],
      ['persons.0.company', 'nothing'],
      ['persons.0.sfdc', 'nothing'],
      ['conversions', '7'],
    ])
  })

  test('shorten a key in the path only if the key has more than 80 characters', () => {
    const path = (key: string) => errors(t.type({ [key]: t.number }).decode({ [key]: 'x' }))[0]?.path
    expect(path('k'.repeat(80))).toBe('k'.repeat(80))
    expect(path('k'.repeat(81))).toBe(`${'k'.repeat(80)}… (81 characters)`)
  })

  test('stay short if a key has 100,000 characters', () => {
    const record = { Id: '0014W000027f6Uw', SystemModstamp: '2026-01-01T00:00:00Z', [`1${'x'.repeat(100_000)}`]: 1 }
    const [error] = errors(InputFromJson.decode({ _tag: 'SyncAccount', at: '2026-01-01T00:00:00Z', record }))
    expect(error?.path.startsWith('record.1xxx')).toBe(true)
    expect(error?.path.length).toBeLessThan(200)
  })
})
