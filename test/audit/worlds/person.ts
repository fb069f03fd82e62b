// A person of a generated world, as an export of Marketo shows the person.
import type { ContactId, AccountId, Instant } from 'marketo-account-sync'
import type { Values } from '../../helpers/values.js'

export interface WorldPerson {
  readonly id: number
  readonly sfdcContactId: ContactId | null
  readonly sfdcAccountId: AccountId | null
  readonly sfdcType: 'Contact' | 'Lead' | null
  readonly sfdcIsDeleted: boolean
  /** The number of the company row. */
  readonly contactCompany: number
  readonly updatedAt: Instant
  readonly fields: Values
}
