/**
 * A service can decide inputs by sending messages between partitions. This module describes the messages that the service sends
 * and the partitions that it stores.
 *
 * @since 0.2.0
 */
import type { Input } from '../model/Input.js'
import type { AccountId, ContactId } from '../model/SalesforceId.js'
import type { Key } from './Key.js'
import type { Facts } from './Known.js'
import type { Rows } from './Rows.js'
import { emptyRows } from './Rows.js'
import type { Verdict } from './Verdict.js'

/**
 * One input on its way through its partitions. The origin and the number together identify the transaction.
 *
 * @category model
 * @since 0.2.0
 */
export interface Transaction {
  /** The partition at which the input started. */
  readonly origin: Key
  /** The number that the origin gave the transaction. The origin counts its transactions from 1. */
  readonly number: number
  /** The number of the submission that contained the input. An input that has to wait and is retried later keeps this number. */
  readonly submission: number
  readonly input: Input
}

/**
 * One decision about an input. A service logs each decision.
 *
 * @category model
 * @since 0.2.0
 */
export interface Decision extends Verdict {
  readonly transaction: Transaction
  /** The partition that made the decision. No other partition logs the decision. */
  readonly at: Key
}

/**
 * Submits an input to the partition at which the input starts. The sender numbers the submissions to one partition in ascending
 * order.
 *
 * @category messages
 * @since 0.2.0
 */
export interface Submit {
  readonly _tag: 'Submit'
  readonly submission: number
  readonly input: Input
}

/**
 * A message that sends a transaction to its next partition. The partitions in `held` wait for the decision.
 *
 * @category messages
 * @since 0.2.0
 */
export interface Visit {
  readonly _tag: 'Visit'
  readonly transaction: Transaction
  readonly held: ReadonlyArray<Key>
  /** The partitions that the transaction must visit after this partition, in order. */
  readonly rest: ReadonlyArray<Key>
  readonly facts: Facts
}

/**
 * A message to a partition that waits for a decision. The message contains the decision. The partition applies the decision and
 * is free again.
 *
 * @category messages
 * @since 0.2.0
 */
export interface Settle {
  readonly _tag: 'Settle'
  readonly decision: Decision
}

/**
 * Tells a contact that Marketo now knows an account. The contact retries its records that wait for this account.
 *
 * @category messages
 * @since 0.2.0
 */
export interface Retry {
  readonly _tag: 'Retry'
  readonly accountId: AccountId
}

/**
 * A message to a partition.
 *
 * @category model
 * @since 0.2.0
 */
export type Message = Submit | Visit | Settle | Retry

/**
 * A contact record that waits for its account.
 *
 * @category model
 * @since 0.2.0
 */
export interface WaitingRecord {
  readonly accountId: AccountId
  readonly submission: number
  readonly input: Input
}

/**
 * One partition of a service that decides inputs with messages. The partition contains the rows, and the data that the exchange
 * of messages needs.
 *
 * | kind        | used keys, in addition to `rows`, `hold` and `stash` |
 * | ----------- | ---------------------------------------------------- |
 * | person      | `submitted`, `begun`                                 |
 * | opportunity | `seen`                                               |
 * | contact     | `submitted`, `begun`, `seen`, `deferred`             |
 * | account     | `submitted`, `begun`, `seen`, `waiting`              |
 *
 * @category model
 * @since 0.2.0
 */
export interface Partition {
  readonly rows: Rows
  /** The transaction that holds the partition, or `null`. The partition does not change while a transaction holds it. */
  readonly hold: Pick<Transaction, 'origin' | 'number'> | null
  /** The messages that arrived while a transaction held the partition, in the order of arrival. */
  readonly stash: ReadonlyArray<Message>
  /** The highest submission number that this partition has received. */
  readonly submitted: number
  /** How many transactions have begun at this partition. */
  readonly begun: number
  /**
   * A map from each origin to a number. Of the transactions that started at the origin and visited this partition, the last one
   * has this number. See {@link originsIn}.
   */
  readonly seen: Readonly<Record<string, number>>
  /** The contacts whose records wait for this account. */
  readonly waiting: ReadonlyArray<ContactId>
  /** The records of this contact that wait for their accounts. The oldest record comes first. */
  readonly deferred: ReadonlyArray<WaitingRecord>
}

/**
 * Makes a partition that has received no message yet.
 *
 * @category constructors
 * @since 0.2.0
 */
export const emptyPartition = (key: Key): Partition => ({
  rows: emptyRows(key),
  hold: null,
  stash: [],
  submitted: 0,
  begun: 0,
  seen: {},
  waiting: [],
  deferred: [],
})

/**
 * Lists the origins that {@link handle} looks up in `seen` when it handles a message.
 *
 * The key `seen` of an account has a number for every contact that ever visited the account. If this is too much data for one
 * value, store the numbers separately. Then pass `handle` a partition whose `seen` contains only the origins in this list.
 *
 * @category queries
 * @since 0.2.0
 */
export const originsIn = (message: Message, { stash }: Partition): ReadonlyArray<Key> =>
  [message, ...stash].flatMap((each) => (each._tag === 'Visit' ? [each.transaction.origin] : []))
