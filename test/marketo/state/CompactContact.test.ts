import fc from 'fast-check'
import * as O from 'fp-ts/lib/Option.js'
import {
  accountIdOf,
  type Contact,
  type ContactId,
  type ContactRecord,
  eqContact,
  evolveContact,
} from 'marketo-account-sync'
import { anyContact, anyContactRecord } from 'marketo-account-sync/testing'
import { expect, test } from 'vitest'
import {
  compact,
  type CompactContact,
  compactAfter,
  contactIn,
  expand,
  liveIn,
} from '../../../src/marketo/state/CompactContact.js'
import { mapFrom } from '../../../src/marketo/state/PersistentMap.js'
import { at, contactRecord, nthAccountId, nthContactId, second } from '../../helpers/values.js'

const record = contactRecord(1)
const { id } = record
const accountId = nthAccountId(1)

/** For each state, a contact and the one record that contains everything about the contact. */
const contacts: ReadonlyArray<readonly [Contact['_tag'], Contact, ContactRecord]> = [
  ['LiveContact', { _tag: 'LiveContact', id, accountId, appliedAtStamp: [record] }, record],
  ['PrivateContact', { _tag: 'PrivateContact', id, appliedAtStamp: [record] }, { ...record, accountId: null }],
  ['DeletedContact', { _tag: 'DeletedContact', id, appliedAtStamp: [record] }, { ...record, isDeleted: true }],
]
/** Records, each of which contradicts at least two of these contacts. */
const others: ReadonlyArray<ContactRecord> = [
  { ...record, id: nthContactId(2) },
  { ...record, accountId: nthAccountId(2) },
  { ...record, accountId: null },
  { ...record, isDeleted: true },
  { ...record, accountId: null, isDeleted: true },
]

test('any contact is the same after compacting and expanding', () => {
  fc.assert(fc.property(anyContact, (contact) => eqContact.equals(expand(compact(contact)), contact)))
})

test.each(contacts)(
  'a %s is compacted to its record if the record contains everything about the contact',
  (_, contact, says) => {
    expect(compact({ ...contact, appliedAtStamp: [says] })).toBe(says)
  },
)

test.each(contacts)(
  'a %s is the same after compacting and expanding if its record contradicts the contact',
  (_, contact) => {
    for (const other of others) {
      const odd = { ...contact, appliedAtStamp: [other] }
      expect(expand(compact(odd))).toEqual(odd)
    }
  },
)

test('a contact with several records, or without one, is the same after compacting and expanding', () => {
  for (const appliedAtStamp of [[], [record, { ...record, accountId: nthAccountId(2) }]]) {
    const contact: Contact = { _tag: 'LiveContact', id, accountId, appliedAtStamp }
    expect(expand(compact(contact))).toEqual(contact)
  }
})

test('both forms of a contact give the account in which it is live', () => {
  fc.assert(
    fc.property(anyContact, (contact) => {
      const accountOf = O.toUndefined(accountIdOf(contact))
      expect([liveIn(contact), liveIn(compact(contact))]).toEqual([accountOf, accountOf])
    }),
  )
})

test('applying a record to a compact contact gives the compact form of the updated contact', () => {
  const anyStamp = fc.constantFrom(second(1), second(2))
  fc.assert(
    fc.property(fc.option(anyContact), anyContactRecord, anyStamp, (contact, other, systemModstamp) => {
      const compacted = contact === null ? undefined : compact({ ...contact, id })
      const before =
        compacted === undefined || '_tag' in compacted ? compacted : { ...compacted, systemModstamp: second(1) }
      const next: ContactRecord = { ...other, id, systemModstamp }
      const event = { _tag: 'ContactSynced', at, record: next } as const
      const after = evolveContact(O.map(expand)(O.fromNullable(before)), event)
      expect(expand(compactAfter(before, next))).toEqual(after)
    }),
  )
})

test('a record replaces an earlier record, and is kept beside the records with the same stamp', () => {
  const later = { ...record, systemModstamp: second(2) }
  const joined = { ...record, accountId: nthAccountId(2) }
  const deletion = { ...record, isDeleted: true }
  expect(compactAfter(undefined, record)).toBe(record)
  expect(compactAfter(record, later)).toBe(later)
  expect(compactAfter(record, joined)).toEqual({
    _tag: 'LiveContact',
    id,
    accountId: nthAccountId(2),
    appliedAtStamp: [record, joined],
  })
  expect(compactAfter(compactAfter(record, joined), later)).toBe(later)
  expect(compactAfter(compactAfter(record, joined), deletion)).toEqual({
    _tag: 'DeletedContact',
    id,
    appliedAtStamp: [record, joined, deletion],
  })
})

test('looking up a contact returns the expanded form', () => {
  const compacted = mapFrom<ContactId, CompactContact>([[id, record]])
  expect(contactIn(compacted, id)).toEqual(O.some(expand(record)))
  expect(contactIn(compacted, nthContactId(2))).toEqual(O.none)
})
