/**
 * A copy of a short array with `item` before the one at `at`, exactly as long as it has to be: `splice` and spread leave
 * room to grow, and an org keeps hundreds of thousands of these.
 */
export const insertedAt = <A>(items: ReadonlyArray<A>, at: number, item: A): ReadonlyArray<A> => {
  const copy = new Array<A>(items.length + 1)
  for (let i = 0; i < at; i++) copy[i] = items[i] as A
  copy[at] = item
  for (let i = at; i < items.length; i++) copy[i + 1] = items[i] as A
  return copy
}
