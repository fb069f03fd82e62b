// Finds the differences between an implementation and the oracle for one input.
import * as O from 'fp-ts/lib/Option.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { AccountId, Activity, Contact, Marketo, MarketoRows, SalesforceRequest } from 'marketo-account-sync'
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

// The next functions check properties that are not visible in the rows.

const isLiveIn =
  (id: AccountId) =>
  (contact: Contact): boolean =>
    contact._tag === 'LiveContact' && contact.accountId === id

/** Whether the index of live contacts and the index of conversions agree with the rows. */
const findsEverything = (marketo: Marketo, { accounts, contacts, conversions }: MarketoRows): boolean =>
  accounts.every(({ id }) => {
    const due = contacts.filter(isLiveIn(id))
    const found = [...liveContactsOf(id)(marketo)]
    return found.length === due.length && found.every((contactId, index) => contactId === due[index]?.id)
  }) &&
  conversions.every((one) => conversionIds(one).every((id) => O.elem(eqConversion)(one)(lookupConversion(id)(marketo))))

/** Whether each contact shows exactly the values of its account. */
const showsEverything = ({ valueForContact }: Implementation, marketo: Marketo, rows: MarketoRows): boolean =>
  rows.contacts.every(({ id }) => {
    const shown = obviouslyShown(rows, id)
    return rows.accounts.every(({ synced }) =>
      fieldNames(synced).every((name) => O.toUndefined(valueForContact(id, name)(marketo)) === fieldOf(shown, name)),
    )
  })

/** Whether a refused or deferred input is returned with the reason. */
const comesBack = ({ decided, input }: Compared): boolean => decided._tag === 'Right' || decided.left.input === input

/** Whether an implementation gives the same answer as the oracle. */
export const answersAgree = (implementation: Implementation, moment: Compared, due: ObviousAnswer): boolean =>
  comesBack(moment) && sameAnswers(answerOf(moment, implementation), due)

/** True if an implementation gives the same answer as the oracle and if both have the same rows after the input. */
export const agrees = (
  implementation: Implementation,
  moment: Compared,
  [answer, dueRows]: readonly [ObviousAnswer, MarketoRows],
): boolean => {
  if (!answersAgree(implementation, moment, answer)) return false
  const rows = rowsOf(moment.after)
  return (
    sameRows(rows, dueRows) &&
    findsEverything(moment.after, rows) &&
    showsEverything(implementation, moment.after, rows)
  )
}

const inOneOrder = (answer: ObviousAnswer): unknown => ({
  ...answer,
  activities: answer.activities.map(canonical).sort(),
})

/** Describes in a sentence each difference between an implementation and the oracle for one input. */
export const differencesFrom = (
  implementation: Implementation,
  moment: Compared,
  [answer, dueRows]: readonly [ObviousAnswer, MarketoRows],
): ReadonlyArray<string> => {
  const rows = rowsOf(moment.after)
  return [
    ...differences(inOneOrder(answer), inOneOrder(answerOf(moment, implementation))).map(sayDifference),
    ...(comesBack(moment) ? [] : ['another input comes back']),
    ...differences(dueRows, rows).map(sayDifference),
    ...(findsEverything(moment.after, rows) ? [] : ['an index does not find what Marketo holds']),
    ...(showsEverything(implementation, moment.after, rows)
      ? []
      : ['a contact does not show the values of its account']),
  ]
}
