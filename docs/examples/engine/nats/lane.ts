/**
 * A lane: a group of partitions whose messages one worker handles in order. The last page of a lane contains the position up to
 * which the lane has read. The server accepts the next page only if that page is still the last page of the lane. So each message
 * takes effect once, even if two workers handle the same lane.
 */
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { chunksOf, splitAt } from 'fp-ts/lib/ReadonlyArray.js'
import type { Settings } from 'marketo-account-sync'
import { InputFromJson } from 'marketo-account-sync/codecs'
import {
  DecisionFromJson,
  emptyPartition,
  entryKey,
  type Handled,
  handle,
  type Key,
  keyOf,
  type Message,
  MessageFromJson,
  type Partition,
  PartitionFromJson,
} from 'marketo-account-sync/partitions'
import { setTimeout as wait } from 'node:timers/promises'
import { decoded, type Decoded } from '../decoded.js'
import { laneOf } from '../shared/lanes.js'
import type { Bucket, Entry } from './bucket.js'
import { type Connection, isTooLong, Overtaken, pages, read, write } from './connection.js'
import {
  type CommitHead,
  type CommitRest,
  type DeadLetter,
  pageOf,
  pageText,
  type SentInput,
  type SentMessage,
  subjectOfLane,
  submissionOf,
} from './page.js'

/** A line of a page that is addressed to this lane. */
export interface Received {
  readonly page: number
  readonly from: 'Inputs' | 'Commit'
  readonly line: string
}

export interface Lane {
  /** The last page that the lane has handled. */
  readonly read: () => number
  /** Handles the received lines in order, up to the page `upTo`, and writes one page with the results. */
  readonly handle: (received: ReadonlyArray<Received>, upTo: number) => Promise<void>
  /** Writes the changed values to the bucket. */
  readonly store: () => Promise<void>
  /** Changes the settings for all messages that are handled from now on. */
  readonly use: (settings: Settings) => void
  /** The number of keys that have changed since the lane last wrote them to the bucket. */
  readonly changed: () => number
}

const mostCached = 20_000
const mostWrites = 64
const mostForLoading = 1_500

export const partitionPrefix = 'partition.'
const partitionKey = (key: Key): string => `${partitionPrefix}${key}`
export const memberPrefix = 'member.'
const memberKey = (accountId: string, contactId: string): string => `${memberPrefix}${accountId}.${contactId}`
const laneKey = (lane: number): string => `lane.${lane}`

/**
 * Removes the numbers in `seen`. A lane writes its position into the same page as the results, so a partition never receives a
 * message twice, and the numbers are not needed. A large account would have one number for each contact that ever visited it.
 */
const withoutSeen = (partition: Partition): Partition => ({ ...partition, seen: {} })

interface Parsed {
  readonly submission: number | null
  readonly text: string
  readonly message: Decoded<{ readonly to: Key; readonly message: Message }>
}

const parsedInput = (page: number, { index, input }: SentInput): Parsed => {
  const submission = submissionOf(page, index)
  return {
    submission,
    text: JSON.stringify(input),
    message: pipe(
      decoded(InputFromJson, input),
      E.map((right) => ({ to: entryKey(right), message: { _tag: 'Submit', submission, input: right } })),
    ),
  }
}

const submissionIn = (message: Message): number | null => {
  switch (message._tag) {
    case 'Submit':
      return message.submission
    case 'Visit':
      return message.transaction.submission
    case 'Settle':
      return message.decision.transaction.submission
    case 'Retry':
      return null
  }
}

const parsedMessage = ({ to, message }: SentMessage): Parsed => {
  const right = decoded(MessageFromJson, message)
  return {
    submission: E.isRight(right) ? submissionIn(right.right) : null,
    text: JSON.stringify(message),
    message: E.map((each: Message) => ({ to, message: each }))(right),
  }
}

const parsed = ({ page, from, line }: Received): ReadonlyArray<Parsed> =>
  from === 'Inputs'
    ? (JSON.parse(line) as ReadonlyArray<SentInput>).map((sent) => parsedInput(page, sent))
    : (JSON.parse(line) as ReadonlyArray<SentMessage>).map(parsedMessage)

/** The changes of a batch. */
interface Changes {
  readonly partitions: Map<Key, Partition>
  /** For each contact that has joined or left an account: whether the contact is live in the account now. */
  readonly members: Map<string, boolean>
  readonly out: Map<number, Array<SentMessage>>
  readonly decisions: Array<unknown>
  readonly dead: Array<DeadLetter>
}

