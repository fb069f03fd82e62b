import * as O from 'fp-ts/lib/Option.js'
import type { Account, AccountRecord, AccountSkipped, AccountSyncedDown, Settings } from 'marketo-account-sync'
import { defaultSettings, evolveAccount, settingsWith, syncDown } from 'marketo-account-sync'
import { describe, expect, test } from 'vitest'
import { account, accountRecord, at, brought, fieldName, nthAccountId, second } from '../helpers/values.js'

type Decide = (record: AccountRecord, known?: Account) => O.Option<AccountSyncedDown | AccountSkipped>

const decideWith =
  (settings: Settings, liveContacts = 2): Decide =>
  (record, known) =>
    syncDown(settings)({ at, record, liveContacts }, O.fromNullable(known))

/** Applies a record to an account. Throws if the record is neither applied nor skipped. */
const afterWith =
  (decide: Decide) =>
  (record: AccountRecord, known?: Account): Account => {
    const event = decide(record, known)
    const after = O.isSome(event) ? evolveAccount(O.fromNullable(known), event.value) : O.none
    if (O.isNone(after)) throw new Error('the record was late or repeated')
    return after.value
  }

const withoutDeletedFlag = ({ id, systemModstamp, fields }: AccountRecord): AccountRecord => ({
  id,
  systemModstamp,
  fields,
})

const tagOf = O.map(({ _tag }: AccountSyncedDown | AccountSkipped) => _tag)

