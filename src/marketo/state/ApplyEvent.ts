/**
 * Applies an event to the maps of a Marketo state. The function replaces the maps in the object `maps`. `evolve` passes a new
 * object with persistent maps. `simulate` passes an object with maps that change in place. If such a map owns its accounts, the
 * code changes these accounts in place too.
 */
import * as O from 'fp-ts/lib/Option.js'
import { conversionIds } from '../../model/Conversion.js'
import type { AccountEvent, ConversionConfirmed, Event, PersonEvent } from '../../model/Event.js'
import type { PersonId } from '../../model/Person.js'
import type { AccountId, ContactId } from '../../model/SalesforceId.js'
import { evolveContact } from '../../rules/ContactSync.js'
import { evolvePerson } from '../../rules/EvolvePerson.js'
import type { AccountEntry, Writable } from './AccountEntry.js'
import { entryOf, overwrite, storedAfter } from './AccountEntry.js'
import type { CompactContact } from './CompactContact.js'
import { compact, compactAfter, contactIn, liveIn } from './CompactContact.js'
import type { MarketoMaps } from './MarketoState.js'
import type { SortedSet } from '../../model/SortedSet.js'
import { add, emptySet, remove } from '../../model/SortedSet.js'

const applyToAccount = (maps: MarketoMaps, event: AccountEvent): void => {
  const before = maps.accounts.get(event.accountId)
  const after = storedAfter(before, event)
  if (after === undefined) return
  if (before !== undefined && maps.accounts.ownsValues === true) overwrite(before, after)
  else
    maps.accounts = maps.accounts.set(after.id, entryOf(after, before === undefined ? emptySet : before.liveContacts))
}

const index = (
  maps: MarketoMaps,
  change: (ids: SortedSet<ContactId>, id: ContactId) => SortedSet<ContactId>,
  accountId: AccountId | undefined,
  contactId: ContactId,
): void => {
  const entry = accountId === undefined ? undefined : maps.accounts.get(accountId)
  if (entry === undefined) return
  const liveContacts = change(entry.liveContacts, contactId)
  if (maps.accounts.ownsValues === true) (entry as Writable<AccountEntry>).liveContacts = liveContacts
  else maps.accounts = maps.accounts.set(entry.id, entryOf(entry, liveContacts))
}

const setContact = (
  maps: MarketoMaps,
  id: ContactId,
  before: CompactContact | undefined,
  after: CompactContact,
): void => {
  const from = before === undefined ? undefined : liveIn(before)
  const to = liveIn(after)
  if (from !== to) {
    index(maps, remove, from, id)
    index(maps, add, to, id)
  }
  maps.contacts = maps.contacts.set(id, after)
}

const noPersons: SortedSet<PersonId> = emptySet

const applyToPerson = (maps: MarketoMaps, event: PersonEvent): void => {
  const id = event._tag === 'PersonPut' ? event.person.id : event.personId
  const before = maps.persons.get(id)
  const person = evolvePerson(O.fromNullable(before), event)
  if (O.isNone(person)) return
  const { sfdc } = person.value
  const personsOf = (contactId: ContactId) => maps.personsOf.get(contactId) ?? noPersons
  if (before?.sfdc._tag === 'SfdcContact')
    maps.personsOf = maps.personsOf.set(before.sfdc.contactId, remove(personsOf(before.sfdc.contactId), id))
  if (sfdc._tag === 'SfdcContact')
    maps.personsOf = maps.personsOf.set(sfdc.contactId, add(personsOf(sfdc.contactId), id))
  maps.persons = maps.persons.set(id, person.value)
}

const applyConversion = (maps: MarketoMaps, event: ConversionConfirmed): void => {
  const { personId, accountId, contactId, opportunityId } = event
  if (maps.persons.get(personId) === undefined || maps.accounts.get(accountId) === undefined) return
  const conversion = { personId, accountId, contactId, opportunityId }
  for (const id of conversionIds(conversion)) maps.conversions = maps.conversions.set(id, conversion)
  const contact = compact(evolveContact(contactIn(maps.contacts, contactId), event))
  setContact(maps, contactId, maps.contacts.get(contactId), contact)
  applyToPerson(maps, event)
}

/**
 * Applies an event. If the event does not fit the state, nothing changes. An example of such an event is a local edit of an
 * unknown account.
 */
export const applyEvent = (maps: MarketoMaps, event: Event): void => {
  switch (event._tag) {
    case 'AccountSyncedDown':
    case 'AccountSkipped':
    case 'AccountFieldEdited':
      applyToAccount(maps, event)
      return
    case 'ContactSynced': {
      const { id } = event.record
      const before = maps.contacts.get(id)
      setContact(maps, id, before, compactAfter(before, event.record))
      return
    }
    case 'PersonPut':
    case 'ConversionRequested':
    case 'ConversionFailed':
      applyToPerson(maps, event)
      return
    case 'ConversionConfirmed':
      applyConversion(maps, event)
  }
}
