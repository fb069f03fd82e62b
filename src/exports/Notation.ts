/**
 * How a file writes numbers, dates and times. Exports of the APIs write them in one way. Reports and lists write them by the
 * locale and the time zone of the user who made them, which the file does not name.
 *
 * @since 0.2.0
 */
import * as O from 'fp-ts/lib/Option.js'
import type * as t from 'io-ts'
import { Instant } from '../model/Instant.js'

/**
 * The instant at which clocks in a time zone show what clocks in UTC show at the given instant. The library has no table of
 * time zones, so that the caller brings one: `docs/exports.md` shows how to make a `Zone` with `Intl`.
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
  /** The order of day and month in dates such as `4/10/2023`. If it is `null`, such dates are not understood. */
  readonly dateOrder: 'day-month' | 'month-day' | null
  /** The zone of times without an offset. If it is `null`, such times are not understood. */
  readonly zone: Zone | null
}

/**
 * How the APIs of Salesforce and Marketo write: `1234.5`, `2023-10-04`, `2023-10-04T18:35:13.000Z`.
 *
 * @category constructors
 * @since 0.2.0
 */
export const apiNotation: Notation = { decimalMark: '.', dateOrder: null, zone: null }

/**
 * The zone with a fixed offset, such as `+02:00`, `-0530` or `Z`. A zone with daylight saving time has two offsets: it needs a
 * function that knows when they change.
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

/** What a text says as a boolean: `true`, `Yes` and `1`, `false`, `No` and `0`, in any case. */
export const booleanIn = (text: string): boolean | undefined => {
  switch (text.trim().toLowerCase()) {
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

/** A decimal number in one form for each value: `12e1` for 120, `120.0` and `1.2E2`, so that no digit is lost in rounding. */
export type Decimal = t.Branded<string, { readonly Decimal: symbol }>

const pattern = (group: string, mark: string): RegExp =>
  new RegExp(`^([-+]?)(\\d{1,3}(?:[${group}]\\d{3})+|\\d+)?(?:${mark}(\\d+)?)?(?:[eE]([-+]?\\d{1,4}))?$`)

const withPoint = /* @__PURE__ */ pattern(",'’\\u00A0\\u202F ", '\\.')
const withComma = /* @__PURE__ */ pattern(".'’\\u00A0\\u202F ", ',')

/** `$1,000`, `EUR 1.000,00` and `12 %` are numbers with a sign of their unit. */
const unit = /^(?:[A-Z]{3}|[$€£¥])\s?|\s?(?:[A-Z]{3}|[$€£¥%])$/g

/** A longer text is no number that a field can have, and the regular expressions below would take quadratic time. */
const longestNumber = 400

/** The number that a text says, with or without separators of thousands and a unit. */
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

/** The number of a decimal, if a number can hold it without rounding away a digit that was written. */
export const numberOf = (decimal: Decimal): number | undefined => {
  const number = Number(decimal)
  return Number.isFinite(number) && decimalIn(String(number), apiNotation) === decimal ? number : undefined
}

const two = (digits: string): string => digits.padStart(2, '0')

/** 2023-10-04, 2023/10/04; 10/4/2023, 04.10.2023, 4-10-2023. */
const yearFirst = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:$|[T ,]+)/
const yearLast = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?:$|[ ,]+)/
const timeOfDay = /^(\d{1,2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?\s*([AaPp][Mm])?$/

interface DatePart {
  /** As in ISO 8601. */
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
  // Only the day can be written first where points separate them.
  const order = separator === '.' ? 'day-month' : dateOrder
  if (order === null) return undefined
  const [day, month] = order === 'day-month' ? [one, other] : [other, one]
  return { date: `${year}-${two(month)}-${two(day)}`, rest: text.slice(whole.length) }
}

const instantIn = (iso: string): Instant | undefined => {
  const decoded = Instant.decode(iso)
  return decoded._tag === 'Right' ? decoded.right : undefined
}

/** 00:00:00 for an empty text, and 18:35:00 for 6:35 PM. */
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

/** A date and a time without an offset, as an instant of UTC. */
const wallClockIn = (text: string, notation: Notation): Instant | undefined => {
  const trimmed = text.trim()
  const part = datePart(trimmed, notation)
  const time = part === undefined ? undefined : isoTime(part.rest)
  return part === undefined || time === undefined ? undefined : instantIn(`${part.date}T${time}Z`)
}

/** 2023-10-04 18:35:13 UTC, as databases write it. */
const spaced = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?) ?(Z|UTC|[-+]\d{2}(?::?\d{2})?)$/

const instantWithOffset = (text: string): Instant | undefined => {
  const found = text[10] === ' ' ? spaced.exec(text) : null
  if (found === null) return instantIn(text)
  const [, date = '', time = '', offset = ''] = found
  return instantIn(`${date}T${time}${offset === 'UTC' ? 'Z' : offset}`)
}

/** The instant that a text says: with its own offset, or in the zone of the notation. */
export const momentIn = (text: string, notation: Notation): Instant | undefined => {
  const instant = instantWithOffset(text.trim())
  if (instant !== undefined || notation.zone === null) return instant
  const wallClock = wallClockIn(text, notation)
  return wallClock === undefined ? undefined : notation.zone(wallClock)
}

/** The date that a text says, as in ISO 8601. The text may have a time after it if that is midnight. */
export const dateIn = (text: string, notation: Notation): string | undefined => {
  const trimmed = text.trim()
  const instant = instantIn(trimmed) ?? wallClockIn(trimmed, notation)
  if (instant === undefined) return undefined
  const iso = Instant.encode(instant)
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : undefined
}
