/** Runs the scripts of docs/examples as their users do: as processes. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished, vi } from 'vitest'

/** A process takes a while to start where much else is running. */
vi.setConfig({ testTimeout: 60_000 })

const root = fileURLToPath(new URL('../../', import.meta.url))

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** A script to its end, or until `enough` of its output has been read and the pipe closed. */
export const run = (
  [script = '', ...args]: ReadonlyArray<string>,
  { stdin = '', enough = Infinity }: { readonly stdin?: string | Buffer; readonly enough?: number } = {},
): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const process_ = spawn(process.execPath, ['--import', 'tsx', `docs/examples/${script}.ts`, ...args], { cwd: root })
    const out: Array<Buffer> = []
    const err: Array<Buffer> = []
    let size = 0
    process_.stdout.on('data', (chunk: Buffer) => {
      out.push(chunk)
      size += chunk.length
      if (size > enough) process_.stdout.destroy()
    })
    process_.stderr.on('data', (chunk: Buffer) => err.push(chunk))
    process_.on('error', reject)
    process_.on('close', (code) =>
      resolve({ code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }),
    )
    process_.stdin.on('error', () => undefined)
    process_.stdin.end(stdin)
  })

/** A file that is gone when the test is over. */
export const file = (content: string | Buffer): string => {
  const directory = mkdtempSync(join(tmpdir(), 'marketo-account-sync-'))
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }))
  const path = join(directory, 'history.jsonl')
  writeFileSync(path, content)
  return path
}

export const lines = (...inputs: ReadonlyArray<unknown>): string =>
  inputs.map((input) => (typeof input === 'string' ? input : JSON.stringify(input))).join('\n')

/** `simulate --json` over lines on standard input; its output, parsed. */
export const simulateJson = async (stdin: string | Buffer, ...options: ReadonlyArray<string>) => {
  const { code, out, err } = await run(['simulate', '-', '--json', ...options], { stdin })
  const parsed = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
  return { code, err, steps: parsed.slice(0, -1), last: parsed[parsed.length - 1], text: out }
}
