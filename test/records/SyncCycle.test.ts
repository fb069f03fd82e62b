import fc from 'fast-check'
import type { Eq } from 'fp-ts/lib/Eq.js'
import * as E from 'fp-ts/lib/Either.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { ConfirmConversion, Deferred, Delivery, FailConversion } from 'marketo-account-sync'
import { defaultSettings, emptyMarketo, eqContactRecord, eqMarketo, eventsOf } from 'marketo-account-sync'
import type { SyncState } from 'marketo-account-sync/records'
import { inCycleOrder, syncCycle } from 'marketo-account-sync/records'
import { describe, expect, test } from 'vitest'
import { accountIn, contactIn } from '../helpers/observe.js'
import {
  at,
  nthAccountId,
  nthContactId,
  nthOpportunityId,
  personId,
  second,
  syncAccount,
  syncContact,
} from '../helpers/values.js'
import { marketoAfter, nthAccountRecord, nthContactRecord } from './builders.js'

const cycle = syncCycle(defaultSettings)
const start: SyncState = { marketo: emptyMarketo, deferred: [] }

const account = (n: number, stamp: number, name = 'Acme') =>
  syncAccount(nthAccountRecord(n, second(stamp), { Name: name }))
const contact = (n: number, stamp: number, accountOf: number | null) =>
  syncContact(nthContactRecord(n, second(stamp), accountOf))

describe('`inCycleOrder` (sorts the deliveries of a sync cycle)', () => {
  test('puts accounts before contacts, and sorts both by SystemModstamp', () => {
    const batch = [contact(1, 1, 1), account(1, 5), contact(2, 0, 1), account(2, 2)]
    expect(inCycleOrder(batch)).toEqual([account(2, 2), account(1, 5), contact(2, 0, 1), contact(1, 1, 1)])
  })

  test('keeps the order of arrival if two records have equal SystemModstamps', () => {
    const batch = [account(1, 1, 'b'), account(1, 1, 'a'), account(1, 1, 'c')]
    expect(inCycleOrder(batch)).toEqual(batch)
  })

  test('sorts the answers to conversions together with the account records', () => {
    const confirmed: ConfirmConversion = {
      _tag: 'ConfirmConversion',
      at,
      personId: personId(1),
      account: nthAccountRecord(3, second(3), {}),
      contactId: nthContactId(3),
      opportunityId: nthOpportunityId(1),
    }
    const failed: FailConversion = {
      _tag: 'FailConversion',
      at: second(2),
      personId: personId(2),
      failedAt: 'convert',
      reason: 'r',
    }
    expect(inCycleOrder([contact(1, 0, 1), confirmed, account(1, 4), failed, account(2, 1)])).toEqual([
      account(2, 1),
      failed,
      confirmed,
      account(1, 4),
      contact(1, 0, 1),
    ])
  })
})

describe('`syncCycle` (applies a batch of deliveries)', () => {
  test('[contact.one-account] does not defer a contact whose account is in the same batch', () => {
    const { steps, deferred, marketo } = cycle([contact(1, 1, 1), account(1, 9)], start)
    expect(deferred).toEqual([])
    expect(steps.flatMap(eventsOf).map(({ _tag }) => _tag)).toEqual(['AccountSyncedDown', 'ContactSynced'])
    expect(contactIn(marketo, nthContactId(1))).toBeDefined()
  })

  test('[contact.one-account] defers a contact until a cycle delivers its account', () => {
    const first = cycle([contact(1, 1, 1), contact(2, 1, 2)], start)
    expect(first.deferred.map(({ reason }) => reason.accountId)).toEqual([nthAccountId(1), nthAccountId(2)])
    const next = cycle([account(1, 9)], first)
    expect(next.deferred.map(({ reason }) => reason.accountId)).toEqual([nthAccountId(2)])
    expect(next.steps).toHaveLength(3)
    expect(contactIn(next.marketo, nthContactId(1))).toBeDefined()
  })

  test('keeps the first delivery if a waiting record arrives again', () => {
    const again = { ...contact(1, 1, 1), at: second(9_000) }
    expect(cycle([again], cycle([contact(1, 1, 1)], start)).deferred.map(({ input }) => input.at)).toEqual([at])
  })

  test('drops a deferred record if a later record of the contact has been applied', () => {
    const first = cycle([contact(1, 1, 7)], start)
    const next = cycle([account(1, 1), contact(1, 2, 1)], first)
    expect(next.deferred).toHaveLength(1)
    expect(cycle([], next).deferred).toEqual([])
  })
})

