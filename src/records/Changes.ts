/**
 * Turns Change Data Capture events into deliveries. An event contains only the changed fields, but a sync-down needs the
 * whole record. So each event is completed with the last synced fields that the caller knows. If an event cannot be
 * completed, the caller has to fetch the record.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { flow } from 'fp-ts/lib/function.js'
import type { Marketo } from '../marketo/Marketo.js'
import { lookupAccount, lookupContact } from '../marketo/Marketo.js'
import type { Account, AccountRecord } from '../model/Account.js'
import type { Contact, ContactRecord } from '../model/Contact.js'
import type { DecodeError } from '../model/DecodeError.js'
import type { SyncAccount, SyncContact } from '../model/Input.js'
import type { Instant } from '../model/Instant.js'
import { pushAll } from '../model/PushAll.js'
import { AccountId, ContactId } from '../model/SalesforceId.js'
import type { ChangedObject, ChangesSoFar } from './ApplyChangeEvent.js'
import { applyChangeEvent, forgetRecordsOf } from './ApplyChangeEvent.js'
import type { NullMeans } from './ChangedFields.js'
import { changedFields } from './ChangedFields.js'
import type { ChangeEvent } from './ChangeEvent.js'
import { decodeChangeEvent } from './ChangeEvent.js'
import { atPath, decodeError } from './DecodeEach.js'
import type { ObjectSchema } from './Describe.js'
import type { EventFields } from './EventFields.js'
import { fieldsOfEveryOrg, fieldsOfSchema } from './EventFields.js'
import type { Api } from './EventPayload.js'
import { lastSyncedAccount, lastSyncedContact, overlay } from './KnownRecords.js'
import type { LeftOut } from './LeftOut.js'
import { leftOutKeys } from './LeftOut.js'
import { accountIdIn, mergeAccount, mergeContact } from './MergeChangeEvent.js'
import type { Refetch } from './Refetch.js'
import { schemaFields } from './SchemaFields.js'

/**
 * The records that the caller knows. They complete partial events.
 *
 * @category model
 * @since 0.1.0
 */
export interface ChangeContext {
  /** When the events arrived. This becomes the `at` of the deliveries. */
  readonly at: Instant
  /** Looks up an account by id. The last synced fields of the account fill in what a partial event leaves out. */
  readonly account: (id: AccountId) => O.Option<Account>
  /** Looks up a contact by id. */
  readonly contact: (id: ContactId) => O.Option<Contact>
  /**
   * The schema of Account. Without the schema, a number becomes a date only if the known value of the field is a date.
   * Also, if the event of a new account leaves a field out, the field is not set to blank.
   */
  readonly schema?: ObjectSchema
}

/**
 * The lookups of a {@link ChangeContext}, from the accounts and contacts in a Marketo.
 *
 * @category constructors
 * @since 0.2.0
 */
export const knownRecordsOf = (marketo: Marketo): Pick<ChangeContext, 'account' | 'contact'> => ({
  account: (id) => lookupAccount(id)(marketo),
  contact: (id) => lookupContact(id)(marketo),
})

/**
 * An event of an object other than Account and Contact. A stream of several objects contains such events. This library
 * ignores them.
 *
 * @category model
 * @since 0.3.0
 */
export interface OtherEvent {
  /** The index of the event in the batch. */
  readonly index: number
  /** The API name of the object: `Lead`, `Opportunity` and so on. */
  readonly object: string
}

/**
 * The results of a batch of change events, each list in the order of the events.
 *
 * @category model
 * @since 0.1.0
 */
export interface Changes {
  readonly deliveries: ReadonlyArray<SyncAccount | SyncContact>
  /** Records to fetch, because their events are not enough to make a delivery. */
  readonly refetch: ReadonlyArray<Refetch>
  /** Events of objects other than Account and Contact. */
  readonly other: ReadonlyArray<OtherEvent>
  /** The keys that cannot be fields. Each key is listed once for the batch. */
  readonly leftOut: ReadonlyArray<LeftOut>
  /** The errors in the events. The path of each error begins with the index of the event. */
  readonly errors: ReadonlyArray<DecodeError>
}

const noChanges: Changes = { deliveries: [], refetch: [], other: [], leftOut: [], errors: [] }

const accountsOf = ({ at, account }: ChangeContext): ChangedObject<AccountId, AccountRecord> => ({
  prefix: '001',
  id: AccountId,
  known: overlay(flow(account, O.flatMap(lastSyncedAccount))),
  delivery: (record) => ({ _tag: 'SyncAccount', at, record }),
  refetch: ({ committedAt }, ids, notEnough) => ({ _tag: 'RefetchAccounts', at, committedAt, ids, ...notEnough }),
})

