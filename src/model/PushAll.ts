/**
 * Adds items to a list one by one, because one `push` with a hundred thousand arguments would overflow the stack.
 */
export const pushAll = <A>(list: Array<A>, items: ReadonlyArray<A>): void => {
  for (const item of items) list.push(item)
}
