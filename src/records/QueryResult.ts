/**
 * Decodes account and contact records from a query result of the Salesforce REST API. The client library jsforce returns such
 * results unchanged.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import { AccountRecordFromRest } from '../codecs/AccountRecordFromRest.js'
import { ContactRecordFromRest } from '../codecs/ContactRecordFromRest.js'
import type { AccountRecord } from '../model/Account.js'
import type { ContactRecord } from '../model/Contact.js'
import type { DecodeError } from '../model/DecodeError.js'
import { pushAll } from '../model/PushAll.js'
import { withNestedContacts } from './ContactRow.js'
import { atPath, decodeError } from './DecodeEach.js'
import { rowDecoder } from './DecodeRow.js'
import type { ObjectSchema } from './Describe.js'
import type { LeftOut } from './LeftOut.js'
import { leftOutKeys } from './LeftOut.js'
import { rowsIn } from './RecordsIn.js'

/**
 * A page of a query result in the form of the Salesforce REST API. The type only documents this form. The functions in this
 * module accept any value.
 *
 * @category model
 * @since 0.1.0
 */
export interface QueryResult {
  readonly done: boolean
  readonly totalSize: number
  readonly records: ReadonlyArray<QueriedRecord>
  readonly nextRecordsUrl?: string
}

/**
 * A record in a page of a query result. The record has `Id` only if the query selected `Id`, but `attributes.url` always ends
 * with the id.
 *
 * @category model
 * @since 0.1.0
 */
export interface QueriedRecord {
  readonly attributes?: { readonly type: string; readonly url: string }
  readonly Id?: string
}

/**
 * A decoded page of a query result. It contains the records and the URL of the next page. It also contains the errors of records
 * that could not be decoded.
 *
 * @category model
 * @since 0.1.0
 */
export interface RecordPage<A> {
  readonly records: ReadonlyArray<A>
  readonly errors: ReadonlyArray<DecodeError>
  /** The keys that cannot be fields. Each key is listed only once. */
  readonly leftOut: ReadonlyArray<LeftOut>
  /** The URL of the next page, or `null` if this is the last page. */
  readonly nextRecordsUrl: string | null
}

/**
 * The options for reading a query result.
 *
 * @category model
 * @since 0.3.0
 */
export interface ReadOptions {
  /** The schema of the object. The function `schemaFromDescribe` makes a schema. */
  readonly schema?: ObjectSchema
}

const noPage = (errors: ReadonlyArray<DecodeError>): RecordPage<never> => ({
  records: [],
  errors,
  leftOut: [],
  nextRecordsUrl: null,
})

const decodePage =
  <A>(object: 'Account' | 'Contact', codec: t.Type<A, unknown, unknown>) =>
  (value: unknown, options?: ReadOptions): RecordPage<A> => {
    const schema = options?.schema
    if (schema !== undefined && schema.object !== object)
      return noPage([decodeError('schema', `the schema of ${object}`, schema.object)])
    const found = rowsIn(value)
    const { rows, errors: errorsOfAnswer, next } = object === 'Contact' ? withNestedContacts(found) : found
    const leftOut = leftOutKeys()
    const decodeRow = rowDecoder(object, codec, schema, leftOut)
    const records: Array<A> = []
    const errors: Array<DecodeError> = []
    for (const row of rows) {
      const record = decodeRow(row)
      if (E.isRight(record)) records.push(record.right)
      else pushAll(errors, atPath(row.path)(record.left))
    }
    pushAll(errors, errorsOfAnswer)
    return { records, errors, leftOut: leftOut.list(), nextRecordsUrl: next?.url ?? null }
  }

/**
 * Decodes the Account records of a query result. Pass a page of the result, or only its array of `records`.
 *
 * | in the page                           | result                                                              |
 * | ------------------------------------- | ------------------------------------------------------------------- |
 * | a record                              | decoded by `AccountRecordFromRest`                                  |
 * | a record without `Id`                 | its id is the last segment of `attributes.url`                      |
 * | a record that cannot be decoded       | an error for each wrong value; the other records are not affected   |
 * | `done` is false                       | the URL of the next page; a missing URL is an error                 |
 * | Salesforce's errors instead of a page | an error for each of Salesforce's errors, with its code and message |
 * | anything else                         | one error                                                           |
 *
 * @example
 * import { accountsFromQuery } from 'marketo-account-sync/records'
 *
 * const page = accountsFromQuery({ done: true, totalSize: 2, records: [
 * { attributes: { type: 'Account', url: '/services/data/v52.0/sobjects/Account/0014W000027f6UwQAI' },
 * SystemModstamp: '2020-10-22T21:03:23.000+0000', Industry: 'Electronics' },
 * { attributes: { type: 'Account', url: '/services/data/v52.0/sobjects/Account/0014W000027f6UxQAI' } }
 * ] })
 * assert.deepStrictEqual(page.records.map(({ id, fields }) => [id, fields]), [['0014W000027f6UwQAI', { Industry: 'Electronics' }]])
 * assert.deepStrictEqual(page.errors, [{
 * path: 'records.1.SystemModstamp', expected: 'a date and time that exists, in ISO 8601 with its offset', found: 'nothing'
 * }])
 *
 * @category queries
 * @since 0.1.0
 */
export const accountsFromQuery: (value: unknown, options?: ReadOptions) => RecordPage<AccountRecord> = decodePage(
  'Account',
  AccountRecordFromRest,
)

/**
 * Decodes the Contact records of a query result. The function works like {@link accountsFromQuery}, but uses
 * `ContactRecordFromRest`. The query has to select `AccountId`. A record without `AccountId` is an error.
 *
 * @category queries
 * @since 0.1.0
 */
export const contactsFromQuery: (value: unknown, options?: ReadOptions) => RecordPage<ContactRecord> = decodePage(
  'Contact',
  ContactRecordFromRest,
)
