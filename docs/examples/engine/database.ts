/** What the engine needs of a database. PGlite and PostgreSQL both have it, so everything else is the same code. */

export type Row = Readonly<Record<string, unknown>>

export interface Connection {
  /** Runs one statement. `$1`, `$2` and so on stand for the values, so that no value becomes part of a statement. */
  readonly query: (sql: string, values?: ReadonlyArray<unknown>) => Promise<ReadonlyArray<Row>>
}

export interface Database extends Connection {
  /** Runs some statements without values. */
  readonly execute: (sql: string) => Promise<void>
  /** Runs `work` in a transaction of its own. If `work` rejects, the transaction is rolled back. */
  readonly transaction: <A>(work: (connection: Connection) => Promise<A>) => Promise<A>
  /** Whether the same work may succeed if it is tried again, because the error has to do with the connection. */
  readonly isPassing: (error: unknown) => boolean
  readonly close: () => Promise<void>
}

/** Runs `work` on one state of the database, whatever other processes commit in the meantime. */
export const snapshot = <A>(database: Database, work: (connection: Connection) => Promise<A>): Promise<A> =>
  database.transaction(async (connection) => {
    await connection.query('set transaction isolation level repeatable read read only')
    return work(connection)
  })

/** All rows of a statement, some thousands at a time. `pageAfter` gets the last row of the previous page. */
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
