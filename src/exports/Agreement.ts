/**
 * Compares the value of a field in Salesforce with its value in Marketo.
 *
 * @since 0.2.0
 */
import type { FieldValue } from '../model/Field.js'
import type { ValueKind } from './Comparable.js'
import { comparable, comparableText } from './Comparable.js'
import type { Notation } from './Notation.js'
import { currencyIn } from './Notation.js'

const utf8Length = (text: string): number => {
  let length = 0
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return length
}

/**
 * Tests whether Marketo can have shortened a value to this length. Marketo cuts off a value at 255 or at 30,000. The length is in
 * characters or in bytes.
 *
 * If Marketo cuts inside a character of several bytes, it removes the whole character. The value is then up to 3 bytes shorter
 * than the limit.
 */
const isCutAt = (length: number): boolean => (length >= 252 && length <= 255) || (length >= 29_997 && length <= 30_000)

/**
 * Whether and how two values of a field agree.
 *
 * | value                 | meaning                                                                                                          |
 * | --------------------- | ---------------------------------------------------------------------------------------------------------------- |
 * | `same`                | the two values are identical                                                                                     |
 * | `written-differently` | the two values mean the same, but are written differently ({@link comparable})                                   |
 * | `cut`                 | Marketo shows the beginning of a value that is longer than 255 characters or 30,000 bytes                        |
 * | `different`           | the two values mean different things                                                                             |
 *
 * @category model
 * @since 0.2.0
 */
export type Agreement = 'same' | 'written-differently' | 'cut' | 'different'

const currencyOf = (value: FieldValue): string | undefined =>
  typeof value === 'string' ? currencyIn(value) : undefined

/**
 * Each of these currency codes has only one symbol. Any other code, such as CAD, can have any symbol, because several currencies
 * use `$`.
 */
const symbols: Readonly<Record<string, string>> = { USD: '$', EUR: '€', GBP: '£', JPY: '¥', CNY: '¥' }

const isCode = (currency: string): boolean => currency.length === 3

const symbolOf = (currency: string): string | undefined => (isCode(currency) ? symbols[currency] : currency)

/** Tests whether two amounts have currencies that cannot be the same. */
const haveOtherCurrencies = (a: FieldValue, b: FieldValue): boolean => {
  const [one, other] = [currencyOf(a), currencyOf(b)]
  if (one === undefined || other === undefined || one === other) return false
  if (isCode(one) && isCode(other)) return true
  const [ofOne, ofOther] = [symbolOf(one), symbolOf(other)]
  return ofOne !== undefined && ofOther !== undefined && ofOne !== ofOther
}

/**
 * Compares the value of a field in Salesforce with its value in Marketo.
 *
 * @example
 * import { agreement, apiNotation } from 'marketo-account-sync/exports'
 *
 * const agree = agreement('number', { salesforce: apiNotation, marketo: { ...apiNotation, decimalMark: ',' } })
 * assert.strictEqual(agree('1000.5', '1.000,50'), 'written-differently')
 * assert.strictEqual(agree('1000.5', '1.000'), 'different')
 *
 * @category queries
 * @since 0.2.0
 */
export const agreement = (
  kind: ValueKind,
  notations: { readonly salesforce: Notation; readonly marketo: Notation },
): ((salesforce: FieldValue, marketo: FieldValue) => Agreement) => {
  const ofSalesforce = comparable(kind, notations.salesforce)
  const ofMarketo = comparable(kind, notations.marketo)
  return (salesforce, marketo) => {
    if (salesforce === marketo) return 'same'
    if (ofSalesforce(salesforce) === ofMarketo(marketo))
      return kind === 'number' && haveOtherCurrencies(salesforce, marketo) ? 'different' : 'written-differently'
    if (typeof salesforce !== 'string' || typeof marketo !== 'string' || marketo.length < 60) return 'different'
    const [whole, part] = [comparableText(salesforce), comparableText(marketo)]
    const isCut =
      part.length < whole.length && whole.startsWith(part) && [marketo.length, utf8Length(marketo)].some(isCutAt)
    return isCut ? 'cut' : 'different'
  }
}
