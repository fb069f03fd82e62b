/**
 * A persistent map that is nearly as fast as a native Map. The map changes internally, but other code cannot observe these
 * changes.
 *
 * All versions of a map share one native Map (Baker's trick). After each `set`, the newest version owns the native Map. Every
 * older version stores one entry, in which the older version differs from the next version.
 *
 * Therefore the cost of `set` does not depend on the size of the map. A `set` costs one native `set` and a small object.
 *
 * To read an older version, the code first moves the native Map to that version, one entry at a time.
 *
 * | operation                                        | cost                                                                               |
 * | ------------------------------------------------ | ---------------------------------------------------------------------------------- |
 * | `get`, `set` on the version that was used last   | one native `get` or `set`                                                          |
 * | `get`, `set` on a different version              | one native `get` or `set`, and one move for each `set` between the two versions    |
 * | going back and forth between versions            | limited: when the moves have cost as much as a copy, the map is copied             |
 * | keeping an old version while newer ones are made | limited: after twice as many `set` calls as the map has entries, the map is copied |
 *
 * We use no library. Immer and Mutative copy the map at each `set` (`test/bench` measures both). A hash trie copies several nodes
 * at each `set`. If the trie has a million entries, this copy costs more than `set` of a native Map.
 *
 * Only the functions of a map can reach the mutable parts of the map. Therefore other code cannot change these parts, and
 * `Object.freeze` on a map does no harm.
 */

interface Store<K, V> {
  readonly native: Map<K, V>
  /** The number of `set` calls since the native Map was made. */
  sets: number
  /**
   * Counts how often the native Map has moved from one version to a neighbouring version. The count starts again when the native
   * Map is copied.
   */
  walked: number
}

/**
 * One version of the map. Exactly one version owns the store.
 *
 * Every other version differs from the version `next` in one entry. The version stores this entry in `key` and `value`. If
 * `value` is `undefined`, the version has no entry for `key`.
 */
interface Version<K, V> {
  store: Store<K, V> | undefined
  next: Version<K, V> | undefined
  key: K | undefined
  value: V | undefined
}

/**
 * The map methods that the code needs to decide inputs and to apply events. After a call of `set`, use only the map that `set`
 * returns, because a transient map changes in place. Values are never `undefined`.
 */
export interface EntryMap<K extends string | number, V> {
  readonly get: (key: K) => V | undefined
  readonly set: (key: K, value: V) => EntryMap<K, V>
}

/** A map that never changes. `set` returns a new map. */
export interface PersistentMap<K extends string | number, V> extends EntryMap<K, V> {
  readonly size: number
  readonly set: (key: K, value: V) => PersistentMap<K, V>
  /**
   * Lists the values in ascending order of their keys. Maps with equal entries return equal lists, even if the entries were set
   * in a different order.
   */
  readonly values: () => ReadonlyArray<V>
}

/**
 * The limits for a copy depend on the number of entries in the map. If a map has fewer entries than `smallest`, the limits use
 * `smallest` instead. Otherwise the code would copy small maps too often.
 */
const smallest = 1_024

const write = <K, V>(native: Map<K, V>, key: K, value: V | undefined): void => {
  if (value === undefined) native.delete(key)
  else native.set(key, value)
}

const owning = <K, V>(native: Map<K, V>): Version<K, V> => ({
  store: { native, sets: 0, walked: 0 },
  next: undefined,
  key: undefined,
  value: undefined,
})

const own = <K, V>(version: Version<K, V>, store: Store<K, V>): Store<K, V> => {
  version.store = store
  version.next = undefined
  version.key = undefined
  version.value = undefined
  return store
}

/** Moves the store from `from` to `to`. Afterwards, `from` stores the entry in which the two versions differ. */
const handOver = <K, V>(store: Store<K, V>, from: Version<K, V>, to: Version<K, V>): void => {
  const key = to.key as K
  from.value = store.native.get(key)
  from.key = key
  from.next = to
  from.store = undefined
  write(store.native, key, to.value)
  own(to, store)
}

/** Returns the store. If another version owns the store, the function first moves the store to the given version. */
const storeOf = <K, V>(version: Version<K, V>): Store<K, V> => {
  if (version.store !== undefined) return version.store
  const path: Array<Version<K, V>> = []
  let owner = version
  while (owner.store === undefined) {
    path.push(owner)
    owner = owner.next as Version<K, V>
  }
  const store = owner.store
  store.walked += path.length
  if (store.walked > Math.max(store.native.size, smallest)) {
    const native = new Map(store.native)
    for (const { key, value } of path.reverse()) write(native, key as K, value)
    store.walked = 0
    return own(version, { native, sets: 0, walked: 0 })
  }
  for (const to of path.reverse()) {
    handOver(store, owner, to)
    owner = to
  }
  return store
}

const setIn = <K, V>(version: Version<K, V>, key: K, value: V): Version<K, V> => {
  const store = storeOf(version)
  const { native } = store
  if (native.size === 0 || store.sets > 2 * Math.max(native.size, smallest)) {
    const copy = new Map(native)
    copy.set(key, value)
    return owning(copy)
  }
  const next: Version<K, V> = { store, next: undefined, key: undefined, value: undefined }
  version.value = native.get(key)
  version.key = key
  version.next = next
  version.store = undefined
  native.set(key, value)
  store.sets += 1
  return next
}

/** Compares two keys for sorting. Keys are unique, so two keys are never equal. */
const ascending = <K extends string | number>(a: K, b: K): number => (a < b ? -1 : 1)

const mapOf = <K extends string | number, V>(version: Version<K, V>, size: number): PersistentMap<K, V> => ({
  size,
  get: (key) => storeOf(version).native.get(key),
  set: (key, value) => {
    const next = setIn(version, key, value)
    return mapOf(next, (next.store as Store<K, V>).native.size)
  },
  values: () => {
    const { native } = storeOf(version)
    return [...native.keys()].sort(ascending).map((key) => native.get(key) as V)
  },
})

/** Makes a map without entries. */
export const emptyMap = <K extends string | number, V>(): PersistentMap<K, V> => mapOf(owning(new Map<K, V>()), 0)

/** Makes a map with the given entries. If two entries have the same key, the later entry wins. */
export const mapFrom = <K extends string | number, V>(entries: Iterable<readonly [K, V]>): PersistentMap<K, V> =>
  unsafeFromMap(new Map(entries))

/**
 * Makes a persistent map from a native Map, and does not copy the native Map. Afterwards, the caller must not change the native
 * Map.
 */
export const unsafeFromMap = <K extends string | number, V>(native: Map<K, V>): PersistentMap<K, V> =>
  mapOf(owning(native), native.size)
