import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import type { Delivery, Input } from 'marketo-account-sync'
import { decodeErrors, defaultSettings, emptyMarketo, eqMarketo } from 'marketo-account-sync'
import { InputFromJson, MarketoFromJson } from 'marketo-account-sync/codecs'
import type { SyncState } from 'marketo-account-sync/records'
import { SyncStateFromJson, syncCycle } from 'marketo-account-sync/records'
import { anyHistory, anySettings } from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'
import { contactIn } from '../helpers/observe.js'
import { editThrough, nthAccountId, nthContactId, second, syncAccount, syncContact } from '../helpers/values.js'
import { anyJson, nthAccountRecord, nthContactRecord } from './builders.js'

const start: SyncState = { marketo: emptyMarketo, deferred: [] }
const cycle = syncCycle(defaultSettings)

const store = (state: SyncState): unknown => JSON.parse(JSON.stringify(SyncStateFromJson.encode(state)))
const load = (json: unknown): SyncState =>
  E.getOrElseW((errors: Parameters<typeof decodeErrors>[0]) => expect.fail(JSON.stringify(decodeErrors(errors))))(
    SyncStateFromJson.decode(json),
  )
const isSame = (a: SyncState, b: SyncState): boolean => {
  expect(a.deferred).toEqual(b.deferred)
  return eqMarketo.equals(a.marketo, b.marketo)
}

const anyNumber = fc.integer({ min: 1, max: 4 })
const anyDelivery: fc.Arbitrary<Delivery> = fc
  .tuple(anyNumber, fc.nat({ max: 9 }), fc.option(anyNumber), fc.boolean())
  .chain(([n, stamp, account, isDeleted]) =>
    fc.constantFrom<Delivery>(
      syncContact(nthContactRecord(n, second(stamp), account, isDeleted)),
      syncContact(nthContactRecord(n, second(stamp), account), second(stamp)),
      syncAccount(nthAccountRecord(n, second(stamp), { Name: `A${stamp}` })),
    ),
  )
const anyBatch = fc.array(anyDelivery, { maxLength: 12 })

const isDelivery = (input: Input): input is Delivery =>
  ['SyncAccount', 'SyncContact', 'ConfirmConversion', 'FailConversion'].includes(input._tag)

describe('the stored state of the sync (SyncState)', () => {
  const afterOne = cycle(
    [syncContact(nthContactRecord(1, second(1), 7)), syncAccount(nthAccountRecord(2, second(1), {}))],
    start,
  )

  test('contains the Marketo state and the deferred deliveries, but no steps', () => {
    expect(store(afterOne)).toEqual({
      schemaVersion: 1,
      marketo: JSON.parse(JSON.stringify(MarketoFromJson.encode(afterOne.marketo))) as unknown,
      deferred: afterOne.deferred.map(
        ({ input }) => JSON.parse(JSON.stringify(InputFromJson.encode(input))) as unknown,
      ),
    })
    expect(afterOne.deferred).toHaveLength(1)
  })

  test('contains a contact that waits for its account, although the stored Marketo state does not contain the contact', () => {
    const account = syncAccount(nthAccountRecord(7, second(2), { Name: 'Acme' }))
    const contactAfter = (state: SyncState) => contactIn(cycle([account], state).marketo, nthContactId(1))
    expect(contactAfter(load(store(afterOne)))).toBeDefined()
    expect(contactAfter({ marketo: afterOne.marketo, deferred: [] })).toBeUndefined()
  })

  test('is unchanged after storing and loading', () => {
    fc.assert(
      fc.property(anyBatch, anyBatch, (first, next) => {
        const { marketo, deferred } = cycle(next, cycle(first, start))
        const state = { marketo, deferred }
        const loaded = load(store(state))
        return SyncStateFromJson.is(state) && SyncStateFromJson.is(loaded) && isSame(state, loaded)
      }),
    )
  })

  test('is unchanged after storing and loading, for any settings and history', () => {
    fc.assert(
      fc.property(anySettings, anyHistory, (settings, inputs) => {
        const state = syncCycle(settings)(inputs.filter(isDelivery), start)
        return isSame(state, load(store(state)))
      }),
    )
  })

  test('leads to the same next sync cycle if the state is stored and loaded', () => {
    fc.assert(
      fc.property(anyBatch, anyBatch, (first, next) => {
        const state = cycle(first, start)
        const [without, withStoring] = [cycle(next, state), cycle(next, load(store(state)))]
        expect(withStoring.steps).toEqual(without.steps)
        return isSame(without, withStoring)
      }),
    )
  })

  test('has the same JSON after it is loaded and stored again', () => {
    fc.assert(
      fc.property(anyBatch, (batch) => {
        const state = cycle(batch, start)
        const json = JSON.stringify(store(state))
        return JSON.stringify(store(load(JSON.parse(json)))) === json && JSON.stringify(store(state)) === json
      }),
    )
  })
})

