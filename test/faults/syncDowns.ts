// Wrong about what a sync-down does to an account.
import type { Account, AppliedAccountRecord, Event, Fields, Input, Instant } from 'marketo-account-sync'
import { defaultSettings, eqAppliedAccountRecord, isSynced, shownValue, valueOf } from 'marketo-account-sync'
import type { Implementation } from 'marketo-account-sync/testing'
import type { Asked } from './replace.js'
import { accountIn, askedInstead, eventsInstead, evolveInstead, syncDownsInstead, withAccount } from './replace.js'
import type { Wrong } from './wrongs.js'

type Record = Extract<Input, { _tag: 'SyncAccount' }>['record']

const recordOf = (input: Input): Record | undefined =>
  input._tag === 'SyncAccount' ? input.record : input._tag === 'ConfirmConversion' ? input.account : undefined

const withRecord = (input: Input, record: Record): Input =>
  input._tag === 'SyncAccount'
    ? { ...input, record }
    : input._tag === 'ConfirmConversion'
      ? { ...input, account: record }
      : input

const fieldsWhere = (fields: Fields, keep: (name: keyof Fields) => boolean): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => keep(name as keyof Fields)))

/** Decides about the record and its account, if Marketo knows it, as something else than they are. */
const accountInstead = (
  change: (record: Record, account: Account, asked: Asked) => { readonly record?: Record; readonly account?: Account },
): Implementation =>
  askedInstead((asked) => {
    const record = recordOf(asked.input)
    const account = record === undefined ? undefined : accountIn(asked.marketo, record.id)
    if (record === undefined || account === undefined) return {}
    const changed = change(record, account, asked)
    return {
      ...(changed.record === undefined ? {} : { input: withRecord(asked.input, changed.record) }),
      ...(changed.account === undefined ? {} : { marketo: withAccount(asked.marketo, changed.account) }),
    }
  })

const carriedBy = (record: Record, { settings }: Asked): AppliedAccountRecord => ({
  isDeleted: record.isDeleted,
  fields: fieldsWhere(record.fields, isSynced(new Set(settings.instance.hiddenFields))),
})

const before = (instant: Instant): Instant => (instant - 1) as Instant

/** Both halves of one mistake: what a sync-down logs, and what it does to the account. */
const changedFieldsOnly: Implementation = {
  ...syncDownsInstead((event, { marketo }) => {
    const synced = accountIn(marketo, event.accountId)?.synced ?? {}
    return { ...event, changes: event.changes.filter(({ field, newValue }) => valueOf(synced)(field) !== newValue) }
  }),
  evolve: evolveInstead((next, marketo, event) => {
    const after = next(marketo, event)
    if (event._tag !== 'AccountSyncedDown') return after
    const was = accountIn(marketo, event.accountId)
    const is = accountIn(after, event.accountId)
    if (was === undefined || is === undefined || was.localEdits.length === 0) return after
    const localEdits = was.localEdits.filter(({ field }) => valueOf(was.synced)(field) === valueOf(is.synced)(field))
    return withAccount(after, { ...is, localEdits })
  }).evolve,
}

const isIgnored = (name: keyof Fields): boolean => !isSynced(new Set(defaultSettings.instance.hiddenFields))(name)

/** The event carries what the sync ignores; the account then holds it, but compares records without it. */
const ignoredFieldHeld: Implementation = {
  ...syncDownsInstead((event, { settings, input, marketo }) => {
    const hidden: ReadonlyArray<string> = settings.instance.hiddenFields
    const ignored = fieldsWhere(recordOf(input)?.fields ?? {}, (name) => isIgnored(name) && !hidden.includes(name))
    const account = accountIn(marketo, event.accountId)
    const changes = Object.entries(ignored).flatMap(([name, newValue]) => {
      const field = name as keyof Fields
      const oldValue = (account === undefined ? null : shownValue(account)(field)) ?? null
      return oldValue === newValue ? [] : [{ field, oldValue, newValue }]
    })
    return { ...event, fields: { ...event.fields, ...ignored }, changes: [...event.changes, ...changes] }
  }),
  evolve: evolveInstead((next, marketo, event) => {
    if (event._tag !== 'AccountSyncedDown') return next(marketo, event)
    const after = next(marketo, { ...event, fields: fieldsWhere(event.fields, (name) => !isIgnored(name)) })
    const account = accountIn(after, event.accountId)
    return account === undefined
      ? after
      : withAccount(after, { ...account, synced: { ...account.synced, ...event.fields } })
  }).evolve,
}

const isEqualStamp = (event: Event, { marketo }: Asked): boolean =>
  event._tag === 'AccountSyncedDown' && accountIn(marketo, event.accountId)?.systemModstamp === event.systemModstamp

export const wrongAboutSyncDowns: ReadonlyArray<Wrong> = [
  { name: 'override of changed fields only', rule: 'sync.override-all', implementation: changedFieldsOnly },
  {
    name: 'blank does not override',
    rule: 'sync.override-all',
    implementation: accountInstead((record, account) => ({
      record: {
        ...record,
        fields: fieldsWhere(
          record.fields,
          (name) => record.fields[name] !== null || valueOf(account.synced)(name) === undefined,
        ),
      },
    })),
  },
  {
    name: 'absent clears',
    rule: 'sync.absent-field',
    implementation: accountInstead((record, account) => ({
      record: {
        ...record,
        fields: { ...Object.fromEntries(Object.keys(account.synced).map((name) => [name, null])), ...record.fields },
      },
    })),
  },
  {
    name: 'a repeat wipes an edit',
    rule: 'sync.only-newer',
    implementation: accountInstead((record, account, asked) => {
      const last = account.appliedAtStamp[account.appliedAtStamp.length - 1]
      const isRepeat =
        record.systemModstamp === account.systemModstamp &&
        last !== undefined &&
        eqAppliedAccountRecord.equals(last, carriedBy(record, asked))
      return isRepeat ? { account: { ...account, systemModstamp: before(account.systemModstamp) } } : {}
    }),
  },
  {
    name: 'an older record wins',
    rule: 'sync.only-newer',
    implementation: accountInstead((record, account) =>
      record.systemModstamp < account.systemModstamp
        ? { account: { ...account, systemModstamp: before(record.systemModstamp) } }
        : {},
    ),
  },
  {
    name: 'equal stamp ignored',
    rule: 'sync.only-newer',
    implementation: eventsInstead((events, asked) => events.filter((event) => !isEqualStamp(event, asked))),
  },
  {
    name: 'a repeat within one stamp flips back',
    rule: 'sync.only-newer',
    implementation: accountInstead((_, account) => ({
      account: { ...account, appliedAtStamp: [account.appliedAtStamp.at(-1) ?? account.appliedAtStamp[0]] },
    })),
  },
  { name: 'ignored field held', rule: 'sync.visible-fields', implementation: ignoredFieldHeld },
]
