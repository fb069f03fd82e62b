/**
 * How the report is laid out. From 120 columns on, a row of the table is five cells side by side, and a wider terminal makes
 * the cells wider. Below that, the cells would be too narrow to read, so they are stacked.
 */
import { type Cell, rowText, totalWidth, wrapped } from '../terminal/columns.js'
import type { Display } from '../terminal/display.js'

/** The cells of one row: line and time, what happened, what Marketo shows now, what was logged, by which rules. */
type Row = readonly [when: Cell, happened: Cell, shown: Cell, logged: Cell, rules: Cell]

export interface Layout {
  /** The text above the first row. */
  readonly heading: string
  readonly ruler: string
  readonly row: (cells: Row) => string
  /** A name and what belongs to it, side by side. */
  readonly pair: (name: string, value: Cell) => string
  readonly paragraph: (text: string) => string
}

const usualWidths = [16, 34, 28, 13, 21]
const usualWidth = totalWidth(usualWidths)
/** How much of the further columns of a wide terminal each cell gets, in tenths. */
const shares = [0, 5, 3, 0, 2]
/** Lines longer than this are hard to read. */
const widest = 200

const headingsOf = (unit: 'line' | 'step'): Row => [
  [unit === 'line' ? 'Line, when (UTC)' : 'Step, when (UTC)'],
  ['What happened'],
  ['What Marketo shows now'],
  ['Logged'],
  ['Rule'],
]
const nothing = '–'
const nameWidth = 16

/** The rows under each other, each with its cells as labelled paragraphs. A cell without content is left out. */
const stacked = (width: number, { bold }: Display): Layout['row'] => {
  const labelled = (label: string, cell: Cell): string =>
    cell.join() === nothing ? '' : rowText([0, 7, width - 11], [[''], [label], cell])
  return ([when, happened, shown, logged, rules]) =>
    [
      `${bold(when.join(', '))}\n`,
      rowText([0, width - 2], [[''], happened]),
      labelled('shows', shown),
      labelled('logged', logged),
      labelled('rules', [rules.join(', ')]),
    ].join('')
}

export const layoutOf = (display: Display, unit: 'line' | 'step' = 'line'): Layout => {
  const width = Math.min(display.width, widest)
  const extra = Math.floor(Math.max(0, width - usualWidth) / 10)
  const widths = usualWidths.map((usual, at) => usual + extra * (shares[at] ?? 0))
  const isTable = width >= usualWidth
  const total = isTable ? totalWidth(widths) : width
  const row: Layout['row'] = isTable ? (cells) => rowText(widths, cells) : stacked(width, display)
  const ruler = `${'─'.repeat(total)}\n`
  return {
    heading: isTable
      ? `${rowText(
          widths,
          headingsOf(unit).map(([text = '']) => [display.bold(text)]),
        )}${ruler}`
      : ruler,
    ruler,
    row,
    pair: (name, value) => rowText([nameWidth, total - nameWidth - 2], [[name], value]),
    paragraph: (text) => `${wrapped(text, total).join('\n')}\n`,
  }
}
