/**
 * An account and the index of its live contacts. The index is derived from the contacts.
 */
import * as RNEA from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import type { Account, AppliedAccountRecord } from '../../model/Account.js'
import type { SortedIdSet } from './SortedIdSet.js'
import type { InPlace } from './TransientMap.js'

export interface AccountEntry {
  readonly account: Account
  readonly liveContacts: SortedIdSet
}

type Writable<A> = { -readonly [K in keyof A]: A[K] }

const ownRecords = RNEA.map((applied: AppliedAccountRecord): AppliedAccountRecord => ({ ...applied }))

const ownAccount = (account: Account): Account => ({ ...account, appliedAtStamp: ownRecords(account.appliedAtStamp) })

const overwriteRecords = (own: Writable<Account>, { appliedAtStamp }: Account): void => {
  if (own.appliedAtStamp.length === 1 && appliedAtStamp.length === 1) {
    const only: Writable<AppliedAccountRecord> = own.appliedAtStamp[0]
    only.isDeleted = appliedAtStamp[0].isDeleted
    only.fields = appliedAtStamp[0].fields
  } else own.appliedAtStamp = ownRecords(appliedAtStamp)
}

/** Each key is assigned, because `Object.assign` looks up each key and takes ten times as long. */
const overwriteAccount = (own: Writable<Account>, account: Account): void => {
  own.systemModstamp = account.systemModstamp
  own.isDeleted = account.isDeleted
  own.synced = account.synced
  own.localEdits = account.localEdits
  overwriteRecords(own, account)
}

/**
 * How a fold changes an entry in place. A history of a million inputs makes half a million accounts, and only the last one
 * of each id is seen. Overwriting spares the garbage collector the others, which saves a quarter of the time of `simulate`.
 */
export const accountsInPlace: InPlace<AccountEntry> = {
  own: ({ account, liveContacts }) => ({ account: ownAccount(account), liveContacts }),
  overwrite: (own: Writable<AccountEntry>, { account, liveContacts }) => {
    own.liveContacts = liveContacts
    if (own.account !== account) overwriteAccount(own.account, account)
  },
}
