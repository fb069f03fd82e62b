/** The part of a database that the engine uses. PGlite and PostgreSQL both implement it, so the engine has one code for both. */

export type Row = Readonly<Record<string, unknown>>

export interface Connection {
  /** Runs one SQL statement. `$1`, `$2` and so on stand for the values, so a value never becomes a part of the SQL text. */
  readonly query: (sql: string, values?: ReadonlyArray<unknown>) => Promise<ReadonlyArray<Row>>
}

export interface Database extends Connection {
  /** Runs several SQL statements without values. */
  readonly execute: (sql: string) => Promise<void>
  /** Runs `work` in a separate transaction. If `work` rejects, the transaction is rolled back. */
  readonly transaction: <A>(work: (connection: Connection) => Promise<A>) => Promise<A>
  /** Whether the error concerns only the connection, so that a second try may succeed. */
  readonly isPassing: (error: unknown) => boolean
  readonly close: () => Promise<void>
}

/** Runs `work` on a snapshot of the database. Commits of other processes in the meantime are not visible. */
export const snapshot = <A>(database: Database, work: (connection: Connection) => Promise<A>): Promise<A> =>
  database.transaction(async (connection) => {
    await connection.query('set transaction isolation level repeatable read read only')
    return work(connection)
  })

/** Yields all rows of a query, in pages of some thousand rows. `pageAfter` gets the last row of the previous page. */
export async function* pages(
  pageAfter: (last: Row | undefined) => Promise<ReadonlyArray<Row>>,
): AsyncGenerator<Row, void, undefined> {
  let last: Row | undefined
  do {
    const rows = await pageAfter(last)
    yield* rows
    last = rows.at(-1)
  } while (last !== undefined)
}
