// Compares two sets of ids that should be equal. Each difference is a sentence that names the id and the set in which it is
// missing.

export interface Named {
  readonly name: string
  readonly ids: Iterable<string>
}

const lacks = (one: Named, other: Named): ReadonlyArray<string> => {
  const held = new Set(one.ids)
  return [...new Set(other.ids)]
    .filter((id) => !held.has(id))
    .map((id) => `${one.name} lacks ${id}, which is in ${other.name}`)
}

/** Describes the ids that are in only one of the two sets. The list is empty if both sets have the same ids. */
export const differences = (one: Named, other: Named): ReadonlyArray<string> => [
  ...lacks(one, other),
  ...lacks(other, one),
]

/** Describes the ids of the first set that are not in the second set. The list is empty if there are none. */
export const unknownIn = (one: Named, known: Named): ReadonlyArray<string> => lacks(known, one)
