/**
 * Reads the cells of a row. It collects the typed values, the faults and the remarks.
 */
import type { FieldName, Fields, FieldValue } from '../model/Field.js'
import { Instant } from '../model/Instant.js'
import type { PersonId } from '../model/Person.js'
import { PersonId as PersonIdCodec } from '../model/Person.js'
import type { AccountId, ContactId, SalesforceId } from '../model/SalesforceId.js'
import type { ObjectSchema } from '../records/Describe.js'
import type { ValueKind } from './Comparable.js'
import { valueKindOf } from './Comparable.js'
import { foundInCell } from './FoundInCell.js'
import { idInCell, ownCopy } from './IdCell.js'
import type { Mapping } from './Mapping.js'
import { isNullOrNone, isNullText } from './NullText.js'
import type { Notation } from './Notation.js'
import { booleanIn, currencyIn, dateIn, decimalIn, momentIn, numberOf } from './Notation.js'
import type { Fault, Remark } from './Row.js'

/** The current row. The reader uses this one object for every row, because a file can have millions of rows. */
export interface Reading {
  line: number
  cells: ReadonlyArray<FieldValue>
  readonly faults: Array<Fault>
  readonly remarks: Array<Remark>
}

/**
 * Reads a cell. Returns `undefined` if the cell has a fault. Returns `null` if the cell is blank, or if the file has no such
 * column.
 */
type ReadCell<A> = (reading: Reading) => A | null | undefined

export interface Column {
  readonly name: string
  readonly index: number
}

/** Finds a column of a mapping in the header. Returns `undefined` if the file does not have the column. */
export const columnIn = ({ header, columns }: Mapping, name: string): Column | undefined => {
  const column = (columns as Readonly<Record<string, string>>)[name]
  return column === undefined ? undefined : { name: column, index: header.indexOf(column) }
}

/** Tests whether a cell of a special column is blank. One release of the sf command line writes `null` for a blank, as Marketo does. */
const isBlank = (cell: FieldValue | undefined, isNull: (text: string) => boolean): boolean =>
  cell === null || cell === undefined || (typeof cell === 'string' && (isNull(cell) || cell.trim() === ''))

const addFault = (reading: Reading, column: Column, expected: string): void => {
  reading.faults.push({
    column: column.name,
    expected,
    found: foundInCell(reading.cells[column.index] ?? null),
  })
}

const cellOf =
  <A>(
    column: Column | undefined,
    expected: string,
    decode: (cell: string, reading: Reading) => A | null | undefined,
    isNull = isNullOrNone,
  ): ReadCell<A> =>
  (reading) => {
    if (column === undefined) return null
    const cell = reading.cells[column.index]
    if (isBlank(cell, isNull)) return null
    const value = decode(String(cell), reading)
    if (value === undefined) addFault(reading, column, expected)
    return value
  }

/** Reads a cell that must not be blank. A blank cell is a fault. */
export const needed =
  <A>(column: Column | undefined, expected: string, read: ReadCell<A>): ((reading: Reading) => A | undefined) =>
  (reading) => {
    const value = read(reading)
    if (value === null && column !== undefined) addFault(reading, column, expected)
    return value ?? undefined
  }

const remark = (reading: Reading, _tag: Remark['_tag'], column: string, text: string): void => {
  reading.remarks.push({ _tag, column, text })
}

const idIn = (cell: string, reading: Reading, column: string): SalesforceId | undefined => {
  const found = idInCell(cell)
  if (found === undefined) return undefined
  if (found.form === '15') remark(reading, 'IdCompleted', column, `read as ${found.id}`)
  if (found.form === 'mangled case')
    remark(reading, 'IdRepaired', column, `${foundInCell(cell)} read as ${found.id}, by its suffix`)
  return found.id
}

/** Reads an id that begins with `prefix`. If the prefix is empty, the id can belong to a record of any object. */
const idCell = <A extends SalesforceId>(column: Column | undefined, prefix: string, expected: string): ReadCell<A> =>
  cellOf(column, expected, (cell, reading) => {
    const id = idIn(cell, reading, column?.name ?? '')
    return id?.startsWith(prefix) === true ? (id as A) : undefined
  })

const shape = '15 or 18 letters and digits'
export const anAccountId = `the id of an Account, ${shape} beginning with 001`
export const aContactId = `the id of a Contact, ${shape} beginning with 003`
export const accountIdCell = (column: Column | undefined): ReadCell<AccountId> => idCell(column, '001', anAccountId)
export const contactIdCell = (column: Column | undefined): ReadCell<ContactId> => idCell(column, '003', aContactId)
export const anyIdCell = (column: Column | undefined): ReadCell<SalesforceId> =>
  idCell(column, '', `the id of a record, ${shape}`)

export const anInstant = 'a date and time with its offset; without an offset the option zone is needed'
export const instantCell = (column: Column | undefined, notation: Notation): ReadCell<Instant> =>
  cellOf(column, anInstant, (cell) => momentIn(cell, notation))

export const booleanCell = (column: Column | undefined): ReadCell<boolean> =>
  cellOf(column, 'true or false', (cell) => booleanIn(cell))

/** The greatest number of digits that {@link digitsIn} reads. All longer numbers take the slow path. */
const mostDigits = 15

