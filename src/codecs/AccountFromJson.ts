/**
 * @since 0.1.0
 */
import type { Account, AppliedAccountRecord, LocalEdit } from '../model/Account.js'
import { fieldNames, FieldName, FieldValue, isSynced, valueOf } from '../model/Field.js'
import { Instant } from '../model/Instant.js'
import { AccountId, ContactId } from '../model/SalesforceId.js'
import type { Fault, ObjectCodec } from './Combinators.js'
import { checked, flag, listOf, struct } from './Combinators.js'
import { FieldsFromJson } from './FieldsFromJson.js'

const localEdit: ObjectCodec<LocalEdit> = struct('a local edit', {
  field: FieldName,
  value: FieldValue,
  through: ContactId,
  at: Instant,
})

const applied: ObjectCodec<AppliedAccountRecord> = struct('an applied record', {
  isDeleted: flag,
  fields: FieldsFromJson,
})

const shape = struct('an account', {
  id: AccountId,
  systemModstamp: Instant,
  isDeleted: flag,
  synced: FieldsFromJson,
  localEdits: listOf(localEdit),
  appliedAtStamp: listOf(applied),
})

const isBrought = isSynced(new Set())

const syncedFaults = ({ synced }: Pick<Account, 'synced'>): ReadonlyArray<Fault> =>
  fieldNames(synced)
    .filter((field) => !isBrought(field))
    .map((field) => ({ path: ['synced', field], expected: 'a field that the sync brings', value: field }))

const editFaults = ({ synced, localEdits }: Pick<Account, 'synced' | 'localEdits'>): ReadonlyArray<Fault> =>
  localEdits.flatMap(({ field, value }, index) => {
    const path = ['localEdits', String(index)]
    const held = valueOf(synced)(field)
    const before = localEdits[index - 1]?.field
    return [
      ...(held === undefined
        ? [{ path: [...path, 'field'], expected: 'a field that the account holds', value: field }]
        : []),
      ...(held === value ? [{ path: [...path, 'value'], expected: 'a value other than the synced one', value }] : []),
      ...(before !== undefined && before >= field
        ? [{ path: [...path, 'field'], expected: 'one edit of a field, in the order of the names', value: field }]
        : []),
    ]
  })

const lastRecordFaults = ({
  isDeleted,
  synced,
  appliedAtStamp,
}: Pick<Account, 'isDeleted' | 'synced'> & {
  readonly appliedAtStamp: ReadonlyArray<AppliedAccountRecord>
}): ReadonlyArray<Fault> => {
  const last = appliedAtStamp[appliedAtStamp.length - 1]
  if (last === undefined)
    return [{ path: ['appliedAtStamp'], expected: 'at least one applied record', value: appliedAtStamp }]
  return [
    ...(last.isDeleted === isDeleted
      ? []
      : [{ path: ['isDeleted'], expected: 'that of the record applied last', value: isDeleted }]),
    ...fieldNames(last.fields)
      .filter((field) => valueOf(synced)(field) !== last.fields[field])
      .map((field) => ({
        path: ['synced', field],
        expected: 'the value of the record applied last',
        value: valueOf(synced)(field),
      })),
  ]
}

/**
 * Decodes an account as a service stores it, and refuses one that no history can have made: a local edit that equals the
 * synced value or names a field not held, a field that the sync never brings, or a synced value or deleted flag that is
 * not the last record's.
 *
 * @category codecs
 * @since 0.1.0
 */
export const AccountFromJson: ObjectCodec<Account> = checked(shape as unknown as ObjectCodec<Account>, (account) => [
  ...syncedFaults(account),
  ...editFaults(account),
  ...lastRecordFaults(account),
])
