/**
 * The partitions of the message rendering, and the messages between them: what a service stores and sends.
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
 * One input on its way through its partitions. The origin and its number name it: no other transaction has the same two.
 *
 * @category model
 * @since 0.2.0
 */
export interface Transaction {
  /** The partition where the input has entered. */
  readonly origin: Key
  /** The origin's own count of the transactions that it has begun, from 1. */
  readonly number: number
  /** The number under which the input was submitted. An input that waited and is taken again keeps it. */
  readonly submission: number
  readonly input: Input
}

/**
 * One decision: an entry of the log.
 *
 * @category model
 * @since 0.2.0
 */
export interface Decision extends Verdict {
  readonly transaction: Transaction
  /** The partition that has decided. Only its log gets the decision. */
  readonly at: Key
}

/**
 * From outside, to the partition where the input enters. The submissions of one partition have ascending numbers.
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
 * A transaction comes to its next partition. Those in `held` wait for the decision.
 *
 * @category messages
 * @since 0.2.0
 */
export interface Visit {
  readonly _tag: 'Visit'
  readonly transaction: Transaction
  readonly held: ReadonlyArray<Key>
  /** The partitions that the transaction needs after this one, in their order. */
  readonly rest: ReadonlyArray<Key>
  readonly facts: Facts
}

/**
 * The decision, to each partition that waits for it. The partition applies it and is released.
 *
 * @category messages
 * @since 0.2.0
 */
export interface Settle {
  readonly _tag: 'Settle'
  readonly decision: Decision
}

/**
 * An account has become known: the contact takes its records that wait for this account again.
 *
 * @category messages
 * @since 0.2.0
 */
export interface Retry {
  readonly _tag: 'Retry'
  readonly accountId: AccountId
}

/**
 * What is sent to a partition.
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
 * A partition in the message rendering: its rows, and what it has to remember about messages.
 *
 * | kind        | uses besides `rows`, `hold` and `stash`                     |
 * | ----------- | ----------------------------------------------------------- |
 * | person      | `submitted`, `begun`                                        |
 * | opportunity | `seen`                                                      |
 * | contact     | `submitted`, `begun`, `seen`, `deferred`                    |
 * | account     | `submitted`, `begun`, `seen`, `waiting`                     |
 *
 * @category model
 * @since 0.2.0
 */
export interface Partition {
  readonly rows: Rows
  /** The transaction that holds the partition, or `null`. A held partition does not change. */
  readonly hold: Pick<Transaction, 'origin' | 'number'> | null
  /** The messages that have come while the partition was held, in their order. */
  readonly stash: ReadonlyArray<Message>
  /** The highest number that was submitted here. */
  readonly submitted: number
  /** How many transactions have begun here. */
  readonly begun: number
  /** By origin, the number of the last of its transactions that has come here. See {@link originsIn}. */
  readonly seen: Readonly<Record<string, number>>
  /** The contacts with records that wait for this account. */
  readonly waiting: ReadonlyArray<ContactId>
  /** The records of this contact that wait for their accounts, oldest first. */
  readonly deferred: ReadonlyArray<WaitingRecord>
}

/**
 * A partition that no message has come to yet.
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
 * The origins whose numbers in `seen` decide what a message does to a partition. An account remembers a number for every
 * contact that has ever visited it. If that is too much for one value, keep the numbers apart, and give {@link handle} a
 * partition that has only the numbers of these origins.
 *
 * @category queries
 * @since 0.2.0
 */
export const originsIn = (message: Message, { stash }: Partition): ReadonlyArray<Key> =>
  [message, ...stash].flatMap((each) => (each._tag === 'Visit' ? [each.transaction.origin] : []))
