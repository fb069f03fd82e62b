/**
 * A map that `set` changes in place. `simulate` uses this map, because no caller sees the intermediate states.
 *
 * New and changed entries go into a native Map. All other entries are in the base map, which never changes.
 */
import type { EntryMap, PersistentMap } from './PersistentMap.js'
import { unsafeFromMap } from './PersistentMap.js'

export interface TransientMap<K extends string | number, V> extends EntryMap<K, V> {
  /** True if no other map contains the values of this map. In that case, the code may change the values in place. */
  readonly ownsValues?: true
  /** Returns a persistent map with the current entries. Do not use the transient map afterwards. */
  readonly persist: () => PersistentMap<K, V>
}

export const transientOf = <K extends string | number, V>(base: PersistentMap<K, V>): TransientMap<K, V> => {
  const own = new Map<K, V>()
  // Most simulations start with an empty state. In that case, the native Map itself serves as the transient map. Look-ups cost
  // more time than anything else, and look-ups in a native Map are the fastest.
  if (base.size === 0) return Object.assign(own, { ownsValues: true as const, persist: () => unsafeFromMap(own) })
  const self: TransientMap<K, V> = {
    get: (key) => own.get(key) ?? base.get(key),
    set: (key, value) => {
      own.set(key, value)
      return self
    },
    persist: () => {
      let map = base
      for (const [key, value] of own) map = map.set(key, value)
      return map
    },
  }
  return self
}
