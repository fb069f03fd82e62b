/**
 * What Marketo asks Salesforce to do. These requests are the only output towards Salesforce. One kind of request creates a
 * lead, and one kind converts a lead. No kind of request updates an account, so neither an account update nor a local edit
 * can reach Salesforce.
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
 * The implied sync: create this person as a lead in Salesforce.
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
 * Convert the person's lead into a new contact, account and opportunity. All three have the same owner, and the contact
 * belongs to the new account. Salesforce creates all three or none. The request names no existing account, so the person
 * cannot join one.
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
