import type { AccountRecord, ContactRecord, SyncAccount, SyncContact } from 'marketo-account-sync'
import { accountsFromQuery, contactsFromQuery, deliveries } from 'marketo-account-sync/records'
import fc from 'fast-check'
import { anyAccountRecord, anyContactRecord, anyInstant } from 'marketo-account-sync/testing'
import { describe, expect, expectTypeOf, test } from 'vitest'
import { at, nthAccountId, nthContactId, second, syncAccount, syncContact } from '../helpers/values.js'
import { nthAccountRow, nthContactRecord } from './builders.js'

const stamp = second(1)
const SystemModstamp = '2026-01-01T00:00:01Z'

describe('the inputs that the library makes from decoded records (deliveries)', () => {
  test('are one SyncAccount input for each decoded account of a page', () => {
    const page = accountsFromQuery([
      { Id: nthAccountId(2), SystemModstamp },
      7,
      { Id: nthAccountId(1), SystemModstamp },
    ])
    const inputs = deliveries(at)(page)
    expectTypeOf(inputs).toEqualTypeOf<ReadonlyArray<SyncAccount>>()
    expect(inputs).toEqual([2, 1].map((n) => syncAccount(nthAccountRow(n, stamp, {}))))
  })

  test('are one SyncContact input for each contact of a page', () => {
    const page = contactsFromQuery([{ Id: nthContactId(1), AccountId: nthAccountId(1), SystemModstamp }])
    const inputs = deliveries(at)(page)
    expectTypeOf(inputs).toEqualTypeOf<ReadonlyArray<SyncContact>>()
    expect(inputs).toEqual([syncContact(nthContactRecord(1, stamp, 1))])
  })

  test('have the same order as the records, and all have the time of arrival that the caller gives', () => {
    const anyRecord = fc.oneof<[fc.Arbitrary<AccountRecord>, fc.Arbitrary<ContactRecord>]>(
      anyAccountRecord,
      anyContactRecord,
    )
    fc.assert(
      fc.property(fc.array(anyRecord), anyInstant, (records, arrives) => {
        const inputs = deliveries(arrives)(records)
        expectTypeOf(inputs).toEqualTypeOf<ReadonlyArray<SyncAccount | SyncContact>>()
        expect(inputs).toEqual(
          records.map((record) => ('fields' in record ? syncAccount(record, arrives) : syncContact(record, arrives))),
        )
      }),
    )
  })
})
