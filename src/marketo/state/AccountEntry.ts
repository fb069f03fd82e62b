/**
 * An account as Marketo stores it, and the index of its live contacts. The index is derived from the contacts.
 *
 * Of nearly every account the last stamp has one record, with all fields of the account. `synced` and `isDeleted` say the
 * same as that record, so it is not kept. That saves three objects for each account, which a fold would have to reach.
 */
import type { Account } from '../../model/Account.js'
import type { SortedIdSet } from './SortedIdSet.js'
import type { InPlace } from './TransientMap.js'

export interface CompactAccount extends Omit<Account, 'appliedAtStamp'> {
  /** Undefined if the only record applied at the stamp said what `synced` and `isDeleted` say. */
  readonly appliedAtStamp: Account['appliedAtStamp'] | undefined
}

export interface AccountEntry {
  readonly account: CompactAccount
  readonly liveContacts: SortedIdSet
}

export const compactAccount = (account: Account): CompactAccount => {
  const { id, systemModstamp, isDeleted, synced, localEdits, appliedAtStamp } = account
  const [first] = appliedAtStamp
  const saysAll = appliedAtStamp.length === 1 && first.fields === synced && first.isDeleted === isDeleted
  return { id, systemModstamp, isDeleted, synced, localEdits, appliedAtStamp: saysAll ? undefined : appliedAtStamp }
}

export const expandAccount = (account: CompactAccount): Account => {
  const { id, systemModstamp, isDeleted, synced, localEdits, appliedAtStamp } = account
  return {
    id,
    systemModstamp,
    isDeleted,
    synced,
    localEdits,
    appliedAtStamp: appliedAtStamp ?? [{ isDeleted, fields: synced }],
  }
}

type Writable<A> = { -readonly [K in keyof A]: A[K] }

/** Each key is assigned, because `Object.assign` looks up each key and takes ten times as long. */
const overwriteAccount = (own: Writable<CompactAccount>, account: CompactAccount): void => {
  own.systemModstamp = account.systemModstamp
  own.isDeleted = account.isDeleted
  own.synced = account.synced
  own.localEdits = account.localEdits
  own.appliedAtStamp = account.appliedAtStamp
}

/**
 * How a fold changes an entry in place. A history of a million inputs makes half a million accounts, and only the last one
 * of each id is seen. Overwriting spares the garbage collector the others, which saves a quarter of the time of `simulate`.
 */
export const accountsInPlace: InPlace<AccountEntry> = {
  own: ({ account, liveContacts }) => {
    const { id, systemModstamp, isDeleted, synced, localEdits, appliedAtStamp } = account
    return { account: { id, systemModstamp, isDeleted, synced, localEdits, appliedAtStamp }, liveContacts }
  },
  overwrite: (own: Writable<AccountEntry>, { account, liveContacts }) => {
    own.liveContacts = liveContacts
    if (own.account !== account) overwriteAccount(own.account, account)
  },
}
