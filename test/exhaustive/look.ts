// What the checks of a step look at: rows, shown values, and whether two states are the same.
import type { Account, AccountId, ChangeDataValue, Contact, ContactId, Marketo, Person } from 'marketo-account-sync'
import {
  allAccounts,
  allContacts,
  allPersons,
  eqAccount,
  eqContact,
  eqPerson,
  lookupAccount,
  lookupContact,
  lookupPerson,
  shownFields,
} from 'marketo-account-sync'
import type { Moment } from 'marketo-account-sync/testing'
import * as O from 'fp-ts/lib/Option.js'

export type Broken = string | null
export type Values = Readonly<Record<string, unknown>>

export const accountIn = (marketo: Marketo, id: AccountId): Account | undefined =>
  O.toUndefined(lookupAccount(id)(marketo))
export const contactIn = (marketo: Marketo, id: ContactId): Contact | undefined =>
  O.toUndefined(lookupContact(id)(marketo))
export const personIn = (marketo: Marketo, id: Person['id']): Person | undefined =>
  O.toUndefined(lookupPerson(id)(marketo))

export const shownIn = (marketo: Marketo, id: AccountId): Values => {
  const account = accountIn(marketo, id)
  return account === undefined ? {} : shownFields(account)
}

export const liveIn = (marketo: Marketo, id: AccountId): ReadonlyArray<ContactId> =>
  allContacts(marketo).flatMap((contact) =>
    contact._tag === 'LiveContact' && contact.accountId === id ? [contact.id] : [],
  )

export const firstBroken = (...checks: ReadonlyArray<() => Broken>): Broken => {
  for (const check of checks) {
    const broken = check()
    if (broken !== null) return broken
  }
  return null
}

export const must = (holds: boolean, broken: string): Broken => (holds ? null : broken)

export const each = <A>(items: Iterable<A>, check: (item: A) => Broken): Broken => {
  for (const item of items) {
    const broken = check(item)
    if (broken !== null) return broken
  }
  return null
}

export const sameAccounts = (before: Marketo, after: Marketo, but?: AccountId): boolean =>
  allAccounts(after).every((account) => {
    const was = accountIn(before, account.id)
    return account.id === but || account === was || (was !== undefined && eqAccount.equals(account, was))
  })

export const sameContacts = (before: Marketo, after: Marketo, but?: ContactId): boolean =>
  allContacts(after).every((contact) => {
    const was = contactIn(before, contact.id)
    return contact.id === but || contact === was || (was !== undefined && eqContact.equals(contact, was))
  })

export const samePersons = (before: Marketo, after: Marketo, but?: Person['id']): boolean =>
  allPersons(after).every((person) => {
    const was = personIn(before, person.id)
    return person.id === but || person === was || (was !== undefined && eqPerson.equals(person, was))
  })

export const same = (before: Marketo, after: Marketo): boolean =>
  before === after || (sameAccounts(before, after) && sameContacts(before, after) && samePersons(before, after))

export const tagOf = ({ decided }: Moment): string | undefined =>
  decided._tag === 'Right'
    ? undefined
    : decided.left._tag === 'Refused'
      ? decided.left.refusal._tag
      : decided.left.reason._tag

export const changesIn = ({ activities }: Moment): ReadonlyArray<ChangeDataValue> =>
  activities.filter((activity) => activity._tag === 'ChangeDataValue')
