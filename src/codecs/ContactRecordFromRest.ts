/**
 * @since 0.1.0
 */
import * as t from 'io-ts'
import type { ContactRecord } from '../model/Contact.js'
import { Instant } from '../model/Instant.js'
import { AccountId, ContactId } from '../model/SalesforceId.js'
import type { JsonObject, ObjectCodec } from './Combinators.js'
import { decodeKey, isObject, nullable, optional, own, struct } from './Combinators.js'
import { checkFields, decodeHead } from './RestRecord.js'

const accountIdOrNull = nullable(AccountId)
const absentIsNull = optional(accountIdOrNull, null)

const isRecord = struct('ContactRecord', {
  id: ContactId,
  systemModstamp: Instant,
  isDeleted: t.boolean,
  accountId: accountIdOrNull,
}).is

const decodeAccountId = (
  record: JsonObject,
  isDeleted: boolean | undefined,
  context: t.Context,
  errors: t.Errors,
): AccountId | null | undefined => {
  if (own(record, 'AccountId') === '') return null
  return decodeKey(isDeleted === true ? absentIsNull : accountIdOrNull, record, 'AccountId', context, errors)
}

/**
 * Decodes a Contact record as the Salesforce REST API returns it.
 *
 * | in the record                | decoded                                                             |
 * | ---------------------------- | ------------------------------------------------------------------- |
 * | `Id`                         | `id`, 18 characters; another object's: error                        |
 * | `AccountId`                  | `accountId`; null or empty: null, a private contact                 |
 * | no `AccountId`               | an error, unless the record is a deletion                           |
 * | `SystemModstamp`             | `systemModstamp`; missing: error                                    |
 * | `IsDeleted`                  | `isDeleted`; missing: false                                         |
 * | any other key                | nothing; no field name, or an infinite number: error                |
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
  'ContactRecord',
  isRecord,
  (value, context) => {
    if (!isObject(value)) return t.failure(value, context, 'a Contact record of the Salesforce REST API')
    const errors: t.Errors = []
    const { id, systemModstamp, isDeleted } = decodeHead('Contact', ContactId, value, context, errors)
    const accountId = decodeAccountId(value, isDeleted, context, errors)
    checkFields(value, context, errors)
    return id === undefined ||
      systemModstamp === undefined ||
      isDeleted === undefined ||
      accountId === undefined ||
      errors.length > 0
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
