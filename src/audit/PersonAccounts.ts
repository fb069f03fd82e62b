/**
 * Finds the accounts that are person accounts, or may be person accounts. The sync treats a person account as a company and as a
 * person, so the rules of this library do not describe its fields.
 */
import type { FieldName, Fields } from '../model/Field.js'
import { rawValue } from '../model/Field.js'
import type { ObjectSchema } from '../records/Describe.js'

/** Only orgs with person accounts have these fields. Data Loader writes the names in capitals. */
const isPersonAccountNames = ['IsPersonAccount', 'ISPERSONACCOUNT'] as ReadonlyArray<string> as ReadonlyArray<FieldName>
const personContactNames = ['PersonContactId', 'PERSONCONTACTID'] as ReadonlyArray<string> as ReadonlyArray<FieldName>

const signs = [...isPersonAccountNames, ...personContactNames]

/**
 * Tests whether a row contains the field IsPersonAccount or PersonContactId. These fields show whether an account is a person
 * account.
 */
export const hasPersonSign = (fields: Fields): boolean => signs.some((name) => rawValue(fields, name) !== undefined)

/** Returns whether an account is a person account. `undefined` if its row does not show this. */
export const personSignOf = (fields: Fields): boolean | undefined => {
  for (const name of isPersonAccountNames) {
    const value = rawValue(fields, name)
    if (typeof value === 'boolean') return value
    if (typeof value === 'string' && value !== '') return /^(?:true|1|yes)$/i.test(value)
  }
  for (const name of personContactNames) {
    const value = rawValue(fields, name)
    if (value !== undefined) return value !== null && value !== ''
  }
  return undefined
}

/** The signs in one file of accounts. */
export interface PersonSigns {
  /** Whether any row of the file has a field that only orgs with person accounts have. */
  readonly hasSign: boolean
  /**
   * Whether each account is a person account. The key is the index of the account. If the row of an account does not show whether
   * it is a person account, the map has no entry for the account.
   */
  readonly signs: ReadonlyMap<number, boolean>
}

export interface PersonAccounts {
  /** The accounts that are person accounts. */
  readonly personAccounts: ReadonlySet<number>
  /**
   * The accounts that may be person accounts. `null` if no file shows that the org has person accounts. In this case, the audit
   * assumes that no account is a person account.
   */
  readonly mayBePersonAccounts: ReadonlySet<number> | null
}

const describesSign = (schema: ObjectSchema | undefined): boolean =>
  schema !== undefined && signs.some((name) => Object.hasOwn(schema.fields, name))

/**
 * Decides for each account whether it is a person account. If the file of accounts does not show this, the function uses the
 * earlier export. An account with several live contacts is not a person account, because a person account has exactly one.
 */
export const personAccountsOf = (
  size: number,
  present: PersonSigns,
  earlier: PersonSigns | null,
  liveContacts: ReadonlyArray<number> | null,
  schema: ObjectSchema | undefined,
): PersonAccounts => {
  const isKnownOrg = present.hasSign || earlier?.hasSign === true || describesSign(schema)
  const personAccounts = new Set<number>()
  const mayBe = new Set<number>()
  if (!isKnownOrg) return { personAccounts, mayBePersonAccounts: null }
  for (let account = 0; account < size; account++) {
    const sign = present.signs.get(account) ?? earlier?.signs.get(account)
    if (sign === true) personAccounts.add(account)
    else if (sign === undefined && !((liveContacts?.[account] ?? 0) > 1)) mayBe.add(account)
  }
  return { personAccounts, mayBePersonAccounts: mayBe }
}
