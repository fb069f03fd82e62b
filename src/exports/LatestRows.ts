/**
 * Finds the latest row if a record has several rows.
 *
 * @since 0.2.0
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Instant } from '../model/Instant.js'
import type { IdTable } from './IdTable.js'
import { numberTable, salesforceTable } from './IdTable.js'
import type { Records, Remark, UnreadRow } from './Row.js'
import type { Placed } from './Rows.js'

/**
 * A record that has an id. It can also have the time of its last update.
 *
 * @category model
 * @since 0.2.0
 */
export interface IdentifiedRow extends Placed {
  readonly id: string | number
  readonly systemModstamp?: Instant | null
  readonly updatedAt?: Instant | null
}

const replaces: Remark = { _tag: 'Replaces', column: null, text: 'an older row of the same record was read before' }

const repeats: Remark = {
  _tag: 'Repeats',
  column: null,
  text: 'another row of the same record was read before, and no time shows which row is newer',
}

/** The ids that were read before, and the time of the latest row of each id. */
interface Seen<Id> {
  readonly ids: Pick<IdTable<Id>, 'getOrAdd'>
  readonly times: Array<number>
}

const seenIn = <Id>(ids: Seen<Id>['ids']): Seen<Id> => ({ ids, times: [] })

const mapOfIds = (): Seen<string>['ids'] => {
  const map = new Map<string, number>()
  return {
    getOrAdd: (id) => {
      const index = map.get(id) ?? map.size
      map.set(id, index)
      return index
    },
  }
}

type Order = 'first' | 'later' | 'older' | 'unknown'

const orderIn = <Id>({ ids, times }: Seen<Id>, id: Id, time: number): Order => {
  const index = ids.getOrAdd(id)
  if (index === times.length) {
    times.push(time)
    return 'first'
  }
  const known = times[index] as number
  // A row without a time has the time NaN. NaN is not less than any number, so a row without a time never counts as older.
  if (time < known) return 'older'
  times[index] = time
  return time > known ? 'later' : 'unknown'
}

const salesforceId = /^[0-9A-Za-z]{18}$/

/**
 * A file can have millions of ids, so Salesforce ids and numbers are packed into tables. A map stores all other ids unchanged.
 */
const orders = (): ((id: string | number, time: number) => Order) => {
  const records = seenIn(salesforceTable())
  const numbers = seenIn(numberTable())
  const others = seenIn(mapOfIds())
  return (id, time) =>
    typeof id === 'number' ? orderIn(numbers, id, time) : orderIn(salesforceId.test(id) ? records : others, id, time)
}

function* read<A extends IdentifiedRow>(records: Records<A>): Records<A> {
  const orderOf = orders()
  for (const record of records) {
    if (E.isLeft(record)) {
      yield record
      continue
    }
    const row = record.right
    const order = orderOf(row.id, row.systemModstamp ?? row.updatedAt ?? NaN)
    if (order === 'first') yield record
    else if (order === 'older') yield E.left<UnreadRow, A>({ _tag: 'OtherRow', line: row.line ?? 0, what: 'older' })
    else yield E.right({ ...row, remarks: [...(row.remarks ?? []), order === 'later' ? replaces : repeats] })
  }
}

/**
 * Compares the times of rows that contain the same record. The time of a row is its SystemModstamp or Updated At. If two rows
 * have the same time, or if a time is missing, the second row counts as later.
 *
 * Several files can contain the same record, for example if each file contains 31 days. Pass the records of all files as one
 * iterable.
 *
 * | a second row of a record         | result                             |
 * | -------------------------------- | ---------------------------------- |
 * | later than the first row         | the row with the remark `Replaces` |
 * | with an equal or missing time    | the row with the remark `Repeats`  |
 * | older than the first row         | an `OtherRow` with `what: 'older'` |
 *
 * To keep one row for each record, put all rows into a map by id, in the order in which they arrive. At the end, the map contains
 * the latest rows.
 *
 * The function keeps the id and the time of every record in memory.
 *
 * @example
 * import { latestRows, readCsv } from 'marketo-account-sync/exports'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const file = 'id,sfdcAccountId,updatedAt,company\n' +
 *   '7,0014W000027f6Uw,2023-05-02T00:00:00Z,Edge\n' +
 *   '7,0014W000027f6Uw,2023-05-01T00:00:00Z,Old Edge\n'
 * const people = readCsv('people')([file])
 * if (E.isLeft(people)) assert.fail()
 * const rows = [...latestRows(people.right.records)]
 * assert.deepStrictEqual(rows[1], E.left({ _tag: 'OtherRow', line: 3, what: 'older' }))
 *
 * @category queries
 * @since 0.2.0
 */
export const latestRows = <A extends IdentifiedRow>(records: Records<A>): Records<A> => ({
  [Symbol.iterator]: () => read(records)[Symbol.iterator](),
})
