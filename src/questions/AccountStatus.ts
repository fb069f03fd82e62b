/**
 * Describes whether an account is deleted or merged in Salesforce. No Marketo field shows this status, but it affects the answers
 * to the questions.
 *
 * @since 0.3.0
 */
import type { Account } from '../model/Account.js'
import type { AccountId } from '../model/SalesforceId.js'

/**
 * The status of an account in Salesforce. The account can be deleted, or merged into another account. After a deletion or a
 * merge, the contacts stay in the account until their own records move or delete them.
 *
 * @rule contact.deleted
 * @category model
 * @since 0.3.0
 */
export interface AccountStatus {
  readonly isDeleted: boolean
  /** The id of the account into which this account was merged. `null` if this account was not merged. */
  readonly masterRecordId: AccountId | null
}

/** @internal */
export const statusOf = ({ isDeleted, masterRecordId }: Account): AccountStatus => ({ isDeleted, masterRecordId })
