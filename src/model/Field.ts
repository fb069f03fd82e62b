/**
 * The fields of an account. Each has a Salesforce API name and a value. This module decides which fields the sync brings to
 * Marketo.
 *
 * @since 0.1.0
 */
import type { Eq } from 'fp-ts/lib/Eq.js'
import * as O from 'fp-ts/lib/Option.js'
import * as t from 'io-ts'
import { plainEq } from './PlainEq.js'

/** @category model @since 0.1.0 */
export interface FieldNameBrand {
  readonly FieldName: symbol
}

/**
 * The API name of a Salesforce field: a letter, followed by letters, digits and `_`. Upper and lower case are kept as the
 * API returns them.
 *
 * @category model
 * @since 0.1.0
 */
export type FieldName = t.Branded<string, FieldNameBrand>

/**
 * The value of a field. A number must be finite. `null` means blank; `""`, `0` and `false` are not blank.
 *
 * @category model
 * @since 0.1.0
 */
export type FieldValue = string | number | boolean | null

/**
 * Values by field name. Read a value with {@link valueOf}, because a field may be named `constructor`.
 *
 * @category model
 * @since 0.1.0
 */
export type Fields = Readonly<Record<FieldName, FieldValue>>

/**
 * `| 32` turns an upper-case letter into lower case. `>>> 0` turns a negative number into a large one, so `< 26` checks
 * both ends.
 */
const isLetter = (code: number): boolean => ((code | 32) - 97) >>> 0 < 26
const isDigit = (code: number): boolean => (code - 48) >>> 0 < 10
const underscore = 95

/** This is not a regular expression, because it is too slow for the millions of names in a page of records. */
const isFieldName = (name: string): name is FieldName => {
  if (!isLetter(name.charCodeAt(0))) return false
  for (let i = 1; i < name.length; i++) {
    const code = name.charCodeAt(i)
    if (!(isLetter(code) || isDigit(code) || code === underscore)) return false
  }
  return true
}

/**
 * Decodes a field name.
 *
 * @example
 * import { FieldName } from 'marketo-account-sync'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * assert.ok(E.isRight(FieldName.decode('SLA__c')))
 * assert.ok(E.isLeft(FieldName.decode('__proto__')))
 *
 * @category codecs
 * @since 0.1.0
 */
export const FieldName: t.Type<FieldName, string, unknown> = new t.Type(
  'FieldName',
  (value): value is FieldName => typeof value === 'string' && isFieldName(value),
  (value, context) =>
    typeof value === 'string' && isFieldName(value)
      ? t.success(value)
      : t.failure(value, context, 'the API name of a Salesforce field: a letter, then letters, digits and _'),
  t.identity,
)

/**
 * Decodes a field value; `-0` becomes `0`.
 *
 * @example
 * import { FieldValue } from 'marketo-account-sync'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * assert.deepStrictEqual(FieldValue.decode(null), E.right(null))
 * assert.ok(E.isLeft(FieldValue.decode(Infinity)))
 *
 * @category codecs
 * @since 0.1.0
 */
export const FieldValue: t.Type<FieldValue, FieldValue, unknown> = new t.Type<FieldValue, FieldValue, unknown>(
  'FieldValue',
  (value): value is FieldValue =>
    value === null ||
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isFinite(value) && !Object.is(value, -0)),
  (value, context) => {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return t.success(value)
    return typeof value === 'number' && Number.isFinite(value)
      ? t.success(value === 0 ? 0 : value)
      : t.failure(value, context, 'a string, a finite number, true, false or null')
  },
  t.identity,
)

/** The keys of a Salesforce record that describe the record itself; they are not fields. */
export const recordKeys: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'attributes',
  'Id',
  'IsDeleted',
  'CreatedById',
  'CreatedDate',
  'LastActivityDate',
  'LastModifiedById',
  'LastModifiedDate',
  'LastReferencedDate',
  'LastViewedDate',
  'MasterRecordId',
  'SystemModstamp',
])

/** The fields of an Account that the sync ignores (Adobe knowledge base KA-29492). */
const ignoredFields: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'Fax',
  'Ownership',
  'Rating',
  'ShippingCity',
  'ShippingCountry',
  'ShippingPostalCode',
  'ShippingState',
  'ShippingStreet',
  'TickerSymbol',
])

