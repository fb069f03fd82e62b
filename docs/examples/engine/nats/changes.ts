/** Collects the changes of a batch of messages, which become one page. */
import {
  DecisionFromJson,
  type Handled,
  type Key,
  keyOf,
  MessageFromJson,
  type Partition,
  PartitionFromJson,
} from 'marketo-account-sync/partitions'
import { laneOf } from '../shared/lanes.js'
import { memberKey, partitionKey } from './bucket.js'
import type { CommitRest, DeadLetter, SentMessage } from './page.js'

export interface Changes {
  readonly partitions: Map<Key, Partition>
  /** For each contact that has joined or left an account: whether the contact is live in the account now. */
  readonly members: Map<string, boolean>
  /** The messages to each lane. */
  readonly out: Map<number, Array<SentMessage>>
  readonly decisions: Array<unknown>
  readonly dead: Array<DeadLetter>
  /** By how many the contact records that wait for an account have become more. */
  waiting: number
}

export const noChanges = (): Changes => ({
  partitions: new Map(),
  members: new Map(),
  out: new Map(),
  decisions: [],
  dead: [],
  waiting: 0,
})

/**
 * Removes the numbers in `seen`. A lane writes its position into the same page as the results, so a partition never receives a
 * message twice, and the numbers are not needed. A large account would have one number for each contact that ever visited it.
 */
const withoutSeen = (partition: Partition): Partition => ({ ...partition, seen: {} })

export const addHandled = (changes: Changes, before: Partition, { partition, out, applied }: Handled): void => {
  const key = keyOf(partition.rows)
  changes.waiting += partition.deferred.length - before.deferred.length
  changes.partitions.set(key, withoutSeen(partition))
  for (const { to, message } of out) {
    const lane = laneOf(to)
    changes.out.set(lane, [...(changes.out.get(lane) ?? []), { to, message: MessageFromJson.encode(message) }])
  }
  for (const decision of applied) {
    if (decision.at === key) changes.decisions.push(DecisionFromJson.encode(decision))
    const { move } = decision
    if (partition.rows._tag !== 'AccountRows' || move === null) continue
    const { id } = partition.rows
    if (move.from === id) changes.members.set(memberKey(id, move.contactId), false)
    if (move.to === id) changes.members.set(memberKey(id, move.contactId), true)
  }
}

export const restOf = ({ partitions, members, decisions, dead }: Changes): CommitRest => ({
  dead,
  decisions,
  changed: [
    ...[...partitions].map(([key, partition]) => [partitionKey(key), PartitionFromJson.encode(partition)] as const),
    ...members,
  ],
})
