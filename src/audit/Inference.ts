/** Infers facts about a field from all accounts together. The result depends on the accounts that are in the files. */
import type { ComparedField } from './Summary.js'
import type { FieldValue } from '../model/Field.js'
import type { AuditField, Form } from './FieldTable.js'
import type { Gathered } from './Gathered.js'
import { differingFields, groupsOf, isCompared, shownValues } from './Gathered.js'
import { cellOf, noInstant } from './SalesforceSide.js'

/**
 * A table that translates values in Salesforce to values in Marketo. Each row contains two values, and the number of accounts
 * that have these two values.
 */
interface ValueTable {
  readonly rows: ReadonlyMap<
    Form,
    { readonly form: Form; readonly salesforce: FieldValue; readonly marketo: FieldValue; readonly accounts: number }
  >
}

/** The facts that the audit infers about one field. */
export interface FieldFacts {
  readonly compared: Omit<ComparedField, 'field' | 'kind'>
  /** The last time at which the sync is known to have delivered the field. */
  readonly lastBrought: number
  /** The number of accounts that have people in Marketo, and for which the field has a value in Salesforce. */
  readonly filled: number
  /**
   * The number of accounts in which a sync-down did not remove the difference. If the log has no sync-downs, this number counts
   * the accounts that differ although the sync has read their last update.
   */
  readonly kept: number
  readonly table: ValueTable | null
  readonly ratio: number | null
  /**
   * Values in Salesforce. Marketo shows each value unchanged for two or more accounts, and a different value for another account.
   */
  readonly unchanged: ReadonlySet<Form>
}

interface Difference {
  readonly account: number
  readonly salesforce: FieldValue
  readonly marketo: FieldValue
  readonly form: Form
}

interface Counts {
  cells: number
  writtenDifferently: number
  cut: number
  different: number
  filled: number
  keptOverSyncDown: number
  past: number
  lastBrought: number
}

const fewestHidden = 20
const fewestKept = 3
const fewestPast = 20
const fewestTranslated = 10
const fewestScaled = 10
const fewestOfRow = 3

/**
 * Some accounts have the same value in Salesforce. If Marketo shows one other value for most of these accounts, the value in
 * Salesforce counts as translated. "Most" means this share of the accounts, or more.
 */
const agreeing = 0.8
/**
 * Rounding makes equal ratios differ slightly. Two ratios therefore count as equal if their difference is smaller than this
 * number.
 */
const sameRatio = 0.001

const median = (numbers: ReadonlyArray<number>): number => {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0
}

/**
 * Finds the fields that the sync delivered after the earlier export. For these fields, the result contains the time of that
 * export.
 *
 * The evidence is a value that Salesforce changed after the earlier export. If Marketo shows the new value, the sync delivered
 * the field.
 */
const broughtSinceEarlier = (gathered: Gathered): ReadonlyArray<number> => {
  const { accounts, earlier } = gathered
  const brought = accounts.fields.map(() => noInstant)
  if (earlier === null || Number.isNaN(earlier.at)) return brought
  for (const cell of earlier.changed.keys()) {
    const [account, field] = [Math.floor(cell / accounts.fields.length), cell % accounts.fields.length]
    if (brought[field] === earlier.at || !isCompared(gathered, account)) continue
    const groups = groupsOf(gathered, account)
    if (groups.length > 0 && groups.every(({ differences }) => differences.every((each) => each.field !== field)))
      brought[field] = earlier.at
  }
  return brought
}

/** Reads the number from a comparable form. The form is one marking character, and then a number such as `12e1`. */
export const numberIn = (form: Form): number => (form === null ? NaN : Number(form.slice(1)))

const isNumeric = ({ kind }: AuditField): boolean => kind === 'number' || kind === 'unknown'
const isCoded = ({ kind }: AuditField): boolean => kind === 'text' || kind === 'list' || kind === 'unknown'

/**
 * Counts the accounts for each value in `forms`. An account counts if it has this value in Salesforce, is compared, and has
 * people.
 */
const accountsByValue = (gathered: Gathered, field: number, forms: Iterable<Form>): ReadonlyMap<Form, number> => {
  const { formInSalesforce } = gathered.accounts.fields[field] as AuditField
  const counts = new Map<Form, number>()
  for (const form of forms) counts.set(form, 0)
  for (const [account, value] of (gathered.accounts.columns[field] ?? []).entries()) {
    if (value === undefined || !isCompared(gathered, account)) continue
    const form = formInSalesforce(value)
    const count = counts.get(form)
    if (count !== undefined && groupsOf(gathered, account).length > 0) counts.set(form, count + 1)
  }
  return counts
}

