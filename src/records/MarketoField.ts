/**
 * Marketo's names for the standard fields of an account: the display name in its log, and the REST name in its REST API.
 *
 * @since 0.1.0
 */
import * as O from 'fp-ts/lib/Option.js'
import type { FieldName } from '../model/Field.js'

/**
 * Marketo's names for a field of an account.
 *
 * @category model
 * @since 0.1.0
 */
export interface MarketoField {
  readonly displayName: string
  readonly restName: string
}

/**
 * The account section of Marketo's page of default field mappings. We left out two rows of the page: Account Type as SFDC
 * Type, and Deleted as SFDC Is Deleted. Other pages contradict these rows. They say that SFDC Type tells whether a person
 * is a lead or a contact, and that SFDC Is Deleted tells whether the lead or contact was deleted.
 */
const mapping: ReadonlyArray<readonly [field: string, displayName: string, restName: string]> = [
  ['AnnualRevenue', 'Annual Revenue', 'annualRevenue'],
  ['BillingCity', 'Billing City', 'billingCity'],
  ['BillingCountry', 'Billing Country', 'billingCountry'],
  ['BillingPostalCode', 'Billing Postal Code', 'billingPostalCode'],
  ['BillingState', 'Billing State', 'billingState'],
  ['BillingStreet', 'Billing Address', 'billingStreet'],
  ['Description', 'Company Notes', 'mktoCompanyNotes'],
  ['Industry', 'Industry', 'industry'],
  ['Name', 'Company Name', 'company'],
  ['NumberOfEmployees', 'Num Employees', 'numberOfEmployees'],
  ['Phone', 'Main Phone', 'mainPhone'],
  ['Sic', 'SIC Code', 'sicCode'],
  ['Site', 'Site', 'site'],
  ['Website', 'Website', 'website'],
]

/**
 * Marketo's names for a field of an account. `O.none` if Marketo does not document any.
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
  const row = mapping.find(([name]) => name === field)
  return row === undefined ? O.none : O.some({ displayName: row[1], restName: row[2] })
}

const fieldBy =
  (column: 1 | 2) =>
  (text: string): O.Option<FieldName> => {
    const row = mapping.find((each) => each[column] === text)
    return row === undefined ? O.none : O.some(row[0] as FieldName)
  }

/**
 * The field of an account that has this display name in Marketo's log.
 *
 * @category queries
 * @since 0.1.0
 */
export const fieldOfDisplayName: (displayName: string) => O.Option<FieldName> = fieldBy(1)

/**
 * The field of an account that has this name in Marketo's REST API.
 *
 * @category queries
 * @since 0.1.0
 */
export const fieldOfRestName: (restName: string) => O.Option<FieldName> = fieldBy(2)
