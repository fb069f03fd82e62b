/**
 * A contact in Marketo: it is live in exactly one account, or deleted, or private. Only the contact stores the link between
 * a contact and an account.
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
 * One contact record as Salesforce sent it. Its other fields sync both ways; this library does not model them.
 *
 * @category model
 * @since 0.1.0
 */
export interface ContactRecord {
  readonly id: ContactId
  readonly systemModstamp: Instant
  readonly isDeleted: boolean
  /** `null` if the contact has no account. Such a contact is private. */
  readonly accountId: AccountId | null
}

interface ContactOf<Tag extends string> {
  readonly _tag: Tag
  readonly id: ContactId
  /**
   * The applied records of the contact that have its latest stamp, oldest first. The list is empty while Marketo knows the
   * contact only from a conversion.
   */
  readonly appliedAtStamp: ReadonlyArray<ContactRecord>
}

/**
 * A contact that belongs to an account. It counts towards the cap, it gets activities, and the fields of its account can be
 * edited through it.
 *
 * @category model
 * @since 0.1.0
 */
export interface LiveContact extends ContactOf<'LiveContact'> {
  readonly accountId: AccountId
}

/**
 * A contact deleted in Salesforce. Marketo still knows it.
 *
 * @category model
 * @since 0.1.0
 */
export type DeletedContact = ContactOf<'DeletedContact'>

/**
 * A contact without an account. Marketo still knows it.
 *
 * @category model
 * @since 0.1.0
 */
export type PrivateContact = ContactOf<'PrivateContact'>

/**
 * A contact, in one of three states.
 *
 * | its last record …          | state            | counted, logged, edited through |
 * | -------------------------- | ---------------- | ------------------------------- |
 * | names an account           | `LiveContact`    | yes                             |
 * | is deleted                 | `DeletedContact` | no                              |
 * | has no account             | `PrivateContact` | no                              |
 *
 * @rule contact.one-account
 * @rule contact.deleted
 * @rule contact.private
 * @category model
 * @since 0.1.0
 */
export type Contact = LiveContact | DeletedContact | PrivateContact

/**
 * The SystemModstamp of the contact's last applied record. None while Marketo knows the contact only from a conversion.
 *
 * @category queries
 * @since 0.1.0
 */
export const contactStamp = (contact: Contact): O.Option<Instant> =>
  O.map((record: ContactRecord) => record.systemModstamp)(RA.head(contact.appliedAtStamp))

/**
 * The account of a live contact. None if the contact is not live.
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
