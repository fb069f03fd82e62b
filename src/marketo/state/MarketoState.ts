/**
 * The internal form of a Marketo state. The public type hides the internal form. Therefore a new release can change the internal
 * form.
 */
import type { Conversion } from '../../model/Conversion.js'
import type { Person, PersonId } from '../../model/Person.js'
import type { AccountId, ContactId, OpportunityId } from '../../model/SalesforceId.js'
import type { SortedSet } from '../../model/SortedSet.js'
import type { AccountEntry } from './AccountEntry.js'
import type { CompactContact } from './CompactContact.js'
import type { EntryMap, PersistentMap } from './PersistentMap.js'
import type { TransientMap } from './TransientMap.js'

/**
 * The whole state of Marketo. A value of this type never changes: {@link evolve} returns a new state, and older states stay
 * valid. The internal form is not public. Read the state with queries such as `lookupAccount`, or read everything with `rowsOf`.
 *
 * @category model
 * @since 0.1.0
 */
export interface Marketo {
  readonly Marketo: never
}

/**
 * The maps that make up a Marketo state. The type of each map is {@link EntryMap}. Therefore `evolve` can use persistent maps,
 * and `simulate` can use maps that change in place.
 */
export interface MarketoMaps {
  accounts: EntryMap<AccountId, AccountEntry> & Pick<TransientMap<AccountId, AccountEntry>, 'ownsValues'>
  contacts: EntryMap<ContactId, CompactContact>
  persons: EntryMap<PersonId, Person>
  /**
   * For each Salesforce contact, the persons in Marketo who are this contact. This map is an index: it repeats facts that
   * `persons` contains.
   */
  personsOf: EntryMap<ContactId, SortedSet<PersonId>>
  /**
   * The results of lead conversions. Each result is stored three times: under the ids of the account, the contact and the
   * opportunity.
   */
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