/** A smaller number of accounts would prove less, because a local edit can set the same value that Salesforce has. */
const fewestUnchanged = 2

/**
 * Finds values that Marketo does not translate. Each is a value of the field in Salesforce. Marketo shows the same value for two
 * or more accounts.
 */
const unchangedOf = (gathered: Gathered, field: number, differences: ReadonlyArray<Difference>): ReadonlySet<Form> => {
  const { formInSalesforce, mayBeTranslated } = gathered.accounts.fields[field] as AuditField
  const counts = new Map<Form, number>()
  if (!mayBeTranslated || differences.length === 0) return new Set()
  for (const { salesforce } of differences) counts.set(formInSalesforce(salesforce), 0)
  for (const [account, value] of (gathered.accounts.columns[field] ?? []).entries()) {
    if (value === undefined || !isCompared(gathered, account)) continue
    const form = formInSalesforce(value)
    const count = counts.get(form)
    if (count === undefined) continue
    const groups = groupsOf(gathered, account)
    if (groups.length > 0 && !differingFields(groups).includes(field)) counts.set(form, count + 1)
  }
  return new Set([...counts].filter(([, count]) => count >= fewestUnchanged).map(([form]) => form))
}

/** Finds a one-to-one table that translates values in Salesforce to different values in Marketo. */
const tableOf = (gathered: Gathered, field: number, differences: ReadonlyArray<Difference>): ValueTable | null => {
  const each = gathered.accounts.fields[field] as AuditField
  if (!isCoded(each) || differences.length < fewestTranslated) return null
  const pairs = new Map<Form, Map<Form, { salesforce: FieldValue; marketo: FieldValue; accounts: number }>>()
  for (const { salesforce, marketo, form } of differences) {
    const from = each.formInSalesforce(salesforce)
    if (from === null || form === null) continue
    const to = pairs.get(from) ?? new Map<Form, { salesforce: FieldValue; marketo: FieldValue; accounts: number }>()
    pairs.set(from, to)
    const pair = to.get(form)
    if (pair === undefined) to.set(form, { salesforce, marketo, accounts: 1 })
    else pair.accounts += 1
  }
  const totals = accountsByValue(gathered, field, pairs.keys())
  const rows = new Map<Form, { form: Form; salesforce: FieldValue; marketo: FieldValue; accounts: number }>()
  const targets = new Set<Form>()
  for (const [from, to] of pairs) {
    const usual = [...to].find(([, { accounts }]) => accounts >= agreeing * (totals.get(from) ?? Infinity))
    if (usual === undefined || usual[1].accounts < fewestOfRow) continue
    if (targets.has(usual[0])) return null
    targets.add(usual[0])
    rows.set(from, { form: usual[0], ...usual[1] })
  }
  const explained = [...rows.values()].reduce((sum, { accounts }) => sum + accounts, 0)
  return rows.size >= 2 && explained >= fewestTranslated && explained >= differences.length / 2 ? { rows } : null
}

/** Finds a single ratio between the numbers in Marketo and the numbers in Salesforce. */
const ratioOf = (
  gathered: Gathered,
  field: number,
  differences: ReadonlyArray<Difference>,
  cells: number,
): number | null => {
  const each = gathered.accounts.fields[field] as AuditField
  if (!isNumeric(each) || differences.length < fewestScaled) return null
  const ratios = differences
    .map(({ salesforce, form }) => numberIn(form) / numberIn(each.formInSalesforce(salesforce)))
    .filter((ratio) => Number.isFinite(ratio) && ratio !== 0)
  const ratio = median(ratios)
  const alike = ratios.filter((other) => Math.abs(other / ratio - 1) < sameRatio).length
  return alike >= fewestScaled && alike >= 0.5 * cells && alike >= 0.8 * differences.length ? ratio : null
}

