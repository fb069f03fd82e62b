/**
 * Rows of cells, and rows that could not be read.
 *
 * @since 0.2.0
 */
import type * as E from 'fp-ts/lib/Either.js'
import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import type { FieldValue } from '../model/Field.js'

/**
 * One row of a table. A cell from a CSV file is always a string. A cell from JSON can be any field value, and is `null` if the
 * key is missing.
 *
 * @category model
 * @since 0.2.0
 */
export interface Row {
  /**
   * The number of the line on which the row begins. The first line is 1. If the table comes from JSON, this is the number of the
   * object.
   */
  readonly line: number
  readonly cells: ReadonlyArray<FieldValue>
}

/**
 * One fault in a row. A fault never quotes the text of a cell, because the text can be the name or address of a person. A fault
 * shows only ids, dates and numbers.
 *
 * @category model
 * @since 0.2.0
 */
export interface Fault {
  /** The name of the column, or `null` if the row as a whole is wrong. */
  readonly column: string | null
  /** Describes in words what was expected. */
  readonly expected: string
  /** Describes in words what was found instead. */
  readonly found: string
}

/**
 * A row that could not be read. After a row with the reason `open-quote` or `too-long`, no more rows are read. After any other
 * bad row, reading continues.
 *
 * | reason            | meaning                                                                                |
 * | ----------------- | -------------------------------------------------------------------------------------- |
 * | `cell`            | a cell contains a value that its column cannot have, such as an id with a wrong suffix |
 * | `ragged`          | the row has more or fewer cells than the header                                        |
 * | `quotes`          | text follows a closing quote, instead of a delimiter or the end of the line            |
 * | `open-quote`      | a quote is never closed, so the rest of the file was not read                          |
 * | `too-long`        | a cell is longer than 64 million characters, so the rest of the file was not read      |
 * | `unknown-columns` | the row follows a second header with different columns                                 |
 *
 * @category model
 * @since 0.2.0
 */
export interface BadRow {
  readonly _tag: 'BadRow'
  readonly line: number
  readonly reason: 'cell' | 'ragged' | 'quotes' | 'open-quote' | 'too-long' | 'unknown-columns'
  readonly faults: ReadonlyNonEmptyArray<Fault>
}

/**
 * A row that is correct but contains no record to use.
 *
 * | what     | example                                                                             |
 * | -------- | ----------------------------------------------------------------------------------- |
 * | `header` | a repeated header, as in files that were joined                                     |
 * | `footer` | a line with one text after the last record, as at the end of a Salesforce report    |
 * | `older`  | a row that comes after a newer row of the same record ({@link latestRows})          |
 *
 * @category model
 * @since 0.2.0
 */
export interface OtherRow {
  readonly _tag: 'OtherRow'
  readonly line: number
  readonly what: 'header' | 'footer' | 'older'
}

/**
 * A row from which no record was read.
 *
 * @category model
 * @since 0.2.0
 */
export type UnreadRow = BadRow | OtherRow

/** Makes a bad row with one fault. */
export const badRow = (
  line: number,
  reason: BadRow['reason'],
  column: string | null,
  expected: string,
  found: string,
): BadRow => ({ _tag: 'BadRow', line, reason, faults: [{ column, expected, found }] })

/**
 * A remark about a record that was read.
 *
 * | `_tag`          | meaning                                                                                   |
 * | --------------- | ----------------------------------------------------------------------------------------- |
 * | `IdCompleted`   | an id had 15 characters, and its suffix was added                                         |
 * | `IdRepaired`    | an id had wrong letter case, and was repaired with the suffix                             |
 * | `OtherType`     | a value does not have the type of its field in the describe result, and was not converted |
 * | `NoCompanyRow`  | Contact Company is not a whole number above 0, so it was not read                         |
 * | `WrongEncoding` | a cell has characters that could not be decoded                                           |
 * | `PlainName`     | the log entry can be about an account field, or about a contact field of the same name     |
 * | `Replaces`      | an older row of the record was read before this row ({@link latestRows})                  |
 * | `Repeats`       | another row of the record was read before, and no time shows which row is newer           |
 *
 * @category model
 * @since 0.2.0
 */
export interface Remark {
  readonly _tag:
    'IdCompleted' | 'IdRepaired' | 'OtherType' | 'NoCompanyRow' | 'WrongEncoding' | 'PlainName' | 'Replaces' | 'Repeats'
  readonly column: string | null
  /** Describes the remark in words. The text quotes no cell. */
  readonly text: string
}

/**
 * The result for each row of a file, in the order of the file. The result is a record, or a row from which no record was read.
 *
 * @category model
 * @since 0.2.0
 */
export type Records<A> = Iterable<E.Either<UnreadRow, A>>
