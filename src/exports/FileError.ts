/**
 * Errors of files that cannot be read at all.
 *
 * @since 0.2.0
 */
import { idInCell } from './IdCell.js'

/**
 * The reason why a file cannot be used. No record of the file was read.
 *
 * | `_tag`               | the file                                                                    |
 * | -------------------- | --------------------------------------------------------------------------- |
 * | `Empty`              | has no line                                                                 |
 * | `NotATable`          | is HTML or JSON                                                             |
 * | `WrongEncoding`      | was decoded with the wrong encoding                                         |
 * | `NoHeader`           | begins with data instead of the names of its columns                        |
 * | `WrongDelimiter`     | was read with the wrong delimiter                                           |
 * | `OtherKind`          | has the columns of a different kind, such as contacts instead of accounts   |
 * | `ColumnsMissing`     | does not have a column that is needed                                       |
 * | `ColumnTwice`        | has a needed column twice, so the library cannot know which one to read     |
 * | `GivenColumnMissing` | does not have a column that the given mapping names                         |
 * | `MappingNeeded`      | has columns whose names the vendor does not publish, so a mapping is needed |
 * | `Refused`            | is an API response that reports an error                                    |
 *
 * @category model
 * @since 0.2.0
 */
export interface FileError {
  readonly _tag:
    | 'Empty'
    | 'NotATable'
    | 'WrongEncoding'
    | 'NoHeader'
    | 'WrongDelimiter'
    | 'OtherKind'
    | 'ColumnsMissing'
    | 'ColumnTwice'
    | 'GivenColumnMissing'
    | 'MappingNeeded'
    | 'Refused'
  readonly expected: string
  readonly found: string
}

export const fileError = (_tag: FileError['_tag'], expected: string, found: string): FileError => ({
  _tag,
  expected,
  found,
})

const mostNames = 60
const longestName = 60

/** Lists the column names of a header in one string. */
export const listed = (header: ReadonlyArray<string>): string => {
  const names = header
    .slice(0, mostNames)
    .map((name) => JSON.stringify(name.length > longestName ? `${name.slice(0, longestName)}…` : name))
  const more = header.length - names.length
  return `the columns ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

const dateOrEmail = /^\d{4}-\d{2}-\d{2}(?:T|$)|^[^\s@]{1,100}@[^\s@]{1,100}[.][^\s@.]{1,100}$/

/** Tests whether a cell of the first line is an id, a date or an e-mail address. Such a cell is not the name of a column. */
const isData = (cell: string): boolean =>
  dateOrEmail.test(cell) || (cell.startsWith('00') && idInCell(cell) !== undefined)

/**
 * Makes the error for a first line that is not a header. The error quotes no cell of the line, because a cell can contain a
 * person's data.
 */
export const unlikeHeader = (header: ReadonlyArray<string>): FileError | undefined => {
  const names = 'a first line with the names of the columns'
  const first = (header[0] ?? '').trim()
  if (first.startsWith('<')) return fileError('NotATable', names, 'HTML: export the file as CSV')
  if (/^[{[]/.test(first))
    return fileError('NotATable', names, 'JSON: export the file as CSV, or parse the JSON and pass its rows')
  if (first.startsWith('ï»¿')) return fileError('WrongEncoding', names, 'UTF-8 that was decoded as Latin-1')
  if (header.some((name) => name.includes('\0')))
    return fileError('WrongEncoding', names, 'NUL characters, as in UTF-16 that was decoded as another encoding')
  return header.some(isData)
    ? fileError('NoHeader', names, 'a first line with an id, a date or an e-mail address')
    : undefined
}
