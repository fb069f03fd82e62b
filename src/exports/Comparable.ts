/**
 * Converts values to forms for comparison. Equal numbers, booleans, dates and texts get the same form, even if two systems write
 * them differently.
 *
 * @since 0.2.0
 */
import type { FieldValue } from '../model/Field.js'
import { Instant } from '../model/Instant.js'
import { idInCell } from './IdCell.js'
import type { Notation } from './Notation.js'
import { booleanIn, dateIn, decimalIn, momentIn } from './Notation.js'

/**
 * How the values of a field are compared. `list` is for picklists with several values. `unknown` is for fields that are in no
 * describe result.
 *
 * @category model
 * @since 0.2.0
 */
export type ValueKind = 'text' | 'list' | 'number' | 'boolean' | 'date' | 'datetime' | 'id' | 'unknown'

const kinds: ReadonlyArray<readonly [kind: ValueKind, types: ReadonlyArray<string>]> = [
  ['number', ['int', 'long', 'double', 'currency', 'percent']],
  ['boolean', ['boolean']],
  ['date', ['date']],
  ['datetime', ['datetime']],
  ['id', ['id', 'reference']],
  ['list', ['multipicklist']],
  ['text', ['string', 'textarea', 'picklist', 'combobox', 'phone', 'url', 'email', 'encryptedstring', 'time']],
]

/**
 * Returns the kind of comparison for a type in Salesforce's describe result. Returns `unknown` if there is no type, or if account
 * fields never have the type.
 *
 * @example
 * import { valueKindOf } from 'marketo-account-sync/exports'
 *
 * assert.deepStrictEqual(['currency', 'picklist', undefined].map(valueKindOf), ['number', 'text', 'unknown'])
 *
 * @category queries
 * @since 0.2.0
 */
export const valueKindOf = (type: string | undefined): ValueKind =>
  type === undefined ? 'unknown' : (kinds.find(([, types]) => types.includes(type))?.[0] ?? 'unknown')

/**
 * If a value is not a string, its form begins with this character. Without this character, the string `12e1` and the number 120
 * would have the same form.
 */
const mark = '\u0001'

/**
 * Some exports lose or change NUL bytes, line ends, and white space at both ends of a string. Therefore the comparison ignores
 * these characters.
 *
 * The comparison also treats three pairs as equal: a space and a no-break space, an accented letter in one character and in two
 * characters, and a character and its XML entity.
 *
 * The expression matches all strings that the comparison has to change for these reasons, and some other strings.
 */
const unstable = /[^ -~]|&|^ | $/

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&#39;': "'",
  '&nbsp;': ' ',
}

