/**
 * A worker over partitions, as {@link interleavings} calls it.
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
  /** The id of the decision. It is the same at every partition that the decision affected, and no other decision has it. */
  readonly id: string
  /** Whether this partition made the decision. Only then does the log get an entry for it. */
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
 * The commit of a worker after one message. If the worker crashes earlier, nothing is committed.
 *
 * @category model
 * @since 0.4.0
 */
export interface Commit {
  /** The new partition, as JSON. */
  readonly partition: unknown
  /** The messages to send, as JSON, each with the key of its target partition. */
  readonly out: ReadonlyArray<{ readonly to: string; readonly message: unknown }>
  /** The decisions that took effect on this partition, in order. */
  readonly applied: ReadonlyArray<AppliedDecision>
}

/**
 * The content of a partition after all messages are handled.
 *
 * @category model
 * @since 0.4.0
 */
export interface PartitionAtRest {
  /** The rows that this partition contributes to the whole Marketo. Each row must come from exactly one partition. */
  readonly rows: MarketoRows
  /** The number of live contacts that the partition of an account has stored. */
  readonly liveContacts: ReadonlyArray<{ readonly accountId: AccountId; readonly count: number }>
  readonly isHeld: boolean
  /** How many messages wait in the partition. */
  readonly stashed: number
  /** The accounts for which records in this partition wait. */
  readonly waitsFor: ReadonlyArray<AccountId>
}

/**
 * A worker over partitions, with any protocol. Values of type `unknown` are JSON.
 *
 * @category model
 * @since 0.4.0
 */
export interface Glue {
  /** The key of the partition where an input enters. */
  readonly entryKey: (input: Input) => string
  /** The message that submits an input. The submission numbers start with 1 and ascend. */
  readonly submit: (submission: number, input: Input) => unknown
  /** Handles one message at one partition. `partition` is `undefined` if none is stored under the key. */
  readonly handle: (
    settings: Settings,
  ) => (key: string, message: unknown, partition: unknown) => Commit | Promise<Commit>
  /** Reads a stored partition at the end. */
  readonly atRest: (partition: unknown) => PartitionAtRest
}
