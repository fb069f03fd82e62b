/** Reads the errors that Salesforce and Marketo send instead of data. The codes and messages stay unchanged. */
import * as O from 'fp-ts/lib/Option.js'
import type { JsonObject } from '../codecs/Combinators.js'
import { isObject, own } from '../codecs/Combinators.js'
import type { DecodeError } from '../model/DecodeError.js'
import { decodeError } from './DecodeEach.js'

/** Returns an error code or a message as a string. The vendors document codes as strings, but send some codes as numbers. */
const textAt = (error: JsonObject, key: string): string => {
  const value = own(error, key)
  return typeof value === 'string' || Number.isFinite(value) ? String(value) : ''
}

const vendorError = (
  path: string,
  expected: string,
  error: unknown,
  codeKey: string,
  messageKey = 'message',
): DecodeError =>
  isObject(error)
    ? decodeError(path, expected, `${textAt(error, codeKey)} ${textAt(error, messageKey)}`.trim())
    : decodeError(path, expected, error)

type Errors = ReadonlyArray<DecodeError>

const isRestError = (item: unknown): boolean =>
  isObject(item) && (typeof own(item, 'errorCode') === 'string' || Number.isFinite(own(item, 'errorCode')))

/**
 * Reads the errors in a response from Salesforce. Each Salesforce interface has a different error format. A list of records never
 * looks like a list of errors, because no field is called `errorCode`.
 *
 * | interface    | form                                  |
 * | ------------ | ------------------------------------- |
 * | REST         | `[{ errorCode, message }]`            |
 * | Bulk API     | `{ exceptionCode, exceptionMessage }` |
 * | command line | `{ status: 1, name, message }`        |
 */
export const salesforceErrors = (expected: string, answer: unknown): O.Option<Errors> => {
  if (Array.isArray(answer)) {
    const list: ReadonlyArray<unknown> = answer
    return list.length > 0 && list.every(isRestError)
      ? O.some(list.map((error, index) => vendorError(String(index), expected, error, 'errorCode')))
      : O.none
  }
  if (!isObject(answer)) return O.none
  if (typeof own(answer, 'exceptionCode') === 'string')
    return O.some([vendorError('', expected, answer, 'exceptionCode', 'exceptionMessage')])
  const status = own(answer, 'status')
  return typeof status === 'number' && status !== 0 && typeof own(answer, 'message') === 'string'
    ? O.some([vendorError('', expected, answer, 'name')])
    : O.none
}

/** Reads the errors in a response from Marketo. Such a response has a key `success` that is not true. */
export const marketoErrors = (expected: string, answer: JsonObject): Errors => {
  const errors = own(answer, 'errors')
  if (!Array.isArray(errors) || errors.length === 0) return [decodeError('success', 'true', own(answer, 'success'))]
  return (errors as ReadonlyArray<unknown>).map((error, index) =>
    vendorError(`errors.${index}`, expected, error, 'code'),
  )
}
