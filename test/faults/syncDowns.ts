// Faults in the effect of a sync-down on an account.
import * as E from 'fp-ts/lib/Either.js'
import type { Account, AccountRecord, BroughtAtStamp, Event, Fields, FieldValue, Instant } from 'marketo-account-sync'
import { accountsOf, eqFields, furtherValues } from 'marketo-account-sync'
import { furtherOf } from '../../src/model/BroughtAtStamp.js'
import { accountIn, contactIn, fieldOf, namesOf, shownIn } from '../helpers/observe.js'
import { fieldName } from '../helpers/values.js'
import { isIgnored, visibleOf, withRecord } from '../laws/records.js'
import type { Fault } from './fault.js'
import { uncaught } from './fault.js'
import type { Asked } from './implementations.js'
import {
  decidingAbout,
  decidingInstead,
  decidingWith,
  eventsInstead,
  evolvingInstead,
  syncDownInstead,
  withAccount,
} from './implementations.js'

const recordIn = ({ input }: Asked): AccountRecord | undefined =>
  input._tag === 'SyncAccount' ? input.record : input._tag === 'ConfirmConversion' ? input.account : undefined

const fieldsWhere = (fields: Fields, keep: (name: string) => boolean): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => keep(name)))

/** If Marketo knows the account, changes the account record or the state of the account before the decision. */
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

/** True if a record has the same SystemModstamp as the account and if the record contains no new value. */
const isRepeat = (record: AccountRecord, { systemModstamp, broughtAtStamp }: Account, { settings }: Asked): boolean => {
  const formulas: ReadonlyArray<string> = settings.instance.formulaFields
  const further = furtherValues(broughtAtStamp)
  const came = (name: string, first: unknown, value: FieldValue | undefined) =>
    value === undefined ||
    first === value ||
    further.some((other) => other.name === name && other.value === value) ||
    (first !== undefined && formulas.includes(name))
  return (
    record.systemModstamp === systemModstamp &&
    came('IsDeleted', broughtAtStamp.isDeleted, record.isDeleted) &&
    came('MasterRecordId', broughtAtStamp.masterRecordId, record.masterRecordId) &&
    namesOf(visibleOf(settings, record)).every((name) =>
      came(name, fieldOf(broughtAtStamp.fields, name), fieldOf(record.fields, name)),
    )
  )
}

/** Changes the values in `broughtAtStamp`. These are the values from all records with the current SystemModstamp of the account. */
const remembering = (account: Account, changed: Partial<BroughtAtStamp>): Account => ({
  ...account,
  broughtAtStamp: { ...account.broughtAtStamp, ...changed },
})

const withoutFlag = (record: AccountRecord): AccountRecord =>
  Object.fromEntries(Object.entries(record).filter(([key]) => key !== 'isDeleted')) as unknown as AccountRecord

const before = (instant: Instant): Instant => (instant - 1) as Instant

/** Logs and overrides a field only if the synced value of the field changes. */
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

/**
 * Also syncs the fields that the sync ignores, but does not store them in `broughtAtStamp`. A repeated record therefore still
 * counts as repeated.
 */
