/**
 * The values of a lane: its partitions and the contacts of its accounts. The pages of the lane have all changes. The bucket has
 * the changes of all pages but the newest. The partitions that were used last are also in memory.
 */
import * as E from 'fp-ts/lib/Either.js'
import { chunksOf } from 'fp-ts/lib/ReadonlyArray.js'
import { emptyPartition, type Key, type Partition, PartitionFromJson } from 'marketo-account-sync/partitions'
import { setTimeout as wait } from 'node:timers/promises'
import { decoded, type Decoded } from '../decoded.js'
import { type Bucket, type Entry, laneKey, partitionKey, partitionPrefix } from './bucket.js'
import type { Connection } from './connection.js'
import { type CommitHead, type CommitRest, type Page, subjectOfLane } from './page.js'
import { lastPage, pagesAfter } from './pages.js'

export interface LaneValues {
  /** The last page of the lane when the values were opened, or undefined if the lane has no page. */
  readonly lastPage: (Page & { readonly head: CommitHead }) | undefined
  /** Loads partitions into memory, unless they are there. */
  readonly load: (keys: ReadonlyArray<Key>) => Promise<void>
  /** Returns a partition that was loaded. */
  readonly get: (key: Key) => Decoded<Partition>
  /** Keeps the changes of a new page until the bucket has them. */
  readonly add: (page: number, partitions: ReadonlyMap<Key, Partition>, changed: CommitRest['changed']) => void
  /** Writes the changes up to page `last`, which is the last one, to the bucket. */
  readonly store: (last: number) => Promise<void>
  /** The bucket has all changes up to this page. */
  readonly storedUpTo: () => number
  /** The changes that the bucket may lack. */
  readonly unstored: ReadonlyMap<string, Entry>
}

const mostCached = 20_000
const mostWrites = 64
const mostForLoading = 1_500

const decodedPartition = (value: unknown): Decoded<Partition> => decoded(PartitionFromJson, value)

/** Opens the values as they are after the last page of the lane. */
export const openValues = async (connection: Connection, bucket: Bucket, lane: number): Promise<LaneValues> => {
  const cache = new Map<Key, Decoded<Partition>>()
  const unstored = new Map<string, Entry>()

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

  const subject = subjectOfLane(lane)
  const last = (await lastPage(connection, subject)) as LaneValues['lastPage']
  let storedUpTo = last?.head.stored ?? 0
  for await (const { sequence, rest } of pagesAfter(connection, subject, storedUpTo, last?.sequence ?? 0))
    for (const [key, value] of (rest() as CommitRest).changed) unstored.set(key, { page: sequence, value })
  for (const [key, { value }] of unstored)
    if (key.startsWith(partitionPrefix)) keep(key.slice(partitionPrefix.length) as Key, decodedPartition(value))

  /**
   * A server that has just become the leader may answer with old values for a moment. So this function first reads the entry that
   * the lane has written last. If the entry is old, it reads the entry again. The time limit is short, so no other leader can be
   * elected in between.
   */
  const load = async (keys: ReadonlyArray<Key>): Promise<void> => {
    // A value that cannot be decoded is read again, because somebody may have repaired it.
    const missing = keys.filter((key) => {
      const cached = cache.get(key)
      return cached === undefined || (E.isLeft(cached) && !unstored.has(partitionKey(key)))
    })
    if (missing.length === 0) return
    for (;;) {
      const start = performance.now()
      const mark = await bucket.get(laneKey(lane))
      if ((mark?.page ?? 0) >= storedUpTo) {
        const entries = await Promise.all(missing.map((key) => bucket.get(partitionKey(key))))
        if (performance.now() - start < mostForLoading) {
          for (const [index, key] of missing.entries()) {
            const entry = entries[index]
            keep(key, entry === undefined ? E.right(emptyPartition(key)) : decodedPartition(entry.value))
          }
          return
        }
      }
      await wait(100)
    }
  }

  const store = async (page: number): Promise<void> => {
    if (page === storedUpTo) return
    const entries = [...unstored]
    for (const some of chunksOf(mostWrites)(entries))
      await Promise.all(some.map(([key, entry]) => bucket.put(key, entry)))
    await bucket.put(laneKey(lane), { page, value: null })
    for (const [key, entry] of entries) if (unstored.get(key) === entry) unstored.delete(key)
    storedUpTo = page
  }

  return {
    lastPage: last,
    load,
    get: (key) => {
      const partition = cache.get(key)
      if (partition === undefined) throw new Error(`${key} is not loaded`)
      return partition
    },
    add: (page, partitions, changed) => {
      for (const [key, partition] of partitions) keep(key, E.right(partition))
      for (const [key, value] of changed) unstored.set(key, { page, value })
      evict()
    },
    store,
    storedUpTo: () => storedUpTo,
    unstored,
  }
}
