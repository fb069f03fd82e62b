/** Starts a PostgreSQL server in a temporary folder. The server listens on a socket in this folder, not on a port. */
import { execFileSync, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The error if the server cannot be started on this machine. */
export class NoServer extends Error {}

export interface Server {
  readonly url: string
  /** Ends all processes of the server at once, as a crash does, and starts the server again. */
  readonly restartAbruptly: () => void
  /** The number of deadlocks that the server has found. */
  readonly deadlocks: () => number
  readonly stop: () => void
}

const debian = '/usr/lib/postgresql'
const missing = 'PostgreSQL is missing: install the Debian package `postgresql` (apt-get install -y postgresql)'

/** The folder of `initdb` and `pg_ctl`: the folder of Debian's newest version, or else the folder in PATH. */
const binaries = (): string => {
  const versions = existsSync(debian) ? readdirSync(debian).map(Number).filter(Number.isFinite) : []
  const found = versions.sort((a, b) => b - a).map((version) => join(debian, String(version), 'bin'))
  const inPath = (process.env['PATH'] ?? '').split(':')
  const folder = [...found, ...inPath].find((each) => existsSync(join(each, 'initdb')))
  if (folder === undefined) throw new NoServer(missing)
  return folder
}

/** PostgreSQL refuses to run as root. If you are root, it runs as the user `postgres`, which Debian's package creates. */
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
 * The settings that differ from Debian's settings. In a large org, almost every input changes a page that no input has changed
 * since the last checkpoint. PostgreSQL writes each such page as a whole to its log. Compression and rare checkpoints reduce this
 * cost.
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
    // Only the owner of the folder can reach the socket, so the server accepts every connection without a password.
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
