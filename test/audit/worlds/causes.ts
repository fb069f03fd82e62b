// Determines the true cause of each difference, and of each record that only one of the systems has.
import * as O from 'fp-ts/lib/Option.js'
import type { Account, AccountId, FieldName, FieldValue } from 'marketo-account-sync'
import { localEditOf } from 'marketo-account-sync'
import { formulaField, hiddenField, stoppedField } from './fields.js'
import { isPending, readVersion } from './marketo.js'
import type { SalesforceAccount, SalesforceContact } from './salesforce.js'
import { last, syncedUntil, versionAt } from './salesforce.js'
import type { Cause, RecordCause } from './truth.js'

/** Returns the true cause of a difference that comes from the sync or from a local edit. */
export const ruleCause = (
  field: FieldName,
  account: SalesforceAccount,
  inMarketo: Account,
  shown: FieldValue,
): Cause => {
  if (O.isSome(localEditOf(field)(inMarketo))) return 'local edit'
  if (field === hiddenField) return 'hidden field'
  const read = readVersion(account)
  const applied = versionAt(account.versions, inMarketo.systemModstamp)
  if (read !== undefined && read !== applied && read.fields[field] !== shown && applied?.fields[field] === shown)
    return 'record failed to sync'
  if (field === stoppedField && read?.fields[field] !== shown) return 'field not syncing'
  if (isPending(account) && read?.fields[field] === shown) return 'not yet synced'
  if (field === formulaField) return 'formula without a new stamp'
  throw new Error(`no rule explains ${field} of ${account.id}`)
}

/** Returns the cause of a fact about a contact or its person. If there is no such fact, the result has no meaning. */
export const recordCauseOf = ({ isFailing, isFiltered, versions }: SalesforceContact): RecordCause => {
  if (isFiltered) return 'sync filter'
  if (last(versions).stamp > syncedUntil) return 'not yet synced'
  return isFailing ? 'record failed to sync' : 'stale link'
}

/**
 * Finds the names that several accounts have, and returns the last account of each name. A conversion gave the account this name,
 * or the name is equal by chance.
 */
export const lastOfSameName = (accounts: ReadonlyArray<SalesforceAccount>): ReadonlySet<AccountId> => {
  const byName = new Map<FieldValue, ReadonlyArray<AccountId>>()
  for (const { id, present, isPersonAccount, merged } of accounts) {
    if (isPersonAccount || merged !== null) continue
    const name = present['Name'] ?? null
    byName.set(name, [...(byName.get(name) ?? []), id])
  }
  return new Set([...byName.values()].flatMap((ids) => (ids.length > 1 ? ids.slice(-1) : [])))
}