const marketo = MarketoFromJson.encode(emptyMarketo)
const delivery = InputFromJson.encode(syncContact(nthContactRecord(1, second(1), 7)))
const record = delivery['record'] as object
const stateOf = (...deferred: ReadonlyArray<unknown>) => ({ schemaVersion: 1, marketo, deferred })

type Triples = ReadonlyArray<readonly [path: string, expected: string, found: string]>

const errorsOf = (value: unknown): Triples => {
  const decoded = SyncStateFromJson.decode(value)
  return E.isLeft(decoded) ? decodeErrors(decoded.left).map(({ path, expected, found }) => [path, expected, found]) : []
}

describe('`SyncStateFromJson.decode`', () => {
  test.each([
    [null, 'null'],
    [[], 'an array of 0'],
    ['x', '"x"'],
  ])('gives one error for a value that is not an object: %j', (value, found) => {
    expect(errorsOf(value)).toEqual([['', 'an object: a SyncState', found]])
  })

  test.each<readonly [string, unknown, Triples]>([
    [
      'an empty object',
      {},
      [
        ['schemaVersion', '1', 'nothing'],
        ['marketo', 'an object: a Marketo state', 'nothing'],
        ['deferred', 'an array of deferred contacts', 'nothing'],
      ],
    ],
    ['an unknown version', { ...stateOf(), schemaVersion: 2 }, [['schemaVersion', '1', '2']]],
    [
      'a stored Marketo state',
      { ...marketo, schemaVersion: 1 },
      [
        ['marketo', 'an object: a Marketo state', 'nothing'],
        ['deferred', 'an array of deferred contacts', 'nothing'],
      ],
    ],
    [
      'an unknown version of the Marketo state',
      { ...stateOf(), marketo: { ...marketo, schemaVersion: 3 } },
      [['marketo.schemaVersion', '1 or 2', '3']],
    ],
    ['a number as delivery', stateOf(delivery, 7), [['deferred.1', 'an object: SyncContact', '7']]],
    [
      'the delivery of an account',
      stateOf({ ...delivery, _tag: 'SyncAccount' }),
      [['deferred.0._tag', '"SyncContact"', '"SyncAccount"']],
    ],
    [
      'a delivery without its time of arrival',
      stateOf({ ...delivery, at: null }),
      [['deferred.0.at', 'a date and time that exists, in ISO 8601 with its offset', 'null']],
    ],
    [
      'a contact record that has the id of an account',
      stateOf({ ...delivery, record: { ...record, Id: nthAccountId(1) } }),
      [
        [
          'deferred.0.record.Id',
          'the id of a Contact, 15 or 18 letters and digits beginning with 003',
          `"${nthAccountId(1)}"`,
        ],
      ],
    ],
    [
      'a deletion',
      stateOf({ ...delivery, record: { ...record, IsDeleted: true } }),
      [['deferred.0.record.IsDeleted', 'false, because a deleted contact never waits', 'true']],
    ],
    [
      'a deletion without an account',
      stateOf({ ...delivery, record: { ...record, IsDeleted: true, AccountId: null } }),
      [['deferred.0.record.IsDeleted', 'false, because a deleted contact never waits', 'true']],
    ],
    [
      'a private contact',
      stateOf({ ...delivery, record: { ...record, AccountId: null } }),
      [['deferred.0.record.AccountId', 'the id of the Account that the contact waits for', 'null']],
    ],
  ])('gives an error for %s', (_, value, expected) => {
    expect(errorsOf(value)).toEqual(expected)
  })

  test('ignores unknown keys', () => {
    expect(errorsOf({ ...stateOf({ ...delivery, by: 'x' }), savedAt: 1 })).toEqual([])
  })
})

