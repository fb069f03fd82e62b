/**
 * The form in which the Marketo state stores one contact.
 *
 * For nearly every contact, one Salesforce record contains everything that Marketo knows about the contact. In that case, the
 * code stores the record instead of the contact, and saves a third of the memory. When a caller asks for the contact, the code
 * makes the contact from the record.
 *
 * If several records of a contact have the same SystemModstamp, the code stores a list of these records. The list can be long,
 * because a contact can move many thousand times within one second.
 *
 * Therefore the code also stores a set, which contains a key for each record in the list. With the set, the code can find a
 * repeated record without a search in the list.
 */
import * as O from 'fp-ts/lib/Option.js'
import type { Contact, ContactRecord } from '../../model/Contact.js'
import { accountIdOf } from '../../model/Contact.js'
import type { AccountId, ContactId } from '../../model/SalesforceId.js'
import type { SortedSet } from '../../model/SortedSet.js'
import { add, emptySet, has } from '../../model/SortedSet.js'
import { contactAfter, isStale, saysTheSame } from '../../rules/ContactSync.js'
import type { EntryMap } from './PersistentMap.js'

interface SeveralRecords {
  readonly last: ContactRecord
  readonly before: SeveralRecords | undefined
}

/**
 * A contact for which several records have the latest SystemModstamp. The record that was applied last determines whether the
 * contact is live, deleted or private.
 */
interface ContactOfSeveral {
  readonly records: SeveralRecords
  readonly said: SortedSet<string>
}

export type CompactContact = Contact | ContactRecord | ContactOfSeveral

const isRecord = (compacted: CompactContact): compacted is ContactRecord => 'systemModstamp' in compacted

/** Makes a key for a record. Two records have the same key if and only if {@link saysTheSame} is true for them. */
const keyOf = ({ accountId, isDeleted }: ContactRecord): string => `${String(isDeleted)} ${accountId ?? ''}`

const withRecord = (several: ContactOfSeveral | undefined, record: ContactRecord): ContactOfSeveral => ({
  records: { last: record, before: several?.records },
  said: add(several?.said ?? emptySet, keyOf(record)),
})

/** Returns the account in which a contact is live. Returns `undefined` if the contact is deleted or private. */
export const liveIn = (compacted: CompactContact): AccountId | undefined => {
  if (isRecord(compacted)) return compacted.isDeleted || compacted.accountId === null ? undefined : compacted.accountId
  return '_tag' in compacted ? O.toUndefined(accountIdOf(compacted)) : liveIn(compacted.records.last)
}

const saysAll = ({ id, isDeleted, accountId }: ContactRecord, contact: Contact): boolean => {
  if (id !== contact.id) return false
  if (isDeleted) return contact._tag === 'DeletedContact'
  if (accountId === null) return contact._tag === 'PrivateContact'
  return contact._tag === 'LiveContact' && contact.accountId === accountId
}

const ofOneStamp = (records: ReadonlyArray<ContactRecord>): boolean =>
  records.every(({ systemModstamp }) => systemModstamp === records[0]?.systemModstamp)

export const compact = (contact: Contact): CompactContact => {
  const { appliedAtStamp } = contact
  const last = appliedAtStamp[appliedAtStamp.length - 1]
  if (last === undefined || !saysAll(last, contact)) return contact
  if (appliedAtStamp.length === 1) return last
  return ofOneStamp(appliedAtStamp)
    ? appliedAtStamp.slice(1).reduce(withRecord, withRecord(undefined, appliedAtStamp[0] as ContactRecord))
    : contact
}

const listOf = (records: SeveralRecords): ReadonlyArray<ContactRecord> => {
  const list: Array<ContactRecord> = []
  for (let one: SeveralRecords | undefined = records; one !== undefined; one = one.before) list.push(one.last)
  return list.reverse()
}

export const expand = (compacted: CompactContact): Contact => {
  if (isRecord(compacted)) return contactAfter(undefined, compacted)
  if ('_tag' in compacted) return compacted
  const { records } = compacted
  return { ...contactAfter(undefined, records.last), appliedAtStamp: listOf(records) }
}

/**
 * Several records of the contact can have the latest SystemModstamp. This function returns one of these records. If a lead
 * conversion created the contact and no record of the contact has arrived, the function returns `undefined`.
 */
const lastRecord = (compacted: CompactContact): ContactRecord | undefined => {
  if (isRecord(compacted)) return compacted
  return '_tag' in compacted ? compacted.appliedAtStamp[0] : compacted.records.last
}

/** Returns the compact form of a contact after a record is applied. */
export const compactAfter = (before: CompactContact | undefined, record: ContactRecord): CompactContact => {
  if (before === undefined || lastRecord(before)?.systemModstamp !== record.systemModstamp) return record
  if (isRecord(before)) return withRecord(withRecord(undefined, before), record)
  return '_tag' in before ? compact(contactAfter(before, record)) : withRecord(before, record)
}

const isRepeatedIn = (compacted: CompactContact, record: ContactRecord): boolean => {
  if (isRecord(compacted)) return saysTheSame(compacted, record)
  return '_tag' in compacted
    ? compacted.appliedAtStamp.some((applied) => saysTheSame(applied, record))
    : has(compacted.said, keyOf(record))
}

/** Tests whether a record of the contact is late or repeated. */
export const isStaleIn = (compacted: CompactContact | undefined, record: ContactRecord): boolean =>
  compacted !== undefined &&
  isStale(lastRecord(compacted)?.systemModstamp, record, () => isRepeatedIn(compacted, record))

/** Finds the contact with this id. */
export const contactIn = (contacts: EntryMap<ContactId, CompactContact>, id: ContactId): O.Option<Contact> => {
  const compacted = contacts.get(id)
  return compacted === undefined ? O.none : O.some(expand(compacted))
}
