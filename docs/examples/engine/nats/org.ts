/** Stores an org before the first input, to measure the engine with many contacts. */
import { chunksOf } from 'fp-ts/lib/ReadonlyArray.js'
import type { Marketo } from 'marketo-account-sync'
import { accountKey, emptyPartition, keyOf, PartitionFromJson, type Rows } from 'marketo-account-sync/partitions'
import type { Org } from '../shared/generate.js'
import { laneOf } from '../shared/lanes.js'
import { marketoOfOrg, rowsIn } from '../shared/org.js'
import { laneKey, memberKey, openBucket, partitionKey } from './bucket.js'
import { type Connection, pages, write } from './connection.js'
import { type CommitRest, pageText, subjectOfLane } from './page.js'

const valuesInPage = 4_000
const mostWrites = 128

type Value = readonly [string, unknown]

/** The values of a partition, each with its lane. A contact of an account belongs to the account's lane. */
const valuesOf = (rows: Rows): ReadonlyArray<readonly [number, Value]> => {
  const key = keyOf(rows)
  const partition: Value = [partitionKey(key), PartitionFromJson.encode({ ...emptyPartition(key), rows })]
  if (rows._tag !== 'ContactRows' || rows.contact?._tag !== 'LiveContact') return [[laneOf(key), partition]]
  const { accountId } = rows.contact
  return [
    [laneOf(key), partition],
    [laneOf(accountKey(accountId)), [memberKey(accountId, rows.id), true]],
  ]
}

/** Stores the rows of an org without any decision, and returns the org as a Marketo state. Start the workers afterwards. */
export const storeOrg = async (connection: Connection, org: Org): Promise<Marketo> => {
  const marketo = marketoOfOrg(org)
  const changed = new Map<number, Array<Value>>()
  for (const rows of rowsIn(marketo))
    for (const [lane, value] of valuesOf(rows)) {
      const values = changed.get(lane) ?? []
      values.push(value)
      changed.set(lane, values)
    }
  const bucket = openBucket(connection)
  for (const [lane, values] of changed) {
    let last = 0
    for (const some of chunksOf(valuesInPage)(values)) {
      const rest: CommitRest = { dead: [], decisions: [], changed: some }
      const head = { _tag: 'Commit', lane, read: 0, stored: last, decisions: 0, waiting: 0, dead: 0 } as const
      last = await write(connection, pages, subjectOfLane(lane), last, pageText(head, new Map(), rest))
      for (const few of chunksOf(mostWrites)(some))
        await Promise.all(few.map(([key, value]) => bucket.put(key, { page: last, value })))
      await bucket.put(laneKey(lane), { page: last, value: null })
    }
  }
  return marketo
}
