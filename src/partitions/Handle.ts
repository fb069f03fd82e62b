/**
 * Decides inputs by sending messages between partitions ("message rendering"). A message carries an input from one partition to
 * the next.
 *
 * The last partition decides the input. Until the decision, the input holds each partition that it has visited. A held partition
 * does not change.
 *
 * @since 0.2.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { Settings } from '../model/Settings.js'
import { evolveRows } from './EvolveRows.js'
import type { Key } from './Key.js'
import { contactKey } from './Key.js'
import type { Decision, Message, Partition, Settle, Submit, Visit } from './Partition.js'
import { isMadeKnown, keyOf } from './Rows.js'
import { stop } from './Stop.js'

/**
 * A message, and the key of the partition that receives it.
 *
 * @category model
 * @since 0.2.0
 */
export interface Outgoing {
  readonly to: Key
  readonly message: Message
}

/**
 * The result of handling a message. Store the partition, the messages to send, and the decisions in one commit.
 *
 * @category model
 * @since 0.2.0
 */
export interface Handled {
  readonly partition: Partition
  /** The messages to send. Send these messages after the decisions have been logged. */
  readonly out: ReadonlyArray<Outgoing>
  /**
   * The decisions that changed this partition, in the order of the changes. Do not log a decision whose `at` is another partition,
   * because the other partition logs it. If this partition is an account, apply the `move` of every decision to the list of the
   * account's contacts.
   */
  readonly applied: ReadonlyArray<Decision>
}

const nothing = (partition: Partition): Handled => ({ partition, out: [], applied: [] })

/** Combines the results of two messages that the same partition handles one after the other. */
const then = (first: Handled, { partition, out, applied }: Handled): Handled => ({
  partition,
  out: [...first.out, ...out],
  applied: [...first.applied, ...applied],
})

/** Tests whether the message is the decision of the transaction that holds the partition. */
const releases = (message: Message, { hold }: Partition): message is Settle => {
  if (message._tag !== 'Settle') return false
  const { origin, number } = message.decision.transaction
  return hold?.origin === origin && hold.number === number
}

/**
 * Stores a contact record that has to wait. The contact's partition stores the record, and the account's partition adds the
 * contact to its waiting contacts.
 */
const withDeferral = (partition: Partition, { decided, transaction }: Decision): Partition => {
  if (E.isRight(decided) || decided.left._tag !== 'Deferred') return partition
  const { submission, input } = transaction
  const { accountId, contactId } = decided.left.reason
  const { rows, waiting, deferred } = partition
  if (rows.id === contactId) return { ...partition, deferred: [...deferred, { accountId, submission, input }] }
  return rows.id === accountId ? { ...partition, waiting: [...new Set([...waiting, contactId])] } : partition
}

/** Applies a decision. If Marketo now knows the account, sends a `Retry` to each contact that waits for the account. */
const apply = (partition: Partition, decision: Decision): Handled => {
  const rows = evolveRows(partition.rows, decision)
  const after = { ...withDeferral(partition, decision), rows }
  if (!isMadeKnown(partition.rows, rows)) return { partition: after, out: [], applied: [decision] }
  const retries = after.waiting.map((contactId): Outgoing => ({
    to: contactKey(contactId),
    message: { _tag: 'Retry', accountId: rows.id },
  }))
  return { partition: { ...after, waiting: [] }, out: retries, applied: [decision] }
}

/**
 * @internal Works like {@link handle}, but with a given {@link stop}. Tests pass a stop that contains a fault.
 *
 * | message  | effect                                                                                                                   |
 * | -------- | ------------------------------------------------------------------------------------------------------------------------ |
 * | any      | if a transaction holds the partition, every message except its `Settle` goes to the stash                                |
 * | `Submit` | if the number is higher than `submitted`, a transaction begins; otherwise nothing happens                                |
 * | `Visit`  | if the number is higher than the number in `seen`, the transaction makes its stop here; otherwise nothing happens        |
 * | `Settle` | if its transaction holds the partition, the decision is applied and the partition is released; otherwise nothing happens |
 * | `Retry`  | a new transaction begins for each record that waits for the account                                                      |
 *
 * Then the partition handles the messages in the stash in order, until a transaction holds the partition again.
 */
export const handleBy = (stopAt: ReturnType<typeof stop>): ((message: Message, partition: Partition) => Handled) => {
  const visit = (partition: Partition, { transaction, held, rest, facts }: Visit): Handled => {
    const { origin, number, input } = transaction
    const at = keyOf(partition.rows)
    const stopped = stopAt({ input, facts, rest }, partition.rows)
    if (stopped._tag === 'GoesOn') {
      const [to, ...further] = stopped.rest
      const message: Visit = { _tag: 'Visit', transaction, held: [...held, at], rest: further, facts: stopped.facts }
      return { partition: { ...partition, hold: { origin, number } }, out: [{ to, message }], applied: [] }
    }
    const { decided, move } = stopped
    const decision: Decision = { transaction, at, decided, move }
    const settles = held.map((to): Outgoing => ({ to, message: { _tag: 'Settle', decision } }))
    const handled = apply(partition, decision)
    return { ...handled, out: [...settles, ...handled.out] }
  }

  const begin = (partition: Partition, { submission, input }: Omit<Submit, '_tag'>): Handled => {
    const number = partition.begun + 1
    const transaction = { origin: keyOf(partition.rows), number, submission, input }
    return visit({ ...partition, begun: number }, { _tag: 'Visit', transaction, held: [], rest: [], facts: [] })
  }

  /** Handles a message at a partition that no transaction holds. */
  const one = (message: Message, partition: Partition): Handled => {
    const { submitted, seen, deferred, stash } = partition
    switch (message._tag) {
      case 'Submit': {
        const { submission } = message
        return submission > submitted ? begin({ ...partition, submitted: submission }, message) : nothing(partition)
      }
      case 'Visit': {
        const { origin, number } = message.transaction
        return number > (seen[origin] ?? 0)
          ? visit({ ...partition, seen: { ...seen, [origin]: number } }, message)
          : nothing(partition)
      }
      case 'Settle':
        return nothing(partition)
      case 'Retry': {
        const first = deferred.find(({ accountId }) => accountId === message.accountId)
        if (first === undefined) return nothing(partition)
        // The other records cannot be retried now, because the transaction of the first record can hold this partition. The other
        // records are retried when the partition takes the message from the stash.
        const others = deferred.filter((record) => record !== first)
        return begin({ ...partition, deferred: others, stash: [...stash, message] }, first)
      }
    }
  }

  return (message, partition) => {
    let handled = releases(message, partition)
      ? apply({ ...partition, hold: null }, message.decision)
      : nothing({ ...partition, stash: [...partition.stash, message] })
    while (handled.partition.hold === null && RA.isNonEmpty(handled.partition.stash)) {
      const [next, ...stash] = handled.partition.stash
      handled = then(handled, one(next, { ...handled.partition, stash }))
    }
    return handled
  }
}

/**
 * Handles one message at one partition. Pass the partition that is stored under the key. If no partition is stored, pass
 * `emptyPartition(key)`.
 *
 * Store the result in one commit. If the service crashes before the commit, the message must be delivered again. If a message is
 * delivered again after the commit, nothing changes.
 *
 * @rule locality.account
 * @category decisions
 * @since 0.2.0
 */
export const handle = (settings: Settings): ((message: Message, partition: Partition) => Handled) =>
  handleBy(stop(settings))
