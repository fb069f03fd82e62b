/**
 * Compares plain data. Two objects are equal if they have the same own keys with equal values. The order of the keys does not
 * matter.
 *
 * Every public type except `Marketo` is plain data and uses this equality. The comparison needs no list of keys, so nobody can
 * forget a key.
 */
import type { Eq } from 'fp-ts/lib/Eq.js'

const same = (a: unknown, b: unknown): boolean => {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const left = a as Readonly<Record<string, unknown>>
  const right = b as Readonly<Record<string, unknown>>
  const keys = Object.keys(left)
  return (
    Array.isArray(a) === Array.isArray(b) &&
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && same(left[key], right[key]))
  )
}

export const plainEq = <A>(): Eq<A> => ({ equals: same })
