import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { Contact, ContactRecord, ConversionConfirmed } from 'marketo-account-sync'
import { accountIdOf, contactStamp, evolveContact, syncContact } from 'marketo-account-sync'
import { describe, expect, test } from 'vitest'
import {
  at,
  contactRecord,
  live,
  nthAccountId,
  nthContactId,
  nthOpportunityId,
  personId,
  second,
  terms,
} from '../helpers/values.js'

const decide = (record: ContactRecord, known?: Contact, isAccountKnown = true) =>
  syncContact({ at, record, isAccountKnown }, O.fromNullable(known))

const after = (record: ContactRecord, known?: Contact): Contact =>
  evolveContact(O.fromNullable(known), { _tag: 'ContactSynced', at, record })

const record = contactRecord(1)
const deletion = contactRecord(1, { isDeleted: true })
const withoutAccount = contactRecord(1, { accountId: null })
const known = after(record)

describe('a contact record', () => {
  test.each([
    ['makes the contact live if the record has an account', record, 'LiveContact', O.some(nthAccountId(1))],
    ['makes the contact deleted if the record has the deleted flag', deletion, 'DeletedContact', O.none],
    [
      'makes the contact deleted if the record has the deleted flag and no account',
      { ...deletion, accountId: null },
      'DeletedContact',
      O.none,
    ],
    ['makes the contact private if the record has no account', withoutAccount, 'PrivateContact', O.none],
  ])('[contact.one-account] [contact.deleted] [contact.private] %s', (_what, given, tag, accountId) => {
    const contact = after(given)
    expect(decide(given)).toEqual(E.right(O.some({ _tag: 'ContactSynced', at, record: given })))
    expect([contact._tag, contact.id, accountIdOf(contact), contactStamp(contact)]).toEqual([
      tag,
      nthContactId(1),
      accountId,
      O.some(second(1)),
    ])
    expect(contact.appliedAtStamp).toEqual([given])
  })

  test('[contact.one-account] is deferred while Marketo does not know its account', () => {
    const reason = {
      _tag: 'AccountNotYetKnown',
      rule: 'contact.one-account',
      contactId: nthContactId(1),
      accountId: nthAccountId(1),
    }
    expect(decide(record, undefined, false)).toEqual(E.left(reason))
    expect(decide(contactRecord(2), known, false)).toEqual(E.left(reason))
  })

  test('[contact.deleted] [contact.private] is never deferred if the record deletes the contact or makes the contact private', () => {
    expect(E.isRight(decide(deletion, undefined, false))).toBe(true)
    expect(E.isRight(decide(withoutAccount, undefined, false))).toBe(true)
  })

  test('[sync.only-newer] is never deferred if it is late or repeated', () => {
    expect(decide(contactRecord(0, { accountId: nthAccountId(2) }), known, false)).toEqual(E.right(O.none))
    expect(decide(record, known, false)).toEqual(E.right(O.none))
  })

  test.each([
    ['is ignored if it is older than the last record', contactRecord(0, { accountId: nthAccountId(2) }), false],
    ['is ignored if it has the SystemModstamp and the content of the last record', record, false],
    [
      'is applied if it has the SystemModstamp of the last record and a different account',
      contactRecord(1, { accountId: nthAccountId(2) }),
      true,
    ],
    ['is applied if it has the SystemModstamp of the last record and deletes the contact', deletion, true],
    ['is applied if it is newer than the last record, even if the content is the same', contactRecord(2), true],
  ])('[sync.only-newer] %s', (_what, given, isApplied) => {
    expect(O.isSome(O.flatten(O.fromEither(decide(given, known))))).toBe(isApplied)
  })

  test('[contact.moves] moves the contact, and Marketo stores every record that has the latest SystemModstamp', () => {
    const move = contactRecord(1, { accountId: nthAccountId(2) })
    const moved = after(move, known)
    expect(accountIdOf(moved)).toEqual(O.some(nthAccountId(2)))
    expect(moved.appliedAtStamp).toEqual([record, move])
    expect(decide(record, moved)).toEqual(E.right(O.none))
    expect(after(contactRecord(2), moved).appliedAtStamp).toEqual([contactRecord(2)])
  })

  test('[contact.deleted] restores a deleted contact only if the record is newer than the deletion', () => {
    const deleted = after(contactRecord(2, { isDeleted: true }), known)
    expect(decide(record, deleted)).toEqual(E.right(O.none))
    expect(accountIdOf(after(contactRecord(3), deleted))).toEqual(O.some(nthAccountId(1)))
  })
})

describe('[convert.creates-three] the contact of a confirmed conversion', () => {
  const confirmed: ConversionConfirmed = {
    _tag: 'ConversionConfirmed',
    at,
    personId: personId(1),
    accountId: nthAccountId(2),
    contactId: nthContactId(1),
    opportunityId: nthOpportunityId(1),
    terms,
  }
  const created = evolveContact(O.none, confirmed)

  test('is live in the new account and has no SystemModstamp, if Marketo did not know the contact', () => {
    expect(created).toEqual({
      _tag: 'LiveContact',
      id: nthContactId(1),
      accountId: nthAccountId(2),
      appliedAtStamp: [],
    })
    expect(contactStamp(created)).toEqual(O.none)
  })

  test('is changed by its first contact record, even if the SystemModstamp of the record is old', () => {
    expect(decide(contactRecord(-1_000_000), created)).toMatchObject({ right: { _tag: 'Some' } })
    expect(after(record, created).appliedAtStamp).toEqual([record])
  })

  test('does not change if Marketo already knew the contact', () => {
    for (const contact of [live(), after(deletion), after(withoutAccount)])
      expect(evolveContact(O.some(contact), confirmed)).toEqual(contact)
  })
})
