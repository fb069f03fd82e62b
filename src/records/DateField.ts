/**
 * Converts dates to the form of the Salesforce REST API. Change events write dates in other forms: as milliseconds since 1970, or
 * with a `Z`. Without the conversion, the same date in two forms would look like a change.
 */
import * as O from 'fp-ts/lib/Option.js'
import type { FieldValue } from '../model/Field.js'
import { Instant, instantOf } from '../model/Instant.js'
import { restDatetime } from './RestValue.js'

/** The Salesforce type of a field that contains dates. */
type DateKind = 'date' | 'datetime'

/**
 * Guesses from the known value of a field whether the field is a date field. The caller needs the guess if an event contains a
 * number for the field. If the known value is a string that looks like a date, the function guesses that the field is a date
 * field.
 */
export const dateKindOf = (known: FieldValue): O.Option<DateKind> => {
  if (typeof known !== 'string') return O.none
  if (/^\d{4}-\d{2}-\d{2}$/.test(known)) return O.some('date')
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}\+0000$/.test(known) ? O.some('datetime') : O.none
}

const instantIn = (value: FieldValue): O.Option<Instant> =>
  typeof value === 'number' ? instantOf(value) : O.fromEither(Instant.decode(value))

/** Converts the value of a date field to the form of the Salesforce REST API. A value that is not a date stays unchanged. */
export const asInRest =
  (kind: DateKind) =>
  (value: FieldValue): FieldValue => {
    const instant = instantIn(value)
    if (O.isNone(instant)) return value
    return kind === 'date' ? Instant.encode(instant.value).slice(0, 10) : restDatetime(instant.value)
  }
