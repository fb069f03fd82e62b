/**
 * The context that a line gets from the earlier lines of a history. It consists of a time and the number of the next crowd
 * contact.
 *
 * @since 0.4.0
 */
import * as O from 'fp-ts/lib/Option.js'
import type { Input } from '../model/Input.js'
import type { Instant } from '../model/Instant.js'
import { instantOf } from '../model/Instant.js'
import type { ContactId, SalesforceId } from '../model/SalesforceId.js'
import type { HistoryLine, Place } from './HistoryLine.js'
import { idOfName } from './Name.js'

/** The highest number of a crowd contact. A name can have at most ten characters, so `Crowd99999` is the last possible name. */
export const lastOfCrowd = 99_999

const crowdContact = (n: number): ContactId => idOfName('003', `Crowd${n}`) as SalesforceId as ContactId

/**
 * The context of the first line.
 *
 * @category places
 * @since 0.4.0
 */
export const firstPlace: Place = { at: 100_000 as Instant, firstOfCrowd: 1 }

const timeOf = (line: HistoryLine): Instant | undefined => {
  switch (line._tag) {
    case 'SettingsLine':
      return undefined
    case 'InputLine':
      return line.input.at
    case 'CrowdLine':
      return line.at
  }
}

/**
 * Returns the context of the next line. If a line contains no time, its time is one second after the time of the previous line.
 * The numbers of crowd contacts continue from one crowd line to the next.
 *
 * @category places
 * @since 0.4.0
 */
export const placeAfter = (place: Place, line: HistoryLine): Place => {
  const at = timeOf(line)
  if (at === undefined) return place
  return {
    at: O.getOrElse(() => at)(instantOf(at + 1_000)),
    firstOfCrowd: line._tag === 'CrowdLine' ? line.first + line.size : place.firstOfCrowd,
  }
}

/**
 * Returns the inputs of a line. A settings line has none, an input line has one, and a crowd line has one for each contact.
 *
 * @category queries
 * @since 0.4.0
 */
export const inputsOfLine = (line: HistoryLine): ReadonlyArray<Input> => {
  switch (line._tag) {
    case 'SettingsLine':
      return []
    case 'InputLine':
      return [line.input]
    case 'CrowdLine':
      return Array.from({ length: line.size }, (_, n) => ({
        _tag: 'SyncContact',
        at: line.at,
        record: {
          id: crowdContact(line.first + n),
          systemModstamp: 1_000 as Instant,
          isDeleted: false,
          accountId: line.accountId,
        },
      }))
  }
}
