/**
 * The fields of an account. Each field has a Salesforce API name and a value. This module also decides which fields the sync
 * takes to Marketo.
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
 * The API name of a Salesforce field: a letter, followed by letters, digits and `_`. The library keeps the letter case that
 * Salesforce uses.
 *
 * @category model
 * @since 0.1.0
 */
export type FieldName = t.Branded<string, FieldNameBrand>

/**
 * The value of a field. A number must be finite. `null` means blank. `""`, `0` and `false` are not blank.
 *
 * @category model
 * @since 0.1.0
 */
export type FieldValue = string | number | boolean | null

/**
 * An object that maps field names to values. Read a value with {@link valueOf}, not with `fields[name]`. If `name` is
 * `constructor`, `fields[name]` can be the function `constructor` that every plain object inherits.
 *
 * @category model
 * @since 0.1.0
 */
export type Fields = Readonly<Record<FieldName, FieldValue>>

/**
 * `| 32` turns an upper-case letter into a lower-case letter. `>>> 0` turns a negative number into a large number, so `< 26`
 * checks both ends of the range.
 */
const isLetter = (code: number): boolean => ((code | 32) - 97) >>> 0 < 26
const isDigit = (code: number): boolean => (code - 48) >>> 0 < 10
const underscore = 95

/**
 * This check uses no regular expression. A page of records contains millions of names, and a regular expression would be too
 * slow.
 */
const isFieldName = (name: string): name is FieldName => {
  if (!isLetter(name.charCodeAt(0))) return false
  for (let i = 1; i < name.length; i++) {
    const code = name.charCodeAt(i)
    if (!(isLetter(code) || isDigit(code) || code === underscore)) return false
  }
  return true
}

/**
 * Decodes the API name of a field.
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
 * Decodes the value of a field. `-0` becomes `0`.
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

/** These keys of a Salesforce record describe the record itself. The library does not treat the keys as fields. */
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

/** The fields of an Account that Marketo's sync always ignores (Adobe knowledge base KA-29492). */
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
 * Tests whether the sync takes a field of an Account to Marketo. The sync takes neither ignored fields nor fields that are hidden
 * from the sync user.
 *
 * `name` must be the name of a field. To test whether a key of a record is the name of a field, use `isFieldKey` of the codecs.
 *
 * | field                                                     | synced |
 * | --------------------------------------------------------- | ------ |
 * | `Industry`, `SLA__c`, …                                   | yes    |
 * | `Fax`, `Ownership`, `Rating`, `Shipping…`, `TickerSymbol` | no     |
 * | one of `hiddenFields`                                     | no     |
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
 * Returns the fields that the sync takes to Marketo ({@link isSynced}), and leaves out all other fields. The returned fields keep
 * their order.
 *
 * @rule sync.visible-fields
 * @example
 * import { syncedFields } from 'marketo-account-sync'
 * import { AccountRecordFromRest } from 'marketo-account-sync/codecs'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const record = AccountRecordFromRest.decode({
 * Id: '0014W000027f6Uw', SystemModstamp: '2020-10-22T21:03:23Z', Industry: 'Electronics', Fax: '(512) 757-9000'
 * })
 * if (E.isLeft(record)) assert.fail()
 * assert.deepStrictEqual(syncedFields(new Set())(record.right.fields), { Industry: 'Electronics' })
 * assert.deepStrictEqual(syncedFields(new Set(['Industry']))(record.right.fields), {})
 *
 * @category decisions
 * @since 0.2.0
 */
export const syncedFields = (hiddenFields: ReadonlySet<string>): ((fields: Fields) => Fields) => {
  // The code joins the three sets, because one look-up in the joined set is faster than three look-ups.
  const leftOut = new Set([...ignoredFields, ...hiddenFields, ...recordKeys])
  return (fields) => {
    // Nearly every record contains only fields that the sync takes. The code does not copy the fields of such a record.
    for (const name in fields)
      if (leftOut.has(name)) return Object.fromEntries(Object.entries(fields).filter(([other]) => !leftOut.has(other)))
    return fields
  }
}

/**
 * Returns the names in `fields`, in the order of `fields`.
 *
 * @category queries
 * @since 0.1.0
 */
export const fieldNames = (fields: Fields): ReadonlyArray<FieldName> => Object.keys(fields) as Array<FieldName>

/**
 * Works like {@link valueOf}, but returns `undefined` instead of an Option. Some loops call this function millions of times, and
 * an Option would cost time.
 *
 * @internal
 */
export const rawValue = (fields: Fields, name: FieldName): FieldValue | undefined => {
  const value: unknown = fields[name]
  // Every plain object inherits functions such as `constructor`. An inherited function is not the value of a field.
  return typeof value === 'function' ? undefined : (value as FieldValue | undefined)
}

/**
 * Returns the value of a field. Returns none if `fields` does not contain the field.
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
 * Compares two `Fields`. They are equal if they contain the same fields with the same values, in any order.
 *
 * @category instances
 * @since 0.1.0
 */
export const eqFields: Eq<Fields> = /* @__PURE__ */ plainEq()
