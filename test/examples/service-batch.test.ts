import { PGlite } from '@electric-sql/pglite'
import fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import {
  type Batch,
  changesArrived,
  type Connection,
  type Database,
  recordsFetched,
  schema,
} from '../../docs/examples/service-batch.js'
import { accountRecord, at, nthAccountId, nthContactId, utc } from '../helpers/values.js'
import { committed, pubSub } from '../records/changes.js'

const [alder, birch] = [nthAccountId(1), nthAccountId(2)]
const anna = nthContactId(1)

/** All tests share one PostgreSQL, because a PostgreSQL needs some seconds to start. */
const started: { postgres?: PGlite } = {}
const postgres = (): PGlite => started.postgres as PGlite

const tables = ['partition', 'stream', 'to_fetch', 'event']
beforeAll(async () => {
  started.postgres = await PGlite.create()
  await postgres().exec(schema)
})
afterAll(() => postgres().close())
beforeEach(() => postgres().exec(`truncate ${tables.join(', ')}`))

const wait = () => Promise.resolve()
const asItIs = (sql: string) => sql

/** Simulates a separate process. Each query first waits for `before`. While a query waits, queries of other processes can run. */
const processOf = (before: () => Promise<unknown> = wait, edited: (sql: string) => string = asItIs): Database => ({
  query: async (sql, values) => {
    await before()
    return postgres().query(edited(sql), values)
  },
  transaction: async (work) => {
    await before()
    return postgres().transaction(async (transaction) => {
      const connection: Connection = { query: (sql, values) => transaction.query(edited(sql), values) }
      const isDone = await work(connection)
      if (!isDone) await transaction.rollback()
      return isDone
    })
  },
})

const rowsOf = async <A>(sql: string): Promise<ReadonlyArray<A>> => (await postgres().query<A>(sql)).rows

interface StoredEvent {
  readonly _tag: string
  readonly changes?: ReadonlyArray<{ readonly field: string; readonly newValue: unknown }>
}
const storedEvents = async () =>
  (await rowsOf<{ event: StoredEvent }>('select event from event order by n')).map(({ event }) => event)
const toFetch = async () => (await rowsOf<{ id: string }>('select id from to_fetch order by id')).map(({ id }) => id)
/** The relevant content of the database. The numbers of the events are left out, because they can differ from run to run. */
const everything = async () =>
  JSON.stringify([
    await rowsOf('select key, rows, waiting from partition order by key'),
    await rowsOf('select * from stream order by name'),
    await toFetch(),
    await storedEvents(),
  ])

const batch = (messages: ReadonlyArray<unknown>, more: Partial<Batch> = {}): Batch => ({
  stream: 'accounts',
  after: '0',
  until: '1',
  at,
  messages,
  ...more,
})

const created = (id: string, fields: Record<string, unknown>) =>
  pubSub({ recordIds: [id], changeType: 'CREATE', commitTimestamp: committed - 10_000 }, fields)
const updated = (id: string, fields: Record<string, unknown>, seconds = 0) =>
  pubSub({ recordIds: [id], changedFields: Object.keys(fields), commitTimestamp: committed + seconds * 1_000 }, fields)
const joins = (contactId: string, accountId: string, seconds = 0) =>
  pubSub(
    {
      ...{ entityName: 'Contact', recordIds: [contactId], changeType: 'CREATE' },
      commitTimestamp: committed + seconds * 1_000,
    },
    { AccountId: accountId },
  )

