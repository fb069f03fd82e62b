// Ids and deliveries for laws whose conditions are rare in random histories. No random history uses these ids.
import type { AccountId, ContactId, ContactRecord, SyncAccount, SyncContact } from 'marketo-account-sync'
import type { Values } from '../helpers/values.js'
import { idsOf, second, syncAccount, syncContact } from '../helpers/values.js'

export const { nthAccountId, nthContactId, nthOpportunityId, nthUserId } = idsOf('Zz')

/** Delivers an account record at the instant of its SystemModstamp. */
export const deliverAccount = (id: AccountId, at: number, fields: Values, isDeleted = false): SyncAccount =>
  syncAccount({ id, systemModstamp: second(at), isDeleted, fields }, second(at))

/** Delivers an account record with a SystemModstamp that arrived before. The record has `IsDeleted` only if `isDeleted` is given. */
export const readAgain = (id: AccountId, at: number, fields: Values, isDeleted?: boolean): SyncAccount =>
  syncAccount(
    { id, systemModstamp: second(at), ...(isDeleted === undefined ? {} : { isDeleted }), fields },
    second(at + 1),
  )

/** Delivers a contact record at the instant of its SystemModstamp. */
export const deliverContact = (
  id: ContactId,
  at: number,
  accountId: ContactRecord['accountId'],
  isDeleted = false,
): SyncContact => syncContact({ id, systemModstamp: second(at), isDeleted, accountId }, second(at))
