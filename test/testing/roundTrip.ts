// Whether an arbitrary makes what a codec takes.
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import { isDeepStrictEqual } from 'node:util'

export type Case = readonly [name: string, property: fc.IProperty<[unknown]>]

/** Each value is one of the codec, and comes back from JSON text. */
export const comesBack = <A, B extends A = A>(
  name: string,
  arbitrary: fc.Arbitrary<B>,
  codec: t.Type<A, unknown, unknown>,
): Case => [
  name,
  fc.property(arbitrary, (value) => {
    const decoded = codec.decode(JSON.parse(JSON.stringify(codec.encode(value))))
    const plain = (a: unknown): unknown => JSON.parse(JSON.stringify(a))
    return codec.is(value) && E.isRight(decoded) && isDeepStrictEqual(plain(decoded.right), plain(value))
  }),
]
