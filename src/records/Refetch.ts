/**
 * What a change event can amount to besides a delivery: it does not say enough, and the record has to be read again.
 *
 * @since 0.1.0
 */
import type { Instant } from '../model/Instant.js'
import type { AccountId, ContactId } from '../model/SalesforceId.js'

/**
 * Why a record has to be read again.
 *
 * | value       | the event …                                                                                          |
 * | ----------- | ---------------------------------------------------------------------------------------------------- |
 * | `gap`       | is a `GAP_…` event: something changed, and it does not say what                                       |
 * | `overflow`  | is `GAP_OVERFLOW`: more changed in one transaction than is told                                       |
 * | `wildcard`  | names every record of its object (`001*`)                                                            |
 * | `not held`  | is partial, and the caller holds nothing to complete it from                                         |
 * | `diff`      | gives a long text as a difference                                                                    |
 * | `compound`  | gives a compound value whose fields are not known                                                    |
 *
 * @category model
 * @since 0.1.0
 */
export type ReadAgainReason = 'gap' | 'overflow' | 'wildcard' | 'not held' | 'diff' | 'compound'

interface ReadAgainOf<Tag extends string, Id> {
  readonly _tag: Tag
  readonly at: Instant
  /** When Salesforce committed the change: a record read before then is not enough. */
  readonly committedAt: Instant
  /** Those named, or every record of the object. */
  readonly ids: ReadonlyArray<Id> | 'every'
  readonly why: ReadAgainReason
  /** For `diff` and `compound`, which; else none. */
  readonly fields: ReadonlyArray<string>
}

/**
 * Accounts to be read again, deleted ones included.
 *
 * @category model
 * @since 0.1.0
 */
export type ReadAccountsAgain = ReadAgainOf<'ReadAccountsAgain', AccountId>

/**
 * Contacts to be read again, deleted ones included.
 *
 * @category model
 * @since 0.1.0
 */
export type ReadContactsAgain = ReadAgainOf<'ReadContactsAgain', ContactId>

/**
 * Records to be read again: neither an error nor a delivery.
 *
 * @category model
 * @since 0.1.0
 */
export type Refetch = ReadAccountsAgain | ReadContactsAgain
