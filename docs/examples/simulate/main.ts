/** The `simulate` command. Its streams and its folder are arguments, so that a test can replace them. */
import * as E from 'fp-ts/lib/Either.js'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { displayOf, type Output } from '../terminal/display.js'
import { jsonReport } from './json.js'
import { decodedLines, type ReadLine } from './lines.js'
import { help, optionsOf, usage } from './options.js'
import { progressOn, type Terminal } from './progress.js'
import type { Report } from './report.js'
import { tableReport } from './table.js'
import { decodedInThread, type Thread } from './thread.js'

/** The parts of a process that the command uses. */
export interface Surroundings {
  readonly stdin: AsyncIterable<Buffer>
  readonly stdout: Writable & Output
  readonly stderr: Terminal
  /** The folder to which a relative FILE belongs. */
  readonly directory: string
  /** Starts a second thread, which answers with the function `answerChunks`. Without it, the command uses one thread. */
  readonly startThread?: () => Thread
}

const exitCodes = { ok: 0, undecodable: 2, usage: 64, output: 74 }

/** The number of bytes that are read at a time. With larger chunks, the command waits for the disk less often. */
const chunkSize = 256 * 1024

/** The size of a file, in bytes, from which a second thread saves more time than its start takes. */
export const longFile = 8 * 1024 * 1024

/** The approximate number of characters that are written at a time. They fit into the processor's cache. */
const pieceSize = 32 * 1024

/** Joins small pieces of text, because a separate write for each piece would be slow. */
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

/** The system's name for an error, such as ENOENT. */
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
  const { stdin, stdout, stderr, directory, startThread } = surroundings
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

  const readLines = async (): Promise<AsyncIterable<ReadonlyArray<ReadLine>>> => {
    if (!json || file === '-' || startThread === undefined) return decodedLines(chunks())
    const size = await stat(resolve(directory, file)).then(
      (stats) => stats.size,
      () => 0,
    )
    return size < longFile ? decodedLines(chunks()) : decodedInThread(startThread, chunks())
  }

  async function* reported(): AsyncGenerator<string> {
    let begun = false
    for await (const batch of await readLines()) {
      if (!begun) yield report.begin()
      begun = true
      let text = ''
      for (const { decoded, text: line } of batch) {
        lines++
        if (decoded === undefined) continue
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
  // EPIPE means that the reader of the report has ended, as in `| head`. This is not an error.
  if (writeError !== undefined && codeOf(writeError) !== 'EPIPE')
    return fail(`the report cannot be written: ${codeOf(writeError)}`, exitCodes.output)
  if (readError !== undefined)
    return fail(
      `cannot read ${JSON.stringify(file)}: ${unreadable[codeOf(readError)] ?? codeOf(readError)}`,
      exitCodes.usage,
    )
  return undecodable > 0 ? exitCodes.undecodable : exitCodes.ok
}
