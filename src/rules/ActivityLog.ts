/**
 * Calculates the activities that an event adds to Marketo's activity log.
 *
 * An event stores each change once for the whole account. The code makes an activity only when the caller asks for the activity.
 * Therefore the cost of a sync-down does not depend on the number of contacts.
 *
 * @since 0.1.0
 */
import type { Activity, ChangeDataValue, ConvertLead } from '../model/Activity.js'
import type { ConversionConfirmed, ConversionFailed, Event, FieldChange } from '../model/Event.js'
import type { Instant } from '../model/Instant.js'
import type { AccountId, ContactId } from '../model/SalesforceId.js'

/**
 * Decides whether Marketo logs the changes of a sync-down. If Marketo logs the changes, each live contact of the account gets a
 * Change Data Value for each changed field. `liveContacts` is the number of live contacts before the record is applied.
 *
 * | live contacts | logged |
 * | ------------: | ------ |
 * |         4,999 | yes    |
 * |         5,000 | yes    |
 * |         5,001 | no     |
 *
 * The vendor documents a cap of 5,000. The setting `activityCap` can change the cap. According to our reading, Marketo logs
 * either all changes of a sync-down or none.
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
 * Counts the activities that an event logs. The function does not make the activities. `liveContacts` is the number of live
 * contacts that the account had before the event.
 *
 * @rule activity.per-contact
 * @rule activity.local-edit
 * @rule activity.convert
 * @category queries
 * @since 0.1.0
 */
export const countActivities =
  (liveContacts: number) =>
  (event: Event): number => {
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
 * Makes the Convert Lead activity that Marketo logs when it applies Salesforce's answer to a conversion.
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
 * Returns the activities that an event logs. The activities are sorted by contact and then by field. The code makes an activity
 * only when the caller reaches the activity.
 *
 * `contacts` contains the live contacts that the account had before the event. If the event logs no activities for these
 * contacts, the function does not read `contacts`.
 *
 * @rule activity.per-contact
 * @rule activity.local-edit
 * @rule activity.convert
 * @category queries
 * @since 0.1.0
 */
export const activitiesOf =
  (contacts: Iterable<ContactId>) =>
  (event: Event): Iterable<Activity> => {
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
