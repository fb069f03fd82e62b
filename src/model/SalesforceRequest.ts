/**
 * What Marketo asks Salesforce to do. This is the only output towards Salesforce. It has one case for the implied sync of a
 * lead and one for a conversion. It has none for an account, so an account update or a local edit cannot be expressed.
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
 * Convert the person's lead into three new records, all with the one owner and the contact in that account. Salesforce
 * creates all three or none. The request names no existing record, so it cannot join one.
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
 * Anything that Marketo asks Salesforce to do.
 *
 * @category model
 * @since 0.1.0
 */
export type SalesforceRequest = CreateLead | ConvertSfdcLead

/**
 * What Marketo asks Salesforce to do for a conversion, in order: the implied sync if one is needed, then the conversion.
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
