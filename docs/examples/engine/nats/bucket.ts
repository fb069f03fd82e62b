/**
 * The bucket contains the last state of every partition and the contacts of every account, each under a separate key. Only the
 * pages of the stream are authoritative. The bucket is a copy of them, so that a lane need not read all its pages when it starts.
 */
import type { Key } from 'marketo-account-sync/partitions'
import { bucket, type Connection, type Message, Overtaken, put as putMessage, read } from './connection.js'

export const partitionPrefix = 'partition.'
export const partitionKey = (key: Key): string => `${partitionPrefix}${key}`
export const memberPrefix = 'member.'
/** The value is true if the contact is live in the account now. */
export const memberKey = (accountId: string, contactId: string): string => `${memberPrefix}${accountId}.${contactId}`
/** The page of this entry is the last page of the lane whose changes are in the bucket. */
export const laneKey = (lane: number): string => `lane.${lane}`

const subjectPrefix = '$KV.engine.'
export const keyOfSubject = (subject: string): string => subject.slice(subjectPrefix.length)

/** A value, and the page that contains it. */
export interface Entry {
  readonly page: number
  readonly value: unknown
}

export interface Bucket {
  readonly get: (key: string) => Promise<Entry | undefined>
  /** Writes an entry, unless the bucket already has the value of this page or of a later page. */
  readonly put: (key: string, entry: Entry) => Promise<void>
}

const mostRevisions = 50_000

export const openBucket = (connection: Connection): Bucket => {
  /** For each key, the number of its last entry in the bucket. The next write of the key must name this number. */
  const revisions = new Map<string, number>()
  const subjectOf = (key: string): string => `${subjectPrefix}${key}`
  const remember = (key: string, revision: number): void => {
    if (revisions.size > mostRevisions) revisions.clear()
    revisions.set(key, revision)
  }
  const entryOf = ({ text }: Message): Entry => JSON.parse(text) as Entry
  /**
   * If several workers put a value at the same moment, the servers may store all values, and the last one may not be the newest.
   * But all of them follow the value that the writer of the last one knew. So this function reads every value after that one.
   */
  const find = async (key: string): Promise<Entry | undefined> => {
    const subject = subjectOf(key)
    const last = await read(connection, bucket, { last_by_subj: subject })
    if (last === undefined) return undefined
    remember(key, last.sequence)
    let newest = entryOf(last)
    // A server checks that a key is new at the moment at which it stores the value. So no value came before this one.
    if (last.after === 0) return newest
    for (let next = last.after + 1; next < last.sequence;) {
      const found = await read(connection, bucket, { seq: next, next_by_subj: subject })
      if (found === undefined) break
      const entry = entryOf(found)
      if (entry.page > newest.page) newest = entry
      next = found.sequence + 1
    }
    return newest
  }
  const put = async (key: string, entry: Entry): Promise<void> => {
    for (;;) {
      try {
        const last = revisions.get(key) ?? 0
        const text = JSON.stringify(entry)
        remember(key, await putMessage(connection, subjectOf(key), last, text))
        return
      } catch (error) {
        if (!(error instanceof Overtaken)) throw error
        const found = await find(key)
        if (found !== undefined && found.page >= entry.page) return
      }
    }
  }
  return { get: find, put }
}
