/** One line as one input, or all that is wrong with it. */
import * as E from 'fp-ts/lib/Either.js'
import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import { type DecodeError, decodeErrors, found, type Input } from 'marketo-account-sync'
import { InputFromJson } from 'marketo-account-sync/codecs'
import type { Line } from './lines.js'

/** What is wrong with a line: at least one error. */
export type Undecodable = ReadonlyNonEmptyArray<DecodeError>

export const isBlank = (line: Line): boolean => typeof line === 'string' && line.trim() === ''

const notJson = (text: string): DecodeError => ({ path: '', expected: 'one JSON object', found: found(text) })

const parsed = (text: string): E.Either<Undecodable, unknown> => {
  try {
    return E.right(JSON.parse(text))
  } catch {
    return E.left([notJson(text)])
  }
}

export const decodeLine = (line: Line): E.Either<Undecodable, Input> => {
  if (typeof line !== 'string') return E.left([line])
  const value = parsed(line)
  if (E.isLeft(value)) return value
  const input = InputFromJson.decode(value.right)
  if (E.isRight(input)) return input
  const [first, ...more] = decodeErrors(input.left)
  return E.left(first === undefined ? [notJson(line)] : [first, ...more])
}
