/**
 * Fields of an account that changed after its plain objects were made.
 *
 * A plain object is copied whole for each change. So an account with many fields would take quadratic time if each of many
 * records contained only a few of them, or if somebody edited many of them. The changed fields of such an account are kept
 * in a map, one row for each field, until there are as many rows as fields. Then the plain objects are made again.
 *
 * The rules decide each field on its own. So an event of such an account is applied to a small account that has only the
 * fields of the event, and the result is written back into the rows.
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
  /** The first value of the field in the records of one stamp. Undefined if none of them contains the field. */
  readonly first: FieldValue | undefined
  /** Which stamp that is, as the number of stamps that came before it. */
  readonly stamp: number
}

interface FieldRow extends FieldState {
  readonly field: FieldName
  /** The row's place among the rows, because fields keep the order in which they came. */
  readonly place: number
}

export interface ChangedFields {
  readonly rows: PersistentMap<FieldName, FieldRow>
  /** The number of fields that the account had when its plain objects were made. */
  readonly size: number
  /** The number of times that the stamp has changed since then. */
  readonly stamp: number
}

/** `synced`, `localEdits` and the fields of `broughtAtStamp` hold only for the fields that have no row. */
export interface WideAccount extends Account {
  readonly changed: ChangedFields
}

/** An account with at most this many fields, or this many local edits, is always kept in plain objects. */
export const mostPlain = 64

/** Whether a change of `changes` fields is so small that copying all fields of an account would cost much more. */
const isSmall = (changes: number, fields: number): boolean => fields > mostPlain && 8 * changes < fields

/** Whether the next changes of an account should go into rows, given the fields that changed last. */
export const isWide = (synced: Fields, changed: Fields): boolean =>
  isSmall(fieldNames(changed).length, fieldNames(synced).length)

/** Whether a change of some fields goes into the rows of an account. */
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

/** The value that Marketo shows in a field. Undefined if the account does not have the field. */
export const shownInWide = (account: WideAccount, field: FieldName): FieldValue | undefined => {
  const { edit, synced } = stateOf(account, field)
  return edit === undefined ? synced : edit.value
}

const byField = (a: LocalEdit, b: LocalEdit): number => (a.field < b.field ? -1 : 1)

type Writable = Record<FieldName, FieldValue>

/** Adds a field to the parts of a public account. They change in place, because a copy for each field is slow. */
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

/** The account with only some of its fields. Its objects have no prototype, because V8 then makes no hidden class for each set of fields. */
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

/** The account in plain objects. */
export const plain = (account: WideAccount): Account => {
  const { id, systemModstamp, isDeleted, masterRecordId, broughtAtStamp, changed } = account
  const rows = [...changed.rows.values()].sort((a, b) => a.place - b.place)
  const synced: Writable = { ...account.synced }
  // One object for both, where every field has its first value. `compactAccount` then stores it once.
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

/** The account with room for more rows: if there are as many rows as it had fields, it is made anew without rows. */
const roomy = (account: WideAccount): WideAccount =>
  account.changed.rows.size < account.changed.size ? account : wide(plain(account))

const noFields: Fields = {}

/** The account after a change of some of its fields. `after` is the account with only these fields, after the change. */
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
