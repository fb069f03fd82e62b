/**
 * Moments in time, in the formats that Salesforce and Marketo use. The library has no clock, so the caller passes every instant.
 *
 * @since 0.1.0
 */
import * as O from 'fp-ts/lib/Option.js'
import * as t from 'io-ts'

/** @category model @since 0.1.0 */
export interface InstantBrand {
  readonly Instant: symbol
}

/**
 * A moment in time: the number of whole milliseconds since 1970-01-01T00:00:00Z. The year is 0000 to 9999.
 *
 * @category model
 * @since 0.1.0
 */
export type Instant = t.Branded<number, InstantBrand>

const millisecondsPerDay = 86_400_000
const first = -62_167_219_200_000
const last = 253_402_300_799_999

const isInstant = (n: number): n is Instant => Number.isInteger(n) && n >= first && n <= last && !Object.is(n, -0)

/**
 * Makes an instant from a `Date`, or from the number of milliseconds since 1970-01-01T00:00:00Z. Returns none if the date is
 * invalid, the number is not whole, or the year is not between 0000 and 9999.
 *
 * @example
 * import { Instant, instantOf } from 'marketo-account-sync'
 * import * as O from 'fp-ts/lib/Option.js'
 *
 * assert.deepStrictEqual(O.map(Instant.encode)(instantOf(1696444513000)), O.some('2023-10-04T18:35:13.000Z'))
 * assert.deepStrictEqual(instantOf(new Date(0)), instantOf(0))
 * assert.deepStrictEqual(instantOf(0.5), O.none)
 *
 * @category constructors
 * @since 0.2.0
 */
export const instantOf = (moment: number | { readonly getTime: () => number }): O.Option<Instant> => {
  const milliseconds = typeof moment === 'number' ? moment : moment.getTime()
  // JavaScript has `0` and `-0`. The instant must always be `0`, because one moment must not have two values.
  const instant = milliseconds === 0 ? 0 : milliseconds
  return isInstant(instant) ? O.some(instant) : O.none
}

/** Counts the days from 1970-01-01 to a date of the Gregorian calendar. The formula uses years that begin in March. */
const daysFromDate = (year: number, month: number, day: number): number => {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

const dateFromDays = (days: number): readonly [year: number, month: number, day: number] => {
  const z = days + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day]
}

const iso8601 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}(?::?\d{2})?)$/

const digitAt = (text: string, at: number): number => text.charCodeAt(at) - 48

/** Reads a number of two digits from their character codes. A regular expression would copy each part of each date. */
const twoAt = (text: string, at: number): number => digitAt(text, at) * 10 + digitAt(text, at + 1)

/**
 * Returns the index at which the fraction of a second ends. The fraction begins at index `at`. The result is `at` if the text
 * contains no fraction.
 */
const endOfFraction = (text: string, at: number): number => {
  if (text[at] !== '.' && text[at] !== ',') return at
  let end = at + 1
  while (digitAt(text, end) >= 0 && digitAt(text, end) <= 9) end += 1
  return end
}

/** Reads milliseconds from the fraction between the indexes `at` and `end`. Digits after the third are ignored. */
const millisecondsIn = (text: string, at: number, end: number): number => {
  let milliseconds = 0
  for (let i = at + 1; i <= at + 3; i++) milliseconds = milliseconds * 10 + (i < end ? digitAt(text, i) : 0)
  return milliseconds
}

const parse = (text: string): number => {
  if (!iso8601.test(text)) return NaN
  const year = twoAt(text, 0) * 100 + twoAt(text, 2)
  const month = twoAt(text, 5)
  const day = twoAt(text, 8)
  const hour = twoAt(text, 11)
  const minute = twoAt(text, 14)
  const second = text[16] === ':' ? twoAt(text, 17) : 0
  const fraction = text[16] === ':' ? 19 : 16
  const zone = endOfFraction(text, fraction)
  const offsetHour = text[zone] === 'Z' ? 0 : twoAt(text, zone + 1)
  const offsetMinute = text.length > zone + 3 ? twoAt(text, text.length - 2) : 0
  const days = daysFromDate(year, month, day)
  // `daysFromDate` turns a date that does not exist, such as 31 June, into a date in a different month.
  const [, sameMonth] = dateFromDays(days)
  if (sameMonth !== month) return NaN
  if (hour > 23 || minute > 59 || second > 59 || offsetHour > 23 || offsetMinute > 59) return NaN
  const offset = (text[zone] === '-' ? -1 : 1) * (offsetHour * 60 + offsetMinute)
  return (
    days * millisecondsPerDay +
    ((hour * 60 + minute - offset) * 60 + second) * 1_000 +
    millisecondsIn(text, fraction, zone)
  )
}

const [dash, dot, colon, letterT, letterZ] = [45, 46, 58, 84, 90]

/** Returns the character code of one digit of a whole number: the ones digit if `unit` is 1, the tens digit if `unit` is 10. */
const digitCode = (n: number, unit: number): number => 48 + (Math.floor(n / unit) % 10)

/**
 * Formats an instant from 24 character codes in one call. Joining eight strings would take longer, and every record and event
 * contains an instant.
 */
const format = (instant: Instant): string => {
  const days = Math.floor(instant / millisecondsPerDay)
  const rest = instant - days * millisecondsPerDay
  const [year, month, day] = dateFromDays(days)
  const hour = Math.floor(rest / 3_600_000)
  const minute = Math.floor(rest / 60_000) % 60
  const second = Math.floor(rest / 1_000) % 60
  // Each line has one part of the date and time.
  // prettier-ignore
  return String.fromCharCode(
    digitCode(year, 1_000),
    digitCode(year, 100),
    digitCode(year, 10),
    digitCode(year, 1),
    dash,
    digitCode(month, 10),
    digitCode(month, 1),
    dash,
    digitCode(day, 10),
    digitCode(day, 1),
    letterT,
    digitCode(hour, 10),
    digitCode(hour, 1),
    colon,
    digitCode(minute, 10),
    digitCode(minute, 1),
    colon,
    digitCode(second, 10),
    digitCode(second, 1),
    dot,
    digitCode(rest, 100),
    digitCode(rest, 10),
    digitCode(rest, 1),
    letterZ,
  )
}

/**
 * Decodes an ISO 8601 date and time with an offset (`…Z`, `…+0000` or `…+00:00`), and encodes it as `2020-10-22T21:03:23.000Z`.
 * The date must exist in the calendar. Digits finer than milliseconds are ignored. A leap second is an error.
 *
 * @example
 * import { Instant } from 'marketo-account-sync'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * assert.deepStrictEqual(Instant.decode('2020-10-22T21:03:23.000+0000'), Instant.decode('2020-10-22T21:03:23Z'))
 * assert.ok(E.isLeft(Instant.decode('2021-02-29T00:00:00Z')))
 * assert.ok(E.isLeft(Instant.decode('2021-02-28')))
 *
 * @category codecs
 * @since 0.1.0
 */
export const Instant: t.Type<Instant, string, unknown> = new t.Type(
  'Instant',
  (value): value is Instant => typeof value === 'number' && isInstant(value),
  (value, context) => {
    const instant = typeof value === 'string' ? parse(value) : NaN
    return isInstant(instant)
      ? t.success(instant)
      : t.failure(value, context, 'a date and time that exists, in ISO 8601 with its offset')
  },
  format,
)
