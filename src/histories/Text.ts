/**
 * Parses and prints strings and field values in a history. A string without quotes ends at the next comma. A string that contains
 * a comma must be in double quotes, as in JSON.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { FieldValue } from '../model/Field.js'
import type { Parser } from './Scan.js'
import { checked, firstOf, map, matching } from './Scan.js'

const anyText = 'a text (in double quotes, if it has a comma)'

/** Parses a text as JSON. Returns `undefined` if the text is not JSON. */
export const jsonIn = (text: string): unknown =>
  E.getOrElse((): unknown => undefined)(
    E.tryCatch(
      () => JSON.parse(text) as unknown,
      () => undefined,
    ),
  )

const inQuotes: Parser<string> = checked((text: string) => {
  const value = jsonIn(text)
  return typeof value === 'string' ? { value } : { expected: 'a text in double quotes, as in JSON' }
})(matching(/"(?:[^"\\]|\\[^])*"/, 'a text in double quotes'))

/** Reads the text up to the next comma. Leaves out spaces and tabs at the end of the text. */
const bare: Parser<string> = (text, at) => {
  const scanned = matching(/[^",][^,]*/, anyText)(text, at)
  return scanned.isRead ? { ...scanned, value: scanned.value.replace(/[ \t]+$/, '') } : scanned
}

export const text: Parser<string> = firstOf(inQuotes, bare)

export const textOrNull: Parser<string | null> = firstOf<string | null>(
  inQuotes,
  map((value: string) => (value === 'null' ? null : value))(bare),
)

const literals: ReadonlyMap<string, FieldValue> = /* @__PURE__ */ new Map<string, FieldValue>([
  ['null', null],
  ['true', true],
  ['false', false],
])
const number = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

const bareValue = (word: string): { readonly value: FieldValue } | { readonly expected: string } => {
  const literal = literals.get(word)
  if (literal !== undefined) return { value: literal }
  if (!number.test(word)) return { value: word }
  const value = Number(word)
  return Number.isFinite(value) ? { value: value === 0 ? 0 : value } : { expected: 'a finite number' }
}

/** Reads a number, `true`, `false` or `null`, written as in JSON. Anything else is a string. */
export const fieldValue: Parser<FieldValue> = firstOf<FieldValue>(inQuotes, checked(bareValue)(bare))

/**
 * A string that matches this pattern is printed without quotes, because the parser reads the string back unchanged. All other
 * strings are printed in double quotes.
 */
const plainWords = /^[\p{L}\p{N}][\p{L}\p{N}.'&()+/_-]*(?: [\p{L}\p{N}.'&()+/_-]+)*$/u

export const printText = (value: string): string => (plainWords.test(value) ? value : JSON.stringify(value))

export const printTextOrNull = (value: string | null): string =>
  value === null ? 'null' : value === 'null' ? '"null"' : printText(value)

/**
 * Writes a field value as in a history. `null`, numbers and booleans are written as in JSON. A string has no quotes if the parser
 * reads it back unchanged.
 *
 * @example
 * import { printFieldValue } from 'marketo-account-sync/histories'
 *
 * assert.strictEqual(printFieldValue('Food & Beverage'), 'Food & Beverage')
 * assert.strictEqual(printFieldValue('Food, Beverage'), '"Food, Beverage"')
 * assert.strictEqual(printFieldValue('12'), '"12"')
 * assert.strictEqual(printFieldValue(12), '12')
 *
 * @category names
 * @since 0.4.0
 */
export const printFieldValue = (value: FieldValue): string => {
  if (typeof value !== 'string') return String(value)
  return literals.has(value) || number.test(value) ? JSON.stringify(value) : printText(value)
}
