/**
 * Determines the cause of a difference between Salesforce and Marketo. This module handles a difference only if Marketo shows the
 * same value for all people of the account.
 *
 * The audit uses the cautious reading: a record with a newer SystemModstamp may leave a local edit in place. Therefore the newer
 * SystemModstamp does not refute an older local edit. A sync-down in the log refutes the edit.
 */
import type { CellFacts, LogFacts } from './CellFacts.js'
import { hasGapSince } from './CellFacts.js'
import type { Cause, CellClass, Certainty } from './Finding.js'
import type { Entry } from './LogSide.js'
import { noInstant } from './SalesforceSide.js'
import { millisecondsPerHour } from './LogGaps.js'

/** The strength of the evidence for a cause. */
type Weight = 'shown' | 'likely' | 'fair' | 'possible' | 'unlikely' | 'refuted'

const rank: Readonly<Record<Weight, number>> = { shown: 5, likely: 4, fair: 3, possible: 2, unlikely: 1, refuted: 0 }

const isPast = ({ stamp, howFar }: CellFacts): boolean => howFar !== null && stamp <= howFar.until
const isAhead = ({ stamp, howFar }: CellFacts): boolean => howFar !== null && stamp > howFar.until
/**
 * Tests whether the sync may have read the present version of the account. The result is true if Marketo shows a newer value than
 * the earlier export, or if the log has a sync-down after the SystemModstamp.
 */
const mayBeRead = ({ log, stamp, showsNewer }: CellFacts): boolean =>
  showsNewer || (log !== null && log.lastSyncDown > stamp)
const isUnread = (cell: CellFacts): boolean =>
  cell.stamp >= cell.unreadAfter && !mayBeRead(cell) && !cell.hasUnclearPull
/** Tests whether the sync has delivered the field lately, for any account. If so, the field has not stopped syncing. */
const isSyncing = ({ lastBrought, syncingSince }: CellFacts): boolean => lastBrought >= syncingSince
/** Tests whether data from Marketo shows how far the sync has read. */
const isMarked = ({ howFar }: CellFacts): boolean => howFar !== null && howFar.by !== 'patience'

/** Tests two conditions: Marketo itself links the people to the account, and no other account has the same company row. */
const isOwnRow = ({ isLinkInferred, otherAccount }: CellFacts): boolean => !isLinkInferred && otherAccount === 'no'

/**
 * Tests whether the log contains every change after the time `since`. If the result is true, a change that is not in the log did
 * not happen. If the time is not known, the result is false for a log with a gap.
 */
const isTelling = (log: LogFacts | null, since: number): log is LogFacts =>
  log !== null && log.isComplete && log.logsEdits && log.hasSources && !hasGapSince(log, since)

/** Returns the last log entry for the field. Returns `null` if the sync did not make this entry. */
const lastBroughtBySync = ({ log }: CellFacts): Entry | null =>
  log?.last?.by === 'sync' && !log.last.isContradicted ? log.last : null

/**
 * Tests whether the sync has applied the present version of the record. The result is true if the time from the SystemModstamp to
 * the last sync-down in the log is at least the usual lag.
 */
const isApplied = ({ log, stamp, lag }: CellFacts): boolean => log !== null && log.lastSyncDown - stamp >= lag

/**
 * Tests whether the log shows two facts: the sync has delivered Salesforce's present value, and no change followed. If the account
 * may be over the cap, the result is false, because Marketo may not have logged a sync-down.
 */
const hasArrived = (cell: CellFacts): boolean => {
  const { log, salesforce } = cell
  if (log === null || log.isUnclear || cell.isOverCap || cell.mayLackContacts) return false
  if (log.last !== null) return lastBroughtBySync(cell)?.newForm === salesforce && !hasGapSince(log, log.last.at)
  // The sync-down had nothing to log for this field, because Marketo already showed the value.
  return (
    isApplied(cell) &&
    cell.isFormula === 'no' &&
    cell.lastBrought >= log.lastSyncDown &&
    isTelling(log, log.lastSyncDown)
  )
}

const lastEdit = ({ log }: CellFacts): Entry | null =>
  log?.last?.by === 'edit' && !log.last.isContradicted ? log.last : null

/**
 * Tests whether the log contains an unsure edit at this instant or later. An unsure edit set the field to the shown value, but it
 * is not known whether the person of the edit belonged to the account.
 */
const mayBeEditedSince = ({ log }: CellFacts, since: number): boolean =>
  log !== null && !Number.isNaN(log.unsureEdit) && !(log.unsureEdit < since)

