/**
 * Reads CSV row by row.
 *
 * @since 0.2.0
 */
import * as E from 'fp-ts/lib/Either.js'
import type { BadRow, Row } from './Row.js'
import { badRow } from './Row.js'

/**
 * The character that separates the cells of a line.
 *
 * @category model
 * @since 0.2.0
 */
export type Delimiter = ',' | ';' | '\t' | '|' | '^' | '`' | ' '

/**
 * The delimiters that the reader tries. The most usual delimiter comes first. The reader does not try a space, because labels
 * contain spaces.
 */
export const likelyDelimiters: ReadonlyArray<Delimiter> = [',', '\t', ';', '|', '^', '`']

/**
 * @category model
 * @since 0.2.0
 */
export interface CsvOptions {
  /** The character between two cells. The default is the delimiter that occurs most often in the first line. */
  readonly delimiter?: Delimiter
}

/** The greatest length of a cell. Without a limit, a cell could have more than 512 million characters, and V8 would throw. */
const longestCell = 64 * 1024 * 1024
const mostCells = 1_000_000
/** The reader looks for the end of the first line. It stops after this number of characters from the beginning of the file. */
const longestFirstLine = 1024 * 1024

/** A first line that contains nothing but the name of the delimiter. Excel writes and reads such a line. */
const delimiterLine = /^"?sep=([,\t;|^`])"?(?:\r\n|\r|\n)/i

const quote = 34
const lineFeed = 10
const carriageReturn = 13

/**
 * Joins the first pieces into one piece, until it contains the whole first line and one more character. The first line shows the
 * delimiter. The next character shows whether the line ends with CR or with CRLF.
 */
function* withWholeFirstLine(pieces: Iterable<string>): Iterable<string> {
  let text = ''
  let isQuoted = false
  let end = -1
  let isWhole = false
  for (const piece of pieces) {
    if (isWhole) {
      yield piece
      continue
    }
    for (let i = 0; i < piece.length && end === -1; i++) {
      const code = piece.charCodeAt(i)
      if (code === quote) isQuoted = !isQuoted
      else if (!isQuoted && (code === lineFeed || code === carriageReturn)) end = text.length + i
    }
    text += piece
    isWhole = (end !== -1 && end + 1 < text.length) || text.length > longestFirstLine
    if (isWhole) yield text
  }
  if (!isWhole) yield text
}

interface FirstLine {
  readonly delimiter: Delimiter
  /** Whether lines end with CR alone, as on old Macs. */
  readonly endsWithReturn: boolean
}

const firstLineOf = (text: string): FirstLine => {
  const counts = new Map<number, number>()
  let isQuoted = false
  let i = 0
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === quote) isQuoted = !isQuoted
    else if (!isQuoted && (code === lineFeed || code === carriageReturn)) break
    else if (!isQuoted) counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  const countOf = (delimiter: Delimiter): number => counts.get(delimiter.charCodeAt(0)) ?? 0
  return {
    delimiter: likelyDelimiters.reduce((best, each) => (countOf(each) > countOf(best) ? each : best)),
    endsWithReturn: text.charCodeAt(i) === carriageReturn && text.charCodeAt(i + 1) !== lineFeed,
  }
}

const lineFeedsIn = (text: string): number => {
  let count = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1
  return count
}

/**
 * The position of the reader. `before` is before a cell. `plain` is inside a cell without quotes. `quoted` is inside a cell with
 * quotes. `quote` is at a quote that closes the cell or begins a pair of quotes. `after` is after a closing quote.
 */
type Place = 'before' | 'plain' | 'quoted' | 'quote' | 'after'

