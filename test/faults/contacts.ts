// Faults in the handling of contacts that move, are deleted, or are restored.
import * as O from 'fp-ts/lib/Option.js'
import type { Account, ContactSynced, LiveContact, LocalEdit, Marketo } from 'marketo-account-sync'
import { contactsOf } from 'marketo-account-sync'
import { reference } from 'marketo-account-sync/testing'
import { asMarketo, asState } from '../../src/marketo/state/MarketoState.js'
import { accountIn, contactIn, fieldOf, liveContactIn } from '../helpers/observe.js'
import type { Fault } from './fault.js'
import { uncaught } from './fault.js'
import { decidingAbout, evolvingInstead, ignoring, withAccount, withContact, withRows } from './implementations.js'

/** If the event moves a live contact to a different account, returns the contact as it was before the event. */
const movedFrom = (marketo: Marketo, { record }: ContactSynced): LiveContact | undefined => {
  const contact = liveContactIn(marketo, record.id)
  return !record.isDeleted && record.accountId !== null && record.accountId !== contact?.accountId ? contact : undefined
}

const withEdits = (account: Account, edits: ReadonlyArray<LocalEdit>): Account => {
  const held = edits.filter(({ field, value }) => ![undefined, value].includes(fieldOf(account.synced, field)))
  const others = account.localEdits.filter(({ field }) => !held.some((edit) => edit.field === field))
  return { ...account, localEdits: [...others, ...held].sort((a, b) => (a.field < b.field ? -1 : 1)) }
}

const editsMoved = (marketo: Marketo, contact: LiveContact, to: Account): Marketo => {
  const from = accountIn(marketo, contact.accountId)
  if (from === undefined) return marketo
  const isOwn = ({ through }: LocalEdit): boolean => through === contact.id
  const left = { ...from, localEdits: from.localEdits.filter((edit) => !isOwn(edit)) }
  return withAccount(withAccount(marketo, left), withEdits(to, from.localEdits.filter(isOwn)))
}

