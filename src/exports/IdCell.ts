/**
 * Ids in cells: of 18 characters, of 15, or in mangled case, which the suffix repairs.
 */
import { idSuffix, SalesforceId } from '../model/SalesforceId.js'

const suffixAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'

/**
 * The first 15 characters in the case that the suffix says. `undefined` if it has a character that no suffix has. If it says
 * that a digit is a capital, the result has another suffix.
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

/** An id of 18 characters, and the form in which the cell has it. */
export interface IdInCell {
  readonly id: SalesforceId
  readonly form: '18' | '15' | 'mangled case'
}

/**
 * The same text in memory of its own. V8 makes a part of a longer text by pointing into it, so that one kept cell would keep
 * its whole piece of the file. Only shorter parts are always copies.
 */
export const ownCopy = (text: string): string => (text.length < 13 ? text : ` ${text}`.slice(1))

/** The id in a cell, if the cell has one. */
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
