// Reads sections and tables from Markdown, for the tests of the docs. A section is a heading and the text below the heading.

export interface Section {
  readonly heading: string
  readonly text: string
}

/** The sections under the headings of one level. Each section ends where the next section begins. */
export const sections = (markdown: string, level = 2): ReadonlyArray<Section> =>
  markdown
    .split(new RegExp(`^#{${level}} `, 'm'))
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n')
      return { heading: part.slice(0, end).trim(), text: part.slice(end + 1) }
    })

export interface Table {
  readonly columns: ReadonlyArray<string>
  readonly rows: ReadonlyArray<ReadonlyArray<string>>
}

const cells = (line: string): ReadonlyArray<string> =>
  line
    .trim()
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim())

/** Finds all tables, in order. */
export const tables = (markdown: string): ReadonlyArray<Table> =>
  [...markdown.matchAll(/(?:^\|.*\|\n?)+/gm)].map(([lines]) => {
    const [columns = [], , ...rows] = lines.trim().split('\n').map(cells)
    return { columns, rows }
  })

/** Removes the backticks from a cell. */
export const plain = (cell: string): string => cell.replaceAll('`', '')

/** Removes code, diagrams and comments from a page, so that only the prose is left. */
export const prose = (markdown: string): string =>
  markdown
    .replace(/^```[^]*?^```$/gm, '')
    .replace(/`[^`\n]*`/g, '')
    .replace(/<!--[^]*?-->/g, '')
