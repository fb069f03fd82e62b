/**
 * What account and contact records of the Salesforce REST API have in common: `attributes`, `Id`, `IsDeleted`,
 * `SystemModstamp`, and keys that are field names.
 */
import * as t from 'io-ts'
import type { Fields } from '../model/Field.js'
import { FieldName, FieldValue } from '../model/Field.js'
import { Instant } from '../model/Instant.js'
import type { JsonObject } from './Combinators.js'
import { decodeKey, flag, isObject, optional, own } from './Combinators.js'

const isDeleted = optional(flag, false)

/** The type that `attributes` names, where present, must be the object's. */
const checkAttributes = (object: string, record: JsonObject, context: t.Context, errors: t.Errors): void => {
  const attributes = own(record, 'attributes')
  if (attributes === undefined || attributes === null) return
  const type = isObject(attributes) ? own(attributes, 'type') : undefined
  if (isObject(attributes) && (type === undefined || type === object)) return
  const inside = t.appendContext(context, 'attributes', t.unknown, attributes)
  errors.push(
    isObject(attributes)
      ? { value: type, context: t.appendContext(inside, 'type', t.string, type), message: JSON.stringify(object) }
      : { value: attributes, context: inside, message: 'an object with the type of the record' },
  )
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

/** Whether a value of a record is one that a field can have. */
const isPlain = (value: unknown): value is FieldValue =>
  typeof value === 'string' || value === null || typeof value === 'boolean' || Number.isFinite(value)

/**
 * Checks every key of a record, and returns the names of the compound values (an address, a sub-query, a relationship),
 * which are no fields. A key that is no field name, or a value that is neither, is an error.
 *
 * `for … in` with `hasOwnProperty.call`, for V8 then reads the values by their places: 60 of them in 0.1 µs. Over
 * `Object.keys`, or asking `Object.hasOwn`, it looks each up by its name and takes five times as long.
 */
export const checkFields = (record: JsonObject, context: t.Context, errors: t.Errors): ReadonlyArray<string> => {
  const compounds: Array<string> = []
  for (const key in record) {
    if (!Object.prototype.hasOwnProperty.call(record, key)) continue
    const value = record[key]
    if (!FieldName.is(key)) {
      errors.push({
        value: key,
        context: t.appendContext(context, key, FieldName, value),
        message: 'a key that is the API name of a Salesforce field: a letter, then letters, digits and _',
      })
    } else if (isPlain(value)) continue
    else if (typeof value === 'object' || value === undefined) compounds.push(key)
    else
      errors.push({
        value,
        context: t.appendContext(context, key, FieldValue, value),
        message: 'a string, a finite number, true, false, null, or a compound value',
      })
  }
  return compounds
}

/** Above this, copying anew for each name costs more than it saves. */
const mostCopies = 8

const without = (record: JsonObject, names: ReadonlyArray<string>): JsonObject => {
  if (names.length > mostCopies) {
    const left = new Set(names)
    return Object.fromEntries(Object.entries(record).filter(([name]) => !left.has(name)))
  }
  return names.reduce<JsonObject>((kept, name) => {
    // eslint-disable-next-line @typescript-eslint/no-unused-vars -- named to be left out
    const { [name]: _, ...others } = kept
    return others
  }, record)
}

/**
 * The fields of a record that {@link checkFields} has checked: a copy without the compound values, `-0` as `0`.
 *
 * `copy` is the record copied as a whole, by spread or a rest pattern, which keeps the shape that V8 gave the record. Were
 * its keys added one by one, V8 would make a hash table of more than a dozen: for 60 keys six times the memory, for as long
 * as Marketo holds the account, and slower to make and to read.
 */
export const fieldsOfCopy = (copy: JsonObject, compounds: ReadonlyArray<string>): Fields => {
  const held = compounds.filter((name) => Object.hasOwn(copy, name))
  const fields = (held.length === 0 ? copy : without(copy, held)) as Record<FieldName, FieldValue>
  for (const name in fields) if (Object.is(fields[name as FieldName], -0)) fields[name as FieldName] = 0
  return fields
}
