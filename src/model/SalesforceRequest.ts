/**
 * What Salesforce is asked to do: the one way out of this model. It has a case for the implied sync of a lead and one for
 * a conversion, and none for an account: an account update or a local edit cannot be said in it.
 *
 * @rule sync.one-way
 * @rule edit.stays-local
 * @rule account.only-from-salesforce
 * @since 0.1.0
 */
import type { Eq } from 'fp-ts/lib/Eq.js'
import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import type { ConversionRequested, NewLead } from './Event.js'
import { plainEq } from './PlainEq.js'
import type { PersonId } from './Person.js'
import type { UserId } from './SalesforceId.js'

/**
 * The implied Sync Person to SFDC: make this person a lead.
 *
 * @rule convert.syncs-first
 * @category model
 * @since 0.1.0
 */
export interface CreateLead extends NewLead {
  readonly _tag: 'CreateLead'
  readonly personId: PersonId
}

/**
 * Convert the person's lead into three new records, all with the one owner and the contact in that account: all of them
 * or none. It names no existing record, so there is none to join.
 *
 * @rule convert.creates-three
 * @rule convert.never-joins
 * @category model
 * @since 0.1.0
 */
export interface ConvertSfdcLead {
  readonly _tag: 'ConvertSfdcLead'
  readonly personId: PersonId
  readonly convertedStatus: string
  readonly sendNotificationEmail: boolean
  readonly creates: {
    readonly account: { readonly ownerId: UserId }
    readonly contact: { readonly ownerId: UserId; readonly in: 'account' }
    readonly opportunity: { readonly ownerId: UserId; readonly of: 'account' }
  }
}

/**
 * Anything that Salesforce is asked to do.
 *
 * @category model
 * @since 0.1.0
 */
export type SalesforceRequest = CreateLead | ConvertSfdcLead

/**
 * What Salesforce is asked to do for a conversion, in order: the implied sync, if one is needed, and the conversion.
 *
 * @rule convert.creates-three
 * @rule convert.syncs-first
 * @category queries
 * @since 0.1.0
 */
export const toSalesforce = ({
  personId,
  terms,
  newLead,
}: ConversionRequested): ReadonlyNonEmptyArray<SalesforceRequest> => {
  const { assignTo: ownerId, convertedStatus, notifyOwner: sendNotificationEmail } = terms
  const conversion: ConvertSfdcLead = {
    _tag: 'ConvertSfdcLead',
    personId,
    convertedStatus,
    sendNotificationEmail,
    creates: { account: { ownerId }, contact: { ownerId, in: 'account' }, opportunity: { ownerId, of: 'account' } },
  }
  return newLead === null ? [conversion] : [{ _tag: 'CreateLead', personId, ...newLead }, conversion]
}

/**
 * @category instances
 * @since 0.1.0
 */
export const eqSalesforceRequest: Eq<SalesforceRequest> = /* @__PURE__ */ plainEq()
