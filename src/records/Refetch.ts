/**
 * If a change event does not contain enough data for a delivery, a service has to fetch the records from Salesforce again. This
 * module describes the records to fetch.
 *
 * @since 0.1.0
 */
import type { Instant } from '../model/Instant.js'
import type { AccountId, ContactId } from '../model/SalesforceId.js'

/**
 * The reason why a record has to be fetched again.
 *
 * | value            | the event                                                                                               |
 * | ---------------- | ------------------------------------------------------------------------------------------------------- |
 * | `gap`            | is a `GAP_…` event: something changed, but the event does not contain the change                        |
 * | `overflow`       | is `GAP_OVERFLOW`: the transaction changed more records than Salesforce reported                        |
 * | `wildcard`       | names every record of its object (`001*`)                                                               |
 * | `unknown record` | contains only some of the fields, and the caller does not know the record                               |
 * | `diff`           | contains only the difference between a long text and the previous text                                  |
 * | `compound`       | changes a compound field whose parts this library does not know                                         |
 * | `bitmap`         | has a header in which the lists of fields are still encoded (`0x…`)                                     |
 * | `contradiction`  | contradicts itself: a changed field is null but not listed as blank, or is listed as blank but not null |
 *
 * @category model
 * @since 0.2.0
 */
export type RefetchReason =
  'gap' | 'overflow' | 'wildcard' | 'unknown record' | 'diff' | 'compound' | 'bitmap' | 'contradiction'

interface RefetchOf<Tag extends string, Id> {
  readonly _tag: Tag
  /** The time when the event arrived. */
  readonly at: Instant
  /** The time when Salesforce committed the change. A record that was fetched before this time is too old. */
  readonly committedAt: Instant
  /** The ids of the records to fetch, or `all` for all records of the object. */
  readonly ids: ReadonlyArray<Id> | 'all'
  readonly reason: RefetchReason
  /** The fields that cause the reason `diff`, `compound` or `contradiction`. The list is empty for the other reasons. */
  readonly fields: ReadonlyArray<string>
}

/**
 * The accounts to fetch again. Use `queryAll`, which also returns deleted accounts.
 *
 * @category model
 * @since 0.2.0
 */
export type RefetchAccounts = RefetchOf<'RefetchAccounts', AccountId>

/**
 * The contacts to fetch again. Use `queryAll`, which also returns deleted contacts.
 *
 * @category model
 * @since 0.2.0
 */
export type RefetchContacts = RefetchOf<'RefetchContacts', ContactId>

/**
 * A request to fetch records from Salesforce again. It is neither an error nor a delivery.
 *
 * @category model
 * @since 0.2.0
 */
export type Refetch = RefetchAccounts | RefetchContacts