const contactsOf = ({ at, contact }: ChangeContext): ChangedObject<ContactId, ContactRecord> => ({
  prefix: '003',
  id: ContactId,
  known: overlay(flow(contact, O.map(lastSyncedContact))),
  delivery: (record) => ({ _tag: 'SyncContact', at, record }),
  refetch: ({ committedAt }, ids, notEnough) => ({ _tag: 'RefetchContacts', at, committedAt, ids, ...notEnough }),
})

const fieldsOf = (schema: ObjectSchema | undefined): EventFields =>
  schema === undefined ? fieldsOfEveryOrg : fieldsOfSchema(schemaFields(schema))

const changesFrom =
  (api: Api, nullMeans: NullMeans) =>
  (context: ChangeContext): ((messages: Iterable<unknown>) => Changes) => {
    const { schema } = context
    if (schema !== undefined && schema.object !== 'Account')
      return () => ({ ...noChanges, errors: [decodeError('schema', 'the schema of Account', schema.object)] })
    const fields = fieldsOf(schema)
    return (messages) => {
      const accounts = accountsOf(context)
      const contacts = contactsOf(context)
      const leftOut = leftOutKeys()
      const other: Array<OtherEvent> = []
      const into: ChangesSoFar = { deliveries: [], refetch: [], errors: [] }
      const applyToAccount = (event: ChangeEvent, errors: Array<DecodeError>): void => {
        const changes = changedFields(nullMeans, fields, event)
        leftOut.add(changes.leftOut)
        pushAll(errors, atPath(event.path)(changes.errors))
        if (changes.errors.length > 0) forgetRecordsOf(accounts, event)
        else applyChangeEvent(accounts, event, mergeAccount(event, fields, changes), { ...into, errors })
      }
      const applyToContact = (event: ChangeEvent, errors: Array<DecodeError>): void => {
        const accountId = accountIdIn(nullMeans, event)
        if (E.isRight(accountId))
          applyChangeEvent(contacts, event, mergeContact(event, accountId.right), { ...into, errors })
        else {
          pushAll(errors, atPath(event.path)(accountId.left))
          forgetRecordsOf(contacts, event)
        }
      }
      let index = 0
      for (const message of messages) {
        const errors: Array<DecodeError> = []
        const event = decodeChangeEvent(api, message)
        if (E.isLeft(event)) pushAll(errors, event.left)
        else if (event.right._tag === 'EventOfOther') other.push({ index, object: event.right.object })
        else if (event.right.object === 'Account') applyToAccount(event.right, errors)
        else applyToContact(event.right, errors)
        pushAll(into.errors, atPath(String(index))(errors))
        index += 1
      }
      return { ...into, other, leftOut: leftOut.list() }
    }
  }

/**
 * Decodes change events of the Pub/Sub API, as `salesforce-pubsub-api-client` returns them, in the order of their stream.
 *
 * | event                                          | result                                                           |
 * | ---------------------------------------------- | ---------------------------------------------------------------- |
 * | `UPDATE` of a record that the caller knows     | a delivery: the last synced fields with the changes on top       |
 * | `UPDATE` of any other record                   | a refetch, `unknown record`                                      |
 * | `CREATE`, `UNDELETE`                           | a delivery, because these events contain all fields              |
 * | `DELETE`                                       | a delivery with `isDeleted` and the last synced fields           |
 * | `GAP_…`, an overflow, a wildcard               | a refetch                                                        |
 * | a text that is given as a difference           | a refetch, `diff`                                                |
 * | lists of fields that are still encoded         | a refetch, `bitmap`                                              |
 * | lists that contradict the payload              | a refetch, `contradiction`                                       |
 * | an event of another object                     | listed in `other`                                                |
 * | a message of CometD                            | an error that names the function to use                          |
 *
 * If `nulledFields` names a field, or the record is new, a null means that the field is blank. Otherwise a null means that
 * the field has not changed.
 *
 * Each event is completed with the known record and with earlier events of the batch, except late events. After a refetch
 * of a record, the record is treated as unknown for the rest of the batch.
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
 * assert.deepStrictEqual(changes.refetch.map(({ ids, reason }) => [ids, reason]), [
 *   [['0014W000027f6UwQAI'], 'unknown record']
 * ])
 *
 * @category deliveries
 * @since 0.1.0
 */
export const changesFromPubSub: (context: ChangeContext) => (messages: Iterable<unknown>) => Changes = changesFrom(
  'the Pub/Sub API',
  'unchanged',
)

/**
 * Decodes change events of CometD, in the order of their stream. Pass whole messages, or the `data` of each message. There
 * are two differences from {@link changesFromPubSub}. The payload contains only changed fields, so a null always means that
 * the field is blank. A message of the Pub/Sub API is an error.
 *
 * @category deliveries
 * @since 0.1.0
 */
export const changesFromCometd: (context: ChangeContext) => (messages: Iterable<unknown>) => Changes = changesFrom(
  'CometD',
  'blank',
)
