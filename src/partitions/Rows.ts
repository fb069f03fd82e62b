/**
 * The rows of each kind of partition. Every fact except one is stored in a single partition. The exception is the result of a
 * lead conversion. It is stored with the person and with each of the three records.
 *
 * @since 0.2.0
 */
import type { Account } from '../model/Account.js'
import type { Contact } from '../model/Contact.js'
import type { Conversion } from '../model/Conversion.js'
import type { Person, PersonId } from '../model/Person.js'
import type { AccountId, ContactId, OpportunityId, SalesforceId } from '../model/SalesforceId.js'
import type { MarketoRows } from '../marketo/Marketo.js'
import type { Key } from './Key.js'
import { accountKey, contactKey, idOf, kindOf, opportunityKey, personKey } from './Key.js'

/**
 * The rows in the partition of a person.
 *
 * @category model
 * @since 0.2.0
 */
export interface PersonRows {
  readonly _tag: 'PersonRows'
  readonly id: PersonId
  /** The person, or `null` if Marketo does not know the person. */
  readonly person: Person | null
  /** The results of all conversions of this person. The oldest result comes first. */
  readonly outcomes: ReadonlyArray<Conversion>
}

/**
 * The rows in the partition of an opportunity.
 *
 * @category model
 * @since 0.2.0
 */
export interface OpportunityRows {
  readonly _tag: 'OpportunityRows'
  readonly id: OpportunityId
  /** The conversion that created the opportunity, or `null` if no conversion created it. */
  readonly outcome: Conversion | null
}

/**
 * The rows in the partition of a contact.
 *
 * @category model
 * @since 0.2.0
 */
export interface ContactRows {
  readonly _tag: 'ContactRows'
  readonly id: ContactId
  /** The contact, or `null` if Marketo does not know the contact. */
  readonly contact: Contact | null
  /** The persons in Marketo who are this contact. */
  readonly persons: ReadonlyArray<PersonId>
  /** The conversion that created the contact, or `null` if no conversion created it. */
  readonly outcome: Conversion | null
}

/**
 * The rows in the partition of an account. They contain the number of live contacts, but not the ids of these contacts, because
 * an account can have a hundred thousand contacts. Store the ids separately, and update them with the {@link Move} of each
 * decision.
 *
 * @category model
 * @since 0.2.0
 */
export interface AccountRows {
  readonly _tag: 'AccountRows'
  readonly id: AccountId
  /** The account, or `null` if Marketo does not know the account. */
  readonly account: Account | null
  readonly liveContacts: number
  /** The conversion that created the account, or `null` if no conversion created it. */
  readonly outcome: Conversion | null
}

/**
 * The rows in a partition of any kind.
 *
 * @category model
 * @since 0.2.0
 */
export type Rows = PersonRows | OpportunityRows | ContactRows | AccountRows

/**
 * Returns the key of the partition that contains these rows.
 *
 * @category queries
 * @since 0.2.0
 */
export const keyOf = (rows: Rows): Key => {
  switch (rows._tag) {
    case 'PersonRows':
      return personKey(rows.id)
    case 'OpportunityRows':
      return opportunityKey(rows.id)
    case 'ContactRows':
      return contactKey(rows.id)
    case 'AccountRows':
      return accountKey(rows.id)
  }
}

/**
 * Makes the rows of a partition about which nothing is known yet.
 *
 * @category constructors
 * @since 0.2.0
 */
export const emptyRows = (key: Key): Rows => {
  const id = idOf(key)
  switch (kindOf(key)) {
    case 'person':
      return { _tag: 'PersonRows', id: Number(id) as PersonId, person: null, outcomes: [] }
    case 'opportunity':
      return { _tag: 'OpportunityRows', id: id as SalesforceId as OpportunityId, outcome: null }
    case 'contact':
      return { _tag: 'ContactRows', id: id as SalesforceId as ContactId, contact: null, persons: [], outcome: null }
    case 'account':
      return { _tag: 'AccountRows', id: id as SalesforceId as AccountId, account: null, liveContacts: 0, outcome: null }
  }
}

/**
 * Lists the partitions to which these rows are linked. A person who is a contact is linked to the contact, and a live contact is
 * linked to its account. Some inputs that visit a partition also need the linked partitions. See {@link namedKeys}.
 *
 * @category queries
 * @since 0.2.0
 */
export const linkedKeys = (rows: Rows): ReadonlyArray<Key> => {
  switch (rows._tag) {
    case 'PersonRows':
      return rows.person?.sfdc._tag === 'SfdcContact' ? [contactKey(rows.person.sfdc.contactId)] : []
    case 'ContactRows':
      return rows.contact?._tag === 'LiveContact' ? [accountKey(rows.contact.accountId)] : []
    case 'OpportunityRows':
    case 'AccountRows':
      return []
  }
}

/**
 * Tests whether Marketo now knows an account that Marketo did not know before. If the result is true, retry the contact records
 * that wait for the account.
 *
 * @rule contact.one-account
 * @category queries
 * @since 0.2.0
 */
export const isMadeKnown = (before: Rows, after: Rows): after is AccountRows =>
  before._tag === 'AccountRows' && after._tag === 'AccountRows' && before.account === null && after.account !== null

const known = <A>(value: A | null): ReadonlyArray<A> => (value === null ? [] : [value])

/**
 * Combines the rows of all partitions into the rows of one Marketo state. Pass every partition exactly once. To make the Marketo
 * state, pass the result to `marketoOf`.
 *
 * @category queries
 * @since 0.2.0
 */
export const marketoRowsOf = (partitions: ReadonlyArray<Rows>): MarketoRows => ({
  accounts: partitions.flatMap((rows) => (rows._tag === 'AccountRows' ? known(rows.account) : [])),
  contacts: partitions.flatMap((rows) => (rows._tag === 'ContactRows' ? known(rows.contact) : [])),
  persons: partitions.flatMap((rows) => (rows._tag === 'PersonRows' ? known(rows.person) : [])),
  conversions: partitions.flatMap((rows) => (rows._tag === 'OpportunityRows' ? known(rows.outcome) : [])),
})
