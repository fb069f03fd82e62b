/**
 * What events make of an account, a contact, a person, and of the whole of Marketo. Total: an event that cannot have
 * come from {@link decide} changes nothing rather than failing.
 *
 * @since 0.1.0
 */
import * as O from 'fp-ts/lib/Option.js'
import type { Account } from '../model/Account.js'
import { contactConverted } from '../rules/ContactSync.js'
import type { AccountEvent, ConversionConfirmed, ConversionFailed, Event, PersonEvent } from '../model/Event.js'
import { add, noIds, remove } from './state/SortedIdSet.js'
import type { CompactContact } from './state/CompactContact.js'
import { compact, compactAfter, liveIn, expand } from './state/CompactContact.js'
import { accountAfterEdit } from '../rules/LocalEdit.js'
import type { Marketo } from './Marketo.js'
import { conversionIds } from './Marketo.js'
import type { Converting, Person, PersonId } from '../model/Person.js'
import type { AccountId, ContactId } from '../model/SalesforceId.js'
import { accountAfterSyncDown, accountSkipped } from '../rules/SyncDown.js'

/**
 * The account after an event of its own. Only a sync-down makes an account.
 *
 * @rule account.only-from-salesforce
 * @rule locality.account
 * @category evolution
 * @since 0.1.0
 */
export const evolveAccount =
  (event: AccountEvent) =>
  (account: O.Option<Account>): O.Option<Account> =>
    O.fromNullable(accountAfter(event, O.toUndefined(account)))

/** {@link evolveAccount} with its arguments at once. */
const accountAfter = (event: AccountEvent, account: Account | undefined): Account | undefined => {
  switch (event._tag) {
    case 'AccountSyncedDown':
      return accountAfterSyncDown(event, account)
    case 'AccountSkipped':
      return account === undefined ? undefined : accountSkipped(event)(account)
    case 'AccountFieldEdited':
      return account === undefined ? undefined : accountAfterEdit(event, account)
  }
}

const afterFailure = (event: ConversionFailed, converting: Converting): Person['sfdc'] =>
  event.failedAt === 'sync' ? converting.from : { _tag: 'SfdcLead', isDeleted: false }

/**
 * The person after an event of its own.
 *
 * @rule convert.answered-once
 * @category evolution
 * @since 0.1.0
 */
export const evolvePerson =
  (event: PersonEvent) =>
  (person: O.Option<Person>): O.Option<Person> => {
    if (event._tag === 'PersonPut') return O.some(event.person)
    return O.map((known: Person): Person => {
      switch (event._tag) {
        case 'ConversionRequested':
          return { ...known, sfdc: { _tag: 'Converting', from: event.from, since: event.at, terms: event.terms } }
        case 'ConversionConfirmed':
          return { ...known, sfdc: { _tag: 'SfdcContact', contactId: event.contactId } }
        case 'ConversionFailed':
          return known.sfdc._tag === 'Converting' ? { ...known, sfdc: afterFailure(event, known.sfdc) } : known
      }
    })(person)
  }

type Accounts = Marketo['accounts']

/** A fold over native maps changes them in place, and then Marketo need not be made anew. */
const withMaps = (marketo: Marketo, accounts: Accounts, contacts: Marketo['contacts']): Marketo =>
  accounts === marketo.accounts && contacts === marketo.contacts ? marketo : { ...marketo, accounts, contacts }

const withAccount = (marketo: Marketo, event: AccountEvent): Marketo => {
  const entry = marketo.accounts.get(event.accountId)
  const account = accountAfter(event, entry?.account)
  if (account === undefined) return marketo
  const accounts = marketo.accounts.set(event.accountId, { account, liveContacts: entry?.liveContacts ?? noIds })
  return withMaps(marketo, accounts, marketo.contacts)
}

const indexed = (
  accounts: Accounts,
  change: typeof add,
  accountId: AccountId | undefined,
  contactId: ContactId,
): Accounts => {
  const entry = accountId === undefined ? undefined : accounts.get(accountId)
  return accountId === undefined || entry === undefined
    ? accounts
    : accounts.set(accountId, { account: entry.account, liveContacts: change(entry.liveContacts, contactId) })
}

const withContact = (marketo: Marketo, id: ContactId, before: CompactContact | undefined, after: CompactContact): Marketo => {
  const from = before === undefined ? undefined : liveIn(before)
  const to = liveIn(after)
  const accounts = from === to ? marketo.accounts : indexed(indexed(marketo.accounts, remove, from, id), add, to, id)
  return withMaps(marketo, accounts, marketo.contacts.set(id, after))
}

type PersonsOf = Marketo['personsOf']

const without = (persons: PersonsOf, contactId: ContactId, id: PersonId): PersonsOf =>
  persons.set(
    contactId,
    (persons.get(contactId) ?? []).filter((other) => other !== id),
  )

const withPerson = (marketo: Marketo, event: PersonEvent): Marketo => {
  const id = event._tag === 'PersonPut' ? event.person.id : event.personId
  const before = marketo.persons.get(id)
  const person = evolvePerson(event)(O.fromNullable(before))
  if (O.isNone(person)) return marketo
  const left =
    before?.sfdc._tag === 'SfdcContact' ? without(marketo.personsOf, before.sfdc.contactId, id) : marketo.personsOf
  const { sfdc } = person.value
  return {
    ...marketo,
    persons: marketo.persons.set(id, person.value),
    personsOf: sfdc._tag === 'SfdcContact' ? left.set(sfdc.contactId, [...(left.get(sfdc.contactId) ?? []), id]) : left,
  }
}

const withConversion = (marketo: Marketo, event: ConversionConfirmed): Marketo => {
  const { personId, accountId, contactId, opportunityId } = event
  if (marketo.persons.get(personId) === undefined || marketo.accounts.get(accountId) === undefined) return marketo
  const conversion = { personId, accountId, contactId, opportunityId }
  const before = marketo.contacts.get(contactId)
  const after = contactConverted(event)(O.map(expand)(O.fromNullable(before)))
  const placed = withContact(marketo, contactId, before, compact(after))
  return {
    ...withPerson(placed, event),
    conversions: conversionIds(conversion).reduce((all, id) => all.set(id, conversion), marketo.conversions),
  }
}

/**
 * Marketo after an event. The Marketo before it stays as it was.
 *
 * @category evolution
 * @since 0.1.0
 */
export const evolve = (marketo: Marketo, event: Event): Marketo => {
  switch (event._tag) {
    case 'AccountSyncedDown':
    case 'AccountSkipped':
    case 'AccountFieldEdited':
      return withAccount(marketo, event)
    case 'ContactSynced': {
      const { id } = event.record
      const before = marketo.contacts.get(id)
      return withContact(marketo, id, before, compactAfter(event.record, before))
    }
    case 'PersonPut':
    case 'ConversionRequested':
    case 'ConversionFailed':
      return withPerson(marketo, event)
    case 'ConversionConfirmed':
      return withConversion(marketo, event)
  }
}

/**
 * Marketo after many events: what a service does that stores events.
 *
 * @category evolution
 * @since 0.1.0
 */
export const replay =
  (events: Iterable<Event>) =>
  (marketo: Marketo): Marketo => {
    let state = marketo
    for (const event of events) state = evolve(state, event)
    return state
  }
