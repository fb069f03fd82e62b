// What a service stores between two cycles, it gets back: the Marketo, and the contacts that wait for their account.
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import type { Delivery, Input, Instant } from 'marketo-account-sync'
import { decodeErrors, defaultSettings, emptyMarketo, eqMarketo, lookupContact } from 'marketo-account-sync'
import { InputFromJson, MarketoFromJson } from 'marketo-account-sync/codecs'
import type { SyncState } from 'marketo-account-sync/records'
import { SyncStateFromJson, syncCycle } from 'marketo-account-sync/records'
import { anyHistory, anySettings } from 'marketo-account-sync/testing'
import * as O from 'fp-ts/lib/Option.js'
import { describe, expect, test } from 'vitest'
import { accountId, accountRecord, anyJson, at, contactId, contactRecord, syncAccount, syncContact } from './world.js'

const stamp = (n: number) => (1_700_000_000_000 + n * 1_000) as Instant
const start: SyncState = { marketo: emptyMarketo, deferred: [] }
const cycle = syncCycle(defaultSettings)

const stored = (between: SyncState): unknown => JSON.parse(JSON.stringify(SyncStateFromJson.encode(between)))
const loaded = (json: unknown): SyncState => {
  const decoded = SyncStateFromJson.decode(json)
  if (E.isLeft(decoded)) throw new Error(JSON.stringify(decodeErrors(decoded.left)))
  return decoded.right
}
const same = (a: SyncState, b: SyncState): boolean => {
  expect(a.deferred).toEqual(b.deferred)
  return eqMarketo.equals(a.marketo, b.marketo)
}

const anyDelivery: fc.Arbitrary<Delivery> = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.nat({ max: 9 }), fc.option(fc.integer({ min: 1, max: 4 })), fc.boolean())
  .chain(([n, when, of, isDeleted]) =>
    fc.constantFrom<Delivery>(
      syncContact(contactRecord(n, stamp(when), of, isDeleted)),
      { ...syncContact(contactRecord(n, stamp(when), of)), at: stamp(when) },
      syncAccount(accountRecord(n, stamp(when), { Name: `A${when}` })),
    ),
  )
const anyBatch = fc.array(anyDelivery, { maxLength: 12 })

const isDelivery = (input: Input): input is Delivery =>
  ['SyncAccount', 'SyncContact', 'ConfirmConversion', 'FailConversion'].includes(input._tag)

describe('what a cycle leaves', () => {
  const left = cycle([syncContact(contactRecord(1, stamp(1), 7)), syncAccount(accountRecord(2, stamp(1), {}))])(start)

  test('is stored as its Marketo and the deliveries that wait, without the steps', () => {
    const [deferral] = left.deferred
    if (deferral === undefined) throw new Error('none was deferred')
    expect(stored(left)).toEqual({
      schemaVersion: 1,
      marketo: JSON.parse(JSON.stringify(MarketoFromJson.encode(left.marketo))) as unknown,
      deferred: [JSON.parse(JSON.stringify(InputFromJson.encode(deferral.input))) as unknown],
    })
  })

  test('keeps a contact until its account comes, which a stored Marketo does not', () => {
    const account = syncAccount(accountRecord(7, stamp(2), { Name: 'Acme' }))
    const contactAfter = (between: SyncState) => lookupContact(contactId(1))(cycle([account])(between).marketo)
    expect(O.isSome(contactAfter(loaded(stored(left))))).toBe(true)
    expect(O.isSome(contactAfter({ marketo: left.marketo, deferred: [] }))).toBe(false)
  })

  test('comes back, through JSON text, and is recognised', () => {
    fc.assert(
      fc.property(anyBatch, anyBatch, (first, second) => {
        const { steps, ...between } = cycle(second)(cycle(first)(start))
        const back = loaded(stored(between))
        return (
          steps.length >= second.length &&
          SyncStateFromJson.is(between) &&
          SyncStateFromJson.is(back) &&
          same(between, back)
        )
      }),
    )
  })

  test('comes back whatever the settings and the history', () => {
    fc.assert(
      fc.property(anySettings, anyHistory, (settings, inputs) => {
        const between = syncCycle(settings)(inputs.filter(isDelivery))(start)
        return same(between, loaded(stored(between)))
      }),
    )
  })

  test('makes the next cycle the same after being stored and loaded', () => {
    fc.assert(
      fc.property(anyBatch, anyBatch, (first, second) => {
        const between = cycle(first)(start)
        const [kept, again] = [between, loaded(stored(between))].map(cycle(second))
        if (kept === undefined || again === undefined) return false
        expect(again.steps).toEqual(kept.steps)
        return same(kept, again)
      }),
    )
  })

  test('is not changed by being stored, and equal ones are stored equally', () => {
    fc.assert(
      fc.property(anyBatch, (batch) => {
        const between = cycle(batch)(start)
        const json = JSON.stringify(stored(between))
        return JSON.stringify(stored(loaded(JSON.parse(json)))) === json && JSON.stringify(stored(between)) === json
      }),
    )
  })
})