function* read(pieces: Iterable<string>, given: Delimiter | undefined): Iterable<E.Either<BadRow, Row>> {
  let delimiter: Delimiter = ','
  let endsWithReturn = false
  let isFirst = true
  let place: Place = 'before'
  let cells: Array<string> = []
  /**
   * If the cell began in an earlier piece or contains a quote, `cell` is the text of the cell so far. `tail` is the text after
   * the closing quote.
   */
  let cell = ''
  let tail = ''
  let fault: string | undefined
  let line = 1
  let rowLine = 1
  let quoteLine = 1

  const endCell = (isLastOfRow: boolean): void => {
    const isEndOfLine = isLastOfRow && tail === '\r'
    if (tail !== '' && !isEndOfLine)
      fault ??= `${tail.length} other characters after the closing quote of cell ${cells.length + 1}`
    cells.push(isLastOfRow && place === 'plain' && cell.endsWith('\r') ? cell.slice(0, -1) : cell)
    cell = ''
    tail = ''
    place = 'before'
  }

  const endRow = (): E.Either<BadRow, Row> => {
    const row: E.Either<BadRow, Row> =
      fault === undefined
        ? E.right({ line: rowLine, cells })
        : E.left(badRow(rowLine, 'quotes', null, 'a delimiter or the end of the line after each closing quote', fault))
    cells = []
    fault = undefined
    return row
  }

  for (const whole of withWholeFirstLine(pieces)) {
    let piece = whole
    if (isFirst) {
      isFirst = false
      if (piece.startsWith('\uFEFF')) piece = piece.slice(1)
      const first = firstLineOf(piece)
      endsWithReturn = first.endsWithReturn
      const [separatorLine = '', separator = ''] = delimiterLine.exec(piece) ?? []
      delimiter = given ?? likelyDelimiters.find((each) => each === separator) ?? first.delimiter
      if (separatorLine !== '') {
        piece = piece.slice(separatorLine.length)
        line = rowLine = 2
      }
    }
    if (endsWithReturn) piece = piece.replace(/\r/g, '\n')
    let at = 0
    /**
     * The next position of each special character, or -1 if the rest of the piece does not contain the character.
     *
     * After the reader has passed the position of a character, it searches for the next position of this character. A search at
     * each cell would take quadratic time.
     */
    let nextQuote = piece.indexOf('"')
    let nextEnd = piece.indexOf('\n')
    let nextDelimiter = piece.indexOf(delimiter)
    while (at < piece.length) {
      if (nextEnd !== -1 && nextEnd < at) nextEnd = piece.indexOf('\n', at)
      if (nextQuote !== -1 && nextQuote < at) nextQuote = piece.indexOf('"', at)

      if (place === 'before' && cells.length === 0 && nextEnd !== -1 && (nextQuote === -1 || nextQuote > nextEnd)) {
        // The fast path for a whole line without a quote.
        const end = nextEnd > at && piece.charCodeAt(nextEnd - 1) === carriageReturn ? nextEnd - 1 : nextEnd
        if (end > at) yield E.right({ line, cells: piece.slice(at, end).split(delimiter) })
        line += 1
        rowLine = line
        at = nextEnd + 1
      } else if (place === 'before' && nextQuote === at) {
        place = 'quoted'
        quoteLine = line
        at += 1
      } else if (place === 'quoted') {
        const isDoubled = nextQuote !== -1 && piece.charCodeAt(nextQuote + 1) === quote
        // Two quotes in a quoted cell mean one quote. The code keeps the first quote and drops the second quote.
        const end = nextQuote === -1 ? piece.length : isDoubled ? nextQuote + 1 : nextQuote
        const part = piece.slice(at, end)
        if (nextEnd !== -1 && nextEnd < end) line += lineFeedsIn(part)
        cell = cell === '' ? part : cell + part
        at = end + 1
        if (nextQuote !== -1 && !isDoubled) place = 'quote'
      } else if (place === 'quote') {
        // A second quote at this point is always the first character of a new piece. The branch above handles two quotes in the
        // same piece.
        const isDoubled = nextQuote === at
        if (isDoubled) cell += '"'
        place = isDoubled ? 'quoted' : 'after'
        if (isDoubled) at += 1
      } else {
        if (nextDelimiter !== -1 && nextDelimiter < at) nextDelimiter = piece.indexOf(delimiter, at)
        const isLastOfRow = nextEnd !== -1 && (nextDelimiter === -1 || nextEnd < nextDelimiter)
        const end = isLastOfRow ? nextEnd : nextDelimiter
        const part = piece.slice(at, end === -1 ? piece.length : end)
        if (place === 'after') tail += part
        else {
          cell = cell === '' ? part : cell + part
          place = 'plain'
        }
        at = end === -1 ? piece.length : end + 1
        if (end !== -1) endCell(isLastOfRow)
        if (isLastOfRow) {
          const isBlank = cells.length === 1 && cells[0] === '' && fault === undefined
          const row = endRow()
          if (!isBlank) yield row
          line += 1
          rowLine = line
        }
      }
      if (cell.length > longestCell || tail.length > longestCell || cells.length > mostCells) {
        const expected = `a cell of at most ${longestCell} characters, and a row of at most ${mostCells} cells`
        yield E.left(badRow(rowLine, 'too-long', null, expected, 'more, so the rest of the file was not read'))
        return
      }
    }
  }
  if (place === 'quoted') {
    const lines = line - quoteLine
    const found = `the end of the file, ${lines} ${lines === 1 ? 'line' : 'lines'} later`
    yield E.left(badRow(quoteLine, 'open-quote', null, 'a closing quote', found))
  } else if (place !== 'before' || cells.length > 0) {
    endCell(true)
    const isBlank = cells.length === 1 && cells[0] === '' && fault === undefined
    const row = endRow()
    if (!isBlank) yield row
  }
}

