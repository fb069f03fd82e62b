import { readFileSync } from 'node:fs'
import { ruleIds } from 'marketo-account-sync/rules'
import { describe, expect, test } from 'vitest'
import type { History } from './history.js'
import { played } from './history.js'
import { plain, sections, tables } from './markdown.js'

const told = 'what happens'

const histories = (text: string): ReadonlyArray<History> =>
  tables(text)
    .filter(({ columns }) => columns[0] === told)
    .map(({ columns, rows }) => ({
      columns: columns.slice(1),
      lines: rows.map(([line = '', ...cells]) => ({ line: plain(line), cells: cells.map(plain) })),
    }))

const documented = sections(readFileSync('docs/rules.md', 'utf8'))
  .filter(({ heading }) => (ruleIds as ReadonlyArray<string>).includes(heading))
  .map(({ heading, text }) => ({ heading, text, told: histories(text) }))

describe('every history in docs/rules.md has the result in its table:', () => {
  for (const { heading, told: all } of documented)
    for (const [index, history] of all.entries())
      test(`${heading}, history ${index + 1}`, () => {
        expect(played(history)).toEqual(history)
      })
})

test('every rule in docs/rules.md has a history, or names the section with the history for the rule', () => {
  const without = documented.filter((rule) => rule.told.length === 0)
  const elsewhere = without.filter(({ text }) => /^Example: the table of \[.+\]\(#.+\)\.$/m.test(text))
  expect(documented).toHaveLength(ruleIds.length)
  expect(without.map(({ heading }) => heading)).toEqual(elsewhere.map(({ heading }) => heading))
})
