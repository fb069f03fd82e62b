// Finds the histories in docs/rules.md. A history is a table whose first column contains the inputs.
import { readFileSync } from 'node:fs'
import type { RuleId } from '../../src/model/RuleId.js'
import { ruleIds } from '../../src/rules/Rule.js'
import { plain, sections, tables } from './markdown.js'

/** A history in the docs consists of lines with cells. The tests do not check empty cells. */
export interface History {
  readonly columns: ReadonlyArray<string>
  readonly lines: ReadonlyArray<{ readonly line: string; readonly cells: ReadonlyArray<string> }>
}

const historiesIn = (text: string): ReadonlyArray<History> =>
  tables(text)
    .filter(({ columns }) => columns[0] === 'what happens')
    .map(({ columns, rows }) => ({
      columns: columns.slice(1),
      lines: rows.map(([line = '', ...cells]) => ({ line: plain(line), cells: cells.map(plain) })),
    }))

export interface RuleHistories {
  readonly heading: RuleId
  /** The text under the heading. */
  readonly text: string
  readonly told: ReadonlyArray<History>
}

const isRule = (heading: string): heading is RuleId => (ruleIds as ReadonlyArray<string>).includes(heading)

/** Finds every rule in a page, with the text and the histories under its heading. */
export const rulesIn = (markdown: string): ReadonlyArray<RuleHistories> =>
  sections(markdown).flatMap(({ heading, text }) =>
    isRule(heading) ? [{ heading, text, told: historiesIn(text) }] : [],
  )

export const rulesHistories = rulesIn(readFileSync('docs/rules.md', 'utf8'))
