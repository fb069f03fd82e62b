/**
 * The model of a contact in Marketo. A contact is live, deleted or private. A live contact belongs to exactly one account. The
 * contact stores the id of the account, and the account does not store the ids of its contacts.
 *
 * @rule contact.one-account
 * @since 0.1.0
 */
import type { Eq } from 'fp-ts/lib/Eq.js'
import * as O from 'fp-ts/lib/Option.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { Instant } from './Instant.js'
import type { AccountId, ContactId } from './SalesforceId.js'
import { plainEq } from './PlainEq.js'

/**
 * One contact record from Salesforce. It contains only the facts that this library models. The library does not model the fields
 * of a contact, because these fields sync in both directions.
 *
 * @category model
 * @since 0.1.0
 */
export interface ContactRecord {
  readonly id: ContactId
  readonly systemModstamp: Instant
  readonly isDeleted: boolean
  /** The id of the contact's account. `null` means that the contact has no account. Salesforce calls such a contact private. */
  readonly accountId: AccountId | null
}

interface ContactOf<Tag extends string> {
  readonly _tag: Tag
  readonly id: ContactId
  /**
   * The applied records that have the contact's latest SystemModstamp, in the order in which Marketo applied these records. The
   * list is empty if a lead conversion created the contact and no record of the contact has arrived.
   */
  readonly appliedAtStamp: ReadonlyArray<ContactRecord>
}

/**
 * A contact that belongs to an account and is not deleted. The contact counts towards the activity cap of the account, and
 * Marketo logs activities for the contact. People in Marketo can edit the fields of the account through the contact.
 *
 * @category model
 * @since 0.1.0
 */
export interface LiveContact extends ContactOf<'LiveContact'> {
  readonly accountId: AccountId
}

/**
 * A contact that is deleted in Salesforce. Marketo still knows the contact.
 *
 * @category model
 * @since 0.1.0
 */
export type DeletedContact = ContactOf<'DeletedContact'>

/**
 * A contact that has no account. Marketo still knows the contact.
 *
 * @category model
 * @since 0.1.0
 */
export type PrivateContact = ContactOf<'PrivateContact'>

/**
 * A contact in Marketo. Its last record determines which of three states the contact is in. In the table, use the first row that
 * applies.
 *
 * | its last record  | state            | counts towards the cap, gets activities, allows edits |
 * | ---------------- | ---------------- | ----------------------------------------------------- |
 * | is deleted       | `DeletedContact` | no                                                    |
 * | names an account | `LiveContact`    | yes                                                   |
 * | has no account   | `PrivateContact` | no                                                    |
 *
 * @rule contact.one-account
 * @rule contact.deleted
 * @rule contact.private
 * @category model
 * @since 0.1.0
 */
export type Contact = LiveContact | DeletedContact | PrivateContact

/**
 * Returns the SystemModstamp of the contact record that was applied last. Returns none if a lead conversion created the contact
 * and no record of the contact has arrived.
 *
 * @category queries
 * @since 0.1.0
 */
export const contactStamp = (contact: Contact): O.Option<Instant> =>
  O.map((record: ContactRecord) => record.systemModstamp)(RA.head(contact.appliedAtStamp))

/**
 * Returns the id of a live contact's account. Returns none if the contact is deleted or private.
 *
 * @rule contact.one-account
 * @category queries
 * @since 0.1.0
 */
export const accountIdOf = (contact: Contact): O.Option<AccountId> =>
  contact._tag === 'LiveContact' ? O.some(contact.accountId) : O.none

/**
 * @category instances
 * @since 0.1.0
 */
export const eqContactRecord: Eq<ContactRecord> = /* @__PURE__ */ plainEq()

/**
 * @category instances
 * @since 0.1.0
 */
export const eqContact: Eq<Contact> = /* @__PURE__ */ plainEq()
