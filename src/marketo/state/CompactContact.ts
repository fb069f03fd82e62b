/**
 * A contact as Marketo keeps it. Of nearly every contact one record says all there is to say: it is kept as that record,
 * which somebody has made already, and the contact is made when somebody asks for it. In an org of a million contacts
 * that saves a third of the memory that the state holds.
 */
import * as O from 'fp-ts/lib/Option.js'
import type { Contact, ContactRecord } from '../../model/Contact.js'
import { accountIdOf } from '../../model/Contact.js'
import { contactAfter } from '../../rules/ContactSync.js'
import type { AccountId, ContactId } from '../../model/SalesforceId.js'
import type { PersistentMap } from './PersistentMap.js'

export type CompactContact = Contact | ContactRecord

/** The account in which a contact is live, if it is. */
export const liveIn = (kept: CompactContact): AccountId | undefined => {
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
export const compactAfter = (record: ContactRecord, before: CompactContact | undefined): CompactContact => {
  if (before === undefined) return record
  const last = '_tag' in before ? before.appliedAtStamp[0] : before
  return last?.systemModstamp === record.systemModstamp ? compact(contactAfter(record, expand(before))) : record
}

export const compact = (contact: Contact): CompactContact => {
  const { appliedAtStamp } = contact
  const record = appliedAtStamp[0]
  return record !== undefined && appliedAtStamp.length === 1 && saysAll(record, contact) ? record : contact
}

export const expand = (kept: CompactContact): Contact => ('_tag' in kept ? kept : contactAfter(kept, undefined))

/** The contact of an id, made anew. */
export const contactIn = (contacts: PersistentMap<ContactId, CompactContact>, id: ContactId): Contact | undefined => {
  const kept = contacts.get(id)
  return kept === undefined ? undefined : expand(kept)
}
