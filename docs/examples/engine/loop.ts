/** The loop of a worker: it takes batches of inputs until it is stopped. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Database } from './database.js'
import type { Done } from './shared/metrics.js'
import { type Batch, workOnce } from './work.js'

const idle = 20
const afterFailure = 100

const nothing: Done = { inputs: 0, batches: 0 }

const withBatch = ({ inputs, batches }: Done, { decided, setAside }: Batch): Done => ({
  inputs: inputs + decided + setAside,
  batches: batches + 1,
})

const isEmpty = ({ decided, setAside }: Batch): boolean => decided + setAside === 0

/**
 * Takes batches until `isStopped` is true, and reports after each batch. If the connection is lost, it tries again. This is safe,
 * because the server has either rolled the whole batch back or committed the whole batch.
 */
export const workUntil = async (
  database: Database,
  isStopped: () => boolean,
  report: (done: Done) => Promise<void> | undefined = () => undefined,
): Promise<Done> => {
  let done = nothing
  while (!isStopped()) {
    try {
      const batch = await workOnce(database)
      if (isEmpty(batch)) await wait(idle)
      else {
        done = withBatch(done, batch)
        await report(done)
      }
    } catch (error) {
      if (!database.isPassing(error)) throw error
      await wait(afterFailure)
    }
  }
  return done
}

/** Takes batches until no input waits. Use it if the process is the only worker. */
export const workThrough = async (database: Database): Promise<Done> => {
  let done = nothing
  for (;;) {
    const batch = await workOnce(database)
    if (isEmpty(batch)) return done
    done = withBatch(done, batch)
  }
}
