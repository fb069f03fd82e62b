/**
 * An account as Marketo stores it, and the index of its live contacts. The index is derived from the contacts.
 *
 * For nearly every account, exactly one record was applied with the last stamp, and this record has all fields of the
 * account. Then the account itself contains all values of the stamp, so `broughtAtStamp` is not stored. This saves two
 * objects for each account.
 */
import type { Account } from '../../model/Account.js'
import type { BroughtAtStamp } from '../../model/BroughtAtStamp.js'
import { broughtFirst, hasFurther } from '../../model/BroughtAtStamp.js'
import type { ContactId } from '../../model/SalesforceId.js'
import type { SortedSet } from '../../model/SortedSet.js'
import type { Edited } from './CompactEdits.js'
import { listOfEdits } from './CompactEdits.js'
import type { InPlace } from './TransientMap.js'

export interface CompactAccount extends Omit<Account, 'broughtAtStamp' | 'localEdits'>, Edited {
  /** Undefined if the records with the last stamp contain exactly the values of `isDeleted`, `masterRecordId` and `synced`. */
  readonly broughtAtStamp: BroughtAtStamp | undefined
}

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
  return { id, systemModstamp, isDeleted, masterRecordId, synced, localEdits, broughtAtStamp }
}

export const expandAccount = (account: CompactAccount): Account => {
  const { id, systemModstamp, isDeleted, masterRecordId, synced } = account
  const localEdits = listOfEdits(account)
  const broughtAtStamp = account.broughtAtStamp ?? broughtFirst({ isDeleted, masterRecordId, fields: synced })
  return { id, systemModstamp, isDeleted, masterRecordId, synced, localEdits, broughtAtStamp }
}

type Writable<A> = { -readonly [K in keyof A]: A[K] }

/** This assigns each key by hand, because `Object.assign` takes ten times as long. */
const overwriteAccount = (own: Writable<CompactAccount>, account: CompactAccount): void => {
  own.systemModstamp = account.systemModstamp
  own.isDeleted = account.isDeleted
  own.masterRecordId = account.masterRecordId
  own.synced = account.synced
  own.localEdits = account.localEdits
  own.broughtAtStamp = account.broughtAtStamp
}

/**
 * How `simulate` changes an entry in place. A history of a million inputs makes half a million versions of accounts, but
 * only the last version of each account is needed. Overwriting an entry leaves no garbage, which makes `simulate` a quarter
 * faster.
 */
export const accountsInPlace: InPlace<AccountEntry> = {
  own: ({ account, liveContacts }) => {
    const { id, systemModstamp, isDeleted, masterRecordId, synced, localEdits, broughtAtStamp } = account
    return {
      account: { id, systemModstamp, isDeleted, masterRecordId, synced, localEdits, broughtAtStamp },
      liveContacts,
    }
  },
  overwrite: (own: Writable<AccountEntry>, { account, liveContacts }) => {
    own.liveContacts = liveContacts
    if (own.account !== account) overwriteAccount(own.account, account)
  },
}
