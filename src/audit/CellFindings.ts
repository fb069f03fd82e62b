/** Computes the findings about the fields of one account. */
import type { FieldName, FieldValue } from '../model/Field.js'
import type { Instant } from '../model/Instant.js'
import type { PersonId } from '../model/Person.js'
import type { RuleId } from '../model/RuleId.js'
import { nextOverride, whyNotSynced } from '../questions/NextOverride.js'
import type { CellCause, CellFacts, LogFacts } from './CellCause.js'
import { causeOf } from './CellCause.js'
import { errorsKeptFor, millisecondsPerDay } from './SyncProgress.js'
import type { AuditField } from './FieldTable.js'
import type {
  Cause,
  CellClass,
  CellFinding,
  Evidence,
  FieldFinding,
  Finding,
  HowFar,
  Next,
  Refutation,
} from './Finding.js'
import type { Gathered, ShownValue } from './Gathered.js'
import { differingFields, groupsOf, instantOrNull, isComplete, isOverCap, shownValues } from './Gathered.js'
import { accountIdOf, byText } from './Ids.js'
import type { FieldFacts } from './Inference.js'
import { isExplainedBy } from './Inference.js'
import type { Group } from './MarketoSide.js'
import { cellOf, noInstant } from './SalesforceSide.js'
import { otherAccountOf, sharedRowEvidence } from './OtherAccount.js'

/** A field counts as syncing if the sync delivered it within this time before the export. */
const recent = 2 * millisecondsPerDay

/** The greatest number of people that a finding lists. */
const longestList = 10

export const peopleOf = (
  people: ReadonlyArray<number>,
): { readonly people: ReadonlyArray<PersonId>; readonly peopleCount: number } => ({
  people: [...people].sort((a, b) => a - b).slice(0, longestList) as ReadonlyArray<number> as ReadonlyArray<PersonId>,
  peopleCount: people.length,
})

const rules: Readonly<Record<CellClass, RuleId | null>> = {
  LocalEditStands: 'edit.until-override',
  NotYetSynced: 'sync.only-newer',
  RecordFailed: null,
  OtherAccountShown: 'contact.one-account',
  HiddenField: 'sync.visible-fields',
  FieldNotSyncing: 'sync.absent-field',
  FormulaNotStamped: 'sync.formula-fields',
  SiblingsDisagree: 'edit.fan-out',
  Unexplained: null,
}

/** Predicts the effect of the next update of the account on the value. */
const nextOf = (
  gathered: Gathered,
  account: number,
  field: FieldName,
  cause: CellClass,
  value: FieldValue,
): Next | null => {
  if (cause === 'SiblingsDisagree' || cause === 'OtherAccountShown') return null
  const override = nextOverride(gathered.settings)(field)
  if (override === 'none') return { _tag: 'Kept', why: whyNotSynced(field) }
  if (cause === 'HiddenField') return { _tag: 'Kept', why: 'hidden' }
  if (cause === 'FieldNotSyncing') return { _tag: 'Kept', why: 'not syncing' }
  return { _tag: 'Overridden', on: override, value, isLogged: !isOverCap(gathered, account) }
}

const withoutStamp = (howFar: HowFar | null, stamp: number): ReadonlyArray<Refutation> => {
  if (Number.isNaN(stamp)) return ['systemModstamp']
  return howFar?.by === 'sync-status' ? [] : ['sync-status']
}

const logMissing = (log: LogFacts | null): ReadonlyArray<Refutation> => {
  if (log === null) return ['log']
  return log.hasSources ? ['longer-log'] : ['log-source']
}