describe('a sync-down of an account', () => {
  const decide = decideWith(defaultSettings)
  const after = afterWith(decide)

  test('[sync.override-all] creates the account from its first record, and logs null as the old value of each field', () => {
    const record = accountRecord(1, { Name: 'a', Site: null })
    expect(decide(record)).toEqual(
      O.some({
        _tag: 'AccountSyncedDown',
        at,
        accountId: nthAccountId(1),
        systemModstamp: second(1),
        isDeleted: false,
        masterRecordId: null,
        fields: { Name: 'a', Site: null },
        changes: [{ field: 'Name', oldValue: null, newValue: 'a' }],
        liveContacts: 2,
        logged: true,
      }),
    )
    expect(after(record)).toEqual(account(1, { Name: 'a', Site: null }))
  })

  test('[sync.override-all] [activity.real-change] ends every local edit, and logs the previously shown value as the old value', () => {
    const known = account(1, { Name: 'a', Site: 'a' }, { Name: 'edited' })
    const record = accountRecord(2, { Name: 'a', Site: '' })
    expect(decide(record, known)).toMatchObject({
      value: {
        changes: [
          { field: 'Name', oldValue: 'edited', newValue: 'a' },
          { field: 'Site', oldValue: 'a', newValue: '' },
        ],
      },
    })
    expect(after(record, known)).toEqual(account(2, { Name: 'a', Site: '' }))
  })

  test('[sync.absent-field] keeps the value and the local edit of a field that is missing from the record', () => {
    const known = account(1, { Name: 'a', Site: 'a', Industry: 'a' }, { Site: 'edited' })
    expect(after(accountRecord(2, { Name: 'b' }), known)).toEqual({
      ...account(2, { Name: 'b', Site: 'a', Industry: 'a' }, { Site: 'edited' }),
      broughtAtStamp: brought({ Name: 'b' }),
    })
  })

  test.each<readonly [string, AccountRecord, boolean]>([
    ['ignores an older record', accountRecord(0, { Name: 'b' }), false],
    ['ignores a record that repeats the last record', accountRecord(1, { Name: 'a' }), false],
    ['ignores a record that has the SystemModstamp of the last record, but no fields', accountRecord(1, {}), false],
    [
      'ignores a record that differs from the last record only in an ignored field',
      accountRecord(1, { Name: 'a', Fax: '1' }),
      false,
    ],
    ['applies a record that differs from the last record only in a value', accountRecord(1, { Name: 'b' }), true],
    [
      'applies a record that differs from the last record only in an additional field',
      accountRecord(1, { Name: 'a', Site: 'a' }),
      true,
    ],
    [
      'applies a record that differs from the last record only in the deleted flag',
      accountRecord(1, { Name: 'a' }, true),
      true,
    ],
    [
      'ignores a record that has the SystemModstamp of the last record, no deleted flag and no fields',
      withoutDeletedFlag(accountRecord(1, {})),
      false,
    ],
    ['applies a newer record even if the content is the same', accountRecord(2, { Name: 'a' }), true],
  ])('[sync.only-newer] %s', (_what, record, isApplied) => {
    expect(O.isSome(decide(record, account(1, { Name: 'a' })))).toBe(isApplied)
  })

  test('[sync.only-newer] applies only the new values of a second record that has the last SystemModstamp', () => {
    const known = account(1, { Name: 'a', Site: 'a' }, { Name: 'edited', Site: 'edited' })
    const reading = accountRecord(1, { Name: 'a', Site: 'b', Industry: null })
    expect(decide(reading, known)).toMatchObject({
      value: {
        _tag: 'AccountSyncedDown',
        fields: { Site: 'b', Industry: null },
        changes: [{ field: 'Site', oldValue: 'edited', newValue: 'b' }],
      },
    })
    expect(after(reading, known)).toEqual({
      ...account(1, { Name: 'a', Site: 'b', Industry: null }, { Name: 'edited' }),
      broughtAtStamp: brought({ Name: 'a', Site: 'a', Industry: null }, false, [{ name: 'Site', value: 'b' }]),
    })
  })

  test('[sync.only-newer] stores the values of two records that have the same SystemModstamp, until a newer record arrives', () => {
    const first = account(1, { Name: 'a' })
    const then = after(accountRecord(1, { Name: 'b' }), first)
    expect(then.broughtAtStamp).toEqual(brought({ Name: 'a' }, false, [{ name: 'Name', value: 'b' }]))
    expect(decide(accountRecord(1, { Name: 'a' }), then)).toEqual(O.none)
    expect(decide(accountRecord(1, { Name: 'b' }), then)).toEqual(O.none)
    expect(O.isSome(decide(accountRecord(1, { Name: 'c' }), then))).toBe(true)
    const last = after(accountRecord(2, { Name: 'c' }), then)
    expect(last.broughtAtStamp).toEqual(brought({ Name: 'c' }))
  })

  test('[sync.only-newer] leaves a deleted account deleted if the next record has no IsDeleted', () => {
    const deleted = after(accountRecord(1, { Name: 'a' }, true))
    const wider = after(withoutDeletedFlag(accountRecord(1, { Site: 'a' })), deleted)
    expect(wider.isDeleted).toBe(true)
    const restored = after(accountRecord(1, {}, false), wider)
    expect(restored.isDeleted).toBe(false)
    expect(decide(accountRecord(1, {}, true), restored)).toEqual(O.none)
    expect(after(withoutDeletedFlag(accountRecord(2, {})), restored).isDeleted).toBe(false)
  })

  test('[sync.only-newer] keeps the MasterRecordId of a merged account until a record has a different MasterRecordId', () => {
    const master = nthAccountId(2)
    const merged = after({ ...accountRecord(1, { Name: 'a' }, true), masterRecordId: master })
    expect(merged.masterRecordId).toBe(master)
    expect(after(accountRecord(2, { Name: 'b' }), merged).masterRecordId).toBe(master)
    expect(decide({ ...accountRecord(1, {}, true), masterRecordId: master }, merged)).toEqual(O.none)
    expect(after({ ...accountRecord(1, {}, true), masterRecordId: null }, merged).masterRecordId).toBeNull()
    expect(after({ ...accountRecord(2, {}), masterRecordId: null }, merged).masterRecordId).toBeNull()
  })

  test('[sync.formula-fields] sets a formula field once for each SystemModstamp, and sets each other field whenever a new value arrives', () => {
    const formula = decideWith(settingsWith({ instance: { formulaFields: [fieldName('Site')] } }))
    const known = account(1, { Name: 'a', Site: 'a' })
    expect(formula(accountRecord(1, { Site: 'b' }), known)).toEqual(O.none)
    expect(formula(accountRecord(1, { Name: 'b', Site: 'b' }), known)).toMatchObject({
      value: { fields: { Name: 'b' } },
    })
    expect(formula(accountRecord(1, { Site: 'b' }), account(1, { Name: 'a' }))).toMatchObject({
      value: { fields: { Site: 'b' } },
    })
    expect(formula(accountRecord(2, { Site: 'b' }), known)).toMatchObject({ value: { fields: { Site: 'b' } } })
    expect(decide(accountRecord(1, { Site: 'b' }), known)).toMatchObject({ value: { fields: { Site: 'b' } } })
  })

  test('[sync.visible-fields] sets no ignored field and no hidden field', () => {
    const hiding = settingsWith({ instance: { hiddenFields: [fieldName('Site')] } })
    expect(decideWith(hiding)(accountRecord(1, { Name: 'a', Site: 'a', Fax: '1' }))).toMatchObject({
      value: { fields: { Name: 'a' }, changes: [{ field: 'Name' }] },
    })
  })

  test.each([
    [4_999, true],
    [5_000, true],
    [5_001, false],
  ])('[activity.cap] for %i live contacts, sets `logged` to %s', (liveContacts, logged) => {
    const event = decideWith(defaultSettings, liveContacts)(accountRecord(1, { Name: 'a' }))
    expect(event).toMatchObject({ value: { liveContacts, logged } })
  })

  test('[contact.deleted] marks the account as deleted if the record has IsDeleted, and still applies the values of the record', () => {
    const known = account(1, { Name: 'a' }, { Name: 'edited' })
    const deleted = after(accountRecord(2, { Name: 'b' }, true), known)
    expect(deleted).toEqual({
      ...account(2, { Name: 'b' }),
      isDeleted: true,
      broughtAtStamp: brought({ Name: 'b' }, true),
    })
    expect(after(accountRecord(3, { Name: 'c' }), deleted)).toEqual(account(3, { Name: 'c' }))
  })

  test('treats a field with the name "constructor" like any other field', () => {
    const known = account(1, { Name: 'a' })
    const record = accountRecord(2, { constructor: 'a', Name: 'a' })
    expect(decide(record, known)).toMatchObject({
      value: { changes: [{ field: 'constructor', oldValue: null, newValue: 'a' }] },
    })
    expect(after(record, known)).toEqual(account(2, { constructor: 'a', Name: 'a' }))
  })
})

