/** Decodes values that the engine itself has stored. */
import * as E from 'fp-ts/lib/Either.js'
import { type DecodeError, decodeErrors } from 'marketo-account-sync'
import type * as t from 'io-ts'

/** The decoded value, or all errors in the stored value. */
export type Decoded<A> = E.Either<ReadonlyArray<DecodeError>, A>

export const decoded = <A>(codec: t.Type<A, unknown, unknown>, json: unknown): Decoded<A> =>
  E.mapLeft(decodeErrors)(codec.decode(json))

/** Returns the decoded value. If the stored value cannot be decoded, it throws an error that quotes nothing of the value. */
export const decodedOrThrow = <A>(codec: t.Type<A, unknown, unknown>, json: unknown): A => {
  const value = codec.decode(json)
  if (E.isLeft(value)) throw new Error(`a stored value is not ${codec.name}`)
  return value.right
}
