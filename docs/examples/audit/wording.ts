/** The texts of the report. */
import type { FieldValue, Instant } from 'marketo-account-sync'
import {
  type AuditSummary,
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

/** The title and the meaning of each class, for people who do not read the code. */
export const classWords: Readonly<Record<FindingClass, readonly [title: string, meaning: string]>> = {
  Unexplained: ['Unexplained', 'No sync rule explains the difference.'],
  SiblingsDisagree: ['Siblings disagree', 'People of one account show different values.'],
  OtherAccountShown: [
    'Value of another account',
    'Marketo shows the value of another account that has the same company row.',
  ],
  CompanyRowSplit: ['Split company row', 'The people of one account belong to several company rows of Marketo.'],
  CompanyRowShared: ['Shared company row', 'People of several accounts belong to one company row of Marketo.'],
  LinkedElsewhere: [
    'Linked to another account',
    'Marketo links a person to one account, but Salesforce links the contact to another account.',
  ],
  LinkedToMergedAccount: [
    'Linked to a merged account',
    'Marketo links a person to an account that was merged into another account.',
  ],
  LinkUnclear: [
    'Link not known',
    'The file of people has no SFDC Account Id, and Marketo does not show the values of the account of the contact.',
  ],
  DeletedInSalesforce: [
    'Deleted or not exported',
    'Marketo shows a record that is deleted in Salesforce, or that the export does not contain.',
  ],
  ContactMissing: ['Contact missing', 'A contact exists in Salesforce, but the file of people has no person for it.'],
  SyncFailed: ['In Sync Errors', 'Sync Errors lists the record.'],
  RecordFailed: ['Record failed to sync', 'The sync has already read later changes, but this record failed to sync.'],
  FieldNotSyncing: ['Field not syncing', 'The sync no longer updates this field in Marketo.'],
  FormulaNotStamped: [
    'Formula without a new stamp',
    'Salesforce calculated a new value, but did not change the SystemModstamp of the record.',
  ],
  LocalEditStands: [
    'Local edit',
    'Somebody edited the field in Marketo, and no sync-down has overridden the edit yet.',
  ],
  NotYetSynced: ['Not yet synced', 'The record has changed in Salesforce, but the sync has not read the change yet.'],
  HiddenField: ['Hidden field', 'The sync never updates this field in Marketo.'],
  ValuesTranslated: [
    'Translated values',
    'Marketo shows other values than Salesforce, but the same value of Salesforce always has the same value in Marketo.',
  ],
  ValuesScaled: ['Converted numbers', 'All numbers differ by the same factor, such as an exchange rate.'],
  DuplicatePerson: ['Duplicate people', 'Several people in Marketo are linked to the same contact.'],
  DuplicateName: ['Duplicate name', 'Several accounts have the same name.'],
  LeadOfSameCompany: ['Lead of the same company', 'A person is not a contact, but has the company name of an account.'],
  OverTheCap: ['Over the cap', 'The account has so many contacts that Marketo does not log its sync-downs.'],
  NoPeople: ['No people', 'The account has no people in the file of people.'],
}

const classTitles = Object.fromEntries(Object.entries(classWords).map(([name, [title]]) => [name, title])) as Readonly<
  Record<FindingClass, string>
>

const otherCauses: Readonly<Record<Exclude<Cause, FindingClass>, string>> = {
  StaleLink: 'Stale link',
  SyncFilter: 'Sync filter',
  ExportIncomplete: 'Incomplete export',
  ExportedAtDifferentTimes: 'Exported at different times',
  WrittenDifferently: 'Written in a different notation',
  PersonAccount: 'Person account',
}

export const causeText = (cause: Cause): string => ({ ...otherCauses, ...classTitles })[cause]

/** Names each further file that would help. */
export const inputWords: Readonly<Record<Refutation, string>> = {
  log: 'the activity log (--changes), types 13 and 21',
  'longer-log': 'a log that begins earlier (keep your own archive, because Marketo deletes activities after 90 days)',
  'log-gap': 'the log of the times without any entry, which the report names above',
  'log-source': 'a log with the attribute Source',
  systemModstamp: 'the column SystemModstamp of accounts and contacts',
  'earlier-accounts': 'a second export of the accounts, from before the export of the people (--earlier-accounts)',
  'sync-status': 'Sync Status (--sync-status)',
  'sync-errors': 'Sync Errors (--sync-errors)',
  describe: 'the describe of Account (--describe)',
  'contact-company': 'the column Contact Company of people',
  'sfdc-account-id': 'the column SFDC Account Id of people',
  'is-person-account': 'the column IsPersonAccount of accounts',
  'field-permissions': 'the field permissions of the sync user in Salesforce',
  'complete-export':
    'a check that the exports contain all records; if they do, pass --complete people, --complete contacts or --complete accounts',
  'sync-filter': 'the sync filter (ask Marketo support)',
  'later-export': 'all exports again, after the next update of the record',
}

export const instantWords = (at: Instant | null): string => (at === null ? 'unknown' : `${whenWords(at)} UTC`)

/** Warns that person accounts may be compared as business accounts. Empty if the files show which accounts they are. */
export const personAccountsText = ({ undecidedPersonAccounts: undecided }: AuditSummary): string => {
  if (undecided === null)
    return 'Warning: no file shows which accounts are person accounts, so all accounts are compared as business accounts. If your org has person accounts, export the accounts with IsPersonAccount. Otherwise a finding about a person account can be wrong, even if it is shown.'
  return undecided === 0
    ? ''
    : `Warning: your org has person accounts, but the accounts lack the column IsPersonAccount. ${count(undecided, 'compared account')} may be ${undecided === 1 ? 'a person account' : 'person accounts'}, so no cause of their differences is certain. Export the accounts with IsPersonAccount.`
}

const byWords: Readonly<Record<HowFar['by'], string>> = {
  'sync-status': 'according to Sync Status',
  log: 'according to the log (we assume that the sync reads accounts in the order of SystemModstamp)',
  patience: 'because records older than this had a day to arrive',
}

export const howFarText = (howFar: HowFar | null): string =>
  howFar === null
    ? 'unknown, because the files contain no SystemModstamp or no time to compare it with'
    : `all accounts with a SystemModstamp until ${instantWords(howFar.until)} at least, ${byWords[howFar.by]}`

const quoted = (value: FieldValue): string =>
  value === null ? '(blank)' : typeof value === 'string' ? `"${plain(value)}"` : String(value)

const peopleText = ({ people, peopleCount }: Finding): string => {
  const named = people.slice(0, 3).join(', ')
  return peopleCount === 0
    ? ''
    : `, ${count(peopleCount, 'person').replace('persons', 'people')} (${named}${peopleCount > 3 ? ', …' : ''})`
}

/** The ids, the field and the people of a finding, in one line. */
export const subjectText = (finding: Finding): string => {
  if (isCell(finding)) return `${finding.accountId} ${finding.field}${peopleText(finding)}`
  if (isField(finding)) return `${finding.field}, ${count(finding.accounts, 'account')}`
  const ids = [finding.accountId, finding.contactId, finding.otherAccountId].filter((id) => id !== null)
  return `${[...new Set(ids)].join(' ')}${peopleText(finding)}`
}

/** The values of a field in both systems, in a few words. */
export const valuesText = ({ salesforce, marketo }: CellFinding): string =>
  `Salesforce has ${quoted(salesforce)}, Marketo shows ${quoted(marketo)}.`

const longest = 2_000

/** The sentence about a finding, on one line. It is cut at a limit, because a value in it may be very long. */
export const sentenceText = (finding: Finding): string => {
  const text = findingSentence(finding).replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return text.length > longest ? `${text.slice(0, longest)}…` : text
}
