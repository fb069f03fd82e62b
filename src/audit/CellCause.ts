/**
 * Decides the cause of a difference that all people of an account show alike.
 *
 * The audit reasons by the cautious reading: a newer SystemModstamp can pass without an override, so only a sync-down in the
 * log refutes an older local edit.
 */
import type { Certainty, Cause, CellClass, HowFar } from './Finding.js'
import type { Form, IsFormula } from './FieldTable.js'
import type { Entry } from './LogSide.js'
import { millisecondsPerHour } from './SyncProgress.js'

/** What the log says about a field of an account. Instants that are not known are `NaN`. */
export interface LogFacts {
  readonly from: number
  /** Whether the log has entries of all people. */
  readonly isComplete: boolean
  /** Whether the log contains local edits of account fields at all. */
  readonly logsEdits: boolean
  /** Whether all entries about account fields have a Source. */
  readonly hasSources: boolean
  readonly last: Entry | null
  /** The form of the old value of the last entry. */
  readonly lastOldForm: Form
  /** Whether the log has an entry that is newer than the export of the people. */
  readonly isLate: boolean
  /** The last sync-down of the account, of any field. */
  readonly lastSyncDown: number
  /** The last edit of the field to the shown value, through a person who may have belonged to the account. */
  readonly unsureEdit: number
}

/** All that is known about a difference. */
export interface CellFacts {
  readonly salesforce: Form
  readonly marketo: Form
  readonly isSynced: boolean
  readonly isFormula: IsFormula
  readonly inferred: 'hidden' | 'not syncing' | null
  /** The last time at which the sync is known to have brought the field, for any account. */
  readonly lastBrought: number
  /** A field that the sync has brought since this time counts as syncing. */
  readonly syncingSince: number
  readonly stamp: number
  readonly howFar: HowFar | null
  /** The sync cannot have read a record with a later stamp. */
  readonly unreadAfter: number
  /** Sync Errors would list a record that failed since this time. `NaN` without Sync Errors. */
  readonly errorsSince: number
  /** Whether the log shows that the accounts were exported long before the people. */
  readonly isOutdated: boolean
  /** The usual time from a stamp to the entry in the log. */
  readonly lag: number
  readonly log: LogFacts | null
  /**
   * The value in an earlier export, if Salesforce has changed the value since. `at` is the time of that export, and `stamp`
   * is the SystemModstamp of the record in it.
   */
  readonly earlier: { readonly form: Form; readonly at: number; readonly stamp: number } | null
  /** Whether Marketo's own link is not known, so that the account is the account of the contact. */
  readonly isLinkInferred: boolean
  readonly isOverCap: boolean
  /** Whether some contact of the account has no person, so that entries of the log may be missing. */
  readonly mayHaveLeft: boolean
  /** Whether people of the account may be missing in the file. */
  readonly isPartial: boolean
  /** `listed` if Sync Errors lists the record, `not listed` if it would, and `null` if that is not known. */
  readonly failure: 'listed' | 'not listed' | null
}

/** How much speaks for a cause. */
type Weight = 'shown' | 'likely' | 'fair' | 'possible' | 'unlikely' | 'refuted'

const rank: Readonly<Record<Weight, number>> = { shown: 5, likely: 4, fair: 3, possible: 2, unlikely: 1, refuted: 0 }

const isPast = ({ stamp, howFar }: CellFacts): boolean => howFar !== null && stamp <= howFar.until
const isAhead = ({ stamp, howFar }: CellFacts): boolean => howFar !== null && stamp > howFar.until
const isUnread = ({ stamp, unreadAfter }: CellFacts): boolean => stamp > unreadAfter
/** Whether the sync has brought the field lately, for any account. Then the field has not stopped syncing. */
const isSyncing = ({ lastBrought, syncingSince }: CellFacts): boolean => lastBrought >= syncingSince
/** Whether the mark of how far the sync has read comes from Marketo. */
const isMarked = ({ howFar }: CellFacts): boolean => howFar !== null && howFar.by !== 'patience'

/** Whether the silence of the log means that nothing happened. */
const isTelling = (log: LogFacts | null): log is LogFacts =>
  log !== null && log.isComplete && log.logsEdits && log.hasSources

/** Whether the last entry for the field was made by the sync, and what it brought. */
const lastBroughtBySync = ({ log }: CellFacts): Entry | null =>
  log?.last?.by === 'sync' && !log.last.isContradicted ? log.last : null

/** Whether the sync has applied the present version of the record: the last sync-down came later than the usual lag. */
const isApplied = ({ log, stamp, lag }: CellFacts): boolean => log !== null && log.lastSyncDown - stamp >= lag

