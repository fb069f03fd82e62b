// Wrong about what is logged.
import type { AccountId, Contact, Marketo } from 'marketo-account-sync'
import { allContacts, countLiveContacts, localEditOf, shownValue, valueOf } from 'marketo-account-sync'
import { reference } from 'marketo-account-sync/testing'
import { accountIn, eventsInstead, syncDownsInstead } from './replace.js'
import type { Wrong } from './wrongs.js'

const first = function* <A>(items: Iterable<A>, count: number): Iterable<A> {
  let left = count
  for (const item of items) {
    if (left <= 0) return
    left -= 1
    yield item
  }
}

const countAlso = (isCounted: (contact: Contact, accountId: AccountId) => boolean) =>
  syncDownsInstead(
    (event, { settings, marketo }: { settings: Parameters<typeof reference.decide>[0]; marketo: Marketo }) => {
      const more = allContacts(marketo).filter((contact) => isCounted(contact, event.accountId)).length
      const contacts = countLiveContacts(event.accountId)(marketo) + more
      return { ...event, logged: contacts <= settings.instance.activityCap }
    },
  )

export const wrongAboutLogs: ReadonlyArray<Wrong> = [
  {
    name: 'cap at ≥',
    rule: 'activity.cap',
    implementation: syncDownsInstead((event, { settings }) => ({
      ...event,
      logged: event.liveContacts < settings.instance.activityCap,
    })),
  },
  {
    name: 'cap counts deleted contacts',
    rule: 'activity.cap',
    // A deletion may name no account; whoever counts the deleted then counts them wherever.
    implementation: countAlso(
      ({ _tag, appliedAtStamp }, accountId) =>
        _tag === 'DeletedContact' && [accountId, null].includes(appliedAtStamp.at(-1)?.accountId ?? null),
    ),
  },
  {
    name: 'cap counts private contacts',
    rule: 'activity.cap',
    implementation: countAlso(({ _tag }) => _tag === 'PrivateContact'),
  },
  {
    name: 'overflow-only logging',
    rule: 'activity.cap',
    implementation: {
      ...syncDownsInstead((event, { settings }) => ({
        ...event,
        logged: true,
        liveContacts: Math.min(event.liveContacts, settings.instance.activityCap),
      })),
      activitiesOf: (event) => (contacts) =>
        reference.activitiesOf(event)(
          event._tag === 'AccountSyncedDown' ? first(contacts, event.liveContacts) : contacts,
        ),
    },
  },
  {
    name: 'cap also stops the values',
    rule: 'activity.cap-spares-values',
    implementation: eventsInstead((events) =>
      events.filter((event) => event._tag !== 'AccountSyncedDown' || event.logged),
    ),
  },
  {
    name: 'one log per account instead of per contact',
    rule: 'activity.per-contact',
    implementation: {
      ...reference,
      activitiesOf: (event) => (contacts) =>
        reference.activitiesOf(event)(event._tag === 'AccountSyncedDown' ? first(contacts, 1) : contacts),
    },
  },
  {
    name: 'logs equal old and new',
    rule: 'activity.real-change',
    implementation: syncDownsInstead((event, { marketo }) => {
      const account = accountIn(marketo, event.accountId)
      const changes = Object.entries(event.fields).map(([name, newValue]) => {
        const field = name as keyof typeof event.fields
        return { field, oldValue: (account === undefined ? null : shownValue(account)(field)) ?? null, newValue }
      })
      return { ...event, changes }
    }),
  },
  {
    name: 'does not log an undone edit',
    rule: 'activity.real-change',
    implementation: syncDownsInstead((event, { marketo }) => {
      const account = accountIn(marketo, event.accountId)
      return account === undefined
        ? event
        : {
            ...event,
            changes: event.changes.filter(
              ({ field, newValue }) =>
                localEditOf(account)(field) === undefined || valueOf(account.synced)(field) !== newValue,
            ),
          }
    }),
  },
]