const ignoredFieldHeld = evolvingInstead(
  (after, event) => {
    const account = event._tag === 'AccountSyncedDown' ? accountIn(after, event.accountId) : undefined
    if (account === undefined) return after
    const fields = fieldsWhere(account.broughtAtStamp.fields, (name) => !isIgnored(name))
    return withAccount(after, remembering(account, { fields }))
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
  const last = accountIn(marketo, accountId)
  return (
    last !== undefined &&
    last.systemModstamp < event.systemModstamp &&
    last.isDeleted === isDeleted &&
    eqFields.equals(last.broughtAtStamp.fields, fields)
  )
}

export const syncDownFaults: ReadonlyArray<Fault> = [
  {
    name: 'a sync-down overrides only the fields that changed',
    rule: 'sync.override-all',
    implementation: changedFieldsOnly,
    caughtBy: {
      vectors: { flag: 'override of changed fields only' },
      laws: [
        'an applied account record sets every visible field that it contains, including blank fields',
        'an applied account record ends the local edits of all fields in the record, even of fields whose values did not change',
      ],
      conforms: true,
      exhaustive: ['few records', 4],
    },
  },
  {
    name: 'a blank field in a record does not override the value',
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
      vectors: { flag: 'blank does not override' },
      laws: [
        'an applied account record sets every visible field that it contains, including blank fields',
        'an applied account record ends the local edits of all fields in the record, even of fields whose values did not change',
      ],
      conforms: true,
      exhaustive: ['few records', 2],
    },
  },
  {
    name: 'a field that is missing from a record is cleared',
    rule: 'sync.absent-field',
    implementation: accountInstead((record, account) => ({
      record: {
        ...record,
        fields: { ...Object.fromEntries(namesOf(account.synced).map((name) => [name, null])), ...record.fields },
      },
    })),
    caughtBy: {
      vectors: { flag: 'absent clears' },
      laws: [
        'a field that the account record does not contain keeps its value and its local edit in Marketo',
        'a local edit lasts until a record delivers a value for the edited field',
      ],
      conforms: true,
      exhaustive: ['few records', 2],
    },
  },
  {
    name: 'a repeated record ends a local edit',
    rule: 'sync.only-newer',
    implementation: accountInstead((record, account, asked) =>
      isRepeat(record, account, asked)
        ? { account: { ...account, systemModstamp: before(account.systemModstamp) } }
        : {},
    ),
    caughtBy: {
      vectors: { flag: 'a repeat wipes an edit' },
      laws: ['a late or repeated account record changes nothing and logs nothing'],
      conforms: true,
      exhaustive: ['few records', 2],
    },
  },
  {
    name: 'an older record overrides a newer record',
    rule: 'sync.only-newer',
    implementation: accountInstead((record, account) =>
      record.systemModstamp < account.systemModstamp
        ? { account: { ...account, systemModstamp: before(record.systemModstamp) } }
        : {},
    ),
    caughtBy: {
      vectors: { flag: 'an older record wins' },
      laws: [
        'a late or repeated account record changes nothing and logs nothing',
        'repeating an accepted delivery changes nothing and logs nothing',
      ],
      conforms: true,
      exhaustive: ['few records', 2],
    },
  },
  {
    name: 'a second record with the same SystemModstamp is always ignored',
    rule: 'sync.only-newer',
    implementation: eventsInstead((events, asked) => events.filter((event) => !isEqualStamp(event, asked))),
    caughtBy: {
      vectors: { flag: 'equal stamp ignored' },
      laws: ['if two updates have the same SystemModstamp, Marketo also applies the second update'],
      conforms: true,
      exhaustive: ['few records', 2],
    },
  },
  {
    name: 'a second record of the same version overrides local edits',
    rule: 'sync.only-newer',
    implementation: accountInstead((record, account, asked) =>
      record.systemModstamp === account.systemModstamp && !isRepeat(record, account, asked)
        ? { account: { ...account, systemModstamp: before(account.systemModstamp) } }
        : {},
    ),
    caughtBy: {
      vectors: { flag: 'a second reading overrides' },
      laws: [
        'if a second record of the same version has no new value for a field, the field keeps its local edit, and no change is logged',
      ],
      conforms: true,
      exhaustive: ['few records', 2],
    },
  },
  {
    name: 'the second of two updates with the same SystemModstamp is lost',
    rule: 'sync.only-newer',
    implementation: accountInstead((record, account) =>
      record.systemModstamp === account.systemModstamp
        ? {
            record: {
              ...record,
              fields: fieldsWhere(
                record.fields,
                (name) => fieldOf(account.broughtAtStamp.fields, fieldName(name)) === undefined,
              ),
            },
          }
        : {},
    ),
    caughtBy: {
      vectors: { flag: 'the second of two true updates is lost' },
      laws: ['if two updates have the same SystemModstamp, Marketo also applies the second update'],
      conforms: true,
      exhaustive: ['few records', 2],
    },
  },
  {
    name: 'a record with the same SystemModstamp is ignored if it differs only in IsDeleted',
    rule: 'contact.deleted',
    implementation: decidingInstead(
      (asked, decide) => {
        const { input, marketo } = asked
        const record = input._tag === 'SyncContact' ? input.record : undefined
        const known = record === undefined ? undefined : contactIn(marketo, record.id)
        const isRepeat = known?.appliedAtStamp.some(
          (one) => one.systemModstamp === record?.systemModstamp && one.accountId === record.accountId,
        )
        return isRepeat === true ? E.right([]) : decide(input, marketo)
      },
      accountInstead((record, account) =>
        record.systemModstamp === account.systemModstamp ? { record: withoutFlag(record) } : {},
      ),
    ),
    caughtBy: {
      vectors: { flag: 'IsDeleted is not compared' },
      laws: [
        'if two updates have the same SystemModstamp, Marketo also applies the second update',
        'an applied account record deletes or restores the account if the record contains IsDeleted',
      ],
      conforms: true,
      exhaustive: ['few records', 2],
    },
  },
  {
    name: 'a second record of the same version without IsDeleted restores the account',
    rule: 'sync.only-newer',
    implementation: accountInstead((record, account) =>
      record.systemModstamp === account.systemModstamp
        ? { record: { ...record, isDeleted: record.isDeleted ?? false } }
        : {},
    ),
    caughtBy: {
      vectors: { flag: 'a further reading without IsDeleted restores the account' },
      laws: ['a second record of an earlier version changes nothing and logs nothing, at any point of a history'],
      conforms: true,
      exhaustive: ['few records', 2],
    },
  },
  {
    name: 'Marketo does not keep the values of a skipped record',
    rule: 'sync.override-all',
    implementation: evolvingInstead((after, event, marketo) => (event._tag === 'AccountSkipped' ? marketo : after)),
    caughtBy: {
      vectors: { flag: 'a skipped record is not remembered' },
      laws: [
        'under `field-change`, a record without a new value changes only the SystemModstamp and the deleted flag of the account',
      ],
      conforms: true,
      exhaustive: uncaught('in the small worlds every newer record overrides'),
    },
  },
  {
    name: 'a blank field that the account does not have counts as a field that the account has',
    rule: 'sync.override-all',
    implementation: decidingInstead((asked, decide) => {
      const decided = decide(asked.input, asked.marketo)
      if (E.isLeft(decided) || asked.settings.readings.overrideOn !== 'field-change') return decided
      return E.right(
        decided.right.map((event): Event => {
          const synced =
            event._tag === 'AccountSyncedDown' ? accountIn(asked.marketo, event.accountId)?.synced : undefined
          if (event._tag !== 'AccountSyncedDown' || synced === undefined) return event
          const isSkip = namesOf(event.fields).every(
            (name) => (fieldOf(synced, name) ?? null) === fieldOf(event.fields, name),
          )
          const { at, accountId, systemModstamp, isDeleted, masterRecordId, fields } = event
          return isSkip
            ? { _tag: 'AccountSkipped', at, accountId, systemModstamp, isDeleted, masterRecordId, fields }
            : event
        }),
      )
    }),
    caughtBy: {
      vectors: { flag: 'a blank field that is not held counts as held' },
      laws: ['an applied account record sets every visible field that it contains, including blank fields'],
      conforms: true,
      exhaustive: uncaught('in the small worlds every newer record overrides'),
    },
  },
  {
    name: 'a formula field takes a new value even if the SystemModstamp is the same',
    rule: 'sync.formula-fields',
    implementation: decidingWith((settings) => ({
      ...settings,
      instance: { ...settings.instance, formulaFields: [] },
    })),
    caughtBy: {
      vectors: { flag: 'a formula is taken at the same stamp' },
      laws: [
        'a formula field keeps its value and its local edit, and logs nothing, until a record with a newer SystemModstamp arrives',
        'a second record of an earlier version changes nothing and logs nothing, at any point of a history',
      ],
      conforms: true,
      exhaustive: ['few records', 2],
    },
  },
  {
    name: 'a formula field is never synced',
    rule: 'sync.formula-fields',
    implementation: decidingWith(({ instance, readings }) => ({
      readings,
      instance: { ...instance, hiddenFields: [...instance.hiddenFields, ...instance.formulaFields] },
    })),
    caughtBy: {
      vectors: 'case',
      laws: ['for each SystemModstamp, a formula field takes the first value that arrives'],
      conforms: true,
      exhaustive: ['few records', 1],
    },
  },
  {
    name: 'a merged account shows the values of the account that it was merged into',
    rule: 'whole',
    implementation: evolvingInstead((after, event) => {
      const account = event._tag === 'AccountSyncedDown' ? accountIn(after, event.accountId) : undefined
      const masterId = account?.masterRecordId ?? undefined
      const master = masterId === undefined ? undefined : accountIn(after, masterId)
      return account === undefined || master === undefined
        ? after
        : withAccount(after, { ...account, synced: { ...account.synced, ...master.synced } })
    }),
    caughtBy: {
      vectors: { flag: 'a merged account shows the values of the other one' },
      laws: ['a MasterRecordId affects nothing except the stored id of the account that survives the merge'],
      conforms: true,
      exhaustive: ['few conversions', 2],
    },
  },
  {
    name: 'a repeated record restores an older value of the same SystemModstamp',
    rule: 'sync.only-newer',
    implementation: accountInstead((_, account) => ({
      account: remembering(account, {
        isDeleted: account.isDeleted,
        fields: Object.fromEntries(
          namesOf(account.broughtAtStamp.fields).map((name) => [name, fieldOf(account.synced, name) ?? null]),
        ),
        further: furtherOf([]),
      }),
    })),
    caughtBy: {
      vectors: { flag: 'a repeat within one stamp flips back' },
      laws: ['a late or repeated account record changes nothing and logs nothing'],
      conforms: true,
      exhaustive: ['few records', 3],
    },
  },
  {
    name: 'a record with a newer SystemModstamp and the same content is ignored',
    rule: 'sync.override-all',
    implementation: eventsInstead((events, asked) => events.filter((event) => !isSameContent(event, asked))),
    caughtBy: {
      vectors: 'case',
      laws: [
        'an applied account record sets every visible field that it contains, including blank fields',
        'an applied account record ends the local edits of all fields in the record, even of fields whose values did not change',
      ],
      conforms: true,
      exhaustive: ['few records', 2],
    },
  },
  {
    name: 'an account gets a field that the sync ignores',
    rule: 'sync.visible-fields',
    implementation: ignoredFieldHeld,
    caughtBy: {
      vectors: { flag: 'ignored field held' },
      laws: [
        'no account in Marketo ever has a field that the sync ignores or that is hidden',
        'the values of ignored and hidden fields affect nothing',
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
      laws: [
        'under `field-change`, a record without a new value changes only the SystemModstamp and the deleted flag of the account',
      ],
      conforms: true,
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
      laws: ['an applied account record deletes or restores the account if the record contains IsDeleted'],
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
      vectors: 'case',
      laws: [
        'an input changes at most one account, and logs nothing for the contacts of other accounts',
        'the records of one account never affect another account',
      ],
      conforms: true,
      exhaustive: ['few conversions', 2],
    },
  },
]
