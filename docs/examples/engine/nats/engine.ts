/** The engine on NATS servers that run already. */
import { defaultSettings, type Marketo } from 'marketo-account-sync'
import { check, type Checked } from '../shared/check.js'
import type { Engine, Share } from '../shared/engine.js'
import { type Address, type Connection, open, setUp } from './connection.js'
import { deadLettersIn } from './dead-letters.js'
import { metrics } from './metrics.js'
import { readsOf } from './reads.js'
import { release } from './release.js'
import { runWorker } from './session.js'
import { changeSettings, storeFirstSettings, untilIdle } from './settings.js'
import { storedIn } from './stored.js'
import { submit } from './submit.js'

interface CheckOptions {
  /** A page that the stream has. */
  readonly atLeast: number
  /** The Marketo state before the first decision. */
  readonly start?: Marketo
  /** Sentences about further differences. */
  readonly more?: ReadonlyArray<string>
}

/** Runs the check. Nobody may write to the stream meanwhile. */
export const checkStored = async (connection: Connection, options: CheckOptions): Promise<Checked> => {
  const { atLeast, start, more = [] } = options
  const stored = await storedIn(connection, atLeast)
  const checked = await check(stored, start)
  const held = stored.held.map((key) => `${key} is held, or messages wait for it`)
  return { ...checked, differences: [...more, ...stored.broken, ...held, ...checked.differences] }
}

const everySecond = 1_000

const work = async (
  connection: Connection,
  share: Share,
  stopped: AbortSignal,
  report: Parameters<Engine['work']>[2],
): ReturnType<Engine['work']> => {
  let done = { inputs: 0, batches: 0 }
  let [reported, reporting] = [0, Promise.resolve()]
  const timer = setInterval(() => {
    if (done.batches === reported) return
    reported = done.batches
    reporting = reporting.then(() => report(done))
    reporting.catch(() => undefined)
  }, everySecond)
  try {
    await runWorker(connection, share, stopped, (inputs) => {
      done = { inputs: done.inputs + inputs, batches: done.batches + 1 }
    })
    await reporting
    return done
  } finally {
    clearInterval(timer)
  }
}

const workThrough = async (connection: Connection): Promise<void> => {
  const idle = new AbortController()
  const working = runWorker(connection, { index: 0, of: 1 }, idle.signal)
  try {
    await Promise.race([untilIdle(connection, idle.signal), working])
  } finally {
    idle.abort()
    await working
  }
}

/** Creates the stream, the bucket and the first settings if they are missing. */
export const natsEngine = async (address: Address, stopped: AbortSignal): Promise<Engine> => {
  const connection = await open(address)
  await setUp(connection, address.servers.length < 3 ? 1 : 3)
  await storeFirstSettings(connection, defaultSettings)
  return {
    ...readsOf(connection),
    submit: (source) => submit(connection, source),
    work: (share, ended, report) => work(connection, share, ended, report),
    workThrough: () => workThrough(connection),
    metrics: () => metrics(connection),
    deadLetters: () => deadLettersIn(connection),
    check: async () => checkStored(connection, { atLeast: await untilIdle(connection, stopped) }),
    changeSettings: (settings) => changeSettings(connection, settings, stopped),
    release: () => release(connection, stopped),
    close: () => connection.nats.close(),
  }
}
