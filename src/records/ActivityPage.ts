/**
 * Pages of Marketo's activity log, as Get Lead Activities and Get Lead Changes return them.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import { flag, isObject, nullable, optional, own, text } from '../codecs/Combinators.js'
import type { DecodeError } from '../model/DecodeError.js'
import { atPath, decode, decodeEach, decodeError } from './DecodeEach.js'
import type { LoggedActivity } from './LoggedActivity.js'
import { decodeActivity, decodeLeadChange } from './LoggedActivity.js'
import { marketoErrors } from './VendorErrors.js'

/**
 * A page of the log: its entries, an error for each item that could not be decoded, and how to get the next page.
 *
 * @category model
 * @since 0.1.0
 */
export interface ActivityPage {
  readonly activities: ReadonlyArray<LoggedActivity>
  readonly errors: ReadonlyArray<DecodeError>
  /** Whether there are more pages. */
  readonly moreResult: boolean
  /** The token that fetches the next page, if Marketo sent one. */
  readonly nextPageToken: string | null
}

type Errors = ReadonlyArray<DecodeError>

const noPage = (errors: Errors): ActivityPage => ({ activities: [], errors, moreResult: false, nextPageToken: null })

const MoreResult = optional(flag, false)
const NextPageToken = optional<string | null, unknown>(nullable(text), null)

const decodePage =
  (decodeItem: (item: unknown) => E.Either<Errors, ReadonlyArray<LoggedActivity>>) =>
  (value: unknown): ActivityPage => {
    if (!isObject(value)) return noPage([decodeError('', 'a page of activities', value)])
    if (own(value, 'success') !== true) return noPage(marketoErrors('a page of activities', value))
    // Marketo leaves `result` out if there are no activities.
    const result = own(value, 'result') ?? []
    if (!Array.isArray(result)) return noPage([decodeError('result', 'an array of activities', result)])
    const { values, errors } = decodeEach('result', result, decodeItem)
    const more = E.mapLeft(atPath('moreResult'))(decode(MoreResult, own(value, 'moreResult')))
    const token = E.mapLeft(atPath('nextPageToken'))(decode(NextPageToken, own(value, 'nextPageToken')))
    return {
      activities: values.flat(),
      errors: [...errors, ...(E.isLeft(more) ? more.left : []), ...(E.isLeft(token) ? token.left : [])],
      moreResult: E.isRight(more) && more.right,
      nextPageToken: E.isRight(token) ? token.right : null,
    }
  }

/**
 * Decodes a page of Get Lead Activities.
 *
 * | in the page                        | result                                                          |
 * | ---------------------------------- | --------------------------------------------------------------- |
 * | type 13, Change Data Value         | `LoggedChange`, with the display name of the field              |
 * | type 21, Convert Lead              | `LoggedConversion`                                              |
 * | any other type                     | `OtherActivity`                                                 |
 * | an item that cannot be decoded     | an error; the other items are not affected                      |
 * | a date ending in `Z` or in `+0000` | the same instant                                                |
 * | no `result`                        | no activities                                                   |
 * | `success` is false                 | an error for each of Marketo's errors, with its code and message |
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
export const activitiesFromMarketo: (value: unknown) => ActivityPage = decodePage(decodeActivity)

/**
 * Decodes a page of Get Lead Changes. Each field of an item becomes a `LoggedChange`, with the REST name of the field.
 * Otherwise it works like {@link activitiesFromMarketo}.
 *
 * @category queries
 * @since 0.1.0
 */
export const leadChangesFromMarketo: (value: unknown) => ActivityPage = decodePage(decodeLeadChange)
