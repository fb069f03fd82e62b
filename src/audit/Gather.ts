/** Reads all files of an audit, in the order of the keys of `AuditRows`. */
import type { FieldName } from '../model/Field.js'
import type { Settings } from '../model/Settings.js'
import type { AuditOptions, AuditRows } from './AuditInput.js'
import type { Gathered } from './Gathered.js'
import { leftAccounts, liveContactsIn, peopleCountsIn } from './Gathered.js'
import { keyOf } from './Ids.js'
import { gapsOf } from './LogGaps.js'
import { readLog } from './LogSide.js'
import { readPeople } from './MarketoSide.js'
import { personAccountsOf } from './PersonAccounts.js'
import { accountsOf, noInstant, readAccounts, readContacts, readEarlier } from './SalesforceSide.js'
import { sharedRowsOf } from './SharedRows.js'
import { waitingSince } from './WaitingAccounts.js'
import { howFarOf, newestOf, progressOf, readSyncErrors, readSyncStatus } from './SyncProgress.js'

/** An instant that is later than all others. */
const never = Infinity

const oldest = (a: number, b: number): number => (Number.isNaN(a) || b < a ? b : a)

const known = <A>(index: (name: A) => number | undefined, names: ReadonlyArray<A>): ReadonlySet<number> =>
  new Set(
    names.flatMap((name) => {
      const found = index(name)
      return found === undefined ? [] : [found]
    }),
  )

export const gather = (settings: Settings, options: AuditOptions, rows: AuditRows): Gathered => {
  const file = readAccounts(settings, options, rows.accounts)
  const earlierFile = rows.earlierAccounts === undefined ? null : readEarlier(file, rows.earlierAccounts)
  // If the earlier export has a newer version of a record than the later export, the caller has possibly swapped the two exports.
  const isSwapped = earlierFile !== null && earlierFile.newer > 0
  const earlier = isSwapped ? null : earlierFile
  const contacts = rows.contacts === undefined ? null : readContacts(file, rows.contacts)
  const liveContacts = contacts === null ? null : liveContactsIn(file, contacts)
  const { keys, personSigns } = file
  const accounts = accountsOf(
    file,
    personAccountsOf(keys.length, personSigns, earlierFile?.personSigns ?? null, liveContacts, options.schema),
  )
  // Sync Status covers only five days, so its few rows fit in memory.
  const status = rows.syncStatus === undefined ? null : [...rows.syncStatus]
  const failures = rows.syncErrors === undefined ? null : readSyncErrors(rows.syncErrors)
  const people = readPeople(accounts, contacts, rows.people)
  const until = newestOf([options.peopleUntil ?? noInstant, people.newestUpdate])
  const from = options.peopleFrom ?? (Number.isNaN(until) ? never : until)
  const log =
    rows.changes === undefined
      ? null
      : readLog(
          accounts,
          contacts,
          people,
          { syncSource: options.syncSource ?? 'sfdc', peopleFrom: from },
          rows.changes,
        )
  const peopleUntil = Number.isNaN(until) ? newestOf([log?.until ?? noInstant, newestOf(accounts.stamps)]) : until
  const peopleFrom = Number.isFinite(from) ? from : peopleUntil
  const pulls = status === null ? null : readSyncStatus(status, peopleFrom, options.successStatuses)
  const logGaps = log === null ? [] : gapsOf(log.days, peopleFrom)
  const { frontier, lag, shortestLag, isOutdated } =
    log === null
      ? { frontier: noInstant, lag: noInstant, shortestLag: noInstant, isOutdated: false }
      : progressOf(accounts, log)
  const account = howFarOf(pulls?.accounts ?? noInstant, frontier, peopleFrom)
  return {
    settings,
    options,
    accounts,
    earlierFile,
    earlier,
    contacts,
    people,
    log: log === null || Number.isNaN(log.from) ? null : log,
    logGaps,
    pulls,
    failures,
    howFar: account,
    lag,
    isOutdated: isOutdated || isSwapped,
    unreadAfter: oldest(
      peopleFrom - shortestLag,
      waitingSince(accounts, earlier, people, log, account?.until ?? noInstant, peopleFrom),
    ),
    howFarContacts: howFarOf(pulls?.contacts ?? noInstant, frontier, peopleFrom),
    peopleFrom,
    peopleUntil,
    liveContacts: liveContacts ?? peopleCountsIn(accounts, people),
    mayHaveLeft: leftAccounts(contacts, people),
    sharedRows: sharedRowsOf(accounts, people),
    setApartAccounts: known((id) => accounts.indexOf.get(keyOf(id)), options.setApartAccounts ?? []),
    setApartFields: known<FieldName>((name) => accounts.fieldIndex.get(name), options.setApartFields ?? []),
  }
}
