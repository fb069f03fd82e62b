/** Columns of fixed widths, so that the first rows can be written before the last ones are known. */

/** The text of one cell. Each paragraph begins a line of its own. */
export type Cell = ReadonlyArray<string>

const gap = '  '

const isWide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u
const isAscii = /^[ -~]*$/
const isZeroWide = /\p{Mark}/u

/** How many columns of a terminal a text takes. This is exact enough for names of companies. */
export const widthOf = (text: string): number => {
  if (isAscii.test(text)) return text.length
  let width = 0
  for (const character of text) width += isWide.test(character) ? 2 : isZeroWide.test(character) ? 0 : 1
  return width
}

/** Splits a word that is wider than the column. */
const parts = (word: string, width: number): Array<string> => {
  if (widthOf(word) <= width) return [word]
  const all = ['']
  for (const character of word) {
    const last = all[all.length - 1] ?? ''
    if (widthOf(last + character) > width) all.push(character)
    else all[all.length - 1] = last + character
  }
  return all
}

/** The lines of a paragraph, broken between words, each at most `width` columns wide. */
export const wrapped = (paragraph: string, width: number): ReadonlyArray<string> => {
  const lines: Array<string> = []
  let line = ''
  for (const word of paragraph.split(' ').flatMap((one) => parts(one, width))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (widthOf(longer) <= width) line = longer
    else {
      lines.push(line)
      line = word
    }
  }
  return [...lines, line]
}

/** The cells of one row side by side. */
export const rowText = (widths: ReadonlyArray<number>, cells: ReadonlyArray<Cell>): string => {
  const columns = widths.map((width, at) => (cells[at] ?? []).flatMap((paragraph) => wrapped(paragraph, width)))
  const height = Math.max(...columns.map((lines) => lines.length))
  let text = ''
  for (let y = 0; y < height; y++) {
    const line = widths.map((width, x) => {
      const part = columns[x]?.[y] ?? ''
      return part + ' '.repeat(Math.max(0, width - widthOf(part)))
    })
    text += `${line.join(gap).trimEnd()}\n`
  }
  return text
}

/** The width of a row, gaps included. */
export const totalWidth = (widths: ReadonlyArray<number>): number =>
  widths.reduce((sum, width) => sum + width, 0) + gap.length * (widths.length - 1)
