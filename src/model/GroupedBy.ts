/**
 * Groups the values of items by a key. The values of a group are in the order of the items. An item without a key is left out.
 *
 * This module does not use `groupBy` of fp-ts, because `groupBy` copies an array for each item and is too slow for a million
 * rows.
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
