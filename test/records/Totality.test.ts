import fc from 'fast-check'
import { defaultSettings, emptyMarketo } from 'marketo-account-sync'
import type { SyncState } from 'marketo-account-sync/records'
import {
  accountsFromQuery,
  activitiesFromMarketo,
  changesFromCometd,
  changesFromPubSub,
  contactsFromQuery,
  idsIn,
  leadChangesFromMarketo,
  syncCycle,
} from 'marketo-account-sync/records'
import { describe, expect, test } from 'vitest'
import { at, nthAccountId, nthContactId, syncAccount, syncContact, utc } from '../helpers/values.js'
import { anyJson, marketoAfter, nthAccountRecord, nthContactRecord } from './builders.js'
import { cometd, contextOf, pubSub } from './changes.js'
import { accountSchema, contactSchema } from './describes.js'

const keysOfChangeEvents = [
  ...['data', 'payload', 'event', 'replayId', 'schemaId', 'ChangeEventHeader', 'entityName', 'recordIds'],
  ...['changeType', 'commitTimestamp', 'nulledFields', 'diffFields', 'changedFields', 'diff', 'BillingAddress', 'City'],
  ...['Name', 'detail', 'string', 'array', 'a.b'],
]
const keysOfPages = [
  ...['Id', 'AccountId', 'SystemModstamp', 'LastModifiedDate', 'attributes', 'url', 'type'],
  ...['done', 'records', 'nextRecordsUrl', 'errorCode', 'message'],
  ...['success', 'result', 'errors', 'moreResult', 'nextPageToken', 'leadId', 'fields', 'activityDate'],
  ...['activityTypeId', 'primaryAttributeValue', 'name', 'value', 'old_value', 'new_value', 'lead_id'],
  ...['compositeResponse', 'body', 'results', 'graphs', 'Contacts', 'Account', 'sfid', 'id', '_airbyte_data'],
  ...['_fivetran_deleted', '_sdc_deleted_at', 'Depot__c', 'Founded__c', 'Renewal__c', 'Is_Active__c', 'IsDeleted'],
]
const keys = [...keysOfChangeEvents, ...keysOfPages]
const json = anyJson(keys)

type Path = ReadonlyArray<string>

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const pathsIn = (value: unknown, path: Path = []): ReadonlyArray<Path> =>
  typeof value === 'object' && value !== null
    ? [path, ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...path, key]))]
    : [path]

const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Readonly<Record<string, unknown>>)[key], value)

const changeAt = (value: unknown, [key, ...rest]: Path, change: (inner: unknown) => unknown): unknown => {
  if (key === undefined) return change(value)
  const inner = changeAt(valueAt(value, [key]), rest, change)
  return Array.isArray(value)
    ? value.map((item: unknown, index) => (String(index) === key ? inner : item))
    : { ...(value as object), [key]: inner }
}

/** A message with one mistake. One value is replaced by any JSON value, or one object has additional keys. */
const anyBroken = (good: unknown): fc.Arbitrary<unknown> => {
  const paths = pathsIn(good)
  const objectPaths = paths.filter((path) => isObject(valueAt(good, path)))
  const replaced = fc.tuple(fc.constantFrom(...paths), json).map(([path, other]) => changeAt(good, path, () => other))
  const extended = fc
    .tuple(fc.constantFrom(...objectPaths), fc.dictionary(fc.constantFrom(...keys), json))
    .map(([path, others]) => changeAt(good, path, (inner) => ({ ...others, ...(inner as object) })))
  return fc.oneof(replaced, extended)
}

const good = {
  query: {
    done: true,
    totalSize: 1,
    records: [{ Id: '001', AccountId: null, attributes: { type: 'Account', url: '/x' } }],
  },
  nested: {
    done: true,
    records: [
      { Id: nthAccountId(1), Contacts: { done: true, records: [{ Id: nthContactId(1), Account: { Id: '001' } }] } },
    ],
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

const before = utc('2023-10-01T00:00:00Z')
const context = contextOf(
  marketoAfter(syncAccount(nthAccountRecord(1, before, { Name: 'Acme' })), syncContact(nthContactRecord(1, before, 1))),
)

type Decode = (value: unknown) => { readonly errors: ReadonlyArray<{ readonly path: string }> }

const withDescribe = { schema: accountSchema }

const functions: ReadonlyArray<readonly [name: string, decode: Decode, good: unknown]> = [
  ['accountsFromQuery', accountsFromQuery, good.query],
  ['contactsFromQuery', contactsFromQuery, good.query],
  ['activitiesFromMarketo', activitiesFromMarketo, good.activities],
  ['leadChangesFromMarketo', leadChangesFromMarketo, good.activities],
  ['accountsFromQuery with a describe', (value) => accountsFromQuery(value, withDescribe), good.query],
  ['contactsFromQuery with a describe', (value) => contactsFromQuery(value, { schema: contactSchema }), good.query],
  ['contactsFromQuery for accounts that contain contacts', contactsFromQuery, good.nested],
  [
    'changesFromPubSub with a describe',
    (value) => changesFromPubSub({ ...context, ...withDescribe })([value]),
    good.pubSub,
  ],
  [
    'changesFromCometd with a describe',
    (value) => changesFromCometd({ ...context, ...withDescribe })([value]),
    good.cometd,
  ],
  ['idsIn', (value) => ({ ...idsIn([value]), errors: [] }), good.pubSub],
  ['changesFromPubSub', (value) => changesFromPubSub(context)([value]), good.pubSub],
  ['changesFromCometd', (value) => changesFromCometd(context)([value]), good.cometd],
]

describe.each(functions)('the function %s', (_, decode, message) => {
  test('never throws, does not change its argument, is deterministic, and states in each error what is wrong', () => {
    fc.assert(
      fc.property(fc.oneof(json, { weight: 3, arbitrary: anyBroken(message) }), (value) => {
        const text = JSON.stringify(value)
        const decoded = decode(value)
        expect(decode(JSON.parse(text))).toEqual(decoded)
        expect(JSON.stringify(value)).toBe(text)
        for (const error of decoded.errors)
          expect(error).toEqual({
            path: expect.any(String) as string,
            expected: expect.stringMatching(/./) as string,
            found: expect.stringMatching(/./) as string,
          })
      }),
    )
  })
})

test('every change event gives a delivery, a refetch, an entry in the list of other objects, or an error', () => {
  fc.assert(
    fc.property(
      fc.oneof(json, anyBroken(good.pubSub)),
      fc.constantFrom(changesFromPubSub, changesFromCometd),
      (message, changesFrom) => {
        const { deliveries, refetch, other, errors } = changesFrom(context)([message])
        return deliveries.length + refetch.length + other.length + errors.length > 0
      },
    ),
  )
})

test('`syncCycle` accepts all deliveries of change events', () => {
  const start: SyncState = { marketo: emptyMarketo, deferred: [] }
  fc.assert(
    fc.property(fc.array(anyBroken(good.pubSub)), fc.array(anyBroken(good.cometd)), (overPubSub, overCometd) => {
      const empty = contextOf(emptyMarketo)
      const deliveries = [
        ...changesFromPubSub(empty)(overPubSub).deliveries,
        ...changesFromCometd(empty)(overCometd).deliveries,
      ]
      expect(syncCycle(defaultSettings)(deliveries, start).steps.map(({ input }) => input.at)).toEqual(
        deliveries.map(() => at),
      )
    }),
  )
})
