/** How far the sync has read, and which records Sync Errors lists. */
import type { SyncErrorRow, SyncStatusRow } from '../exports/Rows.js'
import type { Instant } from '../model/Instant.js'
import type { HowFar } from './Finding.js'
import type { AuditField } from './FieldTable.js'
import { keyOf } from './Ids.js'
import type { Log } from './LogSide.js'
import type { Accounts } from './SalesforceSide.js'
import { noInstant } from './SalesforceSide.js'

export const millisecondsPerDay = 86_400_000

/** The starts of the last successful pulls of updates that ended. */
export interface Pulls {
  readonly rows: number
  readonly accounts: number
  readonly contacts: number
}

const isFailure = /fail|error|abort|progress|running|pending|queue/i

/**
 * Finds the starts of the last successful pulls of updates. A pull that began after the export of the people counts for
 * nothing.
 */
export const readSyncStatus = (input: Iterable<SyncStatusRow>, peopleFrom: number): Pulls => {
  let [rows, accounts, contacts] = [0, noInstant, noInstant]
  for (const { startedAt, endedAt, object, operation, status } of input) {
    rows += 1
    if (endedAt === null || isFailure.test(status) || !/pull/i.test(operation) || !/update/i.test(operation)) continue
    if (endedAt > peopleFrom) continue
    if (/^accounts?$/i.test(object.trim()) && !(startedAt <= accounts)) accounts = startedAt
    if (/^contacts?$/i.test(object.trim()) && !(startedAt <= contacts)) contacts = startedAt
  }
  return { rows, accounts, contacts }
}

/** The errors of records, by the key of the record, and by the number of the person. */
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

/** With fewer accounts, one account that was updated twice in a short time would mislead. */
const fewestAccounts = 3

/**
 * The SystemModstamp up to which the log shows that the sync has read accounts: an account had this stamp or a later one, and
 * the log has a later entry by the sync with Salesforce's present value. The two newest such stamps are left out.
 */
export const frontierOf = (accounts: Accounts, log: Log): number => {
  const stamps = new Map<number, number>()
  for (const [cell, { lastSync }] of log.cells) {
    if (lastSync === null) continue
    const account = Math.floor(cell / accounts.fields.length)
    const field = cell % accounts.fields.length
    const stamp = accounts.stamps[account] as number
    const present = accounts.columns[field]?.[account]
    if (!(lastSync.at > stamp) || present === undefined) continue
    if ((accounts.fields[field] as AuditField).formInSalesforce(present) === lastSync.newForm)
      stamps.set(account, stamp)
  }
  if (stamps.size < fewestAccounts) return noInstant
  return [...stamps.values()].sort((a, b) => b - a)[fewestAccounts - 1] as number
}

/** How far the sync has read. A documented or logged mark is better than patience, even if it is older. */
export const howFarOf = (pull: number, frontier: number, peopleFrom: number): HowFar | null => {
  if (!Number.isNaN(pull) && !(frontier > pull)) return { until: pull as Instant, by: 'sync-status' }
  if (!Number.isNaN(frontier)) return { until: frontier as Instant, by: 'log' }
  const patient = peopleFrom - millisecondsPerDay
  return Number.isFinite(patient) ? { until: patient as Instant, by: 'patience' } : null
}
