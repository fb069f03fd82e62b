// Histories that show faults in the partitions. Random histories rarely or never show these faults.
import type { FieldValue, Input } from 'marketo-account-sync'
import {
  accountRecord,
  at,
  contactRecord,
  convert,
  editThrough,
  nthAccountId,
  nthContactId,
  nthOpportunityId,
  person,
  personId,
  put,
  sfdcContact,
  syncAccount,
  syncContact,
} from '../helpers/values.js'

/** Delivers a record of the nth account. */
export const account = (n: number, stamp = n, industry: FieldValue = 'Energy'): Input =>
  syncAccount({ ...accountRecord(stamp, { Industry: industry }), id: nthAccountId(n) })

/** Delivers a record that puts a contact into an account. */
export const into = (contact: number, accountNumber: number, stamp: number): Input =>
  syncContact(contactRecord(stamp, { id: nthContactId(contact), accountId: nthAccountId(accountNumber) }))

export const edit = (contact: number, industry: FieldValue): Input =>
  editThrough(nthContactId(contact), 'Industry', industry)

const isContact = (n: number, contact: number): Input => ({
  _tag: 'PutPerson',
  at,
  person: person(sfdcContact(contact), { id: personId(n) }),
})

const confirm = (n: number, opportunity: number): Input => ({
  _tag: 'ConfirmConversion',
  at,
  personId: personId(n),
  account: { ...accountRecord(n, { Industry: 'Energy' }), id: nthAccountId(n) },
  contactId: nthContactId(n),
  opportunityId: nthOpportunityId(opportunity),
})

/** Two accounts with one contact each. */
export const twoAccounts: ReadonlyArray<Input> = [account(1), account(2), into(1, 1, 1), into(2, 2, 1)]

/** Two contacts swap their accounts. Each of the two inputs needs both accounts. */
export const contactsChangePlaces: ReadonlyArray<Input> = [...twoAccounts, into(1, 2, 2), into(2, 1, 2)]

/** Two persons swap their contacts. Each of the two inputs needs both contacts. */
export const personsChangePlaces: ReadonlyArray<Input> = [
  isContact(1, 1),
  isContact(2, 2),
  isContact(1, 2),
  isContact(2, 1),
]

/** Salesforce answers two conversions. Both answers contain the same opportunity. */
export const sameOpportunity: ReadonlyArray<Input> = [
  ...[put(1), put(2), convert(1), convert(2)],
  ...[confirm(1, 1), confirm(2, 1)],
]

/** Salesforce answers a conversion with a known account. The account record in the answer is newer, but has no new values. */
export const answerThatSaysNothingNew: ReadonlyArray<Input> = [account(2, 1), put(2), convert(2), confirm(2, 1)]
