/** What the `simulate` command does, with its surroundings as an argument. */
import * as E from 'fp-ts/lib/Either.js'
import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { displayOf, type Output } from '../terminal/display.js'
import { jsonReport } from './json.js'
import { decodeLine, isBlank, linesOf } from './lines.js'
import { help, optionsOf, usage } from './options.js'
import { progressOn, type Terminal } from './progress.js'
import type { Report } from './report.js'
import { tableReport } from './table.js'

/** What a process has, as far as the command uses it. */
export interface Surroundings {
  readonly stdin: AsyncIterable<Buffer>
  readonly stdout: Writable & Output
  readonly stderr: Terminal
  /** The folder that a relative FILE is in. */
  readonly directory: string
}

const exitCodes = { ok: 0, undecodable: 2, usage: 64, output: 74 }

/** How many bytes of a file are read at a time. Larger chunks are fewer waits for the disk. */
const chunkSize = 256 * 1024

/** How many characters are written at a time, about: few enough to stay in the processor's cache. */
const pieceSize = 32 * 1024

/** Joins small pieces, because one write for each would be slow. */
export function* inBatches(pieces: Iterable<string>): Generator<string> {
  let batch = ''
  for (const piece of pieces) {
    batch += piece
    if (batch.length < pieceSize) continue
    yield batch
    batch = ''
  }
  if (batch !== '') yield batch
}

/** The system's name for what went wrong, such as ENOENT. */
export const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error)

export const unreadable: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a directory',
  EACCES: 'you may not read it',
}

export const isHelp = (arg: string): boolean => arg === '--help' || arg === '-h'

/** Runs the command with the arguments of a command line. The result is the exit code. */
export const main = async (args: ReadonlyArray<string>, surroundings: Surroundings): Promise<number> => {
  const { stdin, stdout, stderr, directory } = surroundings
  const fail = (message: string, exitCode: number): number => {
    stderr.write(`simulate: ${message}\n`)
    return exitCode
  }
  if (args.some(isHelp)) {
    stdout.write(help)
    return exitCodes.ok
  }
  const options = optionsOf(args)
  if (E.isLeft(options)) return fail(`${options.left}. Usage: ${usage}`, exitCodes.usage)
  const { file, json, quiet, settings } = options.right
  const report: Report = json
    ? jsonReport(settings, quiet)
    : tableReport(settings, { quiet, display: displayOf(stdout) })
  const progress = progressOn(stderr, () => performance.now())
  let lines = 0
  let undecodable = 0
  let bytes = 0
  let readError: unknown

  async function* chunks(): AsyncGenerator<Buffer> {
    try {
      const input: AsyncIterable<Buffer> =
        file === '-' ? stdin : createReadStream(resolve(directory, file), { highWaterMark: chunkSize })
      for await (const chunk of input) {
        bytes += chunk.length
        yield chunk
      }
    } catch (error) {
      readError = error
    }
  }

  async function* reported(): AsyncGenerator<string> {
    let begun = false
    for await (const batch of linesOf(chunks())) {
      if (!begun) yield report.begin()
      begun = true
      let text = ''
      for (const line of batch) {
        lines++
        if (isBlank(line)) continue
        const decoded = decodeLine(line)
        if (E.isLeft(decoded)) undecodable++
        text += report.line(lines, decoded, line)
        if (text.length < pieceSize) continue
        progress.clear()
        yield text
        text = ''
      }
      progress.clear()
      if (text !== '') yield text
      progress.show(lines, bytes)
    }
    progress.clear()
    if (readError !== undefined) return
    if (!begun) yield report.begin()
    yield* inBatches(report.end())
  }

  let writeError: unknown
  await pipeline(reported, stdout).catch((error: unknown) => {
    writeError = error
  })
  progress.clear()
  // EPIPE: whoever reads the report has seen enough (`| head`).
  if (writeError !== undefined && codeOf(writeError) !== 'EPIPE')
    return fail(`the report cannot be written: ${codeOf(writeError)}`, exitCodes.output)
  if (readError !== undefined)
    return fail(
      `cannot read ${JSON.stringify(file)}: ${unreadable[codeOf(readError)] ?? codeOf(readError)}`,
      exitCodes.usage,
    )
  return undecodable > 0 ? exitCodes.undecodable : exitCodes.ok
}