/**
 * Whether the log shows that the sync has brought Salesforce's present value, and that nothing was logged since. Over the cap,
 * later sync-downs are not logged.
 */
const hasArrived = (cell: CellFacts): boolean => {
  const { log, salesforce } = cell
  if (log === null || log.isLate || cell.isOverCap) return false
  if (log.last !== null) return lastBroughtBySync(cell)?.newForm === salesforce
  // Marketo showed the value already, so the sync-down had nothing to log for this field.
  return isApplied(cell) && cell.isFormula === 'no' && cell.lastBrought >= log.lastSyncDown && isTelling(log)
}

const lastEdit = ({ log }: CellFacts): Entry | null =>
  log?.last?.by === 'edit' && !log.last.isContradicted ? log.last : null

/** Whether an edit to the shown value, through a person who may have belonged to the account, is as new as an instant. */
const mayBeEditedSince = ({ log }: CellFacts, since: number): boolean =>
  log !== null && !Number.isNaN(log.unsureEdit) && !(log.unsureEdit < since)

/** Whether Marketo shows what an earlier export of Salesforce has, and the sync has read that version. */
const showsEarlier = ({ earlier, marketo, howFar }: CellFacts): boolean =>
  earlier?.form === marketo && howFar !== null && earlier.stamp <= howFar.until

/** Whether no edit since the beginning of the log set the shown value, and the log reaches back to the earlier export. */
const isUneditedSinceEarlier = (cell: CellFacts, log: LogFacts): boolean =>
  showsEarlier(cell) &&
  cell.earlier !== null &&
  log.from <= cell.earlier.at &&
  !mayBeEditedSince(cell, cell.lastBrought >= log.lastSyncDown ? log.lastSyncDown : log.from)

const localEdit = (cell: CellFacts): Weight => {
  const { log, stamp, lastBrought } = cell
  const edit = lastEdit(cell)
  if (edit?.newForm === cell.marketo) {
    const isNewest = stamp < edit.at && log?.isLate === false
    const isOnly = isTelling(log) && !cell.isLinkInferred && cell.isFormula === 'no'
    // Either Marketo showed Salesforce's value before the edit, or the sync has brought the field since.
    const isCause = log?.lastOldForm === cell.salesforce || lastBrought > edit.at
    return isNewest && isOnly && isCause ? 'shown' : 'likely'
  }
  if (!isTelling(log) || log.isLate || log.last?.isContradicted === true) return 'possible'
  if (isUneditedSinceEarlier(cell, log)) return 'refuted'
  if (mayBeEditedSince(cell, log.lastSyncDown)) return 'possible'
  // A sync-down sets all fields, so it has overridden all older edits.
  if (lastBrought >= log.lastSyncDown) return cell.mayHaveLeft ? 'unlikely' : 'refuted'
  return log.from <= stamp ? 'unlikely' : 'possible'
}

/**
 * Whether no version that has the present value can have failed. Marketo shows the value of an earlier export, and that export
 * is so late that the sync has read nothing since, or that Sync Errors would list the failure.
 */
const cannotHaveFailed = (cell: CellFacts): boolean =>
  showsEarlier(cell) &&
  cell.earlier !== null &&
  ((isUnread(cell) && cell.earlier.at >= cell.unreadAfter - millisecondsPerHour) ||
    (cell.failure === 'not listed' && cell.earlier.at >= cell.errorsSince))

const notYetSynced = (cell: CellFacts): Weight => {
  const { log, howFar } = cell
  if (hasArrived(cell)) return 'refuted'
  const showsLastBrought = lastBroughtBySync(cell)?.newForm === cell.marketo
  const isFormer = showsLastBrought || cell.earlier?.form === cell.marketo
  if (Number.isNaN(cell.stamp) || howFar === null) return isFormer ? 'likely' : 'possible'
  if (isPast(cell)) return isMarked(cell) ? 'refuted' : 'unlikely'
  if (!isFormer) return 'fair'
  const isOnly =
    isTelling(log) &&
    !log.isLate &&
    !cell.isLinkInferred &&
    cell.isFormula === 'no' &&
    isMarked(cell) &&
    cell.failure !== 'listed'
  const isUnedited =
    log !== null &&
    ((showsLastBrought && !mayBeEditedSince(cell, log.last?.at ?? log.from)) || isUneditedSinceEarlier(cell, log))
  return isOnly && isUnedited && isSyncing(cell) && cannotHaveFailed(cell) ? 'shown' : 'likely'
}

