/** Text in columns of fixed widths, so that the first rows can be written before the last ones are known. */
import stringWidth from 'string-width'
import wrapAnsi from 'wrap-ansi'

/** The text of one cell. Each paragraph begins a line of its own. */
export type Cell = ReadonlyArray<string>

const gap = '  '

const isAscii = /^[ -~]*$/

/** How many columns of a terminal a text takes. */
export const widthOf = (text: string): number => (isAscii.test(text) ? text.length : stringWidth(text))

/** The lines of a paragraph, broken between words, each at most `width` columns wide. */
export const wrapped = (paragraph: string, width: number): ReadonlyArray<string> =>
  isAscii.test(paragraph) && paragraph.length <= width
    ? [paragraph]
    : wrapAnsi(paragraph, width, { hard: true }).split('\n')

/** The lines of a paragraph after an indent. */
export const indented = (paragraph: string, width: number, indent: string): string =>
  wrapped(paragraph, width - widthOf(indent))
    .map((line) => indent + line)
    .join('\n')

/** The cells of one row side by side. */
export const rowText = (widths: ReadonlyArray<number>, cells: ReadonlyArray<Cell>): string => {
  const columns = widths.map((width, at) => (cells[at] ?? []).flatMap((paragraph) => wrapped(paragraph, width)))
  const height = Math.max(...columns.map((lines) => lines.length))
  let text = ''
  for (let y = 0; y < height; y++) {
    const line = widths.map((width, x) => {
      const part = columns[x]?.[y] ?? ''
      return part + ' '.repeat(Math.max(0, width - widthOf(part)))
    })
    text += `${line.join(gap).trimEnd()}\n`
  }
  return text
}

/** The width of a row, gaps included. */
export const totalWidth = (widths: ReadonlyArray<number>): number =>
  widths.reduce((sum, width) => sum + width, 0) + gap.length * (widths.length - 1)