describe('the PostgreSQL example service of docs/guide.md', () => {
  it('completes each change event from the stored row and the earlier events', async () => {
    const arrived = changesArrived(processOf())
    await arrived(batch([created(alder, { Website: 'alder.example', Name: 'Alder' })]))
    const result = await arrived(
      batch([updated(alder, { Website: 'a.example' }), updated(alder, { Name: 'A' }, 1)], { after: '1', until: '3' }),
    )
    expect(result).toEqual({ position: '3', errors: [] })
    expect((await storedEvents()).map(({ changes }) => changes?.map(({ newValue }) => newValue))).toEqual([
      ['alder.example', 'Alder'],
      ['a.example'],
      ['A'],
    ])
  })
  it('stores a value that contains U+0000, a character that PostgreSQL stores only inside JSON', async () => {
    const name = 'Alder\u0000'
    await changesArrived(processOf())(batch([joins(anna, alder), created(alder, { Name: name })]))
    expect((await storedEvents())[0]?.changes).toEqual([{ field: 'Name', oldValue: null, newValue: name }])
    const [found] = await rowsOf<{ rows: { account: unknown } }>(`select rows from partition where key like 'acc%'`)
    expect(found?.rows.account).toMatchObject({ synced: { Name: name } })
  })
  it('lets a contact wait for its account, and counts the contact after the account has arrived', async () => {
    const arrived = changesArrived(processOf())
    await arrived(batch([joins(anna, alder)]))
    expect(await storedEvents()).toEqual([])
    await arrived(batch([created(alder, { Name: 'Alder' })], { after: '1', until: '2' }))
    expect((await storedEvents()).map(({ _tag }) => _tag)).toEqual(['AccountSyncedDown', 'ContactSynced'])
    expect(await rowsOf(`select rows -> 'liveContacts' as live, waiting from partition where key like 'acc%'`)).toEqual(
      [{ live: 1, waiting: [] }],
    )
  })
  it('stores nothing of a batch that is repeated or arrives too early, and returns the position for the next read', async () => {
    const arrived = changesArrived(processOf())
    const first = batch([created(alder, { Name: 'Alder' })])
    await arrived(first)
    const before = await everything()
    expect(await arrived(first)).toEqual({ position: '1', errors: [] })
    const early = batch([updated(alder, { Name: 'A' })], { after: '2', until: '3' })
    expect(await arrived(early)).toEqual({ position: '1', errors: [] })
    expect(await everything()).toBe(before)
  })
  it('fetches a record after a gap event, and stores no later event of the record until the record is fetched', async () => {
    const arrived = changesArrived(processOf())
    const gap = pubSub({ recordIds: [alder], changeType: 'GAP_UPDATE', commitTimestamp: committed + 1_000 })
    await arrived(batch([created(alder, { Website: 'alder.example', Name: 'Alder' }), gap]))
    await arrived(batch([updated(alder, { Name: 'A' }, 2)], { after: '1', until: '2' }))
    expect([await toFetch(), (await storedEvents()).length]).toEqual([[alder], 1])

    const fields = { Website: 'a.example', Name: 'A' }
    const record = { ...accountRecord(0, fields), systemModstamp: utc('2023-10-04T18:35:15Z') }
    const fetched = recordsFetched(processOf())
    await fetched([record], [alder], utc('2023-10-04T18:35:14Z'))
    expect(await toFetch()).toEqual([alder])
    await fetched([record], [alder], utc('2023-10-04T18:35:20Z'))
    expect([await toFetch(), (await storedEvents()).length]).toEqual([[], 2])

    await arrived(batch([updated(alder, { Name: 'Alder Inc' }, 5)], { after: '2', until: '3' }))
    expect((await storedEvents()).length).toBe(3)
  })
  it('fetches the record of each account that changes after an overflow, until all accounts are fetched', async () => {
    const arrived = changesArrived(processOf())
    await arrived(batch([created(alder, { Name: 'Alder' }), joins(anna, alder)]))
    await arrived(batch([pubSub({ changeType: 'GAP_OVERFLOW' })], { after: '1', until: '2' }))
    await arrived(batch([updated(alder, { Name: 'A' })], { after: '2', until: '3' }))
    expect(await toFetch()).toEqual(['001*', alder])
    await recordsFetched(processOf())([], ['001*', alder], at)
    expect(await toFetch()).toEqual([])
  })
  it('fetches the record if an event has an error, and returns the error', async () => {
    const arrived = changesArrived(processOf())
    await arrived(batch([created(alder, { Name: 'Alder' })]))
    const result = await arrived(
      batch([updated(alder, { Name: [] }), updated(birch, { Name: 'B' })], { after: '1', until: '2' }),
    )
    expect(result).toMatchObject({ position: '2', errors: [{ path: expect.stringMatching(/^0\./) as string }] })
    expect(await toFetch()).toEqual([alder, birch])
  })
  it('rejects the batch and stores nothing if a row cannot be decoded', async () => {
    await postgres().query(`insert into partition values ('account/${alder}', '{}', '[]', 1)`)
    const before = await everything()
    await expect(changesArrived(processOf())(batch([joins(anna, alder)]))).rejects.toThrow(/^bad rows: /)
    expect(await everything()).toBe(before)
  })
  it('stores a record as json, because jsonb would change the order of its keys', async () => {
    const fieldsWith = async (json: string) => {
      await postgres().exec(`drop table ${tables.join(', ')}; ${schema.replaceAll('json', json)}`)
      const arrived = changesArrived(processOf())
      await arrived(batch([created(alder, { Website: 'alder.example', Name: 'Alder' })]))
      await arrived(batch([updated(alder, { Website: 'a.example', Name: 'A' })], { after: '1', until: '2' }))
      return (await storedEvents())[1]?.changes?.map(({ field }) => field)
    }
    expect(await fieldsWith('jsonb')).toEqual(['Name', 'Website'])
    expect(await fieldsWith('json')).toEqual(['Website', 'Name'])
  })
  it('docs/guide.md shows the code that this test runs', () => {
    const read = (file: string) => readFileSync(new URL(`../../docs/${file}`, import.meta.url), 'utf8')
    expect(read('guide.md')).toContain(`\`\`\`ts\n${read('examples/service-batch.ts')}\`\`\`\n`)
  })
})

