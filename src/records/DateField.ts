/**
 * Dates in the form in which REST returns them. A change event writes a date as milliseconds since 1970, or with `Z`: held
 * beside the other form, the same moment would be a change.
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { FieldValue } from '../model/Field.js'
import { Instant, instantOfEpoch } from '../model/Instant.js'

/**
 * What a field holds, where that is a date.
 *
 * @category model
 * @since 0.1.0
 */
export type DateKind = 'date' | 'datetime'

/** A number never replaces a text but where both are dates, so the form of the value held tells what the field is. */
export const kindOfHeld = (held: FieldValue | undefined): DateKind | undefined => {
  if (typeof held !== 'string') return undefined
  if (/^\d{4}-\d{2}-\d{2}$/.test(held)) return 'date'
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}\+0000$/.test(held) ? 'datetime' : undefined
}

const momentOf = (value: FieldValue): O.Option<Instant> =>
  typeof value === 'number' ? instantOfEpoch(value) : O.fromEither(E.mapLeft(() => undefined)(Instant.decode(value)))

/** The value as REST would return it. One that is no date is left as it is. */
export const asInRest = (kind: DateKind | undefined, value: FieldValue): FieldValue => {
  if (kind === undefined) return value
  const moment = momentOf(value)
  if (O.isNone(moment)) return value
  const iso = Instant.encode(moment.value)
  return kind === 'date' ? iso.slice(0, 10) : `${iso.slice(0, -1)}+0000`
}