describe('`SyncStateFromJson.is`', () => {
  const good = load(stateOf(delivery))
  const [deferral] = good.deferred
  const withInput = (input: unknown) => ({ ...good, deferred: [{ ...deferral, input }] })

  test('accepts a SyncState and a Cycle', () => {
    expect([good, cycle([], good), start].map(SyncStateFromJson.is)).toEqual([true, true, true])
  })

  test.each<readonly [string, unknown]>([
    ['null', null],
    ['a wrong Marketo state', { ...good, marketo: {} }],
    ['an object in the place of the list of deferrals', { ...good, deferred: {} }],
    ['a list of deferrals that contains null', { ...good, deferred: [null] }],
    ['a list of deferrals that contains a delivery', { ...good, deferred: [deferral?.input] }],
    ['a deferral with a wrong tag', { ...good, deferred: [{ ...deferral, _tag: 'Refused' }] }],
    ['a deferral without an input', withInput(undefined)],
    ['a deferral without a reason', { ...good, deferred: [{ ...deferral, reason: undefined }] }],
    [
      'a deferral whose reason names a different contact',
      { ...good, deferred: [{ ...deferral, reason: { ...deferral?.reason, contactId: nthContactId(2) } }] },
    ],
    ['a deferral of a deletion', withInput(syncContact(nthContactRecord(1, second(1), 7, true)))],
    ['a deferral of a private contact', withInput(syncContact(nthContactRecord(1, second(1), null)))],
  ])('rejects %s', (_, value) => {
    expect(SyncStateFromJson.is(value)).toBe(false)
  })
})

test('`SyncStateFromJson.encode` leaves out inputs that the library never defers', () => {
  const good = load(stateOf(delivery))
  const edit = editThrough(nthContactId(1), 'Name', null)
  const odd: SyncState = { ...good, deferred: good.deferred.flatMap((each) => [{ ...each, input: edit }, each]) }
  expect(SyncStateFromJson.encode(odd)).toEqual(SyncStateFromJson.encode(good))
})

describe('`SyncStateFromJson` with any JSON', () => {
  const keys = ['schemaVersion', 'marketo', 'deferred', '_tag', 'at', 'record', 'Id', 'AccountId', 'IsDeleted']
  const json = anyJson(keys)
  const damaged = fc.oneof(
    fc
      .tuple(fc.constantFrom('schemaVersion', 'marketo', 'deferred'), json)
      .map(([key, value]) => ({ ...stateOf(delivery), [key]: value })),
    fc
      .tuple(fc.constantFrom('_tag', 'at', 'record'), json)
      .map(([key, value]) => stateOf({ ...delivery, [key]: value })),
    fc
      .tuple(fc.constantFrom(...Object.keys(record)), json)
      .map(([key, value]) => stateOf({ ...delivery, record: { ...record, [key]: value } })),
  )

  test('never throws, does not change the JSON, and states in each error what is wrong', () => {
    fc.assert(
      fc.property(fc.oneof(json, { weight: 3, arbitrary: damaged }), (value) => {
        const before = JSON.stringify(value)
        const decoded = SyncStateFromJson.decode(value)
        const isExplained = E.isRight(decoded)
          ? SyncStateFromJson.is(decoded.right)
          : errorsOf(value).every(([, expected, found]) => expected !== '' && found !== '')
        return isExplained && typeof SyncStateFromJson.is(value) === 'boolean' && JSON.stringify(value) === before
      }),
    )
  })

  test('never throws, even for deeply nested JSON', () => {
    const nested = (open: string, close: string): unknown =>
      JSON.parse(open.repeat(100_000) + '1' + close.repeat(100_000))
    for (const value of [
      nested('[', ']'),
      nested('{"marketo":', '}'),
      stateOf(nested('{"record":', '}')),
      JSON.parse('{"__proto__":{"schemaVersion":1}}'),
    ])
      expect(errorsOf(value).length).toBeGreaterThan(0)
  })
})
