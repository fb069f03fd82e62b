/**
 * A contact in the form in which a Marketo stores it. For nearly every contact, one record contains all that Marketo knows.
 * Then the Marketo stores only the record, and makes the contact from the record when a caller asks. With a million
 * contacts, this saves a third of the memory.
 */
import * as O from 'fp-ts/lib/Option.js'
import type { Contact, ContactRecord } from '../../model/Contact.js'
import { accountIdOf } from '../../model/Contact.js'
import type { AccountId, ContactId } from '../../model/SalesforceId.js'
import { contactAfter } from '../../rules/ContactSync.js'
import type { EntryMap } from './PersistentMap.js'

export type CompactContact = Contact | ContactRecord

/** The account in which a contact is live. `undefined` if the contact is not live. */
export const liveIn = (compacted: CompactContact): AccountId | undefined => {
  if ('_tag' in compacted) return O.toUndefined(accountIdOf(compacted))
  return compacted.isDeleted || compacted.accountId === null ? undefined : compacted.accountId
}

const saysAll = ({ id, isDeleted, accountId }: ContactRecord, contact: Contact): boolean => {
  if (id !== contact.id) return false
  if (isDeleted) return contact._tag === 'DeletedContact'
  if (accountId === null) return contact._tag === 'PrivateContact'
  return contact._tag === 'LiveContact' && contact.accountId === accountId
}

export const compact = (contact: Contact): CompactContact => {
  const { appliedAtStamp } = contact
  const record = appliedAtStamp[0]
  return record !== undefined && appliedAtStamp.length === 1 && saysAll(record, contact) ? record : contact
}

export const expand = (compacted: CompactContact): Contact =>
  '_tag' in compacted ? compacted : contactAfter(undefined, compacted)

/** The compact form of a contact after a record is applied. */
export const compactAfter = (before: CompactContact | undefined, record: ContactRecord): CompactContact => {
  if (before === undefined) return record
  const last = '_tag' in before ? before.appliedAtStamp[0] : before
  return last?.systemModstamp === record.systemModstamp ? compact(contactAfter(expand(before), record)) : record
}

/** The contact with this id. */
export const contactIn = (contacts: EntryMap<ContactId, CompactContact>, id: ContactId): O.Option<Contact> => {
  const compacted = contacts.get(id)
  return compacted === undefined ? O.none : O.some(expand(compacted))
}
