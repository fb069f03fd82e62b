/**
 * An account with many fields ("wide"), some of which have changed since its plain objects were made.
 *
 * Each change copies a plain object as a whole. Suppose an account has many fields, and each of many records contains only a few
 * of these fields. With plain objects, these records would take quadratic time. Many local edits have the same problem. Therefore
 * the changed fields of such an account go into a map with one row for each field. When the map has as many rows as the account
 * had fields, the code makes new plain objects.
 *
 * The rules decide each field separately. So an event is applied to a small account that contains only the fields of the event.
 * Then the result is written back into the rows.
 */
import type { Account, LocalEdit } from '../../model/Account.js'
import { rawEdit } from '../../model/Account.js'
import type { BroughtAtStamp } from '../../model/BroughtAtStamp.js'
import type { FieldName, Fields, FieldValue } from '../../model/Field.js'
import { fieldNames, rawValue } from '../../model/Field.js'
import type { PersistentMap } from './PersistentMap.js'
import { emptyMap } from './PersistentMap.js'

interface FieldRow {
  readonly field: FieldName
  /** Undefined if the account does not have the field. */
  readonly synced: FieldValue | undefined
  readonly edit: LocalEdit | undefined
  /**
   * The first value of the field in the records with one SystemModstamp. Undefined if none of these records contains the field.
   */
  readonly first: FieldValue | undefined
  /** Identifies the SystemModstamp to which `first` belongs: the number of times that the SystemModstamp had changed before. */
  readonly stamp: number
}

export interface ChangedFields {
  readonly rows: PersistentMap<FieldName, FieldRow>
  /** The number of fields that the account had when its plain objects were made. */
  readonly size: number
  /** The number of times that the SystemModstamp has changed since the plain objects were made. */
  readonly stamp: number
}

/** `synced`, `localEdits` and the fields of `broughtAtStamp` are up to date only for fields without a row. */
export interface WideAccount {
  readonly account: Account
  readonly changed: ChangedFields
}

/**
 * The maximum size of an account that is always stored in plain objects: the number of its fields, and the number of its local
 * edits.
 */
export const mostPlain = 32

/**
 * Tests whether a change affects only a small part of the fields, so that copying all fields would cost much more than the
 * change.
 */
export const isSmall = (changes: number, fields: number): boolean => fields > mostPlain && 8 * changes < fields

/** Starts to keep the changed fields of an account in rows. */
export const wide = (account: Account): WideAccount => ({
  account,
  changed: { rows: emptyMap(), size: fieldNames(account.synced).length, stamp: 0 },
})

/** Returns the row of a field. A field without a row gets its values from the plain objects. */
const stateOf = ({ account, changed }: WideAccount, field: FieldName): FieldRow =>
  changed.rows.get(field) ?? {
    field,
    synced: rawValue(account.synced, field),
    edit: rawEdit(account.localEdits, field),
    first: rawValue(account.broughtAtStamp.fields, field),
    stamp: changed.stamp,
  }

type Writable = Record<FieldName, FieldValue>

const withFirsts = ({ isDeleted, masterRecordId, further }: BroughtAtStamp, fields: Fields): BroughtAtStamp => ({
  isDeleted,
  masterRecordId,
  fields,
  further,
})

/**
 * Adds the rows of some fields to the given values and local edits, and returns the account with all of them. The given objects
 * change in place, because a copy for each field would be slow.
 */
const withStates = (
  { account: { id, systemModstamp, isDeleted, masterRecordId, broughtAtStamp }, changed }: WideAccount,
  states: ReadonlyArray<FieldRow>,
  synced: Writable,
  firsts: Writable,
  localEdits: Array<LocalEdit>,
): Account => {
  for (const { field, synced: value, first, stamp, edit } of states) {
    if (value !== undefined) synced[field] = value
    if (first !== undefined && stamp === changed.stamp) firsts[field] = first
    if (edit !== undefined) localEdits.push(edit)
  }
  localEdits.sort((a, b) => (a.field < b.field ? -1 : 1))
  const brought = withFirsts(broughtAtStamp, firsts)
  return { id, systemModstamp, isDeleted, masterRecordId, synced, localEdits, broughtAtStamp: brought }
}

const emptied = (): Writable => Object.create(null) as Writable

/**
 * Returns the account with only some of its fields. Its objects have no prototype, because V8 then makes no hidden class for
 * each set of fields.
 */
export const withFields = (wideAccount: WideAccount, fields: ReadonlyArray<FieldName>): Account =>
  withStates(
    wideAccount,
    fields.map((field) => stateOf(wideAccount, field)),
    emptied(),
    emptied(),
    [],
  )

/** Returns the account in plain objects. */
export const plain = (wideAccount: WideAccount): Account => {
  const { account, changed } = wideAccount
  const { fields } = account.broughtAtStamp
  const rows = changed.rows.values()
  const synced: Writable = { ...account.synced }
  // If each field has its first value, one object serves both purposes.
  const isShared = fields === account.synced && rows.every(({ first, synced: value }) => first === value)
  return withStates(
    wideAccount,
    rows,
    synced,
    isShared ? synced : { ...fields },
    account.localEdits.filter(({ field }) => changed.rows.get(field) === undefined),
  )
}

/**
 * Returns the account after a change of some of its fields. `after` contains only these fields, with their new values. If there
 * are as many rows as the account had fields, the code first makes new plain objects.
 */
export const absorbed = (before: WideAccount, after: Account, fields: ReadonlyArray<FieldName>): WideAccount => {
  const { account, changed } = before.changed.rows.size < before.changed.size ? before : wide(plain(before))
  const { id, systemModstamp, isDeleted, masterRecordId, broughtAtStamp } = after
  const isSameStamp = systemModstamp === account.systemModstamp
  const stamp = changed.stamp + (isSameStamp ? 0 : 1)
  let { rows } = changed
  for (const field of fields)
    rows = rows.set(field, {
      field,
      synced: rawValue(after.synced, field),
      edit: rawEdit(after.localEdits, field),
      first: rawValue(broughtAtStamp.fields, field),
      stamp,
    })
  return {
    account: {
      id,
      systemModstamp,
      isDeleted,
      masterRecordId,
      synced: account.synced,
      localEdits: account.localEdits,
      broughtAtStamp: withFirsts(broughtAtStamp, isSameStamp ? account.broughtAtStamp.fields : {}),
    },
    changed: { rows, size: changed.size, stamp },
  }
}
