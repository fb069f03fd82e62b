/**
 * Helps a service that loads rows itself and calls the rules directly. The functions make refusals, and test whether a contact
 * record is late or repeated.
 *
 * @since 0.2.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { Contact, ContactRecord } from '../model/Contact.js'
import type { Input } from '../model/Input.js'
import type { PersonId } from '../model/Person.js'
import type { AccountNotYetKnown, Refusal, UnknownContact, UnknownPerson } from '../model/Refusal.js'
import type { ContactId } from '../model/SalesforceId.js'
import type { Deferred, Refused } from '../marketo/Decide.js'
import { syncContact } from '../rules/ContactSync.js'

/**
 * Makes the refusal of an input that names a person whom Marketo does not know.
 *
 * @rule convert.known-person
 * @category constructors
 * @since 0.2.0
 */
export const unknownPerson = (personId: PersonId): UnknownPerson => ({
  _tag: 'UnknownPerson',
  rule: 'convert.known-person',
  personId,
})

/**
 * Makes the refusal of a local edit through a contact that Marketo does not know.
 *
 * @rule edit.live-contact
 * @category constructors
 * @since 0.2.0
 */
export const unknownContact = (contactId: ContactId): UnknownContact => ({
  _tag: 'UnknownContact',
  rule: 'edit.live-contact',
  contactId,
})

/**
 * Combines a refusal with the refused input.
 *
 * @category constructors
 * @since 0.2.0
 */
export const refused = (refusal: Refusal, input: Input): Refused => ({ _tag: 'Refused', refusal, input })

/**
 * Makes the result for an input that has to wait. The result contains the input and the reason.
 *
 * @category constructors
 * @since 0.2.0
 */
export const deferred = (reason: AccountNotYetKnown, input: Input): Deferred => ({ _tag: 'Deferred', reason, input })

/**
 * Tests whether a contact record is late or repeated. Such a record changes nothing, even if Marketo does not know the account in
 * the record. Therefore a service can call this function before the service loads the account.
 *
 * @rule sync.only-newer
 * @category queries
 * @since 0.2.0
 */
export const isStaleContactRecord = (record: ContactRecord, contact: O.Option<Contact>): boolean =>
  E.exists(O.isNone)(syncContact({ at: record.systemModstamp, record, isAccountKnown: true }, contact))
