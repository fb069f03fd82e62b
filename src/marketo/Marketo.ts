/**
 * The whole Marketo state: accounts, contacts, persons, and the results of lead conversions. This module also contains the
 * queries on the state. A rule needs only one account, contact or person, and never the whole state.
 *
 * @since 0.1.0
 */
import * as Eq from 'fp-ts/lib/Eq.js'
import * as O from 'fp-ts/lib/Option.js'
import type { Account } from '../model/Account.js'
import type { Contact } from '../model/Contact.js'
import type { Conversion } from '../model/Conversion.js'
import { conversionIds } from '../model/Conversion.js'
import type { FieldName, FieldValue } from '../model/Field.js'
import { groupedBy } from '../model/GroupedBy.js'
import type { Person, PersonId } from '../model/Person.js'
import { plainEq } from '../model/PlainEq.js'
import type { AccountId, ContactId, OpportunityId } from '../model/SalesforceId.js'
import { type AccountEntry, accountOf, entryOf, shownIn } from './state/AccountEntry.js'
import { compact, contactIn, expand, liveIn } from './state/CompactContact.js'
import type { Marketo } from './state/MarketoState.js'
import { asMarketo, asState } from './state/MarketoState.js'
import { emptyMap, mapFrom } from './state/PersistentMap.js'
import type { SortedSet } from '../model/SortedSet.js'
import { iterate, emptySet, setOf, sizeOf } from '../model/SortedSet.js'

export type { Marketo } from './state/MarketoState.js'

/**
 * The empty Marketo state: no accounts, contacts, persons or conversions.
 *
 * @category constructors
 * @since 0.1.0
 */
export const emptyMarketo: Marketo = /* @__PURE__ */ asMarketo({
  accounts: /* @__PURE__ */ emptyMap(),
  contacts: /* @__PURE__ */ emptyMap(),
  persons: /* @__PURE__ */ emptyMap(),
  personsOf: /* @__PURE__ */ emptyMap(),
  conversions: /* @__PURE__ */ emptyMap(),
})

/**
 * The Marketo state as rows. A service can store each row separately. Every live contact must belong to an account in the rows.
 * No two rows of the same list may contain the same id.
 *
 * @category model
 * @since 0.1.0
 */
export interface MarketoRows {
  readonly accounts: ReadonlyArray<Account>
  readonly contacts: ReadonlyArray<Contact>
  readonly persons: ReadonlyArray<Person>
  readonly conversions: ReadonlyArray<Conversion>
}

const accountOfLive = (contact: Contact): AccountId | undefined =>
  contact._tag === 'LiveContact' ? contact.accountId : undefined

const noContacts: SortedSet<ContactId> = emptySet

const contactOf = (person: Person): ContactId | undefined =>
  person.sfdc._tag === 'SfdcContact' ? person.sfdc.contactId : undefined

/**
 * Makes a Marketo state from the rows that a service has stored.
 *
 * @category constructors
 * @since 0.1.0
 */
export const marketoOf = (rows: MarketoRows): Marketo => {
  const live = groupedBy(rows.contacts, accountOfLive, ({ id }) => id)
  const persons = groupedBy(rows.persons, contactOf, ({ id }) => id)
  return asMarketo({
    accounts: mapFrom<AccountId, AccountEntry>(
      rows.accounts.map((account) => [account.id, entryOf(account, setOf(live.get(account.id) ?? []))]),
    ),
    contacts: mapFrom(rows.contacts.map((contact) => [contact.id, compact(contact)])),
    persons: mapFrom(rows.persons.map((person) => [person.id, person])),
    personsOf: mapFrom([...persons].map(([id, all]) => [id, setOf(all)])),
    conversions: mapFrom(
      rows.conversions.flatMap((conversion) => conversionIds(conversion).map((id) => [id, conversion] as const)),
    ),
  })
}

const lazily = <A, B>(items: () => Iterable<A>, f: (item: A) => B): Iterable<B> => ({
  *[Symbol.iterator]() {
    for (const item of items()) yield f(item)
  },
})

/**
 * Iterates lazily over all accounts, in the order of their ids.
 *
 * @category queries
 * @since 0.2.0
 */
export const accountsOf = (marketo: Marketo): Iterable<Account> =>
  lazily(() => asState(marketo).accounts.values(), accountOf)

