import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import fc from 'fast-check'
import type { ContactId, Event, Marketo } from 'marketo-account-sync'
import {
  accountIdOf,
  defaultSettings,
  emptyMarketo,
  lookupContact,
  marketoDecider,
  scan,
  syncContact,
} from 'marketo-account-sync'
import { anyContact, anyContactRecord, anyHistory, anySettings } from 'marketo-account-sync/testing'
import { describe, expect, inject, test } from 'vitest'
import type { Key, Move, Rows } from '../../src/partitions/index.js'
import {
  accountKey,
  claimsOf,
  contactKey,
  deferred,
  emptyRows,
  handle,
  isStaleContactRecord,
  keyOf,
  moveOf,
  opportunityKey,
  ordKey,
  personKey,
  refused,
  unknownContact,
  unknownPerson,
} from '../../src/partitions/index.js'
import {
  at,
  contactRecord,
  convert,
  frozen,
  live,
  nthAccountId,
  nthContactId,
  nthOpportunityId,
  personId,
  put,
} from '../helpers/values.js'
import { seenIn } from './fifo.js'
import { edit, into } from './histories.js'

/** The number of cases is lower than in other tests, because each case takes long. */
const fewer = Math.ceil(inject('fcRuns') / 4)

describe('the keys of partitions', () => {
  const inOrder: ReadonlyArray<Key> = [
    personKey(personId(9)),
    personKey(personId(10)),
    opportunityKey(nthOpportunityId(2)),
    contactKey(nthContactId(1)),
    contactKey(nthContactId(2)),
    accountKey(nthAccountId(1)),
  ]

  test('are sorted: persons by number, then opportunities, contacts and accounts by id', () => {
    expect([...inOrder].reverse().sort(ordKey.compare)).toEqual(inOrder)
    expect(inOrder.map((key) => ordKey.equals(key, key))).toEqual(inOrder.map(() => true))
  })

  test('are stored in the empty rows, and `keyOf` finds them there', () => {
    expect(inOrder.map((key) => keyOf(emptyRows(key)))).toEqual(inOrder)
  })
})

describe('`moveOf` (finds the move of a contact in an event)', () => {
  const [one, two] = [nthAccountId(1), nthAccountId(2)]
  const contactId = nthContactId(1)
  const synced = (record: Parameters<typeof contactRecord>[1]) =>
    ({ _tag: 'ContactSynced', at, record: contactRecord(2, record) }) as const

  test.each([
    [
      'returns no `from` if the contact joins an account',
      O.none,
      synced({ accountId: two }),
      { contactId, from: null, to: two },
    ],
    [
      'returns both accounts if the contact moves',
      O.some(live(1, one)),
      synced({ accountId: two }),
      { contactId, from: one, to: two },
    ],
    [
      'returns no `to` if the contact leaves its account',
      O.some(live(1, one)),
      synced({ isDeleted: true }),
      { contactId, from: one, to: null },
    ],
  ])('%s', (_, contact, event, move) => {
    expect(moveOf(contact, event)).toEqual(O.some(move))
  })

  test('finds no move if the contact stays, or if the event is not about a contact', () => {
    expect(moveOf(O.some(live(1, one)), synced({ accountId: one }))).toEqual(O.none)
    expect(moveOf(O.none, synced({ accountId: null }))).toEqual(O.none)
    expect(moveOf(O.none, { _tag: 'PersonPut', at, person: put(1).person })).toEqual(O.none)
  })

  test('finds a move if and only if the input changes the account of the contact', () => {
    fc.assert(
      fc.property(anySettings, anyHistory, (settings, inputs) =>
        [...scan(settings)(inputs, emptyMarketo)].every(([{ input, decided }, after], index, all) => {
          const before = all[index - 1]?.[1] ?? emptyMarketo
          if (E.isLeft(decided) || !('record' in input || 'contactId' in input)) return true
          const id = 'contactId' in input ? input.contactId : (input.record.id as ContactId)
          const accountId = (marketo: Marketo) => O.toNullable(O.flatMap(accountIdOf)(lookupContact(id)(marketo)))
          const move = RA.findFirstMap((event: Event) => moveOf(lookupContact(id)(before), event))(decided.right)
          return O.match(
            () => accountId(before) === accountId(after),
            ({ from, to }: Move) => from === accountId(before) && to === accountId(after) && from !== to,
          )(move)
        }),
      ),
      { numRuns: fewer },
    )
  })
})

describe('the functions for partitions', () => {
  test('give the same refusals as the decider', () => {
    const { decide } = marketoDecider(defaultSettings)
    const converting = convert(1)
    const editing = edit(1, 'Energy')
    const placing = into(1, 1, 1)
    expect(decide(converting, emptyMarketo)).toEqual(E.left(refused(unknownPerson(personId(1)), converting)))
    expect(decide(editing, emptyMarketo)).toEqual(E.left(refused(unknownContact(nthContactId(1)), editing)))
    const reason = syncContact({ at, record: contactRecord(1), isAccountKnown: false }, O.none)
    if (E.isRight(reason)) throw new Error('the account is not known')
    expect(decide(placing, emptyMarketo)).toEqual(E.left(deferred(reason.left, placing)))
  })

  test('call a contact record stale if and only if the record changes nothing', () => {
    fc.assert(
      fc.property(fc.option(anyContact), anyContactRecord, fc.boolean(), (contact, record, isAccountKnown) => {
        const known = O.fromNullable(contact)
        const isIgnored = E.exists(O.isNone)(syncContact({ at, record, isAccountKnown }, known))
        return isStaleContactRecord(record, known) === isIgnored
      }),
    )
  })

  test('include `claimsOf`, which finds earlier conversions in the rows of a few partitions', () => {
    const conversion = {
      personId: personId(2),
      accountId: nthAccountId(1),
      contactId: nthContactId(1),
      opportunityId: nthOpportunityId(1),
    }
    const rows: ReadonlyArray<Rows> = [
      { _tag: 'PersonRows', id: personId(1), person: null, outcomes: [] },
      { _tag: 'OpportunityRows', id: nthOpportunityId(1), outcome: conversion },
      { _tag: 'ContactRows', id: nthContactId(1), contact: null, persons: [personId(3), personId(2)], outcome: null },
    ]
    const claims = claimsOf(rows)
    expect(claims.contactOfAnother(nthContactId(1), personId(1))).toEqual(O.some(2))
    expect(claims.contactOfAnother(nthContactId(1), personId(2))).toEqual(O.some(3))
    expect(claims.contactOfAnother(nthContactId(2), personId(1))).toEqual(O.none)
    expect(claims.outcomeOf(nthOpportunityId(1))).toEqual(O.some(conversion))
    expect(claims.outcomeOf(nthOpportunityId(2))).toEqual(O.none)
  })
})

test('handling a message never throws an error, and never changes the message or the given partition', () => {
  fc.assert(
    fc.property(anySettings, anyHistory, fc.array(fc.tuple(fc.nat(), fc.nat())), (settings, inputs, pairs) => {
      const { messages, partitions } = seenIn(settings, inputs)
      const next = handle(settings)
      for (const [which, where] of pairs) {
        const [message, partition] = [messages[which % messages.length], partitions[where % partitions.length]]
        if (message === undefined || partition === undefined) continue
        const { rows } = next(frozen(message), frozen(partition)).partition
        expect(keyOf(rows)).toBe(keyOf(partition.rows))
      }
    }),
    { numRuns: fewer },
  )
})
