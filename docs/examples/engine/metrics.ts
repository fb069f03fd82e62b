/** Counts what waits in the database. */
import type { Database } from './database.js'
import type { Metrics } from './shared/metrics.js'

export const metrics = async (database: Database): Promise<Metrics> => {
  const [row] = await database.query(
    `select (select count(*) from input) as queued, (select count(*) from waiting) as waiting,
      (select count(*) from dead_letter) as dead`,
  )
  return { queued: Number(row?.['queued']), waiting: Number(row?.['waiting']), deadLetters: Number(row?.['dead']) }
}
