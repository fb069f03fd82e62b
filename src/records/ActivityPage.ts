/**
 * Marketo's activity log, page by page: Get Lead Activities and Get Lead Changes.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import type { JsonObject } from '../codecs/Combinators.js'
import { flag, isObject, nullable, optional, own, text } from '../codecs/Combinators.js'
import type { DecodeError } from '../model/DecodeError.js'
import { read, readEach, refused, under, wrong } from './DecodeEach.js'
import type { LoggedActivity } from './LoggedActivity.js'
import { readActivity, readLeadChange } from './LoggedActivity.js'

/**
 * The entries of a page that could be read, an error for each that could not, and where to read on.
 *
 * @category model
 * @since 0.1.0
 */
export interface ActivityPage {
  readonly activities: ReadonlyArray<LoggedActivity>
  readonly errors: ReadonlyArray<DecodeError>
  readonly moreResult: boolean
  readonly nextPageToken: string | null
}

type Errors = ReadonlyArray<DecodeError>

const noPage = (errors: Errors): ActivityPage => ({ activities: [], errors, moreResult: false, nextPageToken: null })

/** What Marketo says went wrong: its code and message as they came. */
const refusals = (page: JsonObject): Errors => {
  const errors = own(page, 'errors')
  if (!Array.isArray(errors) || errors.length === 0) return [wrong('success', 'true', own(page, 'success'))]
  return (errors as ReadonlyArray<unknown>).map((error, index) =>
    refused(`errors.${index}`, 'a page of activities', error, 'code'),
  )
}

const MoreResult = optional(flag, false)
const NextPageToken = optional<string | null, unknown>(nullable(text), null)

const readPage =
  (readOne: (item: unknown) => E.Either<Errors, ReadonlyArray<LoggedActivity>>) =>
  (value: unknown): ActivityPage => {
    if (!isObject(value)) return noPage([wrong('', 'a page of activities', value)])
    if (own(value, 'success') !== true) return noPage(refusals(value))
    // Marketo leaves `result` out where there is nothing.
    const result = own(value, 'result') ?? []
    if (!Array.isArray(result)) return noPage([wrong('result', 'an array of activities', result)])
    const { values, errors } = readEach('result', result, readOne)
    const more = E.mapLeft(under('moreResult'))(read(MoreResult, own(value, 'moreResult')))
    const token = E.mapLeft(under('nextPageToken'))(read(NextPageToken, own(value, 'nextPageToken')))
    return {
      activities: values.flat(),
      errors: [...errors, ...(E.isLeft(more) ? more.left : []), ...(E.isLeft(token) ? token.left : [])],
      moreResult: E.isRight(more) && more.right,
      nextPageToken: E.isRight(token) ? token.right : null,
    }
  }

/**
 * A page of Get Lead Activities.
 *
 * | in the page                          | result                                                                   |
 * | ------------------------------------ | ------------------------------------------------------------------------ |
 * | type 13, Change Data Value           | `LoggedChange`, by display name                                          |
 * | type 21, Convert Lead                | `LoggedConversion`                                                       |
 * | any other type                       | `OtherActivity`                                                          |
 * | an item that cannot be read          | an error; the others stand                                               |
 * | a date ending in `Z` or in `+0000`   | the same instant                                                         |
 * | no `result`                          | no activities                                                            |
 * | `success` false                      | an error for each of Marketo's, with its code and message                |
 *
 * @example
 * import { activitiesFromMarketo } from 'marketo-account-sync/records'
 *
 * const page = activitiesFromMarketo({ requestId: '1', success: true, moreResult: false, result: [{
 *   id: 1078, marketoGUID: '1078', leadId: 775, activityDate: '2023-01-17T11:06:30Z', activityTypeId: 13,
 *   primaryAttributeValueId: 7, primaryAttributeValue: 'Company Name',
 *   attributes: [{ name: 'New Value', value: 'Dickenson plc' }]
 * }, { id: 1079 }] })
 * const [change] = page.activities
 * assert.ok(change?._tag === 'LoggedChange')
 * assert.deepStrictEqual([change.name, change.oldValue, change.newValue], ['Company Name', null, 'Dickenson plc'])
 * assert.strictEqual(page.errors[0]?.path, 'result.1.leadId')
 *
 * @category queries
 * @since 0.1.0
 */
export const activitiesFromMarketo: (value: unknown) => ActivityPage = readPage(readActivity)

/**
 * A page of Get Lead Changes: a `LoggedChange` for each of an item's fields, by REST name.
 *
 * @category queries
 * @since 0.1.0
 */
export const leadChangesFromMarketo: (value: unknown) => ActivityPage = readPage(readLeadChange)
