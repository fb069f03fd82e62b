/**
 * Converts field values to the form of the Salesforce REST API. Other sources write numbers and booleans as strings, and dates as
 * milliseconds. Without the conversion, the same value in two forms would look like a change.
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { FieldValue } from '../model/Field.js'
import { Instant, instantOf } from '../model/Instant.js'
import type { SchemaField } from './Describe.js'

/** Converts a value. Returns the converted value, or a description of the expected value. */
type Read = (value: unknown) => E.Either<string, FieldValue>

const isPlain = (value: unknown): value is FieldValue =>
  value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)

/** Converts a bigint to a number. Some clients decode every whole number as a bigint. */
const asNumber = (value: unknown): unknown =>
  typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value

const withoutNegativeZero = (value: FieldValue): FieldValue => (value === 0 ? 0 : value)

/** Converts the value of a field whose type is unknown. */
export const plainValue: Read = (value) => {
  const plain = asNumber(value)
  return isPlain(plain) ? E.right(withoutNegativeZero(plain)) : E.left('a string, a finite number, true, false or null')
}

const numeral = /^[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d+)?$/

const readNumber: Read = (value) => {
  const number = typeof value === 'string' && numeral.test(value.trim()) ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number)
    ? E.right(withoutNegativeZero(number))
    : E.left('a number, or its text')
}

/** Reads a boolean, or the string `true` or `false` in any letter case. */
export const booleanIn = (value: unknown): O.Option<boolean> => {
  if (typeof value === 'boolean') return O.some(value)
  const text = typeof value === 'string' ? value.trim().toLowerCase() : ''
  return text === 'true' || text === 'false' ? O.some(text === 'true') : O.none
}

const readBoolean: Read = (value) => E.fromOption(() => 'true or false, or their text')(booleanIn(value))

const epoch = /^-?\d{9,15}$/
const spaced = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}(?:\.\d+)?) ?(Z|UTC|[-+]\d{2}(?::?\d{2})?)$/

/**
 * Reads an instant in one of these forms:
 *
 * - milliseconds since 1970, as a number or a string;
 * - ISO 8601 with an offset. Databases write a space instead of the `T`, and `UTC` instead of the `Z`.
 */
export const instantIn = (value: unknown): O.Option<Instant> => {
  if (typeof value === 'number') return instantOf(value)
  if (typeof value !== 'string') return O.none
  if (epoch.test(value)) return instantOf(Number(value))
  return O.fromEither(
    Instant.decode(
      value.replace(
        spaced,
        (_, date: string, time: string, zone: string) => `${date}T${time}${zone === 'UTC' ? 'Z' : zone}`,
      ),
    ),
  )
}

/** Writes a date and time in the form of the Salesforce REST API. */
export const restDatetime = (instant: Instant): string => `${Instant.encode(instant).slice(0, -1)}+0000`

const expectedDatetime = 'a date and time in ISO 8601 with its offset, or whole milliseconds since 1970'

const readDatetime: Read = (value) => E.fromOption(() => expectedDatetime)(O.map(restDatetime)(instantIn(value)))

const midnight = 'T00:00:00.000Z'

/** Reads a date. A value with a time of day other than midnight in UTC is not a date. */
const readDate: Read = (value) => {
  const instant = instantIn(typeof value === 'string' && value.length === 10 ? `${value}T00:00:00Z` : value)
  const iso = O.isSome(instant) ? Instant.encode(instant.value) : ''
  return iso.endsWith(midnight)
    ? E.right(iso.slice(0, -midnight.length))
    : E.left('a date in ISO 8601, or the milliseconds from 1970 to its midnight in UTC')
}

const dayLength = 86_400_000

/** Reads a time of day, and writes it in the form of the Salesforce REST API, such as `09:30:00.000Z`. */
const readTime: Read = (value) => {
  const instant = instantIn(typeof value === 'string' ? `1970-01-01T${value.replace(/Z$/, '')}Z` : value)
  return O.isSome(instant) && instant.value >= 0 && instant.value < dayLength
    ? E.right(Instant.encode(instant.value).slice('1970-01-01T'.length))
    : E.left('a time of day as hh:mm:ss, or its milliseconds')
}

/** Reads a string. A number is an error, because the leading zeros are lost if a tool turns a string of digits into a number. */
const readText: Read = (value) => (typeof value === 'string' ? E.right(value) : E.left('a string'))

const texts: ReadonlyArray<string> = [
  ...['string', 'textarea', 'picklist', 'multipicklist', 'combobox', 'email', 'phone', 'url', 'encryptedstring'],
  ...['id', 'reference'],
]
const numbers: ReadonlyArray<string> = ['double', 'currency', 'percent', 'int', 'long']

/**
 * Some Salesforce types have a function that reads their values. The values of all other types stay unchanged.
 */
const readers: ReadonlyMap<string, Read> = /* @__PURE__ */ new Map<string, Read>([
  ...texts.map((type) => [type, readText] as const),
  ...numbers.map((type) => [type, readNumber] as const),
  ['boolean', readBoolean],
  ['date', readDate],
  ['datetime', readDatetime],
  ['time', readTime],
])

/**
 * Converts a field value to the form of the Salesforce REST API. If the value is wrong, the function returns a description of the
 * expected value. An empty string becomes null, because Salesforce does not store empty strings.
 */
export const restValue = ({ type }: Pick<SchemaField, 'type'>): Read => {
  const read = readers.get(type) ?? plainValue
  return (value) => (value === null || value === '' ? E.right(null) : read(asNumber(value)))
}
