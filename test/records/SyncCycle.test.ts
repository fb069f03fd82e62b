import fc from 'fast-check'
import type { Deferred, Delivery, Instant, PersonId } from 'marketo-account-sync'
import {
  allAccounts,
  defaultSettings,
  emptyMarketo,
  eqContactRecord,
  eqMarketo,
  eventsOf,
  lookupContact,
  simulateAll,
} from 'marketo-account-sync'
import * as E from 'fp-ts/lib/Either.js'
import type { Eq } from 'fp-ts/lib/Eq.js'
import * as O from 'fp-ts/lib/Option.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { SyncState } from 'marketo-account-sync/records'
import { inCycleOrder, syncCycle } from 'marketo-account-sync/records'
import { describe, expect, test } from 'vitest'
import { accountId, accountRecord, at, contactId, contactRecord, syncAccount, syncContact } from './world.js'

const stamp = (n: number) => (1_700_000_000_000 + n * 1_000) as Instant
const cycle = syncCycle(defaultSettings)
const start: SyncState = { marketo: emptyMarketo, deferred: [] }

const account = (n: number, when: number, name = 'Acme') => syncAccount(accountRecord(n, stamp(when), { Name: name }))
const contact = (n: number, when: number, of: number | null) => syncContact(contactRecord(n, stamp(when), of))

