/**
 * Decodes the keys that Account and Contact records of the Salesforce REST API share. These are `attributes`, `Id`, `IsDeleted`
 * and `SystemModstamp`. Also checks the fields.
 */
import * as t from 'io-ts'
import type { Fields } from '../model/Field.js'
import { FieldName, FieldValue } from '../model/Field.js'
import { Instant } from '../model/Instant.js'
import { mayBeRelationship } from './AccountRelationships.js'
import type { JsonObject } from './Combinators.js'
import { decodeKey, decodeKeyIfPresent, flag, isObject, own } from './Combinators.js'

/** Adds an error if the `attributes` of a record name the wrong object. A record without `attributes` is not an error. */
const checkAttributes = (object: string, record: JsonObject, context: t.Context, errors: t.Errors): void => {
  const attributes = own(record, 'attributes')
  if (attributes === undefined || attributes === null) return
  const type = isObject(attributes) ? own(attributes, 'type') : undefined
  if (isObject(attributes) && (type === undefined || type === object)) return
  const inside = t.appendContext(context, 'attributes', t.unknown, attributes)
  errors.push(
    isObject(attributes)
      ? { value: type, context: t.appendContext(inside, 'type', t.string, type), message: JSON.stringify(object) }
      : { value: attributes, context: inside, message: 'an object that names the type of the record' },
  )
}

/** The decoded keys that Account and Contact records share. A key is `undefined` if its value could not be decoded. */
interface RecordHead<Id> {
  readonly id: Id | undefined
  readonly systemModstamp: Instant | undefined
  /** `undefined` if the record does not contain `IsDeleted`, or if the value of `IsDeleted` could not be decoded. */
  readonly isDeleted: boolean | undefined
}

/** Decodes the keys that Account and Contact records share. Adds an error to `errors` for each wrong value. */
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
    isDeleted: decodeKeyIfPresent(flag, record, 'IsDeleted', context, errors),
  }
}

/** Tests whether a field can have this value. */
const isPlain = (value: unknown): value is FieldValue =>
  typeof value === 'string' || value === null || typeof value === 'boolean' || Number.isFinite(value)

/**
 * Checks every key of a record. Returns the keys that are not fields. These are the relationships, and all other keys with a
 * compound value (an object or an array).
 *
 * The function adds an error for each key that cannot be the name of a field. It also adds an error for each wrong value, such as
 * an infinite number.
 *
 * The loop uses `for … in` with `hasOwnProperty.call`, because V8 then reads values by position. A loop with `Object.keys` or
 * `Object.hasOwn` takes five times as long, because V8 then looks up each value by name.
 */
export const checkFields = (
  isRelationship: (name: string) => boolean,
  record: JsonObject,
  context: t.Context,
  errors: t.Errors,
): ReadonlyArray<string> => {
  const notFields: Array<string> = []
  for (const key in record) {
    if (!Object.prototype.hasOwnProperty.call(record, key)) continue
    const value = record[key]
    if (!FieldName.is(key)) {
      errors.push({
        value: key,
        context: t.appendContext(context, key, FieldName, value),
        message: 'a key that is the API name of a Salesforce field: a letter, then letters, digits and _',
      })
    } else if (mayBeRelationship(key) && isRelationship(key)) notFields.push(key)
    else if (isPlain(value)) continue
    else if (typeof value === 'object' || value === undefined) notFields.push(key)
    else
      errors.push({
        value,
        context: t.appendContext(context, key, FieldValue, value),
        message: 'a string, a finite number, true, false, null, or a compound value (an object or an array)',
      })
  }
  return notFields
}

/**
 * The greatest number of names that the code removes one by one. For each of these names, the code makes a copy of the record. If
 * there are more names, the code is faster if it builds one new object.
 */
const mostCopies = 8

const without = (record: JsonObject, names: ReadonlyArray<string>): JsonObject => {
  if (names.length > mostCopies) {
    const left = new Set(names)
    return Object.fromEntries(Object.entries(record).filter(([name]) => !left.has(name)))
  }
  return names.reduce<JsonObject>((kept, name) => {
    // eslint-disable-next-line @typescript-eslint/no-unused-vars -- named so that the rest leaves it out
    const { [name]: _, ...others } = kept
    return others
  }, record)
}

/**
 * Returns the fields of a record that {@link checkFields} has checked. Names that are not fields are left out, and `-0` becomes
 * `0`.
 *
 * `copy` must be a copy of the whole record. A spread or a rest pattern must make the copy, because V8 then keeps its compact
 * layout of the record.
 *
 * If the code added the keys one by one, V8 would build a hash table. A hash table with 60 keys is slower than the compact
 * layout, and needs six times the memory.
 */
export const fieldsOfCopy = (copy: JsonObject, notFields: ReadonlyArray<string>): Fields => {
  const copied = notFields.filter((name) => Object.hasOwn(copy, name))
  const fields = (copied.length === 0 ? copy : without(copy, copied)) as Record<FieldName, FieldValue>
  for (const name in fields) if (Object.is(fields[name as FieldName], -0)) fields[name as FieldName] = 0
  return fields
}
