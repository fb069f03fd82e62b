/**
 * The errors that a codec reports if the codec cannot decode a value. Each error shows where the error is, what was expected
 * there, and what was found.
 *
 * @since 0.1.0
 */
import type { Context, Errors, ValidationError } from 'io-ts'

/**
 * One error in a value.
 *
 * @category model
 * @since 0.1.0
 */
export interface DecodeError {
  /** The keys that lead to the error, joined by dots, such as `record.SystemModstamp`. Empty if the whole value is wrong. */
  readonly path: string
  /** A description of the value that was expected at the path. */
  readonly expected: string
  /** A short description of the value that was found at the path. `nothing` means that the key is missing. */
  readonly found: string
}

/**
 * The maximum length of a value in an error. Longer values are shortened, because people read errors and a value can be a
 * megabyte long.
 */
const longestFinding = 80

const cut = (text: string): string =>
  text.length <= longestFinding ? text : `${text.slice(0, longestFinding)}… (${text.length} characters)`

/**
 * Describes an object. The description of an instance contains the name of its class. For example, a caller who passes a `Date`
 * instead of a string can see the mistake.
 */
const objectFound = (value: object): string => {
  const name = Object.prototype.toString.call(value).slice('[object '.length, -1)
  return name === 'Object' ? `an object of ${Object.keys(value).length} keys` : `an instance of ${name}`
}

/**
 * Describes a value in a few words. A primitive becomes JSON text. An array or object is described by its size, so the text stays
 * short even for a huge value.
 *
 * @example
 * import { found } from 'marketo-account-sync'
 *
 * assert.strictEqual(found('003'), '"003"')
 * assert.strictEqual(found({ a: 1, b: [] }), 'an object of 2 keys')
 * assert.strictEqual(found(new Date()), 'an instance of Date')
 * assert.strictEqual(found(undefined), 'nothing')
 *
 * @category errors
 * @since 0.1.0
 */
export const found = (value: unknown): string => {
  switch (typeof value) {
    case 'undefined':
      return 'nothing'
    case 'string':
      return value.length <= longestFinding
        ? JSON.stringify(value)
        : `${JSON.stringify(value.slice(0, longestFinding))}… (${value.length} characters)`
    case 'object':
      if (value === null) return 'null'
      return Array.isArray(value) ? `an array of ${value.length}` : objectFound(value)
    case 'function':
      return 'a function'
    case 'number':
    case 'bigint':
    case 'boolean':
    case 'symbol':
      return cut(String(value))
  }
}

const path = (context: Context): string =>
  context
    .map((entry) => entry.key)
    .filter((key) => key !== '')
    .map(cut)
    .join('.')

const decodeError = (error: ValidationError): DecodeError => ({
  path: path(error.context),
  expected: error.message ?? error.context[error.context.length - 1]?.type.name ?? 'another value',
  found: found(error.value),
})

/**
 * Lists the errors of a failed `decode`, in the order in which they were found. This function works with every codec of this
 * library.
 *
 * @example
 * import { decodeErrors } from 'marketo-account-sync'
 * import { InputFromJson } from 'marketo-account-sync/codecs'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * assert.deepStrictEqual(E.mapLeft(decodeErrors)(InputFromJson.decode({ _tag: 'SyncAccounts' })), E.left([{
 * path: '_tag',
 * expected: '"SyncAccount" or "SyncContact" or "ConfirmConversion" or "FailConversion" or "EditAccountField" or "PutPerson" or "ConvertPerson"',
 * found: '"SyncAccounts"'
 * }]))
 *
 * @category errors
 * @since 0.1.0
 */
export const decodeErrors = (errors: Errors): ReadonlyArray<DecodeError> => errors.map(decodeError)