export const contactFaults: ReadonlyArray<Fault> = [
  {
    name: 'a contact from a conversion ignores an older record of the contact',
    rule: 'contact.moves',
    implementation: evolvingInstead((after, event, before) => {
      if (event._tag !== 'ConversionConfirmed' || contactIn(before, event.contactId) !== undefined) return after
      const contact = contactIn(after, event.contactId)
      const { contactId: id, at: systemModstamp, accountId } = event
      const record = { id, systemModstamp, isDeleted: false, accountId }
      return contact === undefined ? after : withContact(after, { ...contact, appliedAtStamp: [record] })
    }),
    caughtBy: {
      vectors: { flag: 'a converted contact ignores its own older record' },
      laws: ['a contact shows the values of the account in its record, and no other values'],
      conforms: true,
      exhaustive: ['few conversions', 3],
    },
  },
  {
    name: 'a local edit moves to another account with its contact',
    rule: 'contact.moves',
    implementation: evolvingInstead((after, event, marketo) => {
      const moved = event._tag === 'ContactSynced' ? movedFrom(marketo, event) : undefined
      const is = moved === undefined ? undefined : liveContactIn(after, moved.id)
      const to = is === undefined ? undefined : accountIn(after, is.accountId)
      return moved === undefined || to === undefined ? after : editsMoved(after, moved, to)
    }),
    caughtBy: {
      vectors: { flag: 'edit follows a moved contact' },
      laws: ['a contact record changes no account and no local edit, and logs nothing'],
      conforms: true,
      exhaustive: ['few conversions', 5],
    },
  },
  {
    name: 'a contact that moves keeps the values of its old account',
    rule: 'contact.moves',
    implementation: evolvingInstead((after, event, marketo) => {
      const moved = event._tag === 'ContactSynced' ? movedFrom(marketo, event) : undefined
      const is = moved === undefined ? undefined : liveContactIn(after, moved.id)
      return moved === undefined || is === undefined ? after : withContact(after, { ...is, accountId: moved.accountId })
    }),
    caughtBy: {
      vectors: { flag: 'moved contact keeps old values' },
      laws: ['a contact shows the values of the account in its record, and no other values'],
      conforms: true,
      exhaustive: ['few conversions', 4],
    },
  },
  {
    name: 'a contact record also changes another contact',
    rule: 'contact.moves',
    implementation: evolvingInstead((after, event) => {
      const other =
        event._tag === 'ContactSynced' ? [...contactsOf(after)].find(({ id }) => id !== event.record.id) : undefined
      return other === undefined
        ? after
        : withContact(after, { _tag: 'PrivateContact', id: other.id, appliedAtStamp: other.appliedAtStamp })
    }),
    caughtBy: {
      vectors: 'case',
      laws: ['a contact record changes no other contact'],
      conforms: true,
      exhaustive: ['few records', 2],
    },
  },
  {
    name: 'the index of live contacts is not updated after a contact record',
    rule: 'contact.moves',
    implementation: evolvingInstead((after, event, marketo) =>
      event._tag === 'ContactSynced' ? asMarketo({ ...asState(after), accounts: asState(marketo).accounts }) : after,
    ),
    caughtBy: {
      vectors: 'case',
      laws: [
        'the contacts that Marketo lists and counts for an account are exactly the contacts that are live in the account',
        'a Marketo state that is rebuilt from its rows behaves like the original',
      ],
      conforms: true,
      exhaustive: ['few records', 2],
    },
  },
  {
    name: 'a late record restores a deleted contact',
    rule: 'contact.deleted',
    implementation: decidingAbout(({ input, marketo }) => {
      const contact = input._tag === 'SyncContact' ? contactIn(marketo, input.record.id) : undefined
      return contact?._tag === 'DeletedContact' && input._tag === 'SyncContact' && !input.record.isDeleted
        ? { marketo: withContact(marketo, { ...contact, appliedAtStamp: [] }) }
        : {}
    }),
    caughtBy: {
      vectors: { flag: 'a late record revives a deleted contact' },
      laws: ['a late record does not restore a deleted contact, but a newer record does'],
      conforms: true,
      exhaustive: ['few records', 2],
    },
  },
  {
    name: 'a late contact record moves the contact to another account',
    rule: 'sync.only-newer',
    implementation: decidingAbout(({ input, marketo }) => {
      const contact = input._tag === 'SyncContact' ? liveContactIn(marketo, input.record.id) : undefined
      return contact === undefined ? {} : { marketo: withContact(marketo, { ...contact, appliedAtStamp: [] }) }
    }),
    caughtBy: {
      vectors: 'case',
      laws: ['a late or repeated contact record changes nothing'],
      conforms: true,
      exhaustive: ['few records', 3],
    },
  },
  {
    name: 'a record that deletes an unknown contact is ignored',
    rule: 'contact.deleted',
    implementation: ignoring(
      ({ input, marketo }) =>
        input._tag === 'SyncContact' && input.record.isDeleted && contactIn(marketo, input.record.id) === undefined,
    ),
    caughtBy: {
      vectors: 'case',
      laws: ['an applied contact record with IsDeleted deletes the contact, even if Marketo did not know the contact'],
      conforms: true,
      exhaustive: ['few records', 1],
    },
  },
  {
    name: 'Marketo forgets a deleted contact',
    rule: 'contact.deleted',
    implementation: evolvingInstead((after) =>
      withRows(after, ({ contacts }) => ({ contacts: contacts.filter(({ _tag }) => _tag !== 'DeletedContact') })),
    ),
    caughtBy: {
      vectors: 'case',
      laws: [
        'an applied contact record with IsDeleted deletes the contact, even if Marketo did not know the contact',
        'the records of Salesforce lead to the same Marketo state in any order if deferred records are delivered again',
      ],
      conforms: true,
      exhaustive: ['few records', 1],
    },
  },
  {
    name: 'deleting an account also deletes its contacts',
    rule: 'contact.deleted',
    implementation: evolvingInstead((after, event) =>
      event._tag === 'AccountSyncedDown' && event.isDeleted
        ? [...contactsOf(after)]
            .filter((contact) => contact._tag === 'LiveContact' && contact.accountId === event.accountId)
            .reduce(
              (marketo, { id, appliedAtStamp }) => withContact(marketo, { _tag: 'DeletedContact', id, appliedAtStamp }),
              after,
            )
        : after,
    ),
    caughtBy: {
      vectors: 'case',
      laws: ['an input other than a contact record or a confirmed conversion changes no contact'],
      conforms: true,
      exhaustive: ['few records', 3],
    },
  },
  {
    name: 'a contact record without an account is ignored',
    rule: 'contact.private',
    implementation: ignoring(({ input }) => input._tag === 'SyncContact' && input.record.accountId === null),
    caughtBy: {
      vectors: 'case',
      laws: [
        'a contact record without an account makes the contact private, so that the contact is known but not live',
        'a private contact does not count towards the cap',
      ],
      conforms: true,
      exhaustive: ['few records', 1],
    },
  },
  {
    name: 'a private contact shows blank values instead of no values',
    rule: 'contact.private',
    implementation: {
      ...reference,
      valueForContact: (contactId, field) => (marketo) =>
        contactIn(marketo, contactId)?._tag === 'PrivateContact'
          ? O.some(null)
          : reference.valueForContact(contactId, field)(marketo),
    },
    caughtBy: {
      vectors: uncaught('a picture has no values for a private contact'),
      laws: ['a private contact shows no value of any account'],
      conforms: uncaught('a picture has no values for a private contact'),
      exhaustive: ['few records', 2],
    },
  },
]
