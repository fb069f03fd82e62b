// Tests that the method `is` of a codec accepts exactly the values that the codec decodes to.
import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import { marketoOf } from 'marketo-account-sync'
import {
  AccountFromJson,
  AccountRecordFromRest,
  ActivityFromJson,
  ContactFromJson,
  ContactRecordFromRest,
  ConversionFromJson,
  EventFromJson,
  FieldsFromJson,
  MarketoFromJson,
  PersonFromJson,
  RefusalFromJson,
  SettingsFromJson,
  SettledPersonFromJson,
} from 'marketo-account-sync/codecs'
import { describe, expect, test } from 'vitest'
import { asState } from '../../src/marketo/state/MarketoState.js'

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a codec is invariant in its type
type AnyCodec = t.Type<any, unknown, unknown>

const decoded = <A extends object>(codec: t.Type<A, unknown, unknown>, json: unknown): A => {
  const either = codec.decode(json)
  if (E.isLeft(either)) throw new Error(`not decoded: ${JSON.stringify(json)}`)
  return either.right
}

const at = '2026-01-01T00:00:00Z'
const accountId = '0014W000027f6UwQAI'
const contactId = '0034W00002abcdeQAA'
const opportunityId = '0064W00001abcdeQAA'

const record = decoded(ContactRecordFromRest, { Id: contactId, SystemModstamp: at, AccountId: accountId })
const accountRecord = decoded(AccountRecordFromRest, { Id: accountId, SystemModstamp: at, Industry: 'Energy' })
const account = decoded(AccountFromJson, {
  id: accountId,
  systemModstamp: at,
  isDeleted: false,
  synced: { Industry: 'Energy' },
  localEdits: [{ field: 'Industry', value: 'Media', through: contactId, at }],
  broughtAtStamp: { isDeleted: false, masterRecordId: null, fields: {}, further: [] },
})
const contact = decoded(ContactFromJson, {
  _tag: 'LiveContact',
  id: contactId,
  accountId,
  appliedAtStamp: [ContactRecordFromRest.encode(record)],
})
const person = decoded(PersonFromJson, { id: 1, lastName: 'Doe', company: null, sfdc: { _tag: 'NotInSalesforce' } })
const since = record.systemModstamp
const terms = { assignTo: '0054W00000BZkk0QAD', convertedStatus: '', notifyOwner: true }
const converting = { _tag: 'Converting', from: { _tag: 'NotInSalesforce' }, since, terms }
const conversion = decoded(ConversionFromJson, { personId: 1, accountId, contactId, opportunityId })
const marketo = decoded(MarketoFromJson, { schemaVersion: 2, accounts: [], contacts: [], persons: [], conversions: [] })
const marketoOfOne = marketoOf({ accounts: [account], contacts: [contact], persons: [], conversions: [] })
const settings = decoded(SettingsFromJson, {})
const syncedDown = decoded(EventFromJson, {
  _tag: 'AccountSyncedDown',
  at,
  accountId,
  systemModstamp: at,
  isDeleted: false,
  fields: {},
  changes: [],
  liveContacts: 0,
  logged: true,
})
const converted = decoded(ActivityFromJson, {
  _tag: 'ConvertLead',
  at,
  personId: 1,
  assignTo: terms.assignTo,
  convertedStatus: 'Qualified',
  notifyOwner: true,
  outcome: 'failed',
  failedAt: 'sync',
  reason: null,
})
const recordAlreadyClaimed = decoded(RefusalFromJson, {
  _tag: 'RecordAlreadyClaimed',
  rule: 'convert.never-joins',
  personId: 1,
  id: opportunityId,
  why: 'contact of another person',
  of: 2,
})
const edit = account.localEdits[0]

const cases: ReadonlyArray<
  readonly [name: string, codec: AnyCodec, good: object, wrong: Readonly<Record<string, unknown>>]
