/**
 * Arbitrary events by what they have happened to, and either of the things that Salesforce is asked to do.
 *
 * @since 0.2.0
 */
import * as fc from 'fast-check'
import type { AccountEvent, PersonEvent } from '../model/Event.js'
import type { ConvertSfdcLead, CreateLead } from '../model/SalesforceRequest.js'
import { toSalesforce } from '../model/SalesforceRequest.js'
import {
  anyAccountFieldEdited,
  anyAccountSkipped,
  anyAccountSyncedDown,
  anyConversionConfirmed,
  anyConversionFailed,
  anyConversionRequested,
  anyNewLead,
  anyPersonPut,
} from './ArbitraryOutcome.js'
import { oneTagged } from './PickOne.js'

/**
 * What has happened to one account.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyAccountEvent: fc.Arbitrary<AccountEvent> = fc.oneof<Array<fc.Arbitrary<AccountEvent>>>(
  anyAccountSyncedDown,
  anyAccountSkipped,
  anyAccountFieldEdited,
)

/**
 * What has happened to one person.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyPersonEvent: fc.Arbitrary<PersonEvent> = fc.oneof<Array<fc.Arbitrary<PersonEvent>>>(
  anyPersonPut,
  anyConversionRequested,
  anyConversionConfirmed,
  anyConversionFailed,
)

const anyRequests = fc
  .tuple(anyConversionRequested, anyNewLead)
  .map(([event, newLead]) => toSalesforce({ ...event, newLead }))

/**
 * The implied sync that a conversion begins with.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyCreateLead: fc.Arbitrary<CreateLead> = oneTagged(anyRequests, 'CreateLead')

/**
 * The conversion that Salesforce is asked for.
 *
 * @category arbitraries
 * @since 0.2.0
 */
export const anyConvertSfdcLead: fc.Arbitrary<ConvertSfdcLead> = oneTagged(anyRequests, 'ConvertSfdcLead')
