/**
 * Arbitrary inputs by where they come from, and what a conversion is asked of.
 *
 * @since 0.2.0
 */
import * as fc from 'fast-check'
import type { Accepted } from '../rules/ConvertPerson.js'
import { accept } from '../rules/ConvertPerson.js'
import type { Delivery, FailedAt, Request } from '../model/Input.js'
import { newAccountAndOpportunity } from '../model/Input.js'
import type { ConvertiblePerson, NotInSalesforce, SfdcLead } from '../model/Person.js'
import {
  anyConfirmConversion,
  anyConvertPerson,
  anyEditAccountField,
  anyFailConversion,
  anyNotInSalesforce,
  anyPutPerson,
  anySettledPerson,
  anySfdcLead,
  anySyncAccount,
  anySyncContact,
} from './ArbitraryInput.js'

/**
 * A fact from Salesforce; records more often than answers to conversions.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyDelivery: fc.Arbitrary<Delivery> = fc.oneof<Array<fc.WeightedArbitrary<Delivery>>>(
  { weight: 6, arbitrary: anySyncAccount },
  { weight: 6, arbitrary: anySyncContact },
  { weight: 2, arbitrary: anyConfirmConversion },
  { weight: 1, arbitrary: anyFailConversion },
)

/**
 * What somebody in Marketo wants; local edits more often than the rest.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyRequest: fc.Arbitrary<Request> = fc.oneof<Array<fc.WeightedArbitrary<Request>>>(
  { weight: 5, arbitrary: anyEditAccountField },
  { weight: 2, arbitrary: anyPutPerson },
  { weight: 2, arbitrary: anyConvertPerson },
)

/**
 * Either of the two steps at which a conversion can fail.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyFailedAt: fc.Arbitrary<FailedAt> = fc.constantFrom('sync', 'convert')

/**
 * A Convert Person that has passed the guard; its owner can still be a queue.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyAccepted: fc.Arbitrary<Accepted> = anyConvertPerson
  .map((command) => accept({ ...command, accepts: newAccountAndOpportunity }))
  .filter((accepted) => accepted._tag === 'Right')
  .map(({ right }) => right)

/**
 * A person that is not in Salesforce, or a lead there, deleted or not.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyConvertiblePerson: fc.Arbitrary<ConvertiblePerson> = fc
  .tuple(anySettledPerson, fc.oneof<Array<fc.Arbitrary<NotInSalesforce | SfdcLead>>>(anyNotInSalesforce, anySfdcLead))
  .map(([person, sfdc]) => ({ ...person, sfdc }))
