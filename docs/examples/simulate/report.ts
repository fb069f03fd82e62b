/** What both reports have in common: a history is read line by line, and each line becomes text at once. */
import type * as E from 'fp-ts/lib/Either.js'
import type { Event, Input } from 'marketo-account-sync'
import type { Undecodable } from './decode.js'

export interface Report {
  /** What stands before the first line. */
  readonly begin: () => string
  /** What comes of one line of the file. */
  readonly line: (number: number, decoded: E.Either<Undecodable, Input>) => string
  /** What stands after the last line, in pieces: an org can be larger than the longest text. */
  readonly end: () => Iterable<string>
}

/** How many activities have been logged. */
export interface Logged {
  readonly changeDataValue: number
  readonly convertLead: number
}

/** Of the activities that one step has logged, which are Convert Lead: one for each answer. */
export const withLogged = (before: Logged, events: ReadonlyArray<Event>, logged: number): Logged => {
  if (logged === 0) return before
  const convertLead = events.filter(({ _tag }) => _tag === 'ConversionConfirmed' || _tag === 'ConversionFailed').length
  return {
    changeDataValue: before.changeDataValue + logged - convertLead,
    convertLead: before.convertLead + convertLead,
  }
}
