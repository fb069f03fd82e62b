/**
 * Reads the partitions that a question needs. Each partition is read as it is after the last page of its lane, but two partitions
 * are not read at the same moment.
 */
import * as E from 'fp-ts/lib/Either.js'
import {
  accountKey,
  contactKey,
  type Key,
  type Partition,
  PartitionFromJson,
  type Rows,
} from 'marketo-account-sync/partitions'
import { decodedOrThrow } from '../decoded.js'
import { laneOf, lanes } from '../shared/lanes.js'
import type { Reads } from '../shared/questions.js'
import { type Entry, keyOfSubject, openBucket, partitionPrefix } from './bucket.js'
import { bucket, type Connection } from './connection.js'
import { messagesOf } from './reader.js'
import { currentSettings } from './settings.js'
import { openValues } from './values.js'

const partitionIn = async (connection: Connection, key: Key): Promise<Partition> => {
  const values = await openValues(connection, openBucket(connection), laneOf(key))
  await values.load([key])
  const partition = values.get(key)
  if (E.isLeft(partition)) throw new Error(`the stored partition ${key} cannot be decoded`)
  return partition.right
}

const accountPrefix = `${partitionPrefix}account/`

/** Reads the whole bucket, and the pages whose changes are not in the bucket yet. */
async function* accountsIn(connection: Connection): AsyncGenerator<Rows, void, undefined> {
  const entries = new Map<string, Entry>()
  const add = (key: string, entry: Entry): void => {
    if (key.startsWith(accountPrefix) && entry.page >= (entries.get(key)?.page ?? 0)) entries.set(key, entry)
  }
  for (let lane = 0; lane < lanes; lane++) {
    const { unstored } = await openValues(connection, openBucket(connection), lane)
    for (const [key, entry] of unstored) add(key, entry)
  }
  for await (const { subject, text } of messagesOf(connection, bucket, 1))
    add(keyOfSubject(subject), JSON.parse(text) as Entry)
  for (const [, { value }] of [...entries].sort(([a], [b]) => (a < b ? -1 : 1)))
    yield decodedOrThrow(PartitionFromJson, value).rows
}

export const readsOf = (connection: Connection): Reads => ({
  settings: () => currentSettings(connection),
  around: async (contactId) => {
    const { rows, deferred } = await partitionIn(connection, contactKey(contactId))
    const live = rows._tag === 'ContactRows' && rows.contact?._tag === 'LiveContact' ? rows.contact : null
    const account = live === null ? [] : [(await partitionIn(connection, accountKey(live.accountId))).rows]
    return { settings: await currentSettings(connection), rows: [rows, ...account], waiting: deferred }
  },
  accounts: () => accountsIn(connection),
})
