// Faults that are easy to make in a new version of the protocol. Each fault leaves out one part of the protocol that looks
// unnecessary. The check of the law must catch every fault.
import * as E from 'fp-ts/lib/Either.js'
import type { Input } from 'marketo-account-sync'
import type { Key, Message, Partition, Settle, Stop } from '../../src/partitions/index.js'
import type { Handle, Fault, Unminded } from './glue.js'
import { contactsChangePlaces, personsChangePlaces, sameOpportunity } from './histories.js'

type Hold = NonNullable<Partition['hold']>

const isSame = (a: Hold, b: Hold): boolean => a.origin === b.origin && a.number === b.number

const holdOf = ({ decision: { transaction } }: Settle): Hold => ({
  origin: transaction.origin,
  number: transaction.number,
})

/** Handles each message as if the partition were free, and applies each decision once. */
const withoutHold =
  (handle: Handle) =>
  (
    message: Message,
    partition: Partition,
    unminded: Unminded,
  ): ReturnType<ReturnType<NonNullable<Fault['handle']>>> => {
    if (message._tag === 'Settle') {
      const hold = holdOf(message)
      return unminded.some((one) => isSame(one, hold))
        ? { ...handle(message, { ...partition, hold }), unminded: unminded.filter((one) => !isSame(one, hold)) }
        : { partition, out: [], applied: [], unminded }
    }
    const handled = handle(message, partition)
    const { hold } = handled.partition
    return hold === null
      ? { ...handled, unminded }
      : { ...handled, partition: { ...handled.partition, hold: null }, unminded: [...unminded, hold] }
  }

/** Changes the partition before a message is handled. */
const before = (change: (partition: Partition, message: Message) => Partition): Fault => ({
  handle: (handle) => (message, partition) => handle(message, change(partition, message)),
})

/** Changes the partition after a message was handled. */
const after = (change: (after: Partition, message: Message, before: Partition) => Partition): Fault => ({
  handle: (handle) => (message, partition) => {
    const handled = handle(message, partition)
    return { ...handled, partition: change(handled.partition, message, partition) }
  },
})

/** Changes what a partition answers to an input. */
const stopInstead = (stop: NonNullable<Fault['stop']>): Fault => ({ stop })

/** Changes the order of the partitions that an input visits after its first partition. */
const inOrder = (stopped: Stop, order: (a: Key, b: Key) => number): Stop => {
  if (stopped._tag === 'Decides') return stopped
  const [first, ...others] = [...stopped.rest].sort(order)
  return first === undefined ? stopped : { ...stopped, rest: [first, ...others] }
}

const isKeyOf = (kind: string, id: string | null | undefined) => (key: Key) => key === `${kind}/${id ?? ''}`

/** Puts the keys for which `isFirst` is true before the other keys. */
const firstly =
  (isFirst: (key: Key) => boolean) =>
  (a: Key, b: Key): number =>
    Number(isFirst(b)) - Number(isFirst(a))

interface PlantedFault extends Fault {
  readonly name: string
  /** A history in which the fault has an effect. This key is missing if random histories soon show the fault. */
  readonly history?: ReadonlyArray<Input>
}

export const faults: ReadonlyArray<PlantedFault> = [
  { name: 'partitions are not locked', handle: withoutHold },
  {
    name: 'the account with the lower id is not locked during a move',
    handle: (handle) => (message, partition, unminded) =>
      partition.rows._tag === 'AccountRows'
        ? withoutHold(handle)(message, partition, unminded)
        : handle(message, partition),
  },
  {
    name: 'a repeated message to a partition is handled again',
    ...before((partition) => ({ ...partition, seen: {} })),
  },
  {
    name: 'a repeated submission is handled again',
    ...before((partition) => ({ ...partition, submitted: 0 })),
  },
  {
    name: 'every decision unlocks the partition, even a decision of another transaction',
    handle: (handle) => (message, partition) => {
      if (message._tag !== 'Settle' || partition.hold === null) return handle(message, partition)
      const { decision } = message
      const transaction = { ...decision.transaction, ...partition.hold }
      return handle({ ...message, decision: { ...decision, transaction } }, partition)
    },
  },
  {
    name: 'a move locks the new account first, instead of the account with the lower id',
    history: contactsChangePlaces,
    ...stopInstead((stop) => (arrival, rows) => {
      const stopped = stop(arrival, rows)
      const { input } = arrival
      return input._tag === 'SyncContact' && rows._tag === 'ContactRows'
        ? inOrder(stopped, firstly(isKeyOf('account', input.record.accountId)))
        : stopped
    }),
  },
  {
    name: 'a person locks the old contact first, instead of the contact with the lower id',
    history: personsChangePlaces,
    ...stopInstead((stop) => (arrival, rows) => {
      const stopped = stop(arrival, rows)
      return arrival.input._tag === 'PutPerson' &&
        rows._tag === 'PersonRows' &&
        rows.person?.sfdc._tag === 'SfdcContact'
        ? inOrder(stopped, firstly(isKeyOf('contact', rows.person.sfdc.contactId)))
        : stopped
    }),
  },
  {
    name: 'an account forgets which contacts wait for it',
    ...after((partition) => ({ ...partition, waiting: [] })),
  },
  {
    name: 'a contact keeps a deferred record after trying the record again',
    ...after((partition, message, { deferred }) => (message._tag === 'Retry' ? { ...partition, deferred } : partition)),
  },
  {
    name: 'a confirmed conversion counts the new contact as already live',
    ...stopInstead(
      (stop) => (arrival, rows) =>
        arrival.input._tag === 'ConfirmConversion' && rows._tag === 'AccountRows' && rows.account !== null
          ? stop(arrival, { ...rows, liveContacts: rows.liveContacts + 1 })
          : stop(arrival, rows),
    ),
  },
  {
    name: 'a contact does not report which persons have become this contact',
    ...stopInstead(
      (stop) => (arrival, rows) => stop(arrival, rows._tag === 'ContactRows' ? { ...rows, persons: [] } : rows),
    ),
  },
  {
    name: 'an opportunity does not report the conversion that created it',
    history: sameOpportunity,
    ...stopInstead(
      (stop) => (arrival, rows) => stop(arrival, rows._tag === 'OpportunityRows' ? { ...rows, outcome: null } : rows),
    ),
  },
  {
    name: 'a deferred move removes the contact from the account with the lower id',
    handle: (handle) => (message, partition) => {
      const { rows } = partition
      if (message._tag !== 'Settle' || rows._tag !== 'AccountRows') return handle(message, partition)
      const { decided } = message.decision
      if (E.isRight(decided) || decided.left._tag !== 'Deferred') return handle(message, partition)
      const move = { contactId: decided.left.reason.contactId, from: rows.id, to: null }
      return handle({ ...message, decision: { ...message.decision, decided: E.right([]), move } }, partition)
    },
  },
]