> = [
  [
    'an account record',
    AccountRecordFromRest,
    accountRecord,
    {
      'another id': { ...accountRecord, id: contactId },
      'a SystemModstamp that is a string': { ...accountRecord, systemModstamp: at },
      'undefined for the deleted flag': { ...accountRecord, isDeleted: undefined },
      'a key more': { ...accountRecord, at: accountRecord.systemModstamp },
      'the id of a contact for the master record': { ...accountRecord, masterRecordId: contactId },
      'a relationship': { ...accountRecord, fields: { Parent: null } },
      'a negative zero': { ...accountRecord, fields: { Industry: -0 } },
      'no fields': { ...accountRecord, fields: undefined },
      'fields that are an array': { ...accountRecord, fields: [] },
      'a key that is not a field name': { ...accountRecord, fields: { Industry: 'Energy', 'a b': 1 } },
      'a key that describes the record itself': { ...accountRecord, fields: { Industry: 'Energy', Id: 'x' } },
      'a compound value': { ...accountRecord, fields: { Industry: 'Energy', BillingAddress: {} } },
    },
  ],
  [
    'a contact record',
    ContactRecordFromRest,
    record,
    {
      'another id': { ...record, id: accountId },
      'a SystemModstamp that is a string': { ...record, systemModstamp: at },
      'no deleted flag': { ...record, isDeleted: undefined },
      'no accountId': { ...record, accountId: undefined },
      'the id of a contact for its account': { ...record, accountId: contactId },
    },
  ],
  [
    'fields',
    FieldsFromJson,
    { Industry: 'Energy', NumberOfEmployees: 5, Website: null, IsActive__c: true },
    { 'a key that is not a field name': { 'a b': 1 }, 'a compound value': { Industry: {} }, NaN: { A: NaN } },
  ],
  [
    'an account',
    AccountFromJson,
    account,
    {
      'edits that are an object': { ...account, localEdits: {} },
      'an edit of a wrong field name': { ...account, localEdits: [{ ...edit, field: 'a b' }] },
      'a wrong edit after a right one': { ...account, localEdits: [edit, 1] },
      'an edit that changes nothing': { ...account, localEdits: [{ ...edit, value: 'Energy' }] },
      'a deleted flag that is a string': { ...account, isDeleted: 'false' },
      'a relationship among the synced values': { ...account, synced: { ...account.synced, Parent: null } },
      'further values that are no set': { ...account, broughtAtStamp: { ...account.broughtAtStamp, further: ['a'] } },
      'the list of version 1': { ...account, appliedAtStamp: [{ isDeleted: false, fields: {} }] },
      'edits with a hole': { ...account, localEdits: Object.assign(new Array(1), {}) },
    },
  ],
  [
    'a contact',
    ContactFromJson,
    contact,
    {
      'another _tag': { ...contact, _tag: 'Contact' },
      'no _tag': { ...contact, _tag: undefined },
      'a state that differs from the state in its record': { ...contact, _tag: 'PrivateContact' },
    },
  ],
  [
    'a person',
    PersonFromJson,
    person,
    {
      'the number 0': { ...person, id: 0 },
      'a last name that is a number': { ...person, lastName: 1 },
      'no company': { ...person, company: undefined },
      'no SFDC status': { ...person, sfdc: undefined },
    },
  ],
  [
    'a person without a conversion under way',
    SettledPersonFromJson,
    person,
    { 'a conversion under way': { ...person, sfdc: converting }, 'no id': { ...person, id: undefined } },
  ],
  [
    'a person whose conversion is under way',
    PersonFromJson,
    { ...person, sfdc: converting },
    {
      'a converted status that is not a string': {
        ...person,
        sfdc: { ...converting, terms: { ...terms, convertedStatus: null } },
      },
      'a flag that is not true or false': { ...person, sfdc: { ...converting, terms: { ...terms, notifyOwner: 1 } } },
    },
  ],
  ['a conversion', ConversionFromJson, conversion, { 'no opportunity': { ...conversion, opportunityId: null } }],
  [
    'a Marketo state',
    MarketoFromJson,
    marketo,
    {
      'an array': [],
      'no accounts': { ...marketo, accounts: undefined },
      'its rows': { accounts: [], contacts: [], persons: [], conversions: [] },
      'five empty objects': { accounts: {}, contacts: {}, persons: {}, personsOf: {}, conversions: {} },
      'a key more': { ...marketo, at: 0 },
      'contacts in the place of accounts': { ...marketoOfOne, accounts: asState(marketoOfOne).contacts },
      'accounts in the place of contacts': { ...marketoOfOne, contacts: asState(marketoOfOne).accounts },
    },
  ],
  [
    'settings',
    SettingsFromJson,
    settings,
    {
      'a cap below 0': { ...settings, instance: { ...settings.instance, activityCap: -1 } },
      'a cap that is not a whole number': { ...settings, instance: { ...settings.instance, activityCap: 0.5 } },
      'hidden fields that are a string': { ...settings, instance: { ...settings.instance, hiddenFields: 'Name' } },
      'no readings': { ...settings, readings: undefined },
      'an unknown key': { ...settings, instance: { ...settings.instance, cap: 1 } },
      'a cap of -0': { ...settings, instance: { ...settings.instance, activityCap: -0 } },
    },
  ],
  [
    'an event',
    EventFromJson,
    syncedDown,
    {
      'a count below 0': { ...syncedDown, liveContacts: -1 },
      'a change without its keys': { ...syncedDown, changes: [{}] },
      'a flag that is not true or false': { ...syncedDown, logged: null },
      'a relationship among its fields': { ...syncedDown, fields: { Parent: null } },
      'no master record': { ...syncedDown, masterRecordId: undefined },
    },
  ],
  [
    'an activity',
    ActivityFromJson,
    converted,
    {
      'no status': { ...converted, convertedStatus: null },
      'an unknown step': { ...converted, failedAt: 'never' },
      'a reason that is not a string': { ...converted, reason: 1 },
    },
  ],
  [
    'a refusal',
    RefusalFromJson,
    recordAlreadyClaimed,
    {
      'the id of a user': { ...recordAlreadyClaimed, id: terms.assignTo },
      'the tag of version 0.1': { ...recordAlreadyClaimed, _tag: 'NotNew' },
    },
  ],
]

