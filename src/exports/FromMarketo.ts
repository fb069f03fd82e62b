/**
 * Reads people and changes of fields from the JSON of Marketo's REST API.
 *
 * @since 0.2.0
 */
import * as E from 'fp-ts/lib/Either.js'
import { isObject, own } from '../codecs/Combinators.js'
import { found } from '../model/DecodeError.js'
import type { LoggedActivity } from '../records/LoggedActivity.js'
import { fieldsOfLog } from './DecodeChange.js'
import type { FileError } from './FileError.js'
import { fileError } from './FileError.js'
import type { MappingOptions } from './Mapping.js'
import { fieldsGivenForLog } from './Mapping.js'
import type { Export, ReadOptions } from './ReadTable.js'
import { readTable } from './ReadTable.js'
import { tableOfObjects } from './Table.js'

/**
 * @category model
 * @since 0.2.0
 */
export interface LeadsOptions extends ReadOptions {
  /**
   * The names of the fields that the caller requested from Marketo. Marketo leaves out null values. Without these names, the
   * library would not find a field that is null for every person.
   */
  readonly asked?: ReadonlyArray<string>
}

/** Returns the codes and messages of the errors in a page, as a string. */
const errorsIn = (page: unknown): string => {
  const errors = isObject(page) ? own(page, 'errors') : undefined
  const texts = (Array.isArray(errors) ? errors : []).map((error: unknown) =>
    isObject(error) ? `${String(own(error, 'code'))} ${String(own(error, 'message'))}` : found(error),
  )
  return texts.length === 0 ? found(page) : texts.join('; ')
}

/**
 * Reads people from a page of Get Leads, or from the `result` of a page.
 *
 * @example
 * import { peopleFromMarketo } from 'marketo-account-sync/exports'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const read = peopleFromMarketo({ asked: ['id', 'sfdcAccountId', 'company', 'industry'] })
 * const page = read({ success: true, result: [{ id: 7, sfdcAccountId: '0014W000027f6UwQAI', company: 'Edge' }] })
 * if (E.isLeft(page)) assert.fail()
 * const [person] = page.right.records
 * assert.ok(person !== undefined && E.isRight(person))
 * assert.deepStrictEqual(person.right.fields, { Name: 'Edge', Industry: null })
 *
 * @category queries
 * @since 0.2.0
 */
export const peopleFromMarketo =
  (options: LeadsOptions = {}) =>
  (page: unknown): E.Either<FileError, Export<'people'>> => {
    const result: unknown = isObject(page) ? own(page, 'result') : page
    return Array.isArray(result)
      ? readTable('people', options)(tableOfObjects(result, options.asked))
      : E.left(fileError('Refused', 'a page of Get Leads', errorsIn(page)))
  }

/**
 * Adds the account field to an activity. The function finds the account field by the name in the activity.
 *
 * The module `marketo-account-sync/records` recognises only the documented names. If you pass the describe result of Account,
 * this function also recognises names such as `Region (A)` and `Region__c_account`.
 *
 * @category queries
 * @since 0.2.0
 */
export const withAccountField = (options: MappingOptions): ((activity: LoggedActivity) => LoggedActivity) => {
  const fieldOf = fieldsOfLog(fieldsGivenForLog(options), options)
  return (activity) => (activity._tag === 'LoggedChange' ? { ...activity, ...fieldOf(activity.name) } : activity)
}
