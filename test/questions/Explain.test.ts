import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { AccountId, ContactId, Input, Marketo, Settings } from 'marketo-account-sync'
import {
  defaultSettings,
  emptyMarketo,
  marketoOf,
  run,
  settingsWith,
  step,
  valueForContact,
} from 'marketo-account-sync'
import type { AccountStatus, MarketoAndDeferred } from 'marketo-account-sync/questions'
import { explain, sentence } from 'marketo-account-sync/questions'
import { describe, expect, test } from 'vitest'
import { shownIn } from '../helpers/observe.js'
import {
  editThrough,
  fieldName,
  fieldsOf,
  instant,
  nthAccountId,
  nthContactId,
  syncAccount,
  syncContact,
} from '../helpers/values.js'
import { anyContactId, anyField, anyHistory, anyRecord, anySettings, endOf } from './world.js'

const [account, other] = [nthAccountId(1), nthAccountId(2)]
const [anna, boris] = [nthContactId(1), nthContactId(2)]
const industry = fieldName('Industry')

const record = (stamp: number, fields: Record<string, string | null>): Input =>
  syncAccount({ id: account, systemModstamp: instant(stamp), isDeleted: false, fields })

const contact = (id: ContactId, accountId: AccountId | null, isDeleted = false): Input =>
  syncContact({ id, systemModstamp: instant(1), isDeleted, accountId })

const edit = (value: string): Input => editThrough(boris, 'Industry', value, instant(70))

const explained = (inputs: ReadonlyArray<Input>, field = industry, settings: Settings = defaultSettings) =>
  explain(settings)({ contactId: anna, field }, endOf(settings, inputs))

const hides = settingsWith({ instance: { hiddenFields: [industry] } })

const start = [record(10, { Industry: 'Electronics' }), contact(anna, account), contact(boris, account)]

