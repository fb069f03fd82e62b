/**
 * Reads a table into typed records.
 *
 * @since 0.2.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { FieldValue } from '../model/Field.js'
import type { ExportKind } from './Columns.js'
import type { CsvOptions } from './Csv.js'
import { csvRows } from './Csv.js'
import type { DecodeRow, RowOptions } from './RowOptions.js'
import { decodeRowOf } from './DecodeRow.js'
import type { FileError } from './FileError.js'
import type { Mapping, MappingOptions } from './Mapping.js'
import { mappingOf } from './FindMapping.js'
import type { Reading } from './Reading.js'
import type { BadRow, OtherRow, Records, Row, UnreadRow } from './Row.js'
import { badRow } from './Row.js'
import type { Placed, RowOf } from './Rows.js'
import type { Table } from './Table.js'
import { tableOf } from './Table.js'

const isBlank = (cell: FieldValue | undefined): boolean =>
  cell === null || cell === undefined || (typeof cell === 'string' && cell.trim() === '')

/** Tests whether a row consists of a single string that begins with a letter, as in the footer of a report. */
const isLoneText = (cells: ReadonlyArray<FieldValue>): boolean =>
  cells.length === 1 && typeof cells[0] === 'string' && /^\s*[a-z]/i.test(cells[0])

/**
 * Returns the column name in a cell of a header. In files that were joined, a byte order mark comes before each header. `trim`
 * removes the mark.
 */
const nameIn = (cell: FieldValue | undefined): string => (typeof cell === 'string' ? cell.trim() : '')

/** The greatest length of a column name. A longer cell cannot be part of a header. */
const longestName = 200

/**
 * A footer has at least this number of lines. A single line does not count as a footer, because it can be a row that was cut off.
 */
const shortestFooter = 2
const longestFooter = 50

const otherRow = (line: number, what: OtherRow['what']): OtherRow => ({ _tag: 'OtherRow', line, what })

function* read<A extends Placed>(
  { header, columns }: Mapping,
  rows: Iterable<E.Either<BadRow, Row>>,
  decode: DecodeRow<A>,
): Records<A> {
  const width = header.length
  const [keyName = ''] = Object.values(columns as Readonly<Record<string, string>>)
  const keyIndex = header.indexOf(keyName)
  const reading: Reading = { line: 0, cells: [], faults: [], remarks: [] }
  /** If the rows contain a second header with different columns, this is the line of that header. */
  let otherHeader: number | undefined
  /** The rows that can be a footer. They are a footer if no record comes after them. */
  let lone: Array<UnreadRow> = []
  let isTooLong = false

  const lowerKeyName = keyName.toLowerCase()
  const isHeader = (key: FieldValue | undefined): boolean => {
    if (typeof key !== 'string' || key.length >= longestName) return false
    const name = nameIn(key)
    // The code compares the lengths first, because changing the letter case would cost time in each row.
    return name.length === keyName.length && name.toLowerCase() === lowerKeyName
  }

  const decodeRow = ({ line, cells }: Row): E.Either<UnreadRow, A> | undefined => {
    if (cells.length !== width)
      return E.left(badRow(line, 'ragged', null, `${width} cells, as in the header`, `${cells.length}`))
    reading.line = line
    reading.cells = cells
    if (reading.faults.length > 0) reading.faults.length = 0
    if (reading.remarks.length > 0) reading.remarks.length = 0
    const decoded = decode(reading)
    if (RA.isNonEmpty(reading.faults)) {
      const [first, ...others] = reading.faults
      return E.left({ _tag: 'BadRow', line, reason: 'cell', faults: [first, ...others] })
    }
    if (decoded === undefined) return undefined
    return E.right(reading.remarks.length === 0 ? decoded : { ...decoded, remarks: [...reading.remarks] })
  }

  for (const row of rows) {
    if (E.isLeft(row)) {
      yield row
      continue
    }
    const { line, cells } = row.right
    const key = cells[keyIndex]
    if (isBlank(key) && cells.every(isBlank)) continue
    if (isHeader(key)) {
      const isSame = cells.length === width && cells.every((cell, index) => nameIn(cell) === header[index])
      otherHeader = isSame ? undefined : line
      if (isSame) {
        yield E.left(otherRow(line, 'header'))
        continue
      }
    }
    if (otherHeader !== undefined) {
      const found = `other columns, or in another order, since line ${otherHeader}`
      yield E.left(badRow(line, 'unknown-columns', null, 'the columns of the first line', found))
      continue
    }
    const decoded = decodeRow(row.right)
    if (decoded === undefined) continue
    const isLone = E.isLeft(decoded) && width > 1 && isLoneText(cells)
    if (isLone && !isTooLong && lone.length < longestFooter) {
      lone.push(decoded.left)
      continue
    }
    isTooLong = isLone
    if (lone.length > 0) {
      for (const each of lone) yield E.left(each)
      lone = []
    }
    yield decoded
  }
  for (const each of lone) yield E.left(lone.length < shortestFooter ? each : otherRow(each.line, 'footer'))
}

