// Faults in the activities that are logged.
import type { AccountId, Contact, FieldValue } from 'marketo-account-sync'
import { contactsOf, countLiveContacts } from 'marketo-account-sync'
import { accountIn, fieldOf, liveContactIn, namesOf, shownIn } from '../helpers/observe.js'
import { nthContactId } from '../laws/inputs.js'
import type { Fault } from './fault.js'
import { uncaught } from './fault.js'
import { activityInstead, eventsInstead, ignoring, loggingFor, notLogging, syncDownInstead } from './implementations.js'
import { reference } from 'marketo-account-sync/testing'

function* first<A>(items: Iterable<A>, count: number): Generator<A, undefined> {
  let left = count
  for (const item of items) {
    if (left <= 0) return undefined
    left -= 1
    yield item
  }
  return undefined
}

const countingAlso = (isCounted: (contact: Contact, accountId: AccountId) => boolean) =>
  syncDownInstead((event, { marketo, settings }) => {
    const more = [...contactsOf(marketo)].filter((contact) => isCounted(contact, event.accountId)).length
    const contacts = countLiveContacts(event.accountId)(marketo) + more
    return { ...event, logged: contacts <= settings.instance.activityCap }
  })

/** Treats true as 1 and false as 0. */
const asNumber = (value: FieldValue | undefined): FieldValue | undefined =>
  typeof value === 'boolean' ? Number(value) : value