describe('the check `is` of a codec', () => {
  test.each(cases)('accepts %s, and rejects each copy in which one part is wrong', (_, codec, good, wrong) => {
    const accepted = Object.entries(wrong).filter(([, value]) => codec.is(value))
    expect([codec.is(good), accepted]).toEqual([true, []])
  })
})

describe('a codec', () => {
  test('writes the type of a record into `attributes`, as Salesforce does', () => {
    expect(AccountRecordFromRest.encode(accountRecord)['attributes']).toEqual({ type: 'Account' })
    expect(ContactRecordFromRest.encode(record)['attributes']).toEqual({ type: 'Contact' })
  })

  test('ignores keys that a record inherits from its prototype', () => {
    const inheriting: unknown = Object.assign(
      Object.create({ 'no field': 1 }),
      AccountRecordFromRest.encode(accountRecord),
    )
    expect(AccountRecordFromRest.decode(inheriting)).toEqual(E.right(accountRecord))
  })

  test('decodes an activity cap of -0 as 0', () => {
    const { instance } = decoded(SettingsFromJson, { instance: { activityCap: -0 } })
    expect(instance.activityCap).toBe(0)
  })

  test('accepts a contact record without AccountId only if the contact is deleted', () => {
    const { AccountId, ...rest } = ContactRecordFromRest.encode(record)
    expect(AccountId).toBe(accountId)
    expect(ContactRecordFromRest.decode({ ...rest, IsDeleted: true })).toEqual(
      E.right({ ...record, accountId: null, isDeleted: true }),
    )
    expect(E.isLeft(ContactRecordFromRest.decode(rest))).toBe(true)
  })
})