/** The work that a process does with the database. */
type Work = (database: Database) => Promise<unknown>

const ordersOf = <A>(all: ReadonlyArray<A>): ReadonlyArray<ReadonlyArray<A>> =>
  all.length === 0
    ? [[]]
    : all.flatMap((one) => ordersOf(all.filter((other) => other !== one)).map((rest) => [one, ...rest]))

/** Empties the database and runs both functions. Returns the relevant content of the database. */
const after = async (first: Work, then: () => Promise<unknown>): Promise<string> => {
  await postgres().exec(`truncate ${tables.join(', ')}`)
  await first(processOf())
  await then()
  return everything()
}

/**
 * Runs all pieces of work at the same time, each in a separate process. The database must then have the same content as if the
 * pieces had run one by one in some order.
 */
const likeOneAfterTheOther = async (first: Work, works: ReadonlyArray<Work>, edited = asItIs) => {
  const expected: Array<string> = []
  for (const order of ordersOf(works))
    expected.push(
      await after(first, async () => {
        for (const work of order) await work(processOf())
      }),
    )
  return fc.asyncProperty(fc.scheduler(), async (scheduler) => {
    const before = () => scheduler.schedule(Promise.resolve())
    const atOnce = () => scheduler.waitFor(Promise.all(works.map((work) => work(processOf(before, edited)))))
    expect(expected).toContain(await after(first, atOnce))
  })
}

describe('several processes of the example service in docs/guide.md', () => {
  const numRuns = Math.ceil(inject('fcRuns') / 10)
  /**
   * The name of the error that makes a property fail. `AssertionError` shows that the content was wrong.
   */
  const failureOf = async (property: fc.IAsyncProperty<[fc.Scheduler]>) => {
    const { errorInstance } = await fc.check(property, { numRuns: 100, endOnFailure: true })
    return errorInstance instanceof Error ? errorInstance.name : undefined
  }
  const first: Work = (database) =>
    changesArrived(database)(batch([created(alder, { Name: 'Alder' }), created(birch, { Name: 'Birch' })]))

  const isOfVersion = /where partition.version = .*/
  const isOfPosition = /where stream.position = \$3/

  const differentRecords: ReadonlyArray<Work> = [
    (database) => changesArrived(database)(batch([updated(alder, { Name: 'A' })], { after: '1', until: '2' })),
    (database) => changesArrived(database)(batch([joins(anna, alder)], { stream: 'contacts' })),
    (database) => {
      const record = { ...accountRecord(0, { Phone: '1' }), systemModstamp: utc('2023-10-04T18:35:15Z') }
      return recordsFetched(database)([record], [], at)
    },
  ]
  it('lose no update of an account that is changed by two streams and a query at the same time', async () => {
    await fc.assert(await likeOneAfterTheOther(first, differentRecords), { numRuns })
  })
  it('would lose an update if the service did not check the version of the row', async () => {
    expect(
      await failureOf(await likeOneAfterTheOther(first, differentRecords, (sql) => sql.replace(isOfVersion, ''))),
    ).toBe('AssertionError')
  })

  const accountAndContact: ReadonlyArray<Work> = [
    (database) => changesArrived(database)(batch([created(alder, { Name: 'Alder' })])),
    (database) => changesArrived(database)(batch([joins(anna, alder)], { stream: 'contacts' })),
  ]
  it('never leave a contact waiting for an account that arrives at the same time', async () => {
    await fc.assert(await likeOneAfterTheOther(wait, accountAndContact), { numRuns })
  })
  it('would leave a contact waiting if the service did not check the version of the row', async () => {
    expect(
      await failureOf(await likeOneAfterTheOther(wait, accountAndContact, (sql) => sql.replace(isOfVersion, ''))),
    ).toBe('AssertionError')
  })

  const gap = pubSub({ changeType: 'GAP_UPDATE' })
  const sameStream: ReadonlyArray<Work> = [
    (database) => changesArrived(database)(batch([gap], { after: '1', until: '2' })),
    (database) => changesArrived(database)(batch([gap, updated(birch, { Name: 'B' })], { after: '1', until: '3' })),
  ]
  it('apply the same events of one stream only once', async () => {
    await fc.assert(await likeOneAfterTheOther(first, sameStream), { numRuns })
  })
  it('would apply old events again if the service did not check the position in the stream', async () => {
    expect(
      await failureOf(
        await likeOneAfterTheOther(first, sameStream, (sql) => sql.replace(isOfPosition, 'where $3::text is not null')),
      ),
    ).toBe('AssertionError')
  })
})
