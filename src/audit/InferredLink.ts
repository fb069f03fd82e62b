/**
 * Infers the account to which Marketo links a person. The audit needs the inferred account if the file of people has no SFDC
 * Account Id.
 */
import type { PersonRow } from '../exports/Rows.js'
import type { FieldName, FieldValue } from '../model/Field.js'
import { rawValue } from '../model/Field.js'
import type { AuditField, Form } from './FieldTable.js'
import type { Accounts } from './SalesforceSide.js'
import { notThere } from './SalesforceSide.js'

/** The number of fields in which a row agrees with an account, and the number of fields in which the row differs. */
interface Fit {
  readonly account: number
  readonly same: number
  readonly different: number
}

/**
 * If fewer fields than this number differ, the account may still be the right account. The reason is that a local edit or a late
 * update can cause one difference.
 */
const fewestDifferent = 2
/** If more accounts than this number have the same name, such as "Test", the name does not identify an account. */
const mostOfOneName = 100

/** Tests whether it is possible that the row shows the values of the account. */
const fits = ({ account, same, different }: Fit): boolean =>
  account !== notThere && (different < fewestDifferent || same >= different)

const better = (best: Fit, other: Fit): Fit => (other.same > best.same ? other : best)

export interface LinkInference {
  /** Returns the comparable form of the company name that Marketo shows for a person. */
  readonly nameOf: (row: PersonRow) => Form
  /** Whether an account has this name. */
  readonly isName: (form: string) => boolean
  /**
   * Returns the account whose values Marketo shows for a person: the account of the contact, or an account with the shown name.
   * Returns {@link notThere} if none of these accounts fits.
   */
  readonly accountShown: (row: PersonRow, ofContact: number) => number
}

export const linkInference = (accounts: Accounts): LinkInference => {
  const { fieldIndex, fields, columns, byName: names } = accounts
  const nameField = fieldIndex.get('Name')

  const nameOf = (row: PersonRow): Form =>
    nameField === undefined
      ? null
      : (fields[nameField] as AuditField).formInMarketo(rawValue(row.fields, 'Name' as FieldName) ?? null)

  const fitOf = (row: PersonRow, account: number): Fit => {
    let [same, different] = [0, 0]
    for (const name in row.fields) {
      const field = fieldIndex.get(name)
      const salesforce = field === undefined ? undefined : columns[field]?.[account]
      if (field === undefined || salesforce === undefined) continue
      const marketo = row.fields[name as keyof typeof row.fields] as FieldValue
      if (salesforce === null && marketo === null) continue
      if (salesforce === marketo || (fields[field] as AuditField).agree(salesforce, marketo) !== 'different') same += 1
      else different += 1
    }
    return { account, same, different }
  }

  return {
    nameOf,
    isName: (form) => names.has(form),
    accountShown: (row, ofContact) => {
      const name = nameOf(row)
      const named = (name === null ? undefined : names.get(name)) ?? []
      if (named.length === 1 && named[0] === ofContact) return ofContact
      const candidates = named.length > mostOfOneName ? [] : named
      const best = candidates
        .filter((account) => account !== ofContact)
        .map((account) => fitOf(row, account))
        .reduce(better, fitOf(row, ofContact))
      return fits(best) ? best.account : notThere
    },
  }
}
