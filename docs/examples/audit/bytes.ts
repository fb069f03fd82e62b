/** Reads files as text, one piece at a time, so that even a large file takes little memory. */
import { Gunzip } from 'fflate'
import { isUtf8 } from 'node:buffer'
import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { TextDecoder } from 'node:util'

/** The encodings that the command reads. `latin1` is Windows' Latin-1 too. */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'latin1'] as const
export type Encoding = (typeof encodings)[number]

/** A file that is open for reading. */
export interface Source {
  /** The size in bytes, or null if it is not known, as for standard input. */
  readonly size: number | null
  /** All bytes of the file, in pieces. They can be read only once. */
  readonly bytes: () => Iterable<Uint8Array>
}

const pieceSize = 64 * 1024

/** A pipe that has nothing to read at the moment reports EAGAIN. */
const wait = (): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10)
}

const isNotReady = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'EAGAIN'

function* bytesOf(file: number): Generator<Uint8Array, undefined> {
  for (;;) {
    const piece = new Uint8Array(pieceSize)
    let length: number
    try {
      length = readSync(file, piece)
    } catch (error) {
      if (!isNotReady(error)) throw error
      wait()
      continue
    }
    if (length === 0) return undefined
    yield piece.subarray(0, length)
  }
}

/** Opens a file. If the file cannot be opened, it throws the error of Node. */
export const sourceAt = (path: string): Source => {
  const file = openSync(path, 'r')
  const stats = fstatSync(file)
  if (stats.isDirectory()) {
    closeSync(file)
    throw Object.assign(new Error('it is a directory'), { code: 'EISDIR' })
  }
  return {
    size: stats.isFile() ? stats.size : null,
    *bytes() {
      try {
        yield* bytesOf(file)
      } finally {
        closeSync(file)
      }
    },
  }
}

/** Standard input, read without waiting for events. */
export const standardInput: Source = { size: null, bytes: () => bytesOf(0) }

/** The error for a file that cannot be unpacked. The message contains the name of the file, but none of its content. */
export class UnreadableFile extends Error {}

/** No text begins with this byte. The first piece can be a single byte, so the function looks at no other byte. */
const isCompressed = (piece: Uint8Array): boolean => piece[0] === 0x1f

/** A compressed part without content. */
const emptyPart = Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0)

/**
 * Unpacks the bytes if they are compressed. The name of the file does not matter.
 *
 * A compressed file may consist of several parts. `Gunzip` accepts many files that are cut off. The function therefore adds an
 * empty part at the end of the file. If the file is whole, the empty part begins exactly where the file ends.
 */
export function* unpacked(pieces: Iterable<Uint8Array>, name: string): Generator<Uint8Array, undefined> {
  let gunzip: Gunzip | undefined
  let isFirst = true
  let length = 0
  let lastPart = 0
  let out: Array<Uint8Array> = []
  const unreadable = () => new UnreadableFile(`${JSON.stringify(name)}: it is compressed, and it is damaged or cut off`)
  const push = (piece: Uint8Array, isLast: boolean): ReadonlyArray<Uint8Array> => {
    try {
      gunzip?.push(piece, isLast)
    } catch {
      throw unreadable()
    }
    const ready = out
    out = []
    return ready
  }
  for (const piece of pieces) {
    if (isFirst && isCompressed(piece)) {
      gunzip = new Gunzip((chunk) => out.push(chunk))
      gunzip.onmember = (start) => (lastPart = start)
    }
    isFirst = false
    length += piece.length
    if (gunzip === undefined) yield piece
    else yield* push(piece, false)
  }
  if (gunzip === undefined) return undefined
  const rest = push(emptyPart, true)
  if (lastPart !== length) throw unreadable()
  yield* rest
  return undefined
}

/** Checks for UTF-8. It ignores the last few bytes of the piece, because the piece may end inside a character. */
const seemsUtf8 = (piece: Uint8Array): boolean => {
  for (let cut = 0; cut < 4; cut++) if (isUtf8(piece.subarray(0, piece.length - cut))) return true
  return false
}

/** Checks for UTF-16. Nearly every text contains ASCII characters. In UTF-16, these have a NUL byte at even or at odd places. */
const nulsAt = (piece: Uint8Array, remainder: number): number => {
  let nuls = 0
  for (let at = remainder; at < Math.min(piece.length, 4_096); at += 2) if (piece[at] === 0) nuls++
  return nuls
}

/** Finds the encoding of a file from its first piece: from the byte order mark, or else from the bytes. */
export const encodingOf = (piece: Uint8Array): Encoding => {
  if (piece[0] === 0xff && piece[1] === 0xfe) return 'utf-16le'
  if (piece[0] === 0xfe && piece[1] === 0xff) return 'utf-16be'
  const half = Math.min(piece.length, 4_096) / 8
  if (nulsAt(piece, 1) > half) return 'utf-16le'
  if (nulsAt(piece, 0) > half) return 'utf-16be'
  return seemsUtf8(piece) ? 'utf-8' : 'latin1'
}

/** Yields the text of a file in pieces. It calls `told` with the encoding as soon as the encoding is known. */
export function* textOf(
  pieces: Iterable<Uint8Array>,
  encoding: Encoding | null,
  told: (encoding: Encoding) => void,
): Generator<string, undefined> {
  let decoder: TextDecoder | undefined
  for (const piece of pieces) {
    if (decoder === undefined) {
      const used = encoding ?? encodingOf(piece)
      decoder = new TextDecoder(used)
      told(used)
    }
    yield decoder.decode(piece, { stream: true })
  }
  if (decoder !== undefined) yield decoder.decode()
  return undefined
}
