/**
 * Parses and prints instants in a history. `12.5` means 12.5 seconds after 1970-01-01T00:00:00Z. Any instant can also be written
 * in ISO 8601.
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { Instant, instantOf } from '../model/Instant.js'
import type { Parser } from './Scan.js'
import { checked, firstOf, matching } from './Scan.js'

const inSeconds = 'a number of seconds such as 2 or 2.5'
const inIso8601 = 'a date and time in ISO 8601 with its offset'

const fromSeconds = (text: string): Instant | undefined => {
  const [seconds = '', fraction = ''] = text.split('.')
  return O.toUndefined(instantOf(Number(seconds) * 1_000 + Number(fraction.padEnd(3, '0'))))
}

const seconds: Parser<Instant> = checked((text: string) => {
  const value = fromSeconds(text)
  return value === undefined ? { expected: inSeconds } : { value }
})(matching(/\d+(?:\.\d{1,3})?(?![\w.-])/, inSeconds))

const iso8601: Parser<Instant> = checked((text: string) => {
  const decoded = Instant.decode(text)
  return E.isRight(decoded) ? { value: decoded.right } : { expected: `${inIso8601} that exists` }
})(matching(/\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d(?::?\d\d)?)/, inIso8601))

export const time: Parser<Instant> = firstOf(seconds, iso8601)

/**
 * About eleven days, in milliseconds. An instant that is later than this limit counts as a real date. A real date is easier to
 * read in ISO 8601 than as a number of seconds.
 */
const mostAsSeconds = 1_000_000_000

/**
 * Writes an instant as in a history. An instant in the first eleven days of 1970 becomes a number of seconds, such as `2.5`,
 * because no real record is that old. Any other instant becomes a date and time.
 *
 * @example
 * import { Instant } from 'marketo-account-sync'
 * import { printInstant } from 'marketo-account-sync/histories'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * assert.deepStrictEqual(E.map(printInstant)(Instant.decode('1970-01-01T00:00:02.500Z')), E.right('2.5'))
 * assert.deepStrictEqual(E.map(printInstant)(Instant.decode('2026-03-02T10:00:00+01:00')), E.right('2026-03-02T09:00:00Z'))
 *
 * @category names
 * @since 0.4.0
 */
export const printInstant = (instant: Instant): string =>
  instant >= 0 && instant < mostAsSeconds ? String(instant / 1_000) : Instant.encode(instant).replace('.000Z', 'Z')
