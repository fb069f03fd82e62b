/**
 * The types of the records in each kind of file. Each row becomes one record.
 *
 * @since 0.2.0
 */
import type { Fields } from '../model/Field.js'
import type { Instant } from '../model/Instant.js'
import type { PersonId } from '../model/Person.js'
import type { AccountId, ContactId, SalesforceId } from '../model/SalesforceId.js'
import type { LoggedActivity } from '../records/LoggedActivity.js'
import type { Remark } from './Row.js'

/**
 * The number of the line on which a record begins, and the remarks about the record.
 *
 * @category model
 * @since 0.2.0
 */
export interface Placed {
  /** The number of the line. The first line is 1. Missing if the record does not come from a file. */
  readonly line?: number
  /**
   * The number of the file. If a caller joins several files of people, the caller sets this number, because the files were exported
   * at different times. The rows of the first file have no number.
   */
  readonly file?: number
  /** The remarks about the record. Missing if there are none. */
  readonly remarks?: ReadonlyArray<Remark>
}

/**
 * An account from Salesforce. Every `AccountRecord` is also an `AccountRow`.
 *
 * @category model
 * @since 0.2.0
 */
export interface AccountRow extends Placed {
  readonly id: AccountId
  /** `null` if the file does not have the SystemModstamp. */
  readonly systemModstamp: Instant | null
  /** Whether the record is deleted. Missing if the file does not have this column. */
  readonly isDeleted?: boolean
  /** The account into which this account was merged. Missing if the file does not have the column. */
  readonly masterRecordId?: AccountId | null
  readonly fields: Fields
}

/**
 * A contact from Salesforce. Every `ContactRecord` is also a `ContactRow`.
 *
 * @category model
 * @since 0.2.0
 */
export interface ContactRow extends Placed {
  readonly id: ContactId
  /** The account of the contact. `null` if the contact has no account. */
  readonly accountId: AccountId | null
  /** `null` if the file does not have the SystemModstamp. */
  readonly systemModstamp: Instant | null
  /** Whether the record is deleted. Missing if the file does not have this column. */
  readonly isDeleted?: boolean
  /** The contact into which this contact was merged. Missing if the file does not have the column. */
  readonly masterRecordId?: ContactId | null
}

/**
 * A person from Marketo, and the values that Marketo shows for the person in account fields.
 *
 * A key is `null` if the value is blank, or if the file does not have the column. The mapping distinguishes the two cases,
 * because the mapping lists the columns of the file.
 *
 * @category model
 * @since 0.2.0
 */
export interface PersonRow extends Placed {
  readonly id: PersonId
  /**
   * The SFDC Contact Id of the row. If the row has no SFDC Contact Id, but its SFDC Id belongs to a contact, this is the SFDC Id.
   */
  readonly sfdcContactId: ContactId | null
  /** The account to which Marketo links the person. */
  readonly sfdcAccountId: AccountId | null
  readonly sfdcType: string | null
  readonly sfdcIsDeleted: boolean | null
  /** The id of Marketo's company row. Marketo shows the same account fields for all people with the same company row. */
  readonly contactCompany: string | null
  readonly updatedAt: Instant | null
  /** The values that Marketo shows for the person in account fields. */
  readonly fields: Fields
}

/**
 * A row of Marketo's Sync Status page. Each row describes one step in a cycle of the sync.
 *
 * @category model
 * @since 0.2.0
 */
export interface SyncStatusRow extends Placed {
  readonly startedAt: Instant
  readonly endedAt: Instant | null
  readonly object: string
  readonly operation: string
  readonly status: string
  readonly failedItems: number | null
  /** The number of records in which no synced field had changed. */
  readonly skipped: number | null
}

/**
 * A row of Marketo's Sync Errors page. Each row describes a record that failed to sync to Marketo. The library does not read the
 * error message, because the message can quote the record.
 *
 * @category model
 * @since 0.2.0
 */
export interface SyncErrorRow extends Placed {
  readonly failedOn: Instant | null
  /** The type of the error, as the file writes it. It shows whether a single record or a whole job failed. */
  readonly errorType: string | null
  readonly personId: PersonId | null
  readonly salesforceId: SalesforceId | null
}

/**
 * The type of the records in each kind of file.
 *
 * @category model
 * @since 0.2.0
 */
export interface RowOf {
  readonly accounts: AccountRow
  readonly contacts: ContactRow
  readonly people: PersonRow
  readonly changes: LoggedActivity & Placed
  readonly syncStatus: SyncStatusRow
  readonly syncErrors: SyncErrorRow
}
