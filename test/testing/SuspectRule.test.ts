// Tests which rule `conforms` suspects after a difference. Each row has a step of the reference, one difference between the step
// and a system under test, and the rule that `conforms` should suspect.
import type { AccountId, FieldValue, Input, RuleId, SettledPerson, Settings } from 'marketo-account-sync'
import { defaultSettings, emptyMarketo } from 'marketo-account-sync'
import { momentsOf, outcomeOf, pictureOf, reference } from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'
import { suspectRule } from '../../src/testing/SuspectRule.js'
import {
  accountRecord,
  at,
  contactRecord,
  convert,
  fieldName,
  nthAccountId,
  nthContactId,
  nthOpportunityId,
  personId,
  put,
} from '../helpers/values.js'

type Values = Readonly<Record<string, FieldValue>>

const account = (n: number, stamp: number, fields: Values, isDeleted = false): Input => ({
  _tag: 'SyncAccount',
  at,
  record: { ...accountRecord(stamp, fields, isDeleted), id: nthAccountId(n) },
})
const contact = (n: number, stamp: number, accountId: AccountId | null, isDeleted = false): Input => ({
  _tag: 'SyncContact',
  at,
  record: contactRecord(stamp, { id: nthContactId(n), accountId, isDeleted }),
})
const edit = (n: number, field: string, value: FieldValue): Input => ({
  _tag: 'EditAccountField',
  at,
  contactId: nthContactId(n),
  field: fieldName(field),
  value,
})
const confirm = (n: number, accountNumber: number, stamp = 20): Input => ({
  _tag: 'ConfirmConversion',
  at,
  personId: personId(n),
  account: { ...accountRecord(stamp, { Name: 'New', Industry: 'Mining' }), id: nthAccountId(accountNumber) },
  contactId: nthContactId(6),
  opportunityId: nthOpportunityId(1),
})
const puts = (n: number, sfdc: SettledPerson['sfdc']): Input => ({
  ...put(n),
  person: { ...put(n).person, sfdc },
})
const fail = (n: number): Input => ({
  _tag: 'FailConversion',
  at,
  personId: personId(n),
  failedAt: 'sync',
  reason: 'none',
})

const [a1, a2, a3, a5] = [1, 2, 3, 5].map(nthAccountId) as [AccountId, AccountId, AccountId, AccountId]
const [c1, c2, c6, c9] = [1, 2, 6, 9].map(nthContactId)

const past: ReadonlyArray<Input> = [
  account(1, 10, { Name: 'Acme', Industry: 'Energy' }),
  account(2, 10, { Name: 'Bolt', Industry: 'Retail' }),
  contact(1, 10, a1),
  contact(2, 10, a1),
  contact(3, 10, a2),
  contact(4, 10, null, true),
  put(1),
  put(2),
  convert(2),
]

/** A path of keys and the new value at this path. The path begins with `outcome` or `picture`. */
type Change = readonly [path: ReadonlyArray<string | undefined>, value: unknown]

const changed = (json: unknown, [path, value]: Change): unknown => {
  const [key, ...rest] = path
  if (key === undefined) return value
  const object = (json ?? {}) as Readonly<Record<string, unknown>>
  return { ...object, [key]: changed(object[key], [rest, value]) }
}

const without = (key: string | undefined, json: object): object =>
  Object.fromEntries(Object.entries(json).filter(([other]) => other !== key))

interface Row {
  readonly past?: ReadonlyArray<Input>
  readonly settings?: Settings
  readonly input: Input
  /** Turns the outcome and picture of the reference into the outcome and picture of a faulty system. */
  readonly shows: ReadonlyArray<Change> | ((expected: Seen, before: Seen['picture']) => unknown)
}

interface Seen {
  readonly outcome: unknown
  readonly picture: ReturnType<ReturnType<typeof pictureOf>>
}

