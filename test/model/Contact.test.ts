import * as O from 'fp-ts/lib/Option.js'
import type { Contact } from 'marketo-account-sync'
import { accountIdOf, contactStamp } from 'marketo-account-sync'
import { expect, test } from 'vitest'
import { contactRecord, live, nthAccountId, nthContactId, second } from '../helpers/values.js'

const id = nthContactId(1)
const at = (stamp: number) => [contactRecord(stamp)]
const deleted: Contact = { _tag: 'DeletedContact', id, appliedAtStamp: at(2) }
const privately: Contact = { _tag: 'PrivateContact', id, appliedAtStamp: at(3) }

test('[contact.one-account] only a live contact has an account', () => {
  expect([live(1, nthAccountId(2)), deleted, privately].map(accountIdOf)).toEqual([
    O.some(nthAccountId(2)),
    O.none,
    O.none,
  ])
})

test('the SystemModstamp of a live, deleted or private contact is the SystemModstamp of its latest record', () => {
  const stamps = [{ ...live(), appliedAtStamp: at(1) }, deleted, privately].map(contactStamp)
  expect(stamps).toEqual([1, 2, 3].map((n) => O.some(second(n))))
})

test('a contact from a conversion has no SystemModstamp before its first record', () => {
  expect(contactStamp({ ...live(), appliedAtStamp: [] })).toEqual(O.none)
})
