/**
 * The two kinds of Marketo activity that the rules cover: Change Data Value (type 13) and Convert Lead (type 21).
 *
 * @since 0.1.0
 */
import type { Eq } from 'fp-ts/lib/Eq.js'
import type { FieldName, FieldValue } from './Field.js'
import type { FailedAt } from './Input.js'
import type { Instant } from './Instant.js'
import type { PersonId } from './Person.js'
import { plainEq } from './PlainEq.js'
import type { AccountId, ContactId, UserId } from './SalesforceId.js'

/**
 * A Change Data Value activity (type 13) of one contact.
 *
 * @category model
 * @since 0.1.0
 */
export interface ChangeDataValue {
  readonly _tag: 'ChangeDataValue'
  readonly at: Instant
  readonly contactId: ContactId
  readonly accountId: AccountId
  readonly field: FieldName
  readonly oldValue: FieldValue
  readonly newValue: FieldValue
  readonly cause: 'sync-down' | 'local edit'
}

/**
 * A Convert Lead activity (type 21) of one person. `failedAt` and `reason` are `null` if the conversion succeeded.
 *
 * @category model
 * @since 0.1.0
 */
export interface ConvertLead {
  readonly _tag: 'ConvertLead'
  readonly at: Instant
  readonly personId: PersonId
  readonly assignTo: UserId
  readonly convertedStatus: string
  readonly notifyOwner: boolean
  readonly outcome: 'succeeded' | 'failed'
  readonly failedAt: FailedAt | null
  readonly reason: string | null
}

/**
 * One entry of Marketo's activity log.
 *
 * @category model
 * @since 0.1.0
 */
export type Activity = ChangeDataValue | ConvertLead

/**
 * @category instances
 * @since 0.1.0
 */
export const eqActivity: Eq<Activity> = /* @__PURE__ */ plainEq()
