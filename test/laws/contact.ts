// The laws about contacts that move, are deleted, are restored, or have no account.
import fc from 'fast-check'
import * as O from 'fp-ts/lib/Option.js'
import { accountsOf, contactsOf, countLiveContacts, liveContactsOf } from 'marketo-account-sync'
import { anyInstance } from 'marketo-account-sync/testing'
import {
  accountIn,
  changesLogged,
  contactIn,
  fieldOf,
  isDeferred,
  liveContactIn,
  liveIn,
  namesOf,
  sameAccounts,
  sameContacts,
  shownIn,
} from '../helpers/observe.js'
import { aFurtherReading, anEditorMoves, anOwnRecord, endingIn } from './historySuffixes.js'
import type { Law } from './law.js'
import { always, law, whenever } from './law.js'
import { logsAgainWithout } from './logsAgainWithout.js'
import { isApplied } from './records.js'
import {
  appliedAccountRecord,
  contactDeletion,
  contactDelivery,
  contactInAccount,
  contactWithoutAccount,
  otherInput,
  returnOfDeletedContact,
} from './selectors.js'

export const contactLaws: ReadonlyArray<Law> = [
  law(
    'contact.moves',
    'a contact shows the values of the account in its record, and no other values',
    whenever(
      contactInAccount,
      ({ record: { id }, accountId, before, after, implementation }) => {
        const left = liveContactIn(before, id)
        const shown = shownIn(after, accountId)
        const names = [...namesOf(shown), ...(left === undefined ? [] : namesOf(shownIn(before, left.accountId)))]
        return (
          liveContactIn(after, id)?.accountId === accountId &&
          names.every((name) => O.toUndefined(implementation.valueForContact(id, name)(after)) === fieldOf(shown, name))
        )
      },
      { histories: endingIn(anOwnRecord) },
    ),
  ),
  law(
    'contact.moves',
    'a contact record changes no account and no local edit, and logs nothing',
    whenever(
      contactDelivery,
      ({ before, after, activities }) => sameAccounts(before, after) && activities.length === 0,
      { histories: endingIn(anEditorMoves) },
    ),
  ),
  law(
    'contact.moves',
    'a contact record changes no other contact',
    whenever(contactDelivery, ({ delivery, before, after }) => sameContacts(before, after, delivery.record.id)),
  ),
  law(
    'contact.moves',
    'the contacts that Marketo lists and counts for an account are exactly the contacts that are live in the account',
    always(({ after }) =>
      [...accountsOf(after)].every(({ id }) => {
        const live = liveIn(after, id)
        return (
          countLiveContacts(id)(after) === live.length &&
          JSON.stringify([...liveContactsOf(id)(after)]) === JSON.stringify(live)
        )
      }),
    ),
  ),
  law(
    'contact.deleted',
    'an applied contact record with IsDeleted deletes the contact, even if Marketo did not know the contact',
    whenever(contactDeletion, ({ record, after }) => contactIn(after, record.id)?._tag === 'DeletedContact'),
  ),
  law(
    'contact.deleted',
    'a late record does not restore a deleted contact, but a newer record does',
    whenever(returnOfDeletedContact, (moment) => {
      const { record, standing, before, after } = moment
      const is = contactIn(after, record.id)?._tag
      if (!isApplied(standing)) return is === 'DeletedContact'
      if (record.accountId === null) return is === 'PrivateContact'
      return accountIn(before, record.accountId) === undefined ? isDeferred(moment) : is === 'LiveContact'
    }),
  ),
  law(
    'contact.deleted',
    'an input other than a contact record or a confirmed conversion changes no contact',
    whenever(otherInput, ({ before, after }) => sameContacts(before, after)),
  ),
  law(
    'contact.deleted',
    'an applied account record deletes or restores the account if the record contains IsDeleted',
    whenever(
      appliedAccountRecord,
      ({ record, isDeleted, before, after }) =>
        accountIn(after, record.id)?.isDeleted === (isDeleted ?? accountIn(before, record.id)?.isDeleted),
      { histories: endingIn(aFurtherReading) },
    ),
  ),
  law(
    'contact.deleted',
    'nothing is ever logged for a contact that is not live',
    always(({ before, activities }) =>
      changesLogged({ activities }).every(({ contactId }) => liveContactIn(before, contactId) !== undefined),
    ),
  ),
  law(
    'contact.deleted',
    'a deleted contact does not count towards the cap',
    [anyInstance, fc.integer({ min: 1, max: 4 })],
    (instance, gone, implementation) => logsAgainWithout(implementation, instance, gone, true),
  ),
  law(
    'contact.private',
    'a contact record without an account makes the contact private, so that the contact is known but not live',
    whenever(contactWithoutAccount, ({ record: { id }, before, after }) => {
      const left = liveContactIn(before, id)
      return (
        contactIn(after, id)?._tag === 'PrivateContact' &&
        (left === undefined || !liveIn(after, left.accountId).includes(id))
      )
    }),
  ),
  law(
    'contact.private',
    'a private contact shows no value of any account',
    always(({ after, implementation }) => {
      const names = [...accountsOf(after)].flatMap(({ synced }) => namesOf(synced))
      return [...contactsOf(after)]
        .filter(({ _tag }) => _tag === 'PrivateContact')
        .every(({ id }) => names.every((name) => O.isNone(implementation.valueForContact(id, name)(after))))
    }),
  ),
  law(
    'contact.private',
    'a private contact does not count towards the cap',
    [anyInstance, fc.integer({ min: 1, max: 4 })],
    (instance, gone, implementation) => logsAgainWithout(implementation, instance, gone, false),
  ),
]
