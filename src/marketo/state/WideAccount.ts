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

interface FieldState {
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

interface FieldRow extends FieldState {
  readonly field: FieldName
  /** The position of the row among all rows. Fields keep the order in which they arrived. */
  readonly place: number
}

export interface ChangedFields {
  readonly rows: PersistentMap<FieldName, FieldRow>
  /** The number of fields that the account had when its plain objects were made. */
  readonly size: number
  /** The number of times that the SystemModstamp has changed since the plain objects were made. */
  readonly stamp: number
}

/** `synced`, `localEdits` and the fields of `broughtAtStamp` are up to date only for fields without a row. */
export interface WideAccount extends Account {
  readonly changed: ChangedFields
}

/**
 * The maximum size of an account that is always stored in plain objects: the number of its fields, and the number of its local
 * edits.
 */
export const mostPlain = 64

/**
 * Tests whether a change affects only a small part of the fields, so that copying all fields would cost much more than the
 * change.
 */
const isSmall = (changes: number, fields: number): boolean => fields > mostPlain && 8 * changes < fields

/** Decides whether the next changes of an account should go into rows. The decision depends on the fields that changed last. */
export const isWide = (synced: Fields, changed: Fields): boolean =>
  isSmall(fieldNames(changed).length, fieldNames(synced).length)

/** Tests whether a change of some fields can go into the rows of an account. */
export const fitsRows = ({ changed: { size } }: WideAccount, fields: ReadonlyArray<FieldName>): boolean =>
  isSmall(fields.length, size)

export const wide = (account: Account): WideAccount => ({
  ...account,
  changed: { rows: emptyMap(), size: fieldNames(account.synced).length, stamp: 0 },
})

const stateOf = (account: WideAccount, field: FieldName): FieldState =>
  account.changed.rows.get(field) ?? {
    synced: rawValue(account.synced, field),
    edit: rawEdit(account.localEdits, field),
    first: rawValue(account.broughtAtStamp.fields, field),
    stamp: account.changed.stamp,
  }

/** Returns the value that Marketo shows in a field. Returns undefined if the account does not have the field. */
export const shownInWide = (account: WideAccount, field: FieldName): FieldValue | undefined => {
  const { edit, synced } = stateOf(account, field)
  return edit === undefined ? synced : edit.value
}

const byField = (a: LocalEdit, b: LocalEdit): number => (a.field < b.field ? -1 : 1)

type Writable = Record<FieldName, FieldValue>

/** Adds a field to the parts of a public account. The parts change in place, because a copy for each field would be slow. */
const put = (
  field: FieldName,
  row: FieldState,
  stamp: number,
  synced: Writable,
  firsts: Writable,
  localEdits: Array<LocalEdit>,
): void => {
  if (row.synced !== undefined) synced[field] = row.synced
  if (row.first !== undefined && row.stamp === stamp) firsts[field] = row.first
  if (row.edit !== undefined) localEdits.push(row.edit)
}

const withFirsts = ({ isDeleted, masterRecordId, further }: BroughtAtStamp, fields: Fields): BroughtAtStamp => ({
  isDeleted,
  masterRecordId,
  fields,
  further,
})

/**
 * Returns the account with only some of its fields. The objects have no prototype. Otherwise V8 would make a hidden class for
 * each set of fields.
 */
export const withFields = (account: WideAccount, fields: ReadonlyArray<FieldName>): Account => {
  const { id, systemModstamp, isDeleted, masterRecordId, broughtAtStamp, changed } = account
  const synced = Object.create(null) as Writable
  const firsts = Object.create(null) as Writable
  const localEdits: Array<LocalEdit> = []
  for (const field of fields) put(field, stateOf(account, field), changed.stamp, synced, firsts, localEdits)
  localEdits.sort(byField)
  const brought = withFirsts(broughtAtStamp, firsts)
  return { id, systemModstamp, isDeleted, masterRecordId, synced, localEdits, broughtAtStamp: brought }
}

/** Converts the account to plain objects. */
export const plain = (account: WideAccount): Account => {
  const { id, systemModstamp, isDeleted, masterRecordId, broughtAtStamp, changed } = account
  const rows = [...changed.rows.values()].sort((a, b) => a.place - b.place)
  const synced: Writable = { ...account.synced }
  // If every field still has its first value, `synced` and `broughtAtStamp.fields` are the same object. `compactAccount` then
  // stores the object once.
  const isShared =
    broughtAtStamp.fields === account.synced &&
    rows.every((row) => row.stamp === changed.stamp && row.first === row.synced)
  const firsts: Writable = isShared ? synced : { ...broughtAtStamp.fields }
  const localEdits = account.localEdits.filter(({ field }) => changed.rows.get(field) === undefined)
  for (const row of rows) put(row.field, row, changed.stamp, synced, firsts, localEdits)
  localEdits.sort(byField)
  const brought = withFirsts(broughtAtStamp, firsts)
  return { id, systemModstamp, isDeleted, masterRecordId, synced, localEdits, broughtAtStamp: brought }
}

/** Makes room for more rows. If the account has as many rows as it had fields, the result has new plain objects and no rows. */
const roomy = (account: WideAccount): WideAccount =>
  account.changed.rows.size < account.changed.size ? account : wide(plain(account))

const noFields: Fields = {}

/** Returns the account after a change of some of its fields. `after` contains only these fields, with their new values. */
export const absorbed = (before: WideAccount, after: Account, fields: ReadonlyArray<FieldName>): WideAccount => {
  const account = roomy(before)
  const { id, systemModstamp, isDeleted, masterRecordId, broughtAtStamp } = after
  const isSameStamp = systemModstamp === account.systemModstamp
  const stamp = account.changed.stamp + (isSameStamp ? 0 : 1)
  let rows = account.changed.rows
  for (const field of fields)
    rows = rows.set(field, {
      field,
      place: rows.get(field)?.place ?? rows.size,
      synced: rawValue(after.synced, field),
      edit: rawEdit(after.localEdits, field),
      first: rawValue(broughtAtStamp.fields, field),
      stamp,
    })
  return {
    id,
    systemModstamp,
    isDeleted,
    masterRecordId,
    synced: account.synced,
    localEdits: account.localEdits,
    broughtAtStamp: withFirsts(broughtAtStamp, isSameStamp ? account.broughtAtStamp.fields : noFields),
    changed: { rows, size: account.changed.size, stamp },
  }
}
