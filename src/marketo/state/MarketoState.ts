/**
 * What a Marketo is made of. The public type is opaque, so that this can change without notice.
 */
import type { Conversion } from '../../model/Conversion.js'
import type { Person, PersonId } from '../../model/Person.js'
import type { AccountId, ContactId, OpportunityId } from '../../model/SalesforceId.js'
import type { SortedSet } from '../../model/SortedSet.js'
import type { AccountEntry } from './AccountEntry.js'
import type { CompactContact } from './CompactContact.js'
import type { EntryMap, PersistentMap } from './PersistentMap.js'

/**
 * The state of a whole Marketo. It never changes: {@link evolve} makes another one, and every older one stays as it was.
 * Its content is not public. Use the queries, such as `lookupAccount`, or `rowsOf` for everything.
 *
 * @category model
 * @since 0.1.0
 */
export interface Marketo {
  readonly Marketo: symbol
}

/** The maps of a Marketo. What `evolve` needs of a map is an {@link EntryMap}, so that a fold can work in place. */
export interface MarketoMaps {
  accounts: EntryMap<AccountId, AccountEntry>
  contacts: EntryMap<ContactId, CompactContact>
  persons: EntryMap<PersonId, Person>
  /** Which persons are a contact; derived from the persons. */
  personsOf: EntryMap<ContactId, SortedSet<PersonId>>
  /** The outcome of a conversion, by each of its three ids. */
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
