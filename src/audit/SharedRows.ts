/** Finds the accounts that share a company row of Marketo. */
import type { People } from './MarketoSide.js'
import type { Accounts } from './SalesforceSide.js'

/** The accounts that share a company row. The key is the row. A row that has only one account is left out. */
export type SharedRows = ReadonlyMap<string, ReadonlySet<number>>

export const sharedRowsOf = (accounts: Accounts, people: People): SharedRows => {
  const shared = new Map<string, Set<number>>()
  if (!people.has.sfdcAccountId) return shared
  const first = new Map<string, number>()
  for (const account of accounts.keys.keys())
    for (const { companyRow, isInferred, people: ids } of people.groupsOf[account] ?? []) {
      if (companyRow === '' || isInferred || ids.length === 0) continue
      const known = first.get(companyRow)
      if (known === undefined) first.set(companyRow, account)
      else if (known !== account) shared.set(companyRow, (shared.get(companyRow) ?? new Set([known])).add(account))
    }
  return shared
}
