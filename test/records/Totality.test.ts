import fc from 'fast-check'
import { emptyMarketo } from 'marketo-account-sync'
import type { SyncState } from 'marketo-account-sync/records'
import {
  accountsFromQuery,
  activitiesFromMarketo,
  changesFromCometd,
  changesFromPubSub,
  contactsFromQuery,
  leadChangesFromMarketo,
  syncCycle,
} from 'marketo-account-sync/records'
import { defaultSettings } from 'marketo-account-sync'
import { describe, expect, test } from 'vitest'
import { cometd, contextOf, pubSub } from './changes.js'
import { accountRecord, anyJson, at, contactRecord, instant, marketoAfter, syncAccount, syncContact } from './world.js'

const keys = [
  ...[
    'data',
    'payload',
    'ChangeEventHeader',
    'entityName',
    'recordIds',
    'changeType',
    'commitTimestamp',
    'nulledFields',
    'event',
    'replayId',
    'schemaId',
    'errorCode',
    'message',
  ],
  ...['diffFields', 'BillingAddress', 'City', 'diff', 'LastModifiedDate', 'SystemModstamp', 'AccountId', 'Name', 'Id'],
  ...[
    'done',
    'records',
    'nextRecordsUrl',
    'attributes',
    'url',
    'type',
    'success',
    'result',
    'errors',
    'leadId',
    'fields',
  ],
  ...['activityDate', 'activityTypeId', 'primaryAttributeValue', 'name', 'value', 'moreResult', 'nextPageToken'],
]
const json = anyJson(keys)

const before = instant('2023-10-01T00:00:00Z')
const world = marketoAfter(
  syncAccount(accountRecord(1, before, { Name: 'Acme' })),
  syncContact(contactRecord(1, before, 1)),
)
const context = contextOf(world)

/** A good message, with any JSON in one place of it: instead of what stands there, or, in an object, beside it. */
const anyBroken = (good: unknown): fc.Arbitrary<unknown> => {
  const places = (value: unknown, path: ReadonlyArray<string> = []): ReadonlyArray<ReadonlyArray<string>> =>
    typeof value === 'object' && value !== null
      ? [path, ...Object.entries(value).flatMap(([key, inner]) => places(inner, [...path, key]))]
      : [path]
  const isObject = (value: unknown): value is object =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
  const put = (value: unknown, [key, ...rest]: ReadonlyArray<string>, change: (inner: unknown) => unknown): unknown => {
    if (key === undefined) return change(value)
    const copy = (Array.isArray(value) ? [...(value as ReadonlyArray<unknown>)] : { ...(value as object) }) as Record<
      string,
      unknown
    >
    copy[key] = put(copy[key], rest, change)
    return copy
  }
  const everywhere = places(good)
  const at = (path: ReadonlyArray<string>): unknown =>
    path.reduce<unknown>((value, key) => (value as Readonly<Record<string, unknown>>)[key], good)
  const instead = fc.tuple(fc.constantFrom(...everywhere), json).map(([path, other]) => put(good, path, () => other))
  const beside = fc
    .tuple(
      fc.constantFrom(...everywhere.filter((path) => isObject(at(path)))),
      fc.dictionary(fc.constantFrom(...keys), json),
    )
    .map(([path, others]) => put(good, path, (inner) => ({ ...others, ...(inner as object) })))
  return fc.oneof(instead, beside)
}

const good = {
  query: {
    done: true,
    totalSize: 1,
    records: [{ Id: '001', AccountId: null, attributes: { type: 'Account', url: '/x' } }],
  },
  activities: {
    success: true,
    moreResult: false,
    nextPageToken: 't',
    result: [
      {
        id: 1,
        leadId: 1,
        activityDate: '2014-09-17T22:31:49Z',
        activityTypeId: 13,
        primaryAttributeValue: 'Company Name',
        fields: [{ id: 1, name: 'company', newValue: 'a', oldValue: 'b' }],
        attributes: [{ name: 'Reason', value: 'r' }],
      },
    ],
  },
  pubSub: pubSub({}, { Name: 'A', BillingAddress: { City: null, Street: 'x' } }),
  cometd: cometd({}, { Name: 'A', BillingAddress: { City: null, Street: 'x' } }),
}

type Read = (value: unknown) => { readonly errors: ReadonlyArray<{ readonly path: string }> }

const readers: ReadonlyArray<readonly [name: string, read: Read, good: unknown]> = [
  ['accountsFromQuery', accountsFromQuery, good.query],
  ['contactsFromQuery', contactsFromQuery, good.query],
  ['activitiesFromMarketo', activitiesFromMarketo, good.activities],
  ['leadChangesFromMarketo', leadChangesFromMarketo, good.activities],
  ['changesFromPubSub', (value) => changesFromPubSub(context)([value]), good.pubSub],
  ['changesFromCometd', (value) => changesFromCometd(context)([value]), good.cometd],
]

describe.each(readers)('%s', (_, read, message) => {
  test('throws on no JSON, answers the same twice, and each of its errors says what and where', () => {
    fc.assert(
      fc.property(fc.oneof(json, { weight: 3, arbitrary: anyBroken(message) }), (value) => {
        const text = JSON.stringify(value)
        const answer = read(value)
        expect(read(JSON.parse(text))).toEqual(answer)
        expect(JSON.stringify(value)).toBe(text)
        for (const error of answer.errors)
          expect(error).toEqual({
            path: expect.any(String) as string,
            expected: expect.stringMatching(/./) as string,
            found: expect.stringMatching(/./) as string,
          })
      }),
    )
  })
})

test('no event is passed over: each is a delivery, has to be read again, or is an error', () => {
  fc.assert(
    fc.property(fc.oneof(json, anyBroken(good.pubSub)), fc.boolean(), (message, overPubSub) => {
      const read = overPubSub ? changesFromPubSub : changesFromCometd
      const { deliveries, refetch, errors } = read(context)([message])
      return deliveries.length + refetch.length + errors.length > 0
    }),
  )
})

test('whatever is delivered can be taken by a cycle', () => {
  const start: SyncState = { marketo: emptyMarketo, deferred: [] }
  fc.assert(
    fc.property(fc.array(anyBroken(good.pubSub)), fc.array(anyBroken(good.cometd)), (overPubSub, overCometd) => {
      const empty = contextOf(emptyMarketo)
      const deliveries = [
        ...changesFromPubSub(empty)(overPubSub).deliveries,
        ...changesFromCometd(empty)(overCometd).deliveries,
      ]
      expect(syncCycle(defaultSettings)(deliveries)(start).steps.map(({ input }) => input.at)).toEqual(
        deliveries.map(() => at),
      )
    }),
  )
})
