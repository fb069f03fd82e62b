/**
 * Finds the API names of columns. Databases change the case of names: Heroku Connect writes `systemmodstamp`, Fivetran
 * `system_modstamp`, and Snowflake `SYSTEMMODSTAMP`.
 */
import type { SchemaFields } from './SchemaFields.js'

/** The keys of a record that describe the record itself, and the account of a contact. They are the same in every org. */
export const keysOfRecord: ReadonlyArray<string> = [
  ...['Id', 'IsDeleted', 'MasterRecordId', 'SystemModstamp', 'AccountId'],
  ...['CreatedById', 'CreatedDate', 'LastModifiedById', 'LastModifiedDate'],
  ...['LastActivityDate', 'LastReferencedDate', 'LastViewedDate'],
]

const lower = (name: string): string => name.toLowerCase()
const folded = (name: string): string => lower(name).replace(/_/g, '')

/** A map from a form of each name to the name. Names that have the same form are left out. */
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

/** Finds the API name of a column. None if several API names fit. */
export const apiNames = (fields: SchemaFields | undefined): ((column: string) => string | undefined) => {
  const names = [...keysOfRecord, ...(fields?.all ?? []).map(({ name }) => name)]
  const byLower = uniqueBy(lower, names)
  const byFolded = uniqueBy(folded, names)
  return (column) => (column === 'sfid' ? 'Id' : (byLower.get(lower(column)) ?? byFolded.get(folded(column))))
}
