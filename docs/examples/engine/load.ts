/** Starts a PostgreSQL server, runs generated inputs on it, kills workers meanwhile, and checks the result. */
import { emptyMarketo } from 'marketo-account-sync'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { count } from '../simulate/words.js'
import { type Database, snapshot } from './database.js'
import { storeOrg } from './org.js'
import type { Load } from './options.js'
import { postgres } from './postgres.js'
import { startServer } from './server.js'
import { setUp } from './set-up.js'
import { check, type Checked } from './shared/check.js'
import { inputsOf } from './shared/generate.js'
import type { Run } from './shared/line.js'
import { storedIn } from './stored.js'
import { submit } from './submit.js'
import { bundleWorker, startWorkers, type Workers } from './workers.js'

const source = 'generated'
const batch = 500

/** Repeats `work` while the server restarts. It gives up if the run is stopped. */
const patiently = async <A>(database: Database, stopped: AbortSignal, work: () => Promise<A>): Promise<A> => {
  for (;;) {
    stopped.throwIfAborted()
    try {
      return await work()
    } catch (error) {
      if (!database.isPassing(error)) throw error
      await wait(50)
    }
  }
}

const submitAll = async (database: Database, texts: ReadonlyArray<string>, stopped: AbortSignal): Promise<void> => {
  let position = 0
  while (position < texts.length) {
    const next = texts.slice(position, position + batch)
    position = await patiently(database, stopped, () => submit(database, source)(position + 1, next))
  }
}

interface Progress {
  readonly decided: number
  readonly isDone: boolean
}

const progressOf = async (database: Database, inputs: number): Promise<Progress> => {
  const [row] = await database.query(
    `select (select last_value from log_n_seq) as decided, exists (select from input) as waits,
      (select max(position) from source) as position`,
  )
  return { decided: Number(row?.['decided']), isDone: row?.['waits'] === false && Number(row['position']) === inputs }
}

/** Kills workers, and restarts the server once, while the workers decide the inputs. */
const disturb = async (
  database: Database,
  { inputs, kills }: Load,
  workers: Workers,
  restart: () => void,
  stopped: AbortSignal,
): Promise<void> => {
  let killed = 0
  let isRestarted = kills === 0
  for (;;) {
    const failure = workers.failure()
    if (failure !== undefined) throw new Error(failure)
    const { decided, isDone } = await patiently(database, stopped, () => progressOf(database, inputs))
    while (killed < kills && (isDone || decided > ((killed + 0.5) * inputs) / kills)) {
      await workers.kill(killed)
      killed += 1
      if (isDone) continue
      break
    }
    if (!isRestarted && (isDone || decided > inputs / 2)) {
      restart()
      isRestarted = true
    }
    if (isDone && killed === kills && isRestarted) return
    await wait(20)
  }
}

/** Runs the inputs and the check. In any case, it removes the server and the workers at the end. It rejects if it is stopped. */
export const runLoad = async (
  load: Load,
  stopped: AbortSignal,
): Promise<{ readonly run: Run; readonly checked: Checked }> => {
  const { inputs, kills } = load
  const org = { contacts: load.contacts ?? Math.ceil(inputs / 5) }
  const texts = [...inputsOf(org, inputs)]
  const failures: Array<string> = []
  const ended = new AbortController()
  stopped.addEventListener('abort', () => ended.abort())
  const folder = mkdtempSync(join(tmpdir(), 'marketo-account-sync-'))
  const server = startServer()
  try {
    const file = await bundleWorker(folder)
    const database = postgres(server.url, 3)
    await setUp(database)
    const start = load.contacts === undefined ? emptyMarketo : await storeOrg(database, org)
    const workers = startWorkers(file, load.workers, () => [server.url])
    const startedAt = performance.now()
    let seconds = 0
    try {
      await Promise.all([
        submitAll(database, texts, ended.signal),
        disturb(database, load, workers, server.restartAbruptly, ended.signal),
      ])
      seconds = (performance.now() - startedAt) / 1_000
    } finally {
      ended.abort()
      failures.push(...(await workers.stop()))
    }
    const checked = await snapshot(database, async (connection) => check(await storedIn(connection), start))
    await database.close()
    const more = [
      ...(kills > 0 ? ['1 restart'] : []),
      count(load.workers, 'worker'),
      count(server.deadlocks(), 'deadlock'),
    ]
    return {
      run: { inputs, kills, seconds, more },
      checked: { ...checked, differences: [...failures, ...checked.differences] },
    }
  } finally {
    server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
