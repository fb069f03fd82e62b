/**
 * Finds the Salesforce API names of database columns. Databases change the letter case of names. For example, Heroku Connect
 * writes `systemmodstamp`, Fivetran `system_modstamp`, and Snowflake `SYSTEMMODSTAMP`.
 */
import type { SchemaFields } from './SchemaFields.js'

/**
 * The keys of a record that describe the record itself, and the key for the account of a contact. Every Salesforce org has the
 * same keys.
 */
export const keysOfRecord: ReadonlyArray<string> = [
  ...['Id', 'IsDeleted', 'MasterRecordId', 'SystemModstamp', 'AccountId'],
  ...['CreatedById', 'CreatedDate', 'LastModifiedById', 'LastModifiedDate'],
  ...['LastActivityDate', 'LastReferencedDate', 'LastViewedDate'],
]

const lower = (name: string): string => name.toLowerCase()
const folded = (name: string): string => lower(name).replace(/_/g, '')

/** Makes a map from `form(name)` to `name`. If several names have the same form, the map contains none of them. */
const uniqueBy = (form: (name: string) => string, names: Iterable<string>): ReadonlyMap<string, string> => {
  const unique = new Map<string, string>()
  const shared = new Set<string>()
  for (const name of names) {
    const key = form(name)
    if ((unique.get(key) ?? name) === name) unique.set(key, name)
    else shared.add(key)
  }
  for (const key of shared) unique.delete(key)
  return unique
}

/** Finds the API name of a column. Returns `undefined` if no API name fits, or if several fit. */
export const apiNames = (fields: SchemaFields | undefined): ((column: string) => string | undefined) => {
  const names = [...keysOfRecord, ...(fields?.all ?? []).map(({ name }) => name)]
  const byLower = uniqueBy(lower, names)
  const byFolded = uniqueBy(folded, names)
  return (column) => (column === 'sfid' ? 'Id' : (byLower.get(lower(column)) ?? byFolded.get(folded(column))))
}
