// Faults in what is logged.
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

/** 1 and true, 0 and false. */
const asNumber = (value: FieldValue | undefined): FieldValue | undefined =>
  typeof value === 'boolean' ? Number(value) : value

export const logFaults: ReadonlyArray<Fault> = [
  {
    name: '1 equal to true',
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
      vectors: 'flag',
      laws: [
        'an account with as many live contacts as the cap, or fewer, logs for each of them',
        'an edit through a live contact is accepted if no rule forbids the edit',
      ],
      conforms: true,
      exhaustive: uncaught('the small worlds have only texts and blanks'),
    },
  },
  {
    name: 'an account loses count beyond 64 contacts',
    rule: 'activity.per-contact',
    implementation: loggingFor(
      (contacts) => first(contacts, 64),
      syncDownInstead((event, { settings }) => {
        const liveContacts = Math.min(64, event.liveContacts)
        return { ...event, liveContacts, logged: liveContacts <= settings.instance.activityCap }
      }),
    ),
    caughtBy: {
      vectors: 'flag',
      laws: [
        'an account with as many live contacts as the cap, or fewer, logs for each of them',
        'an account with one live contact more than the cap logs nothing',
      ],
      conforms: true,
      exhaustive: uncaught('the small worlds have two contacts'),
    },
  },
  {
    name: 'cap at ≥',
    rule: 'activity.cap',
    implementation: syncDownInstead((event, { settings }) => ({
      ...event,
      logged: event.liveContacts < settings.instance.activityCap,
    })),
    caughtBy: {
      vectors: 'flag',
      laws: ['an account with exactly as many live contacts as the cap still logs, and other contacts do not count'],
      conforms: true,
      exhaustive: ['few records', 3],
    },
  },
  {
    name: 'cap counts deleted contacts',
    rule: 'activity.cap',
    // A deletion may lack the account. The fault then counts the contact in every account.
    implementation: countingAlso(
      ({ _tag, appliedAtStamp }, accountId) =>
        _tag === 'DeletedContact' && [accountId, null].includes(appliedAtStamp.at(-1)?.accountId ?? null),
    ),
    caughtBy: {
      vectors: 'flag',
      laws: ['an account with exactly as many live contacts as the cap still logs, and other contacts do not count'],
      conforms: true,
      exhaustive: ['few records', 4],
    },
  },
  {
    name: 'cap counts private contacts',
    rule: 'activity.cap',
    implementation: countingAlso(({ _tag }) => _tag === 'PrivateContact'),
    caughtBy: {
      vectors: 'flag',
      laws: ['an account with exactly as many live contacts as the cap still logs, and other contacts do not count'],
      conforms: true,
      exhaustive: ['few records', 4],
    },
  },
  {
    name: 'overflow-only logging',
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
      vectors: 'flag',
      laws: [
        'a sync-down above the cap logs nothing for any contact or field',
        'an account with one live contact more than the cap logs nothing',
      ],
      conforms: true,
      exhaustive: ['few records', 4],
    },
  },
  {
    name: 'cap also stops the values',
    rule: 'activity.cap-spares-values',
    implementation: eventsInstead((events) =>
      events.filter((event) => event._tag !== 'AccountSyncedDown' || event.logged),
    ),
    caughtBy: {
      vectors: 'flag',
      laws: [
        'the cap does not affect the values that Marketo shows',
        'a record that overrides a local edit ends the local edit',
      ],
      conforms: true,
      exhaustive: ['few records', 4],
    },
  },
  {
    name: 'one log per account instead of per contact',
    rule: 'activity.per-contact',
    implementation: loggingFor((contacts, event) =>
      event._tag === 'AccountSyncedDown' ? first(contacts, 1) : contacts,
    ),
    caughtBy: {
      vectors: 'flag',
      laws: [
        'a sync-down under the cap logs each real change once for each live contact',
        'an account with as many live contacts as the cap, or fewer, logs for each of them',
        'a sync-down with k real changes for n live contacts logs n·k activities or none',
      ],
      conforms: true,
      exhaustive: ['few conversions', 6],
    },
  },
  {
    name: 'logs equal old and new',
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
      vectors: 'flag',
      laws: ['nothing is logged for a shown value that stays the same'],
      conforms: true,
      exhaustive: ['few records', 3],
    },
  },
  {
    name: 'does not log an undone edit',
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
      vectors: 'flag',
      laws: ['a local edit that a sync-down undoes is logged as a change'],
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
        'a local edit that changes a value is logged for the contacts that `localEditLog` names, whatever the cap',
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
        'a local edit that changes a value is logged for the contacts that `localEditLog` names, whatever the cap',
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
      laws: ['`localEditLog` changes no value'],
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
      laws: ['an applied answer logs exactly one Convert Lead, with its outcome and with what was asked for'],
      conforms: true,
      exhaustive: ['few conversions', 3],
    },
  },
  {
    name: 'Convert Lead is logged with the wrong outcome',
    rule: 'activity.convert',
    implementation: activityInstead((activity) =>
      activity._tag === 'ConvertLead' ? { ...activity, outcome: 'succeeded' } : activity,
    ),
    caughtBy: {
      vectors: 'case',
      laws: ['an applied answer logs exactly one Convert Lead, with its outcome and with what was asked for'],
      conforms: true,
      exhaustive: ['few conversions', 3],
    },
  },
  {
    name: 'Convert Lead is logged when the conversion is requested',
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
      laws: ['only an applied answer logs a Convert Lead'],
      conforms: true,
      exhaustive: ['few conversions', 2],
    },
  },
]
