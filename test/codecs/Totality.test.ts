// Tests that no JSON value makes a codec throw. If a codec rejects a value, each error names the place and the reason, and is
// short enough to read.
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import * as core from 'marketo-account-sync'
import * as codecs from 'marketo-account-sync/codecs'
import { describe, expect, test } from 'vitest'
import { anyJsonDamage, damaged } from './damage.js'
import type { AnyCodec } from './samples.js'
import { allCodecs, anyOf } from './samples.js'

const nested = (open: string, close: string): unknown => JSON.parse(open.repeat(100_000) + '1' + close.repeat(100_000))

const nasty: ReadonlyArray<unknown> = [
  nested('[', ']'),
  nested('{"a":', '}'),
  nested('{"record":', '}'),
  'x'.repeat(1_000_000),
  '\ud800',
  JSON.parse('{"__proto__":{"_tag":"SyncAccount"},"constructor":null}'),
  JSON.parse('{"_tag":"__proto__"}'),
  JSON.parse('{"_tag":"constructor"}'),
  JSON.parse('{"_tag":"SyncAccount","at":"2026-01-01T00:00:00Z","record":{"__proto__":{"Id":"0014W000027f6UwQAI"}}}'),
  JSON.parse('1e999'),
]

const isReadable = ({ path, expected, found }: core.DecodeError): boolean =>
  path.length < 1_000 && expected.length > 0 && expected.length < 400 && found.length > 0 && found.length < 1_000

const isTotal = (codec: AnyCodec, value: unknown): boolean => {
  const before = JSON.stringify(value)
  const decoded = codec.decode(value)
  const isExplained =
    E.isRight(decoded) || (decoded.left.length > 0 && core.decodeErrors(decoded.left).every(isReadable))
  return isExplained && typeof codec.is(value) === 'boolean' && JSON.stringify(value) === before
}

/**
 * Each run makes six hostile values for a codec. `npm test` tests 20,400 values. `npm run test:long` makes 10,000 runs and tests
 * 2,040,000 values.
 */
const anyHostile = (name: string, codec: AnyCodec): fc.Arbitrary<ReadonlyArray<unknown>> =>
  fc
    .tuple(anyOf(name), fc.array(anyJsonDamage, { minLength: 5, maxLength: 5 }), fc.jsonValue())
    .map(([value, [first, ...others], any]) => {
      const json: unknown = JSON.parse(JSON.stringify(codec.encode(value)))
      const once = first === undefined ? json : damaged(json, first)
      // The result has six values: four with damage in one place, one with damage in four places, and one arbitrary value.
      return [once, others.reduce(damaged, json), ...others.slice(1).map((damage) => damaged(json, damage)), any]
    })

test('the tests of totality cover every codec', () => {
  expect(allCodecs.map(([name]) => name)).toEqual(
    expect.arrayContaining(['FieldName', 'InputFromJson', 'AnswerFromJson', 'SyncStateFromJson']),
  )
  expect(allCodecs.length).toBe(34)
})

describe('decoding any JSON value', () => {
  test.each(allCodecs)(
    'never throws and never changes the value (%s with damaged and random values)',
    (name, codec) => {
      fc.assert(
        fc.property(
          anyHostile(name, codec),
          (values) => values.length === 6 && values.every((value) => isTotal(codec, value)),
        ),
      )
      for (const value of nasty) {
        const decoded = codec.decode(value)
        expect(E.isRight(decoded) || core.decodeErrors(decoded.left).every(isReadable)).toBe(true)
      }
    },
  )

  test('returns 200,000 or more errors for a list of 200,000 bad items (MarketoFromJson and SettingsFromJson)', () => {
    const many = Array.from({ length: 200_000 }, () => 1)
    const rows = { schemaVersion: 1, accounts: many, contacts: [], persons: [], conversions: [] }
    const settings = { instance: { hiddenFields: many } }
    for (const [codec, value] of [
      [codecs.MarketoFromJson, rows],
      [codecs.SettingsFromJson, settings],
    ] as ReadonlyArray<readonly [AnyCodec, unknown]>) {
      const decoded = codec.decode(value)
      expect(E.isLeft(decoded) && decoded.left.length).toBeGreaterThanOrEqual(many.length)
    }
  })

  test('returns an error for an account record that inherits all its keys', () => {
    const inherited: unknown = Object.create({ Id: '0014W000027f6UwQAI', SystemModstamp: '2026-01-01T00:00:00Z' })
    expect(E.isLeft(codecs.AccountRecordFromRest.decode(inherited))).toBe(true)
  })
})

describe('the error for a bad input', () => {
  const record = { Id: '0014W000027f6UwQAI', SystemModstamp: '2026-01-01T00:00:00Z' }
  const input = { _tag: 'SyncAccount', at: '2026-01-01T00:00:00Z', record }

  test.each<readonly [string, unknown, string, string]>([
    ['no _tag', { ...input, _tag: undefined }, '_tag', 'nothing'],
    ['an unknown _tag', { ...input, _tag: 'DropAccount' }, '_tag', '"DropAccount"'],
    ['no Id', { ...input, record: { ...record, Id: undefined } }, 'record.Id', 'nothing'],
    [
      'an id with a wrong suffix',
      { ...input, record: { ...record, Id: '0014W000027f6UwQAA' } },
      'record.Id',
      '"0014W000027f6UwQAA"',
    ],
    [
      'the id of another object',
      { ...input, record: { ...record, Id: '0034W000027f6Uw' } },
      'record.Id',
      '"0034W000027f6Uw"',
    ],
    ['no SystemModstamp', { ...input, record: { Id: record.Id } }, 'record.SystemModstamp', 'nothing'],
    ['a date that does not exist', { ...input, at: '2026-02-30T00:00:00Z' }, 'at', '"2026-02-30T00:00:00Z"'],
    ['an infinite number', { ...input, record: { ...record, A__c: Infinity } }, 'record.A__c', 'Infinity'],
    [
      'the type of another object',
      { ...input, record: { ...record, attributes: { type: 'Contact' } } },
      'record.attributes.type',
      '"Contact"',
    ],
    ['a key that is not a field name', { ...input, record: { ...record, 'a b': 1 } }, 'record.a b', '"a b"'],
  ])('contains the path and the found value if the input has %s', (_, value, path, found) => {
    const decoded = codecs.InputFromJson.decode(value)
    const errors = E.isLeft(decoded) ? core.decodeErrors(decoded.left) : []
    expect(errors.map((error) => [error.path, error.found])).toEqual([[path, found]])
  })
})
