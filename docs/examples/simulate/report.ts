/** The common part of the table and the JSON report. Both read the history line by line, and write the text for each line at once. */
import { eventsOf, type Step } from 'marketo-account-sync'
import type { DecodedLine, Line } from './lines.js'

export interface Report {
  /** The text before the first line. */
  readonly begin: () => string
  /**
   * The text for one line of the file. The line is passed twice, decoded and as text. The JSON report does not need the text, so it
   * can be absent there.
   */
  readonly line: (number: number, decoded: DecodedLine, text?: Line) => string
  /** The text after the last line. It comes in pieces, because the text of a large org can exceed the longest possible string. */
  readonly end: () => Iterable<string>
}

/** The number of activities that have been logged. */
export interface Logged {
  readonly changeDataValue: number
  readonly convertLead: number
}

export const nothingLogged: Logged = { changeDataValue: 0, convertLead: 0 }

/** Adds the activities of a step. Each answer to a conversion logs one Convert Lead. */
export const withLogged = (before: Logged, step: Step, activities: number): Logged => {
  if (activities === 0) return before
  const isAnswer = ({ _tag }: { readonly _tag: string }) =>
    _tag === 'ConversionConfirmed' || _tag === 'ConversionFailed'
  const convertLead = eventsOf(step).filter(isAnswer).length
  return {
    changeDataValue: before.changeDataValue + activities - convertLead,
    convertLead: before.convertLead + convertLead,
  }
}
