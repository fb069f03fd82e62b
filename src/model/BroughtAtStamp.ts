/**
 * Collects the values of the account records that share a SystemModstamp. A value counts as new if no earlier record with this
 * SystemModstamp contains the value.
 *
 * Several records can share a SystemModstamp for two reasons. Salesforce rounds a SystemModstamp to seconds, so two updates can
 * have the same SystemModstamp. Also, many services read the same version of a record several times.
 *
 * @since 0.3.0
 */
import * as O from 'fp-ts/lib/Option.js'
import type { Fields, FieldValue } from './Field.js'
import { FieldName, FieldValue as FieldValueCodec, rawValue } from './Field.js'
import type { AccountId } from './SalesforceId.js'
import type { SortedSet } from './SortedSet.js'
import { add, emptySet, has, isSetOfStrings, iterate, sizeOf } from './SortedSet.js'

/**
 * The values in the records that share a SystemModstamp, except the first value of each field. `IsDeleted` and `MasterRecordId`
 * count as fields here. The internal form is not public. {@link furtherValues} returns the values as a list.
 *
 * @category model
 * @since 0.3.0
 */
export interface FurtherValues {
  readonly FurtherValues: symbol
}

/**
 * The values in the account records that share a SystemModstamp. `fields`, `isDeleted` and `masterRecordId` contain the first
 * value of each field. `further` contains all later values that differ from the first value of the same field.
 *
 * @category model
 * @since 0.3.0
 */
export interface BroughtAtStamp {
  readonly isDeleted: boolean
  readonly masterRecordId: AccountId | null
  readonly fields: Fields
  readonly further: FurtherValues
}

/**
 * A value in an account record. `name` is either a field name, or `IsDeleted`, or `MasterRecordId`.
 *
 * @category model
 * @since 0.3.0
 */
export interface NamedValue {
  readonly name: string
  readonly value: FieldValue
}

const asSet = (further: FurtherValues): SortedSet<string> => further as unknown as SortedSet<string>
const asFurther = (set: SortedSet<string>): FurtherValues => set as unknown as FurtherValues

/**
 * Finds the first value of the field `name` in the records that share a SystemModstamp. `IsDeleted` and `MasterRecordId` count as
 * fields here. Returns `undefined` if none of these records contains the field.
 */
export const firstBrought = (brought: BroughtAtStamp, name: string): FieldValue | undefined => {
  switch (name) {
    case 'IsDeleted':
      return brought.isDeleted
    case 'MasterRecordId':
      return brought.masterRecordId
    default:
      return rawValue(brought.fields, name as FieldName)
  }
}

/**
 * Makes the key of a named value. The key consists of the name, a space, one character for the type of the value, and the value
 * as text. A name never contains a space. Therefore different named values have different keys.
 */
const keyOf = (name: string, value: FieldValue): string => {
  if (value === null) return `${name} 0`
  if (typeof value === 'boolean') return value ? `${name} t` : `${name} f`
  return typeof value === 'string' ? `${name} s${value}` : `${name} n${value}`
}

const valueIn = (type: string, text: string): FieldValue => {
  switch (type) {
    case 's':
      return text
    case 'n':
      return Number(text)
    case 't':
      return true
    case 'f':
      return false
    default:
      return null
  }
}

const ofKey = (key: string): NamedValue => {
  const space = key.indexOf(' ')
  return { name: key.slice(0, space), value: valueIn(key.charAt(space + 1), key.slice(space + 2)) }
}

const isKey = (key: string): boolean => {
  const { name, value } = ofKey(key)
  return FieldName.is(name) && FieldValueCodec.is(value) && keyOf(name, value) === key
}

/**
 * Lists the values in the records that share a SystemModstamp, except the first value of each field. The list is sorted by name,
 * then by type, then by value. `IsDeleted` and `MasterRecordId` count as fields here.
 *
 * @category queries
 * @since 0.3.0
 */
export const furtherValues = ({ further }: Pick<BroughtAtStamp, 'further'>): ReadonlyArray<NamedValue> =>
  [...iterate(asSet(further))].map(ofKey)

/**
 * Makes {@link FurtherValues} from a list of values. This function is the inverse of {@link furtherValues}.
 *
 * @internal
 */
export const furtherOf = (values: ReadonlyArray<NamedValue>): FurtherValues =>
  asFurther(values.reduce<SortedSet<string>>((set, { name, value }) => add(set, keyOf(name, value)), emptySet))

/** Tests whether an unknown value has the form of {@link FurtherValues}. */
export const isFurtherValues = (value: unknown): value is FurtherValues =>
  isSetOfStrings(value) && [...iterate(value)].every(isKey)

/** Tests whether one of the records that share a SystemModstamp contained `value` in the field `name`. */
export const broughtValue = (brought: BroughtAtStamp, name: string, value: FieldValue): boolean =>
  firstBrought(brought, name) === value || has(asSet(brought.further), keyOf(name, value))

