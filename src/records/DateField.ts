/**
 * Dates in the form in which the REST API returns them. A change event writes a date as milliseconds since 1970 or with
 * a `Z`. Next to a value from REST, the same moment in another form would look like a change.
 */
import * as O from 'fp-ts/lib/Option.js'
import type { FieldValue } from '../model/Field.js'
import { Instant, instantOf } from '../model/Instant.js'
import { restDatetime } from './RestValue.js'

/** The type of a field that contains dates. */
type DateKind = 'date' | 'datetime'

/**
 * The kind of date that a known value looks like. Only in a date field can an event replace a text by a number, so the
 * known value tells what the field contains.
 */
export const dateKindOf = (known: FieldValue): O.Option<DateKind> => {
  if (typeof known !== 'string') return O.none
  if (/^\d{4}-\d{2}-\d{2}$/.test(known)) return O.some('date')
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}\+0000$/.test(known) ? O.some('datetime') : O.none
}

const instantIn = (value: FieldValue): O.Option<Instant> =>
  typeof value === 'number' ? instantOf(value) : O.fromEither(Instant.decode(value))

/** The value of a date field as the REST API would return it. A value that is not a date is returned unchanged. */
export const asInRest =
  (kind: DateKind) =>
  (value: FieldValue): FieldValue => {
    const instant = instantIn(value)
    if (O.isNone(instant)) return value
    return kind === 'date' ? Instant.encode(instant.value).slice(0, 10) : restDatetime(instant.value)
  }
