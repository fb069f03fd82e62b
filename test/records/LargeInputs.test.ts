// As many things wrong as would overflow the stack, were they the arguments of one call.
import { MarketoFromJson } from 'marketo-account-sync/codecs'
import {
  accountsFromQuery,
  activitiesFromMarketo,
  SyncStateFromJson,
  changesFromCometd,
  changesFromPubSub,
  contactsFromQuery,
  leadChangesFromMarketo,
} from 'marketo-account-sync/records'
import * as E from 'fp-ts/lib/Either.js'
import { emptyMarketo } from 'marketo-account-sync'
import { expect, test } from 'vitest'
import { cometd, contextOf, pubSub } from './changes.js'
import { accountId, contactId } from './world.js'

const many = 200_000
const list = (item: unknown): ReadonlyArray<unknown> => Array.from({ length: many }, () => item)
const badKeys = Object.fromEntries(Array.from({ length: many }, (_, n) => [`no field ${n}`, 1]))
const record = (id: string) => ({ ...badKeys, Id: id, AccountId: null, SystemModstamp: '2020-10-22T21:03:23Z' })
const item = {
  id: 1,
  leadId: 1,
  activityDate: '2014-09-17T22:31:49Z',
  activityTypeId: 13,
  primaryAttributeValue: 'Site',
}
const log = (result: unknown) => ({ success: true, result })
const overPubSub = changesFromPubSub(contextOf(emptyMarketo))
const overCometd = changesFromCometd(contextOf(emptyMarketo))
const badIds = { recordIds: list('001') }

test.each<readonly [string, () => { readonly errors: ReadonlyArray<unknown> }]>([
  ['accounts', () => accountsFromQuery(list(7))],
  ['keys of one account', () => accountsFromQuery([record(accountId(1))])],
  ['contacts', () => contactsFromQuery(list(7))],
  ['keys of one contact', () => contactsFromQuery([record(contactId(1))])],
  ['events over the Pub/Sub API', () => overPubSub(list(7))],
  ['keys of one event over the Pub/Sub API', () => overPubSub([pubSub({}, badKeys)])],
  ['ids of one event over the Pub/Sub API', () => overPubSub([pubSub(badIds)])],
  ['events over CometD', () => overCometd(list(7))],
  ['keys of one event over CometD', () => overCometd([cometd({}, badKeys)])],
  ['ids of one event over CometD', () => overCometd([cometd(badIds)])],
  ['activities', () => activitiesFromMarketo(log(list(7)))],
  ['changes of leads', () => leadChangesFromMarketo(log(list(7)))],
  ['fields of one change', () => leadChangesFromMarketo(log([{ ...item, fields: list(7) }]))],
  ['attributes of one activity', () => activitiesFromMarketo(log([{ ...item, attributes: list(7) }]))],
  ['blank fields of one event', () => overPubSub([pubSub({ nulledFields: list(7) })])],
])('200,000 bad %s are as many errors, and nothing is thrown', (_, read) => {
  expect(read().errors).toHaveLength(many)
})

test('200,000 bad deliveries of a stored cycle are as many errors', () => {
  const decoded = SyncStateFromJson.decode({
    schemaVersion: 1,
    marketo: MarketoFromJson.encode(emptyMarketo),
    deferred: list(7),
  })
  expect(E.isLeft(decoded) && decoded.left.length).toBe(many)
})

test("200,000 of Salesforce's own errors, or of Marketo's, are as many errors", () => {
  expect(accountsFromQuery(list({ errorCode: 'BUSY', message: 'x' })).errors).toHaveLength(many)
  expect(activitiesFromMarketo({ success: false, errors: list({ code: '1' }) }).errors).toHaveLength(many)
})
