/**
 * What Salesforce says of an account itself: facts that decide an answer, although no field shows them.
 *
 * @since 0.3.0
 */
import type { Account } from '../model/Account.js'
import type { AccountId } from '../model/SalesforceId.js'

/**
 * Whether an account is deleted in Salesforce, and into which account it was merged there. The contacts of such an account
 * stay in it until their own records say otherwise.
 *
 * @rule contact.deleted
 * @category model
 * @since 0.3.0
 */
export interface AccountStatus {
  readonly isDeleted: boolean
  /** The account into which this one was merged; `null` if none. */
  readonly masterRecordId: AccountId | null
}

/** @internal */
export const statusOf = ({ isDeleted, masterRecordId }: Account): AccountStatus => ({ isDeleted, masterRecordId })
