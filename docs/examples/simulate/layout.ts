/**
 * The layout of the report. If the terminal has 120 columns or more, a row of the table has five cells side by side, and the
 * cells get wider with the terminal. On a narrower terminal, the cells of a row are below each other.
 */
import { type Cell, rowText, totalWidth, wrapped } from '../terminal/columns.js'
import type { Display } from '../terminal/display.js'

/** The cells of one row: line and time, what happened, the values that Marketo shows now, the logged activities, the rules. */
type Row = readonly [when: Cell, happened: Cell, shown: Cell, logged: Cell, rules: Cell]

export interface Layout {
  /** The text above the first row. */
  readonly heading: string
  readonly ruler: string
  readonly row: (cells: Row) => string
  /** A name with its text beside it. */
  readonly pair: (name: string, value: Cell) => string
  readonly paragraph: (text: string) => string
}

const usualWidths = [16, 34, 28, 13, 21]
const usualWidth = totalWidth(usualWidths)
/** The share of each cell, in tenths, if a terminal has more columns than the cells need. */
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

/** The layout for a narrow terminal: each cell is a paragraph with a label. Empty cells are left out. */
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