const marketo = MarketoFromJson.encode(emptyMarketo)
const waiting = InputFromJson.encode(syncContact(contactRecord(1, stamp(1), 7)))
const record = waiting['record'] as object
const between = (...deferred: ReadonlyArray<unknown>) => ({ schemaVersion: 1, marketo, deferred })

type Told = ReadonlyArray<readonly [path: string, expected: string, found: string]>

const toldBy = (value: unknown): Told => {
  const decoded = SyncStateFromJson.decode(value)
  return E.isLeft(decoded) ? decodeErrors(decoded.left).map(({ path, expected, found }) => [path, expected, found]) : []
}

describe('what is stored otherwise is an error', () => {
  test('where it is no object', () => {
    for (const [value, found] of [
      [null, 'null'],
      [[], 'an array of 0'],
      ['x', '"x"'],
    ] as const)
      expect(toldBy(value)).toEqual([['', 'an object: what a cycle leaves for the next', found]])
  })

  test.each<readonly [string, unknown, Told]>([
    [
      'nothing in it',
      {},
      [
        ['schemaVersion', '1', 'nothing'],
        ['marketo', 'an object: a Marketo', 'nothing'],
        ['deferred', 'an array of SyncContact', 'nothing'],
      ],
    ],
    ['another version', { ...between(), schemaVersion: 2 }, [['schemaVersion', '1', '2']]],
    [
      'a Marketo alone',
      marketo,
      [
        ['marketo', 'an object: a Marketo', 'nothing'],
        ['deferred', 'an array of SyncContact', 'nothing'],
      ],
    ],
    [
      'another version of the Marketo',
      { ...between(), marketo: { ...marketo, schemaVersion: 2 } },
      [['marketo.schemaVersion', '1', '2']],
    ],
    ['a delivery that is none', between(waiting, 7), [['deferred.1', 'an object: SyncContact', '7']]],
    [
      'a delivery of an account',
      between({ ...waiting, _tag: 'SyncAccount' }),
      [['deferred.0._tag', '"SyncContact"', '"SyncAccount"']],
    ],
    [
      'no time of arrival',
      between({ ...waiting, at: null }),
      [['deferred.0.at', 'a date and time that exists, in ISO 8601 with its offset', 'null']],
    ],
    [
      'an id of another object',
      between({ ...waiting, record: { ...record, Id: accountId(1) } }),
      [
        [
          'deferred.0.record.Id',
          'the id of a Contact, 15 or 18 letters and digits beginning with 003',
          `"${accountId(1)}"`,
        ],
      ],
    ],
    [
      'a deletion',
      between({ ...waiting, record: { ...record, IsDeleted: true } }),
      [['deferred.0.record.IsDeleted', 'false, for a deletion never waits', 'true']],
    ],
    [
      'a deletion without an account',
      between({ ...waiting, record: { ...record, IsDeleted: true, AccountId: null } }),
      [['deferred.0.record.IsDeleted', 'false, for a deletion never waits', 'true']],
    ],
    [
      'a private contact',
      between({ ...waiting, record: { ...record, AccountId: null } }),
      [['deferred.0.record.AccountId', 'the id of the Account that it waits for', 'null']],
    ],
  ])('with %s', (_, value, expected) => {
    expect(toldBy(value)).toEqual(expected)
  })

  test('and keys that nothing stands for are ignored', () => {
    expect(toldBy({ ...between({ ...waiting, by: 'x' }), savedAt: 1 })).toEqual([])
  })
})