/**
 * Tests two conditions: Marketo shows the value from an earlier export of Salesforce, and the sync has read the version in that
 * export.
 */
const showsEarlier = ({ earlier, marketo, howFar }: CellFacts): boolean =>
  earlier?.form === marketo && howFar !== null && earlier.stamp <= howFar.until

/**
 * True if three conditions hold:
 *
 * - Marketo shows the value of the earlier export.
 * - The log begins at the time of that export or earlier.
 * - The log contains no edit that can have set the value.
 */
const isUneditedSinceEarlier = (cell: CellFacts, log: LogFacts): boolean =>
  showsEarlier(cell) &&
  cell.earlier !== null &&
  log.from <= cell.earlier.at &&
  !mayBeEditedSince(cell, cell.lastBrought >= log.lastSyncDown ? log.lastSyncDown : log.from)

const localEdit = (cell: CellFacts): Weight => {
  const { log, stamp, lastBrought } = cell
  const edit = lastEdit(cell)
  if (edit?.newForm === cell.marketo) {
    const isNewest = stamp < edit.at && log?.isUnclear === false
    const isOnly = isTelling(log, edit.at) && isOwnRow(cell) && cell.isFormula === 'no'
    // The edit is the cause if one of two facts is true: Marketo showed Salesforce's value before the edit, or the sync delivered
    // the field after the edit.
    const isCause = log?.lastOldForm === cell.salesforce || lastBrought > edit.at
    return isNewest && isOnly && isCause ? 'shown' : 'likely'
  }
  if (log === null || log.isUnclear || log.last?.isContradicted === true) return 'possible'
  if (isUneditedSinceEarlier(cell, log) && isTelling(log, cell.earlier?.at ?? noInstant)) return 'refuted'
  if (mayBeEditedSince(cell, log.lastSyncDown)) return 'possible'
  if (!isTelling(log, lastBrought >= log.lastSyncDown ? log.lastSyncDown : stamp)) return 'possible'
  // A sync-down sets all fields, so it has overridden all older edits.
  if (lastBrought >= log.lastSyncDown) return cell.mayHaveLeft ? 'unlikely' : 'refuted'
  return log.from <= stamp ? 'unlikely' : 'possible'
}

/**
 * Returns true if the sync of the present value cannot have failed. Marketo must show the value of an earlier export. One of
 * these conditions must also hold:
 *
 * - The sync has read nothing since that export.
 * - Sync Errors would list the failure, but does not list it.
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
  if (!isFormer || mayBeRead(cell)) return isApplied(cell) ? 'unlikely' : 'fair'
  const isOnly =
    isTelling(log, showsLastBrought ? (log?.last?.at ?? noInstant) : (cell.earlier?.at ?? noInstant)) &&
    !log.isUnclear &&
    isOwnRow(cell) &&
    cell.isFormula === 'no' &&
    isMarked(cell) &&
    !cell.hasUnclearPull &&
    cell.failure !== 'listed'
  const isUnedited =
    log !== null &&
    ((showsLastBrought && !mayBeEditedSince(cell, log.last?.at ?? log.from)) || isUneditedSinceEarlier(cell, log))
  return isOnly && isUnedited && isSyncing(cell) && cannotHaveFailed(cell) ? 'shown' : 'likely'
}

const recordFailed = (cell: CellFacts): Weight => {
  if (cell.failure === 'listed') return 'likely'
  // A sync-down that succeeded has set all fields of the record.
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

const otherAccountShown = ({ otherAccount }: CellFacts): Weight => {
  if (otherAccount === 'shown') return 'likely'
  return otherAccount === 'no' ? 'refuted' : 'unlikely'
}

const writtenDifferently = ({ isMistyped }: CellFacts): Weight => (isMistyped ? 'possible' : 'refuted')

const unexplained = (cell: CellFacts, edit: Weight): Weight => {
  // A possible local edit explains the difference, so `Unexplained` is unlikely.
  if (edit !== 'refuted' && edit !== 'unlikely') return 'unlikely'
  return hasArrived(cell) && isOwnRow(cell) && edit === 'refuted' ? 'shown' : 'possible'
}

/** The cause of a difference. */
export interface CellCause {
  readonly cause: Exclude<CellClass, 'SiblingsDisagree'>
  readonly certainty: Certainty
  readonly alternatives: ReadonlyArray<Cause>
}

const onlyAlternatives: ReadonlySet<Cause> = /* @__PURE__ */ new Set<Cause>([
  'LinkedElsewhere',
  'CompanyRowSplit',
  'ExportedAtDifferentTimes',
  'WrittenDifferently',
  'ValuesTranslated',
  'ValuesScaled',
  'PersonAccount',
])

