/**
 * The form in which the Marketo state stores an account. Each stored account also has the set of its live contacts. This set is
 * an index: it repeats facts that the stored contacts contain.
 */
import type { Account } from '../../model/Account.js'
import { rawShown } from '../../model/Account.js'
import type { AccountEvent } from '../../model/Event.js'
import type { FieldName, Fields, FieldValue } from '../../model/Field.js'
import { fieldNames } from '../../model/Field.js'
import type { ContactId } from '../../model/SalesforceId.js'
import type { SortedSet } from '../../model/SortedSet.js'
import { accountAfter } from '../../rules/EvolveAccount.js'
import type { ChangedFields, WideAccount } from './WideAccount.js'
import { absorbed, isSmall, mostPlain, plain, wide, withFields } from './WideAccount.js'

export interface StoredAccount extends Account {
  /** Absent or undefined if the account is not a {@link WideAccount}. */
  readonly changed?: ChangedFields | undefined
}

/**
 * The account and its live contacts are one object. With two objects, the code would have to fetch one more object from memory
 * for each input.
 */
export interface AccountEntry extends StoredAccount {
  readonly changed: ChangedFields | undefined
  readonly liveContacts: SortedSet<ContactId>
}

const isWideAccount = (stored: StoredAccount): stored is WideAccount => stored.changed !== undefined

/** Makes an entry. Naming each key takes less time than a spread. */
export const entryOf = (stored: StoredAccount, liveContacts: SortedSet<ContactId>): AccountEntry => {
  const { id, systemModstamp, isDeleted, masterRecordId, synced, localEdits, broughtAtStamp, changed } = stored
  return { id, systemModstamp, isDeleted, masterRecordId, synced, localEdits, broughtAtStamp, changed, liveContacts }
}

export type Writable<A> = { -readonly [K in keyof A]: A[K] }

/** Changes the account of an entry in place. The live contacts stay unchanged. */
export const overwrite = (
  entry: AccountEntry,
  { systemModstamp, isDeleted, masterRecordId, synced, localEdits, broughtAtStamp, changed }: StoredAccount,
): void => {
  const writable: Writable<AccountEntry> = entry
  writable.systemModstamp = systemModstamp
  writable.isDeleted = isDeleted
  writable.masterRecordId = masterRecordId
  writable.synced = synced
  writable.localEdits = localEdits
  writable.broughtAtStamp = broughtAtStamp
  writable.changed = changed
}

/** Returns the stored account in the form of the public type {@link Account}. */
export const accountOf = (stored: StoredAccount): Account => {
  if (isWideAccount(stored)) return plain(stored)
  const { id, systemModstamp, isDeleted, masterRecordId, synced, localEdits, broughtAtStamp } = stored
  return { id, systemModstamp, isDeleted, masterRecordId, synced, localEdits, broughtAtStamp }
}

/**
 * Returns the account that the rules need for a record with the given fields. If the stored account is a wide account, the result
 * contains only these fields. The rules need no other fields, because they decide each field separately.
 */
export const accountFor = (stored: StoredAccount, fields: Fields): Account =>
  isWideAccount(stored) ? withFields(stored, fieldNames(fields)) : stored

/** Returns the value that Marketo shows in a field. Returns undefined if the account does not have the field. */
export const shownIn = (stored: StoredAccount, field: FieldName): FieldValue | undefined =>
  rawShown(isWideAccount(stored) ? withFields(stored, [field]) : stored, field)

/**
 * Tests whether the code copied many unchanged fields or many local edits to apply an event. If so, the account becomes a {@link
 * WideAccount}, because the next event would probably cause another slow copy.
 */
const copiesMuch = ({ synced, localEdits }: Account, event: AccountEvent): boolean =>
  event._tag === 'AccountFieldEdited'
    ? localEdits.length > mostPlain
    : synced !== event.fields && isSmall(fieldNames(event.fields).length, fieldNames(synced).length)

/** Returns the stored account after an event. Returns undefined if the account is still unknown. */
export const storedAfter = (before: StoredAccount | undefined, event: AccountEvent): StoredAccount | undefined => {
  const isWide = before !== undefined && isWideAccount(before)
  if (isWide) {
    const fields = event._tag === 'AccountFieldEdited' ? [event.field] : fieldNames(event.fields)
    const after = isSmall(fields.length, before.changed.size)
      ? accountAfter(withFields(before, fields), event)
      : undefined
    if (after !== undefined) return absorbed(before, after, fields)
  }
  const account = accountAfter(isWide ? plain(before) : before, event)
  return account !== undefined && copiesMuch(account, event) ? wide(account) : account
}
