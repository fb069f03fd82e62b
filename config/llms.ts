// Writes docs/llms.txt, which names every page of the documentation with one line, for readers that are programs. A
// test compares the file with it. A page's line is its first heading and the first sentence below it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = new URL('../', import.meta.url)
const file = new URL('docs/llms.txt', root)

const pages = (folder: string): ReadonlyArray<string> =>
  readdirSync(new URL(folder, root))
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => folder + name)

const plain = (markdown: string): string =>
  markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[*`]|\b_|_\b/g, '')

/** Paragraphs that are prose: no heading, code, table, list, picture or comment, and not the list of rules of a decision. */
const isProse = (part: string): boolean => /^(?!```|Rules?: )[\w*[`"]/.test(part)

/** The first sentence of the first paragraph that has one. */
const firstSentence = (text: string): string =>
  text
    .split(/\n\n+/)
    .filter(isProse)
    .map((part) => /^[^]*?[.?](?=\s|$)/.exec(plain(part).replace(/\s+/g, ' '))?.[0] ?? '')
    .find((sentence) => sentence !== '') ?? ''

const line = (path: string): string => {
  const text = readFileSync(new URL(path, root), 'utf8')
  const title = /^# (.+)$/m.exec(text)?.[1] ?? path
  const about = firstSentence(text.slice(text.indexOf('\n', text.indexOf('# '))))
  return `- [${plain(title)}](${path.startsWith('docs/') ? path.slice('docs/'.length) : `../${path}`}): ${about}`
}

export const llmsText = (): string =>
  [
    '# marketo-account-sync',
    '',
    `> ${firstSentence(readFileSync(new URL('README.md', root), 'utf8').replace(/^# .*$/m, ''))}`,
    '',
    '## Start here',
    '',
    line('README.md'),
    line('docs/rules.md'),
    line('docs/guide.md'),
    '',
    '## Pages',
    '',
    ...pages('docs/')
      .filter((path) => !['docs/rules.md', 'docs/guide.md'].includes(path))
      .map(line),
    '',
    '## Decisions',
    '',
    ...pages('docs/decisions/').map(line),
    '',
    '## Optional',
    '',
    line('CHANGELOG.md'),
    '',
  ].join('\n')

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(file, llmsText())
