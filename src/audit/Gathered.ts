/** All data that the audit has read from the files, and functions that return the data of one account. */
import type { FieldValue } from '../model/Field.js'
import type { Settings } from '../model/Settings.js'
import type { Instant } from '../model/Instant.js'
import { logsChanges } from '../rules/ActivityLog.js'
import type { AuditOptions } from './AuditInput.js'
import type { HowFar } from './Evidence.js'
import type { AuditField, Form } from './FieldTable.js'
import type { Gap } from './LogGaps.js'
import { millisecondsPerDay } from './LogGaps.js'
import type { Log } from './LogSide.js'
import type { Group, People } from './MarketoSide.js'
import type { AccountFile, Accounts, Contacts, Earlier } from './SalesforceSide.js'
import { notThere } from './SalesforceSide.js'
import type { SharedRows } from './SharedRows.js'
import type { Failures, Pulls } from './SyncProgress.js'

export interface Gathered {
  readonly settings: Settings
  readonly options: AuditOptions
  readonly accounts: Accounts
  /** The earlier export of the accounts. `null` only if the caller did not pass this export. */
  readonly earlierFile: Earlier | null
  /**
   * The earlier export of the accounts. `null` if there is none, or if a record is newer in the earlier export than in the later
   * export.
   */
  readonly earlier: Earlier | null
  readonly contacts: Contacts | null
  readonly people: People
  readonly log: Log | null
  readonly logGaps: ReadonlyArray<Gap>
  readonly pulls: Pulls | null
  readonly failures: Failures | null
  readonly howFar: HowFar | null
  readonly howFarContacts: HowFar | null
  /** The usual time between the SystemModstamp of a record and the log entry of this record. */
  readonly lag: number
  /**
   * True if the files show one of two mistakes: the accounts were exported too early, or the two exports of the accounts are
   * swapped.
   */
  readonly isOutdated: boolean
  /** The sync cannot have read a record whose SystemModstamp is this time or later. */
  readonly unreadAfter: number
  readonly peopleFrom: number
  readonly peopleUntil: number
  /**
   * The number of live contacts of each account. If there is no file of contacts, this is the number of the account's people in
   * Marketo.
   */
  readonly liveContacts: ReadonlyArray<number>
  /** The accounts that have a contact without a person, or a deleted contact. */
  readonly mayHaveLeft: ReadonlySet<number>
  readonly sharedRows: SharedRows
  readonly setApartAccounts: ReadonlySet<number>
  readonly setApartFields: ReadonlySet<number>
}

/** Converts a number to an instant. Returns `null` if the instant is not known. */
export const instantOrNull = (at: number): Instant | null => (Number.isFinite(at) ? (at as Instant) : null)

/** Tests whether the options state that an input does not contain all records. */
export const isPartial = ({ options }: Gathered, kind: 'accounts' | 'contacts' | 'people' | 'changes'): boolean =>
  options.partial?.includes(kind) === true

/** Tests whether the options state that an input contains all records. */
export const isComplete = ({ options }: Gathered, kind: 'accounts' | 'contacts' | 'people' | 'syncErrors'): boolean =>
  options.complete?.includes(kind) === true

/** Returns the number of the file that a person comes from. */
export const fileOf = ({ people }: Gathered, id: number): number => people.files[people.ids.get(id) ?? notThere] ?? 0

/** Tests whether the audit compares the values of an account. */
export const isCompared = ({ accounts, setApartAccounts }: Gathered, account: number): boolean =>
  !accounts.deleted.has(account) && !accounts.personAccounts.has(account) && !setApartAccounts.has(account)

const none: ReadonlyArray<Group> = []

/**
 * Returns the groups of people whom Marketo links to an account. If Marketo's own link is known for any person in the file, the
 * function ignores all links that the audit inferred.
 */
export const groupsOf = ({ people }: Gathered, account: number): ReadonlyArray<Group> => {
  const groups = people.groupsOf[account]
  if (groups === undefined) return none
  const counts = ({ people: ids, isInferred }: Group): boolean =>
    ids.length > 0 && !(isInferred && people.has.sfdcAccountId)
  // Nearly always, all groups pass the test. In this case, the code returns the list without a copy.
  return groups.every(counts) ? groups : groups.filter(counts)
}

/** A value that people of an account show in a field. */
export interface ShownValue {
  readonly form: Form
  readonly value: FieldValue
  readonly isDifferent: boolean
  readonly groups: ReadonlyArray<Group>
  readonly people: ReadonlyArray<number>
}