const addHandled = (changes: Changes, { partition, out, applied }: Handled): void => {
  const key = keyOf(partition.rows)
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

/** Starts a lane at the position in its last page. */
export const openLane = async (
  connection: Connection,
  bucket: Bucket,
  settings: Settings,
  lane: number,
): Promise<Lane> => {
  let work = handle(settings)
  const subject = subjectOfLane(lane)
  const cache = new Map<Key, Decoded<Partition>>()
  const unstored = new Map<string, Entry>()
  let [last, readUpTo, storedUpTo] = [0, 0, 0]

  const keep = (key: Key, partition: Decoded<Partition>): void => {
    cache.delete(key)
    cache.set(key, partition)
  }

  const evict = (): void => {
    for (const key of cache.keys()) {
      if (cache.size <= mostCached) return
      if (!unstored.has(partitionKey(key))) cache.delete(key)
    }
  }

  const restore = async (): Promise<void> => {
    const message = await read(connection, pages, { last_by_subj: subject })
    if (message === undefined) return
    const head = pageOf(message.sequence, message.text).head as CommitHead
    last = message.sequence
    readUpTo = head.read
    storedUpTo = head.stored
    let next = storedUpTo + 1
    while (next <= last) {
      const found = await read(connection, pages, { seq: next, next_by_subj: subject })
      if (found === undefined) throw new Overtaken(subject)
      const { changed } = pageOf(found.sequence, found.text).rest() as CommitRest
      for (const [key, value] of changed) unstored.set(key, { page: found.sequence, value })
      next = found.sequence + 1
    }
    for (const [key, { value }] of unstored) if (key.startsWith(partitionPrefix)) keepStored(key, value)
  }

  const keepStored = (key: string, value: unknown): void =>
    keep(key.slice(partitionPrefix.length) as Key, decoded(PartitionFromJson, value))

  /**
   * Loads the partitions that are not in memory. A server that has just become the leader may answer with old values for a
   * moment. So the lane first reads the entry that it has written last. If the value is old, it reads the entry again. The time
   * limit is short, so no other leader can be elected in between.
   */
  const load = async (keys: ReadonlyArray<Key>): Promise<void> => {
    const missing = keys.filter((key) => !cache.has(key))
    if (missing.length === 0) return
    for (;;) {
      const start = performance.now()
      const mark = await bucket.get(laneKey(lane))
      if ((mark?.page ?? 0) >= storedUpTo) {
        const entries = await Promise.all(missing.map((key) => bucket.get(partitionKey(key))))
        if (performance.now() - start < mostForLoading) {
          for (const [index, key] of missing.entries()) {
            const entry = entries[index]
            if (entry === undefined) keep(key, E.right(emptyPartition(key)))
            else keepStored(partitionKey(key), entry.value)
          }
          return
        }
      }
      await wait(100)
    }
  }

  const handleOne = (changes: Changes, { submission, text, message }: Parsed): void => {
    const setAside = (errors: DeadLetter['errors']): void => {
      changes.dead.push({ submission, text, errors })
    }
    if (E.isLeft(message)) {
      setAside(message.left)
      return
    }
    const { to } = message.right
    const changed = changes.partitions.get(to)
    const stored = changed === undefined ? cache.get(to) : E.right(changed)
    if (stored === undefined) throw new Error(`${to} is not loaded`)
    if (E.isLeft(stored)) setAside(stored.left.map((error) => ({ ...error, path: `${to} ${error.path}` })))
    else addHandled(changes, work(message.right.message, stored.right))
  }

  const isNew = ({ page }: Received): boolean => page > readUpTo

  /** Handles some lines and writes the results. If the results are too long for one page, it handles half of the lines at a time. */
  const handleLines = async (received: ReadonlyArray<Received>, upTo: number): Promise<void> => {
    const all = received.flatMap(parsed)
    const keys = all.flatMap(({ message }) => (E.isRight(message) ? [message.right.to] : []))
    await load([...new Set(keys)])
    const changes: Changes = { partitions: new Map(), members: new Map(), out: new Map(), decisions: [], dead: [] }
    for (const each of all) handleOne(changes, each)
    const changed = [
      ...[...changes.partitions].map(
        ([key, partition]) => [partitionKey(key), PartitionFromJson.encode(partition)] as const,
      ),
      ...changes.members,
    ]
    const { decisions, dead } = changes
    const text = pageText(
      { _tag: 'Commit', lane, previous: last, read: upTo, stored: storedUpTo, decisions: decisions.length },
      changes.out,
      { dead, decisions, changed },
    )
    const [first, second] = splitAt(Math.ceil(received.length / 2))(received)
    if (second.length > 0 && isTooLong(text)) {
      await handleLines(first, first.at(-1)?.page ?? readUpTo)
      await handleLines(second, upTo)
      return
    }
    last = await write(connection, pages, subject, last, text)
    readUpTo = upTo
    for (const [key, partition] of changes.partitions) keep(key, E.right(partition))
    for (const [key, value] of changed) unstored.set(key, { page: last, value })
    evict()
  }

  const store = async (): Promise<void> => {
    const page = last
    if (page === storedUpTo) return
    const entries = [...unstored]
    for (const some of chunksOf(mostWrites)(entries))
      await Promise.all(some.map(([key, entry]) => bucket.put(key, entry)))
    await bucket.put(laneKey(lane), { page, value: null })
    for (const [key, entry] of entries) if (unstored.get(key) === entry) unstored.delete(key)
    storedUpTo = page
  }

  await restore()
  return {
    read: () => readUpTo,
    handle: (received, upTo) => handleLines(received.filter(isNew), upTo),
    store,
    use: (next) => {
      work = handle(next)
    },
    changed: () => unstored.size,
  }
}
