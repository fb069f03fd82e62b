import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import {
  accountIdOf,
  type Contact,
  type ContactId,
  type ContactRecord,
  eqContact,
  evolveContact,
  syncContact,
} from 'marketo-account-sync'
import { anyContact, anyContactRecord } from 'marketo-account-sync/testing'
import { expect, test } from 'vitest'
import {
  compact,
  type CompactContact,
  compactAfter,
  contactIn,
  expand,
  isStaleIn,
  liveIn,
} from '../../../src/marketo/state/CompactContact.js'
import { mapFrom } from '../../../src/marketo/state/PersistentMap.js'
import { at, contactRecord, nthAccountId, nthContactId, range, second } from '../../helpers/values.js'

const record = contactRecord(1)
const { id } = record
const accountId = nthAccountId(1)

/** One contact of each status. The record in the same row contains everything about the contact. */
const contacts: ReadonlyArray<readonly [Contact['_tag'], Contact, ContactRecord]> = [
  ['LiveContact', { _tag: 'LiveContact', id, accountId, appliedAtStamp: [record] }, record],
  ['PrivateContact', { _tag: 'PrivateContact', id, appliedAtStamp: [record] }, { ...record, accountId: null }],
  ['DeletedContact', { _tag: 'DeletedContact', id, appliedAtStamp: [record] }, { ...record, isDeleted: true }],
]
/** Each of these records contradicts at least two of the contacts in `contacts`. */
const others: ReadonlyArray<ContactRecord> = [
  { ...record, id: nthContactId(2) },
  { ...record, accountId: nthAccountId(2) },
  { ...record, accountId: null },
  { ...record, isDeleted: true },
  { ...record, accountId: null, isDeleted: true },
]

test('any contact is unchanged after it is converted to its compact form and back', () => {
  fc.assert(fc.property(anyContact, (contact) => eqContact.equals(expand(compact(contact)), contact)))
})

test.each(contacts)(
  'if one record contains everything about a %s, the compact form of this contact is the record',
  (_, contact, says) => {
    expect(compact({ ...contact, appliedAtStamp: [says] })).toBe(says)
  },
)

test.each(contacts)(
  'if a %s contradicts its record, converting the contact to its compact form and back does not change the contact',
  (_, contact) => {
    for (const other of others) {
      const odd = { ...contact, appliedAtStamp: [other] }
      expect(expand(compact(odd))).toEqual(odd)
    }
  },
)

test('a contact that has no record or several records is unchanged after it is converted to its compact form and back', () => {
  for (const appliedAtStamp of [[], [record, { ...record, accountId: nthAccountId(2) }]]) {
    const contact: Contact = { _tag: 'LiveContact', id, accountId, appliedAtStamp }
    expect(expand(compact(contact))).toEqual(contact)
  }
})

test('the compact form of a contact has the same account as the full form', () => {
  fc.assert(
    fc.property(anyContact, (contact) => {
      const accountOf = O.toUndefined(accountIdOf(contact))
      expect([liveIn(contact), liveIn(compact(contact))]).toEqual([accountOf, accountOf])
    }),
  )
})

/** Gives a contact and its records the same id, and gives all the records the same SystemModstamp. */
const withIdAndStamp = (contact: Contact): Contact => ({
  ...contact,
  id,
  appliedAtStamp: contact.appliedAtStamp.map((one) => ({ ...one, id, systemModstamp: second(1) })),
})

test('applying a record to the compact form of a contact gives the compact form of the updated contact', () => {
  const anyStamp = fc.constantFrom(second(1), second(2))
  fc.assert(
    fc.property(fc.option(anyContact), anyContactRecord, anyStamp, (any, other, systemModstamp) => {
      const before = any === null ? undefined : compact(withIdAndStamp(any))
      const next: ContactRecord = { ...other, id, systemModstamp }
      const event = { _tag: 'ContactSynced', at, record: next } as const
      const after = evolveContact(O.map(expand)(O.fromNullable(before)), event)
      expect(expand(compactAfter(before, next))).toEqual(after)
    }),
  )
})

test('a record is late or repeated for the compact form of a contact if and only if it is late or repeated for the full form', () => {
  const anyStamp = fc.constantFrom(second(0), second(1), second(2))
  fc.assert(
    fc.property(fc.option(anyContact), anyContactRecord, anyStamp, fc.nat(3), (any, other, systemModstamp, which) => {
      const contact = any === null ? undefined : withIdAndStamp(any)
      const next: ContactRecord = contact?.appliedAtStamp[which] ?? { ...other, id, systemModstamp }
      const decided = syncContact({ at, record: next, isAccountKnown: true }, O.fromNullable(contact))
      const isStale = E.isRight(decided) && O.isNone(decided.right)
      expect(isStaleIn(contact === undefined ? undefined : compact(contact), next)).toBe(isStale)
      expect(isStaleIn(contact, next)).toBe(isStale)
    }),
  )
})

test('a contact keeps all records of its last SystemModstamp in the order of arrival, so that every repeated record is recognized', () => {
  const records = range(200).map((n) => ({ ...record, accountId: nthAccountId(n), isDeleted: n % 3 === 0 }))
  const all = records.reduce<CompactContact | undefined>(compactAfter, undefined)
  if (all === undefined) throw new Error('no records')
  expect(expand(all).appliedAtStamp).toEqual(records)
  expect(expand(compact(expand(all)))).toEqual(expand(all))
  expect(records.filter((one) => !isStaleIn(all, one))).toEqual([])
  expect(records.filter((one) => isStaleIn(all, { ...one, isDeleted: !one.isDeleted }))).toEqual([])
})

test('a contact whose records have different SystemModstamps is unchanged after it is converted to its compact form and back', () => {
  const contact: Contact = {
    _tag: 'LiveContact',
    id,
    accountId,
    appliedAtStamp: [contactRecord(2, { accountId: null }), record],
  }
  expect(expand(compact(contact))).toEqual(contact)
})

test('a new record of a contact replaces only the records that have an earlier SystemModstamp', () => {
  const later = { ...record, systemModstamp: second(2) }
  const joined = { ...record, accountId: nthAccountId(2) }
  const deletion = { ...record, isDeleted: true }
  expect(compactAfter(undefined, record)).toBe(record)
  expect(compactAfter(record, later)).toBe(later)
  expect(expand(compactAfter(record, joined))).toEqual({
    _tag: 'LiveContact',
    id,
    accountId: nthAccountId(2),
    appliedAtStamp: [record, joined],
  })
  expect(compactAfter(compactAfter(record, joined), later)).toBe(later)
  expect(expand(compactAfter(compactAfter(record, joined), deletion))).toEqual({
    _tag: 'DeletedContact',
    id,
    appliedAtStamp: [record, joined, deletion],
  })
})

test('looking up a contact in a Marketo state returns the full form of the contact', () => {
  const compacted = mapFrom<ContactId, CompactContact>([[id, record]])
  expect(contactIn(compacted, id)).toEqual(O.some(expand(record)))
  expect(contactIn(compacted, nthContactId(2))).toEqual(O.none)
})
