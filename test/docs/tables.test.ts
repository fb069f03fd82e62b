// If an editor wraps a table row, the page shows broken text. No other check finds such a row.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = new URL('../../', import.meta.url)
const pagesIn = (folder: string): ReadonlyArray<string> =>
  readdirSync(fileURLToPath(new URL(folder, root)))
    .filter((name) => name.endsWith('.md'))
    .map((name) => folder + name)

/** The number of cells, without counting a bar in code or an escaped bar. */
const cellsOf = (row: string): number => row.replace(/`[^`]*`/g, '').split(/(?<!\\)\|/).length

/** The rows that have a different number of cells than the first row of their table. */
const oddRows = (text: string): ReadonlyArray<string> =>
  text
    .replace(/^```[^]*?^```$/gm, '')
    .split(/\n(?!\|)/)
    .flatMap((block) => {
      const [head = '', ...rows] = block.split('\n').filter((line) => line.startsWith('|'))
      return rows.filter((row) => cellsOf(row) !== cellsOf(head))
    })

describe('the tables in the documentation', () => {
  for (const path of ['', 'docs/', 'docs/decisions/'].flatMap(pagesIn))
    it(`of ${path} have the same number of cells in every row`, () => {
      expect(oddRows(readFileSync(new URL(path, root), 'utf8'))).toEqual([])
    })

  it('are reported by this test if a row is wrapped', () => {
    expect(oddRows('| a | b |\n| --- | --- |\n| c |\n| d |\n\ntext')).toEqual(['| c |', '| d |'])
  })
})
