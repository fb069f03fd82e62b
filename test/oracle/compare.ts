// Where an implementation and the oracle differ about one input.
import * as O from 'fp-ts/lib/Option.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { Activity, Contact, Marketo, MarketoRows, SalesforceRequest } from 'marketo-account-sync'
import {
  conversionIds,
  eqAccount,
  eqActivity,
  eqContact,
  eqConversion,
  eqPerson,
  eqRefusal,
  eqSalesforceRequest,
  fieldNames,
  liveContactsOf,
  lookupConversion,
  rowsOf,
} from 'marketo-account-sync'
import type { Implementation, Moment } from 'marketo-account-sync/testing'
import { canonical, differences, sayDifference } from '../../src/testing/Json.js'
import { fieldOf } from '../helpers/observe.js'
import type { ObviousAnswer } from './ObviousMarketo.js'
import { obviouslyShown } from './ObviousMarketo.js'

type Compared = Omit<Moment, 'before'>

const answerOf = ({ decided, events, activities }: Compared, { toSalesforce }: Implementation): ObviousAnswer => {
  const left = decided._tag === 'Left' ? decided.left : null
  const refusal = left === null ? null : left._tag === 'Refused' ? left.refusal : left.reason
  const requests: ReadonlyArray<SalesforceRequest> = events.flatMap((event) =>
    event._tag === 'ConversionRequested' ? toSalesforce(event) : [],
  )
  return { refusal, activities, requests }
}

const sameActivities = (found: ReadonlyArray<Activity>, due: ReadonlyArray<Activity>): boolean =>
  found.length === due.length && due.every((one) => found.filter((other) => eqActivity.equals(other, one)).length === 1)

const sameRequests = RA.getEq(eqSalesforceRequest).equals

const sameAnswers = (found: ObviousAnswer, due: ObviousAnswer): boolean =>
  (found.refusal === null || due.refusal === null
    ? found.refusal === due.refusal
    : eqRefusal.equals(found.refusal, due.refusal)) &&
  sameActivities(found.activities, due.activities) &&
  sameRequests(found.requests, due.requests)

const sameAccounts = RA.getEq(eqAccount).equals
const sameContacts = RA.getEq(eqContact).equals
const samePersons = RA.getEq(eqPerson).equals
const sameConversions = RA.getEq(eqConversion).equals

const sameRows = (found: MarketoRows, due: MarketoRows): boolean =>
  sameAccounts(found.accounts, due.accounts) &&
  sameContacts(found.contacts, due.contacts) &&
  samePersons(found.persons, due.persons) &&
  sameConversions(found.conversions, due.conversions)

// What the rows do not show, and so not the oracle either

/** Whether the index of live contacts and that of conversions find what the rows hold. */
const findsEverything = (marketo: Marketo, { accounts, contacts, conversions }: MarketoRows): boolean =>
  accounts.every(({ id }) => {
    const isLive = (contact: Contact) => contact._tag === 'LiveContact' && contact.accountId === id
    return (
      [...liveContactsOf(id)(marketo)].join() ===
      contacts
        .filter(isLive)
        .map((contact) => contact.id)
        .join()
    )
  }) &&
  conversions.every((one) => conversionIds(one).every((id) => O.elem(eqConversion)(one)(lookupConversion(id)(marketo))))

/** Whether each contact shows the values of its account, and of no other. */
const showsEverything = ({ valueForContact }: Implementation, marketo: Marketo, rows: MarketoRows): boolean =>
  rows.contacts.every(({ id }) => {
    const shown = obviouslyShown(rows, id)
    return rows.accounts.every(({ synced }) =>
      fieldNames(synced).every((name) => O.toUndefined(valueForContact(id, name)(marketo)) === fieldOf(shown, name)),
    )
  })

const inOneOrder = (answer: ObviousAnswer): unknown => ({
  ...answer,
  activities: answer.activities.map(canonical).sort(),
})

/** What an implementation answers to an input otherwise than the oracle, in words; nothing if they agree. */
export const answerDifferences = (implementation: Implementation, moment: Compared, due: ObviousAnswer) => {
  const answer = answerOf(moment, implementation)
  return [
    ...(sameAnswers(answer, due) ? [] : differences(inOneOrder(due), inOneOrder(answer)).map(sayDifference)),
    ...(moment.decided._tag === 'Right' || moment.decided.left.input === moment.input
      ? []
      : ['another input comes back']),
  ]
}

/** Everything in which an implementation differs from the oracle about one input, in words; nothing if they agree. */
export const differencesFrom = (
  [answer, dueRows]: readonly [ObviousAnswer, MarketoRows],
  moment: Compared,
  implementation: Implementation,
): ReadonlyArray<string> => {
  const { after } = moment
  const rows = rowsOf(after)
  return [
    ...answerDifferences(implementation, moment, answer),
    ...(sameRows(rows, dueRows) ? [] : differences(dueRows, rows).map(sayDifference)),
    ...(findsEverything(after, rows) ? [] : ['an index does not find what Marketo holds']),
    ...(showsEverything(implementation, after, rows) ? [] : ['a contact does not show the values of its account']),
  ]
}
