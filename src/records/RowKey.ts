/** Classifies the keys of a row. A key is a field, a key that describes the record itself, a relationship, or something else. */
import { FieldName } from '../model/Field.js'
import { apiNames, keysOfRecord } from './ColumnNames.js'
import type { ReadableField, SchemaFields } from './SchemaFields.js'

type RowKey =
  /** A key that describes the record itself, such as `Id` or `SystemModstamp`. */
  | { readonly _tag: 'RecordKey'; readonly name: string }
  | { readonly _tag: 'Field'; readonly field: ReadableField }
  /** A name that is possibly the name of a field. If there is no schema, every unknown name is possibly the name of a field. */
  | { readonly _tag: 'AnyField'; readonly name: string }
  | { readonly _tag: 'Compound'; readonly parts: ReadonlyMap<string, ReadableField> }
  | { readonly _tag: 'Ignored' }
  | { readonly _tag: 'LeftOut' }

/** Keys that this library reads, although they do not belong to the Salesforce record. */
const keysInUse: ReadonlySet<string> = /* @__PURE__ */ new Set(['_sdc_deleted_at', '_fivetran_deleted', 'Account.Id'])

const recordKeys: ReadonlySet<string> = /* @__PURE__ */ new Set(['attributes', 'Account', ...keysOfRecord])

export interface RowKeys {
  /** Classifies a key of a row whose keys are Salesforce API names. */
  readonly ofRecord: (key: string) => RowKey
  /** Classifies a column of a database table. The column names are API names in a different letter case. */
  readonly ofTable: (column: string) => RowKey
}

/**
 * Caches the results of a function. The rows of a page have the same keys, so the function would return the same results for each
 * row.
 */
const remembering = <A>(find: (key: string) => A): ((key: string) => A) => {
  const known = new Map<string, A>()
  return (key) => {
    const before = known.get(key)
    if (before !== undefined) return before
    const found = find(key)
    known.set(key, found)
    return found
  }
}

export const rowKeys = (fields: SchemaFields | undefined): RowKeys => {
  const ofRecord = (key: string): RowKey => {
    if (recordKeys.has(key)) return { _tag: 'RecordKey', name: key }
    if (keysInUse.has(key)) return { _tag: 'Ignored' }
    if (fields === undefined) return FieldName.is(key) ? { _tag: 'AnyField', name: key } : { _tag: 'LeftOut' }
    const field = fields.field(key)
    if (field !== undefined) return { _tag: 'Field', field }
    const parts = fields.partsOf(key)
    // A standard address is ignored, because a query can select its parts as separate fields. A custom address is read, because
    // tools often copy only the address and not its parts.
    if (parts !== undefined) return key.endsWith('__c') ? { _tag: 'Compound', parts } : { _tag: 'Ignored' }
    return { _tag: fields.isRelationship(key) ? 'Ignored' : 'LeftOut' }
  }
  let names: ((column: string) => string | undefined) | undefined
  return {
    ofRecord: remembering(ofRecord),
    ofTable: remembering((column) => {
      names ??= apiNames(fields)
      const name = names(column)
      if (name !== undefined) return ofRecord(name)
      return { _tag: keysInUse.has(column) || (fields === undefined && FieldName.is(column)) ? 'Ignored' : 'LeftOut' }
    }),
  }
}
