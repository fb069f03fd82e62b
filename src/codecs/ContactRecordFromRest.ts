/**
 * Reads and writes a Contact record in the JSON format of the Salesforce REST API.
 *
 * @since 0.1.0
 */
import * as t from 'io-ts'
import type { ContactRecord } from '../model/Contact.js'
import { Instant } from '../model/Instant.js'
import { AccountId, ContactId } from '../model/SalesforceId.js'
import type { JsonObject, ObjectCodec } from './Combinators.js'
import { decodeKey, flag, isObject, nullable, optional, own, struct } from './Combinators.js'
import { checkFields, decodeHead } from './RestRecord.js'

const accountIdOrNull = nullable(AccountId)
const absentIsNull = optional(accountIdOrNull, null)

/** This library ignores the fields of contacts. So this codec does not have to distinguish fields from relationships. */
const noRelationship = (): boolean => false

const isRecord = struct('a contact record', {
  id: ContactId,
  systemModstamp: Instant,
  isDeleted: flag,
  accountId: accountIdOrNull,
}).is

const decodeAccountId = (
  record: JsonObject,
  isDeleted: boolean,
  context: t.Context,
  errors: t.Errors,
): AccountId | null | undefined => {
  if (own(record, 'AccountId') === '') return null
  return decodeKey(isDeleted ? absentIsNull : accountIdOrNull, record, 'AccountId', context, errors)
}

/**
 * Decodes a Contact record in the JSON format of the Salesforce REST API.
 *
 * | key of the record | what it decodes to                                                                  |
 * | ----------------- | ----------------------------------------------------------------------------------- |
 * | `Id`              | `id`, with 18 characters; the id of another object is an error                      |
 * | `AccountId`       | `accountId`; null or an empty string means a private contact                        |
 * | `SystemModstamp`  | `systemModstamp`; an error if it is missing                                         |
 * | `IsDeleted`       | `isDeleted`; false if it is missing                                                 |
 * | `attributes`      | nothing; an error if `attributes.type` is not `Contact`                             |
 * | any other key     | nothing; an error if the key is not a field name or the value is an infinite number |
 *
 * A missing `AccountId` is an error, except in a record of a deleted contact.
 *
 * @example
 * import { ContactRecordFromRest } from 'marketo-account-sync/codecs'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const stamp = { SystemModstamp: '2020-10-22T21:03:23.000+0000' }
 * assert.ok(E.isRight(ContactRecordFromRest.decode({ Id: '0034W00002xyzAB', AccountId: null, ...stamp })))
 * assert.ok(E.isLeft(ContactRecordFromRest.decode({ Id: '0034W00002xyzAB', ...stamp })))
 *
 * @category codecs
 * @since 0.1.0
 */
export const ContactRecordFromRest: ObjectCodec<ContactRecord> = new t.Type(
  'a contact record',
  isRecord,
  (value, context) => {
    if (!isObject(value)) return t.failure(value, context, 'a Contact record of the Salesforce REST API')
    const errors: t.Errors = []
    const { id, systemModstamp, isDeleted = false } = decodeHead('Contact', ContactId, value, context, errors)
    const accountId = decodeAccountId(value, isDeleted, context, errors)
    checkFields(noRelationship, value, context, errors)
    return id === undefined || systemModstamp === undefined || accountId === undefined || errors.length > 0
      ? t.failures(errors)
      : t.success({ id, systemModstamp, isDeleted, accountId })
  },
  ({ id, systemModstamp, isDeleted, accountId }) => ({
    attributes: { type: 'Contact' },
    Id: id,
    AccountId: accountId,
    IsDeleted: isDeleted,
    SystemModstamp: Instant.encode(systemModstamp),
  }),
)
