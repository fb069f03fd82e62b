/** PGlite: PostgreSQL inside this process, without a server. It has one connection, and forgets everything at the end. */
import { PGlite, type Transaction } from '@electric-sql/pglite'
import type { Connection, Database, Row } from './database.js'

const connectionOf = (postgres: PGlite | Transaction): Connection => ({
  query: async (sql, values = []) => (await postgres.query<Row>(sql, [...values])).rows,
})

export const pglite = async (): Promise<Database> => {
  const postgres = await PGlite.create()
  return {
    ...connectionOf(postgres),
    execute: async (sql) => {
      await postgres.exec(sql)
    },
    transaction: (work) => postgres.transaction((transaction) => work(connectionOf(transaction))),
    isPassing: () => false,
    close: () => postgres.close(),
  }
}
