/** Limits the number of people that a finding lists. */
import type { PersonId } from '../model/Person.js'

/** The greatest number of people that a finding lists. */
const longestList = 10

export const peopleOf = (
  people: ReadonlyArray<number>,
): { readonly people: ReadonlyArray<PersonId>; readonly peopleCount: number } => ({
  people: [...people].sort((a, b) => a - b).slice(0, longestList) as ReadonlyArray<number> as ReadonlyArray<PersonId>,
  peopleCount: people.length,
})
