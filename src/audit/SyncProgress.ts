/** Determines how far the sync has read, and reads the records that Sync Errors lists. */
import type { SyncErrorRow, SyncStatusRow } from '../exports/Rows.js'
import type { Instant } from '../model/Instant.js'
import type { HowFar } from './Evidence.js'
import type { AuditField } from './FieldTable.js'
import { byText, keyOf } from './Ids.js'
import { millisecondsPerDay, millisecondsPerHour } from './LogGaps.js'
import type { Log } from './LogSide.js'
import type { Accounts } from './SalesforceSide.js'
import { noInstant } from './SalesforceSide.js'

/** The time for which the Sync Errors page keeps errors: five days. */
export const errorsKeptFor = 5 * millisecondsPerDay

/** The times of the last successful pulls of updates. */
export interface Pulls {
  readonly rows: number
  /** The time at which the last pull of accounts started. */
  readonly accounts: number
  /** The time at which the last pull of contacts started. */
  readonly contacts: number
  /**
   * Some pulls of accounts may have read accounts, although it is not known that the pulls were successful. This is the time at
   * which the last such pull started.
   */
  readonly unclear: number
  /** The statuses of pulls that the audit does not understand, sorted. */
  readonly unknownStatuses: ReadonlyArray<string>
}

/** Marketo's documentation lists the statuses Succeeded, Failed, Incomplete, In Process and Cleaned up. */
const successes: ReadonlyArray<string> = ['succeeded', 'success', 'successful']
const failures: ReadonlySet<string> = /* @__PURE__ */ new Set(['failed', 'cleaned up', 'cleaned up*'])
const unfinished: ReadonlySet<string> = /* @__PURE__ */ new Set(['incomplete', 'in process'])

/**
 * Finds the last successful pulls of updates. The function ignores a pull that ended after the export of the people began. A pull
 * counts as successful only if its status is known to mean success.
 */
export const readSyncStatus = (
  input: Iterable<SyncStatusRow>,
  peopleFrom: number,
  successStatuses: ReadonlyArray<string> = [],
): Pulls => {
  const isSuccess = new Set([...successes, ...successStatuses.map((status) => status.trim().toLowerCase())])
  const unknown = new Set<string>()
  let [rows, accounts, contacts, unclear] = [0, noInstant, noInstant, noInstant]
  for (const { startedAt, endedAt, object, operation, status } of input) {
    rows += 1
    const isOfAccounts = /^accounts?$/i.test(object.trim())
    if (!isOfAccounts && !/^contacts?$/i.test(object.trim())) continue
    if (!/pull/i.test(operation) || !/update/i.test(operation) || startedAt > peopleFrom) continue
    const word = status.trim().toLowerCase()
    if (!isSuccess.has(word)) {
      if (failures.has(word)) continue
      if (!unfinished.has(word)) unknown.add(` ${status.trim()}`.slice(1))
      if (isOfAccounts && !(startedAt <= unclear)) unclear = startedAt
      continue
    }
    if (endedAt === null || endedAt > peopleFrom) continue
    if (isOfAccounts && !(startedAt <= accounts)) accounts = startedAt
    if (!isOfAccounts && !(startedAt <= contacts)) contacts = startedAt
  }
  return { rows, accounts, contacts, unclear, unknownStatuses: [...unknown].sort(byText) }
}

/** The records and the people that Sync Errors lists. One map has the keys of the records, the other has the ids of the people. */
export interface Failures {
  readonly rows: number
  readonly records: ReadonlyMap<string, { readonly id: string; readonly failedOn: number }>
  readonly people: ReadonlyMap<number, number>
}

const latest = (known: number | undefined, failedOn: number): number =>
  known === undefined || Number.isNaN(known) || failedOn > known ? failedOn : known

