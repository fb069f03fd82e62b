/**
 * An account beside the index of its live contacts, which is derived from the contacts.
 */
import type { Account } from '../Account.js'
import type { ContactIds } from './ContactIds.js'
import type { InPlace } from './TransientMap.js'

export interface AccountEntry {
  readonly account: Account
  readonly liveContacts: ContactIds
}

type Writable<A> = { -readonly [K in keyof A]: A[K] }

/** Assigned one by one: `Object.assign` looks each key up, and takes ten times as long. */
const overwriteAccount = (own: Writable<Account>, account: Account): void => {
  own.systemModstamp = account.systemModstamp
  own.isDeleted = account.isDeleted
  own.synced = account.synced
  own.localEdits = account.localEdits
  own.appliedAtStamp = account.appliedAtStamp
}

/**
 * How a fold changes an entry in place. A history of a million inputs makes half a million accounts of which the last of
 * each id is seen: what is overwritten need not be kept alive, moved and collected. It takes a quarter off `simulate`.
 */
export const accountsInPlace: InPlace<AccountEntry> = {
  own: ({ account, liveContacts }) => ({ account: { ...account }, liveContacts }),
  overwrite: (own: Writable<AccountEntry>, { account, liveContacts }) => {
    own.liveContacts = liveContacts
    overwriteAccount(own.account, account)
  },
}