/**
 * Reads the records in the rows below a header, in the order of the rows.
 *
 * | row                                                         | result                                                                                       |
 * | ----------------------------------------------------------- | -------------------------------------------------------------------------------------------- |
 * | an id of 15 characters, or in wrong letter case             | the record with the id of 18 characters, and a remark                                        |
 * | a blank cell; in a file from Marketo also `null`            | `null`                                                                                       |
 * | a value of a field, without a describe result               | a string                                                                                     |
 * | a value of a field, with a describe result                  | a value in the form of the REST API; if the value is wrong, the original string and a remark |
 * | a SystemModstamp or Updated At without an offset            | an instant in the zone of the options; a bad row if the options have no zone                 |
 * | more or fewer cells than the header has                     | a bad row                                                                                    |
 * | a repeated header                                           | `OtherRow`; after a header with different columns, all rows are bad                          |
 * | two or more lines after the last record, each with one text | `OtherRow`: the footer of a report                                                           |
 * | a row in which all cells are blank                          | nothing                                                                                      |
 *
 * @category queries
 * @since 0.2.0
 */
export const recordsOf =
  <K extends ExportKind>(mapping: Mapping<K>, options: RowOptions = {}) =>
  (rows: Iterable<E.Either<BadRow, Row>>): Records<RowOf[K]> => ({
    [Symbol.iterator]: () => read<RowOf[K]>(mapping, rows, decodeRowOf(mapping, options))[Symbol.iterator](),
  })

/**
 * The columns and the records of a file. The library reads a record only when the caller iterates to this record.
 *
 * @category model
 * @since 0.2.0
 */
export interface Export<K extends ExportKind> {
  readonly mapping: Mapping<K>
  readonly records: Records<RowOf[K]>
}

/**
 * The options for finding the columns and for reading the cells of a file.
 *
 * @category model
 * @since 0.2.0
 */
export interface ReadOptions extends RowOptions, MappingOptions, CsvOptions {}

/**
 * Reads a table of a given kind. The function finds the columns immediately. It reads a record only when the caller iterates to
 * this record ({@link recordsOf}).
 *
 * @category queries
 * @since 0.2.0
 */
export const readTable =
  <K extends ExportKind>(kind: K, options: ReadOptions = {}) =>
  ({ header, rows }: Table): E.Either<FileError, Export<K>> =>
    E.map((mapping: Mapping<K>) => ({ mapping, records: recordsOf(mapping, options)(rows) }))(
      mappingOf(kind, options)(header),
    )

/**
 * Reads a CSV file of a given kind. The function reads the first line immediately. It reads the other lines only when the caller
 * iterates over the records.
 *
 * @example
 * import { readCsv } from 'marketo-account-sync/exports'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const file = 'Id,SystemModstamp,Industry\n' +
 *   '0014W000027f6Uw,2020-10-22T21:03:23.000Z,Electronics\n' +
 *   '0014W000027f6Ux,yesterday,Energy\n'
 * const accounts = readCsv('accounts')([file])
 * if (E.isLeft(accounts)) assert.fail()
 * const [good, bad] = accounts.right.records
 * assert.ok(good !== undefined && E.isRight(good))
 * assert.deepStrictEqual([good.right.id, good.right.fields], ['0014W000027f6UwQAI', { Industry: 'Electronics' }])
 * assert.deepStrictEqual(bad, E.left({ _tag: 'BadRow', line: 3, reason: 'cell', faults: [{
 *   column: 'SystemModstamp',
 *   expected: 'a date and time with its offset; without an offset the option zone is needed',
 *   found: 'a text of 9 characters'
 * }] }))
 *
 * @category queries
 * @since 0.2.0
 */
export const readCsv =
  <K extends ExportKind>(kind: K, options: ReadOptions = {}) =>
  (pieces: Iterable<string>): E.Either<FileError, Export<K>> => {
    const table = tableOf(csvRows(options)(pieces))
    return E.isLeft(table) ? table : readTable(kind, options)(table.right)
  }
