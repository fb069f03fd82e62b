// If an editor wraps a table row, the page shows broken text. No other check finds such a row.
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = new URL('../../', import.meta.url)
const pagesIn = (folder: string): ReadonlyArray<string> =>
  readdirSync(fileURLToPath(new URL(folder, root)))
    .filter((name) => name.endsWith('.md'))
    .map((name) => folder + name)

/** The number of cells in a row. A bar in code, or an escaped bar, does not end a cell. */
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
    it(`on the page ${path} have as many cells in each row as in the header`, () => {
      expect(oddRows(readFileSync(new URL(path, root), 'utf8'))).toEqual([])
    })

  it('give an error for each line if a row of two cells is on two lines', () => {
    expect(oddRows('| a | b |\n| --- | --- |\n| c |\n| d |\n\ntext')).toEqual(['| c |', '| d |'])
  })
})
