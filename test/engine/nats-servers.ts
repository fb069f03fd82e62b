// Starts a NATS server for the tests. Each test gets an empty stream and an empty bucket.
import { defaultSettings, type Settings } from 'marketo-account-sync'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { check, type Checked } from '../../docs/examples/engine/shared/check.js'
import type { Share } from '../../docs/examples/engine/shared/engine.js'
import {
  type Address,
  bucket,
  type Connection,
  open,
  pages,
  setUp,
} from '../../docs/examples/engine/nats/connection.js'
import { startServers } from '../../docs/examples/engine/nats/servers.js'
import { runWorker } from '../../docs/examples/engine/nats/session.js'
import { storeSettings } from '../../docs/examples/engine/nats/settings.js'
import { storedIn } from '../../docs/examples/engine/nats/stored.js'

export interface Server {
  readonly address: () => Address
  /** The connection of the test itself. No worker uses this connection. */
  readonly connection: () => Connection
}

export const emptied = async (
  connection: Connection,
  settings: Settings = defaultSettings,
  replicas = 1,
): Promise<void> => {
  for (const stream of [pages, bucket]) await connection.manager.streams.delete(stream).catch(() => false)
  await setUp(connection, replicas)
  await storeSettings(connection, settings)
}

/** Starts a server, or a cluster of several servers, before the tests of a file. */
export const withServer = (count = 1): Server => {
  const started: { stop?: () => Promise<void>; address?: Address; connection?: Connection } = {}
  beforeAll(async () => {
    const { address, stop } = await startServers(count)
    Object.assign(started, { address, stop })
  })
  afterAll(() => started.stop?.())
  beforeEach(async () => {
    started.connection = await open(started.address!)
    await emptied(started.connection, defaultSettings, count)
  })
  afterEach(() => started.connection?.nats.close())
  return { address: () => started.address!, connection: () => started.connection! }
}

export interface Worker {
  /** Stops the worker after it has finished its current work. */
  readonly stop: () => Promise<void>
  /** Cuts the connection of the worker, so that the worker cannot write any more. */
  readonly crash: () => Promise<void>
}

/** Starts a worker in this process. */
export const startWorker = async (address: Address, share: Share = { index: 0, of: 1 }): Promise<Worker> => {
  const connection = await open(address)
  const stopped = new AbortController()
  const running = runWorker(connection, share, stopped.signal)
  return {
    stop: async () => {
      stopped.abort()
      await running
      await connection.nats.close()
    },
    crash: async () => {
      const ended = running.catch(() => undefined)
      await connection.nats.close()
      stopped.abort()
      await ended
    },
  }
}

export const checked = async (connection: Connection): Promise<Checked & { readonly held: ReadonlyArray<string> }> => {
  const stored = await storedIn(connection)
  return { ...(await check(stored)), held: stored.held }
}
