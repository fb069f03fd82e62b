/** Collects all facts about a difference between Salesforce and Marketo. */
import type { ValueKind } from '../exports/Comparable.js'
import { isMistyped, textOfForm } from '../exports/Comparable.js'
import { isDamagedCopy, maySpreadsheetChange } from '../exports/DamagedText.js'
import { isNullOrNone } from '../exports/NullText.js'
import type { HowFar } from './Evidence.js'
import type { AuditField, Form, IsFormula } from './FieldTable.js'
import type { Gathered, ShownValue } from './Gathered.js'
import {
  differingFields,
  groupsOf,
  isComplete,
  isLateError,
  isOverCap,
  isPartial,
  mayBePersonAccount,
} from './Gathered.js'
import type { FieldFacts } from './Inference.js'
import { numberIn } from './Inference.js'
import type { Entry } from './LogSide.js'
import type { OtherAccount } from './OtherAccount.js'
import { otherAccountOf } from './OtherAccount.js'
import { cellOf, noInstant } from './SalesforceSide.js'
import { recent } from './WaitingAccounts.js'
import { errorsKeptFor } from './SyncProgress.js'

/** Facts from the log about a field of an account. Unknown instants are `NaN`. */
export interface LogFacts {
  readonly from: number
  /** The end of the last gap of the log. `NaN` if the log has no gap. */
  readonly gaplessSince: number
  /** True if the log contains every person's entries about this field. */
  readonly isComplete: boolean
  /** Whether the log contains any local edits of account fields. */
  readonly logsEdits: boolean
  /** True if the log has entries of the sync, and if all entries about account fields have a Source. */
  readonly hasSources: boolean
  /** Whether an entry about an account field has no Source. */
  readonly lacksSources: boolean
  readonly last: Entry | null
  /** The comparable form of the old value in the last entry. */
  readonly lastOldForm: Form
  /**
   * True in two cases: the log has an entry that is newer than the export of the people, or the log has an entry that is possibly
   * about a contact field. In these cases, the last entry possibly does not show the value that Marketo showed at the time of the
   * export.
   */
  readonly isUnclear: boolean
  /** The time of the account's last sync-down in the log. This sync-down can have changed any field of the account. */
  readonly lastSyncDown: number
  /**
   * Some edits set the field to the shown value, but the edited person may not have belonged to the account. This is the time of
   * the last such edit.
   */
  readonly unsureEdit: number
}

/** Tests whether the log has a gap after the time `since`. The log can lack changes that happened in a gap. */
export const hasGapSince = ({ gaplessSince }: LogFacts, since: number): boolean =>
  !Number.isNaN(gaplessSince) && !(gaplessSince <= since)

