/**
 * Finds accounts whose last change in Salesforce has not arrived in Marketo. The audit concludes from these accounts that the sync
 * has not yet read their changes.
 */
import { millisecondsPerDay } from './LogGaps.js'
import type { AuditField } from './FieldTable.js'
import type { Log } from './LogSide.js'
import type { People } from './MarketoSide.js'
import type { Accounts, Earlier } from './SalesforceSide.js'
import { noInstant } from './SalesforceSide.js'
import { newestOf } from './SyncProgress.js'

/** A field counts as syncing if the time from its last delivery to the export is at most this long. */
export const recent = 2 * millisecondsPerDay

/**
 * If fewer accounts than this number wait, the audit draws no conclusion. The records of all these accounts possibly failed to
 * sync.
 */
const fewestWaiting = 3

/**
 * Returns a SystemModstamp that the sync has not reached yet. The function takes the waiting accounts whose SystemModstamp is
 * newer than the newest update that has arrived. Among their SystemModstamps, the function returns the third oldest.
 *
 * The function looks at the fields that Salesforce has changed since the earlier export. If Marketo shows only the old values of
 * an account, the account waits. If Marketo shows only the new values, the update has arrived.
 *
 * The sync reads accounts in the order of their SystemModstamps. If the sync had already read the account with the returned
 * SystemModstamp, three records in a row would have failed to sync. The function assumes that this did not happen.
 */
export const waitingSince = (
  accounts: Accounts,
  earlier: Earlier | null,
  people: People,
  log: Log | null,
  readUntil: number,
  peopleFrom: number,
): number => {
  if (earlier === null || log === null) return noInstant
  const { fields, stamps } = accounts
  const waiting = new Set<number>()
  const arrived = new Set<number>()
  const others = new Set<number>()
  for (const [cell, { value }] of earlier.changed) {
    const [account, field] = [Math.floor(cell / fields.length), cell % fields.length]
    const groups = people.groupsOf[account] ?? []
    const { isSynced, isFormula, formInSalesforce, formInMarketo } = fields[field] as AuditField
    const isSyncing = (log.lastBrought[field] as number) >= peopleFrom - recent
    if (groups.length === 0 || people.hasField[field] !== true || !isSynced || isFormula === 'yes' || !isSyncing)
      continue
    const shown = groups.map(({ differences }) => differences.find((each) => each.field === field))
    const form = formInSalesforce(value)
    if (shown.every((each) => each === undefined)) arrived.add(account)
    else if (shown.every((each) => each !== undefined && formInMarketo(each.value) === form)) waiting.add(account)
    else others.add(account)
  }
  const stampOf = (account: number): number => stamps[account] as number
  const isRead = (account: number): boolean =>
    (log.lastSyncDown[account] as number) > stampOf(account) || !(waiting.has(account) || others.has(account))
  const read = [...arrived, ...waiting, ...others].filter(isRead).map(stampOf)
  const newestRead = newestOf([readUntil, ...read])
  const after = [...waiting]
    .filter((account) => !arrived.has(account) && !others.has(account) && !isRead(account))
    .map(stampOf)
  return after.filter((stamp) => stamp > newestRead).sort((a, b) => a - b)[fewestWaiting - 1] ?? noInstant
}