describe('`explain` (tells where a shown value comes from)', () => {
  test('[edit.fan-out] explains the value that Marketo shows', () => {
    fc.assert(
      fc.property(anySettings, anyHistory, anyContactId, anyField, (settings, inputs, contactId, field) => {
        const marketo = endOf(settings, inputs)
        const answer = explain(settings)({ contactId, field }, marketo)
        const value = answer._tag === 'NotShown' ? O.none : O.some(answer.value)
        return O.getEq({ equals: Object.is }).equals(value, valueForContact(contactId, field)(marketo))
      }),
    )
  })

  /**
   * Makes a record that is newer than all other records. The record has the values that Marketo shows for the account, except
   * for the values in `changed`.
   */
  const newer = (marketo: Marketo, id: AccountId, changed: Record<string, string>): Input =>
    syncAccount({ id, systemModstamp: instant(99), isDeleted: false, fields: { ...shownIn(marketo, id), ...changed } })

  test('[sync.override-all] predicts which record will override the value, and that record then overrides the value', () => {
    fc.assert(
      fc.property(anySettings, anyHistory, anyContactId, anyField, (settings, inputs, contactId, field) => {
        const marketo = endOf(settings, inputs)
        const answer = explain(settings)({ contactId, field }, marketo)
        if (answer._tag === 'NotShown' || answer.override === 'none') return true
        const [, after] = step(settings)(newer(marketo, answer.accountId, { [field]: 'fresh' }), marketo)
        return O.elem({ equals: Object.is })('fresh')(valueForContact(contactId, field)(after))
      }),
    )
  })

  test('[sync.override-all] answers "next change" only if a record without a new value leaves the shown value alone', () => {
    fc.assert(
      fc.property(anySettings, anyHistory, anyContactId, anyField, (settings, inputs, contactId, field) => {
        const marketo = endOf(settings, inputs)
        const answer = explain(settings)({ contactId, field }, marketo)
        if (answer._tag !== 'ShownEdited' || answer.override !== 'next change') return true
        const { accountId: id, synced } = answer
        const sent = { id, systemModstamp: instant(99), isDeleted: false, fields: { [field]: synced } }
        const [, after] = step(settings)(syncAccount(sent), marketo)
        return O.elem({ equals: Object.is })(answer.value)(valueForContact(contactId, field)(after))
      }),
    )
  })

  test('[sync.visible-fields] reports that nothing overrides the value of a hidden field, and no record overrides this value', () => {
    fc.assert(
      fc.property(
        anySettings,
        anyHistory,
        anyContactId,
        anyField,
        anyRecord,
        (settings, inputs, contactId, field, sent) => {
          // The field is visible in the settings of the history, and hidden in the settings of the question.
          const hidden = { ...settings, instance: { ...settings.instance, hiddenFields: [field] } }
          const marketo = endOf(settings, inputs)
          const answer = explain(hidden)({ contactId, field }, marketo)
          if (answer._tag === 'NotShown') return true
          const [, after] = step(hidden)(syncAccount(sent), marketo)
          return (
            answer.override === 'none' &&
            O.elem({ equals: Object.is })(answer.value)(valueForContact(contactId, field)(after))
          )
        },
      ),
    )
  })

  test('names the SystemModstamp of the record that delivered a synced value', () => {
    expect(explained(start)).toMatchObject({
      _tag: 'ShownSynced',
      rule: 'sync.override-all',
      accountId: account,
      value: 'Electronics',
      systemModstamp: 10,
      override: 'next sync-down',
    })
  })

  test('reports an earlier record as the source of the value if the last record did not contain the field', () => {
    expect(explained([...start, record(20, { Site: 'x' })])).toMatchObject({
      _tag: 'ShownKept',
      rule: 'sync.absent-field',
      value: 'Electronics',
      systemModstamp: 20,
    })
  })

  test('[sync.visible-fields] does not claim that a record lacked a field if the field was hidden when the record arrived', () => {
    const question = { contactId: anna, field: industry }
    const [, hidden] = step(hides)(record(20, { Industry: 'Media' }), endOf(defaultSettings, start))
    const now = explain(hides)(question, hidden)
    expect(now).toMatchObject({ _tag: 'ShownKept', value: 'Electronics', override: 'none' })
    expect(sentence(now)).not.toContain('carry')
    expect(sentence(now)).toContain(
      'As long as Industry is hidden from the sync user, no sync-down overrides the value.',
    )
    expect(sentence(now)).toMatch(/\[sync\.absent-field, our reading; sync\.visible-fields\]$/)
    const shownAgain = explain(defaultSettings)(question, hidden)
    expect(sentence(shownAgain)).toContain('did not contain the field, or arrived while the field was hidden.')
  })

  test('reports the last SystemModstamp for a value if any record with this SystemModstamp contained the value', () => {
    expect(explained([...start, record(10, { Site: 'x' })])._tag).toBe('ShownSynced')
  })

  test('names the edited contact, the time of the edit, and the last value from Salesforce', () => {
    expect(explained([...start, edit('Biotechnology')])).toMatchObject({
      _tag: 'ShownEdited',
      rule: 'edit.until-override',
      value: 'Biotechnology',
      synced: 'Electronics',
      through: boris,
      at: 70,
      systemModstamp: 10,
    })
  })

  test('gives a reason and a rule in each case in which Marketo shows no value', () => {
    const nothing = [
      explained([]),
      explained([contact(anna, null, true)]),
      explained([contact(anna, null)]),
      explained([...start], fieldName('Site')),
      explained([...start], fieldName('Fax')),
      explained([...start], fieldName('SystemModstamp')),
      explained([...start], industry, hides),
    ].map((answer) => (answer._tag === 'NotShown' ? [answer.why, answer.rule] : answer))
    expect(nothing).toEqual([
      ['unknown contact', 'contact.one-account'],
      ['deleted contact', 'contact.deleted'],
      ['private contact', 'contact.private'],
      ['never carried', 'sync.absent-field'],
      ['ignored', 'sync.visible-fields'],
      ['not a field', 'sync.visible-fields'],
      ['hidden', 'sync.visible-fields'],
    ])
  })

  test('gives the reason "unknown account" if the state lacks the account of a live contact', () => {
    const rows = { accounts: [], persons: [], conversions: [] }
    const live = { _tag: 'LiveContact', id: anna, accountId: account, appliedAtStamp: [] } as const
    const question = { contactId: anna, field: industry }
    const answer = explain(defaultSettings)(question, marketoOf({ ...rows, contacts: [live] }))
    expect(answer).toMatchObject({ why: 'unknown account', rule: 'contact.one-account', accountId: account })
  })

  const lost: Input = syncAccount({
    id: account,
    systemModstamp: instant(11),
    isDeleted: true,
    masterRecordId: other,
    fields: fieldsOf({ Industry: 'Optics' }),
  })

  test.each<readonly [string, ReadonlyArray<Input>, AccountStatus]>([
    ['is neither deleted nor merged', start, { isDeleted: false, masterRecordId: null }],
    [
      'is deleted',
      [...start, syncAccount({ id: account, systemModstamp: instant(11), isDeleted: true, fields: {} })],
      { isDeleted: true, masterRecordId: null },
    ],
    ['was merged into another account', [...start, lost], { isDeleted: true, masterRecordId: other }],
  ])('reports that the account %s, whether or not the field has a value', (_what, inputs, accountStatus) => {
    expect(explained(inputs)).toMatchObject({ accountId: account, accountStatus })
    expect(explained(inputs, fieldName('Site'))).toMatchObject({ _tag: 'NotShown', accountStatus })
  })

  test('describes a merge in a sentence', () => {
    expect(sentence(explained([...start, lost]))).toContain(
      `The account is deleted in Salesforce, because it was merged into account ${other}.`,
    )
  })

  test('does not describe an account to which the contact does not belong', () => {
    expect(explained([])).toMatchObject({ accountId: null, accountStatus: null })
  })

  /** The Marketo state and the deferred inputs after a sync cycle with these inputs. */
  const left = (inputs: ReadonlyArray<Input>): MarketoAndDeferred => {
    const { steps, marketo } = run(defaultSettings)(inputs, emptyMarketo)
    const deferred = steps.flatMap(({ decided }) =>
      E.isLeft(decided) && decided.left._tag === 'Deferred' ? [decided.left] : [],
    )
    return { marketo, deferred }
  }
  const ofAnna = (accountId: AccountId, stamp: number): Input =>
    syncContact({ id: anna, systemModstamp: instant(stamp), isDeleted: false, accountId })
  const question = { contactId: anna, field: industry }

  test('names the account that the contact waits for, if the caller passes the deferred records', () => {
    const unknown = left([ofAnna(other, 1), ofAnna(account, 2)])
    expect(explain(defaultSettings)(question, unknown)).toMatchObject({ why: 'waiting contact', waitsFor: account })
    expect(explain(defaultSettings)(question, unknown.marketo)).toMatchObject({
      why: 'unknown contact',
      waitsFor: null,
    })
    const moving = left([...start, ofAnna(other, 2)])
    expect(explain(defaultSettings)(question, moving)).toMatchObject({ _tag: 'ShownSynced', waitsFor: other })
  })

  test('does not report a waiting contact if the deferred record is older than an applied record', () => {
    const late = left([ofAnna(other, 0), ...start])
    expect(late.deferred.length).toBe(1)
    expect(explain(defaultSettings)(question, late)).toMatchObject({ _tag: 'ShownSynced', waitsFor: null })
  })

  test.each([
    ['industry', { field: 'Industry', why: 'another case' }],
    ['company', { field: 'Name', why: "Marketo's name" }],
    ['Site', null],
    ['Invented__c', null],
  ])('suggests the field that the caller probably meant by "%s"', (asked, meant) => {
    expect(explained(start, fieldName(asked))).toMatchObject({ _tag: 'NotShown', meant })
  })

  test('warns if a name in the settings differs from the field only in letter case', () => {
    const instance = { hiddenFields: ['industry', 'Site'].map(fieldName), formulaFields: [fieldName('INDUSTRY')] }
    const misspelt = ['industry', 'INDUSTRY']
    expect(explained(start, industry, settingsWith({ instance }))).toMatchObject({ misspelt })
    expect(explained(start, industry, hides)).toMatchObject({ misspelt: [] })
    expect(explained(start, fieldName('constructor'), hides)).toMatchObject({ misspelt: [], meant: null })
  })

  test('answers "next sync-down" or "next change" for an edited value, depending on the chosen reading of the rules', () => {
    const fieldChange = settingsWith({ readings: { overrideOn: 'field-change' } })
    expect(explained(start)).toMatchObject({ override: 'next sync-down' })
    expect(explained(start, industry, fieldChange)).toMatchObject({ override: 'next change' })
  })
})