const suspected = ({ past: added = [], settings = defaultSettings, input, shows }: Row): RuleId => {
  const moments = momentsOf(reference)(settings)([...past, ...added])
  const before = moments[moments.length - 1]?.after ?? emptyMarketo
  const [outcome, after] = outcomeOf(reference)(settings)(input, before)
  const expected: Seen = { outcome, picture: pictureOf(reference)(after) }
  const found =
    typeof shows === 'function'
      ? shows(expected, pictureOf(reference)(before))
      : shows.reduce<unknown>(changed, expected)
  return suspectRule({ settings, input, before, expected, found: structuredClone(found) as Seen })
}

const capOf = (activityCap: number, hidden: ReadonlyArray<string> = []): Settings => ({
  ...defaultSettings,
  instance: { ...defaultSettings.instance, activityCap, hiddenFields: hidden.map(fieldName) },
})

const formula = (name: string): Settings => ({
  ...defaultSettings,
  instance: { ...defaultSettings.instance, formulaFields: [fieldName(name)] },
})

const withoutFlag = (input: Input): Input => {
  if (input._tag !== 'SyncAccount') return input
  const { isDeleted, ...record } = input.record
  return isDeleted === undefined ? input : { ...input, record }
}

const nothing = { activities: [], toSalesforce: [] }
const request = { _tag: 'CreateLead' }
const activities = (seen: Seen): ReadonlyArray<unknown> =>
  (seen.outcome as { readonly activities: ReadonlyArray<unknown> }).activities
const requests = (seen: Seen): ReadonlyArray<unknown> =>
  (seen.outcome as { readonly toSalesforce: ReadonlyArray<unknown> }).toSalesforce
const withActivities =
  (change: (list: ReadonlyArray<unknown>) => ReadonlyArray<unknown>): Row['shows'] =>
  (seen) => ({ ...seen, outcome: { toSalesforce: requests(seen), activities: change(activities(seen)) } })
const withRequests =
  (change: (list: ReadonlyArray<unknown>) => unknown): Row['shows'] =>
  (seen) => ({ ...seen, outcome: { activities: activities(seen), toSalesforce: change(requests(seen)) } })

const logsNothing = withActivities(() => [])
const logsLess = withActivities((list) => list.slice(1))

const newer = account(1, 11, { Industry: 'Mining' })
const confirmed = confirm(2, 5)

type Rows = ReadonlyArray<readonly [rule: RuleId, when: string, row: Row]>

const outcomes: Rows = [
  [
    'edit.live-contact',
    'accepts an input that the reference refuses',
    { input: edit(9, 'Name', 'x'), shows: [[['outcome'], nothing]] },
  ],
  [
    'contact.one-account',
    'accepts an input that the reference defers',
    { input: contact(9, 11, a3), shows: [[['outcome'], nothing]] },
  ],
  [
    'edit.live-contact',
    'gives a wrong reason for a refusal',
    { input: edit(9, 'Name', 'x'), shows: [[['outcome'], { refusal: { rule: 'convert.guarded' } }]] },
  ],
  [
    'convert.guarded',
    'refuses an input that the reference accepts',
    { input: put(3), shows: [[['outcome'], { refusal: { rule: 'convert.guarded' } }]] },
  ],
  [
    'contact.one-account',
    'defers an input that the reference accepts',
    { input: newer, shows: [[['outcome'], { deferral: { rule: 'contact.one-account' } }]] },
  ],
  [
    'sync.only-newer',
    'refuses a repeated record',
    { past: [newer], input: newer, shows: [[['outcome'], { refusal: { rule: 'convert.guarded' } }]] },
  ],
  [
    'convert.known-person',
    'refuses with a rule that does not exist',
    { input: put(3), shows: [[['outcome'], { refusal: { rule: 'no.rule' } }]] },
  ],
  ['convert.known-person', 'returns no outcome', { input: put(3), shows: [[['outcome'], null]] }],
  ['convert.known-person', 'gives no reason', { input: put(3), shows: [[['outcome'], { refusal: null }]] }],
  [
    'edit.fan-out',
    'refuses correctly but changes a value',
    { input: edit(9, 'Name', 'x'), shows: [[['picture', 'accounts', a1, 'shown', 'Name'], 'x']] },
  ],
]

