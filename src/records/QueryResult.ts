/**
 * Account and contact records from the result of a query of the Salesforce REST API, which jsforce returns unchanged.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type * as t from 'io-ts'
import type { AccountRecord } from '../model/Account.js'
import { AccountRecordFromRest } from '../codecs/AccountRecordFromRest.js'
import type { JsonObject } from '../codecs/Combinators.js'
import { isObject, own } from '../codecs/Combinators.js'
import { ContactRecordFromRest } from '../codecs/ContactRecordFromRest.js'
import type { ContactRecord } from '../model/Contact.js'
import type { DecodeError } from '../model/DecodeError.js'
import { found } from '../model/DecodeError.js'
import { decode, decodeEach, decodeError } from './DecodeEach.js'
import { salesforceErrors } from './VendorErrors.js'

/**
 * A page of a query's result as the REST API returns it. It is for reference only, since the functions here take `unknown`.
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
 * A record in a page of a query's result. It has `Id` only if the query selected it, but `attributes.url` always ends with
 * the id.
 *
 * @category model
 * @since 0.1.0
 */
export interface QueriedRecord {
  readonly attributes?: { readonly type: string; readonly url: string }
  readonly Id?: string
}

/**
 * The records of a page, an error for each thing that could not be decoded, and where the next page is.
 *
 * @category model
 * @since 0.1.0
 */
export interface RecordPage<A> {
  readonly records: ReadonlyArray<A>
  readonly errors: ReadonlyArray<DecodeError>
  /** The URL of the next page, or `null` if this is the last page. */
  readonly nextRecordsUrl: string | null
}

/** The last segment of `attributes.url`. */
const idInUrl = (record: JsonObject): string | undefined => {
  const attributes = own(record, 'attributes')
  const url = isObject(attributes) ? own(attributes, 'url') : undefined
  return typeof url === 'string' ? url.slice(url.lastIndexOf('/') + 1) : undefined
}

const decodeRecord =
  <A>(codec: t.Type<A, unknown, unknown>) =>
  (value: unknown): E.Either<ReadonlyArray<DecodeError>, A> => {
    if (!isObject(value) || own(value, 'Id') !== undefined) return decode(codec, value)
    const id = idInUrl(value)
    if (id === undefined) return decode(codec, value)
    const inUrl = (error: DecodeError): DecodeError =>
      error.path === 'Id'
        ? { path: 'attributes.url', expected: `a URL that ends with ${error.expected}`, found: found(id) }
        : error
    return E.mapLeft((errors: ReadonlyArray<DecodeError>) => errors.map(inUrl))(decode(codec, { ...value, Id: id }))
  }

const nextUrl = (page: JsonObject): E.Either<DecodeError, string | null> => {
  const done = own(page, 'done')
  const next = own(page, 'nextRecordsUrl')
  if (typeof next === 'string') return E.right(next)
  if (next !== undefined && next !== null) return E.left(decodeError('nextRecordsUrl', 'a string', next))
  if (done === true || done === undefined) return E.right(null)
  return E.left(
    done === false
      ? decodeError('nextRecordsUrl', 'the URL of the next page, because done is false', next)
      : decodeError('done', 'true or false', done),
  )
}

const noPage = (errors: ReadonlyArray<DecodeError>): RecordPage<never> => ({
  records: [],
  errors,
  nextRecordsUrl: null,
})

const decodePage = <A>(codec: t.Type<A, unknown, unknown>): ((value: unknown) => RecordPage<A>) => {
  const decodeItem = decodeRecord(codec)
  return (value) => {
    const page: JsonObject | undefined = Array.isArray(value) ? { records: value } : isObject(value) ? value : undefined
    const list = page === undefined ? undefined : own(page, 'records')
    if (page === undefined) return noPage([decodeError('', 'the records of a query', value)])
    if (!Array.isArray(list)) return noPage([decodeError('records', 'the records of a query', list)])
    const sent = salesforceErrors('the records of a query', value)
    if (O.isSome(sent)) return noPage(sent.value)
    const { values, errors } = decodeEach(Array.isArray(value) ? '' : 'records', list, decodeItem)
    const next = nextUrl(page)
    return E.isRight(next)
      ? { records: values, errors, nextRecordsUrl: next.right }
      : { records: values, errors: [...errors, next.left], nextRecordsUrl: null }
  }
}

/**
 * Decodes the Account records of a query's result: a page, or only its array of `records`.
 *
 * | in the page                         | result                                                             |
 * | ----------------------------------- | ------------------------------------------------------------------ |
 * | a record                            | decoded by `AccountRecordFromRest`                                 |
 * | a record without `Id`               | its id is the last segment of `attributes.url`                     |
 * | a record that cannot be decoded     | an error for each thing wrong; the other records are not affected  |
 * | `done` is false                     | `nextRecordsUrl`; if it is missing, an error                       |
 * | Salesforce's errors, not a page     | an error for each of them, with its code and message               |
 * | anything else                       | one error                                                          |
 *
 * @example
 * import { accountsFromQuery } from 'marketo-account-sync/records'
 *
 * const page = accountsFromQuery({ done: true, totalSize: 2, records: [
 *   { attributes: { type: 'Account', url: '/services/data/v52.0/sobjects/Account/0014W000027f6UwQAI' },
 *     SystemModstamp: '2020-10-22T21:03:23.000+0000', Industry: 'Electronics' },
 *   { attributes: { type: 'Account', url: '/services/data/v52.0/sobjects/Account/0014W000027f6UxQAI' } }
 * ] })
 * assert.deepStrictEqual(page.records.map(({ id, fields }) => [id, fields]), [['0014W000027f6UwQAI', { Industry: 'Electronics' }]])
 * assert.deepStrictEqual(page.errors, [{
 *   path: 'records.1.SystemModstamp', expected: 'a date and time that exists, in ISO 8601 with its offset', found: 'nothing'
 * }])
 *
 * @category queries
 * @since 0.1.0
 */
export const accountsFromQuery: (value: unknown) => RecordPage<AccountRecord> = decodePage(AccountRecordFromRest)

/**
 * Decodes the Contact records of a query's result. It works like {@link accountsFromQuery}, with `ContactRecordFromRest`.
 * The query has to select `AccountId`: a record without it is an error.
 *
 * @category queries
 * @since 0.1.0
 */
export const contactsFromQuery: (value: unknown) => RecordPage<ContactRecord> = decodePage(ContactRecordFromRest)
