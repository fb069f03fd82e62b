import fc from 'fast-check'
import * as O from 'fp-ts/lib/Option.js'
import type { FieldName, Input, Marketo, Settings } from 'marketo-account-sync'
import {
  defaultSettings,
  emptyMarketo,
  lookupAccount,
  marketoOf,
  shownFields,
  simulateAll,
  step,
  valueForContact,
} from 'marketo-account-sync'
import { explain, sentence } from 'marketo-account-sync/questions'
import { describe, expect, test } from 'vitest'
import { accountIds, anyContactId, anyField, anyHistory, anyRecord, anySettings, contactIds, instant } from './world.js'

const [account] = accountIds as [(typeof accountIds)[0]]
const [anna, boris] = contactIds as [(typeof contactIds)[0], (typeof contactIds)[0]]
const industry = 'Industry' as FieldName

const record = (stamp: number, fields: Record<string, string | null>, isDeleted = false): Input => ({
  _tag: 'SyncAccount',
  at: instant(stamp),
  record: { id: account, systemModstamp: instant(stamp), isDeleted, fields },
})

const contact = (id: typeof anna, accountId: typeof account | null, isDeleted = false): Input => ({
  _tag: 'SyncContact',
  at: instant(1),
  record: { id, systemModstamp: instant(1), isDeleted, accountId },
})

const edit = (value: string): Input => ({
  _tag: 'EditAccountField',
  at: instant(70),
  contactId: boris,
  field: industry,
  value,
})

const explained = (inputs: ReadonlyArray<Input>, field = industry, settings: Settings = defaultSettings) =>
  explain(settings)(anna, field)(simulateAll(settings)(inputs)(emptyMarketo))

const start = [record(10, { Industry: 'Electronics' }), contact(anna, account), contact(boris, account)]

