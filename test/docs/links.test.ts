import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = new URL('../../', import.meta.url)
const pagesIn = (folder: string): ReadonlyArray<string> =>
  readdirSync(fileURLToPath(new URL(folder, root)))
    .filter((name) => name.endsWith('.md'))
    .map((name) => folder + name)

const read = (page: URL): string => readFileSync(page, 'utf8')
const withoutCode = (text: string): string => text.replace(/^```[^]*?^```$/gm, '')

/** The anchors that GitHub makes from the headings of a page. */
const anchorsOf = (page: URL): ReadonlyArray<string> =>
  [...withoutCode(read(page)).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .replace(/[^\p{L}\p{N}_ -]/gu, '')
      .replaceAll(' ', '-'),
  )

const linksOf = (page: URL): ReadonlyArray<string> =>
  [...withoutCode(read(page)).matchAll(/\]\((?!\w+:)([^)\s]+)\)/g)].map(([, link = '']) => link)

const isBroken = (link: string, page: URL): boolean => {
  const target = new URL(link, page)
  const file = new URL(target.pathname, target)
  if (!existsSync(file)) return true
  // The hash of a link to the rule explorer is a history, not a heading. The tests in test/browser open such links.
  if (!file.pathname.endsWith('.md')) return false
  return target.hash !== '' && !anchorsOf(file).includes(decodeURIComponent(target.hash.slice(1)))
}

describe('links in the documentation', () => {
  for (const path of ['', 'docs/', 'docs/decisions/'].flatMap(pagesIn))
    it(`every link on the page ${path} leads to an existing file or heading`, () => {
      const page = new URL(path, root)
      expect(linksOf(page).filter((link) => isBroken(link, page))).toEqual([])
    })

  it('more than five links are found in README.md', () => {
    expect(linksOf(new URL('README.md', root)).length).toBeGreaterThan(5)
  })
})
