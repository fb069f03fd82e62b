/** Starts NATS servers, runs generated inputs on them, kills workers and servers meanwhile, and checks the result. */
import { defaultSettings, emptyMarketo } from 'marketo-account-sync'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { count } from '../../simulate/words.js'
import type { Load } from '../options.js'
import type { Checked } from '../shared/check.js'
import { inputsOf } from '../shared/generate.js'
import type { Run } from '../shared/line.js'
import { bundleWorker, startWorkers, type Workers } from '../workers.js'
import { bucket, type Connection, open, pages, patiently, setUp } from './connection.js'
import { checkStored } from './engine.js'
import { storeOrg } from './org.js'
import { pagesFrom } from './pages.js'
import { advance, isIdle, noProgress, type Progress } from './progress.js'
import { type Servers, startServers } from './servers.js'
import { storeSettings } from './settings.js'
import { submit } from './submit.js'

const source = 'generated'
const batch = 500
const patience = 120_000
/** For each server that is killed, this number of workers is killed. */
const killsForServer = 5

const follow = async (connection: Connection, progress: Progress, stopped: AbortSignal): Promise<void> => {
  for await (const page of pagesFrom(connection, 1, stopped)) advance(progress, page)
}

/** The index of the server that leads the stream of pages, as soon as all servers have all messages. */
const leaderOf = async ({ nats, manager }: Connection): Promise<number> => {
  for (;;) {
    const infos = await patiently(nats, () =>
      Promise.all([bucket, pages].map((stream) => manager.streams.info(stream))),
    )
    const areCurrent = infos.every(({ cluster }) =>
      cluster?.replicas?.every(({ current, offline, lag }) => current && !offline && !(lag > 0)),
    )
    if (areCurrent) return Number(/\d+$/.exec(infos[1]?.cluster?.leader ?? '')?.[0] ?? 0)
    await wait(50)
  }
}

/** Waits until all inputs are decided, and kills workers and servers meanwhile. */
const disturb = async (
  connection: Connection,
  progress: Progress,
  { inputs, kills }: Load,
  workers: Workers,
  servers: Servers,
  stopped: AbortSignal,
) => {
  let killed = 0
  let serversKilled = 0
  let restarting = Promise.resolve()
  const atServers = Math.ceil(kills / killsForServer)
  let last = { page: progress.page, at: performance.now() }
  for (;;) {
    stopped.throwIfAborted()
    if (last.page < progress.page) last = { page: progress.page, at: performance.now() }
    if (performance.now() - last.at > patience) throw new Error(`nothing has happened for ${patience / 1_000} s`)
    const failure = workers.failure()
    if (failure !== undefined) throw new Error(failure)
    const done = progress.submitted === inputs && isIdle(progress)
    const isDue = (index: number, all: number): boolean =>
      index < all && (done || progress.decided > ((index + 0.5) * inputs) / all)
    if (isDue(killed, kills)) {
      await workers.kill(killed)
      killed += 1
    }
    if (isDue(serversKilled, atServers)) {
      // Kill one server at a time, always the leader. Before the next kill, this server must have all messages again.
      restarting = restarting.then(async () => servers.restartAbruptly(await leaderOf(connection)))
      restarting.catch(() => undefined)
      serversKilled += 1
    }
    if (done && killed === kills && serversKilled === atServers) break
    await wait(20)
  }
  await restarting
  return serversKilled
}

/** Runs the inputs and the check. In any case, it removes the servers and the workers at the end. It rejects if it is stopped. */
export const runNatsLoad = async (
  load: Load,
  serverCount: number,
  stopped: AbortSignal,
): Promise<{ readonly run: Run; readonly checked: Checked }> => {
  const { inputs, kills } = load
  const texts = [...inputsOf({ contacts: load.contacts ?? Math.ceil(inputs / 5) }, inputs)]
  const folder = mkdtempSync(join(tmpdir(), 'marketo-account-sync-'))
  const servers = await startServers(serverCount)
  const failures: Array<string> = []
  const ended = new AbortController()
  const either = AbortSignal.any([stopped, ended.signal])
  try {
    const file = await bundleWorker(folder, 'nats/worker.ts')
    const connection = await open(servers.address)
    await setUp(connection, serverCount)
    await storeSettings(connection, defaultSettings)
    const org = { contacts: load.contacts ?? Math.ceil(inputs / 5) }
    const start = load.contacts === undefined ? emptyMarketo : await storeOrg(connection, org)
    const progress = noProgress()
    const following = follow(connection, progress, either)
    // If it fails, the wait below fails too.
    following.catch(() => ended.abort())
    const address = join(folder, 'address.json')
    writeFileSync(address, JSON.stringify(servers.address))
    const workers = startWorkers(file, load.workers, (index) => [address, String(index), String(load.workers)])
    const startedAt = performance.now()
    const submitting = async (): Promise<void> => {
      for (let start = 0; start < inputs; start += batch) {
        either.throwIfAborted()
        await submit(connection, source)(start + 1, texts.slice(start, start + batch))
      }
    }
    let serverKills = 0
    let seconds = 0
    try {
      const [killed] = await Promise.all([disturb(connection, progress, load, workers, servers, either), submitting()])
      serverKills = killed
      seconds = (performance.now() - startedAt) / 1_000
    } finally {
      ended.abort()
      failures.push(...(await workers.stop()))
    }
    await following
    const checked = await checkStored(connection, { atLeast: progress.page, start, more: failures })
    await connection.nats.close()
    const more = [
      count(serverCount, 'server'),
      ...(kills > 0 ? [count(serverKills, 'server kill')] : []),
      count(load.workers, 'worker'),
    ]
    return { run: { inputs, kills, seconds, more }, checked }
  } finally {
    ended.abort()
    await servers.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
