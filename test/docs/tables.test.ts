// A table row that an editor has wrapped is shown as broken text, and no other check sees it.
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

/** The rows that have another number of cells than the first row of their table. */
const oddRows = (text: string): ReadonlyArray<string> =>
  text
    .replace(/^```[^]*?^```$/gm, '')
    .split(/\n(?!\|)/)
    .flatMap((block) => {
      const [head = '', ...rows] = block.split('\n').filter((line) => line.startsWith('|'))
      return rows.filter((row) => cellsOf(row) !== cellsOf(head))
    })

describe('the tables', () => {
  for (const path of ['', 'docs/', 'docs/decisions/'].flatMap(pagesIn))
    it(`of ${path} have the same number of cells in every row`, () => {
      expect(oddRows(readFileSync(new URL(path, root), 'utf8'))).toEqual([])
    })

  it('with a wrapped row are found', () => {
    expect(oddRows('| a | b |\n| --- | --- |\n| c |\n| d |\n\ntext')).toEqual(['| c |', '| d |'])
  })
})
