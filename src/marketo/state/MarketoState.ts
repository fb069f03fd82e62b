/**
 * The inside of a Marketo. The public type is opaque, so the inside can change in any release.
 */
import type { Conversion } from '../../model/Conversion.js'
import type { Person, PersonId } from '../../model/Person.js'
import type { AccountId, ContactId, OpportunityId } from '../../model/SalesforceId.js'
import type { SortedSet } from '../../model/SortedSet.js'
import type { AccountEntry } from './AccountEntry.js'
import type { CompactContact } from './CompactContact.js'
import type { EntryMap, PersistentMap } from './PersistentMap.js'

/**
 * The whole state of Marketo. A Marketo never changes: {@link evolve} returns a new one, and older ones stay valid. Its
 * content is not public. Use the queries, such as `lookupAccount`, or `rowsOf` for everything.
 *
 * @category model
 * @since 0.1.0
 */
export interface Marketo {
  readonly Marketo: never
}

/**
 * The maps of a Marketo. They are {@link EntryMap}s, so that `evolve` can pass persistent maps and `simulate` can pass maps
 * that change in place.
 */
export interface MarketoMaps {
  accounts: EntryMap<AccountId, AccountEntry>
  contacts: EntryMap<ContactId, CompactContact>
  persons: EntryMap<PersonId, Person>
  /** The persons in Marketo who are this Salesforce contact. This map is derived from the persons. */
  personsOf: EntryMap<ContactId, SortedSet<PersonId>>
  /** The outcomes of conversions. Each outcome is stored under the ids of all its three records. */
  conversions: EntryMap<AccountId | ContactId | OpportunityId, Conversion>
}

export interface MarketoState extends MarketoMaps {
  readonly accounts: PersistentMap<AccountId, AccountEntry>
  readonly contacts: PersistentMap<ContactId, CompactContact>
  readonly persons: PersistentMap<PersonId, Person>
  readonly personsOf: PersistentMap<ContactId, SortedSet<PersonId>>
  readonly conversions: PersistentMap<AccountId | ContactId | OpportunityId, Conversion>
}

export const asState = (marketo: Marketo): MarketoState => marketo as unknown as MarketoState
export const asMarketo = (state: MarketoState): Marketo => state as unknown as Marketo
