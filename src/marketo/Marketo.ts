/**
 * Everything Marketo holds: accounts, contacts, persons, and the outcomes of conversions. It only finds them, counts, and
 * passes on; what happens to one account, contact or person is decided without it.
 *
 * @since 0.1.0
 */
import * as Eq from 'fp-ts/lib/Eq.js'
import * as O from 'fp-ts/lib/Option.js'
import type { Account } from '../model/Account.js'
import { shownValue } from '../model/Account.js'
import type { Contact } from '../model/Contact.js'
import type { Conversion } from '../rules/ConversionAnswer.js'
import type { FieldName, FieldValue } from '../model/Field.js'
import type { AccountEntry } from './state/AccountEntry.js'
import { add, iterate, noIds, sizeOf } from './state/SortedIdSet.js'
import type { CompactContact } from './state/CompactContact.js'
import { contactIn, compact, expand } from './state/CompactContact.js'
import type { PersistentMap } from './state/PersistentMap.js'
import { groupedBy } from '../model/GroupedBy.js'
import { emptyMap, mapFrom } from './state/PersistentMap.js'
import type { Person, PersonId } from '../model/Person.js'
import type { AccountId, ContactId, OpportunityId } from '../model/SalesforceId.js'
import { plainEq } from '../model/PlainEq.js'

/**
 * The state of a whole Marketo. It never changes; {@link evolve} makes another, and every older one stays as it was.
 * Ask it by the queries of this module: what it is made of may change without notice.
 *
 * @category model
 * @since 0.1.0
 */
export interface Marketo {
  /** @internal */
  readonly accounts: PersistentMap<AccountId, AccountEntry>
  /** @internal */
  readonly contacts: PersistentMap<ContactId, CompactContact>
  /** @internal */
  readonly persons: PersistentMap<PersonId, Person>
  /** @internal Who is which contact: derived from the persons. */
  readonly personsOf: PersistentMap<ContactId, ReadonlyArray<PersonId>>
  /** @internal The outcome of a conversion, by each of its three ids. */
  readonly conversions: PersistentMap<AccountId | ContactId | OpportunityId, Conversion>
}

/**
 * A Marketo that knows nothing yet.
 *
 * @category constructors
 * @since 0.1.0
 */
export const emptyMarketo: Marketo = {
  accounts: /* @__PURE__ */ emptyMap(),
  contacts: /* @__PURE__ */ emptyMap(),
  persons: /* @__PURE__ */ emptyMap(),
  personsOf: /* @__PURE__ */ emptyMap(),
  conversions: /* @__PURE__ */ emptyMap(),
}

/**
 * The rows of a Marketo, each of which stands alone. Every account of a live contact is among the accounts, and no id
 * comes twice.
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

const nobody: ReadonlyArray<PersonId> = []

const contactOf = (person: Person): ContactId | undefined =>
  person.sfdc._tag === 'SfdcContact' ? person.sfdc.contactId : undefined

/**
 * The Marketo of rows that a service has stored.
 *
 * @category constructors
 * @since 0.1.0
 */
export const marketoOf = (rows: MarketoRows): Marketo => {
  const live = groupedBy(rows.contacts, accountOfLive, noIds, (ids, { id }) => add(ids, id))
  return {
    accounts: mapFrom(
      rows.accounts.map((account) => [account.id, { account, liveContacts: live.get(account.id) ?? noIds }]),
    ),
    contacts: mapFrom(rows.contacts.map((contact) => [contact.id, compact(contact)])),
    persons: mapFrom(rows.persons.map((person) => [person.id, person])),
    personsOf: mapFrom(groupedBy(rows.persons, contactOf, nobody, (ids, { id }) => [...ids, id])),
    conversions: mapFrom(
      rows.conversions.flatMap((conversion) => conversionIds(conversion).map((id) => [id, conversion] as const)),
    ),
  }
}

/**
 * The three records of a conversion.
 *
 * @category queries
 * @since 0.1.0
 */
export const conversionIds = ({
  accountId,
  contactId,
  opportunityId,
}: Conversion): ReadonlyArray<AccountId | ContactId | OpportunityId> => [accountId, contactId, opportunityId]

