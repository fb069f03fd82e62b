// SyncDown.test.ts and LocalEdit.test.ts test how an event changes a known account. This file tests unknown accounts
// and the events of random histories.
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import fc from 'fast-check'
import type { AccountEvent } from 'marketo-account-sync'
import { emptyMarketo, evolveAccount, lookupAccount, scan } from 'marketo-account-sync'
import { anyHistory, anySettings } from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'
import { anyAccountEvent } from '../helpers/arbitraries.js'
import { account, at, fieldName, nthAccountId, nthContactId, second } from '../helpers/values.js'

const record = {
  at,
  accountId: nthAccountId(1),
  systemModstamp: second(1),
  isDeleted: false,
  masterRecordId: null,
  fields: { Name: 'a' },
}

describe('[account.only-from-salesforce] an account that Marketo does not know', () => {
  test('becomes known with its first sync-down', () => {
    const event = { _tag: 'AccountSyncedDown', ...record, changes: [], liveContacts: 0, logged: true } as const
    expect(evolveAccount(O.none, event)).toEqual(O.some(account(1, { Name: 'a' })))
  })

  test.each<AccountEvent>([
    { _tag: 'AccountSkipped', ...record },
    {
      _tag: 'AccountFieldEdited',
      at,
      accountId: nthAccountId(1),
      contactId: nthContactId(1),
      field: fieldName('Name'),
      oldValue: null,
      newValue: 'a',
      logged: 'none',
    },
  ])('stays unknown after $_tag', (event) => {
    expect(evolveAccount(O.none, event)).toEqual(O.none)
  })

  test('stays unknown after every event except a sync-down', () => {
    fc.assert(
      fc.property(anyAccountEvent, (event) => {
        expect(O.isSome(evolveAccount(O.none, event))).toBe(event._tag === 'AccountSyncedDown')
      }),
    )
  })
})

test('[locality.account] if the events of other accounts are left out of a history, the result for an account is the same', () => {
  fc.assert(
    fc.property(anySettings, anyHistory, (settings, history) => {
      const alone = new Map<string, ReturnType<typeof evolveAccount>>()
      for (const [{ decided }, marketo] of scan(settings)(history, emptyMarketo))
        for (const event of E.isRight(decided) ? decided.right : [])
          if ('accountId' in event && event._tag !== 'ConversionConfirmed') {
            const after = evolveAccount(alone.get(event.accountId) ?? O.none, event)
            alone.set(event.accountId, after)
            expect(lookupAccount(event.accountId)(marketo)).toEqual(after)
          }
    }),
  )
})
