/**
 * Applies a decision to the rows of one partition.
 *
 * @since 0.2.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { Conversion } from '../model/Conversion.js'
import { conversionIds } from '../model/Conversion.js'
import type { ContactSynced, ConversionConfirmed, Event, PersonEvent, PersonPut } from '../model/Event.js'
import { evolveContact } from '../rules/ContactSync.js'
import { evolveAccount } from '../rules/EvolveAccount.js'
import { evolvePerson } from '../rules/EvolvePerson.js'
import type { ContactRows, PersonRows, Rows } from './Rows.js'
import type { Move, Verdict } from './Verdict.js'

const withPerson = (rows: PersonRows, event: PersonEvent): PersonRows => ({
  ...rows,
  person: O.toNullable(evolvePerson(O.fromNullable(rows.person), event)),
})

const withContact = (rows: ContactRows, event: ContactSynced | ConversionConfirmed): ContactRows => ({
  ...rows,
  contact: evolveContact(O.fromNullable(rows.contact), event),
})

const withPersons = (rows: ContactRows, { person: { id, sfdc } }: PersonPut): ContactRows => {
  const was = rows.persons.includes(id)
  const is = sfdc._tag === 'SfdcContact' && sfdc.contactId === rows.id
  if (was === is) return rows
  return { ...rows, persons: is ? [...rows.persons, id] : rows.persons.filter((other) => other !== id) }
}

const withConversion = (rows: Rows, event: ConversionConfirmed): Rows => {
  const { personId, accountId, contactId, opportunityId } = event
  const outcome: Conversion = { personId, accountId, contactId, opportunityId }
  if (![personId, ...conversionIds(outcome)].includes(rows.id)) return rows
  switch (rows._tag) {
    case 'PersonRows':
      return { ...withPerson(rows, event), outcomes: [...rows.outcomes, outcome] }
    case 'ContactRows':
      return { ...withContact(rows, event), persons: [...rows.persons, personId], outcome }
    case 'OpportunityRows':
    case 'AccountRows':
      return { ...rows, outcome }
  }
}

const evolveByEvent = (rows: Rows, event: Event): Rows => {
  switch (event._tag) {
    case 'AccountSyncedDown':
    case 'AccountSkipped':
    case 'AccountFieldEdited':
      return rows._tag === 'AccountRows' && rows.id === event.accountId
        ? { ...rows, account: O.toNullable(evolveAccount(O.fromNullable(rows.account), event)) }
        : rows
    case 'ContactSynced':
      return rows._tag === 'ContactRows' && rows.id === event.record.id ? withContact(rows, event) : rows
    case 'PersonPut':
      if (rows._tag === 'ContactRows') return withPersons(rows, event)
      return rows._tag === 'PersonRows' && rows.id === event.person.id ? withPerson(rows, event) : rows
    case 'ConversionRequested':
    case 'ConversionFailed':
      return rows._tag === 'PersonRows' && rows.id === event.personId ? withPerson(rows, event) : rows
    case 'ConversionConfirmed':
      return withConversion(rows, event)
  }
}

/**
 * Changes the number of live contacts of an account. The rows of an account do not list the contacts. Therefore the function
 * calculates the new number from the old number and the move.
 */
const evolveByMove = (rows: Rows, move: Move | null): Rows => {
  if (rows._tag !== 'AccountRows' || move === null) return rows
  const change = (rows.id === move.to ? 1 : 0) - (rows.id === move.from ? 1 : 0)
  return change === 0 ? rows : { ...rows, liveContacts: rows.liveContacts + change }
}

/**
 * Returns the rows of a partition after a decision. Apply the decision once to each partition that the input visited. Events
 * about other partitions change nothing. If no event changes the rows, the function returns the given object. Then a service does
 * not need to store the rows again.
 *
 * @rule locality.account
 * @category evolution
 * @since 0.2.0
 */
export const evolveRows = (rows: Rows, { decided, move }: Verdict): Rows =>
  E.isLeft(decided) ? rows : evolveByMove(decided.right.reduce(evolveByEvent, rows), move)
