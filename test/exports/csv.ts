// Writes tables as CSV with different delimiters, quotes and line ends.
import fc from 'fast-check'

export type Cells = ReadonlyArray<string>

export interface CsvForm {
  readonly delimiter?: string
  readonly lineEnd?: string
  readonly quoteAll?: boolean
  readonly byteOrderMark?: boolean
  readonly endsWithLineEnd?: boolean
}

/** Whether a cell needs quotes. An empty first cell gets quotes, so that no line is empty. */
const needsQuotes = (cell: string, delimiter: string): boolean =>
  cell.includes(delimiter) || /["\r\n]/.test(cell) || cell === ''

export const csvOf = (
  rows: ReadonlyArray<Cells>,
  { delimiter = ',', lineEnd = '\n', quoteAll = false, byteOrderMark = false, endsWithLineEnd = true }: CsvForm = {},
): string => {
  const lines = rows.map((cells) =>
    cells
      .map((cell) => (quoteAll || needsQuotes(cell, delimiter) ? `"${cell.replace(/"/g, '""')}"` : cell))
      .join(delimiter),
  )
  return (byteOrderMark ? '\uFEFF' : '') + lines.join(lineEnd) + (endsWithLineEnd ? lineEnd : '')
}

/** Cuts a text at these places. */
export const cutAt = (text: string, places: ReadonlyArray<number>): ReadonlyArray<string> => {
  const ends = [...new Set(places.map((place) => place % (text.length + 1)))].sort((a, b) => a - b)
  return [...ends, text.length].map((end, index) => text.slice(ends[index - 1] ?? 0, end))
}

/** Places at which a text is cut. There are a few places, or so many that nearly every piece has one character. */
export const anyPlaces: fc.Arbitrary<ReadonlyArray<number>> = fc.oneof(
  fc.array(fc.nat(1_000), { maxLength: 4 }),
  fc.constant(Array.from({ length: 1_000 }, (_, index) => index)),
)