/**
 * Tests whether a finding can have the cause in its key `_tag`. If the result is false, a finding can have the cause in
 * `alternatives`, but not in `_tag`.
 */
const isClass = (cause: Cause): cause is CellCause['cause'] => !onlyAlternatives.has(cause)

/**
 * If one of these causes is possible, no other cause is certain. The first three causes mean that the two values possibly have
 * the same meaning. `PersonAccount` means that the rules possibly do not apply to the account.
 */
const preventsCertainty: ReadonlySet<Cause> = /* @__PURE__ */ new Set<Cause>([
  'WrittenDifferently',
  'ValuesTranslated',
  'ValuesScaled',
  'PersonAccount',
])

/** The cause of a difference in a field that the sync leaves out. */
const leftOut = ({ isMistyped, mayBePersonAccount }: CellFacts): CellCause => {
  const others: ReadonlyArray<Cause> = [
    ...(isMistyped ? (['WrittenDifferently'] as const) : []),
    ...(mayBePersonAccount ? (['PersonAccount'] as const) : []),
  ]
  return others.length === 0
    ? { cause: 'HiddenField', certainty: 'shown', alternatives: [] }
    : { cause: 'HiddenField', certainty: 'consistent', alternatives: [...others, 'Unexplained'] }
}

/**
 * Determines the cause. A cause is `shown` only if the data refutes all other causes. If the evidence for two causes is equally
 * strong, the order of the table below decides.
 */
export const causeOf = (cell: CellFacts): CellCause => {
  if (!cell.isSynced) return leftOut(cell)
  const edit = localEdit(cell)
  const weights: ReadonlyArray<readonly [cause: Cause, weight: Weight]> = [
    ['HiddenField', hiddenField(cell)],
    ['OtherAccountShown', otherAccountShown(cell)],
    ['FieldNotSyncing', fieldNotSyncing(cell)],
    ['FormulaNotStamped', formula(cell)],
    ['LocalEditStands', edit],
    ['NotYetSynced', notYetSynced(cell)],
    ['RecordFailed', recordFailed(cell)],
    ['LinkedElsewhere', linkedElsewhere(cell)],
    ['ExportedAtDifferentTimes', cell.isOutdated ? 'unlikely' : 'refuted'],
    ['WrittenDifferently', writtenDifferently(cell)],
    ['ValuesTranslated', cell.mayBeTranslated ? 'unlikely' : 'refuted'],
    ['ValuesScaled', cell.mayBeScaled ? 'unlikely' : 'refuted'],
    ['PersonAccount', cell.mayBePersonAccount ? 'unlikely' : 'refuted'],
    ['CompanyRowSplit', cell.isPartial || cell.mayHaveLeft ? 'unlikely' : 'refuted'],
    ['Unexplained', unexplained(cell, edit)],
  ]
  const ranked = weights
    .filter(([, weight]) => weight !== 'refuted')
    .map(([cause, weight], index) => ({ cause, weight, index }))
    .sort((a, b) => rank[b.weight] - rank[a.weight] || a.index - b.index)
  const first = ranked.find(({ cause }) => isClass(cause))
  // The data never refutes `Unexplained`, so there is always a first cause.
  if (first === undefined || !isClass(first.cause)) return { cause: 'Unexplained', certainty: 'open', alternatives: [] }
  const isUncertain = ranked.some(({ cause }) => preventsCertainty.has(cause))
  if (first.weight === 'shown' && !cell.isOutdated && !isUncertain)
    return { cause: first.cause, certainty: 'shown', alternatives: [] }
  const others = ranked.filter((each) => each !== first)
  const isFirst = others.every(({ weight }) => rank[weight] < rank[first.weight])
  // The log has refuted other causes. These refutations make the first cause more likely.
  const isWhatRemains = first.weight === 'possible' && first.cause !== 'NotYetSynced' && isTelling(cell.log, noInstant)
  // Sync Errors can lack a record. Therefore only the log can prove that the record did not fail to sync.
  const causes = others.length === 0 ? (['RecordFailed'] as const) : others.map(({ cause }) => cause)
  return {
    cause: first.cause,
    certainty: isFirst && (rank[first.weight] >= rank.fair || isWhatRemains) ? 'consistent' : 'open',
    alternatives:
      first.cause === 'Unexplained' ? causes : [...causes.filter((cause) => cause !== 'Unexplained'), 'Unexplained'],
  }
}
