// Tests one law for all codecs: `is` accepts a value if and only if `decode(encode(value))` returns an equal value.
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import type { BroughtAtStamp, Marketo } from 'marketo-account-sync'
import { eqMarketo, furtherValues } from 'marketo-account-sync'
import { describe, expect, test } from 'vitest'
import { anyDamage, anyJsonDamage, damaged } from './damage.js'
import type { AnyCodec } from './samples.js'
import { allCodecs, anyOf } from './samples.js'

type Parts = Readonly<Record<string, unknown>>

const isMap = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'get' in value && typeof value.get === 'function'

/**
 * Whether two Marketo states have the same keys and equal rows. `same` cannot compare Marketo states, because a state contains
 * functions.
 */
const sameMarketo = (a: Parts, b: Parts): boolean =>
  Object.entries(a).every(([key, map]) => sameKeys(map as Parts, b[key] as Parts)) &&
  eqMarketo.equals(a as unknown as Marketo, b as unknown as Marketo)

/**
 * Whether two `further` parts contain the same values. Parts with the same values can have different internal forms, because the
 * form depends on the order in which the records arrived.
 */
const sameFurther = (a: unknown, b: unknown): boolean =>
  same(furtherValues({ further: a } as BroughtAtStamp), furtherValues({ further: b } as BroughtAtStamp))

const classOf = (value: object): string => Object.prototype.toString.call(value)

/** Whether two values have the same class and the same own keys. The keys of an array do not include the index of a hole. */
const sameKeys = (a: Parts, b: Parts): boolean =>
  classOf(a) === classOf(b) &&
  Object.keys(a).length === Object.keys(b).length &&
  Object.keys(a).every((key) => Object.hasOwn(b, key))

/**
 * Whether two values have the same own keys with the same values. -0 differs from 0, and a key with the value undefined differs
 * from a missing key.
 */
const same = (a: unknown, b: unknown): boolean => {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return Object.is(a, b)
  const [left, right] = [a as Parts, b as Parts]
  if (!sameKeys(left, right) || (Array.isArray(a) && a.length !== (b as ReadonlyArray<unknown>).length)) return false
  if (isMap(left['accounts'])) return sameMarketo(left, right)
  const isBrought = 'further' in left && 'masterRecordId' in left
  return Object.keys(left).every((key) =>
    key === 'further' && isBrought ? sameFurther(left[key], right[key]) : same(left[key], right[key]),
  )
}

/**
 * Whether a value is unchanged after the codec has encoded it and decoded the result. Returns `false` if encoding throws an
 * error. Encoding may throw for a wrong value.
 */
const isGivenBack = (codec: AnyCodec, value: unknown): boolean => {
  try {
    const decoded = codec.decode(codec.encode(value))
    return E.isRight(decoded) && same(decoded.right, value)
  } catch {
    return false
  }
}

describe('the check `is` of a codec', () => {
  test.each(allCodecs)(
    'accepts a valid value, and `decode(encode(value))` returns an equal value (%s)',
    (name, codec) => {
      fc.assert(fc.property(anyOf(name), (value) => codec.is(value) && isGivenBack(codec, value)))
    },
  )

  // The test leaves out `SyncStateFromJson`, because its method `is` also accepts a sync cycle. A sync cycle has more keys than the
  // encoded state.
  const strict = allCodecs.filter(([name]) => name !== 'SyncStateFromJson')
  test.each(strict)(
    'accepts a damaged value if and only if `decode(encode(value))` returns an equal value (%s)',
    (name, codec) => {
      const damages = fc.array(anyDamage, { minLength: 5, maxLength: 5 })
      fc.assert(
        fc.property(anyOf(name), damages, (value, all) => {
          for (const damage of all) {
            const broken = damaged(value, damage)
            expect([codec.is(broken), broken]).toEqual([isGivenBack(codec, broken), broken])
          }
        }),
      )
    },
  )

  test.each(allCodecs)(
    'accepts every value that the codec decodes, and `decode(encode(value))` returns an equal value (%s)',
    (name, codec) => {
      const damages = fc.array(anyJsonDamage, { minLength: 5, maxLength: 5 })
      fc.assert(
        fc.property(anyOf(name), damages, (value, all) => {
          const json: unknown = JSON.parse(JSON.stringify(codec.encode(value)))
          for (const damage of all) {
            const decoded = codec.decode(damaged(json, damage))
            if (E.isRight(decoded) && !(codec.is(decoded.right) && isGivenBack(codec, decoded.right))) return false
          }
          return true
        }),
      )
    },
  )
})
