/**
 * An account as JSON, in the form in which a service stores it.
 *
 * @since 0.1.0
 */
import type { Account, AppliedAccountRecord, LocalEdit } from '../model/Account.js'
import { fieldNames, FieldName, FieldValue, isSynced } from '../model/Field.js'
import { Instant } from '../model/Instant.js'
import { AccountId, ContactId } from '../model/SalesforceId.js'
import type { Fault, ObjectCodec } from './Combinators.js'
import { checked, flag, listOf, own, struct } from './Combinators.js'
import { FieldsFromJson } from './FieldsFromJson.js'

/** @internal */
export const localEditFromJson: ObjectCodec<LocalEdit> = struct('a local edit', {
  field: FieldName,
  value: FieldValue,
  through: ContactId,
  at: Instant,
})

const appliedRecord: ObjectCodec<AppliedAccountRecord> = struct('an applied record', {
  isDeleted: flag,
  fields: FieldsFromJson,
})

const shape = struct('an account', {
  id: AccountId,
  systemModstamp: Instant,
  isDeleted: flag,
  synced: FieldsFromJson,
  localEdits: listOf(localEditFromJson, 'local edits'),
  appliedAtStamp: listOf(appliedRecord, 'applied records'),
})

type Shape = Pick<Account, 'isDeleted' | 'synced' | 'localEdits'> & {
  readonly appliedAtStamp: ReadonlyArray<AppliedAccountRecord>
}

const isEverSynced = isSynced(new Set())

const syncedFaults = ({ synced }: Shape): ReadonlyArray<Fault> =>
  fieldNames(synced)
    .filter((field) => !isEverSynced(field))
    .map((field) => ({ path: ['synced', field], expected: 'a field that the sync brings to Marketo', value: field }))

const editFaults = ({ synced, localEdits }: Shape): ReadonlyArray<Fault> =>
  localEdits.flatMap(({ field, value }, index) => {
    const path = ['localEdits', String(index)]
    const previous = localEdits[index - 1]?.field
    return [
      ...(Object.hasOwn(synced, field)
        ? []
        : [{ path: [...path, 'field'], expected: 'a field that the account holds', value: field }]),
      ...(own(synced, field) === value
        ? [{ path: [...path, 'value'], expected: 'a value that differs from the synced one', value }]
        : []),
      ...(previous !== undefined && previous >= field
        ? [{ path: [...path, 'field'], expected: 'at most one edit of each field, sorted by field name', value: field }]
        : []),
    ]
  })

const lastRecordFaults = ({ isDeleted, synced, appliedAtStamp }: Shape): ReadonlyArray<Fault> => {
  const last = appliedAtStamp[appliedAtStamp.length - 1]
  if (last === undefined)
    return [{ path: ['appliedAtStamp'], expected: 'at least one applied record', value: appliedAtStamp }]
  return [
    ...(last.isDeleted === isDeleted
      ? []
      : [{ path: ['isDeleted'], expected: `${last.isDeleted}, as in the last applied record`, value: isDeleted }]),
    ...fieldNames(last.fields)
      .filter((field) => own(synced, field) !== last.fields[field])
      .map((field) => ({
        path: ['synced', field],
        expected: 'the value in the last applied record',
        value: own(synced, field),
      })),
  ]
}

/**
 * Decodes an account that a service has stored. It refuses an account that no history can lead to:
 *
 * - a local edit that equals the synced value, or whose field the account does not have;
 * - a field that the sync never brings to Marketo, such as `Fax`;
 * - a synced value or a deleted flag that differs from the last applied record.
 *
 * @category codecs
 * @since 0.1.0
 */
export const AccountFromJson: ObjectCodec<Account> = checked(shape as unknown as ObjectCodec<Account>, (account) => [
  ...syncedFaults(account),
  ...editFaults(account),
  ...lastRecordFaults(account),
])
