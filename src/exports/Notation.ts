/**
 * The notation of a file is the way in which the file writes numbers, dates and times. Exports from the APIs always use the same
 * notation. Reports and lists use the locale and time zone of the user who exported them. The file itself does not name the
 * locale or the time zone.
 *
 * @since 0.2.0
 */
import * as O from 'fp-ts/lib/Option.js'
import type * as t from 'io-ts'
import { Instant } from '../model/Instant.js'

/**
 * A function that describes a time zone. The function takes a local time, written as if the local time were UTC. The function
 * returns the real instant. The library has no table of time zones, so the caller passes a `Zone`. `docs/exports.md` shows how to
 * make a `Zone` with `Intl`.
 *
 * @category model
 * @since 0.2.0
 */
export type Zone = (asInUtc: Instant) => Instant

/**
 * @category model
 * @since 0.2.0
 */
export interface Notation {
  readonly decimalMark: '.' | ','
  /** The order of day and month in dates such as `4/10/2023`. If the order is `null`, such dates are errors. */
  readonly dateOrder: 'day-month' | 'month-day' | null
  /** The zone of times without an offset. If the zone is `null`, times without an offset are errors. */
  readonly zone: Zone | null
}

/**
 * The notation of the APIs of Salesforce and Marketo. Examples are `1234.5`, `2023-10-04` and `2023-10-04T18:35:13.000Z`.
 *
 * @category constructors
 * @since 0.2.0
 */
export const apiNotation: Notation = { decimalMark: '.', dateOrder: null, zone: null }

/**
 * Makes a zone with a fixed offset, such as `+02:00`, `-0530` or `Z`. A zone with daylight saving time has no fixed offset, so
 * this function cannot make such a zone.
 *
 * @example
 * import { Instant } from 'marketo-account-sync'
 * import { fixedZone } from 'marketo-account-sync/exports'
 * import * as E from 'fp-ts/lib/Either.js'
 * import * as O from 'fp-ts/lib/Option.js'
 *
 * const noon = Instant.decode('2023-10-04T12:00:00Z')
 * const zone = fixedZone('+02:00')
 * if (E.isLeft(noon) || O.isNone(zone)) assert.fail()
 * assert.strictEqual(Instant.encode(zone.value(noon.right)), '2023-10-04T10:00:00.000Z')
 * assert.deepStrictEqual(fixedZone('Berlin'), O.none)
 *
 * @category constructors
 * @since 0.2.0
 */
export const fixedZone = (offset: string): O.Option<Zone> => {
  const decoded = Instant.decode(`1970-01-02T00:00:00${offset}`)
  if (decoded._tag === 'Left') return O.none
  const difference = decoded.right - 86_400_000
  return O.some((asInUtc) => (asInUtc + difference) as Instant)
}

/**
 * Reads a boolean from a string. `true`, `Yes` and `1` become true. `false`, `No` and `0` become false. Letter case does not
 * matter.
 */
export const booleanIn = (text: string): boolean | undefined => {
  const trimmed = text.trim()
  // Nearly all cells are longer than `false`. For these cells, the function skips the slow conversion to lower case.
  if (trimmed.length > 5) return undefined
  switch (trimmed.toLowerCase()) {
    case 'true':
    case 'yes':
    case '1':
      return true
    case 'false':
    case 'no':
    case '0':
      return false
    default:
      return undefined
  }
}

/**
 * A decimal number as a string. Equal numbers have the same string: 120, `120.0` and `1.2E2` become `12e1`. Unlike a JavaScript
 * number, the string loses no digits by rounding.
 */
export type Decimal = t.Branded<string, { readonly Decimal: symbol }>

const pattern = (group: string, mark: string): RegExp =>
  new RegExp(`^([-+]?)(\\d{1,3}(?:[${group}]\\d{3})+|\\d+)?(?:${mark}(\\d+)?)?(?:[eE]([-+]?\\d{1,4}))?$`)

const withPoint = /* @__PURE__ */ pattern(",'’\\u00A0\\u202F ", '\\.')
const withComma = /* @__PURE__ */ pattern(".'’\\u00A0\\u202F ", ',')

/** The unit of a number, as in `$1,000`, `EUR 1.000,00` and `12 %`. */
const unit = /^(?:[A-Z]{3}|[$€£¥])\s?|\s?(?:[A-Z]{3}|[$€£¥%])$/g

const currency = /^\s*([A-Z]{3}(?![A-Z])|[$€£¥])|([A-Z]{3}|[$€£¥])\s*$/

/** Finds the currency code or the currency symbol in an amount, as in `EUR 1.000,00` and `$1,000`. */
export const currencyIn = (text: string): string | undefined => {
  if (text.length > longestNumber) return undefined
  const found = currency.exec(text)
  return found?.[1] ?? found?.[2]
}

/**
 * The greatest length of a number. No field can have a longer number, and the regular expressions below would take quadratic time
 * on a long string.
 */
const longestNumber = 400

