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

const millisecondsIn400Years = 146_097 * 86_400_000
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
  // JavaScript has two zeros, `0` and `-0`. The code turns `-0` into `0`, because one moment must not have two values.
  const instant = milliseconds === 0 ? 0 : milliseconds
  return isInstant(instant) ? O.some(instant) : O.none
}

/* eslint-disable no-restricted-globals -- This file uses the calendar of `Date`, and never its clock. */

const iso8601 =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3])(?::?[0-5]\d)?)$/

const digitAt = (text: string, at: number): number => text.charCodeAt(at) - 48

/**
 * Reads a two-digit number from the character codes of the digits. A regular expression would be slower, because it copies the
 * text of the digits.
 */
const twoAt = (text: string, at: number): number => digitAt(text, at) * 10 + digitAt(text, at + 1)

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
  const hasSeconds = text[16] === ':'
  const second = hasSeconds ? twoAt(text, 17) : 0
  const fraction = hasSeconds ? 19 : 16
  const zone = Math.max(text.indexOf('Z', 16), text.indexOf('+', 16), text.indexOf('-', 16))
  const offsetHour = text[zone] === 'Z' ? 0 : twoAt(text, zone + 1)
  const offsetMinute = text.length > zone + 3 ? twoAt(text, text.length - 2) : 0
  // `Date.UTC` reads years below 100 as 19xx, so the code adds 400 years here, and subtracts 400 years from the result. The
  // result is correct, because the calendar repeats every 400 years.
  const midnight = Date.UTC(year + 400, month - 1, day)
  // `Date.UTC` turns 31 June into 1 July. If the month of `midnight` differs from the month in the text, the date in the text
  // does not exist.
  if (day > 28 && new Date(midnight).getUTCMonth() !== month - 1) return NaN
  const offset = (text[zone] === '-' ? -1 : 1) * (offsetHour * 60 + offsetMinute)
  return (
    midnight -
    millisecondsIn400Years +
    ((hour * 60 + minute - offset) * 60 + second) * 1_000 +
    millisecondsIn(text, fraction, zone)
  )
}

/** Returns the character code of one digit of `n`. Unit 1 selects the ones digit, unit 10 selects the tens digit, and so on. */
const digit = (n: number, unit: number): number => 48 + (Math.floor(n / unit) % 10)

/**
 * Formats an instant with `fromCharCode`. The code does not use `toISOString`, because `toISOString` takes more than twice as
 * long. Speed matters, because every event contains an instant.
 */
const format = (instant: Instant): string => {
  const date = new Date(instant)
  const year = date.getUTCFullYear()
  const month = date.getUTCMonth() + 1
  const day = date.getUTCDate()
  const hour = date.getUTCHours()
  const minute = date.getUTCMinutes()
  const second = date.getUTCSeconds()
  const millisecond = date.getUTCMilliseconds()
  // Each line contains the digits of one number, and then the code of the character after the number: `-`, `T`, `:`, `.` or `Z`.
  // prettier-ignore
  return String.fromCharCode(
    digit(year, 1_000), digit(year, 100), digit(year, 10), digit(year, 1), 45,
    digit(month, 10), digit(month, 1), 45,
    digit(day, 10), digit(day, 1), 84,
    digit(hour, 10), digit(hour, 1), 58,
    digit(minute, 10), digit(minute, 1), 58,
    digit(second, 10), digit(second, 1), 46,
    digit(millisecond, 100), digit(millisecond, 10), digit(millisecond, 1), 90,
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
