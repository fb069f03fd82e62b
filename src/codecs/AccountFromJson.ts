/**
 * Reads and writes an account as JSON, in the form in which a service stores it.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Account, LocalEdit } from '../model/Account.js'
import { isRelationship } from './AccountRelationships.js'
import type { BroughtAtStamp, FurtherValues, NamedValue } from '../model/BroughtAtStamp.js'
import {
  broughtFirst,
  broughtToo,
  broughtValue,
  firstBrought,
  furtherOf,
  furtherValues,
  isFurtherValues,
} from '../model/BroughtAtStamp.js'
import { fieldNames, FieldName, FieldValue, isSynced, rawValue } from '../model/Field.js'
import { Instant } from '../model/Instant.js'
import { AccountId, ContactId } from '../model/SalesforceId.js'
import type { Fault, JsonObject, ObjectCodec } from './Combinators.js'
import { checked, flag, isObject, listOf, nullable, optional, own, struct } from './Combinators.js'
import { StoredFields } from './FieldsFromJson.js'

/** @internal */
export const localEditFromJson: ObjectCodec<LocalEdit> = struct('a local edit', {
  field: FieldName,
  value: FieldValue,
  through: ContactId,
  at: Instant,
})

const accountIdOrNull = nullable(AccountId)

const namedValue = struct('a named value', { name: FieldName, value: FieldValue }) as unknown as ObjectCodec<NamedValue>

const furtherFromJson: t.Type<FurtherValues, ReadonlyArray<JsonObject>, unknown> = (() => {
  const list = listOf(namedValue, 'named values')
  return new t.Type(
    list.name,
    isFurtherValues,
    (value, context) => E.map(furtherOf)(list.validate(value, context)),
    (further) => list.encode(furtherValues({ further })),
  )
})()

const broughtFromJson: ObjectCodec<BroughtAtStamp> = struct('the values of one SystemModstamp', {
  isDeleted: flag,
  masterRecordId: optional(accountIdOrNull, null),
  fields: StoredFields,
  further: optional(furtherFromJson, furtherOf([])),
})

const shape: ObjectCodec<Account> = struct('an account', {
  id: AccountId,
  systemModstamp: Instant,
  isDeleted: flag,
  masterRecordId: optional(accountIdOrNull, null),
  synced: StoredFields,
  localEdits: listOf(localEditFromJson, 'local edits'),
  broughtAtStamp: broughtFromJson,
})

const isEverSynced = isSynced(new Set())

const syncedFaults = ({ synced }: Account): ReadonlyArray<Fault> =>
  fieldNames(synced)
    .filter((field) => !isEverSynced(field))
    .map((field) => ({ path: ['synced', field], expected: 'a field that the sync takes to Marketo', value: field }))

const editFaults = ({ synced, localEdits }: Account): ReadonlyArray<Fault> =>
  localEdits.flatMap(({ field, value }, index) => {
    const path = ['localEdits', String(index)]
    const previous = localEdits[index - 1]?.field
    return [
      ...(Object.hasOwn(synced, field)
        ? []
        : [{ path: [...path, 'field'], expected: 'a field that the account has', value: field }]),
      ...(own(synced, field) === value
        ? [{ path: [...path, 'value'], expected: 'a value that differs from the synced value', value }]
        : []),
      ...(previous !== undefined && previous >= field
        ? [{ path: [...path, 'field'], expected: 'at most one edit of each field, sorted by field name', value: field }]
        : []),
    ]
  })

/**
 * Compares the account with the records that have the last SystemModstamp:
 *
 * - At least one of these records must contain the account's deleted flag.
 * - At least one of these records must contain the account's master record id.
 * - If any of these records contains a field, the synced value of the field must come from one of these records.
 */
const broughtFaults = ({ isDeleted, masterRecordId, synced, broughtAtStamp }: Account): ReadonlyArray<Fault> => [
  ...(broughtValue(broughtAtStamp, 'IsDeleted', isDeleted)
    ? []
    : [
        {
          path: ['isDeleted'],
          expected: 'a deleted flag from a record with the last SystemModstamp',
          value: isDeleted,
        },
      ]),
  ...(broughtValue(broughtAtStamp, 'MasterRecordId', masterRecordId)
    ? []
    : [
        {
          path: ['masterRecordId'],
          expected: 'an id from a record with the last SystemModstamp, or null',
          value: masterRecordId,
        },
      ]),
  ...fieldNames(broughtAtStamp.fields)
    .filter((field) => {
      const value = rawValue(synced, field)
      return value === undefined || !broughtValue(broughtAtStamp, field, value)
    })
    .map((field) => ({
      path: ['synced', field],
      expected: 'a value from a record with the last SystemModstamp',
      value: own(synced, field),
    })),
]

