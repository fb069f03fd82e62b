/**
 * Ids in cells. An id has 18 or 15 characters. If its case is mangled, the suffix repairs the case.
 */
import { idSuffix, SalesforceId } from '../model/SalesforceId.js'

const suffixAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345'

/**
 * The first 15 characters in the letter case that the suffix encodes. `undefined` if the suffix contains an invalid character.
 * If the suffix says that a digit is a capital, the suffix of the result differs.
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

/** An id of 18 characters, and the form of the id in the cell. */
export interface IdInCell {
  readonly id: SalesforceId
  readonly form: '18' | '15' | 'mangled case'
}

/**
 * A copy of a text. V8 does not copy a part of a longer text, but points into the longer text. So one stored cell would
 * keep a whole piece of the file in memory. V8 always copies parts of fewer than 13 characters.
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
