// Faults in what a sync-down does to an account.
import type { Account, AccountRecord, AppliedAccountRecord, Event, Fields, Instant } from 'marketo-account-sync'
import { accountsOf, eqAppliedAccountRecord } from 'marketo-account-sync'
import { accountIn, fieldOf, namesOf, shownIn } from '../helpers/observe.js'
import { isIgnored, visibleOf, withRecord } from '../laws/records.js'
import type { Fault } from './fault.js'
import { uncaught } from './fault.js'
import type { Asked } from './implementations.js'
import { decidingAbout, eventsInstead, evolvingInstead, syncDownInstead, withAccount } from './implementations.js'

const recordIn = ({ input }: Asked): AccountRecord | undefined =>
  input._tag === 'SyncAccount' ? input.record : input._tag === 'ConfirmConversion' ? input.account : undefined

const fieldsWhere = (fields: Fields, keep: (name: string) => boolean): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => keep(name)))

/** Decides about another record, or about another state of its account, if Marketo knows the account. */
const accountInstead = (
  change: (
    record: AccountRecord,
    account: Account,
    asked: Asked,
  ) => { readonly record?: AccountRecord; readonly account?: Account },
) =>
  decidingAbout((asked) => {
    const record = recordIn(asked)
    const account = record === undefined ? undefined : accountIn(asked.marketo, record.id)
    if (record === undefined || account === undefined) return {}
    const changed = change(record, account, asked)
    return {
      input: withRecord(() => changed.record ?? record, asked.input),
      marketo: withAccount(asked.marketo, changed.account ?? account),
    }
  })

const applied = (record: AccountRecord, { settings }: Asked): AppliedAccountRecord => ({
  isDeleted: record.isDeleted,
  fields: visibleOf(settings, record),
})

const before = (instant: Instant): Instant => (instant - 1) as Instant

/** A field whose synced value stays the same is neither logged nor overridden. */
const changedFieldsOnly = evolvingInstead(
  (after, event, marketo) => {
    if (event._tag !== 'AccountSyncedDown') return after
    const was = accountIn(marketo, event.accountId)
    const is = accountIn(after, event.accountId)
    if (was === undefined || is === undefined || was.localEdits.length === 0) return after
    const localEdits = was.localEdits.filter(({ field }) => fieldOf(was.synced, field) === fieldOf(is.synced, field))
    return withAccount(after, { ...is, localEdits })
  },
  syncDownInstead((event, { marketo }) => {
    const synced = accountIn(marketo, event.accountId)?.synced ?? {}
    return { ...event, changes: event.changes.filter(({ field, newValue }) => fieldOf(synced, field) !== newValue) }
  }),
)

/** The account holds ignored fields. Only the comparison of records with the same stamp is still right. */
const ignoredFieldHeld = evolvingInstead(
  (after, event) => {
    const account = event._tag === 'AccountSyncedDown' ? accountIn(after, event.accountId) : undefined
    if (account === undefined) return after
    const appliedAtStamp = account.appliedAtStamp.map((one) => ({
      ...one,
      fields: fieldsWhere(one.fields, (name) => !isIgnored(name)),
    })) as unknown as Account['appliedAtStamp']
    return withAccount(after, { ...account, appliedAtStamp })
  },
  syncDownInstead((event, asked) => {
    const hidden: ReadonlyArray<string> = asked.settings.instance.hiddenFields
    const ignored = fieldsWhere(recordIn(asked)?.fields ?? {}, (name) => isIgnored(name) && !hidden.includes(name))
    const shown = shownIn(asked.marketo, event.accountId)
    const changes = namesOf(ignored).flatMap((field) => {
      const oldValue = fieldOf(shown, field) ?? null
      const newValue = fieldOf(ignored, field) ?? null
      return oldValue === newValue ? [] : [{ field, oldValue, newValue }]
    })
    return { ...event, fields: { ...event.fields, ...ignored }, changes: [...event.changes, ...changes] }
  }),
)

const isEqualStamp = (event: Event, { marketo }: Asked): boolean =>
  event._tag === 'AccountSyncedDown' && accountIn(marketo, event.accountId)?.systemModstamp === event.systemModstamp

const isSameContent = (event: Event, { marketo }: Asked): boolean => {
  if (event._tag !== 'AccountSyncedDown') return false
  const { accountId, isDeleted, fields } = event
  const last = accountIn(marketo, accountId)?.appliedAtStamp.at(-1)
  return last !== undefined && eqAppliedAccountRecord.equals(last, { isDeleted, fields })
}

