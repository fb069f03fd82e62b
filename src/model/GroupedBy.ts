/** The items that have a key, folded by it. For a million rows: fp-ts's `groupBy` would copy an array for each. */
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
