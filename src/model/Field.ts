/**
 * The fields of an account: a Salesforce API name and a value each. This module decides which of them the sync brings.
 *
 * @since 0.1.0
 */
import type { Eq } from 'fp-ts/lib/Eq.js'
import * as O from 'fp-ts/lib/Option.js'
import * as t from 'io-ts'
import { isCustomRelationship, isRelationship, standardRelationships } from './AccountRelationships.js'
import { fieldCalled } from './MarketoNames.js'
import { plainEq } from './PlainEq.js'

/** @category model @since 0.1.0 */
export interface FieldNameBrand {
  readonly FieldName: symbol
}

/**
 * The API name of a Salesforce field: a letter, then letters, digits and `_`, in the case in which the API returns it.
 *
 * @category model
 * @since 0.1.0
 */
export type FieldName = t.Branded<string, FieldNameBrand>

/**
 * The value of a field. A number is finite. `null` is blank, and so differs from `""`, `0` and `false`.
 *
 * @category model
 * @since 0.1.0
 */
export type FieldValue = string | number | boolean | null

/**
 * Values by field name. Look names up with {@link valueOf}: `constructor` is a field name too.
 *
 * @category model
 * @since 0.1.0
 */
export type Fields = Readonly<Record<FieldName, FieldValue>>

/** Lower and upper case differ in one bit, and a code below the range becomes a large number: one comparison is enough. */
const isLetter = (code: number): boolean => ((code | 32) - 97) >>> 0 < 26
const isDigit = (code: number): boolean => (code - 48) >>> 0 < 10
const underscore = 95

/** No regular expression, because a page of records asks this millions of times. */
const isFieldName = (name: string): name is FieldName => {
  if (!isLetter(name.charCodeAt(0))) return false
  for (let i = 1; i < name.length; i++) {
    const code = name.charCodeAt(i)
    if (!(isLetter(code) || isDigit(code) || code === underscore)) return false
  }
  return true
}

/** What a field name is, and which field is meant if somebody gives the name that Marketo shows, such as `Company Name`. */
const expectedName = (value: unknown): string => {
  const meant = typeof value === 'string' ? fieldCalled(value) : undefined
  const name = 'the API name of a Salesforce field: a letter, then letters, digits and _'
  return meant === undefined ? name : `${name}; Marketo calls the field ${meant} so`
}

/**
 * Decodes a field name. The error for a name that Marketo shows, such as `Company Name`, names the field that is meant.
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
    typeof value === 'string' && isFieldName(value) ? t.success(value) : t.failure(value, context, expectedName(value)),
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
const recordKeys: ReadonlySet<string> = /* @__PURE__ */ new Set([
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
 * Whether a key of an Account record is a field. The name alone decides: `Id`, `SystemModstamp` and ten other keys describe
 * the record, and relationships and compound values, such as `Parent`, `Contacts`, `BillingAddress` or a name that ends in
 * `__r`, are never fields, even if their value is null.
 *
 * @example
 * import { isFieldKey } from 'marketo-account-sync'
 *
 * assert.strictEqual(isFieldKey('Industry'), true)
 * assert.strictEqual(isFieldKey('SystemModstamp'), false)
 * assert.strictEqual(isFieldKey('Parent'), false)
 *
 * @category decisions
 * @since 0.1.0
 */
export const isFieldKey = (key: string): boolean => !recordKeys.has(key) && !isRelationship(key)

/**
 * Whether the sync brings a field of an Account to Marketo. It never brings an ignored field, nor a field that is hidden
 * from the sync user.
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
    !ignoredFields.has(name) && !hiddenFields.has(name) && isFieldKey(name)

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
  // One set of names, because nearly every record has none of them, and each of its fields is looked up.
  const names: ReadonlySet<string> = new Set([
    ...ignoredFields,
    ...hiddenFields,
    ...recordKeys,
    ...standardRelationships,
  ])
  const isLeftOut = (name: string): boolean => names.has(name) || isCustomRelationship(name)
  return (fields) => {
    for (const name in fields)
      if (isLeftOut(name)) return Object.fromEntries(Object.entries(fields).filter(([carried]) => !isLeftOut(carried)))
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
 * {@link valueOf} with `undefined` for absence, for the loops that ask it millions of times.
 *
 * @internal
 */
export const rawValue = (fields: Fields, name: FieldName): FieldValue | undefined => {
  const value: unknown = fields[name]
  // A plain object inherits functions such as `constructor`, and no field value is a function.
  return typeof value === 'function' ? undefined : (value as FieldValue | undefined)
}

/**
 * The value of a field; none if `fields` does not have it.
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
 * The same fields with the same values, in any order.
 *
 * @category instances
 * @since 0.1.0
 */
export const eqFields: Eq<Fields> = /* @__PURE__ */ plainEq()
