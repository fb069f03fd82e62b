/**
 * Decodes a mapping from JSON, so that people can write a mapping by hand.
 *
 * @since 0.2.0
 */
import * as t from 'io-ts'
import type { ObjectCodec } from '../codecs/Combinators.js'
import { checked, exactStruct, isObject, listOf, oneOf, optional, text } from '../codecs/Combinators.js'
import { FieldName as FieldNameCodec } from '../model/Field.js'
import { columnsOf } from './Columns.js'
import type { GivenMapping } from './Mapping.js'

type Names = Readonly<Record<string, string>>

const isNames = (value: unknown): value is Names =>
  isObject(value) && Object.values(value).every((name) => typeof name === 'string')

/** An object whose values are strings. A later step checks the keys, because the allowed keys depend on the kind of file. */
const names: t.Type<Names, Names, unknown> = new t.Type<Names, Names, unknown>(
  'an object of names of columns',
  isNames,
  (value, context) =>
    isNames(value)
      ? t.success(Object.fromEntries(Object.entries(value)))
      : t.failure(value, context, 'an object of names of columns'),
  t.identity,
)

/**
 * Decodes a mapping. Only the key `kind` is required. `columns`, `fields` and `ignored` are empty if they are missing. Any other
 * key is an error. Therefore you notice a misspelt key.
 *
 * A key of `columns` must be a column of the kind, and a key of `fields` must be a field name.
 *
 * @example
 * import { decodeErrors } from 'marketo-account-sync'
 * import { MappingFromJson, mappingOf } from 'marketo-account-sync/exports'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const given = MappingFromJson.decode({ kind: 'people', fields: { Industry: 'Sector' } })
 * if (E.isLeft(given)) assert.fail()
 * const mapping = mappingOf('people', { given: [given.right] })(['Id', 'SFDC Account Id', 'Sector'])
 * if (E.isLeft(mapping)) assert.fail()
 * assert.deepStrictEqual(mapping.right.fields, [{ field: 'Industry', by: 'given', column: 'Sector' }])
 *
 * const misspelt = MappingFromJson.decode({ kind: 'people', columns: { sfdcAcountId: 'Account' } })
 * assert.deepStrictEqual(E.mapLeft(decodeErrors)(misspelt), E.left([{
 *   path: 'columns.sfdcAcountId',
 *   expected: 'one of the columns id, sfdcContactId, sfdcAccountId, sfdcId, sfdcType, sfdcIsDeleted, contactCompany, updatedAt',
 *   found: '"Account"'
 * }]))
 *
 * @category codecs
 * @since 0.2.0
 */
export const MappingFromJson: ObjectCodec<GivenMapping> = checked(
  exactStruct('a mapping', {
    kind: oneOf('accounts', 'contacts', 'people', 'changes', 'syncStatus', 'syncErrors'),
    columns: optional(names, {}),
    fields: optional(names, {}),
    ignored: optional(listOf(text, 'names of columns'), []),
  }),
  ({ kind, columns, fields }) => [
    ...Object.keys(columns)
      .filter((column) => !columnsOf(kind).includes(column))
      .map((column) => ({
        path: ['columns', column],
        expected: `one of the columns ${columnsOf(kind).join(', ')}`,
        value: columns[column],
      })),
    ...Object.keys(fields)
      .filter((field) => !FieldNameCodec.is(field))
      .map((field) => ({ path: ['fields', field], expected: FieldNameCodec.name, value: field })),
  ],
)
