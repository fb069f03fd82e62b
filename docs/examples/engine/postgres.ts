/** A PostgreSQL server. After a lost connection the next statement connects again. */
import pg from 'pg'
import type { Connection, Database, Row } from './database.js'

/** `bigint` becomes a number instead of a text: none of the engine's numbers is too large for one. */
const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.INT8, Number)

const connectionOf = (client: pg.Pool | pg.PoolClient): Connection => ({
  query: async (sql, values = []) => (await client.query<Row>(sql, [...values])).rows,
})

/** Whether another try may succeed: the server restarts, the connection is lost, or another transaction was in the way. */
const isPassing = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false
  const { code } = error as { readonly code?: unknown }
  if (typeof code !== 'string') return /^Connection terminated|connection timeout/.test(error.message)
  return /^(08|57P|40)|^(ECONN|EPIPE|ENOENT|ETIMEDOUT)/.test(code)
}

/** `url` is such as `postgres://user@host/database`. A process needs one connection. */
export const postgres = (url: string, connections = 1): Database => {
  const pool = new pg.Pool({ connectionString: url, max: connections, types })
  // A lost connection also rejects the statement that is under way, and the next statement connects again.
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
