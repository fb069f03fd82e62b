/** Adds items to a list one by one. A single `push` with a hundred thousand arguments would overflow the stack. */
export const pushAll = <A>(list: Array<A>, items: ReadonlyArray<A>): void => {
  for (const item of items) list.push(item)
}
