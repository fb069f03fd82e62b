/**
 * A worker. In one transaction, it takes some inputs of one lane, locks every partition that the inputs can touch, decides all
 * inputs, and stores the results. Any number of workers can run at the same time. If a worker is killed, the server rolls back
 * its transaction, and another worker takes the same inputs.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { AccountId, ContactId, DecodeError, Input, Settings } from 'marketo-account-sync'
import { InputFromJson, SettingsFromJson } from 'marketo-account-sync/codecs'
import {
  type Call,
  type Called,
  callChain,
  DecidedFromJson,
  emptyRows,
  isMadeKnown,
  type Key,
  keyOf,
  linkedKeys,
  namedKeys,
  type Rows,
  RowsFromJson,
} from 'marketo-account-sync/partitions'
import { type Decoded, decoded, decodedOrThrow } from './decoded.js'
import type { Connection, Database, Row } from './database.js'

/** The result of one batch of inputs. */
export interface Batch {
  readonly decided: number
  /** The number of inputs that were moved to `dead_letter`, because the stored rows that they need cannot be decoded. */
  readonly setAside: number
}

interface Taken {
  readonly n: number
  readonly input: Decoded<Input>
}

/** Reads the settings. No other process can change them before this transaction ends. */
const settingsIn = async (connection: Connection): Promise<{ readonly n: number; readonly settings: Settings }> => {
  await connection.query('lock table settings in share mode')
  const [row] = await connection.query('select n, settings from settings order by n desc limit 1')
  return { n: Number(row?.['n']), settings: decodedOrThrow(SettingsFromJson, row?.['settings']) }
}

/** Takes inputs of the lane that has waited longest, and locks the lane against other workers. */
const take = async (connection: Connection, atMost: number): Promise<ReadonlyArray<Taken>> => {
  const [row] = await connection.query(
    `select lane from lane where exists (select from input where input.lane = lane.lane)
      order by (select min(n) from input where input.lane = lane.lane) limit 1 for update skip locked`,
  )
  if (row === undefined) return []
  const rows = await connection.query('select n, input from input where lane = $1 order by n limit $2', [
    row['lane'],
    atMost,
  ])
  return rows.map((each) => ({ n: Number(each['n']), input: decoded(InputFromJson, each['input']) }))
}

const kinds = ['person/', 'opportunity/', 'contact/', 'account/'] as const

const lockedRow = (row: Row): readonly [Key, Decoded<Rows>] => {
  const key = row['key'] as Key
  return [key, row['rows'] === null ? E.right(emptyRows(key)) : decoded(RowsFromJson, row['rows'])]
}

/**
 * Locks every partition that the inputs can touch, and loads its rows. All workers lock in the same order: first by kind of
 * partition, then by key. It inserts missing rows first, because PostgreSQL can lock only an existing row.
 */
const lock = async (connection: Connection, inputs: ReadonlyArray<Input>): Promise<Map<Key, Decoded<Rows>>> => {
  const keys = new Set(inputs.flatMap(namedKeys))
  const partitions = new Map<Key, Decoded<Rows>>()
  for (const kind of kinds) {
    const needed = [...keys].filter((key) => key.startsWith(kind))
    if (needed.length === 0) continue
    await connection.query(
      `insert into partition (key) select key collate "C" from unnest($1::text[]) as needed (key) order by 1
        on conflict do nothing`,
      [needed],
    )
    const rows = await connection.query('select key, rows from partition where key = any($1) order by key for update', [
      needed,
    ])
    for (const [key, decodedRows] of rows.map(lockedRow)) {
      partitions.set(key, decodedRows)
      if (E.isRight(decodedRows)) for (const linked of linkedKeys(decodedRows.right)) keys.add(linked)
    }
  }
  return partitions
}

/** Decides one input. If stored rows cannot be decoded, the result is an error that names them. */
const decide = (begin: (input: Input) => Call, partitions: ReadonlyMap<Key, Decoded<Rows>>, input: Input) => {
  let call = begin(input)
  while (call._tag === 'NeedsRows') {
    const { key } = call
    const rows = partitions.get(key)
    if (rows === undefined) throw new Error(`${key} is not locked`)
    if (E.isLeft(rows)) return E.left(rows.left.map((error) => ({ ...error, path: `${key} ${error.path}` })))
    call = call.given(rows.right)
  }
  return E.right(call)
}

/** The changes of a batch to the tables. */
interface Changes {
  readonly decisions: Array<{ readonly n: number; readonly called: Called }>
  readonly setAside: Array<{ readonly n: number; readonly errors: ReadonlyArray<DecodeError> }>
  readonly rows: Map<Key, Rows>
  /** The account in which each contact is live afterwards, or null. */
  readonly members: Map<string, string | null>
  readonly waiting: Array<{ readonly n: number; readonly accountId: AccountId; readonly contactId: ContactId }>
  readonly madeKnown: Array<AccountId>
}

