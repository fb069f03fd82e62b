/**
 * Describes the content of a cell for an error. A cell can contain the name, address or phone number of a person. The description
 * therefore shows only ids, dates and short numbers. For any other content, it shows only the length.
 */
import type { FieldValue } from '../model/Field.js'

const id = /^00[0-9A-Za-z]{13}(?:[0-9A-Za-z]{3})?$/
/** Matches short numbers. Long numbers do not match, because a long number can be a phone number. */
const number = /^[-+]?\d{1,9}(?:[.,]\d{1,6})?$/
const date =
  /^(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{4})(?:[T ,]+\d{1,2}:\d{2}[\d:.,]*\s?(?:[AaPp][Mm]|Z|[-+]\d{2}:?\d{2})?)?$/

export const foundInCell = (cell: FieldValue): string => {
  if (cell === null || cell === '') return 'nothing'
  if (typeof cell !== 'string') return String(cell)
  if (id.test(cell) || number.test(cell) || date.test(cell)) return JSON.stringify(cell)
  return `a text of ${cell.length} characters`
}
