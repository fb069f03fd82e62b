/**
 * Compares values in activity logs. Every value in a log is a string, and logs write the same number, date or boolean in several
 * ways.
 *
 * @since 0.3.0
 */
import * as O from 'fp-ts/lib/Option.js'
import { Instant } from '../model/Instant.js'
import { instantIn } from './RestValue.js'

/** Matches a number. A string such as `01000` or `+1` is not a number, because it can be a postal code or a telephone number. */
const numeral = /^(-?)(0|[1-9]\d*)(?:\.(\d*))?(?:[eE]([-+]?\d{1,4}))?$/

/** Writes equal numbers in the same form, without rounding. Returns `undefined` if the string is not a number. */
const numberIn = (text: string): string | undefined => {
  const found = numeral.exec(text)
  if (found === null) return undefined
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = found
  const digits = (whole + fraction).replace(/^0+/, '')
  const significant = digits.replace(/0+$/, '')
  const power = Number(exponent) - fraction.length + digits.length - significant.length
  return significant === '' ? '0' : `${sign}${significant}e${power}`
}

const date = /^\d{4}-\d{2}-\d{2}$/
const dateAndTime = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)$/

/**
 * Writes equal moments in the same form. A date without a time means midnight, and a time without an offset is in UTC. Returns
 * `undefined` if the string is neither a date nor a date with a time.
 */
const momentIn = (text: string): string | undefined => {
  const iso = date.test(text) ? `${text}T00:00:00Z` : text.replace(dateAndTime, '$1T$2Z')
  const moment = iso.includes('-') ? instantIn(iso) : O.none
  return O.isSome(moment) ? Instant.encode(moment.value) : undefined
}

const isBooleanWord = (text: string): boolean => text === 'true' || text === 'false'

/** Writes equal values in the same form. */
const canonical = (text: string): string => {
  const lower = text.toLowerCase()
  return isBooleanWord(lower) ? lower : (numberIn(text) ?? momentIn(text) ?? text)
}

/** Besides `true` and `false`, logs use these words for a boolean. */
const isWrittenAs: Readonly<Record<string, string | undefined>> = { yes: 'true', 1: 'true', no: 'false', 0: 'false' }

const asBoolean = (text: string): string | undefined => {
  const lower = text.toLowerCase()
  return Object.hasOwn(isWrittenAs, lower) ? isWrittenAs[lower] : undefined
}

/**
 * Tests whether two values in logs are equal, even if they are written in different forms.
 *
 * | values                                              | equal                                                    |
 * | --------------------------------------------------- | -------------------------------------------------------- |
 * | `null` and an empty string                          | yes                                                      |
 * | `True` and `true`; `true` and `Yes`; `true` and `1` | yes                                                      |
 * | `Yes` and `1`                                       | no, because `Yes` can be a text, and `1` can be a number |
 * | `1000`, `1000.0` and `1e3`                          | yes                                                      |
 * | `1000` and `01000`                                  | no, because `01000` can be a postal code                 |
 * | `2023-01-26 18:46:00` and `2023-01-26T18:46:00Z`    | yes: a time without an offset is in UTC (our reading)    |
 * | `2023-01-26` and `2023-01-26 00:00:00`              | yes                                                      |
 * | any other strings                                   | only if they are identical                               |
 *
 * @example
 * import { sameInLog } from 'marketo-account-sync/records'
 *
 * assert.ok(sameInLog('2023-01-26 18:46:00', '2023-01-26T18:46:00.000+0000'))
 * assert.ok(sameInLog('139000000.0', '139000000'))
 * assert.ok(!sameInLog('Acme', 'ACME'))
 *
 * @category queries
 * @since 0.3.0
 */
export const sameInLog = (one: string | null, other: string | null): boolean => {
  const [a, b] = [one ?? '', other ?? '']
  if (a === b) return true
  const [first, second] = [canonical(a), canonical(b)]
  return (
    first === second ||
    (isBooleanWord(first) && asBoolean(b) === first) ||
    (isBooleanWord(second) && asBoolean(a) === second)
  )
}
