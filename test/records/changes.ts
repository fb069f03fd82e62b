// Change events in the forms in which the Pub/Sub API and CometD send them.
import type { Marketo } from 'marketo-account-sync'
import { emptyMarketo } from 'marketo-account-sync'
import type { ChangeContext, Changes } from 'marketo-account-sync/records'
import { changesFromCometd, changesFromPubSub, knownRecordsOf } from 'marketo-account-sync/records'
import { at, nthAccountId } from '../helpers/values.js'

type Keys = Readonly<Record<string, unknown>>

/** The commit time of the change events: 2023-10-04T18:35:13Z. */
export const committed = 1_696_444_513_000

const header = (changes: Keys = {}): Keys => ({
  entityName: 'Account',
  recordIds: [nthAccountId(1)],
  changeType: 'UPDATE',
  changedFields: [],
  nulledFields: [],
  diffFields: [],
  commitTimestamp: committed,
  commitNumber: 1_100_670_838_951,
  sequenceNumber: 1,
  transactionKey: '00006bec-ce66-0611-9018-30a98446c9f2',
  ...changes,
})

/** A message of the Pub/Sub API that updates the first account. The keys of `changes` replace keys of the header. */
export const pubSub = (changes: Keys, fields: Keys = {}): Keys => ({
  id: 'a1',
  schemaId: 's',
  replayId: 7,
  payload: { ChangeEventHeader: header(changes), ...fields },
})

/** A message of CometD that updates the first account. The header has no `nulledFields` and no `diffFields`. */
export const cometd = (changes: Keys, fields: Keys = {}): Keys => {
  const onlyPubSub = ['nulledFields', 'diffFields']
  const ChangeEventHeader = Object.fromEntries(
    Object.entries(header(changes)).filter(([key]) => !onlyPubSub.includes(key)),
  )
  return {
    channel: '/data/AccountChangeEvent',
    data: { schema: 's', payload: { ...fields, ChangeEventHeader }, event: { replayId: 7 } },
  }
}

export const contextOf = (marketo: Marketo, more: Partial<ChangeContext> = {}): ChangeContext => ({
  at,
  ...knownRecordsOf(marketo),
  ...more,
})

export const fromPubSub = (marketo: Marketo = emptyMarketo, more: Partial<ChangeContext> = {}) => {
  const changesFrom = changesFromPubSub(contextOf(marketo, more))
  return (...messages: ReadonlyArray<unknown>): Changes => changesFrom(messages)
}

export const fromCometd = (marketo: Marketo = emptyMarketo, more: Partial<ChangeContext> = {}) => {
  const changesFrom = changesFromCometd(contextOf(marketo, more))
  return (...messages: ReadonlyArray<unknown>): Changes => changesFrom(messages)
}
