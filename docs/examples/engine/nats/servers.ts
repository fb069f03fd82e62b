/** Starts NATS servers on the loopback address, with their data in a temporary folder. */
import { chunksOf } from 'fp-ts/lib/ReadonlyArray.js'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { NoServer } from '../server.js'
import type { Address } from './connection.js'

export interface Servers {
  readonly address: Address
  /** Kills the server with this number (SIGKILL), starts it again, and waits until it has all messages of the other servers. */
  readonly restartAbruptly: (index: number) => Promise<void>
  readonly stop: () => Promise<void>
}

/** Finds the program. Debian installs it in a folder that only root has in PATH. */
const binary = (): string => {
  const found = ['nats-server', '/usr/sbin/nats-server'].find((each) => spawnSync(each, ['--version']).status === 0)
  if (found === undefined)
    throw new NoServer(
      'nats-server is missing: install the Debian package `nats-server` (apt-get install -y nats-server)',
    )
  return found
}

/** Finds free ports. It opens all of them at the same time, so that all ports are different. */
const freePorts = async (count: number): Promise<ReadonlyArray<number>> => {
  const listeners = await Promise.all(
    Array.from({ length: count }, async () => {
      const listener = createServer().listen(0, '127.0.0.1')
      await once(listener, 'listening')
      return listener
    }),
  )
  const ports = listeners.map((listener) => {
    const address = listener.address()
    return typeof address === 'object' && address !== null ? address.port : 0
  })
  await Promise.all(listeners.map((listener) => once(listener.close(), 'close')))
  return ports
}

interface Ports {
  readonly client: number
  readonly route: number
  readonly monitor: number
}

/** A server accepts values of 8 MB. Everything that an engine stores is far smaller, except a very long queue. */
const configuration = (name: string, own: Ports, all: ReadonlyArray<Ports>, folder: string, token: string): string => {
  const routes = all.map(({ route }) => `"nats://engine:${token}@127.0.0.1:${route}"`)
  const cluster = `cluster {
  name: engine, listen: "127.0.0.1:${own.route}", authorization { user: engine, password: "${token}" }
  routes: [${routes.join(', ')}]
}`
  return `server_name: ${name}
listen: "127.0.0.1:${own.client}"
http: "127.0.0.1:${own.monitor}"
authorization { token: "${token}" }
max_payload: 8MB
jetstream { store_dir: "${join(folder, name)}" }
${all.length > 1 ? cluster : ''}
`
}

const isHealthy = async ({ monitor }: Ports): Promise<boolean> => {
  try {
    return (await fetch(`http://127.0.0.1:${monitor}/healthz`, { signal: AbortSignal.timeout(1_000) })).ok
  } catch {
    return false
  }
}

interface Server {
  readonly start: () => Promise<void>
  readonly kill: () => Promise<void>
}

const serverOf = (program: string, file: string, ports: Ports): Server => {
  let child: ChildProcess | undefined
  return {
    start: async () => {
      const started = spawn(program, ['-c', file, '-l', `${file}.log`], { stdio: 'ignore' })
      child = started
      while (!(await isHealthy(ports))) {
        if (started.exitCode !== null) throw new NoServer(`nats-server has ended with exit code ${started.exitCode}`)
        await wait(100)
      }
    },
    kill: async () => {
      if (child?.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
  }
}

export const startServers = async (count: number): Promise<Servers> => {
  const program = binary()
  const folder = mkdtempSync(join(tmpdir(), 'marketo-account-sync-'))
  const token = randomBytes(16).toString('hex')
  const numbers = await freePorts(count * 3)
  const ports = chunksOf(3)(numbers).map(([client, route = 0, monitor = 0]): Ports => ({ client, route, monitor }))
  const servers = ports.map((own, index) => {
    const file = join(folder, `server${index}.conf`)
    writeFileSync(file, configuration(`server${index}`, own, ports, folder, token), { mode: 0o600 })
    return serverOf(program, file, own)
  })
  const stop = async (): Promise<void> => {
    await Promise.all(servers.map(({ kill }) => kill()))
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await Promise.all(servers.map(({ start }) => start()))
  } catch (error) {
    await stop()
    throw error
  }
  return {
    address: { servers: ports.map(({ client }) => `127.0.0.1:${client}`), token },
    restartAbruptly: async (index) => {
      const server = servers[index % count]
      await server?.kill()
      await server?.start()
    },
    stop,
  }
}
