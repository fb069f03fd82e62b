/** Runs the scripts in docs/examples: `simulate` as a function call, or any script as a process. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { main, type Surroundings } from '../../docs/examples/simulate/main.js'

const root = fileURLToPath(new URL('../../', import.meta.url))

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

type Main = (args: ReadonlyArray<string>, surroundings: Surroundings) => Promise<number>

/** Runs the main function of a command in this process, with these bytes on standard input. */
export const runMain = async (
  main: Main,
  args: ReadonlyArray<string>,
  stdin: string | Buffer = '',
  brokenStdout?: Writable,
): Promise<Ended> => {
  const out: Array<Buffer> = []
  const err: Array<string> = []
  const stdout = new Writable({
    write: (chunk: Buffer, _, done) => {
      out.push(chunk)
      done()
    },
  })
  const code = await main(args, {
    stdin: Readable.from([Buffer.from(stdin)]),
    stdout: brokenStdout ?? stdout,
    stderr: { write: (text) => err.push(text) },
    directory: root,
  })
  return { code, out: Buffer.concat(out).toString(), err: err.join('') }
}

/** Runs `simulate` in this process, with these bytes on standard input. */
export const simulate = (
  args: ReadonlyArray<string>,
  stdin: string | Buffer = '',
  brokenStdout?: Writable,
): Promise<Ended> => runMain(main, args, stdin, brokenStdout)

/**
 * Runs a script in a new process, and waits until the process ends. After `enough` bytes, closes the standard output of the
 * process.
 */
export const run = (
  [script = '', ...args]: ReadonlyArray<string>,
  { stdin = '', enough = Infinity }: { readonly stdin?: string; readonly enough?: number } = {},
): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', `docs/examples/${script}.ts`, ...args], { cwd: root })
    const out: Array<Buffer> = []
    const err: Array<Buffer> = []
    let size = 0
    child.stdout.on('data', (chunk: Buffer) => {
      out.push(chunk)
      size += chunk.length
      if (size > enough) child.stdout.destroy()
    })
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
    child.on('error', reject)
    child.on('close', (code) =>
      resolve({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }),
    )
    child.stdin.on('error', () => undefined)
    child.stdin.end(stdin)
  })

/** Writes a temporary file, which is deleted at the end of the test. Returns its path. */
export const file = (content: string | Buffer): string => {
  const directory = mkdtempSync(join(tmpdir(), 'marketo-account-sync-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  const path = join(directory, 'history.jsonl')
  writeFileSync(path, content)
  return path
}

export const lines = (...inputs: ReadonlyArray<unknown>): string =>
  inputs.map((input) => (typeof input === 'string' ? input : JSON.stringify(input))).join('\n')

/** Runs `simulate --json` with these lines on standard input, and parses the output. */
export const simulateJson = async (stdin: string | Buffer, ...options: ReadonlyArray<string>) => {
  const { code, out, err } = await simulate(['-', '--json', ...options], stdin)
  const parsed = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
  return { code, err, steps: parsed.slice(0, -1), last: parsed[parsed.length - 1] }
}
