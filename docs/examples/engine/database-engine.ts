/** The engine in a database, PostgreSQL or PGlite. */
import { type Database, pages, snapshot } from './database.js'
import { workThrough, workUntil } from './loop.js'
import { metrics } from './metrics.js'
import { readsOf } from './reads.js'
import { changeSettings } from './settings.js'
import { setUp } from './set-up.js'
import { check } from './shared/check.js'
import type { DeadInput, Engine } from './shared/engine.js'
import { storedIn } from './stored.js'
import { submit } from './submit.js'

async function* deadLettersIn(database: Database): AsyncGenerator<DeadInput, void, undefined> {
  const rows = pages((last) =>
    database.query('select n, source, number, errors from dead_letter where n > $1 order by n limit 1000', [
      last?.['n'] ?? 0,
    ]),
  )
  for await (const { source, number, errors } of rows)
    yield { input: { source: String(source), number: Number(number) }, errors: errors as DeadInput['errors'] }
}

/** Creates the tables that are missing. */
export const engineIn = async (database: Database): Promise<Engine> => {
  await setUp(database)
  return {
    ...readsOf(database),
    submit: (source) => submit(database, source),
    work: (_, stopped, report) => workUntil(database, () => stopped.aborted, report),
    workThrough: () => workThrough(database),
    metrics: () => metrics(database),
    deadLetters: () => deadLettersIn(database),
    check: () => snapshot(database, async (connection) => check(await storedIn(connection))),
    changeSettings: (settings) => changeSettings(database, settings),
    // A transaction holds no partition after its end.
    release: () => Promise.resolve(0),
    close: () => database.close(),
  }
}
