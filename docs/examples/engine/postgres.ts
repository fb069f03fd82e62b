/** Uses a PostgreSQL server. If the connection was lost, the next statement opens a new connection. */
import pg from 'pg'
import type { Connection, Database, Row } from './database.js'

/** Reads `bigint` as a number instead of a text. All numbers of the engine are small enough for a JavaScript number. */
const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.INT8, Number)

const connectionOf = (client: pg.Pool | pg.PoolClient): Connection => ({
  query: async (sql, values = []) => (await client.query<Row>(sql, [...values])).rows,
})

/** Whether a second try may succeed: the server restarts, the connection is lost, or another transaction was in conflict. */
const isPassing = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false
  const { code } = error as { readonly code?: unknown }
  if (typeof code !== 'string') return /^Connection terminated|connection timeout/.test(error.message)
  return /^(08|57P|40)|^(ECONN|EPIPE|ENOENT|ETIMEDOUT)/.test(code)
}

/** `url` has a form such as `postgres://user@host/database`. A process needs one connection. */
export const postgres = (url: string, connections = 1): Database => {
  const pool = new pg.Pool({ connectionString: url, max: connections, types })
  // If the connection is lost, the running statement rejects too, and the next statement opens a new connection.
  const ignore = (): void => undefined
  pool.on('error', ignore)
  pool.on('connect', (client) => client.on('error', ignore))
  return {
    ...connectionOf(pool),
    execute: async (sql) => {
      await pool.query(sql)
    },
    transaction: async (work) => {
      const client = await pool.connect()
      try {
        await client.query('begin')
        const result = await work(connectionOf(client))
        await client.query('commit')
        client.release()
        return result
      } catch (error) {
        // The server rolls back when the connection ends.
        client.release(true)
        throw error
      }
    },
    isPassing,
    close: () => pool.end(),
  }
}
