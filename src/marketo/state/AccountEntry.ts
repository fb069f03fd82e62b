/**
 * One account in the form in which the Marketo state stores it, with the list of its live contacts. The list is derived from the
 * contacts.
 *
 * For nearly every account, Marketo has applied exactly one record with the last SystemModstamp, and the record contains all
 * fields of the account. Then `broughtAtStamp` would only repeat the values of the account, so it is not stored. This saves two
 * objects for each account.
 */
import type { Account } from '../../model/Account.js'
import { rawShown } from '../../model/Account.js'
import type { BroughtAtStamp } from '../../model/BroughtAtStamp.js'
import { broughtFirst, hasFurther } from '../../model/BroughtAtStamp.js'
import type { ContactId } from '../../model/SalesforceId.js'
import type { SortedSet } from '../../model/SortedSet.js'
import type { AccountEvent } from '../../model/Event.js'
import type { FieldName, Fields, FieldValue } from '../../model/Field.js'
import { fieldNames } from '../../model/Field.js'
import { accountAfter } from '../../rules/EvolveAccount.js'
import type { InPlace } from './TransientMap.js'
import type { ChangedFields, WideAccount } from './WideAccount.js'
import { absorbed, fitsRows, isWide, mostPlain, plain, shownInWide, wide, withFields } from './WideAccount.js'

export interface CompactAccount extends Omit<Account, 'broughtAtStamp'> {
  /**
   * Undefined if the records with the last SystemModstamp contain exactly the values of `isDeleted`, `masterRecordId` and
   * `synced`.
   */
  readonly broughtAtStamp: BroughtAtStamp | undefined
  /** Undefined if the account is not a {@link WideAccount}. */
  readonly changed: ChangedFields | undefined
}

const isWideAccount = (account: CompactAccount): account is WideAccount => account.changed !== undefined

export interface AccountEntry {
  readonly account: CompactAccount
  readonly liveContacts: SortedSet<ContactId>
}

const saysTheSame = ({ isDeleted, masterRecordId, synced, broughtAtStamp }: Account): boolean =>
  broughtAtStamp.fields === synced &&
  broughtAtStamp.isDeleted === isDeleted &&
  broughtAtStamp.masterRecordId === masterRecordId &&
  !hasFurther(broughtAtStamp)

export const compactAccount = (account: Account): CompactAccount => {
  const { id, systemModstamp, isDeleted, masterRecordId, synced, localEdits } = account
  const broughtAtStamp = saysTheSame(account) ? undefined : account.broughtAtStamp
  return { id, systemModstamp, isDeleted, masterRecordId, synced, localEdits, broughtAtStamp, changed: undefined }
}

export const expandAccount = (account: CompactAccount): Account => {
  if (isWideAccount(account)) return plain(account)
  const { id, systemModstamp, isDeleted, masterRecordId, synced, localEdits } = account
  const broughtAtStamp = account.broughtAtStamp ?? broughtFirst({ isDeleted, masterRecordId, fields: synced })
  return { id, systemModstamp, isDeleted, masterRecordId, synced, localEdits, broughtAtStamp }
}

/**
 * Returns the account with at least the fields of a record. A rule decides each field separately, so it does not need the other
 * fields.
 */
export const accountFor = (account: CompactAccount, fields: Fields): Account =>
  isWideAccount(account) ? withFields(account, fieldNames(fields)) : expandAccount(account)

/** Returns the value that Marketo shows in a field. Returns undefined if the account does not have the field. */
export const shownIn = (account: CompactAccount, field: FieldName): FieldValue | undefined =>
  isWideAccount(account) ? shownInWide(account, field) : rawShown(account, field)

/**
 * Tests whether a change copied many fields or local edits that it did not change. The next change of the account will probably
 * do the same.
 */
const copiesMuch = ({ synced, localEdits }: Account, event: AccountEvent): boolean =>
  event._tag === 'AccountFieldEdited'
    ? localEdits.length > mostPlain
    : synced !== event.fields && isWide(synced, event.fields)

/** Returns the account after an event. Returns undefined if the account is still unknown. */
export const compactAccountAfter = (
  before: CompactAccount | undefined,
  event: AccountEvent,
): CompactAccount | undefined => {
  if (before !== undefined && isWideAccount(before)) {
    const fields = event._tag === 'AccountFieldEdited' ? [event.field] : fieldNames(event.fields)
    const after = fitsRows(before, fields) ? accountAfter(withFields(before, fields), event) : undefined
    if (after !== undefined) return absorbed(before, after, fields)
  }
  const after = accountAfter(before === undefined ? undefined : expandAccount(before), event)
  if (after === undefined) return undefined
  return copiesMuch(after, event) ? wide(after) : compactAccount(after)
}

type Writable<A> = { -readonly [K in keyof A]: A[K] }

/** The code assigns each key separately, because `Object.assign` takes ten times as long. */
const overwriteAccount = (own: Writable<CompactAccount>, account: CompactAccount): void => {
  own.systemModstamp = account.systemModstamp
  own.isDeleted = account.isDeleted
  own.masterRecordId = account.masterRecordId
  own.synced = account.synced
  own.localEdits = account.localEdits
  own.broughtAtStamp = account.broughtAtStamp
  own.changed = account.changed
}

/**
 * Defines how `simulate` changes an account in place. A history of a million inputs makes half a million versions of accounts,
 * but the caller needs only the last version of each account. Changing the account in place leaves no garbage and makes
 * `simulate` a quarter faster.
 */
export const accountsInPlace: InPlace<AccountEntry> = {
  own: ({ account, liveContacts }) => ({ account: { ...account }, liveContacts }),
  overwrite: (own: Writable<AccountEntry>, { account, liveContacts }) => {
    own.liveContacts = liveContacts
    if (own.account !== account) overwriteAccount(own.account, account)
  },
}
