// The invariants of what Marketo holds.
import type { Account, Marketo } from 'marketo-account-sync'
import { allAccounts, allContacts, isSynced, liveContactsOf } from 'marketo-account-sync'
import type { Broken, Values } from './look.js'
import { accountIn, liveIn, firstBroken, must, each } from './look.js'

const accountInvariant = ({ synced, localEdits, appliedAtStamp, isDeleted }: Account): Broken => {
  const last = appliedAtStamp[appliedAtStamp.length - 1]
  const names = localEdits.map(({ field }) => field)
  return firstBroken(
    () =>
      must(
        localEdits.every(({ field, value }) => Object.hasOwn(synced, field) && synced[field] !== value),
        'invariant: a local edit differs from the synced value of a field that is held',
      ),
    () =>
      must(
        names.every((name, index) => index === 0 || (names[index - 1] ?? '') < name),
        'invariant: at most one local edit for a field, by name',
      ),
    () => must(last?.isDeleted === isDeleted, 'invariant: the deleted flag is that of the last record'),
    () =>
      must(
        Object.entries(last?.fields ?? {}).every(([name, value]) => (synced as Values)[name] === value),
        'invariant: the last record is what was synced',
      ),
    () => must(Object.keys(synced).every(isSynced(new Set())), 'sync.visible-fields'),
  )
}

export const invariants = (marketo: Marketo): Broken =>
  firstBroken(
    () => each(allAccounts(marketo), accountInvariant),
    () =>
      each(allContacts(marketo), (contact) =>
        must(
          contact._tag !== 'LiveContact' || accountIn(marketo, contact.accountId) !== undefined,
          'invariant: a live contact is in an account that is known',
        ),
      ),
    () =>
      each(allAccounts(marketo), ({ id }) =>
        must(
          [...liveContactsOf(id)(marketo)].join() === liveIn(marketo, id).join(),
          'invariant: the index of live contacts is derived from the contacts',
        ),
      ),
  )
