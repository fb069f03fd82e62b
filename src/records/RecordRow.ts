/**
 * Prepares a row for the codec of its Salesforce object. Removes the keys that cannot be fields. Renames the other keys to API
 * names, and converts the values to the form of the REST API.
 */
import * as E from 'fp-ts/lib/Either.js'
import * as J from 'fp-ts/lib/Json.js'
import * as O from 'fp-ts/lib/Option.js'
import type { JsonObject } from '../codecs/Combinators.js'
import { isObject, own } from '../codecs/Combinators.js'
import type { DecodeError } from '../model/DecodeError.js'
import { Instant } from '../model/Instant.js'
import { decodeError } from './DecodeEach.js'
import { booleanIn, instantIn } from './RestValue.js'
import type { RowKeys } from './RowKey.js'
import type { ReadableField } from './SchemaFields.js'

type Parts = ReadonlyMap<string, ReadableField>

export interface PreparedRow {
  readonly record: JsonObject
  readonly errors: ReadonlyArray<DecodeError>
  /** The keys that cannot be fields. */
  readonly leftOut: ReadonlyArray<string>
  /** The renamed columns. Each key is the new name of a column, and the value is the original name of this column. */
  readonly columns: ReadonlyMap<string, string>
}

/** Returns the record in a row. Raw tables of Airbyte store the record in one column, as an object or as a JSON string. */
export const recordInRow = (row: JsonObject): JsonObject => {
  const data = own(row, '_airbyte_data')
  const parsed: unknown = typeof data === 'string' ? E.getOrElseW(() => undefined)(J.parse(data)) : data
  return isObject(parsed) ? parsed : row
}

/** Tests whether a row comes from a database that changes the letter case of names. */
export const isOfTable = (row: JsonObject): boolean =>
  own(row, 'Id') === undefined && ['sfid', 'id', 'ID'].some((key) => own(row, key) !== undefined)

const timeWithoutOffset = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:\.\d+)?$/

/** Heroku Connect writes times in UTC without an offset. This function adds the offset to such a time. */
const withOffset = (value: unknown): unknown =>
  typeof value === 'string' && timeWithoutOffset.test(value) ? `${value.replace(' ', 'T')}Z` : value

/** Tests whether a value is a date in milliseconds since 1970. The Bulk API writes dates in this form in JSON. */
export const isMilliseconds = (value: unknown): boolean =>
  (typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value))) && O.isSome(instantIn(value))

const timeOfHeroku = ({ type }: ReadableField, value: unknown): unknown =>
  type === 'datetime' ? withOffset(value) : value

/**
 * Converts the value of a key that describes the record itself. A value that cannot be read stays unchanged, so that the codec
 * reports the error.
 */
const recordValue = (name: string, value: unknown, areMillisecondsRead: boolean): unknown => {
  if (name === 'MasterRecordId' && value === '') return null
  if (name === 'IsDeleted') return O.getOrElse((): unknown => value)(booleanIn(value))
  if (name !== 'SystemModstamp' || (isMilliseconds(value) && !areMillisecondsRead)) return value
  return O.getOrElse((): unknown => value)(O.map(Instant.encode)(instantIn(value)))
}

/** The parts of the prepared row that the code has collected so far. */
interface Preparation {
  readonly record: Map<string, unknown>
  readonly columns: Map<string, string>
  readonly errors: Array<DecodeError>
  readonly leftOut: Array<string>
}

const put = ({ record, columns, errors }: Preparation, column: string, name: string, value: unknown): void => {
  if (record.has(name)) errors.push(decodeError(column, `${name} in only one column`, column))
  record.set(name, value)
  if (column !== name) columns.set(name, column)
}

const putField = (into: Preparation, column: string, { name, read }: ReadableField, value: unknown): void => {
  const inRest = read(value)
  if (E.isRight(inRest)) put(into, column, name, inRest.right)
  else into.errors.push(decodeError(column, inRest.left, value))
}

/**
 * Adds the parts of a custom address or geolocation. If the row has a separate column for a part, the function does not add this
 * part.
 */
const putParts = (
  into: Preparation,
  column: string,
  parts: Parts,
  value: unknown,
  inRow: ReadonlySet<string>,
): void => {
  if (value === null) {
    for (const field of parts.values()) if (!inRow.has(field.name)) putField(into, column, field, null)
  } else if (!isObject(value)) into.errors.push(decodeError(column, 'an object, or null', value))
  else
    for (const key of Object.keys(value)) {
      const field = parts.get(key.charAt(0).toUpperCase() + key.slice(1))
      if (field !== undefined && !inRow.has(field.name)) putField(into, `${column}.${key}`, field, value[key])
    }
}

const isNothing = (value: unknown): boolean => value === undefined || value === null || value === ''

/** The columns in which some copying tools mark a record that was deleted in Salesforce. */
const deletionColumns: ReadonlyArray<{
  readonly column: string
  readonly expected: string
  readonly isDeleted: (value: unknown) => O.Option<boolean>
}> = [
  {
    column: '_sdc_deleted_at',
    expected: 'a date and time in ISO 8601, or null',
    isDeleted: (value) => O.map(() => true)(instantIn(withOffset(value))),
  },
  { column: '_fivetran_deleted', expected: 'true, false or null', isDeleted: booleanIn },
]

/**
 * Reads the columns in which copying tools mark deleted records. If such a column marks the row as deleted, sets `IsDeleted` of
 * the record.
 */
const putDeletion = ({ record, errors }: Preparation, row: JsonObject): void => {
  for (const { column, expected, isDeleted } of deletionColumns) {
    const value = own(row, column)
    if (isNothing(value)) continue
    const found = isDeleted(value)
    if (O.isNone(found)) errors.push(decodeError(column, expected, value))
    else if (found.value) record.set('IsDeleted', true)
  }
}

/** Makes a function that prepares rows. `isTyped` is true if a schema contains the types of the fields. */
export const prepareRow =
  (keys: RowKeys, isTyped: boolean) =>
  (row: JsonObject): PreparedRow => {
    const isTable = isOfTable(row)
    const isHeroku = isTable && own(row, 'sfid') !== undefined
    const into: Preparation = { record: new Map(), columns: new Map(), errors: [], leftOut: [] }
    const compounds: Array<readonly [column: string, parts: Parts]> = []
    for (const column of Object.keys(row)) {
      const value = row[column]
      const key = isTable ? keys.ofTable(column) : keys.ofRecord(column)
      if (value === undefined || key._tag === 'Ignored') continue
      if (key._tag === 'LeftOut' || (isHeroku && column === 'id')) into.leftOut.push(column)
      else if (key._tag === 'Compound') compounds.push([column, key.parts])
      else if (key._tag === 'Field')
        putField(into, column, key.field, isHeroku ? timeOfHeroku(key.field, value) : value)
      else put(into, column, key.name, recordValue(key.name, isHeroku ? withOffset(value) : value, isTyped))
    }
    const inRow = new Set(into.record.keys())
    for (const [column, parts] of compounds) putParts(into, column, parts, row[column], inRow)
    putDeletion(into, row)
    return { ...into, record: Object.fromEntries(into.record) }
  }