export const readSyncErrors = (input: Iterable<SyncErrorRow>): Failures => {
  let rows = 0
  const records = new Map<string, { readonly id: string; readonly failedOn: number }>()
  const people = new Map<number, number>()
  for (const { failedOn, errorType, personId, salesforceId } of input) {
    rows += 1
    if (errorType !== null && /job/i.test(errorType)) continue
    const at = failedOn ?? noInstant
    if (salesforceId !== null) {
      const key = salesforceId.slice(0, 3) + keyOf(salesforceId)
      records.set(key, { id: ` ${salesforceId}`.slice(1), failedOn: latest(records.get(key)?.failedOn, at) })
    }
    if (personId !== null) people.set(personId, latest(people.get(personId), at))
  }
  return { rows, records, people }
}

/** Returns the newest of several instants, or {@link noInstant} if there is none. */
export const newestOf = (instants: ReadonlyArray<number>): number =>
  instants.reduce((newest, at) => (at > newest || Number.isNaN(newest) ? at : newest), noInstant)

/** The progress of the sync according to the log. */
export interface Progress {
  /** The sync has read each account whose SystemModstamp is not later than this time. */
  readonly frontier: number
  /**
   * The time from the SystemModstamp of an account to the log entry of this account. Only the fastest tenth of the accounts have
   * a shorter time.
   */
  readonly lag: number
  /** The shortest time from the SystemModstamp of an account to the log entry of this account. */
  readonly shortestLag: number
  /**
   * True if the last delivery of the sync is more than an hour later than the newest SystemModstamp. If so, the export of the
   * accounts is outdated.
   */
  readonly isOutdated: boolean
}

/**
 * If fewer accounts than this number count as read, the audit draws no conclusion. A single account could mislead the audit,
 * because the account can have two updates in a short time.
 */
const fewestAccounts = 3
const fastest = 0.1

/**
 * Finds out from the log how far the sync has read. An account counts as read if the log has a suitable entry of the sync. The
 * entry must be later than the account's SystemModstamp, and must contain Salesforce's present value of a field.
 *
 * For `frontier`, the two newest SystemModstamps of the read accounts do not count.
 */
export const progressOf = (accounts: Accounts, log: Log): Progress => {
  const last = newestOf(log.lastBrought)
  const newestStamp = newestOf(accounts.stamps)
  const isOutdated = last > newestStamp + millisecondsPerHour
  const read = new Map<number, number>()
  for (const [cell, { lastSync }] of log.cells) {
    if (lastSync === null) continue
    const account = Math.floor(cell / accounts.fields.length)
    const field = cell % accounts.fields.length
    const stamp = accounts.stamps[account] as number
    const present = accounts.columns[field]?.[account]
    if (!(lastSync.at > stamp) || present === undefined) continue
    const isPresent =
      present === lastSync.newValue ||
      (accounts.fields[field] as AuditField).formInSalesforce(present) === lastSync.newForm
    if (!isPresent) continue
    read.set(account, Math.min(read.get(account) ?? Infinity, lastSync.at))
  }
  if (read.size < fewestAccounts) return { frontier: noInstant, lag: noInstant, shortestLag: noInstant, isOutdated }
  // Each array can contain a number for every account, so the sort must be fast. A typed array sorts faster than an ordinary
  // array.
  const stamps = Float64Array.from(read.keys(), (account) => accounts.stamps[account] as number).sort()
  const lags = Float64Array.from(read, ([account, at]) => at - (accounts.stamps[account] as number)).sort()
  return {
    frontier: stamps[stamps.length - fewestAccounts] as number,
    lag: lags[Math.floor(lags.length * fastest)] as number,
    shortestLag: lags[0] as number,
    isOutdated,
  }
}

/**
 * Determines how far the sync has read. If Sync Status or the log shows a time, the function returns this time. Otherwise it
 * assumes a time.
 */
export const howFarOf = (pull: number, frontier: number, peopleFrom: number): HowFar | null => {
  if (!Number.isNaN(pull) && !(frontier > pull)) return { until: pull as Instant, by: 'sync-status' }
  if (!Number.isNaN(frontier)) return { until: frontier as Instant, by: 'log' }
  const patient = peopleFrom - millisecondsPerDay
  return Number.isFinite(patient) ? { until: patient as Instant, by: 'patience' } : null
}
