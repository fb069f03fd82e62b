import fc from 'fast-check'
import type { Account } from 'marketo-account-sync'
import { anyAccount } from 'marketo-account-sync/testing'
import { expect, test } from 'vitest'
import { type AccountEntry, accountsInPlace } from '../../../src/marketo/state/AccountEntry.js'
import { nthContactId } from '../../helpers/values.js'

const liveContacts = [nthContactId(1)]
const entryOf = (account: Account): AccountEntry => ({ account, liveContacts })

test('an owned entry takes the content of another, and neither the other nor the one that it was copied from changes', () => {
  fc.assert(
    fc.property(anyAccount, anyAccount, (first, other) => {
      const second = { ...other, id: first.id }
      const [copyOfFirst, copyOfSecond] = [structuredClone(first), structuredClone(second)]
      const own = accountsInPlace.own(entryOf(first))
      expect(own).toEqual(entryOf(first))
      accountsInPlace.overwrite(own, { account: second, liveContacts: [] })
      expect(own).toEqual({ account: second, liveContacts: [] })
      accountsInPlace.overwrite(own, entryOf(first))
      expect(own).toEqual(entryOf(first))
      expect([first, second]).toEqual([copyOfFirst, copyOfSecond])
    }),
  )
})

test('an owned entry keeps its account if only the live contacts are new', () => {
  fc.assert(
    fc.property(anyAccount, (account) => {
      const own = accountsInPlace.own(entryOf(account))
      const kept = own.account
      accountsInPlace.overwrite(own, { account: own.account, liveContacts: [] })
      expect(own.account).toBe(kept)
      expect(own).toEqual({ account, liveContacts: [] })
    }),
  )
})
