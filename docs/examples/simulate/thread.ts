/**
 * Decodes the lines of a long file in a second thread, because decoding takes nearly as long as applying the rules. The second
 * thread answers each chunk of bytes with text: for each line, the decoded input as JSON. The first thread parses this text again.
 * This is faster than receiving the inputs as objects, because Node copies objects between threads slowly.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { DecodeError, Input } from 'marketo-account-sync'
import { type EventEmitter, on } from 'node:events'
import { type DecodedLine, decodeLine, isBlank, type Line, lineSplitter, type ReadLine } from './lines.js'

/** The first thread's view of the second thread. A Worker of Node has this type. */
export interface Thread extends EventEmitter {
  readonly postMessage: (chunk: Uint8Array | null) => void
  readonly terminate: () => unknown
}

/** The second thread's view of the first thread. */
export interface Port {
  readonly on: (event: 'message', listener: (chunk: Uint8Array | null) => void) => unknown
  readonly postMessage: (answer: string) => void
}

/** The number of chunks that the first thread sends ahead, so that the second thread always has work. */
const chunksAhead = 4

const newline = '\n'

/** Writes nothing for a blank line, an object for an input, and an array for errors. */
const answerTo = (line: Line): string => {
  if (isBlank(line)) return newline
  const decoded = decodeLine(line)
  return JSON.stringify(E.isRight(decoded) ? decoded.right : decoded.left) + newline
}

const inAnswer = (text: string): DecodedLine | undefined => {
  if (text === '') return undefined
  const json = JSON.parse(text) as Input | ReadonlyArray<DecodeError>
  return '_tag' in json ? E.right(json) : E.left(json)
}

/** Runs in the second thread. Answers each chunk with its lines. The chunk `null` stands for the end of the file. */
export const answerChunks = (port: Port): void => {
  const { push, end } = lineSplitter()
  port.on('message', (chunk) => {
    const lines = chunk === null ? end() : push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))
    port.postMessage(lines.map(answerTo).join(''))
  })
}

/** Yields the decoded lines of a stream of bytes, as `decodedLines` does, but without their text. */
export async function* decodedInThread(
  start: () => Thread,
  chunks: AsyncGenerator<Buffer>,
): AsyncGenerator<ReadonlyArray<ReadLine>> {
  const thread = start()
  let unanswered = 0
  let isEnd = false
  const send = async (): Promise<void> => {
    if (isEnd) return
    const next = await chunks.next()
    isEnd = next.done === true
    thread.postMessage(next.done === true ? null : next.value)
    unanswered++
  }
  try {
    const answers = on(thread, 'message') as AsyncIterable<[string]>
    for (let sent = 0; sent < chunksAhead; sent++) await send()
    for await (const [answer] of answers) {
      unanswered--
      await send()
      const lines = answer.split(newline)
      lines.pop() // The part after the last newline is empty.
      if (lines.length > 0) yield lines.map((text) => ({ decoded: inAnswer(text) }))
      if (unanswered === 0) return
    }
  } finally {
    await thread.terminate()
  }
}
