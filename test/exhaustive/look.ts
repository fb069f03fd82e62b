// What the checks of a step look at: rows, shown values, and whether two states are the same.
import type {
  Account,
  AccountId,
  AccountNotYetKnown,
  ChangeDataValue,
  Contact,
  ContactId,
  Marketo,
  MarketoRows,
  Person,
  Refusal,
} from 'marketo-account-sync'
import {
  eqAccount,
  eqActivity,
  eqContact,
  eqConversion,
  eqPerson,
  eqRefusal,
  emptyMarketo,
  rowsOf,
  shownFields,
} from 'marketo-account-sync'
import type { Moment } from 'marketo-account-sync/testing'
import type { Eq } from 'fp-ts/lib/Eq.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'

export type Broken = string | null
export type Values = Readonly<Record<string, unknown>>

type Looked = readonly [Marketo, MarketoRows]

/** The two states last looked at: every check asks for those before and after one step. */
let last: Looked = [emptyMarketo, rowsOf(emptyMarketo)]
let lastButOne = last

export const rowsIn = (marketo: Marketo): MarketoRows => {
  if (last[0] !== marketo) {
    const looked: Looked = lastButOne[0] === marketo ? lastButOne : [marketo, rowsOf(marketo)]
    lastButOne = last
    last = looked
  }
  return last[1]
}

export const accountIn = (marketo: Marketo, id: AccountId): Account | undefined =>
  rowsIn(marketo).accounts.find((account) => account.id === id)
export const contactIn = (marketo: Marketo, id: ContactId): Contact | undefined =>
  rowsIn(marketo).contacts.find((contact) => contact.id === id)
export const personIn = (marketo: Marketo, id: Person['id']): Person | undefined =>
  rowsIn(marketo).persons.find((person) => person.id === id)

export const shownIn = (marketo: Marketo, id: AccountId): Values => {
  const account = accountIn(marketo, id)
  return account === undefined ? {} : shownFields(account)
}

export const liveIn = (marketo: Marketo, id: AccountId): ReadonlyArray<ContactId> =>
  rowsIn(marketo).contacts.flatMap((contact) =>
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

/** Whether two states hold the same rows of a kind, none lost and none new, but for the row of one id. */
const sameRows = <Row extends { readonly id: unknown }>(
  kind: (rows: MarketoRows) => ReadonlyArray<Row>,
  eqRow: Eq<Row>,
): ((before: Marketo, after: Marketo, but?: Row['id']) => boolean) => {
  const { equals } = RA.getEq(eqRow)
  return (before, after, but) => {
    if (before === after) return true
    const others = (marketo: Marketo): ReadonlyArray<Row> => kind(rowsIn(marketo)).filter(({ id }) => id !== but)
    return equals(others(before), others(after))
  }
}

export const sameAccounts = sameRows(({ accounts }) => accounts, eqAccount)
export const sameContacts = sameRows(({ contacts }) => contacts, eqContact)
export const samePersons = sameRows(({ persons }) => persons, eqPerson)

export const sameConversions = (before: Marketo, after: Marketo): boolean =>
  before === after || RA.getEq(eqConversion).equals(rowsIn(before).conversions, rowsIn(after).conversions)

export const same = (before: Marketo, after: Marketo): boolean =>
  sameAccounts(before, after) &&
  sameContacts(before, after) &&
  samePersons(before, after) &&
  sameConversions(before, after)

/** Whether a step refused or deferred its input so, by that rule and with those facts; or did not, where none is due. */
export const isAnsweredBy = ({ decided }: Moment, due: Refusal | AccountNotYetKnown | undefined): boolean => {
  if (decided._tag === 'Right') return due === undefined
  const { left } = decided
  return due !== undefined && eqRefusal.equals(left._tag === 'Refused' ? left.refusal : left.reason, due)
}

/** Whether a step logged these activities, each once and in whatever order. */
export const isLogged = (activities: Moment['activities'], due: Moment['activities']): boolean =>
  activities.length === due.length &&
  due.every((one) => activities.filter((activity) => eqActivity.equals(activity, one)).length === 1)

export const changesIn = ({ activities }: Moment): ReadonlyArray<ChangeDataValue> =>
  activities.filter((activity) => activity._tag === 'ChangeDataValue')
