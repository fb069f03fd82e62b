/** Finds the code in the documentation: every `@example` of a docstring and every ```ts block of a page. */
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export interface Snippet {
  /** The file and the line, such as `src/model/Field.ts:42`. */
  readonly place: string
  readonly code: string
}

const at = (file: string, line: number): string => `${file}:${line}`

/** Finds the examples in a source file. An example ends at the next tag or at the end of the docstring. */
export const examplesIn = (file: string, source: string): ReadonlyArray<Snippet> => {
  const snippets: Array<Snippet> = []
  let code: Array<string> | undefined
  let start = 0
  const close = () => {
    if (code !== undefined) snippets.push({ place: at(file, start), code: code.join('\n') })
    code = undefined
  }
  for (const [index, line] of source.split('\n').entries()) {
    const text = /^\s*\*(?!\/) ?(.*)$/.exec(line)?.[1]
    if (text === undefined || /^@\w/.test(text)) close()
    else if (code !== undefined) code.push(text)
    if (text !== undefined && /^@example\b/.test(text)) {
      code = []
      start = index + 1
    }
  }
  close()
  return snippets
}

/** Finds the ```ts blocks of a page. */
export const blocksIn = (file: string, page: string): ReadonlyArray<Snippet> =>
  [...page.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map((match) => ({
    place: at(file, page.slice(0, match.index).split('\n').length),
    code: match[1] ?? '',
  }))

const root = new URL('../../', import.meta.url)
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8')
const filesIn = (folder: string, ending: string, recursive: boolean): ReadonlyArray<string> =>
  readdirSync(fileURLToPath(new URL(folder, root)), { recursive })
    .map((name) => `${folder}/${String(name)}`)
    .filter((name) => name.endsWith(ending))
    .sort()

/** Every snippet of the docstrings, README.md and docs/*.md. */
export const allSnippets = (): ReadonlyArray<Snippet> => [
  ...filesIn('src', '.ts', true).flatMap((file) => examplesIn(file, read(file))),
  ...['README.md', ...filesIn('docs', '.md', false)].flatMap((file) => blocksIn(file, read(file))),
]
