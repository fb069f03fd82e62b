/**
 * Continues the inputs that hold partitions because one of their messages became a dead letter. A held partition does not change.
 * So the partition that has sent the lost message makes the same message again. It also repeats the message that tells a contact
 * that its account is known, if a record of the contact waits for a known account.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { AccountId, Settings } from 'marketo-account-sync'
import { InputFromJson } from 'marketo-account-sync/codecs'
import {
  accountKey,
  type Decision,
  DecisionFromJson,
  emptyRows,
  handle,
  isMadeKnown,
  type Key,
  type Message,
  MessageFromJson,
  type Outgoing,
  type Partition,
  PartitionFromJson,
  type Transaction,
} from 'marketo-account-sync/partitions'
import { decoded, decodedOrThrow } from '../decoded.js'
import { laneOf } from '../shared/lanes.js'
import { partitionPrefix } from './bucket.js'
import { allPages, type Connection, pages, read } from './connection.js'
import {
  type CommitRest,
  type Page,
  pageOf,
  pageText,
  placeOf,
  type SentInput,
  type SentMessage,
  subjectOfRelease,
} from './page.js'
import { pagesOf } from './pages.js'
import { currentSettings, writeWhenIdle } from './settings.js'

type Hold = Pick<Transaction, 'origin' | 'number'>

const nameOf = ({ origin, number }: Hold): string => `${origin} ${number}`

/** A transaction that holds partitions although no message is under way. */
interface Stuck {
  readonly origin: Key
  readonly held: ReadonlyMap<Key, Partition>
  /** Its last message that a held partition has handled. There is none if only the origin is held. */
  last: Outgoing | undefined
  /** Its decision, if it was decided. Then the message that tells a held partition was lost. */
  decision: Decision | undefined
  /** The inputs of the origin that were deferred, and those that were decided for good, each by its submission number. */
  readonly deferred: Set<number>
  readonly decided: Set<number>
}

interface Found {
  readonly held: ReadonlyMap<Key, Partition>
  /** For each contact that has a record that waits, the accounts for which its records wait. */
  readonly waiting: ReadonlyMap<Key, ReadonlyArray<AccountId>>
  readonly known: ReadonlySet<Key>
}

/** Reads the partitions that are held, the contacts with records that wait, and the known accounts. */
const findIn = async (connection: Connection): Promise<Found> => {
  const held = new Map<Key, Partition>()
  const waiting = new Map<Key, ReadonlyArray<AccountId>>()
  const known = new Set<Key>()
  for await (const page of pagesOf(connection, 1)) {
    if (page.head._tag !== 'Commit') continue
    for (const [key, value] of (page.rest() as CommitRest).changed) {
      if (!key.startsWith(partitionPrefix)) continue
      const partition = decodedOrThrow(PartitionFromJson, value)
      const name = key.slice(partitionPrefix.length) as Key
      if (partition.hold === null) held.delete(name)
      else held.set(name, partition)
      waiting.set(name, [...new Set(partition.deferred.map(({ accountId }) => accountId))])
      if (partition.deferred.length === 0) waiting.delete(name)
      if (isMadeKnown(emptyRows(name), partition.rows)) known.add(name)
    }
  }
  return { held, waiting, known }
}

/** The messages for the records that wait although their account is known. */
const retriesIn = ({ waiting, known }: Found): ReadonlyArray<Outgoing> =>
  [...waiting].flatMap(([to, accounts]) =>
    accounts.flatMap((accountId): ReadonlyArray<Outgoing> =>
      known.has(accountKey(accountId)) ? [{ to, message: { _tag: 'Retry', accountId } }] : [],
    ),
  )

const sentIn = (page: Page): ReadonlyArray<SentMessage> =>
  page.head._tag === 'Commit' || page.head._tag === 'Release'
    ? page.head.lanes.flatMap((lane) => JSON.parse(page.lineOf(lane) ?? '[]') as ReadonlyArray<SentMessage>)
    : []

