// So many errors that they would overflow the stack if they were the arguments of one call. It runs isolated, in a process,
// because the stack of a worker thread has room for three times as many.
import * as E from 'fp-ts/lib/Either.js'
import { emptyMarketo } from 'marketo-account-sync'
import { MarketoFromJson } from 'marketo-account-sync/codecs'
import {
  accountsFromQuery,
  activitiesFromMarketo,
  leadChangesFromMarketo,
  SyncStateFromJson,
} from 'marketo-account-sync/records'
import { expect, test } from 'vitest'
import { nthAccountId } from '../helpers/values.js'
import { cometd, fromCometd, fromPubSub, pubSub } from './changes.js'

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
])('150,000 bad %s are 150,000 errors', (_, decodeMany) => {
  expect(decodeMany().errors).toHaveLength(many)
})

test('150,000 keys that cannot be fields are each reported once', () => {
  expect(accountsFromQuery([account, account]).leftOut).toHaveLength(many)
  expect(fromPubSub()(pubSub({}, badKeys)).leftOut).toHaveLength(many)
})

test('150,000 bad deliveries of a stored SyncState are 150,000 errors', () => {
  const marketo = MarketoFromJson.encode(emptyMarketo)
  const decoded = SyncStateFromJson.decode({ schemaVersion: 1, marketo, deferred: list(7) })
  expect(E.isLeft(decoded) && decoded.left.length).toBe(many)
})

test('150,000 errors of Salesforce or Marketo are 150,000 errors', () => {
  expect(accountsFromQuery(list({ errorCode: 'BUSY', message: 'x' })).errors).toHaveLength(many)
  expect(activitiesFromMarketo({ success: false, errors: list({ code: '1' }) }).errors).toHaveLength(many)
})
