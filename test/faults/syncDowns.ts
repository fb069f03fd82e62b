// Faults in what a sync-down does to an account.
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

/** Whether a record with the account's stamp contains no new value. */
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

/** An account that remembers other values of the records with its stamp. */
const remembering = (account: Account, changed: Partial<BroughtAtStamp>): Account => ({
  ...account,
  broughtAtStamp: { ...account.broughtAtStamp, ...changed },
})

const withoutFlag = (record: AccountRecord): AccountRecord =>
  Object.fromEntries(Object.entries(record).filter(([key]) => key !== 'isDeleted')) as unknown as AccountRecord

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
    name: 'override of changed fields only',
    rule: 'sync.override-all',
    implementation: changedFieldsOnly,
    caughtBy: {
      vectors: 'flag',
      laws: [
        'an applied record sets every visible field that it delivers, blanks included',
        'an applied record ends the local edit of every field that it delivers, whichever field changed',
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
        'an applied record sets every visible field that it delivers, blanks included',
        'an applied record ends the local edit of every field that it delivers, whichever field changed',
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
        'a field that the record does not deliver keeps its value in Marketo and its local edit',
        'a local edit lasts until a record delivers a value for the edited field',
      ],
      conforms: true,
      exhaustive: ['few records', 2],
    },
  },
  {
    name: 'a repeat wipes an edit',
    rule: 'sync.only-newer',
    implementation: accountInstead((record, account, asked) =>
      isRepeat(record, account, asked)
        ? { account: { ...account, systemModstamp: before(account.systemModstamp) } }
        : {},
    ),
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
      laws: ['if two updates have the same stamp, the second update is applied too'],
      conforms: true,
      exhaustive: ['few records', 2],
    },
  },
  {
    name: 'a second reading overrides',
    rule: 'sync.only-newer',
    implementation: accountInstead((record, account, asked) =>
      record.systemModstamp === account.systemModstamp && !isRepeat(record, account, asked)
        ? { account: { ...account, systemModstamp: before(account.systemModstamp) } }
        : {},
    ),
    caughtBy: {
      vectors: 'flag',
      laws: [
        'if the same version is read again, only the fields with a new value lose their local edits, and only their changes are logged',
      ],
      conforms: true,
      exhaustive: ['few records', 2],
    },
  },
  {
    name: 'the second of two true updates is lost',
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
      vectors: 'flag',
      laws: ['if two updates have the same stamp, the second update is applied too'],
      conforms: true,
      exhaustive: ['few records', 2],
    },
  },
  {
    name: 'IsDeleted is not compared',
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
      vectors: 'flag',
      laws: [
        'if two updates have the same stamp, the second update is applied too',
        'an applied account record deletes or restores the account if the record contains IsDeleted',
      ],
      conforms: true,
      exhaustive: ['few records', 2],
    },
  },
  {
    name: 'a further reading without IsDeleted restores the account',
    rule: 'sync.only-newer',
    implementation: accountInstead((record, account) =>
      record.systemModstamp === account.systemModstamp
        ? { record: { ...record, isDeleted: record.isDeleted ?? false } }
        : {},
    ),
    caughtBy: {
      vectors: 'flag',
      laws: [
        'if an earlier version is read again, the record changes nothing and logs nothing, at any point of a history',
      ],
      conforms: true,
      exhaustive: ['few records', 2],
    },
  },
  {
    name: 'a skipped record is not remembered',
    rule: 'sync.override-all',
    implementation: evolvingInstead((after, event, marketo) => (event._tag === 'AccountSkipped' ? marketo : after)),
    caughtBy: {
      vectors: 'flag',
      laws: [
        'under `field-change`, a record without a new value changes only the stamp and the deleted flag of the account',
      ],
      conforms: true,
      exhaustive: uncaught('in the small worlds every newer record overrides'),
    },
  },
  {
    name: 'a blank field that is not held counts as held',
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
      vectors: 'flag',
      laws: ['an applied record sets every visible field that it delivers, blanks included'],
      conforms: true,
      exhaustive: uncaught('in the small worlds every newer record overrides'),
    },
  },
  {
    name: 'a formula is taken at the same stamp',
    rule: 'sync.formula-fields',
    implementation: decidingWith((settings) => ({
      ...settings,
      instance: { ...settings.instance, formulaFields: [] },
    })),
    caughtBy: {
      vectors: 'flag',
      laws: [
        'a formula field keeps its value and its local edit, and logs nothing, until a newer stamp arrives',
        'if an earlier version is read again, the record changes nothing and logs nothing, at any point of a history',
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
      laws: ['a formula field takes the first value that arrives with each stamp'],
      conforms: true,
      exhaustive: ['few records', 1],
    },
  },
  {
    name: 'a merged account shows the values of the other one',
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
      vectors: 'flag',
      laws: ['MasterRecordId affects nothing except what Marketo remembers of a merge'],
      conforms: true,
      exhaustive: ['few conversions', 2],
    },
  },
  {
    name: 'a repeat within one stamp flips back',
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
      vectors: 'flag',
      laws: ['a late or repeated account record changes nothing and logs nothing'],
      conforms: true,
      exhaustive: ['few records', 3],
    },
  },
  {
    name: 'a record with a newer stamp and the same content is ignored',
    rule: 'sync.override-all',
    implementation: eventsInstead((events, asked) => events.filter((event) => !isSameContent(event, asked))),
    caughtBy: {
      vectors: 'case',
      laws: [
        'an applied record sets every visible field that it delivers, blanks included',
        'an applied record ends the local edit of every field that it delivers, whichever field changed',
      ],
      conforms: true,
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
        'under `field-change`, a record without a new value changes only the stamp and the deleted flag of the account',
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
        'an input changes only one account, and logs nothing for the contacts of other accounts',
        'the records of one account never affect another account',
      ],
      conforms: true,
      exhaustive: ['few conversions', 2],
    },
  },
]
