/**
 * Summarises what an audit has read, compared and inferred.
 *
 * @since 0.4.0
 */
import type { ValueKind } from '../exports/Comparable.js'
import type { FieldName } from '../model/Field.js'
import type { Instant } from '../model/Instant.js'
import type { HowFar } from './Evidence.js'

/**
 * The comparison of one field. Each account to which Marketo links people has one cell. The cell is this field of the account.
 *
 * @category model
 * @since 0.4.0
 */
export interface ComparedField {
  readonly field: FieldName
  readonly kind: ValueKind
  /** The number of cells: `same + writtenDifferently + cut + different`. */
  readonly cells: number
  readonly same: number
  /**
   * Cells in which the values in Salesforce and Marketo have the same meaning, but are written differently for at least one
   * person.
   */
  readonly writtenDifferently: number
  /** Cells in which Marketo shows only the beginning of the value, because the value is too long. */
  readonly cut: number
  readonly different: number
  /**
   * What the audit inferred about the field from all accounts. `null` if the audit inferred nothing.
   *
   * | value                | meaning                                                     |
   * | -------------------- | ----------------------------------------------------------- |
   * | `hidden`             | the field is blank for all people, and the sync never logged it |
   * | `not syncing`        | sync-downs did not remove the differences                   |
   * | `translated`         | a table of values explains most differences                 |
   * | `scaled`             | one ratio explains most differences                         |
   */
  readonly inferred: 'hidden' | 'not syncing' | 'translated' | 'scaled' | null
}

/**
 * The facts about the log.
 *
 * @category model
 * @since 0.4.0
 */
export interface LogSummary {
  /** The times of the oldest and the newest entry. */
  readonly from: Instant
  readonly until: Instant
  /**
   * The times that the log does not cover. A gap has no entry, and is much longer than a usual pause of the log.
   *
   * If the log ends too early, the last gap ends at the export of the people.
   *
   * The log may lack changes that happened during a gap. Therefore a gap does not prove that nothing changed.
   */
  readonly gaps: ReadonlyArray<{ readonly from: Instant; readonly until: Instant }>
  /** The number of log entries in which the sync changed an account field. */
  readonly bySync: number
  /**
   * The number of changes of account fields that did not come from the sync. If the number is 0, the log has no local edits.
   */
  readonly byOthers: number
  /**
   * The number of changes of account fields whose origin is not known. The Source of such a change is missing, or it may be another
   * name of the sync.
   */
  readonly withoutSource: number
}

/**
 * The summary of an audit. The number of rows of an input is `null` if the caller did not pass the input.
 *
 * @category model
 * @since 0.4.0
 */
export interface AuditSummary {
  readonly rows: {
    readonly accounts: number
    readonly earlierAccounts: number | null
    readonly contacts: number | null
    readonly people: number
    readonly changes: number | null
    readonly syncStatus: number | null
    readonly syncErrors: number | null
  }
  /**
   * Counts rows of the earlier export. A row counts if its SystemModstamp is newer than the SystemModstamp of the same account in
   * `accounts`. If the number is not 0, the caller has possibly swapped the two exports. In this case, the audit does not use the
   * earlier export, and no cause of a difference is certain.
   */
  readonly newerEarlierAccounts: number
  /** The number of compared accounts to which Marketo links at least one person. */
  readonly accountsCompared: number
  /** The number of people whose values are compared. */
  readonly peopleCompared: number
  /**
   * The number of compared accounts for which the files do not show whether the account is a person account. If Marketo differs
   * in such an account, the cause of the difference is not certain.
   *
   * `null` if no file shows that the org has person accounts. In this case the audit compares all accounts as business accounts.
   */
  readonly undecidedPersonAccounts: number | null
  readonly setApart: {
    readonly personAccounts: number
    readonly accounts: number
    /** The number of accounts that are deleted or merged in Salesforce. */
    readonly deletedAccounts: number
    readonly fields: ReadonlyArray<FieldName>
  }
  /** The columns that are blank for all people. The audit works as if the file did not have these columns. */
  readonly blankColumns: ReadonlyArray<'sfdcContactId' | 'sfdcAccountId' | 'contactCompany'>
  readonly peopleUntil: Instant | null
  /** How far the sync has read the accounts. `null` if it is not known. */
  readonly howFar: HowFar | null
  /** The statuses of Sync Status that the audit does not understand. The pulls with these statuses do not count as successful. */
  readonly unknownStatuses: ReadonlyArray<string>
  readonly log: LogSummary | null
  readonly fields: ReadonlyArray<ComparedField>
}
