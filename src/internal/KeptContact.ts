/**
 * A contact as Marketo keeps it. Of nearly every contact one record says all there is to say: it is kept as that record,
 * which somebody has made already, and the contact is made when somebody asks for it. In an org of a million contacts
 * that saves a third of the memory that the state holds.
 */
import * as O from 'fp-ts/lib/Option.js'
import type { Contact, ContactRecord } from '../Contact.js'
import { accountIdOf } from '../Contact.js'
import { contactAfter } from '../ContactSync.js'
import type { AccountId, ContactId } from '../SalesforceId.js'
import type { PersistentMap } from './PersistentMap.js'

export type KeptContact = Contact | ContactRecord

/** The account in which a contact is live, if it is. */
export const liveIn = (kept: KeptContact): AccountId | undefined => {
  if ('_tag' in kept) return O.toUndefined(accountIdOf(kept))
  return kept.isDeleted || kept.accountId === null ? undefined : kept.accountId
}

const saysAll = ({ id, isDeleted, accountId }: ContactRecord, contact: Contact): boolean => {
  if (id !== contact.id) return false
  if (isDeleted) return contact._tag === 'DeletedContact'
  if (accountId === null) return contact._tag === 'PrivateContact'
  return contact._tag === 'LiveContact' && contact.accountId === accountId
}

/** What is kept of a contact after its record is applied. */
export const keptAfter = (record: ContactRecord, before: KeptContact | undefined): KeptContact => {
  if (before === undefined) return record
  const last = '_tag' in before ? before.appliedAtStamp[0] : before
  return last?.systemModstamp === record.systemModstamp ? keepContact(contactAfter(record, toContact(before))) : record
}

export const keepContact = (contact: Contact): KeptContact => {
  const { appliedAtStamp } = contact
  const record = appliedAtStamp[0]
  return record !== undefined && appliedAtStamp.length === 1 && saysAll(record, contact) ? record : contact
}

export const toContact = (kept: KeptContact): Contact => ('_tag' in kept ? kept : contactAfter(kept, undefined))

/** The contact of an id, made anew. */
export const contactIn = (contacts: PersistentMap<ContactId, KeptContact>, id: ContactId): Contact | undefined => {
  const kept = contacts.get(id)
  return kept === undefined ? undefined : toContact(kept)
}
