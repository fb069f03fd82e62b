/** The words of the report. */
import type { FieldValue, Instant } from 'marketo-account-sync'
import type { Cause, Finding, FindingClass, HowFar, Next, Refutation } from 'marketo-account-sync/audit'
import { count, plain, whenWords } from '../simulate/words.js'
import { isCell, isField } from './tally.js'

/** What each class is called, and what it means, for people who do not read the code. */
export const classWords: Readonly<Record<FindingClass, readonly [title: string, meaning: string]>> = {
  Unexplained: ['Unexplained', 'No rule of the sync explains the difference.'],
  SiblingsDisagree: ['Siblings disagree', 'People of one account show different values.'],
  CompanyRowSplit: ['Split company row', 'The people of one account belong to several company rows of Marketo.'],
  CompanyRowShared: ['Shared company row', 'People of several accounts belong to one company row of Marketo.'],
  LinkedElsewhere: ['Linked to another account', 'Marketo links a person to another account than Salesforce.'],
  LinkedToMergedAccount: [
    'Linked to a merged account',
    'Marketo links a person to an account that was merged into another.',
  ],
  DeletedInSalesforce: ['Deleted in Salesforce', 'The record is deleted in Salesforce, and Marketo still shows it.'],
  ContactMissing: ['Contact missing', 'A contact of Salesforce has no person in Marketo.'],
  SyncFailed: ['In Sync Errors', 'Sync Errors lists the record.'],
  RecordFailed: ['Record failed to sync', 'The sync has read past the change, and this record failed.'],
  FieldNotSyncing: ['Field not syncing', 'The sync no longer brings the field.'],
  FormulaNotStamped: ['Formula without a new stamp', 'Salesforce calculated a new value without a new SystemModstamp.'],
  LocalEditStands: ['Local edit', 'Somebody edited the field in Marketo, and no sync-down has overridden the edit.'],
  NotYetSynced: ['Not yet synced', 'Salesforce has changed the record, and the sync has not read the change yet.'],
  HiddenField: ['Hidden field', 'The sync never brings the field.'],
  ValuesTranslated: ['Translated values', 'Each value of Salesforce has the same other value in Marketo.'],
  ValuesScaled: ['Converted numbers', 'All numbers have the same ratio, such as an exchange rate.'],
  DuplicatePerson: ['Duplicate people', 'Several people of Marketo are the same contact.'],
  DuplicateName: ['Duplicate name', 'Several accounts have the same name.'],
  LeadOfSameCompany: ['Lead of the same company', 'A person who is not a contact has the company name of an account.'],
  OverTheCap: ['Over the cap', 'The account has so many contacts that its sync-downs are not logged.'],
  NoPeople: ['No people', 'The account has no people in Marketo.'],
}

const causeWords: Readonly<Record<Exclude<Cause, FindingClass>, string>> = {
  StaleLink: 'stale link',
  SyncFilter: 'sync filter',
  ExportedAtDifferentTimes: 'exported at different times',
}

export const causeText = (cause: Cause): string =>
  cause in causeWords
    ? causeWords[cause as keyof typeof causeWords]
    : classWords[cause as Exclude<Cause, keyof typeof causeWords>][0].toLowerCase()

/** Which further input would help, in words. */
export const inputWords: Readonly<Record<Refutation, string>> = {
  log: 'the activity log (--changes), types 13 and 21',
  'longer-log': 'a log that begins earlier: keep your own archive, because Marketo deletes it after 90 days',
  'log-source': 'a log with the attribute Source',
  systemModstamp: 'the column SystemModstamp of accounts and contacts',
  'earlier-accounts': 'the accounts, exported before the people too (--earlier-accounts)',
  'sync-status': 'Sync Status (--sync-status)',
  'sync-errors': 'Sync Errors (--sync-errors)',
  describe: 'the describe of Account (--describe)',
  'contact-company': 'the column Contact Company of people',
  'sfdc-account-id': 'the column SFDC Account Id of people',
  'field-permissions': 'the field permissions of the sync user in Salesforce',
  'sync-filter': 'the sync filter, which Marketo support knows',
  'later-export': 'all exports again, after the next update of the record',
}

export const instantWords = (at: Instant | null): string => (at === null ? 'unknown' : `${whenWords(at)} UTC`)

const byWords: Readonly<Record<HowFar['by'], string>> = {
  'sync-status': 'as Sync Status says',
  log: 'as the log shows (our reading: the sync reads accounts in the order of their stamps)',
  patience: 'because older records had a day to arrive',
}

export const howFarText = (howFar: HowFar | null): string =>
  howFar === null
    ? 'unknown: there is no SystemModstamp, or nothing to compare it with'
    : `at least the accounts with a SystemModstamp until ${instantWords(howFar.until)}, ${byWords[howFar.by]}`

export const nextText = (next: Next | null): string => {
  if (next === null) return ''
  switch (next._tag) {
    case 'Overridden':
      return `The next update in Salesforce that Marketo takes sets it to ${quoted(next.value)}.`
    case 'Kept':
      return 'No update in Salesforce will change it.'
  }
}

const quoted = (value: FieldValue): string =>
  value === null ? '(blank)' : typeof value === 'string' ? `"${plain(value)}"` : String(value)

const certaintyText = ({ certainty, alternatives }: Finding): string => {
  if (certainty === 'shown') return 'The files show it.'
  const others = alternatives.length === 0 ? '' : ` Also possible: ${alternatives.map(causeText).join(', ')}.`
  return `${certainty === 'consistent' ? 'It fits best.' : 'The cause is open.'}${others}`
}

const peopleText = ({ people, peopleCount }: Finding): string => {
  const named = people.slice(0, 3).join(', ')
  return peopleCount === 0
    ? ''
    : `, ${count(peopleCount, 'person').replace('persons', 'people')} (${named}${peopleCount > 3 ? ', …' : ''})`
}

/** What a finding is about, in one line: ids, a field, and numbers of people. */
export const subjectText = (finding: Finding): string => {
  if (isCell(finding)) return `${finding.accountId} ${finding.field}${peopleText(finding)}`
  if (isField(finding)) return `${finding.field}, ${count(finding.accounts, 'account')}`
  const ids = [finding.accountId, finding.contactId, finding.otherAccountId].filter((id) => id !== null)
  return `${[...new Set(ids)].join(' ')}${peopleText(finding)}`
}

/** A finding in a few short sentences. */
export const findingText = (finding: Finding): string => {
  const values = isCell(finding)
    ? `Salesforce has ${quoted(finding.salesforce)}, Marketo shows ${quoted(finding.marketo)}.`
    : ''
  return [values, certaintyText(finding), nextText(finding.next)].filter((text) => text !== '').join(' ')
}