const withoutEntities = (text: string): string =>
  text.includes('&')
    ? text.replace(/&(?:amp|lt|gt|quot|apos|#39|nbsp);/g, (entity) => entities[entity] ?? entity)
    : text

/**
 * Converts a string to its form for comparison. The function splits and joins the string, because a regular expression for white
 * space around line ends would take quadratic time.
 */
export const comparableText = (text: string): string => {
  if (!unstable.test(text)) return text
  const plain = withoutEntities(text)
    .normalize('NFC')
    .replaceAll('\0', '')
    .replaceAll(/[\u00A0\u202F]/g, ' ')
  return /[\r\n]/.test(plain)
    ? plain
        .split(/[\r\n]+/)
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .join(' ')
    : plain.trim()
}

const comparableInstant = (instant: Instant): string => mark + Instant.encode(instant).slice(0, 19)

/**
 * Matches digits with separators, but not a leading zero. A string with a leading zero, such as `007`, can be a code and not a
 * number.
 */
const plainNumber = /^[-+]?(?:0(?![\d])|[1-9]|[.,]\d)[\d.,'’\u00A0\u202F ]*$/
const looksLikeDate = /^\d{1,4}[-./]\d{1,2}[-./]\d/

const comparableUnknown = (text: string, notation: Notation): string => {
  const id = text.startsWith('00') ? idInCell(text) : undefined
  if (id !== undefined) return id.id
  const truth = booleanIn(text)
  if (truth !== undefined) return mark + (truth ? '1e0' : '0e0')
  if (looksLikeDate.test(text)) {
    const date = dateIn(text, notation)
    if (date !== undefined) return `${mark}${date}T00:00:00`
    const moment = momentIn(text, notation)
    if (moment !== undefined) return comparableInstant(moment)
  }
  const number = plainNumber.test(text) ? decimalIn(text, notation) : undefined
  return number === undefined ? text : mark + number
}

/** The order of the values of a picklist has no meaning. */
const comparableList = (text: string): string =>
  [...new Set(text.split(';').map((value) => value.trim()))]
    .filter((value) => value !== '')
    .sort()
    .join(';')

const comparableOf = (kind: ValueKind, text: string, notation: Notation): string => {
  switch (kind) {
    case 'text':
      return text
    case 'list':
      return comparableList(text)
    case 'number': {
      const number = decimalIn(text, notation)
      return number === undefined ? text : mark + number
    }
    case 'boolean': {
      const truth = booleanIn(text)
      return truth === undefined ? text : mark + String(truth)
    }
    case 'date': {
      const date = dateIn(text, notation)
      return date === undefined ? text : mark + date
    }
    case 'datetime': {
      const moment = momentIn(text, notation)
      return moment === undefined ? text : comparableInstant(moment)
    }
    case 'id':
      return idInCell(text)?.id ?? text
    case 'unknown':
      return comparableUnknown(text, notation)
  }
}

/**
 * Converts a value to a form for comparison. Two values of a field mean the same if their forms are equal. The form of a blank
 * value is `null`.
 *
 * | kind       | values with the same form                                                                                                                 |
 * | ---------- | ----------------------------------------------------------------------------------------------------------------------------------------- |
 * | any        | `null` and a string of white space; two texts that differ only in NUL, in white space at the ends, in line ends or no-break spaces instead of spaces, in XML entities (`&amp;`), or in Unicode's composition of accents |
 * | `list`     | `Red;Blue`, `Blue; Red`                                                                                                                   |
 * | `number`   | `1000`, `1000.0`, `1,000.00`, `1E3`, `USD 1,000`; with `decimalMark: ','` also `1.000,00`                                                 |
 * | `boolean`  | `true`, `True`, `1` and `Yes`; in the same way `false`, `0`, `No` and blank                                                               |
 * | `date`     | `2023-10-04`, `2023-10-04T00:00:00Z`, `04.10.2023`; with a `dateOrder` also `10/4/2023`                                                   |
 * | `datetime` | the same second: `2023-10-04T18:35:13.000+0000`; with a `zone` also `2023-10-04 20:35:13`                                                 |
 * | `id`       | an id with 15 characters, with 18 characters, and in wrong letter case                                                                    |
 * | `unknown`  | all of these, except: a string with a leading zero, an exponent or a unit is not a number; blank is not false; an id must begin with `00` |
 *
 * @example
 * import { apiNotation, comparable } from 'marketo-account-sync/exports'
 *
 * const unknown = comparable('unknown', apiNotation)
 * assert.strictEqual(unknown('1,234.50'), unknown(1234.5))
 * assert.strictEqual(unknown('Yes'), unknown(true))
 * assert.notStrictEqual(unknown('0712'), unknown('712'))
 * assert.strictEqual(unknown(' '), null)
 *
 * @category queries
 * @since 0.2.0
 */
export const comparable =
  (kind: ValueKind, notation: Notation) =>
  (value: FieldValue): string | null => {
    const text = value === null ? '' : typeof value === 'string' ? comparableText(value) : String(value)
    if (text === '') return kind === 'boolean' ? `${mark}false` : null
    return comparableOf(kind, text, notation)
  }

/**
 * Tests whether a value has the wrong type for its field. If the type of the field is number, boolean, date, time or id, the
 * comparable form should not be a text. If the form is a text, the value is probably written in a notation that the caller did
 * not state.
 *
 * If the type of the field is unknown, the test looks at the characters of the comparable form.
 */
export const isMistyped = (kind: ValueKind, form: string | null): boolean => {
  if (form === null || form.startsWith(mark)) return false
  switch (kind) {
    case 'text':
    case 'list':
      return false
    case 'number':
    case 'boolean':
    case 'date':
    case 'datetime':
      return true
    case 'id':
      return idInCell(form) === undefined
    case 'unknown':
      return plainNumber.test(form) || looksLikeDate.test(form)
  }
}

/** Returns the text of a form. The form of a number begins with a mark, which the text does not have. */
export const textOfForm = (form: string): string => {
  const number = form.startsWith(mark) ? Number(form.slice(mark.length)) : NaN
  return Number.isNaN(number) ? form : String(number)
}