/** Lists the further inputs that could refute a cause. */
const refutationsOf = (cause: Cause, cell: CellFacts, hasEarlier: boolean): ReadonlyArray<Refutation> => {
  switch (cause) {
    case 'LocalEditStands':
      return logMissing(cell.log)
    case 'NotYetSynced':
      return [...withoutStamp(cell.howFar, cell.stamp), ...(hasEarlier ? [] : (['earlier-accounts'] as const))]
    case 'RecordFailed':
      return ['sync-errors']
    case 'HiddenField':
    case 'FieldNotSyncing':
      return ['field-permissions']
    case 'FormulaNotStamped':
      return cell.isFormula === 'maybe' ? ['describe'] : []
    case 'LinkedElsewhere':
    case 'StaleLink':
      return ['sfdc-account-id']
    case 'CompanyRowSplit':
      return ['contact-company']
    case 'OtherAccountShown':
      return cell.otherAccount === 'unknown' ? ['contact-company'] : []
    case 'SyncFilter':
      return ['sync-filter']
    case 'ExportedAtDifferentTimes':
    case 'Unexplained':
      return []
  }
}

const allRefutations = (
  causes: ReadonlyArray<Cause>,
  cell: CellFacts,
  hasEarlier: boolean,
): ReadonlyArray<Refutation> => [
  ...new Set<Refutation>([...causes.flatMap((cause) => refutationsOf(cause, cell, hasEarlier)), 'later-export']),
]

const logFactsOf = (gathered: Gathered, account: number, field: number, shown: ShownValue): LogFacts | null => {
  const { log, accounts } = gathered
  if (log === null) return null
  const cell = cellOf(accounts, account, field)
  const entries = log.cells.get(cell)
  const { formInMarketo } = accounts.fields[field] as AuditField
  return {
    from: log.from,
    isComplete: isComplete(gathered, 'changes'),
    logsEdits: log.byOthers > 0,
    hasSources: log.withoutSource === 0 && log.bySync > 0,
    last: entries?.last ?? null,
    lastOldForm: entries === undefined ? null : formInMarketo(entries.last.oldValue),
    isLate: log.late.has(cell),
    lastSyncDown: log.lastSyncDown[account] ?? noInstant,
    unsureEdit: log.unsureEdits[field]?.get(shown.form) ?? noInstant,
  }
}

const failureOf = ({ accounts, failures, peopleUntil }: Gathered, account: number): CellFacts['failure'] => {
  if (failures === null) return null
  const stamp = accounts.stamps[account] as number
  const failed = failures.records.get(`001${accounts.keys[account] as string}`)
  if (failed !== undefined && !(failed.failedOn < stamp)) return 'listed'
  return stamp >= peopleUntil - errorsKeptFor ? 'not listed' : null
}

const cellFactsOf = (
  gathered: Gathered,
  facts: FieldFacts,
  account: number,
  field: number,
  shown: ShownValue,
): CellFacts => {
  const { accounts, earlier, people } = gathered
  const { formInSalesforce, isSynced, isFormula } = accounts.fields[field] as AuditField
  const changed = earlier?.changed.get(cellOf(accounts, account, field))
  const { inferred } = facts.compared
  return {
    salesforce: formInSalesforce(accounts.columns[field]?.[account] ?? null),
    marketo: shown.form,
    isSynced,
    isFormula,
    inferred: inferred === 'hidden' || inferred === 'not syncing' ? inferred : null,
    lastBrought: facts.lastBrought,
    syncingSince: gathered.peopleFrom - recent,
    stamp: accounts.stamps[account] as number,
    howFar: gathered.howFar,
    unreadAfter: gathered.unreadAfter,
    errorsSince: gathered.failures === null ? noInstant : gathered.peopleUntil - errorsKeptFor,
    isOutdated: gathered.isOutdated,
    lag: gathered.lag,
    log: logFactsOf(gathered, account, field, shown),
    earlier:
      earlier === null || changed === undefined
        ? null
        : { form: formInSalesforce(changed.value), at: earlier.at, stamp: changed.stamp },
    isLinkInferred: !people.has.sfdcAccountId,
    otherAccount: otherAccountOf(gathered, field, shown),
    isOverCap: isOverCap(gathered, account),
    mayHaveLeft: gathered.mayHaveLeft.has(account),
    isPartial: !isComplete(gathered, 'people'),
    failure: failureOf(gathered, account),
  }
}

