/** The words of the report. */
import type { FieldValue, Instant } from 'marketo-account-sync'
import {
  type Cause,
  type CellFinding,
  type Finding,
  type FindingClass,
  findingSentence,
  type HowFar,
  type Refutation,
} from 'marketo-account-sync/audit'
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

const classTitles = Object.fromEntries(Object.entries(classWords).map(([name, [title]]) => [name, title])) as Readonly<
  Record<FindingClass, string>
>

const otherCauses: Readonly<Record<Exclude<Cause, FindingClass>, string>> = {
  StaleLink: 'Stale link',
  SyncFilter: 'Sync filter',
  ExportedAtDifferentTimes: 'Exported at different times',
}

export const causeText = (cause: Cause): string => ({ ...otherCauses, ...classTitles })[cause]

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

const quoted = (value: FieldValue): string =>
  value === null ? '(blank)' : typeof value === 'string' ? `"${plain(value)}"` : String(value)

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

/** What both systems have in a cell, in a few words. */
export const valuesText = ({ salesforce, marketo }: CellFinding): string =>
  `Salesforce has ${quoted(salesforce)}, Marketo shows ${quoted(marketo)}.`

const longest = 2_000

/** The sentence about a finding, on one line and not too long, because values come from outside. */
export const sentenceText = (finding: Finding): string => {
  const text = findingSentence(finding).replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}