const ascending = (a: number, b: number): number => a - b

const noFields: ReadonlyArray<number> = []

const smallest = (list: ReadonlyArray<number>): number =>
  list.reduce((least, each) => (each < least ? each : least), Infinity)

/**
 * Lists the fields in which the value of at least one person of the account differs from the value in Salesforce. The list is
 * sorted.
 */
export const differingFields = (groups: ReadonlyArray<Group>): ReadonlyArray<number> =>
  groups.every(({ differences }) => differences.length === 0)
    ? noFields
    : [...new Set(groups.flatMap(({ differences }) => differences.map(({ field }) => field)))].sort(ascending)

/**
 * Lists the different values that Marketo shows in a field for the people of an account. The value of the person with the
 * smallest id comes first.
 */
export const shownValues = (
  { accounts }: Gathered,
  account: number,
  groups: ReadonlyArray<Group>,
  field: number,
): ReadonlyArray<ShownValue> => {
  const { formInMarketo, formInSalesforce } = accounts.fields[field] as AuditField
  const salesforce = accounts.columns[field]?.[account] ?? null
  const byForm = new Map<
    string,
    { form: Form; value: FieldValue; isDifferent: boolean; groups: Array<Group>; least: number }
  >()
  for (const group of groups) {
    const difference = group.differences.find((each) => each.field === field)
    const form = difference === undefined ? formInSalesforce(salesforce) : formInMarketo(difference.value)
    const key = `${difference === undefined ? '=' : '≠'}${form === null ? '' : `:${form}`}`
    const value = difference === undefined ? salesforce : difference.value
    const least = smallest(group.people)
    const known = byForm.get(key)
    if (known === undefined)
      byForm.set(key, { form, value, isDifferent: difference !== undefined, groups: [group], least })
    else {
      known.groups.push(group)
      if (least < known.least) {
        known.least = least
        known.value = value
      }
    }
  }
  return [...byForm.values()]
    .sort((a, b) => a.least - b.least)
    .map(({ form, value, isDifferent, groups: each }) => ({
      form,
      value,
      isDifferent,
      groups: each,
      people: each.flatMap(({ people }) => people).sort(ascending),
    }))
}

/**
 * Tests whether a sync error is more than a day later than the export of the people. Such an error does not explain the exported
 * values. An error within this day can repeat an error from before the export, because the sync tries a record again and again.
 */
export const isLateError = ({ peopleUntil }: Gathered, failedOn: number): boolean =>
  failedOn > peopleUntil + millisecondsPerDay

/** Returns true if the account is possibly a person account. */
export const mayBePersonAccount = ({ accounts }: Gathered, account: number): boolean =>
  accounts.mayBePersonAccounts?.has(account) === true

/** Tests whether the account has more live contacts than the cap. Marketo does not log the sync-downs of such an account. */
export const isOverCap = ({ settings, liveContacts }: Gathered, account: number): boolean =>
  !logsChanges(settings.instance.activityCap)(liveContacts[account] ?? 0)

/** Counts the live contacts of each account in the file of contacts. */
export const liveContactsIn = (accounts: AccountFile, contacts: Contacts): ReadonlyArray<number> => {
  const counts = accounts.keys.map(() => 0)
  for (const [contact, account] of contacts.accounts.entries())
    if (account !== notThere && !contacts.deleted.has(contact)) counts[account] = (counts[account] as number) + 1
  return counts
}

/** Counts the people of each account in the file of people. */
export const peopleCountsIn = (accounts: AccountFile, people: People): ReadonlyArray<number> => {
  const counts = accounts.keys.map(() => 0)
  for (const group of people.groups)
    if (group !== undefined) counts[group.account] = (counts[group.account] as number) + 1
  return counts
}

/** Finds the accounts that have a deleted contact or a contact without a person. Log entries of such an account may be gone. */
export const leftAccounts = (contacts: Contacts | null, people: People): ReadonlySet<number> => {
  const left = new Set<number>()
  if (contacts === null) return left
  const present = new Uint8Array(contacts.accounts.length)
  for (const contact of people.contacts) if (contact !== notThere) present[contact] = 1
  for (const [contact, account] of contacts.accounts.entries())
    if (account !== notThere && (present[contact] === 0 || contacts.deleted.has(contact))) left.add(account)
  return left
}
