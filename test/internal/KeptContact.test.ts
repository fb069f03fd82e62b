import fc from 'fast-check'
import { type Contact, type ContactRecord, eqContact } from 'marketo-account-sync'
import { anyContact } from 'marketo-account-sync/testing'
import { expect, test } from 'vitest'
import { keepContact, toContact } from '../../src/internal/KeptContact.js'
import { nthAccountId, nthContactId, second } from '../values.js'

const record: ContactRecord = {
  id: nthContactId(1),
  systemModstamp: second(1),
  isDeleted: false,
  accountId: nthAccountId(1),
}
const { id } = record
const accountId = nthAccountId(1)

/** Each with a record of its own, and with one that says something else of it. */
const contacts: ReadonlyArray<readonly [Contact['_tag'], Contact, ContactRecord]> = [
  ['LiveContact', { _tag: 'LiveContact', id, accountId, appliedAtStamp: [record] }, record],
  ['PrivateContact', { _tag: 'PrivateContact', id, appliedAtStamp: [record] }, { ...record, accountId: null }],
  ['DeletedContact', { _tag: 'DeletedContact', id, appliedAtStamp: [record] }, { ...record, isDeleted: true }],
]
const others: ReadonlyArray<ContactRecord> = [
  { ...record, id: nthContactId(2) },
  { ...record, accountId: nthAccountId(2) },
  { ...record, accountId: null },
  { ...record, isDeleted: true },
  { ...record, accountId: null, isDeleted: true },
]

test('any contact comes out as it went in', () => {
  fc.assert(fc.property(anyContact, (contact) => eqContact.equals(toContact(keepContact(contact)), contact)))
})

test.each(contacts)('a %s of which one record says all is kept as that record', (_, contact, says) => {
  expect(keepContact({ ...contact, appliedAtStamp: [says] })).toBe(says)
})

test.each(contacts)('a %s of which its record says something else comes out as it went in', (_, contact) => {
  for (const other of others) {
    const made = { ...contact, appliedAtStamp: [other] }
    expect(toContact(keepContact(made))).toEqual(made)
  }
})

test('a contact of several records at one stamp, or of none, comes out as it went in', () => {
  for (const appliedAtStamp of [[], [record, { ...record, accountId: nthAccountId(2) }]]) {
    const made: Contact = { _tag: 'LiveContact', id, accountId, appliedAtStamp }
    expect(toContact(keepContact(made))).toEqual(made)
  }
})
