/**
 * What account and contact records of the Salesforce REST API have in common: `attributes`, `Id`, `IsDeleted`,
 * `SystemModstamp`, and keys that are field names.
 */
import * as t from 'io-ts'
import { FieldName, FieldValue } from '../Field.js'
import { Instant } from '../Instant.js'
import type { JsonObject } from './Combinators.js'
import { decodeKey, flag, isObject, optional, own } from './Combinators.js'

const isDeleted = optional(flag, false)

/** The type that `attributes` names, where present, must be the object's. */
const checkAttributes = (object: string, record: JsonObject, context: t.Context, errors: t.Errors): void => {
  const attributes = own(record, 'attributes')
  if (attributes === undefined || attributes === null) return
  const inside = t.appendContext(context, 'attributes', t.unknown, attributes)
  if (!isObject(attributes)) {
    errors.push({ value: attributes, context: inside, message: 'an object with the type of the record' })
    return
  }
  const type = own(attributes, 'type')
  if (type !== undefined && type !== object)
    errors.push({
      value: type,
      context: t.appendContext(inside, 'type', t.string, type),
      message: JSON.stringify(object),
    })
}

/** What every record has; `undefined` where there is an error instead. */
interface RecordHead<Id> {
  readonly id: Id | undefined
  readonly systemModstamp: Instant | undefined
  readonly isDeleted: boolean | undefined
}

/** What every record has, or errors. */
export const decodeHead = <Id>(
  object: string,
  idCodec: t.Type<Id, unknown, unknown>,
  record: JsonObject,
  context: t.Context,
  errors: t.Errors,
): RecordHead<Id> => {
  checkAttributes(object, record, context, errors)
  return {
    id: decodeKey(idCodec, record, 'Id', context, errors),
    systemModstamp: decodeKey(Instant, record, 'SystemModstamp', context, errors),
    isDeleted: decodeKey(isDeleted, record, 'IsDeleted', context, errors),
  }
}

export type FieldVisitor = (name: FieldName, value: FieldValue) => void

/**
 * Passes each key with a plain value to `visit`. A compound value (an address, a sub-query, a relationship) is no field;
 * a key that is no field name, or a value that is no field value, is an error.
 */
export const visitFields = (record: JsonObject, context: t.Context, errors: t.Errors, visit: FieldVisitor): void => {
  for (const key of Object.keys(record)) {
    const value = record[key]
    if (!FieldName.is(key)) {
      errors.push({
        value: key,
        context: t.appendContext(context, key, FieldName, value),
        message: 'a key that is the API name of a Salesforce field: a letter, then letters, digits and _',
      })
    } else if (typeof value === 'string' || value === null || typeof value === 'boolean') visit(key, value)
    else if (typeof value === 'number' && Number.isFinite(value)) visit(key, value === 0 ? 0 : value)
    else if (typeof value !== 'object' && value !== undefined)
      errors.push({
        value,
        context: t.appendContext(context, key, FieldValue, value),
        message: 'a string, a finite number, true, false, null, or a compound value',
      })
  }
}
