/**
 * Arbitrary activities as Marketo's REST API returns them, and the ids that a caller knows.
 *
 * @since 0.2.0
 */
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { FieldName } from '../model/Field.js'
import type { MarketoActivity, MarketoAttribute, MarketoIds, NoLead } from '../records/MarketoActivity.js'
import { toMarketoActivity } from '../records/MarketoActivity.js'
import type { MarketoField } from '../records/MarketoField.js'
import { marketoField } from '../records/MarketoField.js'
import { anyActivity, anyChangeDataValue } from './ArbitraryOutcome.js'
import { anyContactId, anyFieldName, anyPersonId, anyText } from './ArbitraryValue.js'

const documented = [
  'Name',
  'Industry',
  'AnnualRevenue',
  'BillingCity',
  'BillingCountry',
  'BillingPostalCode',
  'BillingState',
  'BillingStreet',
  'Description',
  'NumberOfEmployees',
  'Phone',
  'Sic',
  'Site',
  'Website',
] as ReadonlyArray<string> as ReadonlyArray<FieldName>

/**
 * What Marketo calls any of the fields for which its documentation says.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyMarketoField: fc.Arbitrary<MarketoField> = fc
  .constantFrom(...documented.map(marketoField))
  .filter(O.isSome)
  .map(({ value }) => value)

/**
 * What a caller knows of its own Marketo: the leads of five contacts in six, the numbers and names of some fields.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyMarketoIds: fc.Arbitrary<MarketoIds> = fc
  .record({
    activity: fc.nat(),
    someLead: anyPersonId,
    withoutLead: fc.oneof({ weight: 1, arbitrary: fc.constant(null) }, { weight: 5, arbitrary: anyContactId }),
    numbers: fc.array(fc.tuple(anyFieldName, fc.nat()), { maxLength: 3 }),
    names: fc.option(fc.array(fc.tuple(anyFieldName, anyText), { maxLength: 3 })),
  })
  .map(({ activity, someLead, withoutLead, numbers, names }) => ({
    activityId: () => activity,
    leadId: (contactId) => (contactId === withoutLead ? O.none : O.some(someLead)),
    fieldId: (field) => O.fromNullable(new Map(numbers).get(field)),
    ...(names === null ? {} : { displayName: (field: FieldName) => O.fromNullable(new Map(names).get(field)) }),
  }))

/**
 * A Change Data Value or Convert Lead in Marketo's form, by some caller's ids.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyMarketoActivity: fc.Arbitrary<MarketoActivity> = fc
  .tuple(anyMarketoIds, anyActivity)
  .map(([ids, activity]) => toMarketoActivity(ids)(activity))
  .filter(E.isRight)
  .map(({ right }) => right)

/**
 * An attribute of such an activity.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyMarketoAttribute: fc.Arbitrary<MarketoAttribute> = anyMarketoActivity.chain(({ attributes }) =>
  fc.constantFrom(...attributes),
)

/**
 * What comes of an activity of a contact for whom the caller knows no lead.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyNoLead: fc.Arbitrary<NoLead> = fc
  .tuple(anyMarketoIds, anyChangeDataValue)
  .map(([ids, activity]) => toMarketoActivity({ ...ids, leadId: () => O.none })(activity))
  .filter(E.isLeft)
  .map(({ left }) => left)
