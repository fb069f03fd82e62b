// The histories in docs/rules.md: the tables whose first column says what happens.
import { readFileSync } from 'node:fs'
import { ruleIds } from 'marketo-account-sync/rules'
import { plain, sections, tables } from './markdown.js'

/** A history as written in the docs: lines with cells. An empty cell is not checked. */
export interface History {
  readonly columns: ReadonlyArray<string>
  readonly lines: ReadonlyArray<{ readonly line: string; readonly cells: ReadonlyArray<string> }>
}

/** The histories in a text. */
export const historiesIn = (text: string): ReadonlyArray<History> =>
  tables(text)
    .filter(({ columns }) => columns[0] === 'what happens')
    .map(({ columns, rows }) => ({
      columns: columns.slice(1),
      lines: rows.map(([line = '', ...cells]) => ({ line: plain(line), cells: cells.map(plain) })),
    }))

/** Every rule in docs/rules.md, with the text and the histories under its heading. */
export const rulesHistories = sections(readFileSync('docs/rules.md', 'utf8'))
  .filter(({ heading }) => (ruleIds as ReadonlyArray<string>).includes(heading))
  .map(({ heading, text }) => ({ heading, text, told: historiesIn(text) }))