describe('what it recognises', () => {
  const good = loaded(between(waiting))
  const [deferral] = good.deferred

  test.each<readonly [string, unknown]>([
    ['no object', null],
    ['no Marketo', { ...good, marketo: {} }],
    ['no list', { ...good, deferred: {} }],
    ['a deferral that is none', { ...good, deferred: [null] }],
    ['the delivery alone', { ...good, deferred: [deferral?.input] }],
    ['another tag', { ...good, deferred: [{ ...deferral, _tag: 'Refused' }] }],
    ['no input', { ...good, deferred: [{ ...deferral, input: undefined }] }],
    ['no reason', { ...good, deferred: [{ ...deferral, reason: undefined }] }],
    [
      'the reason of another contact',
      { ...good, deferred: [{ ...deferral, reason: { ...deferral?.reason, contactId: contactId(2) } }] },
    ],
    [
      'a deletion',
      {
        ...good,
        deferred: [{ ...deferral, input: { ...deferral?.input, record: contactRecord(1, stamp(1), 7, true) } }],
      },
    ],
    [
      'a private contact',
      { ...good, deferred: [{ ...deferral, input: syncContact(contactRecord(1, stamp(1), null)) }] },
    ],
  ])('is not %s', (_, value) => {
    expect(SyncStateFromJson.is(value)).toBe(false)
  })

  test('is a SyncState, and a cycle, which is one', () => {
    expect([good, cycle([])(good), start].map(SyncStateFromJson.is)).toEqual([true, true, true])
  })

  test('an input that a cycle would not take up again is not stored', () => {
    const edit: Input = { _tag: 'EditAccountField', at, contactId: contactId(1), field: 'Name' as never, value: null }
    const odd: SyncState = { ...good, deferred: good.deferred.flatMap((each) => [{ ...each, input: edit }, each]) }
    expect(SyncStateFromJson.encode(odd)).toEqual(SyncStateFromJson.encode(good))
  })
})

describe('no JSON makes it throw', () => {
  const nested = (open: string, close: string): unknown =>
    JSON.parse(open.repeat(100_000) + '1' + close.repeat(100_000))
  const keys = ['schemaVersion', 'marketo', 'deferred', '_tag', 'at', 'record', 'Id', 'AccountId', 'IsDeleted']

  test('and each of its errors says what and where', () => {
    const json = anyJson(keys)
    const damaged = fc.oneof(
      fc
        .tuple(fc.constantFrom('schemaVersion', 'marketo', 'deferred'), json)
        .map(([key, value]) => ({ ...between(waiting), [key]: value })),
      fc
        .tuple(fc.constantFrom('_tag', 'at', 'record'), json)
        .map(([key, value]) => between({ ...waiting, [key]: value })),
      fc
        .tuple(fc.constantFrom(...Object.keys(record)), json)
        .map(([key, value]) => between({ ...waiting, record: { ...record, [key]: value } })),
    )
    fc.assert(
      fc.property(fc.oneof(json, { weight: 3, arbitrary: damaged }), (value) => {
        const before = JSON.stringify(value)
        const decoded = SyncStateFromJson.decode(value)
        const isTold = E.isRight(decoded)
          ? SyncStateFromJson.is(decoded.right)
          : toldBy(value).every((told) => told[1] !== '' && told[2] !== '')
        return isTold && typeof SyncStateFromJson.is(value) === 'boolean' && JSON.stringify(value) === before
      }),
    )
  })

  test('nor any depth of it', () => {
    for (const value of [
      nested('[', ']'),
      nested('{"marketo":', '}'),
      between(nested('{"record":', '}')),
      JSON.parse('{"__proto__":{"schemaVersion":1}}'),
    ])
      expect(toldBy(value).length).toBeGreaterThan(0)
  })
})