describe('why Marketo shows a value', () => {
  test('[edit.fan-out] the explained value is the value that Marketo shows', () => {
    fc.assert(
      fc.property(anySettings, anyHistory, anyContactId, anyField, (settings, inputs, contactId, field) => {
        const marketo = simulateAll(settings)(inputs)(emptyMarketo)
        const answer = explain(settings)(contactId, field)(marketo)
        const value = answer._tag === 'NotShown' ? O.none : O.some(answer.value)
        return O.getEq({ equals: Object.is }).equals(value, valueForContact(contactId, field)(marketo))
      }),
    )
  })

  /** A record newer than all, with these values for what the account shows. */
  const newer = (marketo: Marketo, accountId: typeof account, changed: Record<string, string>): Input => ({
    _tag: 'SyncAccount',
    at: instant(99),
    record: {
      id: accountId,
      systemModstamp: instant(99),
      isDeleted: false,
      fields: { ...O.match(() => ({}), shownFields)(lookupAccount(accountId)(marketo)), ...changed },
    },
  })

  test('[sync.override-all] what is said to override a value does so', () => {
    fc.assert(
      fc.property(anySettings, anyHistory, anyContactId, anyField, (settings, inputs, contactId, field) => {
        const marketo = simulateAll(settings)(inputs)(emptyMarketo)
        const answer = explain(settings)(contactId, field)(marketo)
        if (answer._tag === 'NotShown' || answer.override === 'none') return true
        const [, after] = step(settings)(newer(marketo, answer.accountId, { [field]: 'fresh' }))(marketo)
        return O.elem({ equals: Object.is })('fresh')(valueForContact(contactId, field)(after))
      }),
    )
  })

  test('[sync.override-all] by the reading field-change, a record that says nothing new overrides nothing', () => {
    fc.assert(
      fc.property(anySettings, anyHistory, anyContactId, anyField, (settings, inputs, contactId, field) => {
        const marketo = simulateAll(settings)(inputs)(emptyMarketo)
        const answer = explain(settings)(contactId, field)(marketo)
        if (answer._tag !== 'ShownEdited' || answer.override !== 'next change') return true
        const said = answer.synced
        const [, after] = step(settings)({
          _tag: 'SyncAccount',
          at: instant(99),
          record: { id: answer.accountId, systemModstamp: instant(99), isDeleted: false, fields: { [field]: said } },
        })(marketo)
        return O.elem({ equals: Object.is })(answer.value)(valueForContact(contactId, field)(after))
      }),
    )
  })

  test('[sync.visible-fields] where nothing is said to override a value, no record does', () => {
    fc.assert(
      fc.property(
        anySettings,
        anyHistory,
        anyContactId,
        anyField,
        anyRecord,
        (settings, inputs, contactId, field, sent) => {
          // The field was visible while the history went on, and is hidden now.
          const hidden = { ...settings, instance: { ...settings.instance, hiddenFields: [field] } }
          const marketo = simulateAll(settings)(inputs)(emptyMarketo)
          const answer = explain(hidden)(contactId, field)(marketo)
          if (answer._tag === 'NotShown') return true
          const [, after] = step(hidden)({ _tag: 'SyncAccount', at: instant(99), record: sent })(marketo)
          return (
            answer.override === 'none' &&
            O.elem({ equals: Object.is })(answer.value)(valueForContact(contactId, field)(after))
          )
        },
      ),
    )
  })

  test('a synced value names the record it is from', () => {
    expect(explained(start)).toMatchObject({
      _tag: 'ShownSynced',
      rule: 'sync.override-all',
      accountId: account,
      value: 'Electronics',
      systemModstamp: 10,
      override: 'next sync-down',
    })
  })

  test('a value that the last record did not carry is of an earlier one', () => {
    expect(explained([...start, record(20, { Site: 'x' })])).toMatchObject({
      _tag: 'ShownKept',
      rule: 'sync.absent-field',
      value: 'Electronics',
      systemModstamp: 20,
    })
  })

  test('[sync.visible-fields] a field hidden after it had synced is not said to be missing from a record that carries it', () => {
    const hides = { ...defaultSettings, instance: { ...defaultSettings.instance, hiddenFields: [industry] } }
    const visible = simulateAll(defaultSettings)(start)(emptyMarketo)
    const [, hidden] = step(hides)(record(20, { Industry: 'Media' }))(visible)
    const now = explain(hides)(anna, industry)(hidden)
    expect(now).toMatchObject({ _tag: 'ShownKept', value: 'Electronics', override: 'none' })
    expect(sentence(now)).not.toContain('carry')
    expect(sentence(now)).toContain('As long as Industry is hidden from the sync user, no sync-down overrides it.')
    expect(sentence(now)).toMatch(/\[sync\.absent-field, our reading; sync\.visible-fields\]$/)
    const shownAgain = explain(defaultSettings)(anna, industry)(hidden)
    expect(sentence(shownAgain)).toContain('did not carry the field, or came while it was hidden.')
  })

  test('a value carried by one of two records of the same stamp is of that stamp', () => {
    expect(explained([...start, record(10, { Site: 'x' })])._tag).toBe('ShownSynced')
  })

  test('an edited value names the contact, the time, and what Salesforce last said', () => {
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

  test('each way of showing nothing has its reason and rule', () => {
    const hides = { ...defaultSettings, instance: { ...defaultSettings.instance, hiddenFields: [industry] } }
    const nothing = [
      explained([]),
      explained([contact(anna, null, true)]),
      explained([contact(anna, null)]),
      explained([...start], 'Site' as FieldName),
      explained([...start], 'Fax' as FieldName),
      explained([...start], 'SystemModstamp' as FieldName),
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

  test('a contact of rows that lack its account shows nothing, and says so', () => {
    const rows = { accounts: [], persons: [], conversions: [] }
    const live = { _tag: 'LiveContact', id: anna, accountId: account, appliedAtStamp: [] } as const
    const answer = explain(defaultSettings)(anna, industry)(marketoOf({ ...rows, contacts: [live] }))
    expect(answer).toMatchObject({ why: 'unknown account', rule: 'contact.one-account', accountId: account })
  })

  test('what overrides a value is the next sync-down, or the next that changes anything, as the reading says', () => {
    const readings = { ...defaultSettings.readings, overrideOn: 'field-change' as const }
    expect(explained(start)).toMatchObject({ override: 'next sync-down' })
    expect(explained(start, industry, { ...defaultSettings, readings })).toMatchObject({ override: 'next change' })
  })
})
