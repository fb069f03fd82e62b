/**
 * The requests that Marketo sends to Salesforce. One kind of request creates a lead, and the other kind converts a lead. In the
 * model, Marketo sends nothing else to Salesforce.
 *
 * No request updates an account, so a local edit in Marketo never reaches Salesforce.
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
 * Asks Salesforce to create a lead for the person. If the person is not a lead in Salesforce, Marketo sends this request before
 * the request to convert the lead. In the rules, "implied sync" means that Marketo creates this lead.
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
 * Asks Salesforce to convert the person's lead into a new contact, account and opportunity. Salesforce creates all three records
 * or none. All three have the same owner, and the contact belongs to the new account.
 *
 * The request cannot name an existing account. Therefore the person never joins an existing account.
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
 * Any request that Marketo sends to Salesforce.
 *
 * @category model
 * @since 0.1.0
 */
export type SalesforceRequest = CreateLead | ConvertSfdcLead

/**
 * Lists the requests that Marketo sends for a conversion, in order. If the person needs a new lead, the first request creates the
 * lead. The last request converts the lead.
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
