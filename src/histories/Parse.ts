/**
 * Reads histories written in words, one line for each thing that happens. `docs/histories.md` has the grammar.
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

/** The word, or the one character, that begins at a place. */
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
 * Reads one line at a place. None if the line is empty, or a remark that begins with `#`.
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
 * The lines of a text. A line ends at a line feed, with or without a carriage return before it. A byte order mark at the
 * beginning is left out.
 *
 * @category parsing
 * @since 0.4.0
 */
export const linesOfText = (text: string): ReadonlyArray<string> => text.replace(/^\uFEFF/, '').split(/\r?\n/)

/**
 * Reads a history. The result is every line that means something, or one error for each line that is wrong.
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