/** Reads a number from a string. The string can contain a unit and separators between thousands. */
export const decimalIn = (text: string, { decimalMark }: Notation): Decimal | undefined => {
  if (text.length > longestNumber) return undefined
  const found = (decimalMark === '.' ? withPoint : withComma).exec(text.trim().replace(unit, ''))
  if (found === null) return undefined
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = found
  if (whole === '' && fraction === '') return undefined
  const digits = (whole.replace(/\D/g, '') + fraction).replace(/^0+/, '')
  const significant = digits.replace(/0+$/, '')
  if (significant === '') return '0e0' as Decimal
  const power = Number(exponent) - fraction.length + (digits.length - significant.length)
  return `${sign === '-' ? '-' : ''}${significant}e${power}` as Decimal
}

/** Converts a decimal to a JavaScript number. Returns `undefined` if the number would lose a digit. */
export const numberOf = (decimal: Decimal): number | undefined => {
  const number = Number(decimal)
  return Number.isFinite(number) && decimalIn(String(number), apiNotation) === decimal ? number : undefined
}

const two = (digits: string): string => digits.padStart(2, '0')

/**
 * The first pattern matches dates that begin with the year, such as 2023-10-04. The second pattern matches dates that end with
 * the year, such as 10/4/2023, 04.10.2023 or 4-10-2023.
 */
const yearFirst = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:$|[T ,]+)/
const yearLast = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:$|[ ,]+)/
const timeOfDay = /^(\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?\s*([AaPp][Mm])?$/

interface DatePart {
  /** The date in ISO 8601. */
  readonly date: string
  readonly rest: string
}

const datePart = (text: string, { dateOrder }: Notation): DatePart | undefined => {
  const first = yearFirst.exec(text)
  if (first !== null) {
    const [whole, year = '', month = '', day = ''] = first
    return { date: `${year}-${two(month)}-${two(day)}`, rest: text.slice(whole.length) }
  }
  const last = yearLast.exec(text)
  if (last === null) return undefined
  const [whole, one = '', separator, other = '', year = ''] = last
  // In a date that is written with points, the day always comes before the month.
  const order = separator === '.' ? 'day-month' : dateOrder
  if (order === null) return undefined
  const [day, month] = order === 'day-month' ? [one, other] : [other, one]
  return { date: `${year}-${two(month)}-${two(day)}`, rest: text.slice(whole.length) }
}

/**
 * The code passes this empty context to `validate` for all instants. The function `decode` would make a new context for each
 * instant.
 */
const noContext: t.Context = []

const instantIn = (iso: string): Instant | undefined => {
  const decoded = Instant.validate(iso, noContext)
  return decoded._tag === 'Right' ? decoded.right : undefined
}

/** Converts a time to ISO 8601. For example, returns 18:35:00 for 6:35 PM, and 00:00:00 for an empty string. */
const isoTime = (text: string): string | undefined => {
  if (text === '') return '00:00:00'
  const found = timeOfDay.exec(text)
  if (found === null) return undefined
  const [, hourText = '', minute = '', second = '00', fraction = '', half] = found
  const hour = Number(hourText)
  if (half === undefined) return `${two(hourText)}:${minute}:${second}${fraction}`
  if (hour < 1 || hour > 12) return undefined
  const hourOfDay = (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0)
  return `${two(String(hourOfDay))}:${minute}:${second}${fraction}`
}

/** Reads a date and time that have no offset. The result is this date and time in UTC. */
const wallClockIn = (text: string, notation: Notation): Instant | undefined => {
  const trimmed = text.trim()
  const part = datePart(trimmed, notation)
  const time = part === undefined ? undefined : isoTime(part.rest)
  return part === undefined || time === undefined ? undefined : instantIn(`${part.date}T${time}Z`)
}

/** A time such as 2023-10-04 18:35:13 UTC, as databases write it. */
const spaced = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?) ?(Z|UTC|[-+]\d{2}(?::?\d{2})?)$/

const instantWithOffset = (text: string): Instant | undefined => {
  const found = text[10] === ' ' ? spaced.exec(text) : null
  if (found === null) return instantIn(text)
  const [, date = '', time = '', offset = ''] = found
  return instantIn(`${date}T${time}${offset === 'UTC' ? 'Z' : offset}`)
}

/** Reads an instant from a string. If the string has no offset, the function uses the zone of the notation. */
export const momentIn = (text: string, notation: Notation): Instant | undefined => {
  const instant = instantWithOffset(text.trim())
  if (instant !== undefined || notation.zone === null) return instant
  const wallClock = wallClockIn(text, notation)
  return wallClock === undefined ? undefined : notation.zone(wallClock)
}

/** Reads a date from a string, and returns the date in ISO 8601. If a time follows the date, this time must be midnight. */
export const dateIn = (text: string, notation: Notation): string | undefined => {
  const trimmed = text.trim()
  const instant = instantIn(trimmed) ?? wallClockIn(trimmed, notation)
  if (instant === undefined) return undefined
  const iso = Instant.encode(instant)
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : undefined
}
