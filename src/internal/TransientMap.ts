/**
 * A map that `set` changes in place and returns, for a fold whose states in between nobody sees: the one place where a
 * history is folded over native Maps. What is set goes into a native Map of its own, what is not there is read from the
 * base, which stays as it is; so a fold from the empty map runs over a native Map and nothing else.
 */
import type { PersistentMap } from './PersistentMap.js'
import { mapOwning } from './PersistentMap.js'

/**
 * How values are changed in place too: `own` makes of one that others may hold a copy that nobody else holds, and
 * `overwrite` gives such a copy the content of another value.
 */
export interface InPlace<V> {
  readonly own: (value: V) => V
  readonly overwrite: (own: V, value: V) => void
}

export interface TransientMap<K extends string | number, V> extends PersistentMap<K, V> {
  /** The map so far. It takes over what the transient holds: ask for it last. */
  readonly persist: () => PersistentMap<K, V>
}

export const transientOf = <K extends string | number, V>(
  base: PersistentMap<K, V>,
  inPlace?: InPlace<V>,
): TransientMap<K, V> => {
  const own = new Map<K, V>()
  let added = 0
  const self: TransientMap<K, V> = {
    get size() {
      return base.size + added
    },
    get: base.size === 0 ? (key) => own.get(key) : (key) => own.get(key) ?? base.get(key),
    set: (key, value) => {
      const held = own.get(key)
      if (held !== undefined && inPlace !== undefined) inPlace.overwrite(held, value)
      else {
        if (self.get(key) === undefined) added += 1
        own.set(key, inPlace === undefined ? value : inPlace.own(value))
      }
      return self
    },
    values: () => self.persist().values(),
    persist: () => {
      if (base.size === 0) return mapOwning(own)
      let map = base
      for (const [key, value] of own) map = map.set(key, value)
      return map
    },
  }
  return self
}
