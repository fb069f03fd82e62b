import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import * as t from 'io-ts'
import type { AccountRecord, ContactRecord, DecodeError, Event, Input, Instant } from 'marketo-account-sync'
import { decodeErrors, defaultSettings } from 'marketo-account-sync'
import { EventFromJson, InputFromJson } from 'marketo-account-sync/codecs'
import type { Key } from 'marketo-account-sync/partitions'
import {
  accountKey,
  callChain,
  contactKey,
  emptyRows,
  isMadeKnown,
  KeyFromJson,
  keyOf,
  RowsFromJson,
} from 'marketo-account-sync/partitions'
import type { Changes, Refetch } from 'marketo-account-sync/records'
import { changesFromPubSub, deliveries, idsIn } from 'marketo-account-sync/records'

/** The columns are `json` and never `jsonb`: it sorts the keys of a record, and activities come in the order of the keys. */
export const schema = `
  create table partition (key text primary key, rows json not null, waiting json not null, version int not null);
  create table stream (name text primary key, position text not null);
  create table to_fetch (id text primary key, committed_at bigint not null);
  create table event (n bigserial primary key, event json not null)`

/** What PGlite and a pool or client of `pg` have. */
export interface Connection {
  readonly query: (sql: string, values: Array<unknown>) => Promise<{ readonly rows: ReadonlyArray<unknown> }>
}

export interface Database extends Connection {
  /** Runs `work` in a transaction of its own, and rolls the transaction back if the result is false. */
  readonly transaction: (work: (connection: Connection) => Promise<boolean>) => Promise<boolean>
}

/** Some consecutive change events of one stream. */
export interface Batch {
  readonly stream: string
  /** The position after which the stream was read: the replay id of the event before these. */
  readonly after: string
  /** The replay id of the last of these events. */
  readonly until: string
  readonly messages: ReadonlyArray<unknown>
  /** When the events arrived. */
  readonly at: Instant
}

/** What the database holds about an account or a contact, with the contact records that wait for the account. */
const Partition = t.type({
  key: KeyFromJson,
  rows: RowsFromJson,
  waiting: t.array(InputFromJson),
  version: t.number,
})
type Partition = t.TypeOf<typeof Partition>

const begin = callChain(defaultSettings)

/** The partitions of these keys, with empty ones for those that have no row. It rejects if a row cannot be decoded. */
const load = async (database: Database, keys: ReadonlyArray<Key>): Promise<Map<Key, Partition>> => {
  const { rows } = await database.query('select key, rows, waiting, version from partition where key = any($1)', [keys])
  const found = t.array(Partition).decode(rows)
  if (E.isLeft(found)) throw new Error(`bad rows: ${JSON.stringify(decodeErrors(found.left))}`)
  const missing = keys.map((key): Partition => ({ key, rows: emptyRows(key), waiting: [], version: 0 }))
  return new Map([...missing, ...found.right].map((partition) => [partition.key, partition]))
}

/**
 * Decides the inputs in order, and stores the result in one transaction, together with what `storeMore` stores. The result is
 * false, and nothing is stored, if another process has changed a partition since it was loaded, or if `storeMore` says so.
 */
const decideAndStore = async (
  database: Database,
  loaded: ReadonlyMap<Key, Partition>,
  inputs: ReadonlyArray<Input>,
  storeMore: (connection: Connection) => Promise<boolean>,
): Promise<boolean> => {
  const visited = new Map<Key, Partition>()
  const partitionOf = async (key: Key): Promise<Partition> =>
    visited.get(key) ?? loaded.get(key) ?? ((await load(database, [key])).get(key) as Partition)

  const events: Array<Event> = []
  const queue = [...inputs]
  for (const input of queue) {
    let call = begin(input)
    while (call._tag === 'NeedsRows') {
      const partition = await partitionOf(call.key)
      visited.set(call.key, partition)
      call = call.given(partition.rows)
    }
    for (const rows of call.after) {
      const partition = await partitionOf(keyOf(rows))
      const isKnownNow = isMadeKnown(partition.rows, rows)
      if (isKnownNow) queue.push(...partition.waiting)
      visited.set(partition.key, { ...partition, rows, waiting: isKnownNow ? [] : partition.waiting })
    }
    if (E.isRight(call.decided)) events.push(...call.decided.right)
    else if (call.decided.left._tag === 'Deferred') {
      const account = await partitionOf(accountKey(call.decided.left.reason.accountId))
      visited.set(account.key, { ...account, waiting: [...account.waiting, input] })
    }
  }

  return database.transaction(async (connection) => {
    // This also writes the partitions that a decision has only read, because their versions must be unchanged too.
    const { rows } = await connection.query(
      `insert into partition (key, rows, waiting, version)
        select key, rows, waiting, version + 1
        from json_to_recordset($1) as visited (key text, rows json, waiting json, version int) order by key
      on conflict (key) do update
        set rows = excluded.rows, waiting = excluded.waiting, version = excluded.version
        where partition.version = excluded.version - 1
      returning key`,
      [JSON.stringify([...visited.values()].map(Partition.encode))],
    )
    if (rows.length < visited.size) return false
    await connection.query('insert into event (event) select value from json_array_elements($1)', [
      JSON.stringify(events.map(EventFromJson.encode)),
    ])
    return storeMore(connection)
  })
}