/** All facts about a difference. */
export interface CellFacts {
  readonly salesforce: Form
  readonly marketo: Form
  /**
   * True in any of three cases:
   *
   * - A value of this cell could not be read as the type of the field.
   * - One value is blank, and the other value is a text such as `NULL` or `None`.
   * - It is possible that a wrong encoding or a spreadsheet has changed one of the values.
   */
  readonly isMistyped: boolean
  /** True if Marketo possibly shows the label of the value. */
  readonly mayBeTranslated: boolean
  /** True if Marketo possibly shows the number in a different currency. */
  readonly mayBeScaled: boolean
  readonly isSynced: boolean
  readonly isFormula: IsFormula
  readonly inferred: 'hidden' | 'not syncing' | null
  /** The last time at which the sync is known to have delivered this field of any account. */
  readonly lastBrought: number
  /** If the sync has delivered the field since this time, the field counts as syncing. */
  readonly syncingSince: number
  readonly stamp: number
  readonly howFar: HowFar | null
  /** If the SystemModstamp of a record is not before `unreadAfter`, the sync cannot have read the record. */
  readonly unreadAfter: number
  /** True if a pull possibly read the record, but the same pull possibly failed. */
  readonly hasUnclearPull: boolean
  /** The Sync Errors file would list a record that failed after this time. `NaN` if there is no such file. */
  readonly errorsSince: number
  /**
   * True in two cases. The first case: the files show that the accounts were exported too early. The second case: a record has
   * several rows with different values, and no time shows which row is newer.
   */
  readonly isOutdated: boolean
  /** The usual time between the SystemModstamp of a record and the log entry of this record. */
  readonly lag: number
  readonly log: LogFacts | null
  /**
   * The value in an earlier export, if Salesforce has changed the value after that export. `at` is the time of the earlier
   * export. `stamp` is the SystemModstamp of the record in that export.
   */
  readonly earlier: { readonly form: Form; readonly at: number; readonly stamp: number } | null
  /**
   * True if at least one other field has two properties: Salesforce has changed the field after the earlier export, and Marketo
   * shows Salesforce's present value in the field.
   */
  readonly showsNewer: boolean
  /** Whether the audit inferred the account of the people. The audit infers the account if Marketo's own link is not known. */
  readonly isLinkInferred: boolean
  /** Whether Marketo may show the value of another account that has the same company row. */
  readonly otherAccount: OtherAccount
  readonly isOverCap: boolean
  /** Whether the account may be a person account. */
  readonly mayBePersonAccount: boolean
  /** Whether contacts of the account may be missing in the file. If so, the account may be over the cap. */
  readonly mayLackContacts: boolean
  /** True if a contact of the account possibly has no person. In this case, the log possibly lacks entries. */
  readonly mayHaveLeft: boolean
  /** Whether it is possible that the file lacks people of the account. */
  readonly isPartial: boolean
  /**
   * `listed` if the Sync Errors file lists the record. `not listed` if the file does not list the record, but would list the
   * record if it had failed. `null` if the file cannot show whether the record failed.
   */
  readonly failure: 'listed' | 'not listed' | null
}

const logFactsOf = (gathered: Gathered, account: number, field: number, shown: ShownValue): LogFacts | null => {
  const { log, accounts } = gathered
  if (log === null) return null
  const cell = cellOf(accounts, account, field)
  const entries = log.cells.get(cell)
  const { formInMarketo } = accounts.fields[field] as AuditField
  return {
    from: log.from,
    gaplessSince: gathered.logGaps.at(-1)?.until ?? noInstant,
    isComplete: !isPartial(gathered, 'changes') && !log.unclearFields.has(field),
    logsEdits: log.byOthers > 0,
    lacksSources: log.withoutSource > 0,
    hasSources: log.withoutSource === 0 && log.bySync > 0,
    last: entries?.last ?? null,
    lastOldForm: entries === undefined ? null : formInMarketo(entries.last.oldValue),
    isUnclear: log.late.has(cell) || log.unclearFields.has(field),
    lastSyncDown: log.lastSyncDown[account] ?? noInstant,
    unsureEdit: log.unsureEdits[field]?.get(shown.form) ?? noInstant,
  }
}

const mistypedIn = (kind: ValueKind, forms: ReadonlyArray<Form | undefined>): boolean =>
  forms.some((form) => form !== undefined && isMistyped(kind, form))

const isNumber = (form: Form): boolean => Number.isFinite(numberIn(form)) && numberIn(form) !== 0

const maySayTheSame = (a: Form, b: Form): boolean => {
  if (b === null) return false
  return a === null ? isNullOrNone(b) : isDamagedCopy(a, b) || maySpreadsheetChange(textOfForm(a), textOfForm(b))
}

/**
 * Tests whether Marketo may show Salesforce's value as a label, or in a different currency. The result is false in two cases:
 * Marketo has already shown Salesforce's value unchanged in this field of the account, or Marketo shows the value of an earlier
 * export.
 */
const meaningOf = (
  { accounts, log }: Gathered,
  facts: FieldFacts,
  account: number,
  field: number,
  salesforce: Form,
  marketo: Form,
  showsEarlier: boolean,
): Pick<CellFacts, 'mayBeTranslated' | 'mayBeScaled'> => {
  const { mayBeTranslated, mayBeScaled, formInMarketo } = accounts.fields[field] as AuditField
  const entries = log?.cells.get(cellOf(accounts, account, field))
  const wasShown =
    entries !== undefined &&
    (entries.lastSync?.newForm === salesforce || formInMarketo(entries.last.oldValue) === salesforce)
  if (showsEarlier || wasShown || salesforce === null || marketo === null)
    return { mayBeTranslated: false, mayBeScaled: false }
  const areNumbers = isNumber(salesforce) && isNumber(marketo)
  return {
    mayBeTranslated: mayBeTranslated && !facts.unchanged.has(salesforce),
    mayBeScaled: mayBeScaled && areNumbers && numberIn(salesforce) > 0 === numberIn(marketo) > 0,
  }
}

