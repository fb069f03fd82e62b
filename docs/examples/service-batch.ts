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

/** The columns are `json`, never `jsonb`. The order of a record's keys decides the order of activities, and `jsonb` sorts the keys. */
export const schema = `
  create table partition (key text primary key, rows json not null, waiting json not null, version int not null);
  create table stream (name text primary key, position text not null);
  create table to_fetch (id text primary key, committed_at bigint not null);
  create table event (n bigserial primary key, event json not null)`

/** The methods that PGlite shares with a pool or client of `pg`. */
export interface Connection {
  readonly query: (sql: string, values: Array<unknown>) => Promise<{ readonly rows: ReadonlyArray<unknown> }>
}

export interface Database extends Connection {
  /** Runs `work` in a separate transaction. If the result of `work` is false, the transaction is rolled back. */
  readonly transaction: (work: (connection: Connection) => Promise<boolean>) => Promise<boolean>
}

/** Some consecutive change events of one stream. */
export interface Batch {
  readonly stream: string
  /** The position after which the stream was read: the replay id of the event before the first event of the batch. */
  readonly after: string
  /** The replay id of the last event of the batch. */
  readonly until: string
  readonly messages: ReadonlyArray<unknown>
  /** When the events arrived. */
  readonly at: Instant
}

/** The stored data of an account or a contact, with the contact records that wait for the account. */
const Partition = t.type({
  key: KeyFromJson,
  rows: RowsFromJson,
  waiting: t.array(InputFromJson),
  version: t.number,
})
type Partition = t.TypeOf<typeof Partition>

const begin = callChain(defaultSettings)

/** Loads the partitions with these keys. A key without a row gets an empty partition. It rejects if a row cannot be decoded. */
const load = async (database: Database, keys: ReadonlyArray<Key>): Promise<Map<Key, Partition>> => {
  const { rows } = await database.query('select key, rows, waiting, version from partition where key = any($1)', [keys])
  const found = t.array(Partition).decode(rows)
  if (E.isLeft(found)) throw new Error(`bad rows: ${JSON.stringify(decodeErrors(found.left))}`)
  const missing = keys.map((key): Partition => ({ key, rows: emptyRows(key), waiting: [], version: 0 }))
  return new Map([...missing, ...found.right].map((partition) => [partition.key, partition]))
}

/**
 * Decides the inputs in order, and stores the decisions in one transaction, together with the data that `storeMore` stores. If
 * another process has changed a partition in the meantime, or if `storeMore` returns false, nothing is stored and the result is
 * false.
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
    // Each value is one JSON text, because PostgreSQL cannot cut a text with the character U+0000 out of a larger JSON text.
    const encoded = [...visited.values()].map(Partition.encode)
    // This also writes partitions that a decision has only read, because the write checks that their versions have not changed.
    const { rows } = await connection.query(
      `insert into partition (key, rows, waiting, version)
        select key, rows::json, waiting::json, version + 1
        from unnest($1::text[], $2::text[], $3::text[], $4::int[]) as visited (key, rows, waiting, version) order by key
      on conflict (key) do update
        set rows = excluded.rows, waiting = excluded.waiting, version = excluded.version
        where partition.version = excluded.version - 1
      returning key`,
      [
        encoded.map(({ key }) => key),
        encoded.map((partition) => JSON.stringify(partition.rows)),
        encoded.map(({ waiting }) => JSON.stringify(waiting)),
        encoded.map(({ version }) => version),
      ],
    )
    if (rows.length < visited.size) return false
    await connection.query(
      'insert into event (event) select event::json from unnest($1::text[]) with ordinality as t (event, n) order by n',
      [events.map((event) => JSON.stringify(EventFromJson.encode(event)))],
    )
    return storeMore(connection)
  })
}

const all = { RefetchAccounts: '001*', RefetchContacts: '003*' } as const

/** The records to fetch, because their events are incomplete or could not be decoded. */
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
 * Processes change events that have arrived over the Pub/Sub API. It loads the rows of the records in the events, completes the
 * events, applies them in order, and stores the results in one transaction. Any number of processes can call it at the same time.
 *
 * It returns the position of the stream in the database. Read the next events after this position. If the batch does not begin
 * at the stored position, it stores nothing: the batch was stored before, or an earlier batch is missing. Only the first batch of
 * a stream may begin at any position.
 *
 * It stores in `to_fetch` the ids of the records that you have to fetch. Until you have fetched a record, it does not complete
 * later events of that record. It also returns the errors in events. You have to fetch the records of such events too. If a row
 * cannot be decoded or the database fails, the function rejects and stores nothing, and you can call it again.
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
 * Processes records that you have fetched from Salesforce, including deleted records. `ids` are the ids from `to_fetch` that
 * you have requested, and `at` is a time before you sent the query. The function applies the records. It removes an id from
 * `to_fetch` if the change of the record was committed before `at`. If `ids` contains `001*` or `003*`, call the function once
 * with all records of the object. It rejects in the same cases as `changesArrived`.
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
