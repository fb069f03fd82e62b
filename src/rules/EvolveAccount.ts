/**
 * Applies events to an account.
 *
 * @since 0.1.0
 */
import * as O from 'fp-ts/lib/Option.js'
import type { Account } from '../model/Account.js'
import type { AccountEvent } from '../model/Event.js'
import { accountFieldEdited } from './LocalEdit.js'
import { accountSkipped, accountSyncedDown } from './SyncDown.js'

/**
 * Works like {@link evolveAccount}, but uses `undefined` instead of an Option. The code for the whole Marketo state calls this
 * function.
 *
 * @internal
 */
export const accountAfter = (account: Account | undefined, event: AccountEvent): Account | undefined => {
  switch (event._tag) {
    case 'AccountSyncedDown':
      return accountSyncedDown(account, event)
    case 'AccountSkipped':
      return account === undefined ? undefined : accountSkipped(account, event)
    case 'AccountFieldEdited':
      return account === undefined ? undefined : accountFieldEdited(account, event)
  }
}

/**
 * Returns the account after an event. Only a sync-down creates an account. If the account is unknown, every other event changes
 * nothing.
 *
 * @rule account.only-from-salesforce
 * @rule locality.account
 * @category evolution
 * @since 0.1.0
 */
export const evolveAccount = (account: O.Option<Account>, event: AccountEvent): O.Option<Account> =>
  O.fromNullable(accountAfter(O.toUndefined(account), event))