const failureOf = (gathered: Gathered, account: number): CellFacts['failure'] => {
  const { accounts, failures, peopleUntil } = gathered
  if (failures === null) return null
  const stamp = accounts.stamps[account] as number
  const failed = failures.records.get(`001${accounts.keys[account] as string}`)
  if (failed !== undefined && isLateError(gathered, failed.failedOn)) return null
  if (failed !== undefined && !(failed.failedOn < stamp)) return 'listed'
  return isComplete(gathered, 'syncErrors') && stamp >= peopleUntil - errorsKeptFor ? 'not listed' : null
}

const showsNewer = (gathered: Gathered, account: number): boolean => {
  const { accounts, earlier, people } = gathered
  if (earlier === null) return false
  const differing = differingFields(groupsOf(gathered, account))
  return accounts.fields.some(
    (_, field) =>
      people.hasField[field] === true &&
      earlier.changed.has(cellOf(accounts, account, field)) &&
      !differing.includes(field),
  )
}

export const cellFactsOf = (
  gathered: Gathered,
  facts: FieldFacts,
  account: number,
  field: number,
  shown: ShownValue,
): CellFacts => {
  const { accounts, earlier, people } = gathered
  const auditField = accounts.fields[field] as AuditField
  const { kind, formInSalesforce, isSynced, isFormula } = auditField
  const changed = earlier?.changed.get(cellOf(accounts, account, field))
  const { inferred } = facts.compared
  const salesforce = formInSalesforce(accounts.columns[field]?.[account] ?? null)
  const log = logFactsOf(gathered, account, field, shown)
  const earlierForm = changed === undefined ? undefined : formInSalesforce(changed.value)
  return {
    salesforce,
    marketo: shown.form,
    ...meaningOf(gathered, facts, account, field, salesforce, shown.form, earlierForm === shown.form),
    // If the numbers are equal, only the currency codes differ.
    ...(salesforce === shown.form ? { mayBeScaled: true } : {}),
    isMistyped:
      mistypedIn(kind, [salesforce, shown.form, log?.last?.newForm, log?.lastOldForm, earlierForm]) ||
      maySayTheSame(salesforce, shown.form) ||
      maySayTheSame(shown.form, salesforce),
    isSynced,
    isFormula,
    inferred: inferred === 'hidden' || inferred === 'not syncing' ? inferred : null,
    lastBrought: facts.lastBrought,
    syncingSince: gathered.peopleFrom - recent,
    stamp: accounts.stamps[account] as number,
    howFar: gathered.howFar,
    unreadAfter: gathered.unreadAfter,
    hasUnclearPull: (accounts.stamps[account] as number) <= (gathered.pulls?.unclear ?? noInstant),
    errorsSince: gathered.failures === null ? noInstant : gathered.peopleUntil - errorsKeptFor,
    isOutdated: gathered.isOutdated || accounts.contradicted.has(account) || people.contradicted.has(account),
    lag: gathered.lag,
    log,
    earlier:
      earlier === null || changed === undefined || earlierForm === undefined
        ? null
        : { form: earlierForm, at: earlier.at, stamp: changed.stamp },
    showsNewer: showsNewer(gathered, account),
    isLinkInferred: !people.has.sfdcAccountId,
    otherAccount: otherAccountOf(gathered, field, shown),
    isOverCap: isOverCap(gathered, account),
    mayBePersonAccount: mayBePersonAccount(gathered, account),
    mayLackContacts: isPartial(gathered, 'contacts'),
    mayHaveLeft: gathered.mayHaveLeft.has(account) || isPartial(gathered, 'contacts'),
    isPartial: isPartial(gathered, 'people'),
    failure: failureOf(gathered, account),
  }
}
