/**
 * The bucket contains the last state of every partition and the contacts of every account, each under a separate key. Only the
 * pages of the stream are authoritative. The bucket is a copy of them, so that a lane need not read all its pages when it starts.
 */
import { bucket, type Connection, Overtaken, read, write } from './connection.js'

/** A value, and the page that contains it. */
export interface Entry {
  readonly page: number
  readonly value: unknown
}

interface Kept extends Entry {
  /** The number of the entry in the bucket. The next write of this key must pass this number. */
  readonly revision: number
}

export interface Bucket {
  readonly get: (key: string) => Promise<Entry | undefined>
  /** Writes an entry, unless the bucket already has the value of this page or of a later page. */
  readonly put: (key: string, entry: Entry) => Promise<void>
}

const mostRevisions = 50_000

export const openBucket = (connection: Connection): Bucket => {
  const revisions = new Map<string, number>()
  const subjectOf = (key: string): string => `$KV.engine.${key}`
  const remember = (key: string, revision: number): void => {
    if (revisions.size > mostRevisions) revisions.clear()
    revisions.set(key, revision)
  }
  const find = async (key: string): Promise<Kept | undefined> => {
    const message = await read(connection, bucket, { last_by_subj: subjectOf(key) })
    if (message === undefined) return undefined
    remember(key, message.sequence)
    return { ...(JSON.parse(message.text) as Entry), revision: message.sequence }
  }
  const put = async (key: string, entry: Entry): Promise<void> => {
    for (;;) {
      try {
        const text = JSON.stringify(entry)
        remember(key, await write(connection, bucket, subjectOf(key), revisions.get(key) ?? 0, text))
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
