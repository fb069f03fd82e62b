// Builders for rows of exports. A test states only the values that matter to it.
import * as O from 'fp-ts/lib/Option.js'
import type { FieldName, Fields, FieldValue, Instant } from 'marketo-account-sync'
import { defaultSettings, type PersonId, type Settings } from 'marketo-account-sync'
import type { AuditOptions, AuditRows, Finding } from 'marketo-account-sync/audit'
import { audit } from 'marketo-account-sync/audit'
import type { AccountRow, ContactRow, PersonRow, SyncErrorRow, SyncStatusRow } from 'marketo-account-sync/exports'
import type { LoggedActivity, LoggedChange, LoggedConversion } from 'marketo-account-sync/records'
import { nthAccountId, nthContactId, utc } from '../helpers/values.js'

/** Returns the instant of an hour of a day in March 2026. */
export const march = (day: number, hour = 0): Instant =>
  utc(`2026-03-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00Z`)

/** The time at which the people were exported. */
export const exported: Instant = march(30)

const fieldsIn = (fields: Readonly<Record<string, FieldValue>>): Fields => fields

export const named = (field: string): FieldName => field as FieldName

export const person = (id: number): PersonId => id as PersonId

export const account = (
  n: number,
  fields: Readonly<Record<string, FieldValue>>,
  more: Partial<AccountRow> = {},
): AccountRow => ({
  id: nthAccountId(n),
  systemModstamp: march(1),
  isDeleted: false,
  fields: fieldsIn(fields),
  ...more,
})

export const contact = (n: number, ofAccount: number | null, more: Partial<ContactRow> = {}): ContactRow => ({
  id: nthContactId(n),
  accountId: ofAccount === null ? null : nthAccountId(ofAccount),
  systemModstamp: march(1),
  isDeleted: false,
  ...more,
})

/** A row of the export of people. The person and the contact have the same number. */
export const shows = (
  n: number,
  ofAccount: number | null,
  fields: Readonly<Record<string, FieldValue>>,
  more: Partial<PersonRow> = {},
): PersonRow => ({
  id: person(n),
  sfdcContactId: nthContactId(n),
  sfdcAccountId: ofAccount === null ? null : nthAccountId(ofAccount),
  sfdcType: 'Contact',
  sfdcIsDeleted: false,
  contactCompany: ofAccount === null ? null : String(5_000 + ofAccount),
  updatedAt: null,
  fields: fieldsIn(fields),
  ...more,
})

const change = (
  n: number,
  at: Instant,
  field: string,
  oldValue: string | null,
  newValue: string | null,
  source: string | null,
): LoggedChange => ({
  _tag: 'LoggedChange',
  id: `${n}-${at}-${field}`,
  leadId: person(n),
  at,
  name: field,
  field: O.some(named(field)),
  newValue,
  oldValue,
  reason: null,
  source,
})

/** Makes a log entry about a person. It logs that the sync changed a field. */
export const synced = (n: number, at: Instant, field: string, oldValue: string | null, newValue: string | null) =>
  change(n, at, field, oldValue, newValue, 'sfdc')

/** Makes a log entry about a person. It logs that a user changed a field in Marketo. */
export const edited = (n: number, at: Instant, field: string, oldValue: string | null, newValue: string | null) =>
  change(n, at, field, oldValue, newValue, 'Web form fillout')

export const withoutSource = (entry: LoggedChange): LoggedChange => ({ ...entry, source: null })

export const converted = (n: number, at: Instant): LoggedConversion => ({
  _tag: 'LoggedConversion',
  id: `conversion-${n}`,
  leadId: person(n),
  at,
  assignTo: null,
  convertedStatus: null,
  sendNotificationEmail: null,
})

export const pulled = (startedAt: Instant, object = 'Account'): SyncStatusRow => ({
  startedAt,
  endedAt: startedAt,
  object,
  operation: 'Pull updates',
  status: 'Success',
  failedItems: 0,
  skipped: 0,
})

export const failed = (salesforceId: SyncErrorRow['salesforceId'], failedOn: Instant): SyncErrorRow => ({
  failedOn,
  errorType: 'Record Level',
  personId: null,
  salesforceId,
})

/**
 * Rows of accounts 901 to 904, which are equal in both systems. In the log, the sync delivers `field` to these accounts shortly
 * before `until`. The log therefore shows how far the sync has read. A user edits `field` at `begin`. The log therefore shows
 * that Marketo logs local edits.
 */
export const background = (
  field: string,
  until: Instant = exported,
  begin: Instant = march(2),
): Required<Pick<AuditRows, 'accounts' | 'contacts' | 'people' | 'changes'>> => {
  const numbers = [901, 902, 903, 904]
  const last = (n: number): Instant => (until - n * 1000) as Instant
  return {
    accounts: numbers.map((n) =>
      account(n, { [field]: `new ${n}` }, { systemModstamp: (last(n) - 60_000) as Instant }),
    ),
    contacts: numbers.map((n) => contact(n, n)),
    people: numbers.map((n) => shows(n, n, { [field]: `new ${n}` })),
    changes: [
      edited(904, begin, field, 'old', 'other'),
      ...numbers.map((n): LoggedActivity => synced(n, last(n), field, n === 904 ? 'other' : 'old', `new ${n}`)),
    ],
  }
}

/** Joins several sets of rows into one. */
export const together = (...all: ReadonlyArray<Partial<AuditRows>>): AuditRows => {
  const of = (key: keyof AuditRows): Array<unknown> =>
    all.flatMap((rows): ReadonlyArray<unknown> => [...((rows[key] as Iterable<unknown> | undefined) ?? [])])
  const given = (key: keyof AuditRows) => (all.some((rows) => rows[key] !== undefined) ? { [key]: of(key) } : {})
  return {
    accounts: of('accounts') as Array<AccountRow>,
    people: of('people') as Array<PersonRow>,
    ...given('contacts'),
    ...given('changes'),
    ...given('earlierAccounts'),
    ...given('syncStatus'),
    ...given('syncErrors'),
  }
}

export const findingsIn = (
  rows: AuditRows,
  options: AuditOptions = {},
  settings: Settings = defaultSettings,
): ReadonlyArray<Finding> => [...audit(settings, { peopleUntil: exported, ...options })(rows).findings]

/** Selects the findings about fields of one account. */
export const cellsOf = (n: number, findings: ReadonlyArray<Finding>) =>
  findings.flatMap((finding) => ('salesforce' in finding && finding.accountId === nthAccountId(n) ? [finding] : []))
