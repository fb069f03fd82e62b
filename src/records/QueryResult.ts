/**
 * Account and contact records as a query of the Salesforce REST API returns them, and jsforce with it.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import type { AccountRecord } from '../model/Account.js'
import { AccountRecordFromRest } from '../codecs/AccountRecordFromRest.js'
import type { JsonObject } from '../codecs/Combinators.js'
import { isObject, own } from '../codecs/Combinators.js'
import { ContactRecordFromRest } from '../codecs/ContactRecordFromRest.js'
import type { ContactRecord } from '../model/Contact.js'
import type { DecodeError } from '../model/DecodeError.js'
import { found } from '../model/DecodeError.js'
import { read, readEach, refused, wrong } from './DecodeEach.js'

/**
 * A page of a query's result as the REST API returns it, for reference: what is decoded is `unknown`.
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
 * A record in a page of a query's result. It has `Id` only if the query selected it; `attributes.url` ends with the id.
 *
 * @category model
 * @since 0.1.0
 */
export interface QueriedRecord {
  readonly attributes?: { readonly type: string; readonly url: string }
  readonly Id?: string
}

/**
 * The records of a page that could be read, and an error for each that could not.
 *
 * @category model
 * @since 0.1.0
 */
export interface RecordPage<A> {
  readonly records: ReadonlyArray<A>
  readonly errors: ReadonlyArray<DecodeError>
  /** Where to read on: the page's `nextRecordsUrl`, or `null` where it is the last. */
  readonly nextRecordsUrl: string | null
}

/** The last segment of `attributes.url`, for a record whose query did not select `Id`. */
const idInUrl = (record: JsonObject): string | undefined => {
  const attributes = own(record, 'attributes')
  const url = isObject(attributes) ? own(attributes, 'url') : undefined
  return typeof url === 'string' ? url.slice(url.lastIndexOf('/') + 1) : undefined
}

const readRecord =
  <A>(codec: t.Type<A, unknown, unknown>) =>
  (value: unknown): E.Either<ReadonlyArray<DecodeError>, A> => {
    if (!isObject(value) || own(value, 'Id') !== undefined) return read(codec, value)
    const id = idInUrl(value)
    if (id === undefined) return read(codec, value)
    const inUrl = (error: DecodeError): DecodeError =>
      error.path === 'Id'
        ? { path: 'attributes.url', expected: `at its end ${error.expected}`, found: found(id) }
        : error
    return E.mapLeft((errors: ReadonlyArray<DecodeError>) => errors.map(inUrl))(read(codec, { ...value, Id: id }))
  }

const nextUrl = (page: JsonObject): E.Either<DecodeError, string | null> => {
  const done = own(page, 'done')
  const next = own(page, 'nextRecordsUrl')
  if (typeof next === 'string') return E.right(next)
  if (next !== undefined && next !== null) return E.left(wrong('nextRecordsUrl', 'a string', next))
  if (done === true || done === undefined) return E.right(null)
  return E.left(
    done === false
      ? wrong('nextRecordsUrl', 'where to read on, for the page says that it is not the last', next)
      : wrong('done', 'true or false', done),
  )
}

const noPage = (errors: ReadonlyArray<DecodeError>): RecordPage<never> => ({
  records: [],
  errors,
  nextRecordsUrl: null,
})

/** Salesforce's own errors, a list like that of records; no field of a record is called `errorCode`. */
const isErrorBody = (list: ReadonlyArray<unknown>): boolean =>
  list.every((item) => isObject(item) && typeof own(item, 'errorCode') === 'string')

const readPage = <A>(codec: t.Type<A, unknown, unknown>): ((value: unknown) => RecordPage<A>) => {
  const readOne = readRecord(codec)
  return (value) => {
    const page: JsonObject | undefined = Array.isArray(value) ? { records: value } : isObject(value) ? value : undefined
    const list = page === undefined ? undefined : own(page, 'records')
    if (page === undefined) return noPage([wrong('', 'the records of a query', value)])
    if (!Array.isArray(list)) return noPage([wrong('records', 'the records of a query', list)])
    if (Array.isArray(value) && isErrorBody(value))
      return noPage(value.map((error, index) => refused(String(index), 'the records of a query', error, 'errorCode')))
    const { values, errors } = readEach(Array.isArray(value) ? '' : 'records', list, readOne)
    const next = nextUrl(page)
    return E.isRight(next)
      ? { records: values, errors, nextRecordsUrl: next.right }
      : { records: values, errors: [...errors, next.left], nextRecordsUrl: null }
  }
}

/**
 * The Account records of a query's result: a page, or its `records` alone.
 *
 * | in the page                                 | result                                                  |
 * | ------------------------------------------- | ------------------------------------------------------- |
 * | a record that `AccountRecordFromRest` reads | among `records`                                         |
 * | a record without `Id`                       | its id is the last segment of `attributes.url`          |
 * | a record that cannot be read                | an error for each thing wrong; the others stand         |
 * | `done` false                                | `nextRecordsUrl`; missing: an error                     |
 * | Salesforce's error body                     | an error for each of its own, with its code and message |
 * | no page at all                              | one error                                               |
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
export const accountsFromQuery: (value: unknown) => RecordPage<AccountRecord> = readPage(AccountRecordFromRest)

/**
 * The Contact records of a query's result: a page, or its `records` alone. As {@link accountsFromQuery}, by
 * `ContactRecordFromRest`: the query has to select `AccountId`.
 *
 * @category queries
 * @since 0.1.0
 */
export const contactsFromQuery: (value: unknown) => RecordPage<ContactRecord> = readPage(ContactRecordFromRest)
