/**
 * Folds a history of inputs, one JSON object a line, and reports what comes of each and what Marketo holds at the end.
 *
 *     npm run simulate -- FILE [--json] [--quiet] [--settings JSON]
 *
 * | exit code | meaning                                              |
 * | --------: | ---------------------------------------------------- |
 * |         0 | every line was an input (refused or not)             |
 * |         2 | some lines were not; the others were processed       |
 * |        64 | the command line is wrong, or the file is unreadable |
 * |        74 | the report cannot be written                         |
 */
import * as E from 'fp-ts/lib/Either.js'
import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { decodeLine, isBlank } from './simulate/decode.js'
import { jsonReport } from './simulate/json.js'
import { linesOf } from './simulate/lines.js'
import { optionsOf, usage } from './simulate/options.js'
import { progressOn } from './simulate/progress.js'
import { tableReport } from './simulate/table.js'

const exitCodes = { undecodable: 2, usage: 64, output: 74 }

/** How many characters are written at a time, about: so few that they are still in the cache of the processor. */
const pieceSize = 32 * 1024

/** Relative to where the command was typed: npm itself goes to the package's directory. */
const pathOf = (file: string): string => {
  const { npm_lifecycle_event: script, INIT_CWD: typedIn } = process.env
  return resolve(script === 'simulate' && typedIn !== undefined ? typedIn : '.', file)
}

const fail = (message: string, exitCode: number): void => {
  process.stderr.write(`simulate: ${message}\n`)
  process.exitCode = exitCode
}

/** The system's name for what went wrong, such as ENOENT. */
const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : ''

const unreadable: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a directory',
  EACCES: 'reading it is not permitted',
}

const main = async (): Promise<void> => {
  const options = optionsOf(process.argv.slice(2))
  if (E.isLeft(options)) {
    fail(`${options.left}. Usage: ${usage}`, exitCodes.usage)
    return
  }
  const { file, json, quiet, settings } = options.right
  const report = (json ? jsonReport : tableReport)(settings, quiet)
  const progress = progressOn(process.stderr, () => performance.now())
  let lines = 0
  let undecodable = 0
  let bytes = 0
  let readError: unknown

  async function* chunks(): AsyncGenerator<Buffer> {
    try {
      const input: AsyncIterable<Buffer> = file === '-' ? process.stdin : createReadStream(pathOf(file))
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
        text += report.line(lines, decoded)
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

  await pipeline(reported, process.stdout).catch((error: unknown) => {
    progress.clear()
    // Whoever reads the report has seen enough (`| head`).
    if (codeOf(error) !== 'EPIPE')
      fail(`the report cannot be written: ${codeOf(error) || String(error)}`, exitCodes.output)
  })
  if (readError !== undefined) {
    const why = unreadable[codeOf(readError)] ?? codeOf(readError)
    fail(`cannot read ${JSON.stringify(file)}: ${why}`, exitCodes.usage)
  } else if (undecodable > 0) process.exitCode ??= exitCodes.undecodable
}

/** Small pieces as larger ones: one write each would be slow. */
function* inBatches(pieces: Iterable<string>): Generator<string> {
  let batch = ''
  for (const piece of pieces) {
    batch += piece
    if (batch.length < pieceSize) continue
    yield batch
    batch = ''
  }
  yield batch
}

await main()