const toSalesforce: Rows = [
  [
    'edit.stays-local',
    'sends a local edit to Salesforce',
    { input: edit(1, 'Name', 'x'), shows: [[['outcome', 'toSalesforce'], [request]]] },
  ],
  [
    'sync.one-way',
    'sends a record back to Salesforce',
    { input: newer, shows: [[['outcome', 'toSalesforce'], [request]]] },
  ],
  [
    'convert.syncs-first',
    'does not ask Salesforce to create a lead',
    { input: convert(1), shows: withRequests((list) => list.slice(1)) },
  ],
  [
    'convert.creates-three',
    'does not ask Salesforce to convert a lead',
    { input: convert(1), shows: withRequests((list) => list.slice(0, 1)) },
  ],
  [
    'convert.creates-three',
    'sends a meaningless request to Salesforce',
    { input: convert(1), shows: withRequests((list) => [null, ...list]) },
  ],
  ['convert.creates-three', 'returns no list of requests', { input: convert(1), shows: withRequests(() => 'none') }],
  ['convert.creates-three', 'returns no outcome', { input: convert(1), shows: [[['outcome'], null]] }],
]

const syncDowns: Rows = [
  [
    'sync.only-newer',
    'restores a deleted account after a record without IsDeleted',
    {
      past: [account(1, 11, {}, true)],
      input: withoutFlag(account(1, 11, { Industry: 'x' })),
      shows: [[['picture', 'accounts', a1, 'isDeleted'], false]],
    },
  ],
  [
    'contact.deleted',
    'does not delete the account for a record in which IsDeleted is the only new value',
    { input: account(1, 10, {}, true), shows: [[['picture', 'accounts', a1, 'isDeleted'], false]] },
  ],
  [
    'sync.formula-fields',
    'sets a formula field twice at one SystemModstamp',
    {
      settings: formula('Industry'),
      input: account(1, 10, { Industry: 'x' }),
      shows: [[['picture', 'accounts', a1, 'shown', 'Industry'], 'x']],
    },
  ],
  [
    'sync.formula-fields',
    'logs the second value of a formula field at one SystemModstamp',
    {
      settings: formula('Industry'),
      input: account(1, 10, { Industry: 'x' }),
      shows: withActivities(() => [{ _tag: 'ChangeDataValue', field: 'Industry', oldValue: 'Energy', newValue: 'x' }]),
    },
  ],
  [
    'sync.only-newer',
    'applies a repeated record',
    { past: [newer], input: newer, shows: [[['picture', 'accounts', a1, 'shown', 'Industry'], 'x']] },
  ],
  [
    'sync.only-newer',
    'applies a late record',
    { input: account(1, 9, { Industry: 'x' }), shows: [[['picture', 'accounts', a1, 'shown', 'Industry'], 'x']] },
  ],
  [
    'sync.only-newer',
    'ignores the new content in a second record of one SystemModstamp',
    { input: account(1, 10, { Industry: 'x' }), shows: (seen, picture) => ({ ...seen, picture }) },
  ],
  [
    'sync.override-all',
    'shows a wrong value after a second record of one SystemModstamp',
    { input: account(1, 10, { Industry: 'x' }), shows: [[['picture', 'accounts', a1, 'shown', 'Industry'], 'y']] },
  ],
  [
    'sync.only-newer',
    'logs a change after a second record that repeats a value',
    {
      input: account(1, 10, { Industry: 'Energy' }),
      shows: withActivities(() => [{ _tag: 'ChangeDataValue', oldValue: 'Energy', newValue: 'Energy' }]),
    },
  ],
  [
    'sync.only-newer',
    'ignores the new content in a second record of one SystemModstamp, and shows no persons',
    { past: [account(7, 10, { Name: 'x' })], input: account(7, 10, { Name: 'y' }), shows: (seen, picture) => ({ ...seen, picture: { ...picture, persons: null } }) }, // prettier-ignore
  ],
  ['sync.override-all', 'has no picture', { input: account(1, 10, { Industry: 'x' }), shows: [[['picture'], null]] }],
  ['locality.account', 'shows no accounts', { input: account(1, 10, { Industry: 'x' }), shows: [[['picture', 'accounts'], 7]] }], // prettier-ignore
  ['sync.override-all', 'ignores a newer record', { input: newer, shows: (seen, picture) => ({ ...seen, picture }) }],
  [
    'sync.override-all',
    'does not add a new account',
    { input: account(3, 10, { Name: 'x' }), shows: (seen, picture) => ({ ...seen, picture }) },
  ],
  [
    'locality.account',
    'changes another account',
    { input: newer, shows: [[['picture', 'accounts', a2, 'shown', 'Industry'], 'Mining']] },
  ],
  ['locality.account', 'changes a person', { input: newer, shows: [[['picture', 'persons', '1', 'company'], 'x']] }],
  [
    'contact.deleted',
    'shows an account as deleted',
    { input: newer, shows: [[['picture', 'accounts', a1, 'isDeleted'], true]] },
  ],
  ['contact.one-account', 'moves a contact', { input: newer, shows: [[['picture', 'contacts', c1, 'accountId'], a2]] }],
  [
    'sync.override-all',
    'shows a wrong value for one contact',
    { input: newer, shows: [[['picture', 'contacts', c1, 'shown', 'Industry'], 'Energy']] },
  ],
  [
    'sync.override-all',
    'keeps the old value of a field',
    { input: newer, shows: [[['picture', 'accounts', a1, 'shown', 'Industry'], 'Energy']] },
  ],
  [
    'sync.visible-fields',
    'shows a field that the sync ignores',
    {
      input: account(1, 11, { Industry: 'Mining', Fax: '1' }),
      shows: [[['picture', 'accounts', a1, 'shown', 'Fax'], '1']],
    },
  ],
  [
    'sync.visible-fields',
    'shows a hidden field',
    {
      settings: capOf(9, ['SLA__c']),
      input: account(1, 11, { SLA__c: 'Gold' }),
      shows: [[['picture', 'accounts', a1, 'shown', 'SLA__c'], 'Gold']],
    },
  ],
  [
    'sync.absent-field',
    'treats an absent field as blank',
    { input: newer, shows: [[['picture', 'accounts', a1, 'shown', 'Name'], null]] },
  ],
  [
    'activity.cap-spares-values',
    'keeps the old value of an account above the cap',
    { settings: capOf(1), input: newer, shows: [[['picture', 'accounts', a1, 'shown', 'Industry'], 'Energy']] },
  ],
  [
    'sync.override-all',
    'keeps the old value at the cap',
    { settings: capOf(2), input: newer, shows: [[['picture', 'accounts', a1, 'shown', 'Industry'], 'Energy']] },
  ],
  [
    'sync.override-all',
    'changes a value when a newer record is skipped',
    {
      settings: { ...defaultSettings, readings: { ...defaultSettings.readings, overrideOn: 'field-change' } },
      input: account(1, 11, { Industry: 'Energy' }),
      shows: [[['picture', 'accounts', a1, 'shown', 'Industry'], 'x']],
    },
  ],
]