type Brought = Omit<BroughtAtStamp, 'further'>

/**
 * Starts a collection of values for a new SystemModstamp. The collection contains the values of one record.
 *
 * @internal
 */
export const broughtFirst = ({ isDeleted, masterRecordId, fields }: Brought): BroughtAtStamp => ({
  isDeleted,
  masterRecordId,
  fields,
  further: asFurther(emptySet),
})

/**
 * Adds the values of a record to the collection `before`. The record must have the SystemModstamp of this collection.
 *
 * @internal
 */
export const broughtToo = (before: BroughtAtStamp, { isDeleted, masterRecordId, fields }: Brought): BroughtAtStamp => {
  let further = asSet(before.further)
  const include = (name: string, first: FieldValue, value: FieldValue): void => {
    if (first !== value) further = add(further, keyOf(name, value))
  }
  include('IsDeleted', before.isDeleted, isDeleted)
  include('MasterRecordId', before.masterRecordId, masterRecordId)
  const added: Array<readonly [string, FieldValue]> = []
  for (const name in fields) {
    const first = rawValue(before.fields, name as FieldName)
    const value = fields[name as FieldName] ?? null
    // eslint-disable-next-line functional/immutable-data -- local; one more copy of an object with thousands of fields is slow
    if (first === undefined) added.push([name, value])
    else include(name, first, value)
  }
  // The new names come after the names from earlier records. The names from earlier records keep their order. V8 can use one
  // hidden class for many objects if the objects have the same names in the same order.
  const firsts = added.length > 0 ? { ...before.fields, ...Object.fromEntries(added) } : before.fields
  return { ...before, fields: firsts, further: asFurther(further) }
}

/**
 * The new values of an account record. A value is new if no earlier record with the same SystemModstamp contains the value.
 *
 * `isDeleted` is `undefined` if the record contains no new value of `IsDeleted`. `masterRecordId` is `undefined` if the record
 * contains no new value of `MasterRecordId`.
 *
 * @internal
 */
export interface News {
  readonly isDeleted: boolean | undefined
  readonly masterRecordId: AccountId | null | undefined
  readonly fields: Fields
}

const isNew = (before: BroughtAtStamp, name: string, first: FieldValue | undefined, value: FieldValue): boolean =>
  first === undefined || (first !== value && !has(asSet(before.further), keyOf(name, value)))

/**
 * Tests whether the value of a field is new. A value is new if no earlier record with the same SystemModstamp contains the value.
 *
 * Formula fields are an exception. The first value of a formula field at a SystemModstamp is new. No later value at this
 * SystemModstamp is new, even if the later value differs from the first value.
 *
 * @rule sync.only-newer
 * @rule sync.formula-fields
 * @internal
 */
export const isNewValue = (
  before: BroughtAtStamp,
  field: FieldName,
  value: FieldValue,
  formulaFields: ReadonlySet<string>,
): boolean => {
  const first = rawValue(before.fields, field)
  return isNew(before, field, first, value) && (first === undefined || !formulaFields.has(field))
}

/** For an account with thousands of fields, this loop takes half as long as a loop over `Object.entries`. */
const newFields = (before: BroughtAtStamp, fields: Fields, formulaFields: ReadonlySet<string>): Fields => {
  const news: Array<readonly [string, FieldValue]> = []
  for (const name in fields) {
    const value = fields[name as FieldName] ?? null
    // eslint-disable-next-line functional/immutable-data -- local
    if (isNewValue(before, name as FieldName, value, formulaFields)) news.push([name, value])
  }
  return Object.fromEntries(news)
}

/**
 * Returns the new values of a record. A value is new if no earlier record with the same SystemModstamp contains the value.
 * Returns none if no value is new.
 *
 * @rule sync.only-newer
 * @internal
 */
export const newsOf = (
  before: BroughtAtStamp,
  { isDeleted, masterRecordId, fields }: News,
  formulaFields: ReadonlySet<string>,
): O.Option<News> => {
  const isNewFlag = isDeleted !== undefined && isNew(before, 'IsDeleted', before.isDeleted, isDeleted)
  const isNewMaster =
    masterRecordId !== undefined && isNew(before, 'MasterRecordId', before.masterRecordId, masterRecordId)
  const news = newFields(before, fields, formulaFields)
  if (!isNewFlag && !isNewMaster && Object.keys(news).length === 0) return O.none
  return O.some({
    isDeleted: isNewFlag ? isDeleted : undefined,
    masterRecordId: isNewMaster ? masterRecordId : undefined,
    fields: news,
  })
}

/**
 * Converts the collected values to a form that can be compared. The values in `further` become a sorted list, because the
 * internal form of `further` depends on the order of the records.
 */
export const comparableBrought = (brought: BroughtAtStamp): unknown =>
  sizeOf(asSet(brought.further)) > 0 ? { ...brought, further: furtherValues(brought) } : brought
