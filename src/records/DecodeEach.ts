/**
 * What came of values from outside, one by one: those that could be read, and an error for each that could not.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import { isObject, own } from '../codecs/Combinators.js'
import type { DecodeError } from '../model/DecodeError.js'
import { decodeErrors, found } from '../model/DecodeError.js'
import { pushAll } from '../model/PushAll.js'

/** The same errors, of a value that stands at a path of a greater one. */
export const under =
  (path: string) =>
  (errors: ReadonlyArray<DecodeError>): ReadonlyArray<DecodeError> =>
    errors.map((error) => ({ ...error, path: error.path === '' ? path : `${path}.${error.path}` }))

/** One error. */
export const wrong = (path: string, expected: string, value: unknown): DecodeError => ({
  path,
  expected,
  found: found(value),
})

/** The error of an answer that is a refusal: what was expected, and the vendor's code and message as they came. */
export const refused = (path: string, expected: string, error: unknown, codeKey: string): DecodeError => {
  const said = (key: string): string => {
    const value = isObject(error) ? own(error, key) : undefined
    return typeof value === 'string' ? value : ''
  }
  return wrong(path, expected, `${said(codeKey)} ${said('message')}`.trim())
}

/** The value that a codec reads, or its errors. */
export const read = <A>(codec: t.Type<A, unknown, unknown>, value: unknown): E.Either<ReadonlyArray<DecodeError>, A> =>
  E.mapLeft(decodeErrors)(codec.decode(value))

/** Each item read by itself: a bad one is an error and takes no other with it. */
export const readEach = <A>(
  path: string,
  items: ReadonlyArray<unknown>,
  readOne: (item: unknown) => E.Either<ReadonlyArray<DecodeError>, A>,
): { readonly values: ReadonlyArray<A>; readonly errors: ReadonlyArray<DecodeError> } => {
  const values: Array<A> = []
  const errors: Array<DecodeError> = []
  for (const [index, item] of items.entries()) {
    const one = readOne(item)
    if (E.isRight(one)) values.push(one.right)
    else pushAll(errors, under(path === '' ? String(index) : `${path}.${index}`)(one.left))
  }
  return { values, errors }
}