const logs: Rows = [
  [
    'activity.real-change',
    'logs a change to the same value',
    {
      input: newer,
      shows: withActivities((list) => [...list, { _tag: 'ChangeDataValue', oldValue: 'x', newValue: 'x' }]),
    },
  ],
  ['activity.cap', 'logs above the cap', { settings: capOf(1), input: newer, shows: withActivities(() => [{ _tag: 'ChangeDataValue', oldValue: 'x', newValue: 'y' }]) }], // prettier-ignore
  ['activity.cap', 'logs nothing at the cap', { settings: capOf(2), input: newer, shows: logsNothing }],
  [
    'activity.cap',
    'logs nothing at the cap when no contact is deleted or in a different account',
    { past: [contact(3, 11, a1), contact(4, 11, a1)], settings: capOf(4), input: newer, shows: logsNothing },
  ],
  [
    'activity.per-contact',
    'leaves out one contact in the log at the cap',
    { settings: capOf(2), input: newer, shows: logsLess },
  ],
  ['activity.per-contact', 'logs nothing below the cap', { settings: capOf(4), input: newer, shows: logsNothing }],
  [
    'activity.cap',
    'logs nothing when all contacts together exceed the cap, but the live contacts of the account do not',
    { settings: capOf(3), input: newer, shows: logsNothing },
  ],
  [
    'activity.cap',
    'logs nothing when the live and private contacts together exceed the cap, but the live contacts do not',
    {
      past: [contact(2, 11, null)],
      settings: capOf(3),
      input: newer,
      shows: logsNothing,
    },
  ],
  [
    'activity.per-contact',
    'logs too little when all contacts together exceed the cap',
    { settings: capOf(3), input: newer, shows: logsLess },
  ],
  [
    'activity.per-contact',
    'logs a meaningless activity at the cap although there is nothing to log',
    {
      settings: capOf(2),
      input: account(1, 11, { Industry: 'Energy' }),
      shows: withActivities(() => [null, { _tag: 'Nonsense' }]),
    },
  ],
  [
    'activity.real-change',
    'logs too little when a local edit is overridden',
    { past: [edit(1, 'Industry', 'x')], input: account(1, 11, { Name: 'y', Industry: 'z' }), shows: logsLess },
  ],
  [
    'activity.per-contact',
    'logs too little when a local edit remains',
    { past: [edit(1, 'Name', 'x')], input: newer, shows: logsLess },
  ],
  [
    'activity.per-contact',
    'logs changes for a new account',
    {
      input: account(3, 10, { Name: 'x' }),
      shows: withActivities(() => [{ _tag: 'ChangeDataValue', oldValue: null, newValue: 'x' }]),
    },
  ],
  [
    'activity.per-contact',
    'returns no list of activities',
    { input: newer, shows: [[['outcome', 'activities'], 'none']] },
  ],
]

