/**
 * A persistent, sorted set of contact ids: the live contacts of one account. There may be none or a million.
 *
 * Up to 64 ids are one sorted array. A larger set is a tree of such arrays (a B+ tree), so that adding or removing an id
 * copies only a few short arrays. The set is sorted, so that activities always come in the same order. We wrote this set
 * because we found no small, maintained library with a persistent sorted set, and a hash set needs more memory for each
 * contact.
 */
import type { ContactId } from '../../model/SalesforceId.js'
import { insertedAt } from '../../model/InsertedAt.js'

interface Branch {
  readonly size: number
  readonly children: ReadonlyArray<SortedIdSet>
}

export type SortedIdSet = ReadonlyArray<ContactId> | Branch

const widest = 64

const isLeaf = (ids: SortedIdSet): ids is ReadonlyArray<ContactId> => Array.isArray(ids)

export const noIds: SortedIdSet = []

/** The number of ids in a set. */
export const sizeOf = (ids: SortedIdSet): number => (isLeaf(ids) ? ids.length : ids.size)

const firstOf = (ids: ContactId | SortedIdSet): ContactId =>
  typeof ids === 'string' ? ids : firstOf((isLeaf(ids) ? ids[0] : ids.children[0]) as ContactId | SortedIdSet)

/** How many of the sorted items begin with an id that is not after `id`. */
const upTo = (items: ReadonlyArray<ContactId | SortedIdSet>, id: ContactId): number => {
  let low = 0
  let high = items.length
  // The last item is tried first, because Salesforce sends contacts nearly in the order of their ids.
  if (high > 0 && firstOf(items[high - 1] as ContactId | SortedIdSet) <= id) return high
  while (low < high) {
    const middle = (low + high) >>> 1
    if (firstOf(items[middle] as ContactId | SortedIdSet) <= id) low = middle + 1
    else high = middle
  }
  return low
}

/** The index of the child in which `id` belongs. */
const childOf = ({ children }: Branch, id: ContactId): number => Math.max(0, upTo(children, id) - 1)

const spliced = <A>(items: ReadonlyArray<A>, at: number, remove: number, ...insert: ReadonlyArray<A>): Array<A> => {
  const copy = items.slice()
  copy.splice(at, remove, ...insert)
  return copy
}

const branchOf = (children: ReadonlyArray<SortedIdSet>): Branch => ({
  size: children.reduce((sum, child) => sum + sizeOf(child), 0),
  children,
})

/** Splits a node that is too wide into two nodes. Returns any other node unchanged. */
const split = (ids: SortedIdSet): ReadonlyArray<SortedIdSet> => {
  const half = widest >>> 1
  if (isLeaf(ids)) return ids.length <= widest ? [ids] : [ids.slice(0, half), ids.slice(half)]
  const { children } = ids
  return children.length <= widest ? [ids] : [branchOf(children.slice(0, half)), branchOf(children.slice(half))]
}

const inserted = (ids: SortedIdSet, id: ContactId): SortedIdSet => {
  if (isLeaf(ids)) {
    const at = upTo(ids, id)
    return ids[at - 1] === id ? ids : insertedAt(ids, at, id)
  }
  const at = childOf(ids, id)
  const child = ids.children[at] as SortedIdSet
  const grown = inserted(child, id)
  return grown === child ? ids : { size: ids.size + 1, children: spliced(ids.children, at, 1, ...split(grown)) }
}

/** The set with `id` added. */
export const add = (ids: SortedIdSet, id: ContactId): SortedIdSet => {
  const parts = split(inserted(ids, id))
  return parts.length === 1 ? (parts[0] as SortedIdSet) : branchOf(parts)
}

/** The set with `id` removed. */
export const remove = (ids: SortedIdSet, id: ContactId): SortedIdSet => {
  if (isLeaf(ids)) {
    const at = upTo(ids, id) - 1
    return ids[at] === id ? spliced(ids, at, 1) : ids
  }
  const at = childOf(ids, id)
  const child = ids.children[at] as SortedIdSet
  const shrunk = remove(child, id)
  if (shrunk === child) return ids
  const children = spliced(ids.children, at, 1, ...(sizeOf(shrunk) === 0 ? [] : [shrunk]))
  return children.length === 1 ? (children[0] as SortedIdSet) : { size: ids.size - 1, children }
}

/** The ids in ascending order, lazily. */
export const iterate = (ids: SortedIdSet): Iterable<ContactId> =>
  isLeaf(ids) ? ids : { [Symbol.iterator]: () => leaves(ids) }

function* leaves(branch: Branch): Generator<ContactId, undefined> {
  for (const child of branch.children) yield* iterate(child)
  return undefined
}
