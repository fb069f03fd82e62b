// No value that JSON can hold makes a codec throw; what is not decoded says where and why, in readable length.
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import * as core from 'marketo-account-sync'
import * as codecs from 'marketo-account-sync/codecs'
import { anyInput } from 'marketo-account-sync/testing'
import type * as t from 'io-ts'
import { describe, expect, test } from 'vitest'

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a codec is invariant in its type
type AnyCodec = t.Type<any, unknown, unknown>

const isCodec = (value: unknown): value is AnyCodec =>
  typeof value === 'object' && value !== null && 'decode' in value && 'encode' in value

const all: ReadonlyArray<readonly [string, AnyCodec]> = [...Object.entries(core), ...Object.entries(codecs)].flatMap(
  ([name, value]) => (isCodec(value) ? [[name, value] as const] : []),
)

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

/** An input with one thing in it replaced. */
const damaged: fc.Arbitrary<unknown> = fc
  .tuple(anyInput, fc.nat(), fc.jsonValue())
  .map(([input, place, value]): unknown => {
    const json = JSON.parse(JSON.stringify(codecs.InputFromJson.encode(input))) as Record<string, unknown>
    const inside = [json, json['record'], json['account'], json['person']].filter(
      (object): object is Record<string, unknown> => typeof object === 'object' && object !== null,
    )
    const target = inside[place % inside.length] ?? json
    const keys = Object.keys(target)
    target[keys[place % keys.length] ?? '_tag'] = value
    return json
  })

const isReadable = ({ path, expected, found }: core.DecodeError): boolean =>
  path.length < 1_000 && expected.length > 0 && expected.length < 400 && found.length > 0 && found.length < 1_000

const holds = (codec: AnyCodec, value: unknown): boolean => {
  const before = JSON.stringify(value)
  const decoded = codec.decode(value)
  const isTold = E.isRight(decoded) || (decoded.left.length > 0 && core.decodeErrors(decoded.left).every(isReadable))
  return isTold && typeof codec.is(value) === 'boolean' && JSON.stringify(value) === before
}

describe('no value that JSON can hold makes a codec throw, or is changed by it', () => {
  test('there are codecs to ask', () => {
    expect(all.map(([name]) => name)).toContain('InputFromJson')
    expect(all.length).toBeGreaterThan(20)
  })

  test.each(all)('%s, for any value', (_, codec) => {
    fc.assert(fc.property(fc.jsonValue(), (value) => holds(codec, value)))
    for (const value of nasty) {
      const decoded = codec.decode(value)
      expect(E.isRight(decoded) || core.decodeErrors(decoded.left).every(isReadable)).toBe(true)
    }
  })

  test('InputFromJson, for inputs with one thing replaced', () => {
    fc.assert(fc.property(damaged, (value) => holds(codecs.InputFromJson, value)))
  })

  test('however many errors there are', () => {
    const many = Array.from({ length: 200_000 }, () => 1)
    const rows = { schemaVersion: 1, accounts: many, contacts: [], persons: [], conversions: [] }
    const settings = { instance: { hiddenFields: many } }
    for (const [codec, value] of [
      [codecs.MarketoFromJson, rows],
      [codecs.SettingsFromJson, settings],
      [codecs.EventFromJson, { _tag: 'AccountSyncedDown', changes: many }],
    ] as ReadonlyArray<readonly [AnyCodec, unknown]>) {
      const decoded = codec.decode(value)
      expect(E.isLeft(decoded) && decoded.left.length).toBeGreaterThanOrEqual(many.length)
    }
  })

  test('nothing is inherited: a record in a prototype is not looked at', () => {
    const inherited: unknown = Object.create({ Id: '0014W000027f6UwQAI', SystemModstamp: '2026-01-01T00:00:00Z' })
    expect(E.isLeft(codecs.AccountRecordFromRest.decode(inherited))).toBe(true)
  })
})

describe('what was found is told at its place', () => {
  const record = { Id: '0014W000027f6UwQAI', SystemModstamp: '2026-01-01T00:00:00Z' }
  const input = { _tag: 'SyncAccount', at: '2026-01-01T00:00:00Z', record }

  test.each<readonly [string, unknown, string, string]>([
    ['no _tag', { ...input, _tag: undefined }, '_tag', 'nothing'],
    ['an unknown _tag', { ...input, _tag: 'DropAccount' }, '_tag', '"DropAccount"'],
    ['no Id', { ...input, record: { ...record, Id: undefined } }, 'record.Id', 'nothing'],
    [
      'a wrong suffix',
      { ...input, record: { ...record, Id: '0014W000027f6UwQAA' } },
      'record.Id',
      '"0014W000027f6UwQAA"',
    ],
    [
      "another object's id",
      { ...input, record: { ...record, Id: '0034W000027f6Uw' } },
      'record.Id',
      '"0034W000027f6Uw"',
    ],
    ['no stamp', { ...input, record: { Id: record.Id } }, 'record.SystemModstamp', 'nothing'],
    ['a date that does not exist', { ...input, at: '2026-02-30T00:00:00Z' }, 'at', '"2026-02-30T00:00:00Z"'],
    ['an infinite number', { ...input, record: { ...record, A__c: Infinity } }, 'record.A__c', 'Infinity'],
    [
      'a type that does not fit',
      { ...input, record: { ...record, attributes: { type: 'Contact' } } },
      'record.attributes.type',
      '"Contact"',
    ],
    ['a key that is no field name', { ...input, record: { ...record, 'a b': 1 } }, 'record.a b', '"a b"'],
  ])('%s', (_, value, path, found) => {
    const decoded = codecs.InputFromJson.decode(value)
    const errors = E.isLeft(decoded) ? core.decodeErrors(decoded.left) : []
    expect(errors.map((error) => [error.path, error.found])).toEqual([[path, found]])
  })
})
