/**
 * A persistent, sorted set of strings or numbers. The model uses such sets for the live contacts of an account, for the persons
 * of a contact, and for the values in records with the same SystemModstamp. A set may be empty or contain a million items.
 *
 * A set of up to 64 items is one sorted array. A larger set is a tree of such arrays (a B+ tree), so adding or removing an item
 * copies only a few short arrays. The items always come in the same order, because the set is sorted. We wrote this set ourselves
 * because we found no small, maintained library for persistent sorted sets. A hash set would need more memory for each item.
 */
import { insertedAt } from './InsertedAt.js'

type Item = string | number

interface Branch<A extends Item> {
  readonly size: number
  readonly children: ReadonlyArray<SortedSet<A>>
}

export type SortedSet<A extends Item> = ReadonlyArray<A> | Branch<A>

const widest = 64

const isLeaf = <A extends Item>(set: SortedSet<A>): set is ReadonlyArray<A> => Array.isArray(set)

/** The empty set. */
export const emptySet: SortedSet<never> = []

/** Counts the items in a set. */
export const sizeOf = <A extends Item>(set: SortedSet<A>): number => (isLeaf(set) ? set.length : set.size)

const firstOf = <A extends Item>(node: A | SortedSet<A>): A =>
  typeof node === 'object' ? firstOf((isLeaf(node) ? node[0] : node.children[0]) as A | SortedSet<A>) : node

/** Counts the sorted nodes whose first item is less than or equal to `item`. */
const upTo = <A extends Item>(nodes: ReadonlyArray<A | SortedSet<A>>, item: A): number => {
  let low = 0
  let high = nodes.length
  // Salesforce sends contacts nearly in the order of their ids, so a new item usually belongs in the last node. The code checks
  // the last node first.
  if (high > 0 && firstOf(nodes[high - 1] as A | SortedSet<A>) <= item) return high
  while (low < high) {
    const middle = (low + high) >>> 1
    if (firstOf(nodes[middle] as A | SortedSet<A>) <= item) low = middle + 1
    else high = middle
  }
  return low
}

/** Finds the index of the child node in which `item` belongs. */
const childOf = <A extends Item>({ children }: Branch<A>, item: A): number => Math.max(0, upTo(children, item) - 1)

const spliced = <B>(items: ReadonlyArray<B>, at: number, count: number, ...insert: ReadonlyArray<B>): Array<B> => {
  const copy = items.slice()
  // eslint-disable-next-line functional/immutable-data -- a fresh copy, in the hot path of every contact
  copy.splice(at, count, ...insert)
  return copy
}

const branchOf = <A extends Item>(children: ReadonlyArray<SortedSet<A>>): Branch<A> => ({
  size: children.reduce((sum, child) => sum + sizeOf(child), 0),
  children,
})

/** Splits a node that is too wide into two nodes. Returns any other node unchanged. */
const split = <A extends Item>(set: SortedSet<A>): ReadonlyArray<SortedSet<A>> => {
  const half = widest >>> 1
  if (isLeaf(set)) return set.length <= widest ? [set] : [set.slice(0, half), set.slice(half)]
  const { children } = set
  return children.length <= widest ? [set] : [branchOf(children.slice(0, half)), branchOf(children.slice(half))]
}

const inserted = <A extends Item>(set: SortedSet<A>, item: A): SortedSet<A> => {
  if (isLeaf(set)) {
    const at = upTo<A>(set, item)
    return set[at - 1] === item ? set : insertedAt(set, at, item)
  }
  const at = childOf(set, item)
  const child = set.children[at] as SortedSet<A>
  const grown = inserted(child, item)
  return grown === child ? set : { size: set.size + 1, children: spliced(set.children, at, 1, ...split(grown)) }
}

/** Returns the set with `item` added. */
export const add = <A extends Item>(set: SortedSet<A>, item: A): SortedSet<A> => {
  const parts = split(inserted(set, item))
  return parts.length === 1 ? (parts[0] as SortedSet<A>) : branchOf(parts)
}

/** Splits a list of nodes into as few groups as possible. The groups have nearly the same size. */
const groups = <B>(nodes: ReadonlyArray<B>): ReadonlyArray<ReadonlyArray<B>> => {
  const count = Math.ceil(nodes.length / widest)
  const start = (group: number) => Math.floor((group * nodes.length) / count)
  return Array.from({ length: count }, (_, group) => nodes.slice(start(group), start(group + 1)))
}

/** Makes a set of the given items. This takes less time than adding the items one by one. */
export const setOf = <A extends Item>(items: ReadonlyArray<A>): SortedSet<A> => {
  const sorted = [...new Set(items)].sort((a, b) => (a < b ? -1 : 1))
  let nodes: ReadonlyArray<SortedSet<A>> = groups(sorted)
  while (nodes.length > 1) nodes = groups(nodes).map(branchOf)
  return nodes[0] ?? emptySet
}

/** Returns the set with `item` removed. */
export const remove = <A extends Item>(set: SortedSet<A>, item: A): SortedSet<A> => {
  if (isLeaf(set)) {
    const at = upTo<A>(set, item) - 1
    return set[at] === item ? spliced(set, at, 1) : set
  }
  const at = childOf(set, item)
  const child = set.children[at] as SortedSet<A>
  const shrunk = remove(child, item)
  if (shrunk === child) return set
  const children = spliced(set.children, at, 1, ...(sizeOf(shrunk) === 0 ? [] : [shrunk]))
  return children.length === 1 ? (children[0] as SortedSet<A>) : { size: set.size - 1, children }
}

/** Tests whether the set contains `item`. */
export const has = <A extends Item>(set: SortedSet<A>, item: A): boolean =>
  isLeaf(set) ? set[upTo<A>(set, item) - 1] === item : has(set.children[childOf(set, item)] as SortedSet<A>, item)

/** Iterates lazily over the items in ascending order. */
export const iterate = <A extends Item>(set: SortedSet<A>): Iterable<A> =>
  isLeaf(set) ? set : { [Symbol.iterator]: () => leaves(set) }

function* leaves<A extends Item>(branch: Branch<A>): Generator<A, undefined> {
  for (const child of branch.children) yield* iterate(child)
  return undefined
}

/**
 * The maximum depth of a tree. A real set is never this deep. The check rejects a value with deeper nesting before the stack
 * overflows.
 */
const deepest = 64

/** Tests whether an unknown value is a {@link SortedSet} of strings. */
export const isSetOfStrings = (value: unknown): value is SortedSet<string> => {
  let last: string | undefined
  const isNext = (item: unknown): boolean => {
    if (typeof item !== 'string' || (last !== undefined && item <= last)) return false
    last = item
    return true
  }
  const isNode = (node: unknown, level: number): node is SortedSet<string> => {
    if (Array.isArray(node)) {
      // The code uses a loop instead of `every`, because `every` skips the holes of an array.
      for (const item of node) if (!isNext(item)) return false
      return level === 0 || node.length > 0
    }
    if (typeof node !== 'object' || node === null || level > deepest) return false
    const { size, children, ...others } = node as Partial<Branch<string>>
    if (!Array.isArray(children) || children.length === 0 || Object.keys(others).length > 0) return false
    for (const child of children) if (!isNode(child, level + 1)) return false
    return size === branchOf<string>(children).size
  }
  return isNode(value, 0)
}
