/**
 * Groups items by key, and folds each group into one value. It skips items without a key. `groupBy` of fp-ts is too slow
 * for a million rows, because it copies an array for each item.
 */
export const groupedBy = <A, K, V>(
  items: ReadonlyArray<A>,
  keyOf: (item: A) => K | undefined,
  empty: V,
  fold: (group: V, item: A) => V,
): ReadonlyMap<K, V> => {
  const groups = new Map<K, V>()
  for (const item of items) {
    const key = keyOf(item)
    if (key !== undefined) groups.set(key, fold(groups.get(key) ?? empty, item))
  }
  return groups
}
