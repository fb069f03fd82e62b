/**
 * The records of each kind of file, one for each row.
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
 * The line on which a record was read, and the remarks about the record.
 *
 * @category model
 * @since 0.2.0
 */
export interface Placed {
  /** The line of the file, from 1. Missing if the record does not come from a file. */
  readonly line?: number
  /** Missing if there are no remarks. */
  readonly remarks?: ReadonlyArray<Remark>
}

/**
 * An account of Salesforce. An `AccountRecord` has this type too.
 *
 * @category model
 * @since 0.2.0
 */
export interface AccountRow extends Placed {
  readonly id: AccountId
  /** `null` if the file does not have the SystemModstamp. */
  readonly systemModstamp: Instant | null
  /** Missing if the file does not say whether the record is deleted. */
  readonly isDeleted?: boolean
  /** The account into which this account was merged. Missing if the file does not contain it. */
  readonly masterRecordId?: AccountId | null
  readonly fields: Fields
}

/**
 * A contact of Salesforce. A `ContactRecord` has this type too.
 *
 * @category model
 * @since 0.2.0
 */
export interface ContactRow extends Placed {
  readonly id: ContactId
  /** `null` if the contact has no account. */
  readonly accountId: AccountId | null
  /** `null` if the file does not have the SystemModstamp. */
  readonly systemModstamp: Instant | null
  /** Missing if the file does not say whether the record is deleted. */
  readonly isDeleted?: boolean
  /** The contact into which this contact was merged. Missing if the file does not contain it. */
  readonly masterRecordId?: ContactId | null
}

/**
 * A person of Marketo, with the account fields that Marketo shows for the person. A value is `null` if it is blank, or if
 * the file does not have the column. The mapping tells which columns the file has.
 *
 * @category model
 * @since 0.2.0
 */
export interface PersonRow extends Placed {
  readonly id: PersonId
  /** SFDC Contact Id. If it is missing, the SFDC Id, if that is the id of a contact. */
  readonly sfdcContactId: ContactId | null
  /** The account that Marketo links the person to. */
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
 * A step of a cycle of the sync, from Sync Status.
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
 * A record that the sync could not bring to Marketo, from Sync Errors. The message is not read, because it may quote the
 * record.
 *
 * @category model
 * @since 0.2.0
 */
export interface SyncErrorRow extends Placed {
  readonly failedOn: Instant | null
  /** Whether the error is of one record or of a whole job, as the file writes it. */
  readonly errorType: string | null
  readonly personId: PersonId | null
  readonly salesforceId: SalesforceId | null
}

/**
 * The record of each kind of file.
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