const contacts: Rows = [
  [
    'sync.only-newer',
    'applies a repeated record',
    { input: contact(1, 10, a1), shows: [[['picture', 'contacts', c1, 'accountId'], a2]] },
  ],
  [
    'contact.deleted',
    'restores a contact after a late record',
    { input: contact(4, 9, a1), shows: [[['picture', 'contacts', nthContactId(4)], { status: 'live' }]] },
  ],
  [
    'contact.moves',
    'changes an account when a contact is deleted',
    { input: contact(1, 11, null, true), shows: [[['picture', 'accounts', a1, 'shown', 'Name'], 'x']] },
  ],
  [
    'contact.moves',
    'changes another contact when a contact is deleted',
    { input: contact(1, 11, null, true), shows: [[['picture', 'contacts', c2, 'accountId'], a2]] },
  ],
  ['contact.moves', 'logs a deletion', { input: contact(1, 11, null, true), shows: withActivities(() => [{}]) }],
  [
    'contact.deleted',
    'keeps a deleted contact live',
    { input: contact(1, 11, null, true), shows: [[['picture', 'contacts', c1], { status: 'live' }]] },
  ],
  [
    'contact.deleted',
    'does not restore a contact',
    { input: contact(4, 11, a1), shows: [[['picture', 'contacts', nthContactId(4)], { status: 'deleted' }]] },
  ],
  [
    'contact.private',
    'leaves a contact in its account after the contact has become private',
    { input: contact(1, 11, null), shows: [[['picture', 'contacts', c1], { status: 'live' }]] },
  ],
  [
    'contact.moves',
    'keeps a moved contact in its old account',
    { input: contact(1, 11, a2), shows: [[['picture', 'contacts', c1, 'accountId'], a1]] },
  ],
  [
    'contact.one-account',
    'puts a new contact into the wrong account',
    { input: contact(9, 11, a1), shows: [[['picture', 'contacts', c9, 'accountId'], a2]] },
  ],
  [
    'contact.moves',
    'changes a value when a contact record has to wait',
    { input: contact(9, 11, a3), shows: [[['picture', 'accounts', a1, 'shown', 'Name'], 'x']] },
  ],
]