/**
 * The rows of a Marketo, each kind in the order of its ids: its whole content, and nothing of its history.
 *
 * @category queries
 * @since 0.1.0
 */
export const rowsOf = (marketo: Marketo): MarketoRows => ({
  accounts: allAccounts(marketo),
  contacts: allContacts(marketo),
  persons: allPersons(marketo),
  conversions: allConversions(marketo),
})

/**
 * An account by its id.
 *
 * @category queries
 * @since 0.1.0
 */
export const lookupAccount =
  (id: AccountId) =>
  (marketo: Marketo): O.Option<Account> =>
    O.fromNullable(marketo.accounts.get(id)?.account)

/**
 * A contact by its id, live or not.
 *
 * @category queries
 * @since 0.1.0
 */
export const lookupContact =
  (id: ContactId) =>
  (marketo: Marketo): O.Option<Contact> =>
    O.fromNullable(contactIn(marketo.contacts, id))

/**
 * A person by its number.
 *
 * @category queries
 * @since 0.1.0
 */
export const lookupPerson =
  (id: PersonId) =>
  (marketo: Marketo): O.Option<Person> =>
    O.fromNullable(marketo.persons.get(id))

/**
 * The conversion of which a record is the outcome.
 *
 * @category queries
 * @since 0.1.0
 */
export const lookupConversion =
  (id: AccountId | ContactId | OpportunityId) =>
  (marketo: Marketo): O.Option<Conversion> =>
    O.fromNullable(marketo.conversions.get(id))

/**
 * The live contacts of an account, in the order of their ids, one by one.
 *
 * @rule contact.one-account
 * @category queries
 * @since 0.1.0
 */
export const liveContactsOf =
  (id: AccountId) =>
  (marketo: Marketo): Iterable<ContactId> =>
    iterate(marketo.accounts.get(id)?.liveContacts ?? noIds)

/**
 * How many live contacts an account has.
 *
 * @category queries
 * @since 0.1.0
 */
export const countLiveContacts =
  (id: AccountId) =>
  (marketo: Marketo): number =>
    sizeOf(marketo.accounts.get(id)?.liveContacts ?? noIds)

/**
 * The value that Marketo shows for a contact in an Account field. None, where the contact is not known or not live, or
 * its account does not hold the field.
 *
 * @rule edit.fan-out
 * @rule contact.moves
 * @category queries
 * @since 0.1.0
 */
export const valueForContact =
  (contactId: ContactId, field: FieldName) =>
  (marketo: Marketo): O.Option<FieldValue> => {
    const contact = contactIn(marketo.contacts, contactId)
    if (contact?._tag !== 'LiveContact') return O.none
    const entry = marketo.accounts.get(contact.accountId)
    const value = entry === undefined ? undefined : shownValue(entry.account)(field)
    return value === undefined ? O.none : O.some(value)
  }

/**
 * Every account, in the order of their ids.
 *
 * @category queries
 * @since 0.1.0
 */
export const allAccounts = (marketo: Marketo): ReadonlyArray<Account> =>
  marketo.accounts.values().map((entry) => entry.account)

/**
 * Every contact, live or not, in the order of their ids.
 *
 * @category queries
 * @since 0.1.0
 */
export const allContacts = (marketo: Marketo): ReadonlyArray<Contact> => marketo.contacts.values().map(expand)

/**
 * Every person, in the order of their numbers.
 *
 * @category queries
 * @since 0.1.0
 */
export const allPersons = (marketo: Marketo): ReadonlyArray<Person> => marketo.persons.values()

/**
 * The outcome of every conversion, in the order of their accounts.
 *
 * @category queries
 * @since 0.1.0
 */
export const allConversions = (marketo: Marketo): ReadonlyArray<Conversion> => [
  ...new Set(marketo.conversions.values()),
]

/**
 * The same content, whatever the history.
 *
 * @category instances
 * @since 0.1.0
 */
export const eqMarketo: Eq.Eq<Marketo> = /* @__PURE__ */ Eq.contramap(rowsOf)(/* @__PURE__ */ plainEq<MarketoRows>())
