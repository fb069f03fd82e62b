/**
 * What an audit takes: the rows of the files, and the options.
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
 * The rows of the files. Each iterable is read once, in the order of the keys below. Rows may come in any order. If a record
 * has several rows, the row with the latest SystemModstamp or Updated At counts, and among equals the last.
 *
 * @category model
 * @since 0.4.0
 */
export interface AuditRows {
  readonly accounts: Iterable<AccountRow>
  /** The accounts as an earlier export has them, from before the people were exported. */
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
  /** The describe of Account. It tells the types of the fields, and which fields Salesforce calculates. */
  readonly schema?: ObjectSchema
  /** How the two systems write numbers and dates. Missing keys have the values of `apiNotation`. */
  readonly notation?: { readonly salesforce?: Partial<Notation>; readonly marketo?: Partial<Notation> }
  /** The inputs that do not contain all records. The audit then says nothing about missing records of these kinds. */
  readonly partial?: ReadonlyArray<'accounts' | 'contacts' | 'people' | 'changes'>
  /** When the first person was exported. If it is missing, `peopleUntil`. */
  readonly peopleFrom?: Instant
  /** When the last person was exported. If it is missing, the newest instant in people, log and accounts. */
  readonly peopleUntil?: Instant
  /** The Source that the log has for changes by the sync, in any case. If it is missing, `sfdc`. */
  readonly syncSource?: string
  /** Fields that the audit does not compare, such as fields that support syncs both ways or has blocked. */
  readonly setApartFields?: ReadonlyArray<FieldName>
  /** Accounts that the audit does not compare. Person accounts (`IsPersonAccount`) are never compared. */
  readonly setApartAccounts?: ReadonlyArray<AccountId>
}
