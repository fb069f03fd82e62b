/**
 * At a partition, two groups of rows are available: the rows of this partition, and the rows of the partitions that the input
 * visited before. This module makes a small Marketo state from these rows. The decider can use the small state like the whole
 * Marketo state.
 *
 * @since 0.2.0
 */
import * as O from 'fp-ts/lib/Option.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { Contact } from '../model/Contact.js'
import type { Conversion } from '../model/Conversion.js'
import { conversionIds } from '../model/Conversion.js'
import type { AccountId, ContactId } from '../model/SalesforceId.js'
import type { Person, PersonId } from '../model/Person.js'
import type { SortedSet } from '../model/SortedSet.js'
import { add, emptySet } from '../model/SortedSet.js'
import { claimsIn } from '../marketo/Decide.js'
import type { AccountEntry } from '../marketo/state/AccountEntry.js'
import { entryOf } from '../marketo/state/AccountEntry.js'
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

const outcomesOf = (rows: Rows): ReadonlyArray<Conversion> =>
  rows._tag === 'PersonRows' ? rows.outcomes : rows.outcome === null ? [] : [rows.outcome]

const noPersons: SortedSet<PersonId> = emptySet

/**
 * @internal Makes the maps of a Marketo state that contains only these partitions.
 * For each account, the maps contain the number of live contacts, but not the ids of these contacts. Therefore a caller can use
 * the maps to decide an input, but not to apply the decision.
 */
export const mapsOf = (known: ReadonlyArray<Rows>): MarketoMaps => ({
  accounts: mapFrom<AccountId, AccountEntry>(
    known.flatMap((rows) => {
      if (rows._tag !== 'AccountRows' || rows.account === null) return []
      const liveContacts = { size: rows.liveContacts, first: undefined, children: [] }
      return [[rows.id, entryOf(rows.account, liveContacts)]]
    }),
  ),
  contacts: mapFrom<ContactId, CompactContact>(
    known.flatMap((rows) => (rows._tag === 'ContactRows' && rows.contact !== null ? [[rows.id, rows.contact]] : [])),
  ),
  persons: mapFrom<PersonId, Person>(
    known.flatMap((rows) => (rows._tag === 'PersonRows' && rows.person !== null ? [[rows.id, rows.person]] : [])),
  ),
  personsOf: mapFrom<ContactId, SortedSet<PersonId>>(
    known.flatMap((rows) => (rows._tag === 'ContactRows' ? [[rows.id, rows.persons.reduce(add, noPersons)]] : [])),
  ),
  conversions: mapFrom(
    known.flatMap(outcomesOf).flatMap((outcome) => conversionIds(outcome).map((id) => [id, outcome] as const)),
  ),
})

/**
 * @internal Returns the contact that an input is about, in its state before the input. An input that changes a contact visits
 * only one contact.
 */
export const contactIn: (known: ReadonlyArray<Rows>) => O.Option<Contact> = /* @__PURE__ */ RA.findFirstMap((rows) =>
  rows._tag === 'ContactRows' ? O.fromNullable(rows.contact) : O.none,
)

/**
 * Makes the look-ups that check the answer to a conversion. These look-ups show whether a record in the answer already belongs to
 * somebody. The answer names a person, an opportunity, a contact and an account. Pass the rows of their four partitions.
 *
 * @rule convert.never-joins
 * @category queries
 * @since 0.2.0
 */
export const claimsOf = (known: ReadonlyArray<Rows>): ConversionClaims => claimsIn(mapsOf(known))
