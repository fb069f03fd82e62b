/**
 * Change Data Capture events as deliveries. An event tells only what changed, and a sync-down replaces everything: so it
 * is completed from the last synced fields that the caller holds, or comes out as "read again".
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Account } from '../model/Account.js'
import type { Contact } from '../model/Contact.js'
import type { DecodeError } from '../model/DecodeError.js'
import type { FieldName } from '../model/Field.js'
import type { SyncAccount, SyncContact } from '../model/Input.js'
import type { Instant } from '../model/Instant.js'
import type { Marketo } from '../marketo/Marketo.js'
import { lookupAccount, lookupContact } from '../marketo/Marketo.js'
import { pushAll } from '../model/PushAll.js'
import { AccountId, ContactId } from '../model/SalesforceId.js'
import type { NullMeans } from './ChangedFields.js'
import { changedFields } from './ChangedFields.js'
import type { Api, ChangeEvent } from './ChangeEvent.js'
import { readChangeEvent } from './ChangeEvent.js'
import type { Again } from './MergeChangeEvent.js'
import { accountAfter, accountIdSaid, contactAfter } from './MergeChangeEvent.js'
import type { DateKind } from './DateField.js'
import { under } from './DecodeEach.js'
import { overlay, syncedAccount, syncedContact } from './KnownRecords.js'
import type { Collected } from './ApplyChangeEvent.js'
import { outcomes } from './ApplyChangeEvent.js'
import type { Refetch } from './Refetch.js'

/**
 * What the caller holds and knows: events are completed from it.
 *
 * @category model
 * @since 0.1.0
 */
export interface ChangeContext {
  /** When the events arrived: the deliveries' `at`. */
  readonly at: Instant
  /** The account that a partial event is completed from, by its last synced fields. */
  readonly account: (id: AccountId) => O.Option<Account>
  readonly contact: (id: ContactId) => O.Option<Contact>
  /**
   * Which custom fields hold dates, which the Pub/Sub API sends as numbers. Without it, a number is a date only where the
   * value held is one.
   */
  readonly dateFields?: (field: FieldName) => DateKind | undefined
}

/**
 * What a Marketo holds, to complete change events from.
 *
 * @category constructors
 * @since 0.1.0
 */
export const knownRecordsOf = (marketo: Marketo): Pick<ChangeContext, 'account' | 'contact'> => ({
  account: (id) => lookupAccount(id)(marketo),
  contact: (id) => lookupContact(id)(marketo),
})

/**
 * What a batch of change events amounts to: deliveries in the order of the events, what to read again, and errors.
 *
 * @category model
 * @since 0.1.0
 */
export interface Changes {
  readonly deliveries: ReadonlyArray<SyncAccount | SyncContact>
  readonly refetch: ReadonlyArray<Refetch>
  /** The path of each begins with the index of its event. */
  readonly errors: ReadonlyArray<DecodeError>
}

const accountsOf = ({ at, account }: ChangeContext) => ({
  prefix: '001',
  id: AccountId,
  held: overlay((id: AccountId) => pipe(account(id), O.map(syncedAccount), O.toUndefined)),
  delivery: (record: SyncAccount['record']): SyncAccount => ({ _tag: 'SyncAccount', at, record }),
  refetch: (
    { committedAt }: ChangeEvent,
    ids: ReadonlyArray<AccountId> | 'every',
    { why, fields }: Again,
  ): Refetch => ({
    _tag: 'ReadAccountsAgain',
    at,
    committedAt,
    ids,
    why,
    fields,
  }),
})

const contactsOf = ({ at, contact }: ChangeContext) => ({
  prefix: '003',
  id: ContactId,
  held: overlay((id: ContactId) => pipe(contact(id), O.map(syncedContact), O.toUndefined)),
  delivery: (record: SyncContact['record']): SyncContact => ({ _tag: 'SyncContact', at, record }),
  refetch: (
    { committedAt }: ChangeEvent,
    ids: ReadonlyArray<ContactId> | 'every',
    { why, fields }: Again,
  ): Refetch => ({
    _tag: 'ReadContactsAgain',
    at,
    committedAt,
    ids,
    why,
    fields,
  }),
})