const all = { RefetchAccounts: '001*', RefetchContacts: '003*' } as const

/** The records to fetch, because their events were not enough or could not be decoded. */
const toFetch = ({ refetch, errors }: Changes, { messages, at }: Batch) => {
  const undecodable = idsIn(errors.map(({ path }) => messages[Number.parseInt(path)]))
  return [
    ...refetch.flatMap(({ _tag, ids, committedAt }: Refetch) =>
      (ids === 'all' ? [all[_tag]] : ids).map((id) => ({ id, committed_at: committedAt })),
    ),
    ...[...undecodable.accounts, ...undecodable.contacts].map((id) => ({ id, committed_at: at })),
  ]
}

/**
 * Change events of the Pub/Sub API have arrived. This loads the rows that they are about, completes the events, applies them
 * in order, and stores everything in one transaction. Any number of processes can run it at once.
 *
 * It returns the position of the stream in the database: read on after it. If the batch does not begin at that position,
 * because the batch was stored before or an earlier one is missing, it stores nothing. Only the first batch of a stream may
 * begin anywhere.
 *
 * It stores in `to_fetch` which records have to be fetched. Until they are, later events are not completed from what is known
 * about them. It also returns the errors in events; the records of such events have to be fetched too. If a row cannot be
 * decoded or the database fails, it rejects and stores nothing, and you can call it again.
 */
export const changesArrived =
  (database: Database) =>
  async (batch: Batch): Promise<{ readonly position: string; readonly errors: ReadonlyArray<DecodeError> }> => {
    const { stream, after, until, messages, at } = batch
    const ids = idsIn(messages)
    for (;;) {
      const { rows } = await database.query('select position from stream where name = $1', [stream])
      const position = (rows as ReadonlyArray<{ readonly position: string }>)[0]?.position ?? after
      if (position !== after) return { position, errors: [] }

      const loaded = await load(database, [...ids.accounts.map(accountKey), ...ids.contacts.map(contactKey)])
      const open = await database.query('select id from to_fetch where id = any($1)', [
        [...Object.values(all), ...ids.accounts, ...ids.contacts],
      ])
      const outdated = new Set((open.rows as ReadonlyArray<{ readonly id: string }>).map(({ id }) => id))
      const known = (key: Key, id: string, everything: string) =>
        outdated.has(id) || outdated.has(everything) ? undefined : loaded.get(key)?.rows
      const changes = changesFromPubSub({
        at,
        account: (id) => {
          const found = known(accountKey(id), id, all.RefetchAccounts)
          return found?._tag === 'AccountRows' ? O.fromNullable(found.account) : O.none
        },
        contact: (id) => {
          const found = known(contactKey(id), id, all.RefetchContacts)
          return found?._tag === 'ContactRows' ? O.fromNullable(found.contact) : O.none
        },
      })(messages)

      const isStored = await decideAndStore(database, loaded, changes.deliveries, async (connection) => {
        const moved = await connection.query(
          `insert into stream (name, position) values ($1, $2)
          on conflict (name) do update set position = excluded.position where stream.position = $3
          returning name`,
          [stream, until, after],
        )
        await connection.query(
          `insert into to_fetch (id, committed_at)
            select id, max(committed_at) from json_to_recordset($1) as t (id text, committed_at bigint)
            group by id order by id
          on conflict (id) do update set committed_at = greatest(to_fetch.committed_at, excluded.committed_at)`,
          [JSON.stringify(toFetch(changes, batch))],
        )
        return moved.rows.length === 1
      })
      if (isStored) return { position: until, errors: changes.errors }
    }
  }

/**
 * Records have been fetched, deleted ones too. `ids` are the ids from `to_fetch` that were asked for, and `at` is the time
 * before the query was sent. This applies the records, and removes from `to_fetch` each id whose change was committed before
 * that time. If `ids` contains `001*` or `003*`, call it once with all records of the object. It rejects like `changesArrived`.
 */
export const recordsFetched =
  (database: Database) =>
  async (
    records: ReadonlyArray<AccountRecord | ContactRecord>,
    ids: ReadonlyArray<string>,
    at: Instant,
  ): Promise<void> => {
    for (;;) {
      const isStored = await decideAndStore(database, new Map(), deliveries(at)(records), async (connection) => {
        await connection.query('delete from to_fetch where id = any($1) and committed_at <= $2', [ids, at])
        return true
      })
      if (isStored) return
    }
  }
