/** Reads all stored data for the final check. */
import type { AccountId, ContactId, Settings } from 'marketo-account-sync'
import { InputFromJson, SettingsFromJson } from 'marketo-account-sync/codecs'
import { RowsFromJson } from 'marketo-account-sync/partitions'
import { decodedOrThrow } from './decoded.js'
import { type Connection, pages, type Row } from './database.js'
import type { LoggedDecision, Numbered, Stored } from './shared/check.js'

const pageSize = 5_000

async function* mapped<A>(rows: AsyncIterable<Row>, f: (row: Row) => A): AsyncGenerator<A, void, undefined> {
  for await (const row of rows) yield f(row)
}

const numbered = (row: Row): Numbered => ({ source: String(row['source']), number: Number(row['number']) })

const loggedDecision = (row: Row): LoggedDecision => ({
  ...numbered(row),
  settings: Number(row['settings']),
  input: decodedOrThrow(InputFromJson, row['input']),
  decided: String(row['decided']),
  move: row['move'],
})

/** Reads all tables through one connection. While workers run, the connection must be a snapshot. */
export const storedIn = async (connection: Connection): Promise<Stored> => {
  /** The rows of a table in the order of `n`. */
  const byNumber = (sql: string): AsyncIterable<Row> =>
    pages((last) => connection.query(`${sql} where n > $1 order by n limit ${pageSize}`, [last?.['n'] ?? 0]))
  const byText = (sql: string, column: string): AsyncIterable<Row> =>
    pages((last) =>
      connection.query(`${sql} and ${column} > $1 order by ${column} limit ${pageSize}`, [last?.[column] ?? '']),
    )
  const settings = await connection.query('select n, settings from settings')
  const sources = await connection.query('select name, position from source')
  return {
    settings: new Map(
      settings.map((row): [number, Settings] => [Number(row['n']), decodedOrThrow(SettingsFromJson, row['settings'])]),
    ),
    sources: new Map(sources.map((row): [string, number] => [String(row['name']), Number(row['position'])])),
    queued: mapped(byNumber('select n, source, number from input'), numbered),
    deadLetters: mapped(byNumber('select n, source, number from dead_letter'), numbered),
    log: mapped(byNumber('select n, source, number, settings, input, decided::text, move from log'), loggedDecision),
    partitions: mapped(byText('select key, rows from partition where rows is not null', 'key'), (row) =>
      decodedOrThrow(RowsFromJson, row['rows']),
    ),
    members: mapped(byText('select contact, account from member where true', 'contact'), (row) => ({
      contactId: row['contact'] as ContactId,
      accountId: row['account'] as AccountId,
    })),
    waiting: mapped(byNumber('select n, source, number, account from waiting'), (row) => ({
      ...numbered(row),
      accountId: row['account'] as AccountId,
    })),
  }
}
