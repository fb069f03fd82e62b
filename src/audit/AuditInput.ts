/**
 * The input of an audit: the rows of the files, and the options.
 *
 * @since 0.4.0
 */
import type { FieldName } from '../model/Field.js'
import type { Instant } from '../model/Instant.js'
import type { AccountId } from '../model/SalesforceId.js'
import type { Notation } from '../exports/Notation.js'
import type { AccountRow, ContactRow, PersonRow, SyncErrorRow, SyncStatusRow } from '../exports/Rows.js'
import type { ObjectSchema } from '../records/Describe.js'
import type { LoggedActivity } from '../records/LoggedActivity.js'

/**
 * The rows of the files. The audit reads each iterable once, in the order of the keys below. The rows of a file may be in any
 * order.
 *
 * If a record has several rows, the audit uses only the newest row. The SystemModstamp or Updated At shows which row is the
 * newest. If several rows have the newest time, the audit uses the last of these rows. If the values of these rows differ, the
 * cause of a difference in the record's account is not certain.
 *
 * @category model
 * @since 0.4.0
 */
export interface AuditRows {
  readonly accounts: Iterable<AccountRow>
  /** The accounts from an earlier export, which was made before the people were exported. */
  readonly earlierAccounts?: Iterable<AccountRow>
  readonly contacts?: Iterable<ContactRow>
  readonly syncStatus?: Iterable<SyncStatusRow>
  readonly syncErrors?: Iterable<SyncErrorRow>
  readonly people: Iterable<PersonRow>
  /** Marketo's log: the changes of fields (type 13) and the conversions (type 21) of all people. */
  readonly changes?: Iterable<LoggedActivity>
}

/**
 * The options of an audit. Every option may be missing.
 *
 * @category model
 * @since 0.4.0
 */
export interface AuditOptions {
  /** The describe result of Account. It contains the types of the fields, and the fields that Salesforce calculates. */
  readonly schema?: ObjectSchema
  /** The way in which each of the two systems writes numbers and dates. Missing keys have the values of `apiNotation`. */
  readonly notation?: { readonly salesforce?: Partial<Notation>; readonly marketo?: Partial<Notation> }
  /**
   * The inputs that do not contain all records. The audit does not report that a record is missing from such an input.
   *
   * The audit reads this option only after it has read all rows. If a row of the log could not be read, a getter can therefore
   * add `changes`.
   */
  readonly partial?: ReadonlyArray<'accounts' | 'contacts' | 'people' | 'changes'>
  /**
   * The inputs that are known to contain all records. The files themselves cannot show that they are complete.
   *
   * If `complete` does not list an export, no finding about a missing record is certain, because the export may be incomplete.
   *
   * The item `syncErrors` states two facts about the Sync Errors file: the file was written after the export of the people, and it
   * lists every failure of the last five days. If `complete` does not contain `syncErrors`, a record may have failed even if the file
   * does not list the record.
   */
  readonly complete?: ReadonlyArray<'accounts' | 'contacts' | 'people' | 'syncErrors'>
  /** The time at which the first person was exported. The default is `peopleUntil`. */
  readonly peopleFrom?: Instant
  /**
   * The time at which the last person was exported. The default is the newest instant in the people, the log and the accounts. If
   * the `updatedAt` of a person is later than the given time, the audit uses the latest `updatedAt` instead.
   */
  readonly peopleUntil?: Instant
  /** The Source that a log entry has if the sync made the change. Upper and lower case do not matter. The default is `sfdc`. */
  readonly syncSource?: string
  /**
   * More statuses of Sync Status that mean success, for example the words of another language. Upper and lower case do not
   * matter. The statuses `Succeeded`, `Success` and `Successful` always count as successful. A pull with any other status does
   * not count as successful.
   */
  readonly successStatuses?: ReadonlyArray<string>
  /**
   * Fields that the audit does not compare. Examples are the fields that Marketo's support has blocked, and the fields that sync in
   * both directions.
   */
  readonly setApartFields?: ReadonlyArray<FieldName>
  /** Accounts that the audit does not compare. Known person accounts (`IsPersonAccount`) are never compared. */
  readonly setApartAccounts?: ReadonlyArray<AccountId>
}
