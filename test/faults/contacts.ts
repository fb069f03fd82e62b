// Wrong about contacts that move, are deleted, and come back.
import type { Account, ContactSynced, LiveContact, LocalEdit, Marketo } from 'marketo-account-sync'
import { valueOf } from 'marketo-account-sync'
import { accountIn, askedInstead, contactIn, evolveInstead, withAccount, withContact } from './replace.js'
import type { Wrong } from './wrongs.js'

/** The contact as it was live in another account, if the event moves it. */
const movedFrom = (marketo: Marketo, { record }: ContactSynced): LiveContact | undefined => {
  const contact = contactIn(marketo, record.id)
  return contact?._tag === 'LiveContact' &&
    !record.isDeleted &&
    record.accountId !== null &&
    record.accountId !== contact.accountId
    ? contact
    : undefined
}

const withEdits = (account: Account, edits: ReadonlyArray<LocalEdit>): Account => {
  const held = edits.filter(({ field, value }) => {
    const synced = valueOf(account.synced)(field)
    return synced !== undefined && synced !== value
  })
  const kept = account.localEdits.filter(({ field }) => !held.some((edit) => edit.field === field))
  const localEdits = [...kept, ...held].sort((a, b) => (a.field < b.field ? -1 : 1))
  return { ...account, localEdits }
}

const editsMoved = (marketo: Marketo, contact: LiveContact, to: Account): Marketo => {
  const from = accountIn(marketo, contact.accountId)
  if (from === undefined) return marketo
  const isOwn = ({ through }: LocalEdit): boolean => through === contact.id
  const left = { ...from, localEdits: from.localEdits.filter((edit) => !isOwn(edit)) }
  return withAccount(withAccount(marketo, left), withEdits(to, from.localEdits.filter(isOwn)))
}

export const wrongAboutContacts: ReadonlyArray<Wrong> = [
  {
    name: 'edit follows a moved contact',
    rule: 'contact.moves',
    implementation: evolveInstead((next, marketo, event) => {
      const after = next(marketo, event)
      const moved = event._tag === 'ContactSynced' ? movedFrom(marketo, event) : undefined
      const is = moved === undefined ? undefined : contactIn(after, moved.id)
      const to = is?._tag === 'LiveContact' ? accountIn(after, is.accountId) : undefined
      return moved === undefined || to === undefined ? after : editsMoved(after, moved, to)
    }),
  },
  {
    name: 'moved contact keeps old values',
    rule: 'contact.moves',
    implementation: evolveInstead((next, marketo, event) => {
      const after = next(marketo, event)
      const moved = event._tag === 'ContactSynced' ? movedFrom(marketo, event) : undefined
      const is = moved === undefined ? undefined : contactIn(after, moved.id)
      return moved === undefined || is === undefined
        ? after
        : withContact(after, { ...is, _tag: 'LiveContact', accountId: moved.accountId })
    }),
  },
  {
    name: 'a late record revives a deleted contact',
    rule: 'contact.deleted',
    implementation: askedInstead(({ input, marketo }) => {
      const contact = input._tag === 'SyncContact' ? contactIn(marketo, input.record.id) : undefined
      return contact?._tag === 'DeletedContact' && input._tag === 'SyncContact' && !input.record.isDeleted
        ? { marketo: withContact(marketo, { ...contact, appliedAtStamp: [] }) }
        : {}
    }),
  },
]
