/**
 * A wide account has many fields, and stores the changed fields separately.
 *
 * Every account stores its values in plain objects. To change one field of a plain object, the code copies all fields. If the
 * account has many fields, this copy is slow.
 *
 * Therefore a wide account also has a map with one row for each changed field. If the map gets as many rows as the plain objects
 * have fields, the code makes new plain objects and starts with an empty map.
 *
 * To apply an event, the code makes a small account with only the fields of the event. The rules need no other fields, because
 * they decide each field separately. Then the code writes the result back into the rows.
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
   * Several records can have the account's SystemModstamp. `first` is the value from the first of these records that contains the
   * field. Undefined if none of these records contains the field.
   */
  readonly first: FieldValue | undefined
  /**
   * The value that `ChangedFields.stamp` had when the row was made. If `ChangedFields.stamp` now has a different value, the
   * account has a newer SystemModstamp. In that case, `first` does not count.
   */
  readonly stamp: number
}

export interface ChangedFields {
  readonly rows: PersistentMap<FieldName, FieldRow>
  /** The number of fields that the account had when its plain objects were made. */
  readonly size: number
  /** The number of times that the SystemModstamp has changed since the plain objects were made. */
  readonly stamp: number
}

/**
 * An account with many fields. Some fields have a row in `changed`. For these fields, the row is up to date, but the plain objects
 * are not.
 */
export interface WideAccount extends Account {
  readonly changed: ChangedFields
}

/** An account can become a wide account only if it has more fields or more local edits than this number. */
export const mostPlain = 32

/**
 * Tests whether a change affects only a small part of the fields. In that case, a copy of all fields would cost much more than
 * the change.
 */
export const isSmall = (changes: number, fields: number): boolean => fields > mostPlain && 8 * changes < fields

/** Makes a wide account from an account. At first, no field has a row. */
export const wide = (account: Account): WideAccount => ({
  ...account,
  changed: { rows: emptyMap(), size: fieldNames(account.synced).length, stamp: 0 },
})

/** Returns the row of a field. If the field has no row, the function makes a row from the plain objects. */
const stateOf = ({ synced, localEdits, broughtAtStamp, changed }: WideAccount, field: FieldName): FieldRow =>
  changed.rows.get(field) ?? {
    field,
    synced: rawValue(synced, field),
    edit: rawEdit(localEdits, field),
    first: rawValue(broughtAtStamp.fields, field),
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
 * Writes the rows `states` into the objects `synced`, `firsts` and `localEdits`. Returns the account with these objects. The
 * function changes the objects in place, because a copy for each field would be slow.
 */
const withStates = (
  { id, systemModstamp, isDeleted, masterRecordId, broughtAtStamp, changed }: WideAccount,
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
 * Returns the account with only the given fields. The objects that contain the fields have no prototype. With a prototype, V8
 * would make a hidden class for every combination of fields.
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
  const { changed } = wideAccount
  const { fields } = wideAccount.broughtAtStamp
  const rows = changed.rows.values()
  const synced: Writable = { ...wideAccount.synced }
  // `fields` contains the first values. If every synced value equals the first value of its field, `synced` and `fields` can be the
  // same object.
  const isShared = fields === wideAccount.synced && rows.every(({ first, synced: value }) => first === value)
  return withStates(
    wideAccount,
    rows,
    synced,
    isShared ? synced : { ...fields },
    wideAccount.localEdits.filter(({ field }) => changed.rows.get(field) === undefined),
  )
}

/**
 * Returns the account after a change of some fields. `after` contains only the changed fields, with their new values. If the
 * number of rows equals the number of fields in the plain objects, the code first makes new plain objects and removes all rows.
 */
export const absorbed = (before: WideAccount, after: Account, fields: ReadonlyArray<FieldName>): WideAccount => {
  const account = before.changed.rows.size < before.changed.size ? before : wide(plain(before))
  const { changed } = account
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
    id,
    systemModstamp,
    isDeleted,
    masterRecordId,
    synced: account.synced,
    localEdits: account.localEdits,
    broughtAtStamp: withFirsts(broughtAtStamp, isSameStamp ? account.broughtAtStamp.fields : {}),
    changed: { rows, size: changed.size, stamp },
  }
}
