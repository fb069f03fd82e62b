/**
 * Decodes pages of Marketo's activity log. Marketo's REST calls Get Lead Activities and Get Lead Changes return such pages.
 *
 * @since 0.1.0
 */
import type * as E from 'fp-ts/lib/Either.js'
import type { JsonObject } from '../codecs/Combinators.js'
import { isObject, own } from '../codecs/Combinators.js'
import type { DecodeError } from '../model/DecodeError.js'
import { decodeEach, decodeError } from './DecodeEach.js'
import type { LoggedActivity } from './LoggedActivity.js'
import { decodeActivity, decodeLeadChange } from './LoggedActivity.js'
import { marketoErrors } from './VendorErrors.js'

/**
 * A decoded page of the activity log. It contains the entries and the token for the next page. It also contains an error for each
 * item that could not be decoded.
 *
 * @category model
 * @since 0.1.0
 */
export interface ActivityPage {
  readonly activities: ReadonlyArray<LoggedActivity>
  readonly errors: ReadonlyArray<DecodeError>
  /** Whether the log has more pages. */
  readonly moreResult: boolean
  /** The token that fetches the next page. `null` if Marketo sent no token. */
  readonly nextPageToken: string | null
}

type Errors = ReadonlyArray<DecodeError>

const noPage = (errors: Errors): ActivityPage => ({ activities: [], errors, moreResult: false, nextPageToken: null })

const expected = 'a page of activities, or a list of them'

/** Reads from a page whether there are more pages. Also reads the token for the next page. */
const decodeNext = (page: JsonObject): Pick<ActivityPage, 'moreResult' | 'nextPageToken' | 'errors'> => {
  const more = own(page, 'moreResult')
  const token = own(page, 'nextPageToken')
  const moreResult = more === true
  const nextPageToken = typeof token === 'string' && token !== '' ? token : null
  const errors: Array<DecodeError> = []
  if (typeof more !== 'boolean' && (more !== undefined || nextPageToken !== null))
    errors.push(decodeError('moreResult', 'true or false', more))
  if (typeof token !== 'string' && token !== undefined && token !== null)
    errors.push(decodeError('nextPageToken', 'a string, or null', token))
  else if (moreResult && nextPageToken === null)
    errors.push(decodeError('nextPageToken', 'the token of the next page, because moreResult is true', token))
  return { moreResult, nextPageToken, errors }
}

const decodePage =
  (decodeItem: (item: unknown) => E.Either<Errors, ReadonlyArray<LoggedActivity>>) =>
  (value: unknown): ActivityPage => {
    if (Array.isArray(value)) {
      const { values, errors } = decodeEach('', value, decodeItem)
      return { ...noPage(errors), activities: values.flat() }
    }
    if (!isObject(value)) return noPage([decodeError('', expected, value)])
    if (own(value, 'success') !== true) return noPage(marketoErrors(expected, value))
    // Marketo leaves out `result` if there are no activities.
    const result = own(value, 'result') ?? []
    if (!Array.isArray(result)) return noPage([decodeError('result', 'an array of activities', result)])
    const { values, errors } = decodeEach('result', result, decodeItem)
    const next = decodeNext(value)
    return { ...next, activities: values.flat(), errors: [...errors, ...next.errors] }
  }

/**
 * Decodes a page that the REST call Get Lead Activities returned.
 *
 * | in the page                        | result                                                           |
 * | ---------------------------------- | ---------------------------------------------------------------- |
 * | type 13, Change Data Value         | `LoggedChange`, with the display name of the field               |
 * | type 21, Convert Lead              | `LoggedConversion`                                               |
 * | any other type                     | `OtherActivity`                                                  |
 * | an item that cannot be decoded     | an error; the other items are not affected                       |
 * | a date ending in `Z` or in `+0000` | the same instant in both cases                                   |
 * | no `result`                        | no activities                                                    |
 * | `success` is false                 | an error for each of Marketo's errors, with its code and message |
 *
 * @example
 * import { activitiesFromMarketo } from 'marketo-account-sync/records'
 *
 * const page = activitiesFromMarketo({ requestId: '1', success: true, moreResult: false, result: [{
 * id: 1078, marketoGUID: '1078', leadId: 775, activityDate: '2023-01-17T11:06:30Z', activityTypeId: 13,
 * primaryAttributeValueId: 7, primaryAttributeValue: 'Company Name',
 * attributes: [{ name: 'New Value', value: 'Dickenson plc' }]
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
 * Decodes a page that the REST call Get Lead Changes returned. Each field of an item becomes a `LoggedChange` that contains the
 * REST name of the field. In all other respects the function works like {@link activitiesFromMarketo}.
 *
 * @category queries
 * @since 0.1.0
 */
export const leadChangesFromMarketo: (value: unknown) => ActivityPage = decodePage(decodeLeadChange)
