import fc from 'fast-check'
import * as O from 'fp-ts/lib/Option.js'
import { accountIdOf, type Contact, type ContactRecord, contactSynced, eqContact } from 'marketo-account-sync'
import { anyContact, anyContactRecord } from 'marketo-account-sync/testing'
import { expect, test } from 'vitest'
import { compact, compactAfter, liveIn, expand } from '../../../src/marketo/state/CompactContact.js'
import { nthAccountId, nthContactId, second } from '../../helpers/values.js'

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
  fc.assert(fc.property(anyContact, (contact) => eqContact.equals(expand(compact(contact)), contact)))
})

test.each(contacts)('a %s of which one record says all is kept as that record', (_, contact, says) => {
  expect(compact({ ...contact, appliedAtStamp: [says] })).toBe(says)
})

test.each(contacts)('a %s of which its record says something else comes out as it went in', (_, contact) => {
  for (const other of others) {
    const made = { ...contact, appliedAtStamp: [other] }
    expect(expand(compact(made))).toEqual(made)
  }
})

test('a contact of several records at one stamp, or of none, comes out as it went in', () => {
  for (const appliedAtStamp of [[], [record, { ...record, accountId: nthAccountId(2) }]]) {
    const made: Contact = { _tag: 'LiveContact', id, accountId, appliedAtStamp }
    expect(expand(compact(made))).toEqual(made)
  }
})

test('of any contact the account is known in which it is live, however it is kept', () => {
  fc.assert(
    fc.property(anyContact, (contact) => {
      const accountOf = O.toUndefined(accountIdOf(contact))
      expect([liveIn(contact), liveIn(compact(contact))]).toEqual([accountOf, accountOf])
    }),
  )
})

test('a contact after its record is kept as the contact that the record makes of it', () => {
  const anyStamp = fc.constantFrom(second(1), second(2))
  fc.assert(
    fc.property(fc.option(anyContact), anyContactRecord, anyStamp, (contact, other, systemModstamp) => {
      const before = contact === null ? undefined : compact({ ...contact, id })
      const after: ContactRecord = { ...other, id, systemModstamp }
      const stamped = before === undefined || '_tag' in before ? before : { ...before, systemModstamp: second(1) }
      const made = contactSynced({ record: after })(O.map(expand)(O.fromNullable(stamped)))
      expect(expand(compactAfter(after, stamped))).toEqual(made)
    }),
  )
})

test('a first record, and one of a later stamp, is what is kept; one of the same stamp joins those before', () => {
  const later = { ...record, systemModstamp: second(2) }
  const joined = { ...record, accountId: nthAccountId(2) }
  expect(compactAfter(record, undefined)).toBe(record)
  expect(compactAfter(later, record)).toBe(later)
  expect(compactAfter(joined, record)).toEqual({
    _tag: 'LiveContact',
    id,
    accountId: nthAccountId(2),
    appliedAtStamp: [record, joined],
  })
  expect(compactAfter(later, compactAfter(joined, record))).toBe(later)
  expect(compactAfter({ ...record, isDeleted: true }, compactAfter(joined, record))).toEqual({
    _tag: 'DeletedContact',
    id,
    appliedAtStamp: [record, joined, { ...record, isDeleted: true }],
  })
})
