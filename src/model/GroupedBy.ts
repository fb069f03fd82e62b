/**
 * Groups items by key. Each group is a list of values, in the order of the items. Items without a key are skipped. `groupBy`
 * of fp-ts is too slow for a million rows, because it copies an array for each item.
 */
export const groupedBy = <A, K, V>(
  items: ReadonlyArray<A>,
  keyOf: (item: A) => K | undefined,
  valueOf: (item: A) => V,
): ReadonlyMap<K, ReadonlyArray<V>> => {
  const groups = new Map<K, Array<V>>()
  for (const item of items) {
    const key = keyOf(item)
    if (key === undefined) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [valueOf(item)])
    else group.push(valueOf(item))
  }
  return groups
}
