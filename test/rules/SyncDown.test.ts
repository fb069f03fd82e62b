import * as O from 'fp-ts/lib/Option.js'
import type { Account, AccountSkipped, AccountSyncedDown, Settings } from 'marketo-account-sync'
import { accountSkipped, accountSyncedDown, defaultSettings, syncDown } from 'marketo-account-sync'
import { describe, expect, test } from 'vitest'
import { account, accountRecord, appliedRecord, at, fieldName, nthAccountId, second } from '../helpers/values.js'

const onFieldChange: Settings = {
  ...defaultSettings,
  readings: { ...defaultSettings.readings, overrideOn: 'field-change' },
}

const eventOf =
  (settings: Settings, liveContacts = 2) =>
  (record: ReturnType<typeof accountRecord>, known?: Account): AccountSyncedDown | AccountSkipped | undefined =>
    O.toUndefined(syncDown(settings)(liveContacts)({ at, record })(O.fromNullable(known)))

const applied = (known: Account | undefined, event: AccountSyncedDown | AccountSkipped | undefined): unknown => {
  if (event === undefined) return known
  if (event._tag === 'AccountSyncedDown') return accountSyncedDown(event)(O.fromNullable(known))
  return known === undefined ? undefined : accountSkipped(event)(known)
}

describe('a sync-down', () => {
  const decide = eventOf(defaultSettings)

  test('[sync.override-all] of a first record makes the account, and takes null for what it held before', () => {
    const event = decide(accountRecord(1, { Name: 'a', Site: null }))
    expect(event).toEqual({
      _tag: 'AccountSyncedDown',
      at,
      accountId: nthAccountId(1),
      systemModstamp: second(1),
      isDeleted: false,
      fields: { Name: 'a', Site: null },
      changes: [{ field: 'Name', oldValue: null, newValue: 'a' }],
      liveContacts: 2,
      logged: true,
    })
    expect(applied(undefined, event)).toEqual(account(1, { Name: 'a', Site: null }))
  })

  test('[sync.override-all] [activity.real-change] ends local edits whichever field changed, and logs what was shown', () => {
    const known = account(1, { Name: 'a', Site: 'a' }, { Name: 'edited' })
    const event = decide(accountRecord(2, { Name: 'a', Site: '' }), known)
    expect(event).toMatchObject({
      changes: [
        { field: 'Name', oldValue: 'edited', newValue: 'a' },
        { field: 'Site', oldValue: 'a', newValue: '' },
      ],
    })
    expect(applied(known, event)).toEqual(account(2, { Name: 'a', Site: '' }))
  })

  test('[sync.absent-field] keeps the value and the local edit of a field that it does not carry', () => {
    const known = account(1, { Name: 'a', Site: 'a', Industry: 'a' }, { Site: 'edited' })
    expect(applied(known, decide(accountRecord(2, { Name: 'b' }), known))).toEqual({
      ...account(2, { Name: 'b', Site: 'a', Industry: 'a' }, { Site: 'edited' }),
      appliedAtStamp: [appliedRecord({ Name: 'b' })],
    })
  })

  test.each<readonly [string, ReturnType<typeof accountRecord>, boolean]>([
    ['older', accountRecord(0, { Name: 'b' }), false],
    ['of the same stamp and equal', accountRecord(1, { Name: 'a' }), false],
    ['of the same stamp and equal but for an ignored field', accountRecord(1, { Name: 'a', Fax: '1' }), false],
    ['of the same stamp with another value', accountRecord(1, { Name: 'b' }), true],
    ['of the same stamp with another field', accountRecord(1, { Name: 'a', Site: 'a' }), true],
    ['of the same stamp and deleted', accountRecord(1, { Name: 'a' }, true), true],
    ['newer and equal', accountRecord(2, { Name: 'a' }), true],
  ])('[sync.only-newer] a record %s: applied or not', (_what, record, isApplied) => {
    expect(decide(record, account(1, { Name: 'a' })) !== undefined).toBe(isApplied)
  })

  test('[sync.only-newer] every record applied at a stamp is remembered until a newer one comes', () => {
    const first = account(1, { Name: 'a' })
    const second_ = applied(first, decide(accountRecord(1, { Name: 'b' }), first)) as Account
    expect(second_.appliedAtStamp).toEqual([appliedRecord({ Name: 'a' }), appliedRecord({ Name: 'b' })])
    expect(decide(accountRecord(1, { Name: 'a' }), second_)).toBeUndefined()
    const third = applied(second_, decide(accountRecord(2, { Name: 'c' }), second_)) as Account
    expect(third.appliedAtStamp).toEqual([appliedRecord({ Name: 'c' })])
  })

  test('[sync.visible-fields] takes neither ignored nor hidden fields', () => {
    const hiding = { ...defaultSettings, instance: { ...defaultSettings.instance, hiddenFields: [fieldName('Site')] } }
    expect(eventOf(hiding)(accountRecord(1, { Name: 'a', Site: 'a', Fax: '1' }))).toMatchObject({
      fields: { Name: 'a' },
      changes: [{ field: 'Name' }],
    })
  })

  test.each([
    [4_999, true],
    [5_000, true],
    [5_001, false],
  ])('[activity.cap] with %i live contacts logs: %s', (liveContacts, logged) => {
    expect(eventOf(defaultSettings, liveContacts)(accountRecord(1, { Name: 'a' }))).toMatchObject({
      liveContacts,
      logged,
    })
  })

  test('[contact.deleted] of a deleted account is one like any other, and flags the account', () => {
    const known = account(1, { Name: 'a' }, { Name: 'edited' })
    const deleted = applied(known, decide(accountRecord(2, { Name: 'b' }, true), known)) as Account
    expect(deleted).toEqual({
      ...account(2, { Name: 'b' }),
      isDeleted: true,
      appliedAtStamp: [appliedRecord({ Name: 'b' }, true)],
    })
    expect(applied(deleted, decide(accountRecord(3, { Name: 'c' }), deleted))).toEqual(account(3, { Name: 'c' }))
  })
})

