/**
 * Collects the rows that are available at a partition: its own rows, and the rows of the partitions that the input visited
 * before. The code converts these rows to a small Marketo state. The decider can then use this small state like the whole Marketo
 * state.
 *
 * @since 0.2.0
 */
import * as O from 'fp-ts/lib/Option.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { Contact } from '../model/Contact.js'
import type { Conversion } from '../model/Conversion.js'
import { conversionIds } from '../model/Conversion.js'
import type { Person, PersonId } from '../model/Person.js'
import type { SortedSet } from '../model/SortedSet.js'
import { add, emptySet } from '../model/SortedSet.js'
import type { AccountId, ContactId } from '../model/SalesforceId.js'
import { claimsIn } from '../marketo/Decide.js'
import type { AccountEntry } from '../marketo/state/AccountEntry.js'
import type { CompactContact } from '../marketo/state/CompactContact.js'
import type { MarketoMaps } from '../marketo/state/MarketoState.js'
import { mapFrom } from '../marketo/state/PersistentMap.js'
import type { ConversionClaims } from '../rules/ConversionAnswer.js'
import type { ContactRows, OpportunityRows, PersonRows, Rows } from './Rows.js'

/**
 * The rows of the partitions that an input has visited. These rows cannot change until the input is decided. The rows of accounts
 * are left out, because no later partition needs them.
 *
 * @category model
 * @since 0.2.0
 */
export type Facts = ReadonlyArray<PersonRows | OpportunityRows | ContactRows>

/** @internal Returns the facts after the input has visited one more partition. */
export const told = (facts: Facts, rows: Rows): Facts => (rows._tag === 'AccountRows' ? facts : [...facts, rows])

type Entry<K, V> = readonly [K, V]

const accountEntry = (rows: Rows): ReadonlyArray<Entry<AccountId, AccountEntry>> =>
  rows._tag === 'AccountRows' && rows.account !== null
    ? [
        [
          rows.id,
          {
            account: rows.account,
            changed: undefined,
            liveContacts: { size: rows.liveContacts, first: undefined, children: [] },
          },
        ],
      ]
    : []

const contactEntry = (rows: Rows): ReadonlyArray<Entry<ContactId, CompactContact>> =>
  rows._tag === 'ContactRows' && rows.contact !== null ? [[rows.id, rows.contact]] : []

const personEntry = (rows: Rows): ReadonlyArray<Entry<PersonId, Person>> =>
  rows._tag === 'PersonRows' && rows.person !== null ? [[rows.id, rows.person]] : []

const personsEntry = (rows: Rows): ReadonlyArray<Entry<ContactId, SortedSet<PersonId>>> =>
  rows._tag === 'ContactRows' ? [[rows.id, rows.persons.reduce<SortedSet<PersonId>>(add, emptySet)]] : []

const outcomesOf = (rows: Rows): ReadonlyArray<Conversion> => {
  if (rows._tag === 'PersonRows') return rows.outcomes
  return rows.outcome === null ? [] : [rows.outcome]
}

const outcomeEntries = (rows: Rows): ReadonlyArray<Entry<ReturnType<typeof conversionIds>[number], Conversion>> =>
  outcomesOf(rows).flatMap((outcome) => conversionIds(outcome).map((id) => [id, outcome] as const))

/**
 * @internal Makes the maps of a Marketo state that contains only these partitions. The maps contain the number of live contacts,
 * but not their ids. So you can use the maps to decide, but not to evolve.
 */
export const mapsOf = (known: ReadonlyArray<Rows>): MarketoMaps => ({
  accounts: mapFrom(known.flatMap(accountEntry)),
  contacts: mapFrom(known.flatMap(contactEntry)),
  persons: mapFrom(known.flatMap(personEntry)),
  personsOf: mapFrom(known.flatMap(personsEntry)),
  conversions: mapFrom(known.flatMap(outcomeEntries)),
})

/**
 * @internal Returns the contact that an input is about, in its state before the input. An input that changes a contact visits
 * only one contact.
 */
export const contactIn = (known: ReadonlyArray<Rows>): O.Option<Contact> =>
  RA.findFirstMap((rows: Rows) => (rows._tag === 'ContactRows' ? O.fromNullable(rows.contact) : O.none))(known)

/**
 * Makes the look-ups that show whether the records in an answer to a conversion already belong to somebody. To check an answer,
 * pass the rows of the person, the opportunity, the contact and the account.
 *
 * @rule convert.never-joins
 * @category queries
 * @since 0.2.0
 */
export const claimsOf = (known: ReadonlyArray<Rows>): ConversionClaims => claimsIn(mapsOf(known))
