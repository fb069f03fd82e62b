/**
 * A copy of a short array with `item` inserted at index `at`. The copy has exactly the length it needs. `splice` and spread
 * would leave unused room in each copy, and an org has hundreds of thousands of these arrays.
 */
export const insertedAt = <A>(items: ReadonlyArray<A>, at: number, item: A): ReadonlyArray<A> => {
  const copy = new Array<A>(items.length + 1)
  for (let i = 0; i < at; i++) copy[i] = items[i] as A
  copy[at] = item
  for (let i = at; i < items.length; i++) copy[i + 1] = items[i] as A
  return copy
}