/** Tests whether a table or a ratio explains a difference. */
export const isExplainedBy = (
  facts: FieldFacts,
  field: AuditField,
  salesforce: FieldValue,
  shown: { readonly form: Form },
): boolean => {
  const from = field.formInSalesforce(salesforce)
  if (facts.table !== null) {
    const row = facts.table.rows.get(from)
    if (row?.form === shown.form) return true
  }
  return facts.ratio !== null && Math.abs(numberIn(shown.form) / numberIn(from) / facts.ratio - 1) < sameRatio
}

const startCounts = (lastBrought: number): Counts => ({
  cells: 0,
  writtenDifferently: 0,
  cut: 0,
  different: 0,
  filled: 0,
  keptOverSyncDown: 0,
  past: 0,
  lastBrought,
})

/** Goes through all differences once, and infers the facts about each field. */
export const inferFields = (gathered: Gathered): ReadonlyArray<FieldFacts> => {
  const { accounts, people, log, howFar, setApartFields } = gathered
  const bySync = log !== null && log.bySync > 0 && accounts.stamps.some((stamp) => !Number.isNaN(stamp))
  const since = broughtSinceEarlier(gathered)
  const counts = accounts.fields.map((_, field) => {
    const logged = log?.lastBrought[field] ?? noInstant
    const earlier = since[field] ?? noInstant
    return startCounts(earlier > logged || Number.isNaN(logged) ? earlier : logged)
  })
  const differences = accounts.fields.map((): Array<Difference> => [])
  for (const account of accounts.keys.keys()) {
    if (!isCompared(gathered, account)) continue
    const groups = groupsOf(gathered, account)
    if (groups.length === 0) continue
    for (const [field, count] of counts.entries()) {
      const value = accounts.columns[field]?.[account]
      if (value === undefined || people.hasField[field] !== true || setApartFields.has(field)) continue
      count.cells += 1
      if (value !== null && value !== '') count.filled += 1
      if (groups.some(({ differences: each }) => each.some((one) => one.field === field))) continue
      if (groups.some(({ cut }) => cut.includes(field))) count.cut += 1
      else if (groups.some(({ written }) => written.includes(field))) count.writtenDifferently += 1
    }
    for (const field of differingFields(groups)) {
      if (setApartFields.has(field)) continue
      const count = counts[field] as Counts
      count.different += 1
      const values = shownValues(gathered, account, groups, field)
      const [shown] = values
      if (shown === undefined || values.length > 1) continue
      const salesforce = accounts.columns[field]?.[account] ?? null
      differences[field]?.push({ account, salesforce, marketo: shown.value, form: shown.form })
      const stamp = accounts.stamps[account] as number
      if (howFar === null || !(stamp > howFar.until)) count.past += 1
      const syncDown = log?.lastSyncDown[account] ?? noInstant
      const last = log?.cells.get(cellOf(accounts, account, field))?.last.at ?? noInstant
      const isAfter = syncDown > stamp && !(syncDown <= count.lastBrought) && !(last >= syncDown)
      if (isAfter) count.keptOverSyncDown += 1
    }
  }
  const usual = median(counts.filter(({ cells }) => cells > 0).map(({ past }) => past))
  return counts.map((count, field): FieldFacts => {
    const { isSynced, isFormula } = accounts.fields[field] as AuditField
    const found = differences[field] ?? []
    const isHidden =
      isSynced && people.isFilled[field] !== true && count.filled >= fewestHidden && Number.isNaN(count.lastBrought)
    const table = isSynced && !isHidden ? tableOf(gathered, field, found) : null
    const ratio = isSynced && !isHidden && table === null ? ratioOf(gathered, field, found, count.cells) : null
    const kept = bySync ? count.keptOverSyncDown : count.past
    const isKept = bySync
      ? kept >= fewestKept
      : kept >= fewestPast && kept > 5 * Math.max(usual, 1) && Number.isNaN(count.lastBrought)
    const isNotSyncing = isSynced && isFormula !== 'yes' && isKept
    return {
      compared: {
        cells: count.cells,
        same: count.cells - count.writtenDifferently - count.cut - count.different,
        writtenDifferently: count.writtenDifferently,
        cut: count.cut,
        different: count.different,
        inferred:
          table !== null
            ? 'translated'
            : ratio !== null
              ? 'scaled'
              : isHidden
                ? 'hidden'
                : isNotSyncing
                  ? 'not syncing'
                  : null,
      },
      lastBrought: count.lastBrought,
      filled: count.filled,
      kept,
      table,
      ratio,
      unchanged: unchangedOf(gathered, field, found),
    }
  })
}
