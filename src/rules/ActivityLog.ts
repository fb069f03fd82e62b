/**
 * What Marketo's activity log shows: Change Data Value (type 13) and Convert Lead (type 21).
 *
 * A change is one value per account. It becomes one activity per contact only while somebody iterates, so that a
 * sync-down costs the same for five contacts and for five million.
 *
 * @since 0.1.0
 */
import type { Eq } from 'fp-ts/lib/Eq.js'
import type { ConversionConfirmed, ConversionFailed, Event, FieldChange } from '../model/Event.js'
import type { FieldName, FieldValue } from '../model/Field.js'
import type { FailedAt } from '../model/Input.js'
import type { Instant } from '../model/Instant.js'
import type { PersonId } from '../model/Person.js'
import type { AccountId, ContactId, UserId } from '../model/SalesforceId.js'
import { plainEq } from '../model/PlainEq.js'

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
 * A Convert Lead activity (type 21) of one person. `failedAt` and `reason` are `null` where it succeeded.
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
 * Whether a sync-down logs Change Data Value for an account of this many live contacts, counted before it is applied.
 *
 * | live contacts | logged |
 * | ------------: | ------ |
 * |         4,999 | yes    |
 * |         5,000 | yes    |
 * |         5,001 | no     |
 *
 * All or nothing is our reading of the vendor's sentence; the number is the vendor's, and `activityCap` sets it.
 *
 * @rule activity.cap
 * @rule activity.per-contact
 * @example
 * import { logsChanges } from 'marketo-account-sync'
 *
 * assert.strictEqual(logsChanges(5_000)(5_000), true)
 * assert.strictEqual(logsChanges(5_000)(5_001), false)
 *
 * @category decisions
 * @since 0.1.0
 */
export const logsChanges =
  (activityCap: number) =>
  (liveContacts: number): boolean =>
    liveContacts <= activityCap

/**
 * How many activities an event logs, for an account of this many live contacts at its moment. Counts without making
 * them.
 *
 * @rule activity.per-contact
 * @rule activity.local-edit
 * @rule activity.convert
 * @category queries
 * @since 0.1.0
 */
export const countActivities =
  (event: Event) =>
  (liveContacts: number): number => {
    switch (event._tag) {
      case 'AccountSyncedDown':
        return event.logged ? event.changes.length * liveContacts : 0
      case 'AccountFieldEdited':
        return event.logged === 'none' ? 0 : event.logged === 'edited-contact' ? 1 : liveContacts
      case 'ConversionConfirmed':
      case 'ConversionFailed':
        return 1
      case 'AccountSkipped':
      case 'ContactSynced':
      case 'PersonPut':
      case 'ConversionRequested':
        return 0
    }
  }

const changeDataValues = (
  event: { readonly at: Instant; readonly accountId: AccountId },
  cause: ChangeDataValue['cause'],
  changes: ReadonlyArray<FieldChange>,
  contacts: Iterable<ContactId>,
): Iterable<ChangeDataValue> => ({
  *[Symbol.iterator]() {
    const { at, accountId } = event
    for (const contactId of contacts)
      for (const { field, oldValue, newValue } of changes)
        yield { _tag: 'ChangeDataValue', at, contactId, accountId, field, oldValue, newValue, cause }
  },
})

/**
 * The one activity that an applied answer to a conversion logs.
 *
 * @rule activity.convert
 * @category queries
 * @since 0.1.0
 */
export const convertLeadOf = (event: ConversionConfirmed | ConversionFailed): ConvertLead => ({
  _tag: 'ConvertLead',
  at: event.at,
  personId: event.personId,
  ...event.terms,
  ...(event._tag === 'ConversionFailed'
    ? { outcome: 'failed', failedAt: event.failedAt, reason: event.reason }
    : { outcome: 'succeeded', failedAt: null, reason: null }),
})

/**
 * The activities that an event logs, made one by one while somebody iterates; `contacts` are the live contacts of the
 * account at its moment, and are not read where there is nothing to log for them. By contact, then by field.
 *
 * @rule activity.per-contact
 * @rule activity.local-edit
 * @rule activity.convert
 * @category queries
 * @since 0.1.0
 */
export const activitiesOf =
  (event: Event) =>
  (contacts: Iterable<ContactId>): Iterable<Activity> => {
    switch (event._tag) {
      case 'AccountSyncedDown':
        return event.logged && event.changes.length > 0
          ? changeDataValues(event, 'sync-down', event.changes, contacts)
          : []
      case 'AccountFieldEdited':
        return event.logged === 'none'
          ? []
          : changeDataValues(
              event,
              'local edit',
              [event],
              event.logged === 'edited-contact' ? [event.contactId] : contacts,
            )
      case 'ConversionConfirmed':
      case 'ConversionFailed':
        return [convertLeadOf(event)]
      case 'AccountSkipped':
      case 'ContactSynced':
      case 'PersonPut':
      case 'ConversionRequested':
        return []
    }
  }

/**
 * @category instances
 * @since 0.1.0
 */
export const eqActivity: Eq<Activity> = /* @__PURE__ */ plainEq()
