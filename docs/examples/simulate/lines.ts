/**
 * Splits bytes into lines of text, and decodes each line as an input. Only "\n" ends a line, because JSON text may contain
 * other line separators. A "\r" before the "\n" is removed, and so is a byte order mark before the first line. The bytes are
 * split into lines before they are decoded to text, because a chunk of bytes may end inside a character.
 */
import * as E from 'fp-ts/lib/Either.js'
import { type DecodeError, decodeErrors, found, type Input } from 'marketo-account-sync'
import { InputFromJson } from 'marketo-account-sync/codecs'
import { isUtf8 } from 'node:buffer'

/** The text of a line, or the error in its bytes. */
export type Line = string | DecodeError

/** The longest line that is kept in memory, in bytes. No record is as long as this. */
const longestLine = 64 * 1024 * 1024

const newline = 0x0a
const byteOrderMark = '\uFEFF'

const withoutReturn = (text: string): string => (text.endsWith('\r') ? text.slice(0, -1) : text)

const lineOf = (bytes: Buffer): Line =>
  isUtf8(bytes)
    ? withoutReturn(bytes.toString('utf8'))
    : { path: '', expected: 'text in UTF-8', found: found(bytes.toString('utf8')) }

const linesIn = (bytes: Buffer): Array<Line> => {
  if (isUtf8(bytes)) return bytes.toString('utf8').split('\n').map(withoutReturn)
  const lines: Array<Line> = []
  let start = 0
  for (let end = bytes.indexOf(newline); end >= 0; end = bytes.indexOf(newline, start)) {
    lines.push(lineOf(bytes.subarray(start, end)))
    start = end + 1
  }
  return [...lines, lineOf(bytes.subarray(start))]
}

const withoutMark = (line: Line | undefined): Line =>
  typeof line === 'string' && line.startsWith(byteOrderMark) ? line.slice(1) : (line ?? '')

const tooLong = (limit: number): DecodeError => ({
  path: '',
  expected: `a line of at most ${limit} bytes`,
  found: 'a longer one',
})

export interface LineSplitter {
  /** Takes the next chunk of bytes. Returns the lines that end in this chunk. */
  readonly push: (chunk: Buffer) => ReadonlyArray<Line>
  /** Returns the last line, if no "\n" ends it. */
  readonly end: () => ReadonlyArray<Line>
}

export const lineSplitter = (limit = longestLine): LineSplitter => {
  let rest: Array<Buffer> = []
  let size = 0
  let isFirst = true
  const flush = (end: Buffer): ReadonlyArray<Line> => {
    const [first, ...more] = linesIn(Buffer.concat([...rest, end]))
    const line = size > limit ? tooLong(limit) : isFirst ? withoutMark(first) : (first ?? '')
    isFirst = false
    return [line, ...more]
  }
  return {
    push: (chunk) => {
      const end = chunk.lastIndexOf(newline)
      const lines = end < 0 ? [] : flush(chunk.subarray(0, end))
      if (end < 0) rest.push(chunk)
      else rest = [chunk.subarray(end + 1)]
      size = end < 0 ? size + chunk.length : chunk.length - end - 1
      if (size > limit) rest = []
      return lines
    },
    end: () => (size > 0 ? flush(Buffer.alloc(0)) : []),
  }
}

/** Yields the lines of a stream of bytes. Lines of one chunk come together. After a "\n" at the end, there is no further line. */
export async function* linesOf(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  limit = longestLine,
): AsyncGenerator<ReadonlyArray<Line>, void, undefined> {
  const { push, end } = lineSplitter(limit)
  for await (const chunk of chunks) {
    const lines = push(chunk)
    if (lines.length > 0) yield lines
  }
  const last = end()
  if (last.length > 0) yield last
}

export const isBlank = (line: Line): boolean => typeof line === 'string' && line.trim() === ''

/** Decodes a line as an input. The result is the input, or all errors of the line. */
export type DecodedLine = E.Either<ReadonlyArray<DecodeError>, Input>

export const decodeLine = (line: Line): DecodedLine => {
  if (typeof line !== 'string') return E.left([line])
  let json: unknown
  try {
    json = JSON.parse(line)
  } catch {
    return E.left([{ path: '', expected: 'one JSON object', found: found(line) }])
  }
  const input = InputFromJson.decode(json)
  return E.isLeft(input) ? E.left(decodeErrors(input.left)) : input
}

export interface ReadLine {
  /** The result of decoding, or `undefined` if the line is blank. */
  readonly decoded: DecodedLine | undefined
  readonly text?: Line
}

/** Yields the decoded lines of a stream of bytes. */
export async function* decodedLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<ReadonlyArray<ReadLine>> {
  for await (const lines of linesOf(chunks))
    yield lines.map((text) => ({ decoded: isBlank(text) ? undefined : decodeLine(text), text }))
}
