/**
 * Parses histories, which are plain text with one line for each input. `docs/histories.md` describes the grammar.
 *
 * @since 0.4.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { found } from '../model/DecodeError.js'
import type { HistoryError } from './HistoryError.js'
import type { HistoryLine, Place } from './HistoryLine.js'
import { lineAt } from './ParseLine.js'
import { firstPlace, placeAfter } from './Place.js'
import type { Miss } from './Scan.js'
import { endOfLine, skipBlanks, wholeLine } from './Scan.js'

const alternatives = (all: ReadonlyArray<string>): string => {
  const expected = [...new Set(all)]
  const last = expected[expected.length - 1] ?? ''
  return expected.length < 2 ? last : `${expected.slice(0, -1).join(', ')} or ${last}`
}

/** Returns the word that begins at this index. If no word begins there, returns the character at this index. */
const wordAt = (text: string, at: number): string => /^(?:[\p{L}\p{N}_-]+|[^])/u.exec(text.slice(at))?.[0] ?? ''

const errorAt = (line: number, text: string, { at, expected }: Miss): HistoryError => {
  const word = wordAt(text, at)
  return {
    line,
    column: at + 1,
    length: word.length,
    expected: alternatives(expected),
    found: word === '' ? endOfLine : found(word),
  }
}

/**
 * Parses one line in the context of the lines before it. Returns none for an empty line and for a remark. A remark begins with
 * `#`.
 *
 * @param number - The number of the line, for the error.
 * @category parsing
 * @since 0.4.0
 */
export const parseLine = (
  number: number,
  text: string,
  place: Place,
): E.Either<HistoryError, O.Option<HistoryLine>> => {
  const start = skipBlanks(text, 0)
  if (start === text.length || text[start] === '#') return E.right(O.none)
  const scanned = wholeLine(lineAt(place))(text, start)
  return scanned.isRead ? E.right(O.some(scanned.value)) : E.left(errorAt(number, text, scanned.miss))
}

/**
 * Splits a text into lines. A line ends at a line feed. The function removes a carriage return before the line feed, and a byte
 * order mark at the beginning of the text.
 *
 * @category parsing
 * @since 0.4.0
 */
export const linesOfText = (text: string): ReadonlyArray<string> => text.replace(/^\uFEFF/, '').split(/\r?\n/)

/**
 * Parses a history. Returns all lines except empty lines and remarks. If the text has errors, returns one error for each wrong
 * line.
 *
 * @example
 * import { emptyMarketo, run, defaultSettings } from 'marketo-account-sync'
 * import { inputsOfLine, parse } from 'marketo-account-sync/histories'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const history = parse(`
 *   sync-down Acme @1: Industry=Electronics
 *   contact Ann @1: in Acme
 *   local edit through Ann: Industry=Biotechnology
 * `)
 * if (E.isLeft(history)) assert.fail()
 * const { steps } = run(defaultSettings)(history.right.flatMap(inputsOfLine), emptyMarketo)
 * assert.deepStrictEqual(steps.map(({ decided }) => E.isRight(decided)), [true, true, true])
 *
 * assert.deepStrictEqual(parse('sync-down Acme: Industry=Electronics'), E.left([
 *   { line: 1, column: 15, length: 1, expected: '"@"', found: '":"' }
 * ]))
 *
 * @category parsing
 * @since 0.4.0
 */
export const parse = (text: string): E.Either<ReadonlyArray<HistoryError>, ReadonlyArray<HistoryLine>> => {
  const errors: Array<HistoryError> = []
  const lines: Array<HistoryLine> = []
  let place = firstPlace
  for (const [index, line] of linesOfText(text).entries()) {
    const parsed = parseLine(index + 1, line, place)
    if (E.isLeft(parsed)) errors.push(parsed.left)
    else if (O.isSome(parsed.right)) {
      lines.push(parsed.right.value)
      place = placeAfter(place, parsed.right.value)
    }
  }
  return errors.length > 0 ? E.left(errors) : E.right(lines)
}
