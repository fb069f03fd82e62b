/**
 * Arbitrary errors of decoding.
 *
 * @since 0.2.0
 */
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import type { JsonObject } from '../codecs/Combinators.js'
import { isObject } from '../codecs/Combinators.js'
import { InputFromJson } from '../codecs/InputFromJson.js'
import type { DecodeError } from '../model/DecodeError.js'
import { decodeErrors } from '../model/DecodeError.js'
import { anyInput } from './ArbitraryInput.js'
import { oneByKind } from './PickOne.js'

/** What stands in the place of a value, or `undefined` where nothing does. */
const anyOtherValue = fc.constantFrom<unknown>(undefined, null, '', 'a', -1, 0.5, true, [], {}, [0], { a: 1 })

/** The object with another value under one of its keys, its own or, every other time, those of an object in it. */
const spoilt = (whole: JsonObject, n: number, isDeep: boolean, other: unknown): JsonObject => {
  const keys = Object.keys(whole)
  const key = isDeep ? keys.find((each) => isObject(whole[each])) : keys[n % keys.length]
  if (key === undefined) return {}
  const inner = whole[key]
  return { ...whole, [key]: isDeep && isObject(inner) ? spoilt(inner, n, false, other) : other }
}

/**
 * What `decodeErrors` says of an input in which one value is another, or missing.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyDecodeError: fc.Arbitrary<DecodeError> = oneByKind(
  fc
    .tuple(anyInput, fc.nat(20), fc.boolean(), anyOtherValue)
    .map(([input, n, isDeep, other]) => InputFromJson.decode(spoilt(InputFromJson.encode(input), n, isDeep, other)))
    .map((decoded) => (E.isLeft(decoded) ? decodeErrors(decoded.left) : [])),
  ({ path }) => path,
)