describe('a sync-down where only a field change overrides', () => {
  const decide = eventOf(onFieldChange)
  const known = account(1, { Name: 'a', Site: 'a' }, { Name: 'edited' })

  test('[sync.override-all] skips a record that says nothing new: only stamp and deleted flag follow it', () => {
    const event = decide(accountRecord(2, { Name: 'a' }, true), known)
    expect(event).toEqual({
      _tag: 'AccountSkipped',
      at,
      accountId: nthAccountId(1),
      systemModstamp: second(2),
      isDeleted: true,
      fields: { Name: 'a' },
    })
    expect(applied(known, event)).toEqual({
      ...known,
      systemModstamp: second(2),
      isDeleted: true,
      appliedAtStamp: [appliedRecord({ Name: 'a' }, true)],
    })
  })

  test('[sync.only-newer] remembers a skipped record of the same stamp beside those applied', () => {
    expect(applied(known, decide(accountRecord(1, { Name: 'a' }), known))).toEqual({
      ...known,
      appliedAtStamp: [...known.appliedAtStamp, appliedRecord({ Name: 'a' })],
    })
  })

  test.each<readonly [string, ReturnType<typeof accountRecord>]>([
    ['another value', accountRecord(2, { Name: 'b', Site: 'a' })],
    ['the edited value, which is not the synced one', accountRecord(2, { Name: 'edited' })],
    ['a field not held', accountRecord(2, { Name: 'a', Industry: null })],
  ])('[sync.override-all] a record with %s overrides', (_what, record) => {
    expect(decide(record, known)?._tag).toBe('AccountSyncedDown')
  })

  test('[sync.override-all] the first record of an account always does', () => {
    expect(decide(accountRecord(1, {}))?._tag).toBe('AccountSyncedDown')
  })

  test('[sync.only-newer] a late or repeated record is not even skipped', () => {
    expect(decide(accountRecord(0, { Name: 'a' }), known)).toBeUndefined()
    expect(decide(accountRecord(1, { Name: 'a', Site: 'a' }), known)).toBeUndefined()
  })
})