const isOfName = ({ name, value }: NamedValue): boolean => {
  switch (name) {
    case 'IsDeleted':
      return typeof value === 'boolean'
    case 'MasterRecordId':
      return accountIdOrNull.is(value)
    default:
      return true
  }
}

/**
 * Several records with the last SystemModstamp can contain different values of the same field. The list `further` contains all of
 * these values except the first.
 *
 * This function finds the wrong values in `further`. A value is wrong if the field has no first value, or if the value equals the
 * first value.
 */
const furtherFaults = ({ broughtAtStamp }: Account): ReadonlyArray<Fault> =>
  furtherValues(broughtAtStamp)
    .filter((further) => {
      const first = firstBrought(broughtAtStamp, further.name)
      return first === undefined || first === further.value || !isOfName(further)
    })
    .map(({ name, value }) => ({
      path: ['broughtAtStamp', 'further'],
      expected: 'values that differ from the first value with the same name',
      value: { name, value },
    }))

/** This key is present only in version 1. Its value is a list of all applied records that have the last SystemModstamp. */
interface Version1 {
  readonly appliedAtStamp: ReadonlyArray<Pick<BroughtAtStamp, 'isDeleted' | 'fields'>>
}

const version1: ObjectCodec<Version1> = struct('an account', {
  appliedAtStamp: listOf(struct('an applied record', { isDeleted: flag, fields: StoredFields }), 'applied records'),
})

const isRelationshipOf = (field: unknown): boolean => typeof field === 'string' && isRelationship(field)

/** Converts an account in the format of version 1 to the format of version 2. Also removes names that are never fields. */
const upgraded = (value: unknown, context: t.Context): t.Validation<unknown> => {
  if (!isObject(value) || !Object.hasOwn(value, 'appliedAtStamp')) return t.success(value)
  const decoded = version1.validate(value, context)
  if (E.isLeft(decoded)) return decoded
  const [first, ...others] = decoded.right.appliedAtStamp.map((record) => ({ ...record, masterRecordId: null }))
  if (first === undefined)
    return t.failure(
      value['appliedAtStamp'],
      t.appendContext(context, 'appliedAtStamp', version1, value['appliedAtStamp']),
      'at least one applied record',
    )
  const edits = value['localEdits']
  return t.success({
    ...value,
    localEdits: Array.isArray(edits)
      ? edits.filter((edit: unknown) => !isObject(edit) || !isRelationshipOf(own(edit, 'field')))
      : edits,
    broughtAtStamp: broughtFromJson.encode(others.reduce(broughtToo, broughtFirst(first))),
  })
}

/**
 * Decodes an account that a service has stored. The codec rejects an account that no history of inputs can lead to. Such an
 * account has, for example:
 *
 * - a local edit that equals the synced value, or a local edit of a field that the account does not have;
 * - a field that the sync never takes to Marketo, such as `Fax`;
 * - a deleted flag or a master record id that no record with the last SystemModstamp contains;
 * - a wrong synced value: records with the last SystemModstamp contain the field, but none of them contains this value;
 * - in `broughtAtStamp`, a value in `further` that equals the first value of the field, or that belongs to a field without a first
 *   value.
 *
 * The codec also decodes accounts that releases 0.1 and 0.2 stored. From such an account, it removes names that are never fields,
 * such as `Parent`. It also removes the local edits of these names.
 *
 * @category codecs
 * @since 0.1.0
 */
export const AccountFromJson: ObjectCodec<Account> = (() => {
  const current = checked(shape, (account) => [
    ...syncedFaults(account),
    ...editFaults(account),
    ...broughtFaults(account),
    ...furtherFaults(account),
  ])
  return new t.Type(
    current.name,
    current.is,
    (value, context) => E.chain((latest: unknown) => current.validate(latest, context))(upgraded(value, context)),
    current.encode,
  )
})()