/** The fast path for a number that serves as an id. Nearly all such numbers consist only of digits. */
const digitsIn = (text: string): number | undefined => {
  if (text === '' || text.length > mostDigits || text.startsWith('0')) return undefined
  let number = 0
  for (let at = 0; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48
    if (!(digit >= 0 && digit <= 9)) return undefined
    number = number * 10 + digit
  }
  return number
}

const wholeIn = (text: string, notation: Notation): number | undefined => {
  const short = digitsIn(text)
  if (short !== undefined) return short
  const decimal = decimalIn(text, notation)
  const number = decimal === undefined ? undefined : numberOf(decimal)
  return Number.isSafeInteger(number) ? number : undefined
}

export const wholeCell = (column: Column | undefined, notation: Notation): ReadCell<number> =>
  cellOf(column, 'a whole number', (cell) => wholeIn(cell, notation))

export const aPersonId = "Marketo's number for a person, a whole number from 1"
export const personIdCell = (column: Column | undefined, notation: Notation): ReadCell<PersonId> =>
  cellOf(column, aPersonId, (cell) => {
    const number = wholeIn(cell, notation)
    return PersonIdCodec.is(number) ? number : undefined
  })

export const textCell = (column: Column | undefined): ReadCell<string> =>
  cellOf(column, 'a text', (cell) => ownCopy(cell), isNullText)

/**
 * Reads the number of a company row as a string. Equal numbers give the same string. A cell without such a number gives `null`
 * for two reasons: the cell can contain the name of a person, and two people with the same text do not share a company row.
 */
export const companyRowCell = (column: Column | undefined, notation: Notation): ReadCell<string> =>
  cellOf(column, 'a whole number', (cell, reading) => {
    if (digitsIn(cell) !== undefined) return ownCopy(cell)
    const number = wholeIn(cell, notation)
    if (number !== undefined && number > 0) return String(number)
    remark(reading, 'NoCompanyRow', column?.name ?? '', 'expected a whole number above 0')
    return null
  })

/**
 * Converts a string to a value in the form of the REST API. Returns `undefined` if the string is not a value of the given kind.
 */
const typedValue = (kind: ValueKind, text: string, notation: Notation): FieldValue | undefined => {
  switch (kind) {
    case 'number': {
      const decimal = decimalIn(text, notation)
      if (decimal === undefined) return undefined
      // A currency stays in the text. Without it, amounts in different currencies could look equal.
      return currencyIn(text) === undefined ? numberOf(decimal) : text
    }
    case 'boolean':
      return booleanIn(text)
    case 'date':
      return dateIn(text, notation)
    case 'datetime': {
      const moment = momentIn(text, notation)
      return moment === undefined ? undefined : `${Instant.encode(moment).slice(0, -1)}+0000`
    }
    case 'id':
      return idInCell(text)?.id
    case 'text':
    case 'list':
    case 'unknown':
      return text
  }
}

const kindNames: Readonly<Record<ValueKind, string>> = {
  number: 'a number',
  boolean: 'true or false',
  date: 'a date',
  datetime: 'a date and time',
  id: 'an id',
  text: 'a text',
  list: 'a list of values',
  unknown: 'a value',
}

interface FieldColumn extends Column {
  readonly field: FieldName
  readonly kind: ValueKind
}

/**
 * Reads the fields of an account. The value of a blank cell is `null`. If there is no describe result, every other value is a
 * string.
 *
 * `keeps` is true if the caller keeps the rows in memory. The function then copies the strings.
 */
export const fieldsReader = (
  { header, fields }: Mapping,
  schema: ObjectSchema | undefined,
  notation: Notation,
  { isNull, keeps }: { readonly isNull: (text: string) => boolean; readonly keeps: boolean },
): ((reading: Reading) => Fields) => {
  const columns: ReadonlyArray<FieldColumn> = fields.map(({ field, column }) => ({
    name: column,
    index: header.indexOf(column),
    field,
    kind: valueKindOf(schema?.fields[field]?.type),
  }))
  // Each row starts from a copy of an object that has all keys. If the keys were added one by one, V8 would store the row as a
  // hash table.
  const blank = JSON.parse(JSON.stringify(Object.fromEntries(columns.map(({ field }) => [field, null])))) as Fields
  return (reading) => {
    const values: Record<FieldName, FieldValue> = { ...blank }
    for (const column of columns) {
      const cell = reading.cells[column.index] ?? null
      if (cell === null || cell === '') continue
      if (typeof cell !== 'string') {
        values[column.field] = cell === 0 ? 0 : cell
        continue
      }
      const isText = column.kind === 'text' || column.kind === 'list' || column.kind === 'unknown'
      if (isText ? isNull(cell) : isNullOrNone(cell) || cell.trim() === '') continue
      if (cell.includes('\uFFFD'))
        remark(reading, 'WrongEncoding', column.name, 'a character that could not be decoded')
      const value = isText ? cell : typedValue(column.kind, cell, notation)
      if (value === undefined)
        remark(reading, 'OtherType', column.name, `expected ${kindNames[column.kind]}, found ${foundInCell(cell)}`)
      const kept = value ?? cell
      values[column.field] = keeps && typeof kept === 'string' ? ownCopy(kept) : kept
    }
    return values
  }
}
