// Differences between two sets of ids that should be equal, as sentences that say which set lacks which id.

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

/** Empty if both sets have the same ids. */
export const differences = (one: Named, other: Named): ReadonlyArray<string> => [
  ...lacks(one, other),
  ...lacks(other, one),
]

/** Empty if the second set has every id of the first set. */
export const unknownIn = (one: Named, known: Named): ReadonlyArray<string> => lacks(known, one)
