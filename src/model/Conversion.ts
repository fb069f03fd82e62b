/**
 * The result of a lead conversion that Salesforce confirmed.
 *
 * @since 0.1.0
 */
import type { Eq } from 'fp-ts/lib/Eq.js'
import type { PersonId } from './Person.js'
import { plainEq } from './PlainEq.js'
import type { AccountId, ContactId, OpportunityId } from './SalesforceId.js'

/**
 * The person who was converted, and the three records that Salesforce created.
 *
 * @rule convert.creates-three
 * @category model
 * @since 0.1.0
 */
export interface Conversion {
  readonly personId: PersonId
  readonly accountId: AccountId
  readonly contactId: ContactId
  readonly opportunityId: OpportunityId
}

/**
 * Returns the ids of the account, the contact and the opportunity that a conversion created, in this order.
 *
 * @category queries
 * @since 0.1.0
 */
export const conversionIds = ({
  accountId,
  contactId,
  opportunityId,
}: Conversion): ReadonlyArray<AccountId | ContactId | OpportunityId> => [accountId, contactId, opportunityId]

/**
 * @category instances
 * @since 0.1.0
 */
export const eqConversion: Eq<Conversion> = /* @__PURE__ */ plainEq()
