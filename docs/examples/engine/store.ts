/** Stores the changes of a batch. */
import { DecidedFromJson, RowsFromJson } from 'marketo-account-sync/partitions'
import type { Changes } from './changes.js'
import type { Connection } from './database.js'

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

/** Moves the inputs to the log, or to the dead letters. It draws the numbers of the log while the partitions are locked. */
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

/** Stores all changes. The numbers of the log are drawn last, while the partitions are still locked. */
export const store = async (connection: Connection, settings: number, changes: Changes): Promise<void> => {
  await storeRows(connection, changes)
  await storeWaiting(connection, changes)
  await log(connection, settings, changes)
}
