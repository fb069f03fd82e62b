/**
 * Turns Change Data Capture events into deliveries. An event contains only the changed fields, but a sync-down needs the whole
 * record. The missing fields come from the records that the caller knows. If an event still has too little data, the caller has
 * to fetch the record from Salesforce.
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
 * The records that the caller knows. They supply the fields that an event leaves out.
 *
 * @category model
 * @since 0.1.0
 */
export interface ChangeContext {
  /** The time when the events arrived. This time becomes the `at` of the deliveries. */
  readonly at: Instant
  /** Looks up an account by id. The last synced fields of the account supply the fields that an event leaves out. */
  readonly account: (id: AccountId) => O.Option<Account>
  /** Looks up a contact by id. */
  readonly contact: (id: ContactId) => O.Option<Contact>
  /**
   * The schema of Account. Without a schema, a number becomes a date only if the known value of the field is a date. Without a
   * schema, the fields that a CREATE event leaves out do not become blank.
   */
  readonly schema?: ObjectSchema
}

/**
 * Makes the look-up functions of a {@link ChangeContext} from the accounts and contacts in a Marketo state.
 *
 * @category constructors
 * @since 0.2.0
 */
export const knownRecordsOf = (marketo: Marketo): Pick<ChangeContext, 'account' | 'contact'> => ({
  account: (id) => lookupAccount(id)(marketo),
  contact: (id) => lookupContact(id)(marketo),
})

/**
 * A change event of an object other than Account and Contact. A stream of several objects contains such events. This library
 * ignores such events.
 *
 * @category model
 * @since 0.3.0
 */
export interface OtherEvent {
  /** The index of the event among the events that were passed together. */
  readonly index: number
  /** The API name of the object, such as `Lead` or `Opportunity`. */
  readonly object: string
}

/**
 * The results of several change events. Each list is in the order of the events.
 *
 * @category model
 * @since 0.1.0
 */
export interface Changes {
  readonly deliveries: ReadonlyArray<SyncAccount | SyncContact>
  /** The records that the caller has to fetch, because their events do not contain enough for a delivery. */
  readonly refetch: ReadonlyArray<Refetch>
  /** The events of objects other than Account and Contact. */
  readonly other: ReadonlyArray<OtherEvent>
  /** The keys that cannot be fields. Each key is listed once. */
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
 * Decodes change events of the Pub/Sub API, in the form in which `salesforce-pubsub-api-client` returns them. Pass the events in
 * the order of their stream.
 *
 * | event                                          | result                                                             |
 * | ---------------------------------------------- | ------------------------------------------------------------------ |
 * | `UPDATE` of a record that the caller knows     | a delivery with the last synced fields, overwritten by the changes |
 * | `UPDATE` of any other record                   | a refetch, `unknown record`                                        |
 * | `CREATE`, `UNDELETE`                           | a delivery, because these events contain all fields                |
 * | `DELETE`                                       | a delivery with `isDeleted` and the last synced fields             |
 * | a `GAP_…` event, an overflow, a wildcard       | a refetch                                                          |
 * | an event that contains only the diff of a text | a refetch, `diff`                                                  |
 * | an event with encoded lists of fields          | a refetch, `bitmap`                                                |
 * | an event whose lists contradict the payload    | a refetch, `contradiction`                                         |
 * | an event of any other object                   | listed in `other`                                                  |
 * | a message of CometD                            | an error that names the function to use                            |
 *
 * If the record is new, or if `nulledFields` names a field, a null makes this field blank. In any other case, a null means that
 * the field has not changed.
 *
 * The known record and the earlier events of the same call supply the fields that an event leaves out. An event that is older
 * than the known record supplies no fields. If a record must be fetched again, the record counts as unknown for the rest of the
 * call.
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
 * ChangeEventHeader: { entityName: 'Account', recordIds: ['0014W000027f6UwQAI'], changeType: 'UPDATE',
 * changedFields: ['BillingAddress.City'], nulledFields: [], diffFields: [], commitTimestamp: 1696444513000 },
 * Name: null, BillingAddress: { City: 'San Francisco', Street: null }, LastModifiedDate: 1696444513000
 * } }])
 * assert.deepStrictEqual(changes.deliveries, [])
 * assert.deepStrictEqual(changes.refetch.map(({ ids, reason }) => [ids, reason]), [
 * [['0014W000027f6UwQAI'], 'unknown record']
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
 * Decodes change events of CometD. Pass whole messages, or the `data` of each message, in the order of their stream.
 *
 * There are two differences from {@link changesFromPubSub}. First, a null always means that the field is blank, because the
 * payload of a CometD message contains only changed fields. Second, a message of the Pub/Sub API is an error.
 *
 * @category deliveries
 * @since 0.1.0
 */
export const changesFromCometd: (context: ChangeContext) => (messages: Iterable<unknown>) => Changes = changesFrom(
  'CometD',
  'blank',
)
