// How two sets that should agree do not, in words that say which one lacks what.

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

/** Empty where both hold the same ids. */
export const differences = (one: Named, other: Named): ReadonlyArray<string> => [
  ...lacks(one, other),
  ...lacks(other, one),
]

/** Empty where the first holds no id that the second does not. */
export const unknownIn = (one: Named, known: Named): ReadonlyArray<string> => lacks(known, one)
