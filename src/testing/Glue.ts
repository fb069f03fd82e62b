/**
 * A worker over partitions. The test {@link interleavings} calls the functions of the worker.
 *
 * @since 0.4.0
 */
import type { Decided } from '../marketo/Decide.js'
import type { MarketoRows } from '../marketo/Marketo.js'
import type { Input } from '../model/Input.js'
import type { AccountId, ContactId } from '../model/SalesforceId.js'
import type { Settings } from '../model/Settings.js'

/**
 * A decision that took effect on a partition.
 *
 * @category model
 * @since 0.4.0
 */
export interface AppliedDecision {
  /** The id of the decision. Every partition that the decision affected uses the same id, and no other decision has this id. */
  readonly id: string
  /** Whether this partition made the decision. The test adds the decision to the log only if this is true. */
  readonly isMadeHere: boolean
  /** The number under which the input was submitted. */
  readonly submission: number
  readonly input: Input
  readonly decided: Decided
  /** The contacts that became live in the account of this partition. */
  readonly joined: ReadonlyArray<ContactId>
  /** The contacts that stopped being live in the account of this partition. */
  readonly left: ReadonlyArray<ContactId>
}

/**
 * The data that a worker commits after one message. If the worker crashes before the commit, nothing is stored.
 *
 * @category model
 * @since 0.4.0
 */
export interface Commit {
  /** The new partition, as JSON. */
  readonly partition: unknown
  /** The messages to send. Each message has the key of its target partition. The messages are JSON. */
  readonly out: ReadonlyArray<{ readonly to: string; readonly message: unknown }>
  /** The decisions that took effect on this partition, in order. */
  readonly applied: ReadonlyArray<AppliedDecision>
}

/**
 * The content of a partition after the workers have handled all messages.
 *
 * @category model
 * @since 0.4.0
 */
export interface PartitionAtRest {
  /** The rows that this partition contributes to the Marketo state. Each row must come from exactly one partition. */
  readonly rows: MarketoRows
  /** The partition stores how many live contacts each of its accounts has. These are the stored numbers. */
  readonly liveContacts: ReadonlyArray<{ readonly accountId: AccountId; readonly count: number }>
  readonly isHeld: boolean
  /** The number of messages that wait in this partition. */
  readonly stashed: number
  /** Accounts that are not known yet. Records in this partition wait for these accounts. */
  readonly waitsFor: ReadonlyArray<AccountId>
}

/**
 * A worker over partitions. It can use any protocol. Values of type `unknown` are JSON.
 *
 * @category model
 * @since 0.4.0
 */
export interface Glue {
  /** The key of the partition that receives an input first. */
  readonly entryKey: (input: Input) => string
  /** Returns the message that submits an input. The submission numbers start at 1 and increase. */
  readonly submit: (submission: number, input: Input) => unknown
  /**
   * Handles one message at the partition with this key. `partition` is the stored partition, or `undefined` if none is stored
   * yet.
   */
  readonly handle: (
    settings: Settings,
  ) => (key: string, message: unknown, partition: unknown) => Commit | Promise<Commit>
  /** Reads a stored partition at the end of the run. */
  readonly atRest: (partition: unknown) => PartitionAtRest
}
