/**
 * Decides inputs with messages between partitions ("message rendering"). Messages take an input from one partition to the next.
 * Each partition is held, which means that it does not change, until the last partition has decided the input.
 *
 * @since 0.2.0
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Settings } from '../model/Settings.js'
import type { AccountId, ContactId } from '../model/SalesforceId.js'
import { pushAll } from '../model/PushAll.js'
import { evolveRows } from './EvolveRows.js'
import type { Key } from './Key.js'
import { contactKey } from './Key.js'
import type { Decision, Message, Partition, Retry, Settle, Submit, Transaction, Visit } from './Partition.js'
import type { Rows } from './Rows.js'
import { isMadeKnown, keyOf } from './Rows.js'
import type { Arrival, Stop } from './Stop.js'
import { stop } from './Stop.js'
import type { Verdict } from './Verdict.js'

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
  /** The messages to send, after the decisions have been logged. */
  readonly out: ReadonlyArray<Outgoing>
  /**
   * The decisions that changed this partition, in order. Log only the decisions whose `at` is this partition, so that each
   * decision is logged once. Apply the `move` of each decision to the list of contacts of an account.
   */
  readonly applied: ReadonlyArray<Decision>
}

/** @internal The functions of the domain that the protocol calls. Tests plant faults in these functions. */
export interface Domain {
  readonly stop: (arrival: Arrival, rows: Rows) => Stop
  readonly evolve: (rows: Rows, verdict: Verdict) => Rows
}

const nothing = (partition: Partition): Handled => ({ partition, out: [], applied: [] })

const isOf = ({ origin, number }: Transaction, hold: Partition['hold']): boolean =>
  hold !== null && hold.origin === origin && hold.number === number

/**
 * Stores a contact record that has to wait. The contact's partition stores the record, and the account's partition adds the
 * contact to its waiting contacts.
 */
const withDeferral = (partition: Partition, { decided, transaction }: Decision): Partition => {
  if (E.isRight(decided) || decided.left._tag !== 'Deferred') return partition
  const { submission, input } = transaction
  const { accountId, contactId } = decided.left.reason
  const { rows, waiting, deferred } = partition
  if (rows._tag === 'ContactRows' && rows.id === contactId)
    return { ...partition, deferred: [...deferred, { accountId, submission, input }] }
  if (rows._tag === 'AccountRows' && rows.id === accountId && !waiting.includes(contactId))
    return { ...partition, waiting: [...waiting, contactId] }
  return partition
}

const retriesOf = (waiting: ReadonlyArray<ContactId>, accountId: AccountId): ReadonlyArray<Outgoing> =>
  waiting.map((contactId) => ({ to: contactKey(contactId), message: { _tag: 'Retry', accountId } }))

/** Stores the rows. If Marketo now knows the account, sends a `Retry` to each contact that waits for the account. */
const withRows = (partition: Partition, after: Rows): Pick<Handled, 'partition' | 'out'> => {
  const { rows: before, waiting } = partition
  return isMadeKnown(before, after)
    ? { partition: { ...partition, rows: after, waiting: [] }, out: retriesOf(waiting, after.id) }
    : { partition: { ...partition, rows: after }, out: [] }
}

/**
 * @internal {@link handle} over any domain.
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
export const handleBy = ({ stop: stopAt, evolve }: Domain): ((message: Message, partition: Partition) => Handled) => {
  const apply = (partition: Partition, decision: Decision): Handled => ({
    ...withRows(withDeferral(partition, decision), evolve(partition.rows, decision)),
    applied: [decision],
  })

  const visit = (partition: Partition, { transaction, held, rest, facts }: Omit<Visit, '_tag'>): Handled => {
    const { origin, number, input } = transaction
    const at = keyOf(partition.rows)
    const stopped = stopAt({ input, facts, rest }, partition.rows)
    switch (stopped._tag) {
      case 'GoesOn': {
        const [to, ...further] = stopped.rest
        const message: Visit = {
          _tag: 'Visit',
          transaction,
          held: [...held, at],
          rest: further,
          facts: stopped.facts,
        }
        return { partition: { ...partition, hold: { origin, number } }, out: [{ to, message }], applied: [] }
      }
      case 'Decides': {
        const { decided, move } = stopped
        const decision: Decision = { transaction, at, decided, move }
        const settle: Settle = { _tag: 'Settle', decision }
        const handled = apply(partition, decision)
        return { ...handled, out: [...held.map((to) => ({ to, message: settle })), ...handled.out] }
      }
    }
  }

  const begin = (partition: Partition, { submission, input }: Omit<Submit, '_tag'>): Handled => {
    const number = partition.begun + 1
    const transaction = { origin: keyOf(partition.rows), number, submission, input }
    return visit({ ...partition, begun: number }, { transaction, held: [], rest: [], facts: [] })
  }

  /**
   * Begins a transaction for one waiting record. The transaction may hold the partition, so the next waiting record gets a
   * separate `Retry`.
   */
  const retry = (partition: Partition, message: Retry): Handled => {
    const [first, next] = partition.deferred.filter(({ accountId }) => accountId === message.accountId)
    if (first === undefined) return nothing(partition)
    const deferred = partition.deferred.filter((record) => record !== first)
    const stash = next === undefined ? partition.stash : [...partition.stash, message]
    return begin({ ...partition, deferred, stash }, first)
  }

  const one = (message: Message, partition: Partition): Handled => {
    switch (message._tag) {
      case 'Submit':
        return message.submission > partition.submitted
          ? begin({ ...partition, submitted: message.submission }, message)
          : nothing(partition)
      case 'Visit': {
        const { origin, number } = message.transaction
        return number > (partition.seen[origin] ?? 0)
          ? visit({ ...partition, seen: { ...partition.seen, [origin]: number } }, message)
          : nothing(partition)
      }
      case 'Settle':
        return isOf(message.decision.transaction, partition.hold)
          ? apply({ ...partition, hold: null }, message.decision)
          : nothing(partition)
      case 'Retry':
        return retry(partition, message)
    }
  }

  return (message, partition) => {
    const isReleased = message._tag === 'Settle' && isOf(message.decision.transaction, partition.hold)
    if (partition.hold !== null && !isReleased) return nothing({ ...partition, stash: [...partition.stash, message] })
    const queue = [message, ...partition.stash]
    const out: Array<Outgoing> = []
    const applied: Array<Decision> = []
    let state: Partition = { ...partition, stash: [] }
    let taken = 0
    for (const next of queue) {
      if (taken > 0 && state.hold !== null) break
      const handled = one(next, state)
      taken += 1
      pushAll(out, handled.out)
      pushAll(applied, handled.applied)
      // Retrying a record may add a message to the stash.
      pushAll(queue, handled.partition.stash)
      state = { ...handled.partition, stash: [] }
    }
    return { partition: { ...state, stash: queue.slice(taken) }, out, applied }
  }
}

/**
 * Handles one message at one partition. Pass the partition that is stored under the key, or `emptyPartition(key)` if none is
 * stored. Store the result in one commit. If the service crashes before the commit, the message must be delivered again. If a
 * message is delivered again after the commit, nothing changes.
 *
 * @rule locality.account
 * @category decisions
 * @since 0.2.0
 */
export const handle = (settings: Settings): ((message: Message, partition: Partition) => Handled) =>
  handleBy({ stop: stop(settings), evolve: evolveRows })
