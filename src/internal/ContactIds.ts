/**
 * A persistent, sorted set of contact ids: the live contacts of one account, who may be none or a million.
 *
 * Up to 64 ids are one sorted array; more are a tree of such arrays (a B+ tree), so that adding or removing one copies a
 * few short arrays whatever the size. Sorted, so that the same contacts come in the same order whatever their history.
 * Written for this because no small, kept library has a persistent sorted set; a hash set of one costs more per contact.
 */
import type { ContactId } from '../SalesforceId.js'

interface Branch {
  readonly size: number
  readonly children: ReadonlyArray<ContactIds>
  /** The first id of each child. */
  readonly firsts: ReadonlyArray<ContactId>
}

export type ContactIds = ReadonlyArray<ContactId> | Branch

const widest = 64

const isLeaf = (ids: ContactIds): ids is ReadonlyArray<ContactId> => Array.isArray(ids)

export const noContacts: ContactIds = []

/** How many ids. */
export const sizeOf = (ids: ContactIds): number => (isLeaf(ids) ? ids.length : ids.size)

/** How many of the sorted `ids` come before `id`. */
const before = (ids: ReadonlyArray<ContactId>, id: ContactId): number => {
  let low = 0
  let high = ids.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ids[middle] as ContactId) < id) low = middle + 1
    else high = middle
  }
  return low
}

/** The index of the child in which `id` belongs. */
const childOf = (branch: Branch, id: ContactId): number => {
  const at = before(branch.firsts, id)
  return branch.firsts[at] === id ? at : Math.max(0, at - 1)
}

const spliced = <A>(items: ReadonlyArray<A>, at: number, remove: number, ...insert: ReadonlyArray<A>): Array<A> => {
  const copy = items.slice()
  copy.splice(at, remove, ...insert)
  return copy
}

const firstOf = (ids: ContactIds): ContactId => (isLeaf(ids) ? ids[0] : ids.firsts[0]) as ContactId

const branchOf = (children: ReadonlyArray<ContactIds>, size: number): Branch => ({
  size,
  children,
  firsts: children.map(firstOf),
})

/** A node that has grown too wide, as two; else itself, as one. */
const split = (ids: ContactIds): ReadonlyArray<ContactIds> => {
  const items: ReadonlyArray<unknown> = isLeaf(ids) ? ids : ids.children
  if (items.length <= widest) return [ids]
  const half = items.length >>> 1
  if (isLeaf(ids)) return [ids.slice(0, half), ids.slice(half)]
  return [ids.children.slice(0, half), ids.children.slice(half)].map((children) =>
    branchOf(
      children,
      children.reduce((sum, child) => sum + sizeOf(child), 0),
    ),
  )
}

const inserted = (ids: ContactIds, id: ContactId): ContactIds => {
  if (isLeaf(ids)) {
    const at = before(ids, id)
    return ids[at] === id ? ids : spliced(ids, at, 0, id)
  }
  const at = childOf(ids, id)
  const child = ids.children[at] as ContactIds
  const grown = inserted(child, id)
  if (grown === child) return ids
  const parts = split(grown)
  return {
    size: ids.size + 1,
    children: spliced(ids.children, at, 1, ...parts),
    firsts: spliced(ids.firsts, at, 1, ...parts.map(firstOf)),
  }
}

/** With `id`. */
export const add = (ids: ContactIds, id: ContactId): ContactIds => {
  const grown = inserted(ids, id)
  const parts = split(grown)
  return parts.length === 1 ? grown : branchOf(parts, sizeOf(grown))
}

/** Without `id`. */
export const remove = (ids: ContactIds, id: ContactId): ContactIds => {
  if (isLeaf(ids)) {
    const at = before(ids, id)
    return ids[at] === id ? spliced(ids, at, 1) : ids
  }
  const at = childOf(ids, id)
  const child = ids.children[at] as ContactIds
  const shrunk = remove(child, id)
  if (shrunk === child) return ids
  const left = sizeOf(shrunk) === 0 ? [] : [shrunk]
  const children = spliced(ids.children, at, 1, ...left)
  if (children.length === 1) return children[0] as ContactIds
  return { size: ids.size - 1, children, firsts: spliced(ids.firsts, at, 1, ...left.map(firstOf)) }
}

/** The ids in ascending order, one by one. */
export const iterate = (ids: ContactIds): Iterable<ContactId> =>
  isLeaf(ids) ? ids : { [Symbol.iterator]: () => leaves(ids) }

function* leaves(branch: Branch): Generator<ContactId, undefined> {
  for (const child of branch.children) yield* iterate(child)
  return undefined
}