/**
 * Iterates lazily over all contacts (live, deleted and private), in the order of their ids.
 *
 * @category queries
 * @since 0.2.0
 */
export const contactsOf = (marketo: Marketo): Iterable<Contact> =>
  lazily(() => asState(marketo).contacts.values(), expand)

/**
 * Iterates lazily over all persons, in the order of their numbers.
 *
 * @category queries
 * @since 0.2.0
 */
export const personsOf = (marketo: Marketo): Iterable<Person> =>
  lazily(
    () => asState(marketo).persons.values(),
    (person) => person,
  )

/**
 * Iterates lazily over the results of all lead conversions, in the order of the account ids.
 *
 * @category queries
 * @since 0.2.0
 */
export const conversionsOf = (marketo: Marketo): Iterable<Conversion> =>
  lazily(
    () => new Set(asState(marketo).conversions.values()),
    (conversion) => conversion,
  )

/**
 * Returns all facts in a Marketo state as rows. Each list of rows is sorted by id. The rows contain no history, because a Marketo
 * state keeps no history.
 *
 * @category queries
 * @since 0.1.0
 */
export const rowsOf = (marketo: Marketo): MarketoRows => ({
  accounts: [...accountsOf(marketo)],
  contacts: [...contactsOf(marketo)],
  persons: [...personsOf(marketo)],
  conversions: [...conversionsOf(marketo)],
})

/**
 * Finds the account with this id.
 *
 * @category queries
 * @since 0.1.0
 */
export const lookupAccount =
  (id: AccountId) =>
  (marketo: Marketo): O.Option<Account> =>
    O.map(accountOf)(O.fromNullable(asState(marketo).accounts.get(id)))

/**
 * Finds the contact with this id. The contact can be live, deleted or private.
 *
 * @category queries
 * @since 0.1.0
 */
export const lookupContact =
  (id: ContactId) =>
  (marketo: Marketo): O.Option<Contact> =>
    contactIn(asState(marketo).contacts, id)

/**
 * Finds the person with this number.
 *
 * @category queries
 * @since 0.1.0
 */
export const lookupPerson =
  (id: PersonId) =>
  (marketo: Marketo): O.Option<Person> =>
    O.fromNullable(asState(marketo).persons.get(id))

/**
 * Finds the lead conversion that created the record with this id.
 *
 * @category queries
 * @since 0.1.0
 */
export const lookupConversion =
  (id: AccountId | ContactId | OpportunityId) =>
  (marketo: Marketo): O.Option<Conversion> =>
    O.fromNullable(asState(marketo).conversions.get(id))

const liveIdsOf = (id: AccountId, marketo: Marketo) => asState(marketo).accounts.get(id)?.liveContacts ?? noContacts

/**
 * Iterates lazily over the live contacts of an account, in the order of their ids.
 *
 * @rule contact.one-account
 * @category queries
 * @since 0.1.0
 */
export const liveContactsOf =
  (id: AccountId) =>
  (marketo: Marketo): Iterable<ContactId> =>
    iterate(liveIdsOf(id, marketo))

/**
 * Counts the live contacts of an account.
 *
 * @category queries
 * @since 0.1.0
 */
export const countLiveContacts =
  (id: AccountId) =>
  (marketo: Marketo): number =>
    sizeOf(liveIdsOf(id, marketo))

/**
 * Returns the value that Marketo shows in an Account field of a contact. Returns none if the contact is unknown or not live, or
 * if its account does not have the field.
 *
 * @rule edit.fan-out
 * @rule contact.moves
 * @category queries
 * @since 0.1.0
 */
export const valueForContact =
  (contactId: ContactId, field: FieldName) =>
  (marketo: Marketo): O.Option<FieldValue> => {
    const { accounts, contacts } = asState(marketo)
    const contact = contacts.get(contactId)
    const accountId = contact === undefined ? undefined : liveIn(contact)
    const entry = accountId === undefined ? undefined : accounts.get(accountId)
    const value = entry === undefined ? undefined : shownIn(entry, field)
    return value === undefined ? O.none : O.some(value)
  }

/**
 * Compares two Marketo states. Two states with the same rows are equal. The inputs that led to the states do not matter.
 *
 * @category instances
 * @since 0.1.0
 */
export const eqMarketo: Eq.Eq<Marketo> = /* @__PURE__ */ Eq.contramap(rowsOf)(/* @__PURE__ */ plainEq<MarketoRows>())
