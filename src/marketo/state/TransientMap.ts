/**
 * A map that `set` changes in place. `simulate` uses this map, because no caller sees the intermediate states.
 *
 * New and changed entries go into a native Map. All other entries are in the base map, which never changes.
 */
import type { EntryMap, PersistentMap } from './PersistentMap.js'
import { unsafeFromMap } from './PersistentMap.js'

/**
 * Defines how to change values in place. `own` copies a value, because other code may still use the original. `overwrite` gives
 * the copy the contents of a new value.
 */
export interface InPlace<V> {
  readonly own: (value: V) => V
  readonly overwrite: (own: V, value: V) => void
}

export interface TransientMap<K extends string | number, V> extends EntryMap<K, V> {
  /** Returns a persistent map with the current entries. Do not use the transient map afterwards. */
  readonly persist: () => PersistentMap<K, V>
}

export const transientOf = <K extends string | number, V>(
  base: PersistentMap<K, V>,
  inPlace?: InPlace<V>,
): TransientMap<K, V> => {
  const own = new Map<K, V>()
  // The code caches the last key. One input reads the same key several times, and look-ups cost more than anything else.
  let lastKey: K | undefined
  let lastOwn: V | undefined
  let last: V | undefined
  const look = (key: K): void => {
    lastKey = key
    lastOwn = own.get(key)
    last = lastOwn === undefined && base.size > 0 ? base.get(key) : lastOwn
  }
  const self: TransientMap<K, V> = {
    get: (key) => {
      if (key !== lastKey) look(key)
      return last
    },
    set: (key, value) => {
      if (key !== lastKey) look(key)
      if (lastOwn !== undefined && inPlace !== undefined) inPlace.overwrite(lastOwn, value)
      else {
        lastOwn = inPlace === undefined ? value : inPlace.own(value)
        last = lastOwn
        own.set(key, lastOwn)
      }
      return self
    },
    persist: () => {
      if (base.size === 0) return unsafeFromMap(own)
      let map = base
      for (const [key, value] of own) map = map.set(key, value)
      return map
    },
  }
  return self
}
