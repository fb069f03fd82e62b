/**
 * What an audit has read and compared, and what it has inferred from all rows together.
 *
 * @since 0.4.0
 */
import type { ValueKind } from '../exports/Comparable.js'
import type { FieldName } from '../model/Field.js'
import type { Instant } from '../model/Instant.js'
import type { HowFar } from './Finding.js'

/**
 * The comparison of one field. A cell is a field of one account for which Marketo shows at least one person.
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
  /** Cells that mean the same and are written differently for at least one person. */
  readonly writtenDifferently: number
  /** Cells in which Marketo shows only the beginning, because the value is too long. */
  readonly cut: number
  readonly different: number
  /**
   * What was inferred about the field from all accounts.
   *
   * | value                | meaning                                                     |
   * | -------------------- | ----------------------------------------------------------- |
   * | `hidden`             | blank for all people, and never logged by the sync          |
   * | `not syncing`        | accounts kept differences over sync-downs                   |
   * | `translated`         | a table of values explains most differences                 |
   * | `scaled`             | one ratio explains most differences                         |
   */
  readonly inferred: 'hidden' | 'not syncing' | 'translated' | 'scaled' | null
}

/**
 * What is known about the log.
 *
 * @category model
 * @since 0.4.0
 */
export interface LogSummary {
  /** The times of the oldest and the newest entry. */
  readonly from: Instant
  readonly until: Instant
  /** Changes of account fields by the sync. */
  readonly bySync: number
  /** Changes of account fields by anything else. If there are none, the log does not log local edits. */
  readonly byOthers: number
  /** Changes of account fields without a Source. */
  readonly withoutSource: number
}

/**
 * The summary of an audit. A number of rows is `null` if the input was not passed.
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
  /** The accounts for which Marketo shows at least one person, and which are compared. */
  readonly accountsCompared: number
  /** The people whose values are compared. */
  readonly peopleCompared: number
  readonly setApart: {
    readonly personAccounts: number
    readonly accounts: number
    /** Accounts that are deleted or merged in Salesforce. */
    readonly deletedAccounts: number
    readonly fields: ReadonlyArray<FieldName>
  }
  /** The columns of people that are blank for everybody, so that the audit works without them. */
  readonly blankColumns: ReadonlyArray<'sfdcContactId' | 'sfdcAccountId' | 'contactCompany'>
  readonly peopleUntil: Instant | null
  /** How far the sync has read accounts. `null` if it is not known. */
  readonly howFar: HowFar | null
  readonly log: LogSummary | null
  readonly fields: ReadonlyArray<ComparedField>
}
