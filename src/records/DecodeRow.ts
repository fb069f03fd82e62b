/** Decodes one row of a query result with the codec for its Salesforce object. */
import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import type { JsonObject } from '../codecs/Combinators.js'
import { isObject, own } from '../codecs/Combinators.js'
import type { DecodeError } from '../model/DecodeError.js'
import { found } from '../model/DecodeError.js'
import type { ContactRow } from './ContactRow.js'
import { idInUrl, withAccountId } from './ContactRow.js'
import { decode, decodeError } from './DecodeEach.js'
import type { ObjectSchema } from './Describe.js'
import type { LeftOutKeys } from './LeftOut.js'
import type { PreparedRow } from './RecordRow.js'
import { isMilliseconds, isOfTable, prepareRow, recordInRow } from './RecordRow.js'
import { isRecord, keysFound } from './RecordsIn.js'
import { rowKeys } from './RowKey.js'
import { schemaFields } from './SchemaFields.js'

type Errors = ReadonlyArray<DecodeError>

/**
 * Adds a hint that tells the caller to pass a schema. Without a schema, the library cannot recognise dates that are written as
 * numbers.
 */
const withHint = (record: JsonObject, error: DecodeError): DecodeError =>
  error.path === 'SystemModstamp' && isMilliseconds(own(record, 'SystemModstamp'))
    ? {
        ...error,
        expected: `${error.expected}; pass a schema to read dates in milliseconds`,
        found: `${error.found}, milliseconds since 1970`,
      }
    : error

/** Adds the `Id` from `attributes.url` if the query did not select `Id`. */
const withId = (record: JsonObject): JsonObject => {
  const id = own(record, 'Id') === undefined ? idInUrl(record) : undefined
  return id === undefined ? record : { ...record, Id: id }
}

/** Replaces the path in an error. The old path is a key of the decoded record. The new path is the column of the original row. */
const inRow =
  (row: JsonObject, columns: ReadonlyMap<string, string>) =>
  (error: DecodeError): DecodeError => {
    const column = columns.get(error.path)
    if (column !== undefined) return { ...error, path: column }
    const id = error.path === 'Id' && own(row, 'Id') === undefined ? idInUrl(row) : undefined
    return id === undefined
      ? error
      : { path: 'attributes.url', expected: `a URL that ends with ${error.expected}`, found: found(id) }
  }

/** Makes the error for a table that needs a schema, because its column names are not API names. */
const needsSchema = (row: JsonObject): Errors => [
  decodeError('Id', 'the key Id in this spelling (pass a schema to read a table with other spellings)', own(row, 'Id')),
]

/**
 * Makes the error for an item that has no key of a record. Such an item is probably an object that contains records, and not a
 * record.
 */
const notARecord = (object: string, row: JsonObject): DecodeError => ({
  path: '',
  expected: `${object === 'Account' ? 'an' : 'a'} ${object} record, with Id, attributes or SystemModstamp`,
  found: keysFound(row),
})

/** Makes a decoder for rows. The decoder also counts the keys that it leaves out. */
export const rowDecoder = <A>(
  object: 'Account' | 'Contact',
  codec: t.Type<A, unknown, unknown>,
  schema: ObjectSchema | undefined,
  leftOut: LeftOutKeys,
): ((row: ContactRow) => E.Either<Errors, A>) => {
  const fields = schema === undefined ? undefined : schemaFields(schema)
  const prepare = prepareRow(rowKeys(fields), fields !== undefined)

  const decodePrepared = (
    row: JsonObject,
    { record, errors, columns }: PreparedRow,
    parentId: unknown,
  ): E.Either<Errors, A> => {
    const identified = withId(record)
    const linked = object === 'Contact' ? withAccountId(identified, row, parentId) : E.right(identified)
    if (E.isLeft(linked)) return E.left([...errors, linked.left])
    const decoded = decode(codec, linked.right)
    if (E.isRight(decoded)) return errors.length === 0 ? decoded : E.left(errors)
    return E.left([...errors, ...decoded.left.map((error) => inRow(row, columns)(withHint(linked.right, error)))])
  }

  return ({ value, parentId }) => {
    if (!isObject(value)) return decode(codec, value)
    // Most rows need no preparation. Without the preparation, decoding takes half the time.
    if (fields === undefined && parentId === undefined && !isObject(own(value, 'Account'))) {
      const decoded = codec.decode(withId(value))
      if (E.isRight(decoded)) return decoded
    }
    const row = recordInRow(value)
    if (!isRecord(row) && !isOfTable(row)) return E.left([notARecord(object, row)])
    if (fields === undefined && object === 'Account' && isOfTable(row)) return E.left(needsSchema(row))
    const prepared = prepare(row)
    leftOut.add(prepared.leftOut)
    return decodePrepared(row, prepared, parentId)
  }
}
