/**
 * Functions for a service that loads rows itself and calls the rules directly. They make refusals, and check whether a
 * contact record is late or repeated.
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
 * Marketo does not know the person.
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
 * Marketo does not know the contact of a local edit.
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
 * Makes a refused input from a refusal and the input.
 *
 * @category constructors
 * @since 0.2.0
 */
export const refused = (refusal: Refusal, input: Input): Refused => ({ _tag: 'Refused', refusal, input })

/**
 * Makes a deferred input from the reason and the input.
 *
 * @category constructors
 * @since 0.2.0
 */
export const deferred = (reason: AccountNotYetKnown, input: Input): Deferred => ({ _tag: 'Deferred', reason, input })

/**
 * Whether a contact record is late or repeated. Such a record changes nothing, even if Marketo does not know the account
 * that it names. So a service can call this function before it loads the account.
 *
 * @rule sync.only-newer
 * @category queries
 * @since 0.2.0
 */
export const isStaleContactRecord = (record: ContactRecord, contact: O.Option<Contact>): boolean =>
  E.exists(O.isNone)(syncContact({ at: record.systemModstamp, record, isAccountKnown: true }, contact))
