/** Values that the engine itself has stored. */
import * as E from 'fp-ts/lib/Either.js'
import { type DecodeError, decodeErrors } from 'marketo-account-sync'
import type * as t from 'io-ts'

/** A value, or everything that is wrong with it. */
export type Decoded<A> = E.Either<ReadonlyArray<DecodeError>, A>

export const decoded = <A>(codec: t.Type<A, unknown, unknown>, json: unknown): Decoded<A> =>
  E.mapLeft(decodeErrors)(codec.decode(json))

/** The value. It throws if the stored value cannot be decoded, and names no part of the value. */
export const decodedOrThrow = <A>(codec: t.Type<A, unknown, unknown>, json: unknown): A => {
  const value = codec.decode(json)
  if (E.isLeft(value)) throw new Error(`a stored value is not ${codec.name}`)
  return value.right
}
