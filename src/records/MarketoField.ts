/**
 * Marketo's names for the standard fields of an account. Each field has a display name in the activity log, and a name in the
 * REST API.
 *
 * @since 0.1.0
 */
import * as O from 'fp-ts/lib/Option.js'
import type { FieldName } from '../model/Field.js'
import { marketoNames } from '../model/MarketoNames.js'

/**
 * Marketo's names for one field of an account.
 *
 * @category model
 * @since 0.1.0
 */
export interface MarketoField {
  readonly displayName: string
  readonly restName: string
}

/**
 * Returns Marketo's names for a field of an account. Returns `O.none` if Marketo documents no names for the field.
 *
 * @example
 * import { FieldName } from 'marketo-account-sync'
 * import { marketoField } from 'marketo-account-sync/records'
 * import * as E from 'fp-ts/lib/Either.js'
 * import * as O from 'fp-ts/lib/Option.js'
 *
 * const named = (name: string) => E.map(marketoField)(FieldName.decode(name))
 * assert.deepStrictEqual(named('Name'), E.right(O.some({ displayName: 'Company Name', restName: 'company' })))
 * assert.deepStrictEqual(named('Type'), E.right(O.none))
 *
 * @category queries
 * @since 0.1.0
 */
export const marketoField = (field: FieldName): O.Option<MarketoField> => {
  const row = marketoNames.find(([name]) => name === field)
  return row === undefined ? O.none : O.some({ displayName: row[1], restName: row[2] })
}

const fieldBy =
  (column: 1 | 2) =>
  (text: string): O.Option<FieldName> => {
    const row = marketoNames.find((each) => each[column] === text)
    return row === undefined ? O.none : O.some(row[0] as FieldName)
  }

/**
 * Finds the account field that has this display name in Marketo's activity log.
 *
 * @category queries
 * @since 0.1.0
 */
export const fieldOfDisplayName: (displayName: string) => O.Option<FieldName> = fieldBy(1)

/**
 * Finds the account field that has this name in Marketo's REST API.
 *
 * @category queries
 * @since 0.1.0
 */
export const fieldOfRestName: (restName: string) => O.Option<FieldName> = fieldBy(2)
