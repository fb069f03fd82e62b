// What the wrong implementations are made of: the reference with one part replaced.
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type {
  Account,
  AccountId,
  AccountSyncedDown,
  Contact,
  ContactId,
  Event,
  Input,
  Marketo,
  MarketoRows,
  Person,
  Settings,
} from 'marketo-account-sync'
import { lookupAccount, lookupContact, marketoOf, rowsOf } from 'marketo-account-sync'
import type { Implementation } from 'marketo-account-sync/testing'
import { reference } from 'marketo-account-sync/testing'

type Decide = Implementation['decide']
type Evolve = Implementation['evolve']

const replaced = <A extends { readonly id: unknown }>(rows: ReadonlyArray<A>, row: A): ReadonlyArray<A> => [
  ...rows.filter(({ id }) => id !== row.id),
  row,
]

const withRows = (marketo: Marketo, change: (rows: MarketoRows) => Partial<MarketoRows>): Marketo => {
  const rows = rowsOf(marketo)
  return marketoOf({ ...rows, ...change(rows) })
}

export const withAccount = (marketo: Marketo, account: Account): Marketo =>
  withRows(marketo, ({ accounts }) => ({ accounts: replaced(accounts, account) }))

export const withContact = (marketo: Marketo, contact: Contact): Marketo =>
  withRows(marketo, ({ contacts }) => ({ contacts: replaced(contacts, contact) }))

export const withPerson = (marketo: Marketo, person: Person): Marketo =>
  withRows(marketo, ({ persons }) => ({ persons: replaced(persons, person) }))

export const accountIn = (marketo: Marketo, id: AccountId): Account | undefined =>
  O.toUndefined(lookupAccount(id)(marketo))

export const contactIn = (marketo: Marketo, id: ContactId): Contact | undefined =>
  O.toUndefined(lookupContact(id)(marketo))

/** What a decision is made about. */
export interface Asked {
  readonly settings: Settings
  readonly input: Input
  readonly marketo: Marketo
}

/** Decides about something else than what it was asked. */
export const askedInstead = (change: (asked: Asked) => Partial<Asked>): Implementation => {
  const decide: Decide = (settings) => (input) => (marketo) => {
    const asked = { settings, input, marketo }
    const { settings: s, input: i, marketo: m } = { ...asked, ...change(asked) }
    return reference.decide(s)(i)(m)
  }
  return { ...reference, decide }
}

/** Decides right, and then changes the events. */
export const eventsInstead = (
  change: (events: ReadonlyArray<Event>, asked: Asked) => ReadonlyArray<Event>,
): Implementation => {
  const decide: Decide = (settings) => (input) => (marketo) =>
    E.map((events: ReadonlyArray<Event>) => change(events, { settings, input, marketo }))(
      reference.decide(settings)(input)(marketo),
    )
  return { ...reference, decide }
}

/** Decides right, and then changes what each sync-down says. */
export const syncDownsInstead = (
  change: (event: AccountSyncedDown, asked: Asked) => AccountSyncedDown,
): Implementation =>
  eventsInstead((events, asked) =>
    events.map((event) => (event._tag === 'AccountSyncedDown' ? change(event, asked) : event)),
  )

/** Decides right, and then makes something else of an event. */
export const evolveInstead = (change: (next: Evolve, marketo: Marketo, event: Event) => Marketo): Implementation => ({
  ...reference,
  evolve: (marketo, event) => change(reference.evolve, marketo, event),
})
