import * as O from 'fp-ts/lib/Option.js'
import type { Account, AccountRecord, AccountSkipped, AccountSyncedDown, Settings } from 'marketo-account-sync'
import { defaultSettings, evolveAccount, settingsWith, syncDown } from 'marketo-account-sync'
import { describe, expect, test } from 'vitest'
import { account, accountRecord, appliedRecord, at, fieldName, nthAccountId, second } from '../helpers/values.js'

type Decide = (record: AccountRecord, known?: Account) => O.Option<AccountSyncedDown | AccountSkipped>

const decideWith =
  (settings: Settings, liveContacts = 2): Decide =>
  (record, known) =>
    syncDown(settings)({ at, record, liveContacts }, O.fromNullable(known))

/** The account after a record. The record must be applied or skipped; otherwise this throws. */
const afterWith =
  (decide: Decide) =>
  (record: AccountRecord, known?: Account): Account => {
    const event = decide(record, known)
    const after = O.isSome(event) ? evolveAccount(O.fromNullable(known), event.value) : O.none
    if (O.isNone(after)) throw new Error('the record was late or repeated')
    return after.value
  }

const tagOf = O.map(({ _tag }: AccountSyncedDown | AccountSkipped) => _tag)

describe('a sync-down', () => {
  const decide = decideWith(defaultSettings)
  const after = afterWith(decide)

  test('[sync.override-all] with the first record creates the account, and each old value counts as null', () => {
    const record = accountRecord(1, { Name: 'a', Site: null })
    expect(decide(record)).toEqual(
      O.some({
        _tag: 'AccountSyncedDown',
        at,
        accountId: nthAccountId(1),
        systemModstamp: second(1),
        isDeleted: false,
        fields: { Name: 'a', Site: null },
        changes: [{ field: 'Name', oldValue: null, newValue: 'a' }],
        liveContacts: 2,
        logged: true,
      }),
    )
    expect(after(record)).toEqual(account(1, { Name: 'a', Site: null }))
  })

  test('[sync.override-all] [activity.real-change] ends every local edit, and logs as old value the value that Marketo showed', () => {
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
      appliedAtStamp: [appliedRecord({ Name: 'b' })],
    })
  })

  test.each<readonly [string, AccountRecord, boolean]>([
    ['ignores an older record', accountRecord(0, { Name: 'b' }), false],
    ['ignores a record with the same stamp and the same content', accountRecord(1, { Name: 'a' }), false],
    [
      'ignores a record with the same stamp that differs only in an ignored field',
      accountRecord(1, { Name: 'a', Fax: '1' }),
      false,
    ],
    ['applies a record with the same stamp and another value', accountRecord(1, { Name: 'b' }), true],
    ['applies a record with the same stamp and another field', accountRecord(1, { Name: 'a', Site: 'a' }), true],
    ['applies a record with the same stamp and the deleted flag', accountRecord(1, { Name: 'a' }, true), true],
    ['applies a newer record, even with the same content', accountRecord(2, { Name: 'a' }), true],
  ])('[sync.only-newer] %s', (_what, record, isApplied) => {
    expect(O.isSome(decide(record, account(1, { Name: 'a' })))).toBe(isApplied)
  })

  test('[sync.only-newer] remembers every record with the latest stamp until a newer record comes', () => {
    const first = account(1, { Name: 'a' })
    const then = after(accountRecord(1, { Name: 'b' }), first)
    expect(then.appliedAtStamp).toEqual([appliedRecord({ Name: 'a' }), appliedRecord({ Name: 'b' })])
    expect(decide(accountRecord(1, { Name: 'a' }), then)).toEqual(O.none)
    const last = after(accountRecord(2, { Name: 'c' }), then)
    expect(last.appliedAtStamp).toEqual([appliedRecord({ Name: 'c' })])
  })

  test('[sync.visible-fields] brings no ignored field and no hidden field', () => {
    const hiding = settingsWith({ instance: { hiddenFields: [fieldName('Site')] } })
    expect(decideWith(hiding)(accountRecord(1, { Name: 'a', Site: 'a', Fax: '1' }))).toMatchObject({
      value: { fields: { Name: 'a' }, changes: [{ field: 'Name' }] },
    })
  })

  test.each([
    [4_999, true],
    [5_000, true],
    [5_001, false],
  ])('[activity.cap] with %i live contacts and a cap of 5,000, logs its changes: %s', (liveContacts, logged) => {
    const event = decideWith(defaultSettings, liveContacts)(accountRecord(1, { Name: 'a' }))
    expect(event).toMatchObject({ value: { liveContacts, logged } })
  })

  test('[contact.deleted] marks the account as deleted, and still brings its values', () => {
    const known = account(1, { Name: 'a' }, { Name: 'edited' })
    const deleted = after(accountRecord(2, { Name: 'b' }, true), known)
    expect(deleted).toEqual({
      ...account(2, { Name: 'b' }),
      isDeleted: true,
      appliedAtStamp: [appliedRecord({ Name: 'b' }, true)],
    })
    expect(after(accountRecord(3, { Name: 'c' }), deleted)).toEqual(account(3, { Name: 'c' }))
  })

  test('treats a field named like an inherited key ("constructor") as any other field', () => {
    const known = account(1, { Name: 'a' })
    const record = accountRecord(2, { constructor: 'a', Name: 'a' })
    expect(decide(record, known)).toMatchObject({
      value: { changes: [{ field: 'constructor', oldValue: null, newValue: 'a' }] },
    })
    expect(after(record, known)).toEqual(account(2, { constructor: 'a', Name: 'a' }))
  })
})

describe('a sync-down under `field-change`', () => {
  const decide = decideWith(settingsWith({ readings: { overrideOn: 'field-change' } }))
  const after = afterWith(decide)
  const known = account(1, { Name: 'a', Site: 'a' }, { Name: 'edited' })

  test('[sync.override-all] skips a record without a new value, and takes only its stamp and its deleted flag', () => {
    const record = accountRecord(2, { Name: 'a' }, true)
    expect(decide(record, known)).toEqual(
      O.some({
        _tag: 'AccountSkipped',
        at,
        accountId: nthAccountId(1),
        systemModstamp: second(2),
        isDeleted: true,
        fields: { Name: 'a' },
      }),
    )
    expect(after(record, known)).toEqual({
      ...known,
      systemModstamp: second(2),
      isDeleted: true,
      appliedAtStamp: [appliedRecord({ Name: 'a' }, true)],
    })
  })

  test('[sync.only-newer] remembers a skipped record together with the applied records of the same stamp', () => {
    expect(after(accountRecord(1, { Name: 'a' }), known)).toEqual({
      ...known,
      appliedAtStamp: [...known.appliedAtStamp, appliedRecord({ Name: 'a' })],
    })
  })

  test.each<readonly [string, AccountRecord]>([
    ['another value', accountRecord(2, { Name: 'b', Site: 'a' })],
    ['the edited value, which is not the synced one', accountRecord(2, { Name: 'edited' })],
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

  test('[sync.only-newer] gives no event for a late or repeated record, not even AccountSkipped', () => {
    expect(decide(accountRecord(0, { Name: 'a' }), known)).toEqual(O.none)
    expect(decide(accountRecord(1, { Name: 'a', Site: 'a' }), known)).toEqual(O.none)
  })
})
