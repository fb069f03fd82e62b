/**
 * If two accounts share a company row, Marketo may show a value of one account for the people of the other. This module finds such
 * values.
 */
import type { Evidence } from './Evidence.js'
import type { AuditField, Form } from './FieldTable.js'
import type { Gathered, ShownValue } from './Gathered.js'
import { groupsOf } from './Gathered.js'
import { accountIdOf, byText } from './Ids.js'
import type { Group } from './MarketoSide.js'

/** Returns the comparable form of the value that Marketo shows in a field for the people of a group. */
const formOf = ({ accounts }: Gathered, group: Group, field: number): Form => {
  const { formInMarketo, formInSalesforce } = accounts.fields[field] as AuditField
  const difference = group.differences.find((each) => each.field === field)
  return difference === undefined
    ? formInSalesforce(accounts.columns[field]?.[group.account] ?? null)
    : formInMarketo(difference.value)
}

const formInSalesforceOf = ({ accounts }: Gathered, account: number, field: number): Form =>
  (accounts.fields[field] as AuditField).formInSalesforce(accounts.columns[field]?.[account] ?? null)

/** Tests whether the values of a group agree with another account in more fields than with the group's own account. */
const showsMostly = (gathered: Gathered, group: Group, other: number): boolean => {
  const compared = [...gathered.accounts.fields.keys()].filter((field) => gathered.people.hasField[field] === true)
  const same = compared.filter(
    (field) => formOf(gathered, group, field) === formInSalesforceOf(gathered, other, field),
  ).length
  return same > compared.length - group.differences.length
}

/** Tests whether a group shows the name of its own account. The result is false if another account has the same name. */
const showsOwnName = ({ accounts, people }: Gathered, { account, differences }: Group): boolean => {
  const field = accounts.fieldIndex.get('Name')
  if (field === undefined || people.hasField[field] !== true) return false
  const name = (accounts.fields[field] as AuditField).formInSalesforce(accounts.columns[field]?.[account] ?? null)
  return name !== null && accounts.byName.get(name)?.length === 1 && differences.every((each) => each.field !== field)
}

/**
 * Whether Marketo may show the value of another account. Marketo can show such a value if both accounts share a company row.
 *
 * | value     | meaning                                                                                             |
 * | --------- | --------------------------------------------------------------------------------------------------- |
 * | `shown`   | the accounts share a row. The row shows the other account's value, and fits that account better     |
 * | `shared`  | the accounts share a row, but at least one other condition for `shown` is false                     |
 * | `unknown` | the file has no company row, and Marketo does not show the name of the account                      |
 * | `no`      | the account shares no company row                                                                   |
 */
export type OtherAccount = 'shown' | 'shared' | 'unknown' | 'no'

export const otherAccountOf = (gathered: Gathered, field: number, { form, groups }: ShownValue): OtherAccount => {
  const { sharedRows } = gathered
  const shared = groups.flatMap((group) =>
    [...(sharedRows.get(group.companyRow) ?? [])]
      .filter((other) => other !== group.account)
      .map((other) => ({ group, other })),
  )
  const isOther = shared.some(
    ({ group, other }) => formInSalesforceOf(gathered, other, field) === form && showsMostly(gathered, group, other),
  )
  if (isOther) return 'shown'
  if (shared.length > 0) return 'shared'
  return groups.some((group) => group.companyRow === '' && !showsOwnName(gathered, group)) ? 'unknown' : 'no'
}

/** Returns the groups of people in a company row that several accounts share. */
export const groupsInRow = (gathered: Gathered, row: string): ReadonlyArray<Group> =>
  [...(gathered.sharedRows.get(row) ?? [])]
    .flatMap((account) => groupsOf(gathered, account))
    .filter(({ companyRow }) => companyRow === row)

/** The greatest number of accounts that a finding lists as evidence. */
const longestList = 10

/** Returns a shared company row as evidence. */
export const sharedRowEvidence = (gathered: Gathered, row: string): Evidence => ({
  _tag: 'CompanyRows',
  rows: [
    {
      row,
      count: groupsInRow(gathered, row).reduce((sum, { people }) => sum + people.length, 0),
      accounts: [...(gathered.sharedRows.get(row) ?? [])]
        .map((account) => gathered.accounts.keys[account] as string)
        .sort(byText)
        .slice(0, longestList)
        .map(accountIdOf),
    },
  ],
})
