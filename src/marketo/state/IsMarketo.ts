/**
 * Tests whether a value is a Marketo state. The test checks that all maps exist and that each map has values of the right kind.
 * The test does not check the contents of these values, because only this library makes Marketo states.
 */
import type { Marketo, MarketoState } from './MarketoState.js'
import type { PersistentMap } from './PersistentMap.js'

type Keys = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Keys => typeof value === 'object' && value !== null

const mapTypes: Readonly<Record<keyof PersistentMap<string, unknown>, string>> = {
  size: 'number',
  get: 'function',
  set: 'function',
  values: 'function',
}

const isMap = (value: unknown): value is PersistentMap<string, unknown> =>
  isObject(value) &&
  Object.keys(value).length === Object.keys(mapTypes).length &&
  Object.entries(mapTypes).every(([key, type]) => typeof value[key] === type)

const hasKey =
  (...keys: ReadonlyArray<string>) =>
  (value: unknown): boolean =>
    isObject(value) && keys.some((key) => key in value)

const kinds: Readonly<Record<keyof MarketoState, (value: unknown) => boolean>> = {
  accounts: hasKey('liveContacts'),
  // `CompactContact` has three forms. The first form has `systemModstamp`, the second has `_tag`, and the third has `records`.
  contacts: hasKey('systemModstamp', '_tag', 'records'),
  persons: isObject,
  personsOf: isObject,
  conversions: isObject,
}

export const isMarketo = (value: unknown): value is Marketo =>
  isObject(value) &&
  Object.keys(value).length === Object.keys(kinds).length &&
  Object.entries(kinds).every(([key, isKind]) => {
    const map = value[key]
    return isMap(map) && map.values().every(isKind)
  })
