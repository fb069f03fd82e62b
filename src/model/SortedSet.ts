/**
 * An immutable, sorted set of strings or numbers. For example, the live contacts of an account are such a set.
 *
 * A set of up to 64 items is one sorted array. A larger set is a tree of such arrays (a B+ tree). Therefore the code copies only
 * a few short arrays to add or remove an item.
 *
 * We found no small, maintained library for immutable sorted sets. A hash set would need more memory for each item.
 */
import { insertedAt, removedAt, replacedAt } from './InsertedAt.js'

type Item = string | number

interface Branch<A extends Item> {
  readonly size: number
  /**
   * The smallest item in the branch. The branch stores this item, because every search reads the smallest items of several
   * branches.
   */
  readonly first: A | undefined
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
  typeof node === 'object' ? ((isLeaf(node) ? node[0] : node.first) as A) : node

/** Counts the sorted nodes whose first item is less than or equal to `item`. */
const upTo = <A extends Item>(nodes: ReadonlyArray<A | SortedSet<A>>, item: A): number => {
  let low = 0
  let high = nodes.length
  // Salesforce sends contacts nearly in the order of their ids, so a new item usually belongs in the last node. Therefore the
  // code checks the last node before the other nodes.
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

/** Copies a list of nodes, and replaces the node at index `at` with zero, one or two other nodes. */
const withParts = <B>(nodes: ReadonlyArray<B>, at: number, [part, other]: ReadonlyArray<B>): ReadonlyArray<B> => {
  if (part === undefined) return removedAt(nodes, at)
  const replaced = replacedAt(nodes, at, part)
  return other === undefined ? replaced : insertedAt(replaced, at + 1, other)
}

const branch = <A extends Item>(size: number, children: ReadonlyArray<SortedSet<A>>): Branch<A> => ({
  size,
  first: firstOf(children[0] as SortedSet<A>),
  children,
})

const branchOf = <A extends Item>(children: ReadonlyArray<SortedSet<A>>): Branch<A> =>
  branch(
    children.reduce((sum, child) => sum + sizeOf(child), 0),
    children,
  )

/** Splits a list of nodes into as few groups as possible. The groups have nearly the same size. */
const groups = <B>(nodes: ReadonlyArray<B>): ReadonlyArray<ReadonlyArray<B>> => {
  const count = Math.ceil(nodes.length / widest)
  const start = (group: number) => Math.floor((group * nodes.length) / count)
  return Array.from({ length: count }, (_, group) => nodes.slice(start(group), start(group + 1)))
}

/** If a node is too wide, splits the node into two nodes. Otherwise returns the node unchanged. */
const split = <A extends Item>(set: SortedSet<A>): ReadonlyArray<SortedSet<A>> => {
  const nodes = isLeaf(set) ? set : set.children
  if (nodes.length <= widest) return [set]
  return isLeaf(set) ? groups(set) : groups(set.children).map(branchOf)
}

const inserted = <A extends Item>(set: SortedSet<A>, item: A): SortedSet<A> => {
  if (isLeaf(set)) {
    const at = upTo<A>(set, item)
    return set[at - 1] === item ? set : insertedAt(set, at, item)
  }
  const at = childOf(set, item)
  const child = set.children[at] as SortedSet<A>
  const grown = inserted(child, item)
  return grown === child ? set : branch(set.size + 1, withParts(set.children, at, split(grown)))
}

/** Returns the set with `item` added. */
export const add = <A extends Item>(set: SortedSet<A>, item: A): SortedSet<A> => {
  const parts = split(inserted(set, item))
  return parts.length === 1 ? (parts[0] as SortedSet<A>) : branchOf(parts)
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
    return set[at] === item ? removedAt(set, at) : set
  }
  const at = childOf(set, item)
  const child = set.children[at] as SortedSet<A>
  const shrunk = remove(child, item)
  if (shrunk === child) return set
  const children = withParts(set.children, at, sizeOf(shrunk) === 0 ? [] : [shrunk])
  return children.length === 1 ? (children[0] as SortedSet<A>) : branch(set.size - 1, children)
}

/** Tests whether the set contains `item`. */
export const has = <A extends Item>(set: SortedSet<A>, item: A): boolean =>
  isLeaf(set) ? set[upTo<A>(set, item) - 1] === item : has(set.children[childOf(set, item)] as SortedSet<A>, item)

/** Iterates lazily over the items in ascending order. */
export const iterate = <A extends Item>(set: SortedSet<A>): Iterable<A> =>
  isLeaf(set) ? set : { [Symbol.iterator]: () => leaves(set) }

function* leaves<A extends Item>(tree: Branch<A>): Generator<A, undefined> {
  for (const child of tree.children) yield* iterate(child)
  return undefined
}

/**
 * The maximum depth of a tree. The tree of a real set is never this deep. {@link isSetOfStrings} rejects deeper nesting, because
 * such nesting could overflow the stack.
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
    const { size, first, children, ...others } = node as Partial<Branch<string>>
    if (!Array.isArray(children) || children.length === 0 || Object.keys(others).length > 0) return false
    for (const child of children) if (!isNode(child, level + 1)) return false
    const is = branchOf<string>(children)
    return size === is.size && first === is.first
  }
  return isNode(value, 0)
}
