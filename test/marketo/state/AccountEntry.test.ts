import fc from 'fast-check'
import type { Account } from 'marketo-account-sync'
import { anyAccount } from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'
import {
  type AccountEntry,
  accountsInPlace,
  compactAccount,
  expandAccount,
} from '../../../src/marketo/state/AccountEntry.js'
import { account, brought, nthAccountId, nthContactId } from '../../helpers/values.js'

const fields = { Name: 'a' }
const whole: Account = { ...account(1, {}), synced: fields, broughtAtStamp: brought(fields) }

describe('the compact form of an account', () => {
  test('expands to an equal account', () => {
    fc.assert(
      fc.property(anyAccount, (one) => {
        expect(expandAccount(compactAccount(one))).toEqual(one)
      }),
    )
  })

  test('does not store the values of the last SystemModstamp separately if the account has the same values', () => {
    expect(compactAccount(whole).broughtAtStamp).toBeUndefined()
    const merged = { isDeleted: true, masterRecordId: nthAccountId(2) }
    const deleted: Account = { ...whole, ...merged, broughtAtStamp: { ...whole.broughtAtStamp, ...merged } }
    expect(compactAccount(deleted).broughtAtStamp).toBeUndefined()
  })

  test.each<readonly [string, Account]>([
    ['different fields than the account', { ...whole, broughtAtStamp: brought({}) }],
    ['a different deleted flag than the account', { ...whole, isDeleted: true }],
    ['a different MasterRecordId than the account', { ...whole, masterRecordId: nthAccountId(2) }],
    ['a second value of a field', { ...whole, broughtAtStamp: brought(fields, false, [{ name: 'Name', value: 'b' }]) }],
  ])('stores the values of the last SystemModstamp separately if they include %s', (_what, one) => {
    expect(compactAccount(one).broughtAtStamp).toBe(one.broughtAtStamp)
    expect(expandAccount(compactAccount(one))).toEqual(one)
  })
})

describe('an account entry that may be overwritten', () => {
  const liveContacts = [nthContactId(1)]
  const entryOf = (one: Account): AccountEntry => ({ account: compactAccount(one), liveContacts })

  test('can take the content of a second entry, without a change to the second entry or to the original', () => {
    fc.assert(
      fc.property(anyAccount, anyAccount, (first, other) => {
        const [from, to] = [entryOf(first), entryOf({ ...other, id: first.id })]
        const copies = structuredClone([from, to])
        const own = accountsInPlace.own(from)
        expect(own).toEqual(from)
        accountsInPlace.overwrite(own, { ...to, liveContacts: [] })
        expect(own).toEqual({ ...to, liveContacts: [] })
        accountsInPlace.overwrite(own, from)
        expect(own).toEqual(from)
        expect([from, to]).toEqual(copies)
      }),
    )
  })

  test('keeps the identical account if only the live contacts change', () => {
    fc.assert(
      fc.property(anyAccount, (one) => {
        const own = accountsInPlace.own(entryOf(one))
        const kept = own.account
        accountsInPlace.overwrite(own, { account: own.account, liveContacts: [] })
        expect(own.account).toBe(kept)
        expect(own).toEqual({ ...entryOf(one), liveContacts: [] })
      }),
    )
  })
})
