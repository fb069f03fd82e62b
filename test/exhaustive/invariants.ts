// The invariants of what Marketo holds.
import type { Account, Contact, Marketo } from 'marketo-account-sync'
import {
  conversionIds,
  eqConversion,
  fieldNames,
  isSynced,
  liveContactsOf,
  lookupConversion,
} from 'marketo-account-sync'
import type { Implementation } from 'marketo-account-sync/testing'
import * as O from 'fp-ts/lib/Option.js'
import type { Broken, Values } from './look.js'
import { accountIn, liveIn, firstBroken, must, each, rowsIn, shownIn } from './look.js'

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

/** All live contacts of an account show its one value; no other contact shows any. */
const showsTheAccounts =
  (marketo: Marketo, { valueForContact }: Implementation) =>
  (contact: Contact): Broken => {
    const shown = contact._tag === 'LiveContact' ? shownIn(marketo, contact.accountId) : {}
    const names = rowsIn(marketo).accounts.flatMap(({ synced }) => fieldNames(synced))
    return must(
      names.every((name) => O.toUndefined(valueForContact(contact.id, name)(marketo)) === shown[name]),
      'invariant: a contact shows what its account shows',
    )
  }

export const invariants = (marketo: Marketo, implementation: Implementation): Broken => {
  const { accounts, contacts, conversions } = rowsIn(marketo)
  return firstBroken(
    () => each(accounts, accountInvariant),
    () =>
      each(contacts, (contact) =>
        must(
          contact._tag !== 'LiveContact' || accountIn(marketo, contact.accountId) !== undefined,
          'invariant: a live contact is in an account that is known',
        ),
      ),
    () =>
      each(accounts, ({ id }) =>
        must(
          [...liveContactsOf(id)(marketo)].join() === liveIn(marketo, id).join(),
          'invariant: the index of live contacts is derived from the contacts',
        ),
      ),
    () => each(contacts, showsTheAccounts(marketo, implementation)),
    () =>
      each(conversions, (conversion) =>
        must(
          conversionIds(conversion).every((id) => O.elem(eqConversion)(conversion)(lookupConversion(id)(marketo))),
          'invariant: an outcome is known by each of its three records',
        ),
      ),
  )
}
