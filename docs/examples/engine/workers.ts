/** Starts and stops the processes of workers. */
import { build } from 'esbuild'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Bundles a worker into one file, so that a process starts in a tenth of a second and needs no packages. */
export const bundleWorker = async (folder: string, entry = 'worker.ts'): Promise<string> => {
  const outfile = join(folder, 'worker.cjs')
  await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['pg-native'],
    logLevel: 'error',
  })
  return outfile
}

export interface Workers {
  /** A sentence about the first worker that has ended unexpectedly. Undefined if there is none. */
  readonly failure: () => string | undefined
  /** Kills the worker with this number (SIGKILL), and starts a new worker in its place. */
  readonly kill: (index: number) => Promise<void>
  /** Stops the workers after their current batches. The result describes the workers that have ended unexpectedly. */
  readonly stop: () => Promise<ReadonlyArray<string>>
}

/** Starts workers. `argsOf` gives the arguments of the worker with this index. */
export const startWorkers = (
  file: string,
  count: number,
  argsOf: (index: number) => ReadonlyArray<string>,
): Workers => {
  const failures: Array<string> = []
  let isStopping = false
  const start = (_: unknown, index: number): ChildProcess => {
    const child = spawn(process.execPath, [file, ...argsOf(index)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    child.on('exit', (code, signal) => {
      // SIGTERM can arrive before a new worker listens for it.
      const isExpected = signal === 'SIGKILL' || (isStopping && (code === 0 || signal === 'SIGTERM'))
      if (!isExpected) failures.push(`a worker has ended unexpectedly (${code ?? String(signal)})`)
    })
    return child
  }
  const children = Array.from({ length: count }, start)
  const ended = (child: ChildProcess): Promise<unknown> =>
    child.exitCode === null && child.signalCode === null ? once(child, 'exit') : Promise.resolve()
  return {
    failure: () => failures[0],
    kill: async (index) => {
      const place = index % count
      const child = children[place]
      if (child === undefined) return
      child.kill('SIGKILL')
      await ended(child)
      children[place] = start(undefined, place)
    },
    stop: async () => {
      isStopping = true
      for (const child of children) child.kill('SIGTERM')
      await Promise.all(children.map(ended))
      return failures
    },
  }
}