describe('the order of a cycle', () => {
  test('is accounts before contacts, each by stamp', () => {
    const batch = [contact(1, 1, 1), account(1, 5), contact(2, 0, 1), account(2, 2)]
    expect(inCycleOrder(batch)).toEqual([account(2, 2), account(1, 5), contact(2, 0, 1), contact(1, 1, 1)])
  })

  test('leaves records of one stamp in the order of arrival', () => {
    const batch = [account(1, 1, 'b'), account(1, 1, 'a'), account(1, 1, 'c')]
    expect(inCycleOrder(batch)).toEqual(batch)
  })

  test('takes answers to conversions among the accounts', () => {
    const confirmed: Delivery = {
      _tag: 'ConfirmConversion',
      at,
      personId: 1 as PersonId,
      account: accountRecord(3, stamp(3), {}),
      contactId: contactId(3),
      opportunityId: '006000000000001AAA' as never,
    }
    const failed: Delivery = {
      _tag: 'FailConversion',
      at: stamp(2),
      personId: 2 as PersonId,
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

describe('a cycle', () => {
  test('[contact.one-account] defers no contact whose account comes in the same batch, in whatever order', () => {
    const { steps, deferred, marketo } = cycle([contact(1, 1, 1), account(1, 9)])(start)
    expect(deferred).toEqual([])
    expect(steps.flatMap(eventsOf).map(({ _tag }) => _tag)).toEqual(['AccountSyncedDown', 'ContactSynced'])
    expect(O.isSome(lookupContact(contactId(1))(marketo))).toBe(true)
  })

  test('keeps a contact whose account has not come, and takes it with the cycle that brings it', () => {
    const first = cycle([contact(1, 1, 1), contact(2, 1, 2)])(start)
    expect(first.deferred.map(({ reason }) => reason.accountId)).toEqual([accountId(1), accountId(2)])
    const second = cycle([account(1, 9)])(first)
    expect(second.deferred.map(({ reason }) => reason.accountId)).toEqual([accountId(2)])
    expect(second.steps).toHaveLength(3)
    expect(O.isSome(lookupContact(contactId(1))(second.marketo))).toBe(true)
  })

  test('waits once for a record that came twice', () => {
    const first = cycle([contact(1, 1, 1), contact(1, 1, 1)])(start)
    expect(first.deferred).toHaveLength(1)
    expect(cycle([{ ...contact(1, 1, 1), at: stamp(9) }, contact(1, 2, 1)])(first).deferred).toHaveLength(2)
  })

  test('lets go of a waiting record once a later one has overtaken it', () => {
    const first = cycle([contact(1, 1, 7)])(start)
    const second = cycle([account(1, 1), contact(1, 2, 1)])(first)
    expect(second.deferred).toHaveLength(1)
    expect(cycle([])(second).deferred).toEqual([])
  })
})

const anyBatch: fc.Arbitrary<ReadonlyArray<Delivery>> = fc
  .uniqueArray(fc.nat({ max: 99 }), { maxLength: 12 })
  .chain((stamps) =>
    fc.tuple(
      ...stamps.map((when) =>
        fc.oneof(
          fc
            .tuple(fc.integer({ min: 1, max: 3 }), fc.constantFrom('a', 'b'))
            .map(([n, name]) => account(n, when, name)),
          fc
            .tuple(fc.integer({ min: 1, max: 3 }), fc.option(fc.integer({ min: 1, max: 3 })))
            .map(([n, of]) => contact(n, when, of)),
        ),
      ),
    ),
  )

/** Cycles with nothing new, until a cycle changes nothing any more. */
const settled = (between: SyncState): SyncState => {
  const next = cycle([])(between)
  return next.deferred.length === between.deferred.length ? next : settled(next)
}

describe('the laws of a cycle', () => {
  test('the order within a batch makes no difference where stamps differ', () => {
    fc.assert(
      fc.property(
        anyBatch.chain((batch) =>
          fc.tuple(fc.constant(batch), fc.shuffledSubarray([...batch], { minLength: batch.length })),
        ),
        ([batch, shuffled]) => eqMarketo.equals(cycle(batch)(start).marketo, cycle(shuffled)(start).marketo),
      ),
    )
  })

  test('is the fold of its deliveries in that order', () => {
    fc.assert(
      fc.property(anyBatch, (batch) =>
        eqMarketo.equals(cycle(batch)(start).marketo, simulateAll(defaultSettings)(inCycleOrder(batch))(emptyMarketo)),
      ),
    )
  })

  test('cutting a batch in two makes no difference in the end', () => {
    fc.assert(
      fc.property(anyBatch, fc.nat({ max: 12 }), (batch, cut) => {
        const whole = settled(cycle(batch)(start))
        const halves = settled(cycle(batch.slice(cut))(cycle(batch.slice(0, cut))(start)))
        return eqMarketo.equals(whole.marketo, halves.marketo)
      }),
    )
  })

  test('what stays deferred is each record that had to wait, once, as it first came', () => {
    const anyRecord = fc.tuple(fc.integer({ min: 1, max: 2 }), fc.nat({ max: 2 }), fc.integer({ min: 1, max: 3 }))
    const anyDelivery = fc
      .tuple(anyRecord, fc.nat({ max: 9 }))
      .map(([[n, when, of], arrived]) => ({ ...contact(n, when, of), at: stamp(arrived) }))
    const sameRecord: Eq<Deferred> = {
      equals: ({ input: a }, { input: b }) =>
        a._tag === 'SyncContact' && b._tag === 'SyncContact' && eqContactRecord.equals(a.record, b.record),
    }
    fc.assert(
      fc.property(
        fc.array(anyDelivery, { maxLength: 40 }),
        fc.array(anyDelivery, { maxLength: 40 }),
        (first, second) => {
          const { steps, deferred } = cycle([...second, account(3, 9)])(cycle(first)(start))
          const waiting = steps.flatMap(({ decided }) =>
            E.isLeft(decided) && decided.left._tag === 'Deferred' ? [decided.left] : [],
          )
          expect(deferred).toEqual(RA.uniq(sameRecord)(waiting))
        },
      ),
    )
  })

  test('what stays deferred waits for an account that Marketo does not know', () => {
    fc.assert(
      fc.property(anyBatch, (batch) => {
        const { deferred, marketo } = cycle(batch)(start)
        const known = new Set(allAccounts(marketo).map(({ id }) => id))
        expect(deferred.filter(({ reason }) => known.has(reason.accountId))).toEqual([])
        expect(deferred.every(({ input }) => batch.includes(input as Delivery))).toBe(true)
      }),
    )
  })
})