describe('a sync-down of an account under the setting `field-change`', () => {
  const decide = decideWith(settingsWith({ readings: { overrideOn: 'field-change' } }))
  const after = afterWith(decide)
  const known = account(1, { Name: 'a', Site: 'a' }, { Name: 'edited' })

  test('[sync.override-all] gives the event AccountSkipped for a newer record that contains no new value', () => {
    const record = accountRecord(2, { Name: 'a' }, true)
    expect(decide(record, known)).toEqual(
      O.some({
        _tag: 'AccountSkipped',
        at,
        accountId: nthAccountId(1),
        systemModstamp: second(2),
        isDeleted: true,
        masterRecordId: null,
        fields: { Name: 'a' },
      }),
    )
    expect(after(record, known)).toEqual({
      ...known,
      systemModstamp: second(2),
      isDeleted: true,
      broughtAtStamp: brought({ Name: 'a' }, true),
    })
  })

  test('[sync.only-newer] keeps the values of a skipped record, so that the same values are not applied again', () => {
    const synced = after(accountRecord(2, { Name: 'b' }), known)
    const back = after(accountRecord(2, { Name: 'a' }), synced)
    const again = accountRecord(2, { Name: 'b' })
    expect(decide(again, back)).toEqual(O.none)
    const skipped = after(accountRecord(3, { Name: 'a' }), back)
    expect(decide(accountRecord(3, { Name: 'a' }), skipped)).toEqual(O.none)
  })

  test.each<readonly [string, AccountRecord]>([
    ['a new value', accountRecord(2, { Name: 'b', Site: 'a' })],
    ['the edited value, which differs from the synced value', accountRecord(2, { Name: 'edited' })],
    ['a field that the account does not have', accountRecord(2, { Name: 'a', Industry: null })],
    [
      'a field named "constructor", which the account does not have',
      accountRecord(2, { Name: 'a', constructor: null }),
    ],
  ])('[sync.override-all] applies a record that has %s', (_what, record) => {
    expect(tagOf(decide(record, known))).toEqual(O.some('AccountSyncedDown'))
  })

  test('[sync.override-all] always applies the first record of an account', () => {
    expect(tagOf(decide(accountRecord(1, {})))).toEqual(O.some('AccountSyncedDown'))
  })

  test('[sync.only-newer] gives no event for a late or repeated record', () => {
    expect(decide(accountRecord(0, { Name: 'a' }), known)).toEqual(O.none)
    expect(decide(accountRecord(1, { Name: 'a', Site: 'a' }), known)).toEqual(O.none)
  })
})