export const syncDownFaults: ReadonlyArray<Fault> = [
  {
    name: 'override of changed fields only',
    rule: 'sync.override-all',
    implementation: changedFieldsOnly,
    caughtBy: {
      vectors: 'flag',
      laws: [
        'an applied record sets every visible field in it, blank ones included',
        'an applied record ends the local edit of every field in it, whichever field changed in Salesforce',
      ],
      conforms: true,
      exhaustive: ['few records', 4],
    },
  },
  {
    name: 'blank does not override',
    rule: 'sync.override-all',
    implementation: accountInstead((record, account) => ({
      record: {
        ...record,
        fields: Object.fromEntries(
          namesOf(record.fields)
            .filter((name) => record.fields[name] !== null || fieldOf(account.synced, name) === undefined)
            .map((name) => [name, record.fields[name] ?? null]),
        ),
      },
    })),
    caughtBy: {
      vectors: 'flag',
      laws: [
        'an applied record sets every visible field in it, blank ones included',
        'an applied record ends the local edit of every field in it, whichever field changed in Salesforce',
      ],
      conforms: true,
      exhaustive: ['few records', 2],
    },
  },
  {
    name: 'absent clears',
    rule: 'sync.absent-field',
    implementation: accountInstead((record, account) => ({
      record: {
        ...record,
        fields: { ...Object.fromEntries(namesOf(account.synced).map((name) => [name, null])), ...record.fields },
      },
    })),
    caughtBy: {
      vectors: 'flag',
      laws: [
        'a field that is missing from the record keeps its shown value and its local edit',
        'a local edit stands until a record with its field is applied',
      ],
      conforms: true,
      exhaustive: ['few records', 2],
    },
  },
  {
    name: 'a repeat wipes an edit',
    rule: 'sync.only-newer',
    implementation: accountInstead((record, account, asked) => {
      const last = account.appliedAtStamp[account.appliedAtStamp.length - 1]
      const isRepeat =
        record.systemModstamp === account.systemModstamp &&
        last !== undefined &&
        eqAppliedAccountRecord.equals(last, applied(record, asked))
      return isRepeat ? { account: { ...account, systemModstamp: before(account.systemModstamp) } } : {}
    }),
    caughtBy: {
      vectors: 'flag',
      laws: ['a late or repeated account record changes nothing and logs nothing'],
      conforms: true,
      exhaustive: ['few records', 2],
    },
  },
  {
    name: 'an older record wins',
    rule: 'sync.only-newer',
    implementation: accountInstead((record, account) =>
      record.systemModstamp < account.systemModstamp
        ? { account: { ...account, systemModstamp: before(record.systemModstamp) } }
        : {},
    ),
    caughtBy: {
      vectors: 'flag',
      laws: [
        'a late or repeated account record changes nothing and logs nothing',
        'a repeat of a delivery that was accepted changes nothing and logs nothing',
      ],
      conforms: true,
      exhaustive: ['few records', 2],
    },
  },
  {
    name: 'equal stamp ignored',
    rule: 'sync.only-newer',
    implementation: eventsInstead((events, asked) => events.filter((event) => !isEqualStamp(event, asked))),
    caughtBy: {
      vectors: 'flag',
      laws: ['a record of the same stamp with other content is applied'],
      conforms: true,
      exhaustive: ['few records', 2],
    },
  },
  {
    name: 'a repeat within one stamp flips back',
    rule: 'sync.only-newer',
    implementation: accountInstead((_, account) => ({
      account: { ...account, appliedAtStamp: [account.appliedAtStamp.at(-1) ?? account.appliedAtStamp[0]] },
    })),
    caughtBy: {
      vectors: 'flag',
      laws: ['a late or repeated account record changes nothing and logs nothing'],
      conforms: true,
      exhaustive: ['few records', 3],
    },
  },
  {
    name: 'same content at a newer stamp is ignored',
    rule: 'sync.override-all',
    implementation: eventsInstead((events, asked) => events.filter((event) => !isSameContent(event, asked))),
    caughtBy: {
      vectors: 'case',
      laws: [
        'an applied record sets every visible field in it, blank ones included',
        'an applied record ends the local edit of every field in it, whichever field changed in Salesforce',
      ],
      conforms: uncaught('random histories hardly ever have the same content at two stamps'),
      exhaustive: ['few records', 2],
    },
  },
  {
    name: 'ignored field held',
    rule: 'sync.visible-fields',
    implementation: ignoredFieldHeld,
    caughtBy: {
      vectors: 'flag',
      laws: [
        'no account ever holds a field that the sync ignores or that is hidden',
        'other values in ignored or hidden fields make no difference',
      ],
      conforms: true,
      exhaustive: ['few records', 1],
    },
  },
  {
    name: 'a skipped record ends the local edits',
    rule: 'sync.override-all',
    implementation: evolvingInstead((after, event) => {
      const account = event._tag === 'AccountSkipped' ? accountIn(after, event.accountId) : undefined
      return account === undefined ? after : withAccount(after, { ...account, localEdits: [] })
    }),
    caughtBy: {
      vectors: 'case',
      laws: ['under `field-change`, a record that says nothing new changes only the stamp and the deleted flag'],
      conforms: 'sync.absent-field',
      exhaustive: uncaught('in the small worlds every newer record overrides'),
    },
  },
  {
    name: 'the deleted flag of an account never changes',
    rule: 'contact.deleted',
    implementation: evolvingInstead((after, event, marketo) => {
      const account = event._tag === 'AccountSyncedDown' ? accountIn(after, event.accountId) : undefined
      const isDeleted = account === undefined ? undefined : accountIn(marketo, account.id)?.isDeleted
      return account === undefined || isDeleted === undefined ? after : withAccount(after, { ...account, isDeleted })
    }),
    caughtBy: {
      vectors: 'case',
      laws: ['an applied record decides whether its account is deleted'],
      conforms: true,
      exhaustive: ['few records', 2],
    },
  },
  {
    name: 'a sync-down sets the deleted flag of every account',
    rule: 'locality.account',
    implementation: evolvingInstead((after, event) =>
      event._tag === 'AccountSyncedDown'
        ? [...accountsOf(after)].reduce(
            (marketo, account) => withAccount(marketo, { ...account, isDeleted: event.isDeleted }),
            after,
          )
        : after,
    ),
    caughtBy: {
      vectors: uncaught('no case deletes one of two accounts'),
      laws: [
        'an input changes only the account that it is about, and logs for no other',
        'the content of records of other accounts never affects an account',
      ],
      conforms: true,
      exhaustive: ['few conversions', 2],
    },
  },
]
