/**
 * A worker. In one transaction, it takes some inputs of one lane, locks every partition that the inputs can touch, decides all
 * inputs, and stores the results. Any number of workers can run at the same time. If a worker is killed, the server rolls back
 * its transaction, and another worker takes the same inputs.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { Settings } from 'marketo-account-sync'
import { InputFromJson, SettingsFromJson } from 'marketo-account-sync/codecs'
import { decideAll, type Taken } from './changes.js'
import { decoded, decodedOrThrow } from './decoded.js'
import type { Connection, Database } from './database.js'
import { lock } from './lock.js'
import { store } from './store.js'

/** The result of one batch of inputs. */
export interface Batch {
  readonly decided: number
  /** The number of inputs that were moved to `dead_letter`, because the stored rows that they need cannot be decoded. */
  readonly setAside: number
}

/** Reads the settings. No other process can change them before this transaction ends. */
const settingsIn = async (connection: Connection): Promise<{ readonly n: number; readonly settings: Settings }> => {
  await connection.query('lock table settings in share mode')
  const [row] = await connection.query('select n, settings from settings order by n desc limit 1')
  return { n: Number(row?.['n']), settings: decodedOrThrow(SettingsFromJson, row?.['settings']) }
}

/** Takes inputs of the lane that has waited longest, and locks the lane against other workers. */
const take = async (connection: Connection, atMost: number): Promise<ReadonlyArray<Taken>> => {
  const [row] = await connection.query(
    `select lane from lane where exists (select from input where input.lane = lane.lane)
      order by (select min(n) from input where input.lane = lane.lane) limit 1 for update skip locked`,
  )
  if (row === undefined) return []
  const rows = await connection.query('select n, input from input where lane = $1 order by n limit $2', [
    row['lane'],
    atMost,
  ])
  return rows.map((each) => ({ n: Number(each['n']), input: decoded(InputFromJson, each['input']) }))
}

/** Takes and decides up to `atMost` inputs. The result is `none` if no lane has an input that is free. */
export const workOnce = (database: Database, atMost = 500): Promise<Batch> =>
  database.transaction(async (connection) => {
    const { n, settings } = await settingsIn(connection)
    const taken = await take(connection, atMost)
    const inputs = taken.flatMap(({ input }) => (E.isRight(input) ? [input.right] : []))
    const changes = decideAll(settings, taken, await lock(connection, inputs))
    await store(connection, n, changes)
    return { decided: changes.decisions.length, setAside: changes.setAside.length }
  })
