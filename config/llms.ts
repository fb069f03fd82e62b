// Writes docs/llms.txt for language models. The file has one line for every page of the documentation: the page's first heading
// and the first sentence below it. A test checks that the file is up to date.
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

/**
 * Whether a paragraph is prose. It is not prose if it is a heading, code, a table, a list, a picture, a comment, or the list of
 * rules in a decision.
 */
const isProse = (part: string): boolean => /^(?!```|Rules?: )[\w*[`"]/.test(part)

/** Returns the first sentence of the first paragraph that has a sentence. */
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