const editsAndPersons: Rows = [
  ['activity.local-edit', 'does not log an edit', { input: edit(1, 'Name', 'x'), shows: logsNothing }],
  [
    'edit.until-override',
    'does not keep an edit',
    { input: edit(1, 'Name', 'x'), shows: [[['picture', 'accounts', a1, 'localEdits'], {}]] },
  ],
  [
    'edit.fan-out',
    'does not show an edit',
    { input: edit(1, 'Name', 'x'), shows: [[['picture', 'accounts', a1, 'shown', 'Name'], 'Acme']] },
  ],
  [
    'account.only-from-salesforce',
    'creates an account for a person',
    { input: put(3), shows: [[['picture', 'accounts', a3], {}]] },
  ],
  ['convert.known-person', 'forgets a person', { input: put(3), shows: [[['picture', 'persons', '3'], undefined]] }],
  ['convert.known-person', 'logs an activity for a new person', { input: put(3), shows: withActivities(() => [{}]) }],
]

const conversions: Rows = [
  [
    'convert.creates-three',
    'refuses an answer to a conversion',
    { input: confirmed, shows: [[['outcome'], { refusal: { rule: 'convert.never-joins' } }]] },
  ],
  [
    'convert.never-joins',
    'accepts an answer with the contact of another person',
    {
      past: [puts(3, { _tag: 'SfdcContact', contactId: nthContactId(6) })],
      input: confirmed,
      shows: [[['outcome'], nothing]],
    },
  ],
  [
    'convert.answered-once',
    'accepts an answer with the account of an earlier answer',
    {
      past: [confirmed, put(1), convert(1)],
      input: { ...confirm(1, 5), contactId: nthContactId(7) } as Input,
      shows: [[['outcome'], nothing]],
    },
  ],
  [
    'contact.moves',
    'ignores the first record of a contact that a conversion created',
    { past: [confirmed], input: contact(6, 5, null), shows: (seen, picture) => ({ ...seen, picture }) },
  ],
  [
    'contact.moves',
    'ignores the first record of a contact that a conversion created when the record names an unknown account',
    { past: [confirmed], input: contact(6, 5, a3), shows: [[['outcome'], nothing]] },
  ],
  [
    'convert.answered-once',
    'applies an answer twice',
    { past: [confirmed], input: confirmed, shows: [[['picture', 'persons', '2', 'company'], 'x']] },
  ],
  [
    'convert.creates-three',
    'does not show that a conversion is under way',
    { input: convert(1), shows: [[['picture', 'persons', '1', 'sfdc'], { status: 'not in Salesforce' }]] },
  ],
  ['activity.convert', 'logs the request for a conversion', { input: convert(1), shows: withActivities(() => [{}]) }],
  [
    'convert.creates-three',
    'creates an account before Salesforce does',
    { input: convert(1), shows: [[['picture', 'accounts', a5], {}]] },
  ],
  ['activity.convert', 'does not log an answer', { input: confirmed, shows: logsNothing }],
  [
    'sync.override-all',
    'does not log an answer, and shows a wrong value for the new account',
    {
      input: confirmed,
      shows: [
        [['outcome', 'activities'], []],
        [['picture', 'accounts', a5, 'shown', 'Industry'], 'x'],
      ],
    },
  ],
  [
    'activity.per-contact',
    'logs a change without a contact',
    {
      input: confirmed,
      shows: withActivities((list) => [...list, { _tag: 'ChangeDataValue', oldValue: null, newValue: 'New' }]),
    },
  ],
  [
    'convert.creates-three',
    'creates no contact',
    { input: confirmed, shows: (seen) => ({ ...seen, picture: { ...seen.picture, contacts: without(c6, seen.picture.contacts) } }) }, // prettier-ignore
  ],
  [
    'sync.override-all',
    'shows a wrong value for the new contact',
    { input: confirmed, shows: [[['picture', 'contacts', c6, 'shown', 'Industry'], 'x']] },
  ],
  [
    'contact.one-account',
    'moves another contact',
    { input: confirmed, shows: [[['picture', 'contacts', c1, 'accountId'], a5]] },
  ],
  [
    'contact.one-account',
    'forgets another contact',
    { input: confirmed, shows: (seen) => ({ ...seen, picture: { ...seen.picture, contacts: without(c1, seen.picture.contacts) } }) }, // prettier-ignore
  ],
  [
    'convert.never-joins',
    'creates no account',
    { input: confirmed, shows: (seen) => ({ ...seen, picture: { ...seen.picture, accounts: without(a5, seen.picture.accounts) } }) }, // prettier-ignore
  ],
  [
    'sync.override-all',
    'shows a wrong value for the new account',
    { input: confirmed, shows: [[['picture', 'accounts', a5, 'shown', 'Industry'], 'x']] },
  ],
  [
    'locality.account',
    'changes another account',
    { input: confirmed, shows: [[['picture', 'accounts', a1, 'shown', 'Industry'], 'Mining']] },
  ],
  [
    'sync.only-newer',
    'applies the late record in an answer',
    { input: confirm(2, 1, 9), shows: [[['picture', 'accounts', a1, 'shown', 'Industry'], 'Mining']] },
  ],
  [
    'sync.only-newer',
    'shows the values of a late record for the new contact',
    { input: confirm(2, 1, 9), shows: [[['picture', 'contacts', c6, 'shown', 'Industry'], 'Mining']] },
  ],
  [
    'sync.only-newer',
    'logs the late record in an answer',
    {
      input: confirm(2, 1, 9),
      shows: withActivities((list) => [...list, { _tag: 'ChangeDataValue', oldValue: null, newValue: 'New' }]),
    },
  ],
  ['activity.convert', 'does not log an answer with a late record', { input: confirm(2, 1, 9), shows: logsNothing }],
  [
    'contact.one-account',
    'moves another contact when the record in an answer is late',
    { input: confirm(2, 1, 9), shows: [[['picture', 'contacts', c1, 'accountId'], a5]] },
  ],
  [
    'locality.account',
    'changes another account when the record in an answer is late',
    { input: confirm(2, 1, 9), shows: [[['picture', 'accounts', a2, 'shown', 'Industry'], 'Mining']] },
  ],
  [
    'sync.only-newer',
    'mistakes the record in an answer for a repeated record',
    {
      input: confirm(2, 1, 10),
      shows: (seen, { accounts }) => ({ ...seen, picture: { ...seen.picture, accounts } }),
    },
  ],
  [
    'sync.override-all',
    'ignores a newer record in an answer',
    {
      input: confirm(2, 1, 11),
      shows: (seen, { accounts }) => ({ ...seen, picture: { ...seen.picture, accounts } }),
    },
  ],
  [
    'sync.override-all',
    'ignores the record of a new account in an answer',
    {
      input: confirm(2, 5),
      shows: (seen) => ({
        ...seen,
        picture: { ...seen.picture, accounts: { ...seen.picture.accounts, [a5]: { isDeleted: false, shown: {} } } },
      }),
    },
  ],
  [
    'convert.creates-three',
    'does not make the person a contact',
    { input: confirmed, shows: [[['picture', 'persons', '2', 'sfdc'], { status: 'lead' }]] },
  ],
  ['activity.convert', 'does not log a failure', { input: fail(2), shows: logsNothing }],
  [
    'convert.answered-once',
    'leaves a failed conversion under way',
    { input: fail(2), shows: [[['picture', 'persons', '2', 'sfdc'], { status: 'converting' }]] },
  ],
]

describe.each([
  ['an outcome', outcomes],
  ['what is sent to Salesforce', toSalesforce],
  ['a sync-down', syncDowns],
  ['the log of a sync-down', logs],
  ['a contact', contacts],
  ['an edit or a person', editsAndPersons],
  ['a conversion', conversions],
] as const)('a difference in %s', (_of, rows) => {
  test.each(rows)('`conforms` suspects the rule [%s] if the system %s', (rule, _when, row) => {
    expect(suspected(row)).toBe(rule)
  })
})
