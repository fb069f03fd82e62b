/**
 * Applies a decision to the rows of one partition.
 *
 * @since 0.2.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { Conversion } from '../model/Conversion.js'
import type { AccountEvent, ContactSynced, ConversionConfirmed, Event, PersonEvent, PersonPut } from '../model/Event.js'
import { evolveContact } from '../rules/ContactSync.js'
import { evolveAccount } from '../rules/EvolveAccount.js'
import { evolvePerson } from '../rules/EvolvePerson.js'
import type { AccountRows, ContactRows, OpportunityRows, PersonRows, Rows } from './Rows.js'
import type { Move, Verdict } from './Verdict.js'

const outcomeOf = ({ personId, accountId, contactId, opportunityId }: ConversionConfirmed): Conversion => ({
  personId,
  accountId,
  contactId,
  opportunityId,
})

const isPut = (event: PersonEvent): event is PersonPut => event._tag === 'PersonPut'

const evolvePersonRows = (rows: PersonRows, event: PersonEvent): PersonRows =>
  rows.id === (isPut(event) ? event.person.id : event.personId)
    ? {
        ...rows,
        person: O.toNullable(evolvePerson(O.fromNullable(rows.person), event)),
        outcomes: event._tag === 'ConversionConfirmed' ? [...rows.outcomes, outcomeOf(event)] : rows.outcomes,
      }
    : rows

const evolveOpportunityRows = (rows: OpportunityRows, event: ConversionConfirmed): OpportunityRows =>
  rows.id === event.opportunityId ? { ...rows, outcome: outcomeOf(event) } : rows

const putInContactRows = (rows: ContactRows, { person: { id, sfdc } }: PersonPut): ContactRows => {
  const was = rows.persons.includes(id)
  const is = sfdc._tag === 'SfdcContact' && sfdc.contactId === rows.id
  if (was === is) return rows
  return { ...rows, persons: is ? [...rows.persons, id] : rows.persons.filter((other) => other !== id) }
}

const evolveContactRows = (rows: ContactRows, event: ContactSynced | ConversionConfirmed): ContactRows => {
  if (rows.id !== (event._tag === 'ContactSynced' ? event.record.id : event.contactId)) return rows
  const contact = evolveContact(O.fromNullable(rows.contact), event)
  return event._tag === 'ContactSynced'
    ? { ...rows, contact }
    : { ...rows, contact, persons: [...rows.persons, event.personId], outcome: outcomeOf(event) }
}

const evolveAccountRows = (rows: AccountRows, event: AccountEvent | ConversionConfirmed): AccountRows => {
  if (rows.id !== event.accountId) return rows
  return event._tag === 'ConversionConfirmed'
    ? { ...rows, outcome: outcomeOf(event) }
    : { ...rows, account: O.toNullable(evolveAccount(O.fromNullable(rows.account), event)) }
}

const evolveByEvent = (rows: Rows, event: Event): Rows => {
  switch (event._tag) {
    case 'AccountSyncedDown':
    case 'AccountSkipped':
    case 'AccountFieldEdited':
      return rows._tag === 'AccountRows' ? evolveAccountRows(rows, event) : rows
    case 'ContactSynced':
      return rows._tag === 'ContactRows' ? evolveContactRows(rows, event) : rows
    case 'PersonPut':
      if (rows._tag === 'ContactRows') return putInContactRows(rows, event)
      return rows._tag === 'PersonRows' ? evolvePersonRows(rows, event) : rows
    case 'ConversionRequested':
    case 'ConversionFailed':
      return rows._tag === 'PersonRows' ? evolvePersonRows(rows, event) : rows
    case 'ConversionConfirmed':
      switch (rows._tag) {
        case 'PersonRows':
          return evolvePersonRows(rows, event)
        case 'OpportunityRows':
          return evolveOpportunityRows(rows, event)
        case 'ContactRows':
          return evolveContactRows(rows, event)
        case 'AccountRows':
          return evolveAccountRows(rows, event)
      }
  }
}

/**
 * Changes the number of live contacts. The rows of an account do not list the contacts, so the number can only be calculated from
 * the move of a contact.
 */
const evolveByMove = (rows: Rows, move: Move | null): Rows => {
  if (rows._tag !== 'AccountRows' || move === null) return rows
  const change = (rows.id === move.to ? 1 : 0) - (rows.id === move.from ? 1 : 0)
  return change === 0 ? rows : { ...rows, liveContacts: rows.liveContacts + change }
}

/**
 * Returns the rows of a partition after a decision. Apply the decision once to each partition that the input visited. Events
 * about other partitions change nothing. If no event changes the rows, the result is the same object, and a service does not need
 * to store it again.
 *
 * @rule locality.account
 * @category evolution
 * @since 0.2.0
 */
export const evolveRows = (rows: Rows, { decided, move }: Verdict): Rows =>
  E.isLeft(decided) ? rows : evolveByMove(decided.right.reduce(evolveByEvent, rows), move)
