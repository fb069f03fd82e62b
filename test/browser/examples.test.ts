import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { rulesHistories } from '../traceability/histories.js'
import { follow, launch, open, type Opened, type Seen, seenIn } from './page.js'

let browser: Browser
let opened: Opened
beforeAll(async () => {
  browser = await launch()
  opened = await open(browser)
})
afterAll(() => browser.close())

/** The text that the page shows for a column of a table in docs/rules.md, such as `logged`, `Ann shows` or `person 7 is`. */
const cellOf = (column: string, seen: Seen): string => {
  const [, name = '', verb] = /^(.*?) ?(shows|is)?$/.exec(column) ?? []
  if (verb === 'shows') return seen.shows[name] ?? 'nothing'
  if (verb === 'is') return seen.is[name] ?? 'unknown'
  const cells: Readonly<Record<string, string>> = {
    result: seen.result,
    logged: seen.logged,
    accounts: seen.accounts,
    'Salesforce is asked': seen.asked,
  }
  return cells[column] ?? `the page has no ${column}`
}

describe('the explorer page', () => {
  for (const { heading, told } of rulesHistories)
    for (const [index, history] of told.entries())
      test(`shows the same results as the table in docs/rules.md: ${heading}, history ${index + 1}`, async () => {
        const { page, trouble } = opened
        await follow(page, history.lines.map(({ line }) => line).join('\n'))
        const seen = await seenIn(page)
        const shown = history.lines.map(({ line, cells }, row) => ({
          line,
          cells: history.columns.map((column, n) => (cells[n] === '' ? '' : cellOf(column, seen[row]!))),
        }))
        expect({ columns: history.columns, lines: shown }).toEqual(history)
        expect(trouble).toEqual([])
      })
})
