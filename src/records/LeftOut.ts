/**
 * Counts keys that cannot be fields. Tools that copy records add such keys to each row. The library leaves out these keys and
 * reports each key once. If every row reported the keys as errors, the important errors would be hard to find.
 *
 * @since 0.3.0
 */

/**
 * A key that cannot be a field, and the number of records or events that have the key.
 *
 * @category model
 * @since 0.3.0
 */
export interface LeftOut {
  readonly key: string
  readonly rows: number
}

export interface LeftOutKeys {
  /** Counts one record or event that has the given keys. `keys` must not repeat a key. */
  readonly add: (keys: Iterable<string>) => void
  /** Lists each key once, in the order in which the keys first appeared. */
  readonly list: () => ReadonlyArray<LeftOut>
}

export const leftOutKeys = (): LeftOutKeys => {
  const counts = new Map<string, number>()
  return {
    add: (keys) => {
      for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
    },
    list: () => Array.from(counts, ([key, rows]) => ({ key, rows })),
  }
}
