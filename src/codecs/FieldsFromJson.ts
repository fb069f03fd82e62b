/**
 * Reads and writes field values as JSON.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import { isRelationship } from './AccountRelationships.js'
import type { Fields } from '../model/Field.js'
import { FieldName, FieldValue } from '../model/Field.js'
import type { ObjectCodec } from './Combinators.js'
import { isObject } from './Combinators.js'
import { checkFields, fieldsOfCopy } from './RestRecord.js'

/**
 * Decodes an object whose keys are field names. A key that is not a field name is an error. A compound value (an object or an
 * array) is also an error.
 *
 * @category codecs
 * @since 0.1.0
 */
export const FieldsFromJson: ObjectCodec<Fields> = new t.Type(
  'fields',
  (value): value is Fields =>
    isObject(value) && Object.keys(value).every((key) => FieldName.is(key) && FieldValue.is(value[key])),
  (value, context) => {
    if (!isObject(value)) return t.failure(value, context, 'an object whose keys are field names')
    const errors: t.Errors = []
    const compounds = checkFields(() => false, value, context, errors)
    for (const key of Object.keys(value))
      if (typeof value[key] === 'object' && value[key] !== null)
        errors.push({
          value: value[key],
          context: t.appendContext(context, key, FieldValue, value[key]),
          message: 'a string, a finite number, true, false or null',
        })
    return errors.length > 0 ? t.failures(errors) : t.success(fieldsOfCopy({ ...value }, compounds))
  },
  (fields) => ({ ...fields }),
)

/**
 * Decodes the fields of an account that a service has stored. If a relationship or a compound value was null, releases 0.1 and
 * 0.2 stored it as a field. The codec therefore removes the names of relationships and compound values, for example `Parent`.
 */
export const StoredFields: ObjectCodec<Fields> = new t.Type(
  FieldsFromJson.name,
  (value): value is Fields => FieldsFromJson.is(value) && !Object.keys(value).some(isRelationship),
  (value, context) =>
    E.map((fields: Fields) =>
      Object.keys(fields).some(isRelationship)
        ? Object.fromEntries(Object.entries(fields).filter(([name]) => !isRelationship(name)))
        : fields,
    )(FieldsFromJson.validate(value, context)),
  FieldsFromJson.encode,
)
