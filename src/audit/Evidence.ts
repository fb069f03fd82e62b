/**
 * The evidence of a finding, and the inputs that could refute the finding. The audit did not have these inputs.
 *
 * @since 0.4.0
 */
import type { FieldValue } from '../model/Field.js'
import type { Instant } from '../model/Instant.js'
import type { PersonId } from '../model/Person.js'
import type { AccountId } from '../model/SalesforceId.js'
import type { NotSynced } from '../questions/NextOverride.js'

/**
 * How the audit found out how far the sync has read.
 *
 * | value         | meaning                                                                                               |
 * | ------------- | ----------------------------------------------------------------------------------------------------- |
 * | `sync-status` | Sync Status lists the last successful update pull of accounts                                         |
 * | `log`         | the log shows that the sync has delivered the present values of at least three accounts               |
 * | `patience`    | there is no better source; the audit assumes that the sync reads each record within one day           |
 *
 * @category model
 * @since 0.4.0
 */
export type HowFarBy = 'sync-status' | 'log' | 'patience'

/**
 * The progress of the sync. The sync has read each account whose SystemModstamp is not later than `until`.
 *
 * @category model
 * @since 0.4.0
 */
export interface HowFar {
  readonly until: Instant
  readonly by: HowFarBy
}

/**
 * One piece of evidence, as data.
 *
 * @category model
 * @since 0.4.0
 */
export type Evidence =
  /**
   * The last log entry for the field. The person of the entry belonged to the account. `by` is `unknown` if the entry has no
   * Source.
   */
  | {
      readonly _tag: 'LastLogged'
      readonly at: Instant
      readonly by: 'sync' | 'edit' | 'unknown'
      readonly personId: PersonId
      readonly oldValue: FieldValue
      readonly newValue: FieldValue
      /** False if another entry with the same time contradicts this entry. */
      readonly isSure: boolean
    }
  /**
   * An edit that set the field to the value that Marketo shows. It is not known whether the person of the edit belonged to the
   * account.
   */
  | { readonly _tag: 'EditElsewhere'; readonly at: Instant }
  /** The value in an earlier export from Salesforce. */
  | { readonly _tag: 'EarlierValue'; readonly value: FieldValue; readonly systemModstamp: Instant | null }
  /** The SystemModstamp of the record, and how far the sync has read. */
  | { readonly _tag: 'Stamp'; readonly systemModstamp: Instant; readonly howFar: HowFar | null }
  /** According to the log, the account's last sync-down was at this time. The log entry can be about any field of the account. */
  | { readonly _tag: 'SyncedDown'; readonly at: Instant }
  /** The log begins at this time. */
  | { readonly _tag: 'LogSince'; readonly from: Instant }
  /** The last period that the log does not cover. */
  | { readonly _tag: 'LogGap'; readonly from: Instant; readonly until: Instant }
  /** The log contains no local edits of account fields at all, so it cannot show whether somebody edited this field. */
  | { readonly _tag: 'NoEditsLogged' }
  /** The account has more live contacts than the cap. */
  | { readonly _tag: 'OverCap'; readonly liveContacts: number; readonly activityCap: number }
  /** The setting or the rule that makes the sync leave out the field. */
  | { readonly _tag: 'LeftOut'; readonly why: NotSynced }
  /** The field is blank for all people in Marketo, and has a value in this number of accounts in Salesforce. */
  | { readonly _tag: 'BlankForAll'; readonly filled: number }
  /**
   * `accounts` is the number of accounts in which a sync-down did not remove the difference. `lastBrought` is the time at which
   * the sync last delivered the field.
   */
  | { readonly _tag: 'KeptOverSyncDown'; readonly accounts: number; readonly lastBrought: Instant | null }
  /** The settings or the describe result of Account show that Salesforce calculates the field. */
  | { readonly _tag: 'Calculated' }
  /**
   * The values that people of the account show. For each value, `count` is the number of people who show the value, and
   * `personId` is the smallest id of these people.
   */
  | {
      readonly _tag: 'Shown'
      readonly values: ReadonlyArray<{
        readonly value: FieldValue
        readonly count: number
        readonly personId: PersonId
        readonly companyRows: ReadonlyArray<string>
      }>
    }
  /** The company rows in Marketo. Each has the number of its people and the ids of its accounts. */
  | {
      readonly _tag: 'CompanyRows'
      readonly rows: ReadonlyArray<{
        readonly row: string
        readonly count: number
        readonly accounts: ReadonlyArray<AccountId>
      }>
    }
  /** The first ten rows of the table that translates the values. `size` is the number of rows in the whole table. */
  | {
      readonly _tag: 'Table'
      readonly rows: ReadonlyArray<{
        readonly salesforce: FieldValue
        readonly marketo: FieldValue
        readonly accounts: number
      }>
      readonly size: number
    }
  /** The ratio of the number in Marketo to the number in Salesforce. */
  | { readonly _tag: 'Ratio'; readonly ratio: number }
  /** Sync Errors lists the record. */
  | { readonly _tag: 'SyncError'; readonly failedOn: Instant | null }
  /** The log contains a conversion. The converted person belongs to one of the accounts. */
  | { readonly _tag: 'Converted'; readonly personId: PersonId; readonly at: Instant }
  /** The record is deleted in Salesforce, or the export does not contain it. */
  | {
      readonly _tag: 'Deleted'
      readonly how: 'flagged' | 'not in the export'
      readonly masterRecordId: AccountId | null
    }
  /** Other accounts that the finding concerns. */
  | { readonly _tag: 'Accounts'; readonly ids: ReadonlyArray<AccountId>; readonly count: number }

/**
 * An input or a check that the audit did not have. It could refute the finding, or show which cause is the right one.
 *
 * | value               | meaning                                               |
 * | ------------------- | ----------------------------------------------------- |
 * | `log`               | the activity log (types 13 and 21)                    |
 * | `longer-log`        | a log that begins earlier                             |
 * | `log-gap`           | a log that also covers the gaps                       |
 * | `log-source`        | a log with the attribute Source                       |
 * | `systemModstamp`    | the SystemModstamp of accounts or contacts            |
 * | `earlier-accounts`  | an earlier export of the accounts                     |
 * | `sync-status`       | an export of the Sync Status page                     |
 * | `sync-errors`       | an export of the Sync Errors page                     |
 * | `describe`          | the describe result of Account                        |
 * | `contact-company`   | the column Contact Company in the export of people    |
 * | `sfdc-account-id`   | the column SFDC Account Id in the export of people    |
 * | `is-person-account` | the column IsPersonAccount in the export of accounts  |
 * | `field-permissions` | the permissions of the sync user in Salesforce        |
 * | `complete-export`   | a check that the export contains all records          |
 * | `sync-filter`       | the sync filter; ask Marketo's support for it         |
 * | `later-export`      | new exports, made after the next update of the record |
 *
 * @category model
 * @since 0.4.0
 */
export type Refutation =
  | 'log'
  | 'longer-log'
  | 'log-gap'
  | 'log-source'
  | 'systemModstamp'
  | 'earlier-accounts'
  | 'sync-status'
  | 'sync-errors'
  | 'describe'
  | 'contact-company'
  | 'sfdc-account-id'
  | 'is-person-account'
  | 'field-permissions'
  | 'complete-export'
  | 'sync-filter'
  | 'later-export'