const stuckIn = async (connection: Connection, held: Found['held']): Promise<ReadonlyArray<Stuck>> => {
  const stuck = new Map<string, Stuck & { readonly held: Map<Key, Partition> }>()
  const stashed = new Set(
    [...held.values()].flatMap(({ stash }) =>
      stash.flatMap((message) => (message._tag === 'Visit' ? [nameOf(message.transaction)] : [])),
    ),
  )
  for (const [key, partition] of held) {
    const { hold } = partition
    // The message of a transaction may wait in the stash of a partition that another transaction holds. Then it is not lost.
    if (hold === null || stashed.has(nameOf(hold))) continue
    const found = stuck.get(nameOf(hold)) ?? {
      origin: hold.origin,
      held: new Map(),
      last: undefined,
      decision: undefined,
      deferred: new Set(),
      decided: new Set(),
    }
    found.held.set(key, partition)
    stuck.set(nameOf(hold), found)
  }
  if (stuck.size === 0) return []
  for await (const page of pagesOf(connection, 1)) {
    for (const { to, message } of sentIn(page)) {
      const visit = decoded(MessageFromJson, message)
      if (E.isLeft(visit) || visit.right._tag !== 'Visit') continue
      const found = stuck.get(nameOf(visit.right.transaction))
      if (found?.held.has(to) === true) found.last = { to, message: visit.right }
    }
    if (page.head._tag !== 'Commit') continue
    for (const json of (page.rest() as CommitRest).decisions) {
      const decision = decodedOrThrow(DecisionFromJson, json)
      const { transaction, decided } = decision
      const isDeferred = E.isLeft(decided) && decided.left._tag === 'Deferred'
      for (const each of stuck.values()) {
        if (each.origin === transaction.origin) each[isDeferred ? 'deferred' : 'decided'].add(transaction.submission)
        if (stuck.get(nameOf(transaction)) === each) each.decision = decision
      }
    }
  }
  return [...stuck.values()]
}

const inputOf = async (connection: Connection, submission: number, lane: number): Promise<Message> => {
  const { page, index } = placeOf(submission)
  const stored = await read(connection, pages, { seq: page, next_by_subj: allPages })
  const line = stored?.sequence === page ? pageOf(page, stored.text).lineOf(lane) : undefined
  const sent = (JSON.parse(line ?? '[]') as ReadonlyArray<SentInput>).find((each) => each.index === index)
  return { _tag: 'Submit', submission, input: decodedOrThrow(InputFromJson, sent?.input) }
}

/** Makes the lost messages of a transaction again. */
const again = async (connection: Connection, settings: Settings, stuck: Stuck): Promise<ReadonlyArray<Outgoing>> => {
  const { origin, held, last, decision, deferred, decided } = stuck
  if (decision !== undefined) return [...held.keys()].map((to) => ({ to, message: { _tag: 'Settle', decision } }))
  const work = handle(settings)
  const free = { hold: null, stash: [], seen: {} }
  const partition = held.get(last?.to ?? origin)
  if (partition === undefined) return []
  if (last !== undefined) return work(last.message, { ...partition, ...free }).out
  // Only the origin is held. The input is the one that began last: a new input, or a record that had been deferred.
  const waits = new Set(partition.deferred.map(({ submission }) => submission))
  const submission = [partition.submitted, ...deferred].find((each) => !decided.has(each) && !waits.has(each))
  if (submission === undefined || partition.hold === null) return []
  const before = { ...partition, ...free, begun: partition.hold.number - 1, submitted: submission - 1 }
  return work(await inputOf(connection, submission, laneOf(origin)), before).out
}

/**
 * Waits until no message is under way, and then sends the lost messages again. Returns the number of inputs that can continue. If
 * the cause of a dead letter is still there, the message becomes a dead letter again.
 */
export const release = async (connection: Connection, stopped?: AbortSignal): Promise<number> => {
  let inputs = 0
  const page = async (): Promise<string | undefined> => {
    const settings = await currentSettings(connection)
    const found = await findIn(connection)
    const lost = [retriesIn(found)]
    for (const each of await stuckIn(connection, found.held)) lost.push(await again(connection, settings, each))
    // One input has all messages of a group, except that each record that waits is an input of its own.
    inputs = (lost[0]?.length ?? 0) + lost.slice(1).filter((out) => out.length > 0).length
    const sent = new Map<number, Array<SentMessage>>()
    for (const { to, message } of lost.flat()) {
      const lane = laneOf(to)
      sent.set(lane, [...(sent.get(lane) ?? []), { to, message: MessageFromJson.encode(message) }])
    }
    return inputs === 0 ? undefined : pageText({ _tag: 'Release' }, sent, null)
  }
  await writeWhenIdle(connection, subjectOfRelease, page, stopped)
  return inputs
}
