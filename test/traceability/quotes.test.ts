// Tests that the docs quote the vendors correctly. In the docs, text between double quotes is a quotation from a vendor.
//
// Each quotation must occur word for word in evidence.json, which contains passages from the vendors' pages.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { registry } from '../../config/rules-docs.js'
import { prose } from './markdown.js'

const read = (path: string): string => readFileSync(path, 'utf8')

/** Removes emphasis and escapes from a text, and separates its words by single spaces. */
const words = (text: string): string => text.replaceAll(/[*\\]/g, '').replaceAll(/\s+/g, ' ')

const passages = JSON.parse(read('test/traceability/evidence.json')) as ReadonlyArray<string>
const isEvidence = (quotation: string): boolean => passages.some((passage) => passage.includes(quotation))

/** Returns the wrong quotations of a line. A quotation is wrong if no passage contains its words. */
const misquoted = (line: string): ReadonlyArray<string> => {
  const parts = line.split('"')
  const wrong: Array<string> = []
  for (let begin = 1; begin < parts.length; begin++) {
    let end = parts.length - 1
    while (end > begin && !isEvidence(parts.slice(begin, end).join('"'))) end--
    if (end === begin) {
      wrong.push(parts.slice(begin, begin + 1).join())
      begin++
    } else begin = end
  }
  return wrong
}

describe('test/traceability/evidence.json', () => {
  const pages = ['docs/rules.md', ...readdirSync('docs/decisions').map((name) => `docs/decisions/${name}`)]

  for (const path of pages)
    test(`contains all vendor quotations of ${path}`, () => {
      const paragraphs = prose(read(path)).split(/\n\n|\n- /)
      expect(paragraphs.flatMap((paragraph) => misquoted(words(paragraph)))).toEqual([])
    })

  test('contains every section that the rule registry names', () => {
    const named = registry.flatMap(({ sources }) => sources.map(({ section }) => section))
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((section) => !isEvidence(section))).toEqual([])
  })
})
