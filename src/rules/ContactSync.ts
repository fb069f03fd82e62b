/**
 * Decides how a contact record from Salesforce changes one contact. The record can place the contact in an account, move it to
 * another account, delete it, make it private, or restore it.
 *
 * A contact record never changes an account, and Marketo logs no activity for the record.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { Contact, ContactRecord } from '../model/Contact.js'
import type { ContactSynced, ConversionConfirmed } from '../model/Event.js'
import type { SyncContact } from '../model/Input.js'
import type { Instant } from '../model/Instant.js'
import type { AccountNotYetKnown } from '../model/Refusal.js'

/**
 * A contact record from Salesforce. If Marketo knows the account that the record names, `isAccountKnown` is true. If the record
 * is deleted or names no account, `isAccountKnown` does not matter.
 *
 * @category model
 * @since 0.2.0
 */
export interface ContactDelivery extends Pick<SyncContact, 'at' | 'record'> {
  readonly isAccountKnown: boolean
}

/**
 * Tests whether a contact record is late or repeated. `last` is the SystemModstamp of the record that was applied last.
 *
 * @rule sync.only-newer
 * @internal
 */
export const isStale = (
  last: Instant | undefined,
  { systemModstamp }: ContactRecord,
  isRepeated: () => boolean,
): boolean => last !== undefined && (systemModstamp < last || (systemModstamp === last && isRepeated()))

/**
 * Tests whether two records have the same content. Both records must belong to the same contact and have the same SystemModstamp.
 *
 * @internal
 */
export const saysTheSame = (one: ContactRecord, other: ContactRecord): boolean =>
  one.accountId === other.accountId && one.isDeleted === other.isDeleted

/**
 * Works like {@link syncContact}, but the caller decides whether the record is late or repeated. Therefore this function does not
 * need the contact. A caller that stores a contact in a compact form does not have to expand the contact.
 *
 * @internal
 */
export const contactSynced = (
  { at, record, isAccountKnown }: ContactDelivery,
  isStaleRecord: boolean,
): E.Either<AccountNotYetKnown, O.Option<ContactSynced>> => {
  if (isStaleRecord) return E.right(O.none)
  const { id: contactId, accountId, isDeleted } = record
  return isDeleted || accountId === null || isAccountKnown
    ? E.right(O.some({ _tag: 'ContactSynced', at, record }))
    : E.left({ _tag: 'AccountNotYetKnown', rule: 'contact.one-account', contactId, accountId })
}

/**
 * Decides how a contact record changes one contact. Returns none if the record is late or repeated. In the table, use the first
 * row that applies.
 *
 * | the record                                   | result                                               |
 * | -------------------------------------------- | ---------------------------------------------------- |
 * | late or repeated                             | `none`                                               |
 * | deleted                                      | applied: the contact is deleted                      |
 * | has no account                               | applied: the contact is private                      |
 * | names an account that Marketo does not know  | `AccountNotYetKnown`: deliver the record again later |
 * | names an account that Marketo knows          | applied: the contact is live in the account          |
 *
 * If a lead conversion created the contact, the first record of the contact is never late. The SystemModstamp of this record does
 * not matter.
 *
 * @rule contact.moves
 * @rule contact.deleted
 * @rule contact.private
 * @rule sync.only-newer
 * @category decisions
 * @since 0.1.0
 */
export const syncContact = (
  delivery: ContactDelivery,
  contact: O.Option<Contact>,
): E.Either<AccountNotYetKnown, O.Option<ContactSynced>> => {
  if (O.isNone(contact)) return contactSynced(delivery, false)
  const { record } = delivery
  const { appliedAtStamp } = contact.value
  const isRepeated = () => appliedAtStamp.some((applied) => saysTheSame(applied, record))
  return contactSynced(delivery, isStale(appliedAtStamp[0]?.systemModstamp, record, isRepeated))
}

const appliedWith = (contact: Contact | undefined, record: ContactRecord): ReadonlyArray<ContactRecord> =>
  contact?.appliedAtStamp[0]?.systemModstamp === record.systemModstamp ? [...contact.appliedAtStamp, record] : [record]

/**
 * Returns the contact after a record is applied.
 *
 * @rule contact.one-account
 * @internal
 */
export const contactAfter = (contact: Contact | undefined, record: ContactRecord): Contact => {
  const { id, accountId } = record
  const appliedAtStamp = appliedWith(contact, record)
  if (record.isDeleted) return { _tag: 'DeletedContact', id, appliedAtStamp }
  if (accountId === null) return { _tag: 'PrivateContact', id, appliedAtStamp }
  return { _tag: 'LiveContact', id, accountId, appliedAtStamp }
}

/**
 * Returns the contact after an event. After `ContactSynced`, the record determines whether the contact is live, deleted or
 * private. `ConversionConfirmed` makes an unknown contact live in the new account, and does not change a known contact.
 *
 * @rule contact.one-account
 * @rule contact.moves
 * @rule contact.deleted
 * @rule contact.private
 * @rule convert.creates-three
 * @category evolution
 * @since 0.2.0
 */
export const evolveContact = (contact: O.Option<Contact>, event: ContactSynced | ConversionConfirmed): Contact => {
  switch (event._tag) {
    case 'ContactSynced':
      return contactAfter(O.toUndefined(contact), event.record)
    case 'ConversionConfirmed':
      return O.isSome(contact)
        ? contact.value
        : { _tag: 'LiveContact', id: event.contactId, accountId: event.accountId, appliedAtStamp: [] }
  }
}
