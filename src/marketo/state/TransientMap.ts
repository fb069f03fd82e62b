/**
 * A map that `set` changes in place, for a fold whose intermediate states nobody sees. New entries go into a native Map of
 * its own, and missing ones are read from the base, which never changes. So a fold that begins with the empty map works on
 * a native Map and nothing else.
 */
import type { EntryMap, PersistentMap } from './PersistentMap.js'
import { unsafeFromMap } from './PersistentMap.js'

/**
 * How values are changed in place too: `own` copies a value that others may have, and `overwrite` gives such a copy the
 * content of another value.
 */
export interface InPlace<V> {
  readonly own: (value: V) => V
  readonly overwrite: (own: V, value: V) => void
}

export interface TransientMap<K extends string | number, V> extends EntryMap<K, V> {
  /** The map as it is now. The transient must not be used after that. */
  readonly persist: () => PersistentMap<K, V>
}

export const transientOf = <K extends string | number, V>(
  base: PersistentMap<K, V>,
  inPlace?: InPlace<V>,
): TransientMap<K, V> => {
  const own = new Map<K, V>()
  // One input looks at one key several times, and looking up costs more than everything else that is done to it.
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
