/** Reads the rows that a question needs from the database, all at one moment. */
import type { AccountId, ContactId, Settings } from 'marketo-account-sync'
import { InputFromJson, SettingsFromJson } from 'marketo-account-sync/codecs'
import { contactKey, type Rows, RowsFromJson } from 'marketo-account-sync/partitions'
import { decodedOrThrow } from './decoded.js'
import { type Connection, type Database, pages, type Row, snapshot } from './database.js'
import type { Around, Reads } from './shared/questions.js'

const rowsOf = (row: Row): Rows => decodedOrThrow(RowsFromJson, row['rows'])

const settingsNow = async (connection: Connection): Promise<Settings> => {
  const [row] = await connection.query('select settings from settings order by n desc limit 1')
  return decodedOrThrow(SettingsFromJson, row?.['settings'])
}

const around = async (connection: Connection, contactId: ContactId): Promise<Around> => {
  const rows = await connection.query(
    `select rows from partition where rows is not null
      and key in ($1, (select 'account/' || account from member where contact = $2))`,
    [contactKey(contactId), contactId],
  )
  const waiting = await connection.query('select account, input from waiting where contact = $1 order by n', [
    contactId,
  ])
  return {
    settings: await settingsNow(connection),
    rows: rows.map(rowsOf),
    waiting: waiting.map(({ account, input }) => ({
      accountId: account as AccountId,
      input: decodedOrThrow(InputFromJson, input),
    })),
  }
}

async function* accountsIn(database: Database): AsyncGenerator<Rows, void, undefined> {
  const rows = pages((last) =>
    database.query(
      `select key, rows from partition where rows is not null and key > $1 and key < 'account0'
        order by key limit 1000`,
      [last?.['key'] ?? 'account/'],
    ),
  )
  for await (const row of rows) yield rowsOf(row)
}

export const readsOf = (database: Database): Reads => ({
  settings: () => settingsNow(database),
  around: (contactId) => snapshot(database, (connection) => around(connection, contactId)),
  accounts: () => accountsIn(database),
})