const recordFailed = (cell: CellFacts): Weight => {
  if (cell.failure === 'listed') return 'likely'
  // If the record did not fail, its sync-down has set all fields.
  const hasSucceeded = cell.failure === 'not listed' && isPast(cell) && isMarked(cell)
  return hasArrived(cell) || hasSucceeded || cannotHaveFailed(cell) ? 'refuted' : 'unlikely'
}

const hiddenField = ({ inferred, marketo }: CellFacts): Weight =>
  inferred === 'hidden' && marketo === null ? 'likely' : 'refuted'

const fieldNotSyncing = (cell: CellFacts): Weight => {
  if (hasArrived(cell)) return 'refuted'
  if (cell.inferred === 'not syncing') return cell.lastBrought > cell.stamp ? 'unlikely' : 'fair'
  return cell.lastBrought > cell.stamp || isSyncing(cell) ? 'refuted' : 'unlikely'
}

const formula = (cell: CellFacts): Weight => {
  if (cell.isFormula === 'no' || hasArrived(cell)) return 'refuted'
  return cell.isFormula === 'yes' && !isAhead(cell) ? 'fair' : 'unlikely'
}

const linkedElsewhere = ({ isLinkInferred }: CellFacts): Weight => (isLinkInferred ? 'unlikely' : 'refuted')

const unexplained = (cell: CellFacts, edit: Weight): Weight => {
  const { log } = cell
  const isSilent = isTelling(log) && !log.isLate
  if (!isSilent || (edit !== 'refuted' && edit !== 'unlikely')) return 'unlikely'
  return hasArrived(cell) && !cell.isLinkInferred && edit === 'refuted' ? 'shown' : 'possible'
}

/** The cause of a difference. */
export interface CellCause {
  readonly cause: Exclude<CellClass, 'SiblingsDisagree'>
  readonly certainty: Certainty
  readonly alternatives: ReadonlyArray<Cause>
}

/** Whether a cause can be the class of a difference. The other causes are only alternatives. */
const isClass = (cause: Cause): cause is CellCause['cause'] =>
  cause !== 'LinkedElsewhere' && cause !== 'CompanyRowSplit' && cause !== 'ExportedAtDifferentTimes'

/**
 * Decides the cause. A cause is `shown` only if the data refutes all others. Among several causes, the first in the table
 * below comes first if the same speaks for them.
 */
export const causeOf = (cell: CellFacts): CellCause => {
  if (!cell.isSynced) return { cause: 'HiddenField', certainty: 'shown', alternatives: [] }
  const edit = localEdit(cell)
  const weights: ReadonlyArray<readonly [cause: Cause, weight: Weight]> = [
    ['HiddenField', hiddenField(cell)],
    ['FieldNotSyncing', fieldNotSyncing(cell)],
    ['FormulaNotStamped', formula(cell)],
    ['LocalEditStands', edit],
    ['NotYetSynced', notYetSynced(cell)],
    ['RecordFailed', recordFailed(cell)],
    ['LinkedElsewhere', linkedElsewhere(cell)],
    ['ExportedAtDifferentTimes', cell.isOutdated ? 'unlikely' : 'refuted'],
    ['CompanyRowSplit', cell.isPartial || cell.mayHaveLeft ? 'unlikely' : 'refuted'],
    ['Unexplained', unexplained(cell, edit)],
  ]
  const ranked = weights
    .filter(([, weight]) => weight !== 'refuted')
    .map(([cause, weight], index) => ({ cause, weight, index }))
    .sort((a, b) => rank[b.weight] - rank[a.weight] || a.index - b.index)
  const first = ranked.find(({ cause }) => isClass(cause))
  // Unexplained is never refuted, so there is always a first cause.
  if (first === undefined || !isClass(first.cause)) return { cause: 'Unexplained', certainty: 'open', alternatives: [] }
  if (first.weight === 'shown' && !cell.isOutdated) return { cause: first.cause, certainty: 'shown', alternatives: [] }
  const others = ranked.filter((each) => each !== first)
  const isFirst = others.every(({ weight }) => rank[weight] < rank[first.weight])
  // The log rules out what it can. What remains is then more than a guess.
  const isWhatRemains = first.weight === 'possible' && first.cause !== 'NotYetSynced' && isTelling(cell.log)
  const causes = others.map(({ cause }) => cause)
  return {
    cause: first.cause,
    certainty: isFirst && (rank[first.weight] >= rank.fair || isWhatRemains) ? 'consistent' : 'open',
    alternatives:
      first.cause === 'Unexplained' ? causes : [...causes.filter((cause) => cause !== 'Unexplained'), 'Unexplained'],
  }
}
