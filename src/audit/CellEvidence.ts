/** Lists the evidence for the cause of a difference. */
import type { Instant } from '../model/Instant.js'
import type { PersonId } from '../model/Person.js'
import { whyNotSynced } from '../questions/NextOverride.js'
import type { CellFacts } from './CellFacts.js'
import type { Evidence } from './Evidence.js'
import type { AuditField } from './FieldTable.js'
import type { CellClass } from './Finding.js'
import type { Gathered, ShownValue } from './Gathered.js'
import { instantOrNull } from './Gathered.js'
import { byText } from './Ids.js'
import type { FieldFacts } from './Inference.js'
import { sharedRowEvidence } from './OtherAccount.js'
import { cellOf, noInstant } from './SalesforceSide.js'

/** Lists the evidence that the audit used, in a fixed order. */
export const evidenceOf = (
  gathered: Gathered,
  facts: FieldFacts,
  cell: CellFacts,
  cause: CellClass,
  account: number,
  field: number,
): ReadonlyArray<Evidence> => {
  const { accounts, earlier, settings } = gathered
  const { log } = cell
  const changed = earlier?.changed.get(cellOf(accounts, account, field))
  const { name } = accounts.fields[field] as AuditField
  const evidence: Array<Evidence> = []
  if (!cell.isSynced) evidence.push({ _tag: 'LeftOut', why: whyNotSynced(name) })
  if (cause === 'HiddenField' && cell.isSynced) evidence.push({ _tag: 'BlankForAll', filled: facts.filled })
  if (cell.inferred === 'not syncing')
    evidence.push({
      _tag: 'KeptOverSyncDown',
      accounts: facts.kept,
      lastBrought: instantOrNull(facts.lastBrought),
    })
  if (cell.isFormula === 'yes') evidence.push({ _tag: 'Calculated' })
  if (log !== null && log.last !== null)
    evidence.push({
      _tag: 'LastLogged',
      at: log.last.at as Instant,
      by: log.last.by,
      personId: log.last.person as PersonId,
      oldValue: log.last.oldValue,
      newValue: log.last.newValue,
      isSure: !log.last.isContradicted,
    })
  if (log !== null && !Number.isNaN(log.unsureEdit))
    evidence.push({ _tag: 'EditElsewhere', at: log.unsureEdit as Instant })
  if (changed !== undefined)
    evidence.push({ _tag: 'EarlierValue', value: changed.value, systemModstamp: instantOrNull(changed.stamp) })
  if (!Number.isNaN(cell.stamp))
    evidence.push({ _tag: 'Stamp', systemModstamp: cell.stamp as Instant, howFar: cell.howFar })
  if (log !== null && !Number.isNaN(log.lastSyncDown))
    evidence.push({ _tag: 'SyncedDown', at: log.lastSyncDown as Instant })
  if (log !== null) evidence.push({ _tag: 'LogSince', from: log.from as Instant })
  const gap = gathered.logGaps.at(-1)
  if (log !== null && gap !== undefined)
    evidence.push({ _tag: 'LogGap', from: gap.from as Instant, until: gap.until as Instant })
  if (log !== null && !log.logsEdits) evidence.push({ _tag: 'NoEditsLogged' })
  if (cell.isOverCap)
    evidence.push({
      _tag: 'OverCap',
      liveContacts: gathered.liveContacts[account] ?? 0,
      activityCap: settings.instance.activityCap,
    })
  if (cell.failure === 'listed') {
    const failed = gathered.failures?.records.get(`001${accounts.keys[account] as string}`)
    evidence.push({ _tag: 'SyncError', failedOn: instantOrNull(failed?.failedOn ?? noInstant) })
  }
  return evidence
}

export const shownEvidence = (values: ReadonlyArray<ShownValue>): Evidence => ({
  _tag: 'Shown',
  values: values.map(({ value, people, groups }) => ({
    value,
    count: people.length,
    personId: (people[0] ?? 0) as PersonId,
    companyRows: [...new Set(groups.map(({ companyRow }) => companyRow).filter((row) => row !== ''))].sort(byText),
  })),
})

export const sharedRowsEvidence = (gathered: Gathered, { groups }: ShownValue): ReadonlyArray<Evidence> =>
  [...new Set(groups.map(({ companyRow }) => companyRow))]
    .filter((row) => gathered.sharedRows.has(row))
    .sort(byText)
    .map((row) => sharedRowEvidence(gathered, row))
