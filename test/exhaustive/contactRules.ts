// The rules that a contact record can break.
import type { AccountNotYetKnown, Contact, ContactRecord, Input } from 'marketo-account-sync'
import { eqContact, eqContactRecord } from 'marketo-account-sync'
import type { Moment } from 'marketo-account-sync/testing'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { Broken } from './look.js'
import {
  accountIn,
  contactIn,
  firstBroken,
  isAnsweredBy,
  must,
  sameAccounts,
  sameContacts,
  sameConversions,
  samePersons,
} from './look.js'

const isSame = (a: Contact | undefined, b: Contact | undefined): boolean =>
  a === undefined || b === undefined ? a === b : eqContact.equals(a, b)

const isStaleFor = (was: Contact | undefined, record: ContactRecord): boolean => {
  const [last] = was?.appliedAtStamp ?? []
  return (
    last !== undefined &&
    (record.systemModstamp < last.systemModstamp ||
      (record.systemModstamp === last.systemModstamp &&
        was?.appliedAtStamp.some(
          ({ accountId, isDeleted }) => accountId === record.accountId && isDeleted === record.isDeleted,
        ) === true))
  )
}

export const contactRules = (moment: Moment, { record }: Extract<Input, { _tag: 'SyncContact' }>): Broken => {
  const { before, after } = moment
  const { id: contactId, accountId } = record
  const was = contactIn(before, contactId)
  const is = contactIn(after, contactId)
  const isStale = isStaleFor(was, record)
  const waitsFor: AccountNotYetKnown | undefined =
    isStale || record.isDeleted || accountId === null || accountIn(before, accountId) !== undefined
      ? undefined
      : { _tag: 'AccountNotYetKnown', rule: 'contact.one-account', contactId, accountId }
  const stays = isStale || waitsFor !== undefined
  const status = record.isDeleted ? 'DeletedContact' : accountId === null ? 'PrivateContact' : 'LiveContact'
  const atStamp = was?.appliedAtStamp.filter(({ systemModstamp }) => systemModstamp === record.systemModstamp) ?? []
  const ifLate = was?._tag === 'DeletedContact' ? 'contact.deleted' : 'sync.only-newer'
  return firstBroken(
    () => must(sameAccounts(before, after) && moment.activities.length === 0, 'contact.moves'),
    () =>
      must(
        sameContacts(before, after, contactId) && samePersons(before, after) && sameConversions(before, after),
        'locality.account',
      ),
    () => must(isAnsweredBy(moment, waitsFor), isStale ? ifLate : 'contact.one-account'),
    () => must(!stays || isSame(is, was), ifLate),
    () => must(stays || is?._tag === status, status === 'PrivateContact' ? 'contact.private' : 'contact.deleted'),
    () => must(stays || is?._tag !== 'LiveContact' || is.accountId === accountId, 'contact.moves'),
    () =>
      must(
        stays || (is !== undefined && RA.getEq(eqContactRecord).equals(is.appliedAtStamp, [...atStamp, record])),
        'sync.only-newer',
      ),
  )
}
