// The engine tests use two databases: PGlite, and a PostgreSQL server that the tests start.
import { afterAll, beforeAll, beforeEach, describe } from 'vitest'
import type { Database } from '../../docs/examples/engine/database.js'
import { pglite } from '../../docs/examples/engine/pglite.js'
import { postgres } from '../../docs/examples/engine/postgres.js'
import { startServer } from '../../docs/examples/engine/server.js'
import { setUp } from '../../docs/examples/engine/set-up.js'

const tables = 'source, input, lane, partition, member, waiting, settings, log, dead_letter'

interface Started {
  readonly database: Database
  readonly stop: () => Promise<void>
}

const openers: Readonly<Record<string, () => Promise<Started>>> = {
  PGlite: async () => {
    const database = await pglite()
    return { database, stop: () => database.close() }
  },
  PostgreSQL: () => {
    const server = startServer()
    const database = postgres(server.url, 4)
    return Promise.resolve({
      database,
      stop: async () => {
        await database.close()
        server.stop()
      },
    })
  },
}

/** Empties the tables, and stores the default settings again. */
export const emptied = async (database: Database): Promise<Database> => {
  await database.execute(`truncate ${tables} restart identity`)
  await setUp(database)
  return database
}

/**
 * Runs a group of tests on one or both databases. `database` returns the database of the current test. At the start
 * of each test, the tables of the database are empty.
 */
export const describeOn = (
  names: ReadonlyArray<'PGlite' | 'PostgreSQL'>,
  tests: (database: () => Database) => void,
): void => {
  describe.each(names)('on %s', (name) => {
    const started: { current?: Started } = {}
    const database = (): Database => started.current!.database
    beforeAll(async () => {
      started.current = await openers[name]!()
      await setUp(database())
    })
    afterAll(() => started.current?.stop())
    beforeEach(() => emptied(database()))
    tests(database)
  })
}

export const both = ['PGlite', 'PostgreSQL'] as const