const decideAll = (settings: Settings, taken: ReadonlyArray<Taken>, partitions: Map<Key, Decoded<Rows>>): Changes => {
  const begin = callChain(settings)
  const changes: Changes = {
    decisions: [],
    setAside: [],
    rows: new Map(),
    members: new Map(),
    waiting: [],
    madeKnown: [],
  }
  for (const { n, input } of taken) {
    const result = E.isLeft(input) ? input : decide(begin, partitions, input.right)
    if (E.isLeft(result)) {
      changes.setAside.push({ n, errors: result.left })
      continue
    }
    const called = result.right
    const { decided, move, before, after } = called
    changes.decisions.push({ n, called })
    for (const [index, rows] of after.entries()) {
      const earlier = before[index] ?? rows
      if (earlier === rows) continue
      const key = keyOf(rows)
      partitions.set(key, E.right(rows))
      changes.rows.set(key, rows)
      if (isMadeKnown(earlier, rows)) changes.madeKnown.push(rows.id)
    }
    if (move !== null) changes.members.set(move.contactId, move.to)
    if (E.isLeft(decided) && decided.left._tag === 'Deferred') changes.waiting.push({ n, ...decided.left.reason })
  }
  return changes
}

const json = JSON.stringify

const storeRows = async (connection: Connection, { rows, members }: Changes): Promise<void> => {
  if (rows.size > 0)
    await connection.query(
      `update partition set rows = changed.rows::json
        from unnest($1::text[], $2::text[]) as changed (key, rows) where partition.key = changed.key`,
      [[...rows.keys()], [...rows.values()].map((each) => json(RowsFromJson.encode(each)))],
    )
  if (members.size > 0)
    await connection.query(
      `with moved as (select * from unnest($1::text[], $2::text[]) as moved (contact, account)),
        gone as (delete from member using moved where member.contact = moved.contact and moved.account is null)
      insert into member (contact, account) select contact, account from moved where account is not null
        on conflict (contact) do update set account = excluded.account`,
      [[...members.keys()], [...members.values()]],
    )
}

/** Stores the records that wait. If an account has arrived, it puts the records that wait for it back into their lanes. */
const storeWaiting = async (connection: Connection, { waiting, madeKnown }: Changes): Promise<void> => {
  if (waiting.length > 0)
    await connection.query(
      `insert into waiting (n, account, contact, lane, source, number, input)
        select n, account, contact, lane, source, number, input
        from unnest($1::bigint[], $2::text[], $3::text[]) as deferred (n, account, contact) join input using (n)`,
      [waiting.map(({ n }) => n), waiting.map(({ accountId }) => accountId), waiting.map(({ contactId }) => contactId)],
    )
  if (madeKnown.length > 0)
    await connection.query(
      `with again as (delete from waiting where account = any($1) returning n, lane, source, number, input)
      insert into input (lane, source, number, input) select lane, source, number, input from again order by n`,
      [madeKnown],
    )
}

/** Moves the inputs to the log. It draws the numbers of the log while the partitions are locked. */
const log = async (connection: Connection, settings: number, { decisions, setAside }: Changes): Promise<void> => {
  if (decisions.length > 0)
    await connection.query(
      `with made as (select * from unnest($1::bigint[], $2::text[], $3::text[]) as made (n, decided, move)),
        taken as (
          delete from input using made where input.n = made.n
          returning input.n, source, number, input, decided, move
        )
      insert into log (source, number, settings, input, decided, move)
        select source, number, $4::int, input, decided::json, move::json from taken order by n`,
      [
        decisions.map(({ n }) => n),
        decisions.map(({ called }) => json(DecidedFromJson.encode(called.decided))),
        decisions.map(({ called }) => (called.move === null ? null : json(called.move))),
        settings,
      ],
    )
  if (setAside.length > 0)
    await connection.query(
      `with bad as (select * from unnest($1::bigint[], $2::text[]) as bad (n, errors)),
        taken as (delete from input using bad where input.n = bad.n returning input.n, source, number, input, errors)
      insert into dead_letter (source, number, input, errors)
        select source, number, input::text, errors::json from taken order by n`,
      [setAside.map(({ n }) => n), setAside.map(({ errors }) => json(errors))],
    )
}

/** Takes and decides up to `atMost` inputs. The result is `none` if no lane has an input that is free. */
export const workOnce = (database: Database, atMost = 500): Promise<Batch> =>
  database.transaction(async (connection) => {
    const { n, settings } = await settingsIn(connection)
    const taken = await take(connection, atMost)
    const inputs = taken.flatMap(({ input }) => (E.isRight(input) ? [input.right] : []))
    const changes = decideAll(settings, taken, await lock(connection, inputs))
    await storeRows(connection, changes)
    await storeWaiting(connection, changes)
    await log(connection, n, changes)
    return { decided: changes.decisions.length, setAside: changes.setAside.length }
  })