export const logFaults: ReadonlyArray<Fault> = [
  {
    name: 'the number 1 counts as equal to true',
    rule: 'activity.real-change',
    implementation: syncDownInstead(
      (event) => ({
        ...event,
        changes: event.changes.filter(({ oldValue, newValue }) => asNumber(oldValue) !== asNumber(newValue)),
      }),
      ignoring(({ input, marketo }) => {
        const contact = input._tag === 'EditAccountField' ? liveContactIn(marketo, input.contactId) : undefined
        return (
          input._tag === 'EditAccountField' &&
          contact !== undefined &&
          asNumber(fieldOf(shownIn(marketo, contact.accountId), input.field)) === asNumber(input.value)
        )
      }),
    ),
    caughtBy: {
      vectors: { flag: '1 equal to true' },
      laws: [
        'if an account is not above the activity cap, its changes are logged for every live contact',
        'a local edit through a live contact is accepted unless a rule forbids the edit',
      ],
      conforms: true,
      exhaustive: uncaught('the small worlds have only texts and blanks'),
    },
  },
  {
    name: 'an account with more than 64 live contacts counts only 64 of them',
    rule: 'activity.per-contact',
    implementation: loggingFor(
      (contacts) => first(contacts, 64),
      syncDownInstead((event, { settings }) => {
        const liveContacts = Math.min(64, event.liveContacts)
        return { ...event, liveContacts, logged: liveContacts <= settings.instance.activityCap }
      }),
    ),
    caughtBy: {
      vectors: { flag: 'an account loses count beyond 64 contacts' },
      laws: [
        'if an account is not above the activity cap, its changes are logged for every live contact',
        'if the number of live contacts is the activity cap plus one, nothing is logged for the account',
      ],
      conforms: true,
      exhaustive: uncaught('the small worlds have two contacts'),
    },
  },
  {
    name: 'an account with exactly as many live contacts as the cap logs nothing',
    rule: 'activity.cap',
    implementation: syncDownInstead((event, { settings }) => ({
      ...event,
      logged: event.liveContacts < settings.instance.activityCap,
    })),
    caughtBy: {
      vectors: { flag: 'cap at ≥' },
      laws: [
        'changes are logged if the number of live contacts equals the cap, and deleted or private contacts do not count',
      ],
      conforms: true,
      exhaustive: ['few records', 3],
    },
  },
  {
    name: 'deleted contacts count towards the activity cap',
    rule: 'activity.cap',
    // The record of a deleted contact can lack an account. The fault counts such a contact in every account.
    implementation: countingAlso(
      ({ _tag, appliedAtStamp }, accountId) =>
        _tag === 'DeletedContact' && [accountId, null].includes(appliedAtStamp.at(-1)?.accountId ?? null),
    ),
    caughtBy: {
      vectors: { flag: 'cap counts deleted contacts' },
      laws: [
        'changes are logged if the number of live contacts equals the cap, and deleted or private contacts do not count',
      ],
      conforms: true,
      exhaustive: ['few records', 4],
    },
  },
  {
    name: 'private contacts count towards the activity cap',
    rule: 'activity.cap',
    implementation: countingAlso(({ _tag }) => _tag === 'PrivateContact'),
    caughtBy: {
      vectors: { flag: 'cap counts private contacts' },
      laws: [
        'changes are logged if the number of live contacts equals the cap, and deleted or private contacts do not count',
      ],
      conforms: true,
      exhaustive: ['few records', 4],
    },
  },
  {
    name: 'if an account is above the activity cap, changes are logged for as many contacts as the cap allows',
    rule: 'activity.cap',
    implementation: loggingFor(
      (contacts, event) => (event._tag === 'AccountSyncedDown' ? first(contacts, event.liveContacts) : contacts),
      syncDownInstead((event, { settings }) => ({
        ...event,
        logged: true,
        liveContacts: Math.min(event.liveContacts, settings.instance.activityCap),
      })),
    ),
    caughtBy: {
      vectors: { flag: 'overflow-only logging' },
      laws: [
        'a sync-down of an account with more live contacts than the activity cap logs nothing',
        'if the number of live contacts is the activity cap plus one, nothing is logged for the account',
      ],
      conforms: true,
      exhaustive: ['few records', 4],
    },
  },
  {
    name: 'a sync-down of an account above the activity cap does not change the values',
    rule: 'activity.cap-spares-values',
    implementation: eventsInstead((events) =>
      events.filter((event) => event._tag !== 'AccountSyncedDown' || event.logged),
    ),
    caughtBy: {
      vectors: { flag: 'cap also stops the values' },
      laws: [
        'the activity cap does not affect the values that Marketo shows',
        'a record that overrides a local edit ends the local edit',
      ],
      conforms: true,
      exhaustive: ['few records', 4],
    },
  },
  {
    name: 'a change is logged once for the account instead of once for each contact',
    rule: 'activity.per-contact',
    implementation: loggingFor((contacts, event) =>
      event._tag === 'AccountSyncedDown' ? first(contacts, 1) : contacts,
    ),
    caughtBy: {
      vectors: { flag: 'one log per account instead of per contact' },
      laws: [
        'a sync-down of an account within the activity cap logs each real change once for each live contact',
        'if an account is not above the activity cap, its changes are logged for every live contact',
        'a sync-down with k real changes for n live contacts logs n·k activities, or none if the account is above the activity cap',
      ],
      conforms: true,
      exhaustive: ['few conversions', 6],
    },
  },
  {
    name: 'a field is logged even if the shown value stays the same',
    rule: 'activity.real-change',
    implementation: syncDownInstead((event, { marketo }) => {
      const shown = shownIn(marketo, event.accountId)
      const changes = namesOf(event.fields).map((field) => ({
        field,
        oldValue: fieldOf(shown, field) ?? null,
        newValue: fieldOf(event.fields, field) ?? null,
      }))
      return { ...event, changes }
    }),
    caughtBy: {
      vectors: { flag: 'logs equal old and new' },
      laws: ['nothing is logged for a shown value that stays the same'],
      conforms: true,
      exhaustive: ['few records', 3],
    },
  },
  {
    name: 'a sync-down that undoes a local edit is not logged',
    rule: 'activity.real-change',
    implementation: syncDownInstead((event, { marketo }) => {
      const account = accountIn(marketo, event.accountId)
      const isUndone = ({ field, newValue }: (typeof event.changes)[number]): boolean =>
        account !== undefined &&
        account.localEdits.some((edit) => edit.field === field) &&
        fieldOf(account.synced, field) === newValue
      return { ...event, changes: event.changes.filter((change) => !isUndone(change)) }
    }),
    caughtBy: {
      vectors: { flag: 'does not log an undone edit' },
      laws: ['a sync-down that undoes a local edit is logged as a change'],
      conforms: true,
      exhaustive: ['few records', 4],
    },
  },
  {
    name: 'an activity is logged for an unknown contact',
    rule: 'contact.deleted',
    implementation: loggingFor((contacts) => [...contacts, nthContactId(999)]),
    caughtBy: {
      vectors: 'case',
      laws: [
        'nothing is ever logged for a contact that is not live',
        'a deleted contact does not count towards the cap',
      ],
      conforms: true,
      exhaustive: ['few records', 1],
    },
  },
  {
    name: 'the log of a local edit swaps the old and the new value',
    rule: 'activity.local-edit',
    implementation: activityInstead((activity, { _tag }) =>
      _tag === 'AccountFieldEdited' && activity._tag === 'ChangeDataValue'
        ? { ...activity, oldValue: activity.newValue, newValue: activity.oldValue }
        : activity,
    ),
    caughtBy: {
      vectors: 'case',
      laws: [
        'a local edit that changes a value is logged for the contacts that `localEditLog` names, even above the activity cap',
      ],
      conforms: true,
      exhaustive: ['few records', 3],
    },
  },
  {
    name: 'a local edit is not logged',
    rule: 'activity.local-edit',
    implementation: notLogging('AccountFieldEdited'),
    caughtBy: {
      vectors: 'case',
      laws: [
        'a local edit that changes a value is logged for the contacts that `localEditLog` names, even above the activity cap',
      ],
      conforms: true,
      exhaustive: ['few records', 3],
    },
  },
  {
    name: 'a local edit is ignored if it would not be logged',
    rule: 'activity.local-edit',
    implementation: ignoring(
      ({ input, settings }) => input._tag === 'EditAccountField' && settings.readings.localEditLog === 'none',
    ),
    caughtBy: {
      vectors: 'case',
      laws: ['the setting `localEditLog` changes no value'],
      conforms: true,
      exhaustive: uncaught('in the small worlds every local edit is logged'),
    },
  },
  {
    name: 'a failed conversion is not logged',
    rule: 'activity.convert',
    implementation: notLogging('ConversionFailed'),
    caughtBy: {
      vectors: 'case',
      laws: [
        'an applied answer to a conversion logs exactly one Convert Lead, with the outcome and the requested terms',
      ],
      conforms: true,
      exhaustive: ['few conversions', 3],
    },
  },
  {
    name: 'a Convert Lead is logged with the wrong outcome',
    rule: 'activity.convert',
    implementation: activityInstead((activity) =>
      activity._tag === 'ConvertLead' ? { ...activity, outcome: 'succeeded' } : activity,
    ),
    caughtBy: {
      vectors: 'case',
      laws: [
        'an applied answer to a conversion logs exactly one Convert Lead, with the outcome and the requested terms',
      ],
      conforms: true,
      exhaustive: ['few conversions', 3],
    },
  },
  {
    name: 'a Convert Lead is logged when the conversion is requested',
    rule: 'activity.convert',
    implementation: {
      ...reference,
      activitiesOf: (contacts) => (event) =>
        reference.activitiesOf(contacts)(
          event._tag === 'ConversionRequested'
            ? { ...event, _tag: 'ConversionFailed', failedAt: 'convert', reason: 'not yet' }
            : event,
        ),
    },
    caughtBy: {
      vectors: 'case',
      laws: ['only an applied answer to a conversion logs a Convert Lead'],
      conforms: true,
      exhaustive: ['few conversions', 2],
    },
  },
]
