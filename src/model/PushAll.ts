/**
 * Adds items to a list one by one: as arguments of one `push`, a hundred thousand of them would overflow the stack.
 */
export const pushAll = <A>(list: Array<A>, items: ReadonlyArray<A>): void => {
  for (const item of items) list.push(item)
}
