/**
 * A map that `set` changes in place and returns, for a fold whose states in between nobody sees: the one place where a
 * history is folded over native Maps. What is set goes into a native Map of its own, what is not there is read from the
 * base, which stays as it is; so a fold from the empty map runs over a native Map and nothing else.
 */
import type { PersistentMap } from './PersistentMap.js'
import { unsafeFromMap } from './PersistentMap.js'

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
  // An input is decided and applied by several looks at one key, and a look costs more than all else that is done to it.
  let lastKey: K | undefined
  let lastOwn: V | undefined
  let last: V | undefined
  const look = (key: K): void => {
    lastKey = key
    lastOwn = own.get(key)
    last = lastOwn === undefined && base.size > 0 ? base.get(key) : lastOwn
  }
  const self: TransientMap<K, V> = {
    get size() {
      return base.size + added
    },
    get: (key) => {
      if (key !== lastKey) look(key)
      return last
    },
    set: (key, value) => {
      if (key !== lastKey) look(key)
      if (lastOwn !== undefined && inPlace !== undefined) inPlace.overwrite(lastOwn, value)
      else {
        if (last === undefined) added += 1
        lastOwn = inPlace === undefined ? value : inPlace.own(value)
        last = lastOwn
        own.set(key, lastOwn)
      }
      return self
    },
    values: () => self.persist().values(),
    persist: () => {
      if (base.size === 0) return unsafeFromMap(own)
      let map = base
      for (const [key, value] of own) map = map.set(key, value)
      return map
    },
  }
  return self
}
