/**
 * Errors in the lines of a history.
 *
 * @since 0.4.0
 */

/**
 * One error in a history. It shows where the error is, what was expected there, and what was found.
 *
 * @category model
 * @since 0.4.0
 */
export interface HistoryError {
  /** The number of the line. The first line is 1. */
  readonly line: number
  /**
   * The position of the first wrong character in the line, counted in UTF-16 units. The first character of a line has the
   * position 1.
   */
  readonly column: number
  /** The number of wrong characters. 0 if the error is at the end of the line. */
  readonly length: number
  /** What was expected there, in words. */
  readonly expected: string
  /** The wrong text, written as a JSON string. If the line ends too early, this is `the end of the line`. */
  readonly found: string
}

/**
 * Formats an error as one sentence. The sentence begins with the line and the column.
 *
 * @example
 * import { formatHistoryError } from 'marketo-account-sync/histories'
 *
 * assert.strictEqual(
 *   formatHistoryError({ line: 3, column: 9, length: 0, expected: 'a value', found: 'the end of the line' }),
 *   'Line 3, column 9: expected a value, found the end of the line.'
 * )
 *
 * @category errors
 * @since 0.4.0
 */
export const formatHistoryError = ({ line, column, expected, found }: HistoryError): string =>
  `Line ${line}, column ${column}: expected ${expected}, found ${found}.`
