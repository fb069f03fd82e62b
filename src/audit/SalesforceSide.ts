/** Reads the files from Salesforce, and stores the data that the audit needs. */
import type { AccountRow, ContactRow } from '../exports/Rows.js'
import type { FieldName, FieldValue } from '../model/Field.js'
import { fieldNames, rawValue } from '../model/Field.js'
import type { Settings } from '../model/Settings.js'
import type { AuditOptions } from './AuditInput.js'
import type { AuditField } from './FieldTable.js'
import { auditFieldsOf, sharedValues } from './FieldTable.js'
import { keyOf } from './Ids.js'
import type { PersonAccounts, PersonSigns } from './PersonAccounts.js'
import { hasPersonSign, personSignOf } from './PersonAccounts.js'
import type { IdTable } from '../exports/IdTable.js'
import { keyTable } from '../exports/IdTable.js'

/** Represents an unknown instant in a list of numbers. */
export const noInstant = Number.NaN

/** Represents the index of an account or contact that is not in the file. */
export const notThere = -1

/** The file of accounts. */
export interface AccountFile {
  /** The number of rows read. */
  readonly rows: number
  /** Finds the index of an account by the key of the account. */
  readonly indexOf: Pick<IdTable<string>, 'get'>
  readonly keys: ReadonlyArray<string>
  readonly stamps: ReadonlyArray<number>
  /** The accounts whose records show that they are deleted or were merged into another account. */
  readonly deleted: ReadonlyMap<number, { readonly master: string | null }>
  /**
   * Some accounts have several rows with different values, and no SystemModstamp shows which row is newer. This set contains these
   * accounts.
   */
  readonly contradicted: ReadonlySet<number>
  readonly personSigns: PersonSigns
  readonly fields: ReadonlyArray<AuditField>
  readonly fieldIndex: ReadonlyMap<string, number>
  /** The values of the accounts. The outer index is the field, and the inner index is the account. */
  readonly columns: ReadonlyArray<ReadonlyArray<FieldValue | undefined>>
}

/** The accounts, with the facts that follow from all files of Salesforce. */
export interface Accounts extends AccountFile, PersonAccounts {
  /** For each company name, the accounts with this name. Deleted accounts and person accounts are left out. */
  readonly byName: ReadonlyMap<string, ReadonlyArray<number>>
}

const isLater = (stamp: number, known: number): boolean => !(stamp < known)

/** Returns a map of the accounts that are companies. The key is the comparable form of the company name. */
const accountsByName = (
  { fieldIndex, fields, columns, deleted }: AccountFile,
  { personAccounts }: PersonAccounts,
): Accounts['byName'] => {
  const field = fieldIndex.get('Name')
  const byName = new Map<string, Array<number>>()
  if (field === undefined) return byName
  const { formInSalesforce } = fields[field] as AuditField
  const column = columns[field] ?? []
  for (const [account, value] of column.entries()) {
    if (value === undefined || deleted.has(account) || personAccounts.has(account)) continue
    const form = formInSalesforce(value)
    if (form === null) continue
    const found = byName.get(form)
    if (found === undefined) byName.set(form, [account])
    else found.push(account)
  }
  return byName
}

export const accountsOf = (file: AccountFile, persons: PersonAccounts): Accounts => ({
  ...file,
  ...persons,
  byName: accountsByName(file, persons),
})

export const readAccounts = (settings: Settings, options: AuditOptions, input: Iterable<AccountRow>): AccountFile => {
  let rows = 0
  const indexOf = keyTable()
  const keys: Array<string> = []
  const stamps: Array<number> = []
  const deleted = new Map<number, { readonly master: string | null }>()
  const contradicted = new Set<number>()
  const signs = new Map<number, boolean>()
  let hasSign = false
  const names: Array<FieldName> = []
  const fieldIndex = new Map<string, number>()
  const columns: Array<Array<FieldValue | undefined>> = []
  const share: Array<(value: FieldValue) => FieldValue> = []
  for (const row of input) {
    rows += 1
    const key = keyOf(row.id)
    const stamp = row.systemModstamp ?? noInstant
    const index = indexOf.getOrAdd(key)
    let former: ReadonlyArray<FieldValue | undefined> | null = null
    if (index === keys.length) {
      keys.push(key)
      stamps.push(stamp)
    } else {
      if (!isLater(stamp, stamps[index] as number)) continue
      if (!(stamp > (stamps[index] as number))) former = columns.map((column) => column[index])
      stamps[index] = stamp
      deleted.delete(index)
      signs.delete(index)
      for (const column of columns) column[index] = undefined
    }
    const master = row.masterRecordId ?? null
    if (row.isDeleted === true || master !== null)
      deleted.set(index, { master: master === null ? null : keyOf(master) })
    if (hasPersonSign(row.fields)) {
      hasSign = true
      const sign = personSignOf(row.fields)
      if (sign !== undefined) signs.set(index, sign)
    }
    for (const name of fieldNames(row.fields)) {
      let field = fieldIndex.get(name)
      if (field === undefined) {
        field = names.length
        fieldIndex.set(` ${name}`.slice(1), field)
        names.push(name)
        columns.push([])
        share.push(sharedValues())
      }
      const column = columns[field] as Array<FieldValue | undefined>
      while (column.length < index) column.push(undefined)
      column[index] = (share[field] as (value: FieldValue) => FieldValue)(rawValue(row.fields, name) ?? null)
      const other = former?.[field]
      if (other !== undefined && other !== column[index]) contradicted.add(index)
    }
  }
  const fields = auditFieldsOf(settings, options, names, columns)
  return {
    rows,
    indexOf,
    keys,
    stamps,
    deleted,
    contradicted,
    personSigns: { hasSign, signs },
    fields,
    fieldIndex,
    columns,
  }
}