const anyNumber = fc.integer({ min: 1, max: 3 })
const anyBatch: fc.Arbitrary<ReadonlyArray<Delivery>> = fc
  .uniqueArray(fc.nat({ max: 99 }), { maxLength: 12 })
  .chain((stamps) =>
    fc.tuple(
      ...stamps.map((stamp) =>
        fc.oneof(
          fc.tuple(anyNumber, fc.constantFrom('a', 'b')).map(([n, name]) => account(n, stamp, name)),
          fc.tuple(anyNumber, fc.option(anyNumber)).map(([n, accountOf]) => contact(n, stamp, accountOf)),
        ),
      ),
    ),
  )

/** Runs empty cycles until a cycle changes nothing. Returns the last state. */
const settled = (state: SyncState): SyncState => {
  const next = cycle([], state)
  return next.deferred.length === state.deferred.length ? next : settled(next)
}

describe('`syncCycle` with any batch of deliveries', () => {
  test('gives the same Marketo state for any order of the batch, if no two SystemModstamps are equal', () => {
    fc.assert(
      fc.property(
        anyBatch.chain((batch) =>
          fc.tuple(fc.constant(batch), fc.shuffledSubarray([...batch], { minLength: batch.length })),
        ),
        ([batch, shuffled]) => eqMarketo.equals(cycle(batch, start).marketo, cycle(shuffled, start).marketo),
      ),
    )
  })

  test('gives the same Marketo state as applying the deliveries one by one in cycle order', () => {
    fc.assert(
      fc.property(anyBatch, (batch) =>
        eqMarketo.equals(cycle(batch, start).marketo, marketoAfter(...inCycleOrder(batch))),
      ),
    )
  })

  test('gives the same Marketo state if the batch is split into two batches', () => {
    fc.assert(
      fc.property(anyBatch, fc.nat({ max: 12 }), (batch, cut) => {
        const whole = settled(cycle(batch, start))
        const halves = settled(cycle(batch.slice(cut), cycle(batch.slice(0, cut), start)))
        return eqMarketo.equals(whole.marketo, halves.marketo)
      }),
    )
  })

  test('defers each waiting record once, and keeps the time of its first arrival', () => {
    const anyDelivery = fc
      .tuple(fc.integer({ min: 1, max: 2 }), fc.nat({ max: 2 }), anyNumber, fc.nat({ max: 9 }))
      .map(([n, stamp, accountOf, arrives]) => ({ ...contact(n, stamp, accountOf), at: second(arrives) }))
    const sameRecord: Eq<Deferred> = {
      equals: ({ input: a }, { input: b }) =>
        a._tag === 'SyncContact' && b._tag === 'SyncContact' && eqContactRecord.equals(a.record, b.record),
    }
    const anyDeliveries = fc.array(anyDelivery, { maxLength: 40 })
    fc.assert(
      fc.property(anyDeliveries, anyDeliveries, (first, next) => {
        const { steps, deferred } = cycle([...next, account(3, 9)], cycle(first, start))
        const deferrals = steps.flatMap(({ decided }) =>
          E.isLeft(decided) && decided.left._tag === 'Deferred' ? [decided.left] : [],
        )
        expect(deferred).toEqual(RA.uniq(sameRecord)(deferrals))
      }),
    )
  })

  test('defers only records that are in the batch and belong to an account that Marketo does not know', () => {
    fc.assert(
      fc.property(anyBatch, (batch) => {
        const { deferred, marketo } = cycle(batch, start)
        return deferred.every(
          ({ input, reason }) =>
            batch.includes(input as Delivery) && accountIn(marketo, reason.accountId) === undefined,
        )
      }),
    )
  })
})
