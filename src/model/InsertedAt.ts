/**
 * Copies an array and inserts `item` at index `at`. A Marketo state can contain hundreds of thousands of such arrays, so no array
 * should have unused memory. `splice` and spread would leave unused memory in each copy.
 */
export const insertedAt = <A>(items: ReadonlyArray<A>, at: number, item: A): ReadonlyArray<A> => {
  const copy = new Array<A>(items.length + 1)
  for (let i = 0; i < at; i++) copy[i] = items[i] as A
  copy[at] = item
  for (let i = at; i < items.length; i++) copy[i + 1] = items[i] as A
  return copy
}

/** Copies an array and replaces the item at index `at` with `item`. */
export const replacedAt = <A>(items: ReadonlyArray<A>, at: number, item: A): ReadonlyArray<A> => {
  const copy = items.slice()
  copy[at] = item
  return copy
}

/** Copies an array without the item at index `at`. */
export const removedAt = <A>(items: ReadonlyArray<A>, at: number): ReadonlyArray<A> => {
  const copy = new Array<A>(items.length - 1)
  for (let i = 0; i < copy.length; i++) copy[i] = items[i < at ? i : i + 1] as A
  return copy
}
