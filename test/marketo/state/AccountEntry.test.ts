import fc from 'fast-check'
import type { Account } from 'marketo-account-sync'
import { anyAccount } from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'
import { type AccountEntry, accountsInPlace } from '../../../src/marketo/state/AccountEntry.js'
import { nthContactId } from '../../helpers/values.js'

describe('an account entry that can be overwritten', () => {
  const liveContacts = [nthContactId(1)]
  const entryOf = (one: Account): AccountEntry => ({ account: one, changed: undefined, liveContacts })

  test('takes the content of a different entry, and leaves that entry unchanged', () => {
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

  test('keeps the same account object if only the live contacts change', () => {
    fc.assert(
      fc.property(anyAccount, (one) => {
        const own = accountsInPlace.own(entryOf(one))
        const kept = own.account
        accountsInPlace.overwrite(own, { ...own, liveContacts: [] })
        expect(own.account).toBe(kept)
        expect(own).toEqual({ ...entryOf(one), liveContacts: [] })
      }),
    )
  })
})
