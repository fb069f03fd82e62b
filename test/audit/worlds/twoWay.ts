// A field that syncs in both directions: Marketo writes the edits of this field to Salesforce.
import type { EditAccountField } from 'marketo-account-sync'
import { twoWayField } from './fields.js'
import type { Random } from './random.js'
import type { AccountVersion, Salesforce, SalesforceAccount } from './salesforce.js'
import { exportedAt, last, minute, stampAt } from './salesforce.js'

/** The share of edits that Salesforce refuses, for example because of a validation rule. */
const refused = 0.3

/**
 * Adds the version that Marketo wrote. The later versions keep the written value until an update in Salesforce changes the field.
 */
const withWritten = (account: SalesforceAccount, { at, value }: EditAccountField): SalesforceAccount => {
  const stamp = stampAt(at + 2 * minute)
  const before = account.versions.filter((version) => version.stamp < stamp)
  const after = account.versions.filter((version) => version.stamp > stamp)
  if (before.length === 0 || before.length + after.length < account.versions.length) return account
  const former = last(before).fields[twoWayField] ?? null
  const changedAgain = after.findIndex(({ fields }) => fields[twoWayField] !== former)
  const written = (version: AccountVersion): AccountVersion => ({
    ...version,
    fields: { ...version.fields, [twoWayField]: value },
  })
  const kept = changedAgain === -1 ? after : after.slice(0, changedAgain)
  const versions = [
    ...before,
    written({ stamp, fields: last(before).fields }),
    ...kept.map(written),
    ...after.slice(kept.length),
  ]
  return {
    ...account,
    versions,
    present: { ...account.present, [twoWayField]: last(versions).fields[twoWayField] ?? null },
  }
}

/**
 * Users edit the field that syncs in both directions, and Marketo writes the edits to Salesforce. The function adds the written
 * values to the accounts.
 */
export const withWrittenEdits = (
  { accounts, contacts }: Salesforce,
  edits: ReadonlyArray<EditAccountField>,
  random: Random,
): Salesforce => {
  const written = new Map(accounts.map((account) => [account.id, account]))
  const contactOf = new Map(contacts.map((contact) => [contact.id, contact]))
  for (const edit of [...edits].sort((a, b) => a.at - b.at)) {
    const contact = contactOf.get(edit.contactId)
    if (contact === undefined || contact.isFiltered || contact.versions.length > 1) continue
    const { accountId, stamp } = contact.versions[0]!
    const account = accountId === null ? undefined : written.get(accountId)
    if (edit.field !== twoWayField || account?.merged !== null) continue
    if (stamp > edit.at || edit.at > exportedAt - 4 * minute || random.chance(refused)) continue
    written.set(account.id, withWritten(account, edit))
  }
  return { accounts: [...written.values()], contacts }
}