/**
 * Reads the rows of a CSV file. The caller passes the file in pieces of any size, so the whole file is never in memory. The
 * function reads a piece only after the caller has taken the rows of the previous piece.
 *
 * If you can iterate the pieces again, you can also iterate the rows again.
 *
 * | in the file                                 | result                                                         |
 * | ------------------------------------------- | -------------------------------------------------------------- |
 * | a line that ends in LF, CRLF, or CR alone   | a row; the end of the first line determines how lines end      |
 * | a byte order mark                           | left out                                                       |
 * | a first line such as `sep=;`                | left out; it names the delimiter                               |
 * | an empty line                               | nothing                                                        |
 * | `"a,b"` or a line end between quotes        | one cell                                                       |
 * | `""` between quotes                         | one quote                                                      |
 * | `a"b`: the cell does not begin with a quote | one quote                                                      |
 * | `"a"b`                                      | a bad row; the next line is read                               |
 * | a quote that is never closed                | a bad row with the line of the quote; nothing after it is read |
 * | a cell of more than 64 million characters   | a bad row; nothing after it is read                            |
 *
 * @example
 * import { csvRows } from 'marketo-account-sync/exports'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const rows = [...csvRows()(['Id,Name\r\n1,"Smith, ', '""Al"""\r\n2,"open\r\n'])]
 * assert.deepStrictEqual(rows.slice(0, 2), [
 *   E.right({ line: 1, cells: ['Id', 'Name'] }),
 *   E.right({ line: 2, cells: ['1', 'Smith, "Al"'] })
 * ])
 * assert.deepStrictEqual(rows[2], E.left({
 *   _tag: 'BadRow', line: 3, reason: 'open-quote',
 *   faults: [{ column: null, expected: 'a closing quote', found: 'the end of the file, 1 line later' }]
 * }))
 *
 * @category queries
 * @since 0.2.0
 */
export const csvRows =
  ({ delimiter }: CsvOptions = {}) =>
  (pieces: Iterable<string>): Iterable<E.Either<BadRow, Row>> => ({
    [Symbol.iterator]: () => read(pieces, delimiter)[Symbol.iterator](),
  })
