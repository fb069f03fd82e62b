/** Decodes several values separately. A bad value becomes an error, and does not affect the other values. */
import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import type { DecodeError } from '../model/DecodeError.js'
import { decodeErrors, found } from '../model/DecodeError.js'
import { pushAll } from '../model/PushAll.js'

/** Puts the path of a value in front of the path of each error in this value. */
export const atPath =
  (path: string) =>
  (errors: ReadonlyArray<DecodeError>): ReadonlyArray<DecodeError> =>
    path === ''
      ? errors
      : errors.map((error) => ({ ...error, path: error.path === '' ? path : `${path}.${error.path}` }))

export const decodeError = (path: string, expected: string, value: unknown): DecodeError => ({
  path,
  expected,
  found: found(value),
})

/** Decodes one value, and returns readable errors. */
export const decode = <A>(
  codec: t.Type<A, unknown, unknown>,
  value: unknown,
): E.Either<ReadonlyArray<DecodeError>, A> => E.mapLeft(decodeErrors)(codec.decode(value))

/** Decodes each item of a list separately. Returns the values of the good items and the errors of the bad items. */
export const decodeEach = <A>(
  path: string,
  items: ReadonlyArray<unknown>,
  decodeItem: (item: unknown) => E.Either<ReadonlyArray<DecodeError>, A>,
): { readonly values: ReadonlyArray<A>; readonly errors: ReadonlyArray<DecodeError> } => {
  const values: Array<A> = []
  const errors: Array<DecodeError> = []
  for (const [index, item] of items.entries()) {
    const decoded = decodeItem(item)
    if (E.isRight(decoded)) values.push(decoded.right)
    else pushAll(errors, atPath(path)(atPath(String(index))(decoded.left)))
  }
  return { values, errors }
}