const readChanges =
  (api: Api, nullMeans: NullMeans) =>
  (context: ChangeContext) =>
  (messages: Iterable<unknown>): Changes => {
    const accounts = accountsOf(context)
    const contacts = contactsOf(context)
    const dateKind = context.dateFields ?? (() => undefined)
    const into: Collected = { deliveries: [], refetch: [], errors: [] }
    const take = (event: ChangeEvent, errors: Array<DecodeError>): void => {
      if (event.object === 'Account') {
        const said = changedFields(nullMeans, event)
        pushAll(errors, under(event.path)(said.errors))
        if (said.errors.length === 0)
          outcomes(accounts, event, accountAfter(dateKind, event, said), { ...into, errors })
      } else {
        const said = accountIdSaid(nullMeans, event)
        if (E.isLeft(said)) pushAll(errors, under(event.path)(said.left))
        else outcomes(contacts, event, contactAfter(event, said.right), { ...into, errors })
      }
    }
    let index = 0
    for (const message of messages) {
      const errors: Array<DecodeError> = []
      const event = readChangeEvent(api, message)
      if (E.isLeft(event)) pushAll(errors, event.left)
      else take(event.right, errors)
      pushAll(into.errors, under(String(index))(errors))
      index += 1
    }
    return into
  }

/**
 * Change events as `salesforce-pubsub-api-client` passes them on, in the order of their stream.
 *
 * | event                                          | result                                                                |
 * | ---------------------------------------------- | --------------------------------------------------------------------- |
 * | `UPDATE` of a record that the caller holds     | a delivery: the last synced fields, and on top what changed           |
 * | `UPDATE` of any other                          | read again: `not held`                                                |
 * | `CREATE`, `UNDELETE`                           | a delivery: these events tell every field                             |
 * | `DELETE`                                       | a delivery with `IsDeleted`, and the last synced fields               |
 * | `GAP_…`, an overflow, a wildcard               | read again                                                            |
 * | a text given as a difference                   | read again: `diff`                                                    |
 * | a message of CometD                            | an error that says which function takes it                            |
 * | a null                                         | blank where `nulledFields` names the field or the record is new; else unchanged |
 *
 * Each event is completed from what those before it left, late ones left aside. After a "read again", the batch takes
 * nothing for granted of these records.
 *
 * @example
 * import { emptyMarketo, Instant } from 'marketo-account-sync'
 * import { changesFromPubSub, knownRecordsOf } from 'marketo-account-sync/records'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const at = Instant.decode('2023-10-04T18:35:20Z')
 * if (E.isLeft(at)) assert.fail()
 *
 * const changes = changesFromPubSub({ at: at.right, ...knownRecordsOf(emptyMarketo) })([{ payload: {
 *   ChangeEventHeader: { entityName: 'Account', recordIds: ['0014W000027f6UwQAI'], changeType: 'UPDATE',
 *     changedFields: ['BillingAddress.City'], nulledFields: [], diffFields: [], commitTimestamp: 1696444513000 },
 *   Name: null, BillingAddress: { City: 'San Francisco', Street: null }, LastModifiedDate: 1696444513000
 * } }])
 * assert.deepStrictEqual(changes.deliveries, [])
 * assert.deepStrictEqual(changes.refetch.map(({ ids, why }) => [ids, why]), [[['0014W000027f6UwQAI'], 'not held']])
 *
 * @category deliveries
 * @since 0.1.0
 */
export const changesFromPubSub: (context: ChangeContext) => (messages: Iterable<unknown>) => Changes = readChanges(
  'the Pub/Sub API',
  'unchanged',
)

/**
 * Change events as CometD passes them on, whole messages or their `data`, in the order of their stream. As
 * {@link changesFromPubSub}, but the payload has only what changed, so that a null in it is a blank, in the event of a new
 * record too; and a message of the Pub/Sub API is an error.
 *
 * @category deliveries
 * @since 0.1.0
 */
export const changesFromCometd: (context: ChangeContext) => (messages: Iterable<unknown>) => Changes = readChanges(
  'CometD',
  'blank',
)