/**
 * Whether the sync brings a field of an Account to Marketo. The sync never brings an ignored field, and never a field that
 * is hidden from the sync user. It takes the name of a field: `isFieldKey` of the codecs says whether a name is one.
 *
 * | field                                                       | synced |
 * | ----------------------------------------------------------- | ------ |
 * | `Industry`, `SLA__c`, …                                     | yes    |
 * | `Fax`, `Ownership`, `Rating`, `Shipping…`, `TickerSymbol`   | no     |
 * | one of `hiddenFields`                                       | no     |
 *
 * @rule sync.visible-fields
 * @example
 * import { isSynced } from 'marketo-account-sync'
 *
 * const withoutHidden = isSynced(new Set())
 * assert.strictEqual(withoutHidden('Industry'), true)
 * assert.strictEqual(withoutHidden('Fax'), false)
 * assert.strictEqual(isSynced(new Set(['Industry']))('Industry'), false)
 *
 * @category decisions
 * @since 0.1.0
 */
export const isSynced =
  (hiddenFields: ReadonlySet<string>) =>
  (name: string): boolean =>
    !ignoredFields.has(name) && !hiddenFields.has(name) && !recordKeys.has(name)

/**
 * The fields of a record that the sync brings to Marketo ({@link isSynced}), in the record's order.
 *
 * @rule sync.visible-fields
 * @example
 * import { syncedFields } from 'marketo-account-sync'
 * import { AccountRecordFromRest } from 'marketo-account-sync/codecs'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const record = AccountRecordFromRest.decode({
 *   Id: '0014W000027f6Uw', SystemModstamp: '2020-10-22T21:03:23Z', Industry: 'Electronics', Fax: '(512) 757-9000'
 * })
 * if (E.isLeft(record)) assert.fail()
 * assert.deepStrictEqual(syncedFields(new Set())(record.right.fields), { Industry: 'Electronics' })
 * assert.deepStrictEqual(syncedFields(new Set(['Industry']))(record.right.fields), {})
 *
 * @category decisions
 * @since 0.2.0
 */
export const syncedFields = (hiddenFields: ReadonlySet<string>): ((fields: Fields) => Fields) => {
  // One set instead of three, because every field of every record is looked up in it.
  const leftOut = new Set([...ignoredFields, ...hiddenFields, ...recordKeys])
  return (fields) => {
    // Nearly every record has no field to leave out. Such a record is not copied.
    for (const name in fields)
      if (leftOut.has(name)) return Object.fromEntries(Object.entries(fields).filter(([other]) => !leftOut.has(other)))
    return fields
  }
}

/**
 * The names in `fields`, in their order.
 *
 * @category queries
 * @since 0.1.0
 */
export const fieldNames = (fields: Fields): ReadonlyArray<FieldName> => Object.keys(fields) as Array<FieldName>

/**
 * Like {@link valueOf}, but returns `undefined` instead of an Option, because some loops call it millions of times.
 *
 * @internal
 */
export const rawValue = (fields: Fields, name: FieldName): FieldValue | undefined => {
  const value: unknown = fields[name]
  // A plain object inherits functions such as `constructor`, and no field value is a function.
  return typeof value === 'function' ? undefined : (value as FieldValue | undefined)
}

/**
 * The value of a field. None if `fields` does not have the field.
 *
 * @example
 * import { FieldName, valueOf } from 'marketo-account-sync'
 * import * as E from 'fp-ts/lib/Either.js'
 * import * as O from 'fp-ts/lib/Option.js'
 *
 * const name = FieldName.decode('constructor')
 * if (E.isLeft(name)) assert.fail()
 * assert.deepStrictEqual(valueOf(name.right)({}), O.none)
 *
 * @category queries
 * @since 0.1.0
 */
export const valueOf =
  (name: FieldName) =>
  (fields: Fields): O.Option<FieldValue> => {
    const value = rawValue(fields, name)
    return value === undefined ? O.none : O.some(value)
  }

/**
 * Two `Fields` are equal if they have the same fields with the same values. The order of the fields does not matter.
 *
 * @category instances
 * @since 0.1.0
 */
export const eqFields: Eq<Fields> = /* @__PURE__ */ plainEq()
