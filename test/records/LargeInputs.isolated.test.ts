// These inputs have many errors. If a function call got all errors as its arguments, the stack would overflow.
//
// The tests run in a separate process, because the stack of a worker thread is three times as large as the stack of a process.
import * as E from 'fp-ts/lib/Either.js'
import { emptyMarketo } from 'marketo-account-sync'
import { MarketoFromJson } from 'marketo-account-sync/codecs'
import {
  accountsFromQuery,
  activitiesFromMarketo,
  contactsFromQuery,
  idsIn,
  leadChangesFromMarketo,
  SyncStateFromJson,
} from 'marketo-account-sync/records'
import { describe, expect, test } from 'vitest'
import { nthAccountId, nthContactId } from '../helpers/values.js'
import { cometd, fromCometd, fromPubSub, pubSub } from './changes.js'
import { accountSchema } from './describes.js'

const many = 150_000
const list = (item: unknown): ReadonlyArray<unknown> => Array.from({ length: many }, () => item)
const badKeys = Object.fromEntries(Array.from({ length: many }, (_, n) => [`no field ${n}`, 1]))
const account = { ...badKeys, Id: nthAccountId(1), SystemModstamp: '2020-10-22T21:03:23Z' }
const leadChange = { id: 1, leadId: 1, activityDate: '2014-09-17T22:31:49Z', activityTypeId: 13, fields: list(7) }

test.each<readonly [string, () => { readonly errors: ReadonlyArray<unknown> }]>([
  ['accounts', () => accountsFromQuery(list(7))],
  ['ids of one change event', () => fromCometd()(cometd({ recordIds: list('001') }))],
  ['nulledFields of one change event', () => fromPubSub()(pubSub({ nulledFields: list(7) }))],
  ['fields of one lead change', () => leadChangesFromMarketo({ success: true, result: [leadChange] })],
])('each of 150,000 bad %s gives an error', (_, decodeMany) => {
  expect(decodeMany().errors).toHaveLength(many)
})

test('each of 150,000 keys that cannot be fields is reported once', () => {
  expect(accountsFromQuery([account, account]).leftOut).toHaveLength(many)
  expect(fromPubSub()(pubSub({}, badKeys)).leftOut).toHaveLength(many)
})

test('each of 150,000 bad deliveries in a stored SyncState gives an error', () => {
  const marketo = MarketoFromJson.encode(emptyMarketo)
  const decoded = SyncStateFromJson.decode({ schemaVersion: 1, marketo, deferred: list(7) })
  expect(E.isLeft(decoded) && decoded.left.length).toBe(many)
})

test('no error is lost if Salesforce or Marketo sends 150,000 errors', () => {
  expect(accountsFromQuery(list({ errorCode: 'BUSY', message: 'x' })).errors).toHaveLength(many)
  expect(activitiesFromMarketo({ success: false, errors: list({ code: '1' }) }).errors).toHaveLength(many)
})

describe('reading', () => {
  const most = 20_000
  const listOf = (item: unknown) => list(item).slice(0, most)
  const names = Array.from({ length: most }, (_, n) => `F${n}__c`)
  const fields = Object.fromEntries(names.map((name) => [name, 'x']))
  const parts = Object.fromEntries(names.map((name) => [name, null]))
  const nulls = { ...parts, BillingAddress: parts }
  const address = { BillingAddress: parts, Depot__c: parts }
  const attributes = names.map((name) => ({ name, value: 'x' }))
  const change = {
    id: 1,
    leadId: 1,
    activityDate: '2014-09-17T22:31:49Z',
    activityTypeId: 13,
    primaryAttributeValue: 'Site',
  }
  const head = { Id: nthAccountId(1), SystemModstamp: '2020-10-22T21:03:23Z' }
  const contact = { Id: nthContactId(1), SystemModstamp: '2020-10-22T21:03:23Z' }
  const overPubSub = fromPubSub(emptyMarketo, { schema: accountSchema })
  const eventNames = [...names, ...names.map((name) => `BillingAddress.${name}`), 'BillingAddress', 'Depot__c']

  test.each<readonly [string, () => unknown]>([
    ['diffFields of a change event', () => fromPubSub()(pubSub({ diffFields: names }, fields))],
    ['nulledFields of a change event', () => fromPubSub()(pubSub({ nulledFields: eventNames }, nulls))],
    ['changedFields of a change event', () => fromPubSub()(pubSub({ changedFields: eventNames }, nulls))],
    ['parts of an address in a change event', () => overPubSub(pubSub({ changedFields: eventNames }, address))],
    ['ids of change events', () => idsIn(listOf(pubSub({})))],
    ['events of one account', () => overPubSub(...listOf(pubSub({}, { Phone: '1' })))],
    ['attributes of a log item', () => activitiesFromMarketo([{ ...change, attributes }])],
    [
      'fields of a lead change',
      () =>
        leadChangesFromMarketo([
          { ...change, attributes, fields: attributes.map(({ name }) => ({ name, newValue: 'x', oldValue: null })) },
        ]),
    ],
    ['keys of a row', () => accountsFromQuery([{ ...fields, ...head }], { schema: accountSchema })],
    ['parts of an address in a row', () => accountsFromQuery([{ ...address, ...head }], { schema: accountSchema })],
    [
      'columns in a different letter case',
      () => accountsFromQuery([{ ...fields, id: head.Id }], { schema: accountSchema }),
    ],
    ['contacts of one account', () => contactsFromQuery([{ ...head, Contacts: listOf(contact) }])],
    [
      'parts of a composite answer',
      () =>
        accountsFromQuery({ compositeResponse: listOf({ body: { records: [], done: false, nextRecordsUrl: '/x' } }) }),
    ],
  ])('takes linear time, not quadratic time, for 20,000 %s', (_, read) => {
    expect(read()).toBeDefined()
  })
})
