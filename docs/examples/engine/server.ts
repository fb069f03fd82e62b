/** A PostgreSQL server of its own, in a temporary folder. It listens on a socket in this folder and on no port. */
import { execFileSync, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The server cannot be started on this machine. */
export class NoServer extends Error {}

export interface Server {
  readonly url: string
  /** Ends all processes of the server at once, as a crash does, and starts the server again. */
  readonly restartAbruptly: () => void
  /** How many deadlocks the server has found. */
  readonly deadlocks: () => number
  readonly stop: () => void
}

const debian = '/usr/lib/postgresql'
const missing = 'PostgreSQL is missing: install the Debian package `postgresql` (apt-get install -y postgresql)'

/** The folder of `initdb` and `pg_ctl`: that of Debian's newest version, or else the one in the path. */
const binaries = (): string => {
  const versions = existsSync(debian) ? readdirSync(debian).map(Number).filter(Number.isFinite) : []
  const found = versions.sort((a, b) => b - a).map((version) => join(debian, String(version), 'bin'))
  const inPath = (process.env['PATH'] ?? '').split(':')
  const folder = [...found, ...inPath].find((each) => existsSync(join(each, 'initdb')))
  if (folder === undefined) throw new NoServer(missing)
  return folder
}

/** PostgreSQL refuses to run as root, so root runs it as the user `postgres`, which Debian's package makes. */
const owner = (): { readonly uid: number; readonly gid: number } | undefined => {
  if (process.getuid?.() !== 0) return undefined
  const idOf = (option: string): number => {
    const { status, stdout } = spawnSync('id', [option, 'postgres'], { encoding: 'utf8' })
    if (status !== 0) throw new NoServer(missing)
    return Number(stdout)
  }
  return { uid: idOf('-u'), gid: idOf('-g') }
}

/**
 * What differs from Debian's settings. In a large org almost every input changes a page that no input has changed since the
 * last checkpoint, and PostgreSQL writes such a page to its log as a whole: compression and rare checkpoints make that cheap.
 */
const settings = { wal_compression: 'on', max_wal_size: '4GB', shared_buffers: '256MB', jit: 'off' }

export const startServer = (): Server => {
  const bin = binaries()
  const user = owner()
  const folder = mkdtempSync(join(tmpdir(), 'marketo-account-sync-'))
  if (user !== undefined) chownSync(folder, user.uid, user.gid)
  const data = join(folder, 'data')
  const log = join(folder, 'log')
  const run = (program: string, args: ReadonlyArray<string>): void => {
    execFileSync(join(bin, program), args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], ...user })
  }
  const pgCtl = (...args: ReadonlyArray<string>): void => run('pg_ctl', ['-D', data, '-w', '-s', ...args])
  const options = Object.entries({ ...settings, listen_addresses: '', unix_socket_directories: folder })
  const start = (): void =>
    pgCtl('-l', log, '-o', options.map(([name, value]) => `-c ${name}='${value}'`).join(' '), 'start')
  const remove = (): void => rmSync(folder, { recursive: true, force: true })

  try {
    // Only the owner of the folder can reach the socket, so the server trusts who connects.
    run('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C'])
    start()
  } catch (error) {
    remove()
    throw error
  }
  return {
    url: `postgres://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`,
    restartAbruptly: () => {
      pgCtl('-m', 'immediate', 'stop')
      start()
    },
    deadlocks: () => readFileSync(log, 'utf8').split('deadlock detected').length - 1,
    stop: () => {
      try {
        pgCtl('-m', 'immediate', 'stop')
      } finally {
        remove()
      }
    },
  }
}