/**
 * Returns the key of the account into which an account was merged. Returns `null` if the account was not merged. If A was merged
 * into B, and B was merged into C, the result for A is the key of C.
 */
export const masterOf = ({ deleted, indexOf }: AccountFile, account: number): string | null => {
  const master = deleted.get(account)?.master ?? null
  const seen = new Set([account])
  let last = master
  for (let key = master; key !== null;) {
    const index = indexOf.get(key)
    last = key
    if (index === undefined || seen.has(index)) break
    seen.add(index)
    key = deleted.get(index)?.master ?? null
  }
  return last
}

/** Makes a key that identifies one field of one account. */
export const cellOf = (accounts: AccountFile, account: number, field: number): number =>
  account * accounts.fields.length + field

/** The data from an earlier export of the accounts. */
export interface Earlier {
  readonly rows: number
  /** The values that have changed since the earlier export. Each key is a result of {@link cellOf}. */
  readonly changed: ReadonlyMap<number, { readonly value: FieldValue; readonly stamp: number }>
  /** The newest SystemModstamp of the earlier export. The export was made at this time or later. */
  readonly at: number
  /** Counts accounts whose SystemModstamp is newer in the earlier export than in the later export. */
  readonly newer: number
  readonly personSigns: PersonSigns
}

export const readEarlier = (accounts: AccountFile, input: Iterable<AccountRow>): Earlier => {
  let [rows, newer] = [0, 0]
  let at = noInstant
  const stamps = new Map<number, number>()
  const changed = new Map<number, { readonly value: FieldValue; readonly stamp: number }>()
  const signs = new Map<number, boolean>()
  let hasSign = false
  const share = accounts.fields.map(() => sharedValues())
  for (const row of input) {
    rows += 1
    if (!hasSign) hasSign = hasPersonSign(row.fields)
    const stamp = row.systemModstamp ?? noInstant
    if (!(stamp <= at) && !Number.isNaN(stamp)) at = stamp
    const account = accounts.indexOf.get(keyOf(row.id))
    if (account === undefined) continue
    // A report leaves out the seconds, so a difference of less than a minute proves nothing.
    if (stamp >= (accounts.stamps[account] as number) + 60_000) newer += 1
    const known = stamps.get(account)
    if (known !== undefined && !isLater(stamp, known)) continue
    stamps.set(account, stamp)
    const sign = hasSign ? personSignOf(row.fields) : undefined
    if (sign === undefined) signs.delete(account)
    else if (accounts.personSigns.signs.get(account) === undefined) signs.set(account, sign)
    for (const [name, field] of accounts.fieldIndex) {
      const value = rawValue(row.fields, name as FieldName)
      const present = accounts.columns[field]?.[account]
      const cell = cellOf(accounts, account, field)
      if (known !== undefined) changed.delete(cell)
      if (value === undefined || present === undefined || value === present) continue
      const form = (accounts.fields[field] as AuditField).formInSalesforce
      if (form(value) === form(present)) continue
      changed.set(cell, { value: (share[field] as (each: FieldValue) => FieldValue)(value), stamp })
    }
  }
  return { rows, changed, at, newer, personSigns: { hasSign, signs } }
}

export interface Contacts {
  readonly rows: number
  /** The table of contacts, with their keys. */
  readonly ids: IdTable<string>
  /** The account of each contact, or {@link notThere}. */
  readonly accounts: ReadonlyArray<number>
  /**
   * A map from a contact to the key of the account. The map contains only contacts whose account is not in the file of accounts.
   */
  readonly otherAccounts: ReadonlyMap<number, string>
  readonly stamps: ReadonlyArray<number>
  readonly deleted: ReadonlySet<number>
}

export const readContacts = (accounts: AccountFile, input: Iterable<ContactRow>): Contacts => {
  let rows = 0
  const ids = keyTable()
  const accountOf: Array<number> = []
  const otherAccounts = new Map<number, string>()
  const stamps: Array<number> = []
  const deleted = new Set<number>()
  for (const row of input) {
    rows += 1
    const key = keyOf(row.id)
    const stamp = row.systemModstamp ?? noInstant
    const index = ids.getOrAdd(key)
    if (index === stamps.length) {
      accountOf.push(notThere)
      stamps.push(stamp)
    } else {
      if (!isLater(stamp, stamps[index] as number)) continue
      stamps[index] = stamp
      otherAccounts.delete(index)
      deleted.delete(index)
    }
    const accountKey = row.accountId === null ? null : keyOf(row.accountId)
    accountOf[index] = accountKey === null ? notThere : (accounts.indexOf.get(accountKey) ?? notThere)
    if (accountKey !== null && accountOf[index] === notThere) otherAccounts.set(index, accountKey)
    if (row.isDeleted === true) deleted.add(index)
  }
  return { rows, ids, accounts: accountOf, otherAccounts, stamps, deleted }
}
