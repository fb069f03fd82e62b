/**
 * Reads and writes an Account record in the JSON format of the Salesforce REST API.
 *
 * @since 0.1.0
 */
import * as t from 'io-ts'
import type { AccountRecord } from '../model/Account.js'
import { isFieldKey, isRelationship } from './AccountRelationships.js'
import { FieldName as FieldNameCodec, FieldValue as FieldValueCodec } from '../model/Field.js'
import { Instant } from '../model/Instant.js'
import { AccountId } from '../model/SalesforceId.js'
import type { JsonObject, ObjectCodec } from './Combinators.js'
import { decodeKeyIfPresent, isObject, nullable } from './Combinators.js'
import { checkFields, decodeHead, fieldsOfCopy } from './RestRecord.js'

const accountIdOrNull = nullable(AccountId)

/** Decodes an id that can be blank. The REST API writes null for a blank id, and an export writes an empty string. */
const idOrBlank: t.Type<AccountId | null, string | null, unknown> = new t.Type(
  accountIdOrNull.name,
  accountIdOrNull.is,
  (value, context) => (value === '' ? t.success(null) : accountIdOrNull.validate(value, context)),
  accountIdOrNull.encode,
)

const recordKeys: ReadonlyArray<string> = ['id', 'systemModstamp', 'isDeleted', 'masterRecordId', 'fields']

const isRecord = (value: unknown): value is AccountRecord => {
  if (!isObject(value)) return false
  const { id, systemModstamp, isDeleted, masterRecordId, fields } = value
  return (
    Object.keys(value).every((key) => recordKeys.includes(key) && value[key] !== undefined) &&
    AccountId.is(id) &&
    Instant.is(systemModstamp) &&
    (isDeleted === undefined || typeof isDeleted === 'boolean') &&
    (masterRecordId === undefined || accountIdOrNull.is(masterRecordId)) &&
    isObject(fields) &&
    Object.keys(fields).every((key) => FieldNameCodec.is(key) && isFieldKey(key) && FieldValueCodec.is(fields[key]))
  )
}

/** Removes the keys that `isFieldKey` does not accept as fields. */
const withoutRecordKeys = (record: JsonObject): JsonObject => {
  /* eslint-disable @typescript-eslint/no-unused-vars -- named so that the rest leaves them out */
  const {
    attributes,
    Id,
    IsDeleted,
    CreatedById,
    CreatedDate,
    LastActivityDate,
    LastModifiedById,
    LastModifiedDate,
    LastReferencedDate,
    LastViewedDate,
    MasterRecordId,
    SystemModstamp,
    ...fields
  } = record
  /* eslint-enable @typescript-eslint/no-unused-vars */
  return fields
}

/**
 * Decodes an Account record in the JSON format of the Salesforce REST API.
 *
 * | key of the record                                                                                 | what it decodes to                                                  |
 * | ------------------------------------------------------------------------------------------------- | ------------------------------------------------------------------- |
 * | `Id`                                                                                              | `id`, with 18 characters; the id of another object is an error      |
 * | `SystemModstamp`                                                                                  | `systemModstamp`; an error if it is missing                         |
 * | `IsDeleted`                                                                                       | `isDeleted`; absent if `IsDeleted` is missing                       |
 * | `MasterRecordId`                                                                                  | `masterRecordId`; absent if missing; an empty string counts as null |
 * | `attributes`                                                                                      | nothing; an error if `attributes.type` is not `Account`             |
 * | `CreatedDate` and the like (`isFieldKey`)                                                         | nothing                                                             |
 * | a relationship or a compound value, such as `Parent`, `Contacts`, `BillingAddress` or `Region__r` | nothing, even if it is null                                         |
 * | any other key                                                                                     | a field; an error if the key is not a field name                    |
 *
 * @example
 * import { decodeErrors } from 'marketo-account-sync'
 * import { AccountRecordFromRest } from 'marketo-account-sync/codecs'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const record = AccountRecordFromRest.decode({
 * attributes: { type: 'Account' },
 * Id: '0014W000027f6Uw',
 * SystemModstamp: '2020-10-22T21:03:23.000+0000',
 * Industry: 'Electronics',
 * BillingAddress: { city: 'Austin' }
 * })
 * assert.deepStrictEqual(E.map((r: { fields: unknown }) => r.fields)(record), E.right({ Industry: 'Electronics' }))
 *
 * const bad = AccountRecordFromRest.decode({ Id: '0014W000027f6UwQAI', SystemModstamp: '2021-02-29T00:00:00Z' })
 * assert.deepStrictEqual(E.mapLeft(decodeErrors)(bad), E.left([{
 * path: 'SystemModstamp',
 * expected: 'a date and time that exists, in ISO 8601 with its offset',
 * found: '"2021-02-29T00:00:00Z"'
 * }]))
 *
 * @category codecs
 * @since 0.1.0
 */
export const AccountRecordFromRest: ObjectCodec<AccountRecord> = new t.Type(
  'an account record',
  isRecord,
  (value, context) => {
    if (!isObject(value)) return t.failure(value, context, 'an Account record of the Salesforce REST API')
    const errors: t.Errors = []
    const { id, systemModstamp, isDeleted } = decodeHead('Account', AccountId, value, context, errors)
    const masterRecordId = decodeKeyIfPresent(idOrBlank, value, 'MasterRecordId', context, errors)
    const notFields = checkFields(isRelationship, value, context, errors)
    if (id === undefined || systemModstamp === undefined || errors.length > 0) return t.failures(errors)
    const fields = fieldsOfCopy(withoutRecordKeys(value), notFields)
    // This code runs for every record of a page. It does not use a spread, because a spread is slower.
    const record = isDeleted === undefined ? { id, systemModstamp, fields } : { id, systemModstamp, isDeleted, fields }
    return t.success(masterRecordId === undefined ? record : { ...record, masterRecordId })
  },
  ({ id, systemModstamp, isDeleted, masterRecordId, fields }) => ({
    attributes: { type: 'Account' },
    Id: id,
    ...(isDeleted === undefined ? {} : { IsDeleted: isDeleted }),
    ...(masterRecordId === undefined ? {} : { MasterRecordId: masterRecordId }),
    SystemModstamp: Instant.encode(systemModstamp),
    ...fields,
  }),
)
