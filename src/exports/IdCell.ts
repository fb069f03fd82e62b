/**
 * Reads ids from cells. An id has 18 or 15 characters. If a tool has changed the letter case of an id of 18 characters, the
 * suffix shows the right case.
 */
import { idSuffix, SalesforceId } from '../model/SalesforceId.js'

const suffixAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'

/**
 * Returns the first 15 characters in the letter case that the suffix encodes, or `undefined` if the suffix contains an invalid
 * character.
 *
 * A wrong suffix can mark a digit as a capital letter. The caller finds this error: it computes the correct suffix of the result,
 * and compares it with the given suffix.
 */
const inCaseOfSuffix = (id: string): string | undefined => {
  let repaired = ''
  for (let block = 0; block < 3; block++) {
    const bits = suffixAlphabet.indexOf(id.charAt(15 + block).toUpperCase())
    if (bits === -1) return undefined
    for (let i = 0; i < 5; i++) {
      const character = id.charAt(block * 5 + i)
      repaired += ((bits >> i) & 1) === 1 ? character.toUpperCase() : character.toLowerCase()
    }
  }
  return repaired
}

/** An id of 18 characters, and the form that it had in the cell. */
export interface IdInCell {
  readonly id: SalesforceId
  readonly form: '18' | '15' | 'mangled case'
}

/**
 * Copies a string. V8 stores a part of a longer string as a reference to the longer string. Without the copy, one stored cell
 * would keep a whole piece of the file in memory. V8 itself copies a part of fewer than 13 characters, so the function returns
 * such a part unchanged.
 */
export const ownCopy = (text: string): string => (text.length < 13 ? text : ` ${text}`.slice(1))

/** Returns the id in a cell, or `undefined` if the cell contains no id. */
export const idInCell = (cell: string): IdInCell | undefined => {
  if (SalesforceId.is(cell)) return { id: ownCopy(cell) as SalesforceId, form: '18' }
  const text = cell.trim()
  if (text.length === 15) {
    const suffix = idSuffix(text)
    return suffix === '' ? undefined : { id: ownCopy(text + suffix) as SalesforceId, form: '15' }
  }
  if (text.length !== 18) return undefined
  if (SalesforceId.is(text)) return { id: ownCopy(text) as SalesforceId, form: '18' }
  const repaired = inCaseOfSuffix(text)
  if (repaired === undefined) return undefined
  const suffix = idSuffix(repaired)
  return suffix === text.slice(15).toUpperCase()
    ? { id: (repaired + suffix) as SalesforceId, form: 'mangled case' }
    : undefined
}
