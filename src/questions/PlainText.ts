/**
 * Formats strings and numbers for sentences that people read.
 *
 * @since 0.4.0
 */
import type { FieldValue } from '../model/Field.js'
import { Instant } from '../model/Instant.js'

const longest = 60

const codeOf = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`

/**
 * Makes a string from outside safe to print on one line, for example in a terminal. Any run of white space becomes one space. An
 * invisible character becomes an escape, such as `\\u202e`. A string of more than 60 characters is shortened.
 *
 * @example
 * import { plainText } from 'marketo-account-sync/questions'
 *
 * assert.strictEqual(plainText('two\nlines\u202e'), 'two lines\\u202e')
 * assert.strictEqual(plainText('x'.repeat(61)), `${'x'.repeat(60)}…`)
 *
 * @category texts
 * @since 0.4.0
 */
export const plainText = (text: string): string => {
  const start = text.length > 4 * longest ? text.slice(0, 4 * longest) : text
  const visible = start.replace(/\s+/gu, ' ').replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, codeOf)
  const characters = Array.from(visible)
  return characters.length <= longest && start === text ? visible : `${characters.slice(0, longest).join('')}…`
}

/**
 * Formats a whole number with a comma before each group of three digits.
 *
 * @example
 * import { groupedNumber } from 'marketo-account-sync/questions'
 *
 * assert.strictEqual(groupedNumber(5001), '5,001')
 *
 * @category texts
 * @since 0.4.0
 */
export const groupedNumber = (n: number): string => String(n).replace(/\B(?=(?:\d{3})+$)/g, ',')

/**
 * Formats a number and a noun. The noun is in the plural, except after the number 1.
 *
 * @example
 * import { counted } from 'marketo-account-sync/questions'
 *
 * assert.deepStrictEqual([counted(1, 'contact'), counted(5001, 'contact')], ['1 contact', '5,001 contacts'])
 *
 * @category texts
 * @since 0.4.0
 */
export const counted = (n: number, noun: string): string => `${groupedNumber(n)} ${noun}${n === 1 ? '' : 's'}`

/** @internal */
export const valueWords = (value: FieldValue): string =>
  value === null ? '(blank)' : value === '' ? '(empty text)' : plainText(String(value))

/**
 * Formats an instant as a date with hour and minute in UTC.
 *
 * @example
 * import { Instant } from 'marketo-account-sync'
 * import { minuteWords } from 'marketo-account-sync/questions'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * assert.deepStrictEqual(E.map(minuteWords)(Instant.decode('2026-03-02T09:00:59Z')), E.right('2026-03-02 09:00'))
 *
 * @category texts
 * @since 0.4.0
 */
export const minuteWords = (at: Instant): string => Instant.encode(at).slice(0, 16).replace('T', ' ')
