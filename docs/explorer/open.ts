/** Opens a file that the reader drops on the page. It is a history as text, or JSON lines as `simulate` reads them. */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { firstPlace, linesOfText, placeAfter, printLine } from 'marketo-account-sync/histories'
import { groupedNumber } from 'marketo-account-sync/questions'
import { mostLines, parseAny } from './play.js'

export const tooLong = (lines: number): string =>
  `The history has ${groupedNumber(lines)} lines, and this page plays at most ${groupedNumber(mostLines)}. Play it with: npm run simulate -- FILE.`

const noHistory =
  'The file is not a history. A history has one line for each thing that happens, in words (sync-down Acme @1: Industry=Energy) or in JSON as npm run simulate reads it.'

export type Opened =
  { readonly _tag: 'Text'; readonly text: string } | { readonly _tag: 'Refused'; readonly sentence: string }

const refused = (sentence: string): Opened => ({ _tag: 'Refused', sentence })

/**
 * Returns the text for the editor. Lines in JSON become lines of a history. A wrong line stays unchanged, and the editor shows
 * its error.
 */
export const opened = (content: string): Opened => {
  const lines = linesOfText(content.trimEnd())
  if (lines.length > mostLines) return refused(tooLong(lines.length))
  let place = firstPlace
  /** The numbers of the lines that belong to the history. */
  const meant: Array<number> = []
  const texts = lines.map((line, index) => {
    const parsed = parseAny(index + 1, line, place)
    if (E.isLeft(parsed) || O.isNone(parsed.right)) return line
    const text = line.trimStart().startsWith('{') ? printLine(parsed.right.value, place) : line
    meant.push(index)
    place = placeAfter(place, parsed.right.value)
    return text
  })
  return meant.length > 0 ? { _tag: 'Text', text: texts.join('\n') } : refused(noHistory)
}
