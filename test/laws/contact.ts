// The laws of contacts: moves, deletions, returns, and contacts without an account.
import * as O from 'fp-ts/lib/Option.js'
import type { AccountId, FieldName, Marketo } from 'marketo-account-sync'
import {
  allAccounts,
  allContacts,
  countLiveContacts,
  eqContact,
  liveContactsOf,
  lookupContact,
} from 'marketo-account-sync'
import type { Implementation, Moment } from 'marketo-account-sync/testing'
import { anyInstance } from 'marketo-account-sync/testing'
import fc from 'fast-check'
import { always } from './always.js'
import { logsAgainWithout } from './logsAgainWithout.js'
import { anEditorMoves, endingIn } from './historySuffixes.js'
import type { Law } from './law.js'
import { law } from './law.js'
import {
  accountIn,
  accountStanding,
  changesLogged,
  contactIn,
  contactRecordOf,
  contactStanding,
  fieldOf,
  isApplied,
  isDeferred,
  liveIn,
  namesOf,
  recordOf,
  sameAccounts,
  sameContacts,
  shownIn,
} from './observe.js'

const allNames = (marketo: Marketo): ReadonlyArray<FieldName> =>
  allAccounts(marketo).flatMap(({ synced }) => namesOf(synced))

/** The contact record of a moment, if it is neither late nor repeated. */
const appliedRecord = (moment: Moment, past: ReadonlyArray<Moment>) => {
  const record = contactRecordOf(moment)
  return record !== undefined && isApplied(contactStanding(past, record)) ? record : undefined
}

export const contactLaws = (implementation: Implementation): ReadonlyArray<Law> => {
  const eachMoment = always(implementation)
  return [
    eachMoment(
      'contact.moves',
      'a contact shows the values of the account its record names, and no others',
      (moment, past) => {
        const record = appliedRecord(moment, past)
        if (record === undefined || record.isDeleted || record.accountId === null) return true
        const contact = contactIn(moment.after, record.id)
        const shown = shownIn(moment.after, record.accountId)
        const left = contactIn(moment.before, record.id)
        const names = [
          ...namesOf(shown),
          ...(left?._tag === 'LiveContact' ? namesOf(shownIn(moment.before, left.accountId)) : []),
        ]
        return (
          contact?._tag === 'LiveContact' &&
          contact.accountId === record.accountId &&
          names.every(
            (name) =>
              O.toUndefined(implementation.valueForContact(record.id, name)(moment.after)) === fieldOf(shown, name),
          )
        )
      },
    ),
    eachMoment(
      'contact.moves',
      'a contact record changes no account, leaves every local edit, and logs nothing',
      (moment) =>
        moment.input._tag !== 'SyncContact' ||
        (sameAccounts(moment.before, moment.after) && moment.activities.length === 0),
      endingIn(anEditorMoves),
    ),
    eachMoment(
      'contact.moves',
      'a contact record changes no other contact',
      ({ input, before, after }) =>
        input._tag !== 'SyncContact' ||
        [...allContacts(before), ...allContacts(after)].every(
          ({ id }) =>
            id === input.record.id || O.getEq(eqContact).equals(lookupContact(id)(before), lookupContact(id)(after)),
        ),
    ),
    eachMoment('contact.moves', 'the live contacts of an account are exactly those that are live in it', ({ after }) =>
      [
        ...new Set(
          allContacts(after).flatMap((contact) => (contact._tag === 'LiveContact' ? [contact.accountId] : [])),
        ),
      ].every((id) => {
        const live = liveIn(after, id)
        return (
          countLiveContacts(id)(after) === live.length &&
          JSON.stringify([...liveContactsOf(id)(after)]) === JSON.stringify(live)
        )
      }),
    ),
    eachMoment(
      'contact.deleted',
      'a deletion makes the contact deleted, known before or not, whatever else the record says',
      (moment, past) => {
        const { input } = moment
        if (input._tag !== 'SyncContact' || !input.record.isDeleted) return true
        return (
          !isApplied(contactStanding(past, input.record)) ||
          contactIn(moment.after, input.record.id)?._tag === 'DeletedContact'
        )
      },
    ),
    eachMoment(
      'contact.deleted',
      'a late record does not bring a deleted contact back, a later one does',
      (moment, past) => {
        const { input, before, after } = moment
        if (input._tag !== 'SyncContact' || input.record.isDeleted) return true
        const { id, accountId } = input.record
        if (contactIn(before, id)?._tag !== 'DeletedContact') return true
        if (!isApplied(contactStanding(past, input.record))) return contactIn(after, id)?._tag === 'DeletedContact'
        if (accountId === null) return contactIn(after, id)?._tag === 'PrivateContact'
        return accountIn(before, accountId) === undefined
          ? isDeferred(moment)
          : contactIn(after, id)?._tag === 'LiveContact'
      },
    ),
    eachMoment(
      'contact.deleted',
      'nothing but its own records, or a conversion, changes a contact',
      (moment) =>
        moment.input._tag === 'SyncContact' ||
        moment.input._tag === 'ConfirmConversion' ||
        sameContacts(moment.before, moment.after),
    ),
    eachMoment(
      'contact.deleted',
      'an account is deleted, or comes back, by its own applied records alone',
      (moment, past, settings) => {
        const record = recordOf(moment)
        const flags = (id: AccountId) => [
          accountIn(moment.before, id)?.isDeleted,
          accountIn(moment.after, id)?.isDeleted,
        ]
        const untouched = allContacts(moment.before)
          .flatMap((contact) => (contact._tag === 'LiveContact' ? [contact.accountId] : []))
          .filter((id) => id !== record?.id)
          .every((id) => flags(id)[0] === flags(id)[1])
        return (
          untouched &&
          (record === undefined ||
            !isApplied(accountStanding(settings, past, record)) ||
            accountIn(moment.after, record.id)?.isDeleted === record.isDeleted)
        )
      },
    ),
    eachMoment('contact.deleted', 'nothing is ever logged for a contact that is not live', (moment) =>
      changesLogged(moment).every(({ contactId }) => contactIn(moment.before, contactId)?._tag === 'LiveContact'),
    ),
    law(
      'contact.deleted',
      'a deleted contact does not count towards the cap',
      [anyInstance, fc.integer({ min: 1, max: 4 })],
      (instance, gone) => logsAgainWithout(implementation, instance, gone, true),
    ),
    eachMoment(
      'contact.private',
      'a record without an account makes the contact private: known, but not live',
      (moment, past) => {
        const record = appliedRecord(moment, past)
        if (record === undefined || record.isDeleted || record.accountId !== null) return true
        const before = contactIn(moment.before, record.id)
        return (
          contactIn(moment.after, record.id)?._tag === 'PrivateContact' &&
          (before?._tag !== 'LiveContact' || !liveIn(moment.after, before.accountId).includes(record.id))
        )
      },
    ),
    eachMoment('contact.private', 'a private contact shows no value of any account', ({ after }) =>
      allContacts(after)
        .filter(({ _tag }) => _tag === 'PrivateContact')
        .every(({ id }) => allNames(after).every((name) => O.isNone(implementation.valueForContact(id, name)(after)))),
    ),
    law(
      'contact.private',
      'a private contact does not count towards the cap',
      [anyInstance, fc.integer({ min: 1, max: 4 })],
      (instance, gone) => logsAgainWithout(implementation, instance, gone, false),
    ),
  ]
}
