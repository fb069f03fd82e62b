// Words between double quotes are the vendor's. Where the collected evidence lies beside the repository, every one of them must stand in
// it, so that nothing is put in a vendor's mouth.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { registry } from '../../config/rules-docs.js'
import { prose, sections } from './markdown.js'

const read = (path: string): string => readFileSync(path, 'utf8')

/** Words only: no emphasis, no marks of the vendor's documentation tools, one space between any two. */
const words = (text: string): string =>
  text
    .replaceAll(/\[!DNL ([^\]]+)\]/g, '$1')
    .replaceAll(/(?<!\!)\[([^\]]+)\]/g, '$1')
    .replaceAll(/[*\\]/g, '')
    .replaceAll(/\s+/g, ' ')

/** The quotations of a line that the evidence does not hold; a quotation can itself hold quotation marks. */
const misquoted = (evidence: string, line: string): ReadonlyArray<string> => {
  const parts = line.split('"')
  const wrong: Array<string> = []
  for (let begin = 1; begin < parts.length; begin++) {
    let end = parts.length - 1
    while (end > begin && !evidence.includes(parts.slice(begin, end).join('"'))) end--
    if (end === begin) {
      wrong.push(parts.slice(begin, begin + 1).join())
      begin++
    } else begin = end
  }
  return wrong
}

const facts = '../shared/domain/facts.md'
if (existsSync(facts))
  describe('words between double quotes', () => {
    const evidence = words(read(facts))
    const pages = ['docs/rules.md', ...readdirSync('docs/decisions').map((name) => `docs/decisions/${name}`)]

    for (const path of pages)
      test(`${path} quotes no one wrongly`, () => {
        const paragraphs = prose(read(path)).split(/\n\n|\n- /)
        const wrong = paragraphs.flatMap((paragraph) => misquoted(evidence, words(paragraph)))
        expect(wrong.map((quotation) => `not in the evidence: ${quotation}`)).toEqual([])
      })

    test('the section that the registry names of each page is in the evidence', () => {
      const named = registry.flatMap(({ sources }) => sources.map(({ section }) => section))
      expect(named.length).toBeGreaterThan(0)
      expect(named.filter((section) => !evidence.includes(section))).toEqual([])
    })

    test('the addresses of the pages are in the evidence', () => {
      const listed = sections(read('docs/rules.md')).find(({ heading }) => heading === 'Sources')?.text ?? ''
      const addresses = [...listed.matchAll(/<(https:[^>]+)>|`([^`]+\.md)`/g)].map(([, url, path]) => url ?? path ?? '')
      expect(addresses.length).toBeGreaterThan(20)
      expect(addresses.filter((address) => !read(facts).includes(address))).toEqual([])
    })
  })
else
  test('docs/rules.md marks what the vendors say as quotations', () => {
    expect(prose(read('docs/rules.md'))).toContain('"')
  })
