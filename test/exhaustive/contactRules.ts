// The rules that a contact record or a local edit can break.
import type { Contact, Input } from 'marketo-account-sync'
import { eqContact, shownFields } from 'marketo-account-sync'
import type { Implementation, Moment } from 'marketo-account-sync/testing'
import * as O from 'fp-ts/lib/Option.js'
import type { Broken, Values } from './look.js'
import {
  accountIn,
  contactIn,
  shownIn,
  liveIn,
  firstBroken,
  must,
  sameAccounts,
  sameContacts,
  samePersons,
  tagOf,
  changesIn,
} from './look.js'

const isSame = (a: Contact | undefined, b: Contact | undefined): boolean =>
  a === undefined || b === undefined ? a === b : eqContact.equals(a, b)

export const contactRules = (moment: Moment, input: Extract<Input, { _tag: 'SyncContact' }>): Broken => {
  const { before, after } = moment
  const { record } = input
  const was = contactIn(before, record.id)
  const is = contactIn(after, record.id)
  const [last] = was?.appliedAtStamp ?? []
  const isStale =
    last !== undefined &&
    (record.systemModstamp < last.systemModstamp ||
      (record.systemModstamp === last.systemModstamp &&
        was?.appliedAtStamp.some(
          ({ accountId, isDeleted }) => accountId === record.accountId && isDeleted === record.isDeleted,
        ) === true))
  const waits = !record.isDeleted && record.accountId !== null && accountIn(before, record.accountId) === undefined
  const status = record.isDeleted ? 'DeletedContact' : record.accountId === null ? 'PrivateContact' : 'LiveContact'
  return firstBroken(
    () => must(sameAccounts(before, after) && moment.activities.length === 0, 'contact.moves'),
    () => must(sameContacts(before, after, record.id) && samePersons(before, after), 'locality.account'),
    () => must((tagOf(moment) === 'AccountNotYetKnown') === (waits && !isStale), 'contact.one-account'),
    () => must(!isStale || isSame(is, was), was?._tag === 'DeletedContact' ? 'contact.deleted' : 'sync.only-newer'),
    () =>
      must(
        isStale || waits || is?._tag === status,
        status === 'PrivateContact' ? 'contact.private' : 'contact.deleted',
      ),
    () => must(isStale || waits || is?._tag !== 'LiveContact' || is.accountId === record.accountId, 'contact.moves'),
  )
}

export const editRules = (
  moment: Moment,
  input: Extract<Input, { _tag: 'EditAccountField' }>,
  valueForContact: Implementation['valueForContact'],
): Broken => {
  const { before, after } = moment
  const contact = contactIn(before, input.contactId)
  const account = contact?._tag === 'LiveContact' ? accountIn(before, contact.accountId) : undefined
  const old = account === undefined ? {} : (shownFields(account) as Values)
  const refusal =
    contact === undefined
      ? 'UnknownContact'
      : account === undefined
        ? 'ContactNotLive'
        : account.isDeleted
          ? 'AccountDeleted'
          : Object.hasOwn(old, input.field)
            ? undefined
            : 'UnknownField'
  const isTaken = refusal === undefined && account !== undefined
  const logged = changesIn(moment)
  return firstBroken(
    () => must(tagOf(moment) === refusal, refusal === 'UnknownField' ? 'edit.known-field' : 'edit.live-contact'),
    () => must(sameAccounts(before, after, isTaken ? account.id : undefined), 'edit.fan-out'),
    () => must(sameContacts(before, after) && samePersons(before, after), 'locality.account'),
    () =>
      must(
        !isTaken ||
          liveIn(after, account.id).every(
            (id) => O.toUndefined(valueForContact(id, input.field)(after)) === input.value,
          ),
        'edit.fan-out',
      ),
    () =>
      must(
        !isTaken ||
          Object.entries(shownIn(after, account.id)).every(
            ([name, value]) => name === input.field || value === old[name],
          ),
        'edit.fan-out',
      ),
    () =>
      must(
        logged.length === (isTaken && old[input.field] !== input.value ? 1 : 0) &&
          logged.every(({ contactId }) => contactId === input.contactId),
        'activity.local-edit',
      ),
  )
}