/** Lists the evidence that the audit used, in a fixed order. */
const evidenceOf = (
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

const causesIn = ({ cause, alternatives }: CellCause): ReadonlyArray<Cause> => [cause, ...alternatives]

const alreadyNamed: ReadonlySet<Cause> = /* @__PURE__ */ new Set<Cause>([
  'CompanyRowSplit',
  'OtherAccountShown',
  'LinkedElsewhere',
  'Unexplained',
])

/**
 * Lists the possible causes if Marketo shows different values for people of one account. People with the same company row always
 * show the same values, so different company rows are the first cause.
 */
const causesOfDisagreement = (
  { people }: Gathered,
  values: ReadonlyArray<ShownValue>,
  cell: CellFacts,
): ReadonlyArray<Cause> => {
  const rowsOf = values.map(({ groups }) => new Set(groups.map(({ companyRow }) => companyRow)))
  const isSplit =
    people.has.contactCompany &&
    rowsOf.every((rows, index) =>
      [...rows].every((row) => rowsOf.every((other, at) => at === index || !other.has(row))),
    )
  const mayBeSplit = !people.has.contactCompany || new Set(rowsOf.flatMap((rows) => [...rows])).size > 1
  const otherCauses = cell.isLinkInferred ? causesIn(causeOf(cell)) : []
  return [
    ...(mayBeSplit && isSplit ? (['CompanyRowSplit'] as const) : []),
    'ExportedAtDifferentTimes' as const,
    ...(mayBeSplit && !isSplit ? (['CompanyRowSplit'] as const) : []),
    ...(cell.isLinkInferred ? (['LinkedElsewhere'] as const) : []),
    'StaleLink' as const,
    ...(cell.otherAccount === 'no' ? [] : (['OtherAccountShown'] as const)),
    ...otherCauses.filter((cause) => !alreadyNamed.has(cause)),
    'Unexplained' as const,
  ]
}

const shownEvidence = (values: ReadonlyArray<ShownValue>): Evidence => ({
  _tag: 'Shown',
  values: values.map(({ value, people, groups }) => ({
    value,
    count: people.length,
    personId: (people[0] ?? 0) as PersonId,
    companyRows: [...new Set(groups.map(({ companyRow }) => companyRow).filter((row) => row !== ''))].sort(byText),
  })),
})

const disagreement = (
  gathered: Gathered,
  facts: FieldFacts,
  account: number,
  field: number,
  values: ReadonlyArray<ShownValue>,
): CellFinding<'SiblingsDisagree'> | undefined => {
  const { accounts } = gathered
  const salesforce = accounts.columns[field]?.[account] ?? null
  const auditField = accounts.fields[field] as AuditField
  const different = values.filter((each) => each.isDifferent && !isExplainedBy(facts, auditField, salesforce, each))
  const [shown] = different
  if (shown === undefined) return undefined
  const cell = cellFactsOf(gathered, facts, account, field, shown)
  const alternatives = causesOfDisagreement(gathered, values, cell)
  return {
    _tag: 'SiblingsDisagree',
    certainty: 'open',
    alternatives,
    rule: rules.SiblingsDisagree,
    ...peopleOf(different.flatMap(({ people }) => people)),
    evidence: [shownEvidence(values), ...evidenceOf(gathered, facts, cell, 'SiblingsDisagree', account, field)],
    refutedBy: allRefutations(alternatives, cell, gathered.earlier !== null),
    next: null,
    accountId: accountIdOf(accounts.keys[account] as string),
    field: auditField.name,
    salesforce,
    marketo: shown.value,
  }
}

const sharedRowsEvidence = (gathered: Gathered, { groups }: ShownValue): ReadonlyArray<Evidence> =>
  [...new Set(groups.map(({ companyRow }) => companyRow))]
    .filter((row) => gathered.sharedRows.has(row))
    .sort(byText)
    .map((row) => sharedRowEvidence(gathered, row))

const cellFinding = (
  gathered: Gathered,
  facts: FieldFacts,
  account: number,
  field: number,
  shown: ShownValue,
): Finding | undefined => {
  const { accounts } = gathered
  const auditField = accounts.fields[field] as AuditField
  const salesforce = accounts.columns[field]?.[account] ?? null
  if (isExplainedBy(facts, auditField, salesforce, shown)) return undefined
  const cell = cellFactsOf(gathered, facts, account, field, shown)
  const { cause, certainty, alternatives }: CellCause = causeOf(cell)
  return {
    _tag: cause,
    certainty,
    alternatives,
    rule: rules[cause],
    ...peopleOf(shown.people),
    evidence: [
      ...(cause === 'OtherAccountShown' ? sharedRowsEvidence(gathered, shown) : []),
      ...evidenceOf(gathered, facts, cell, cause, account, field),
    ],
    refutedBy: allRefutations([cause, ...alternatives], cell, gathered.earlier !== null),
    next: nextOf(gathered, account, auditField.name, cause, salesforce),
    accountId: accountIdOf(accounts.keys[account] as string),
    field: auditField.name,
    salesforce,
    marketo: shown.value,
  }
}

/** Computes the findings about the fields of an account, sorted by the name of the field. */
export const cellFindings = (
  gathered: Gathered,
  facts: ReadonlyArray<FieldFacts>,
  account: number,
  groups: ReadonlyArray<Group>,
): ReadonlyArray<Finding> => {
  const { fields } = gathered.accounts
  const nameOf = (field: number): string => (fields[field] as AuditField).name
  return [...differingFields(groups)]
    .filter((field) => !gathered.setApartFields.has(field))
    .sort((a, b) => byText(nameOf(a), nameOf(b)))
    .flatMap((field) => {
      const values = shownValues(gathered, account, groups, field)
      const [first] = values
      if (first === undefined) return []
      const fieldFacts = facts[field] as FieldFacts
      const found =
        values.length > 1
          ? disagreement(gathered, fieldFacts, account, field, values)
          : cellFinding(gathered, fieldFacts, account, field, first)
      return found === undefined ? [] : [found]
    })
}

/** The greatest number of table rows that a finding lists. */
const longestTable = 10

/** Computes the findings that each explain many differences in one field, sorted by the name of the field. */
export const fieldFindings = (
  gathered: Gathered,
  facts: ReadonlyArray<FieldFacts>,
  accounts: ReadonlyArray<number>,
): ReadonlyArray<FieldFinding<'ValuesTranslated'> | FieldFinding<'ValuesScaled'>> => {
  const { fields, columns } = gathered.accounts
  return fields
    .map((field, index) => ({ field, index, facts: facts[index] as FieldFacts }))
    .filter((each) => each.facts.table !== null || each.facts.ratio !== null)
    .sort((a, b) => byText(a.field.name, b.field.name))
    .map(({ field, index, facts: each }) => {
      const people: Array<number> = []
      let explained = 0
      for (const account of accounts) {
        const groups = groupsOf(gathered, account).filter(({ differences }) =>
          differences.some((difference) => difference.field === index),
        )
        if (groups.length === 0) continue
        const salesforce = columns[index]?.[account] ?? null
        const values = shownValues(gathered, account, groups, index).filter((shown) =>
          isExplainedBy(each, field, salesforce, shown),
        )
        if (values.length === 0) continue
        explained += 1
        for (const shown of values) people.push(...shown.people)
      }
      const base = {
        certainty: 'consistent' as const,
        alternatives: ['Unexplained' as const],
        rule: null,
        ...peopleOf(people),
        refutedBy: ['describe' as const, 'later-export' as const],
        next: null,
        field: field.name,
        accounts: explained,
      }
      if (each.table === null)
        return { _tag: 'ValuesScaled' as const, ...base, evidence: [{ _tag: 'Ratio', ratio: each.ratio ?? 1 }] }
      const rows = [...each.table.rows.values()]
        .sort((a, b) => b.accounts - a.accounts || byText(String(a.salesforce), String(b.salesforce)))
        .map(({ salesforce, marketo, accounts: count }) => ({ salesforce, marketo, accounts: count }))
      return {
        _tag: 'ValuesTranslated' as const,
        ...base,
        evidence: [{ _tag: 'Table', rows: rows.slice(0, longestTable), size: rows.length }],
      }
    })
}
