/**
 * Bytes as lines of text. A line ends at "\n" and nowhere else (JSON text may hold other line separators); "\r" before
 * it, and a byte order mark before the first, are no part of it. Bytes are split before they are decoded, so no
 * character is cut in two at the edge of a chunk.
 */
import { type DecodeError, found } from 'marketo-account-sync'
import { isUtf8 } from 'node:buffer'

/** The text of a line, or what is wrong with its bytes. */
export type Line = string | DecodeError

/** A line longer than this is not kept in memory: no record is. */
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

/** The lines of a stream of bytes, as many at a time as arrive together. Nothing after a last "\n" is no line. */
export async function* linesOf(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  limit = longestLine,
): AsyncGenerator<ReadonlyArray<Line>, void, undefined> {
  let rest: Array<Buffer> = []
  let size = 0
  let isFirst = true
  const flush = (end: Buffer): ReadonlyArray<Line> => {
    const [first, ...more] = linesIn(Buffer.concat([...rest, end]))
    const line = size > limit ? tooLong(limit) : isFirst ? withoutMark(first) : (first ?? '')
    isFirst = false
    return [line, ...more]
  }
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(newline)
    if (end < 0) {
      rest.push(chunk)
      size += chunk.length
    } else {
      yield flush(chunk.subarray(0, end))
      rest = [chunk.subarray(end + 1)]
      size = chunk.length - end - 1
    }
    if (size > limit) rest = []
  }
  if (size > 0) yield flush(Buffer.alloc(0))
}
