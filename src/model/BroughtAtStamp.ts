/**
 * The values that the records of an account with one SystemModstamp contain. Salesforce rounds stamps to seconds, so two
 * updates can have the same stamp. Services also often read the same version of a record more than once. So a value is new
 * only if no earlier record with the same stamp contains it.
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
 * For each name, the values that came after the first value, in a form that is not public. {@link furtherValues} lists them.
 *
 * @category model
 * @since 0.3.0
 */
export interface FurtherValues {
  readonly FurtherValues: symbol
}

/**
 * The values that the records with one stamp contain: the first value of each field, the first deleted flag, the first
 * `masterRecordId`, and further values of any of these.
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
 * A value that came with a stamp: the value of a field, of `IsDeleted`, or of `MasterRecordId`.
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

/** The first value of a name in the records with one stamp. */
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

/** The name, a space, a letter for the type of the value, and the value as text. A name has no space, so the key is unique. */
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
 * All further values in the records with one stamp, sorted by name, type and value. The first value of each name is not a further
 * value.
 *
 * @category queries
 * @since 0.3.0
 */
export const furtherValues = ({ further }: Pick<BroughtAtStamp, 'further'>): ReadonlyArray<NamedValue> =>
  [...iterate(asSet(further))].map(ofKey)

/**
 * Makes {@link FurtherValues} from a list of all values after the first value of each name. This is the inverse of
 * {@link furtherValues}.
 *
 * @internal
 */
export const furtherOf = (values: ReadonlyArray<NamedValue>): FurtherValues =>
  asFurther(values.reduce<SortedSet<string>>((set, { name, value }) => add(set, keyOf(name, value)), emptySet))

/** Whether an unknown value has the form of {@link FurtherValues}. */
export const isFurtherValues = (value: unknown): value is FurtherValues =>
  isSetOfStrings(value) && [...iterate(value)].every(isKey)

/** Whether a record with the stamp contains this value of a name, as the first value or as a further value. */
export const broughtValue = (brought: BroughtAtStamp, name: string, value: FieldValue): boolean =>
  firstBrought(brought, name) === value || has(asSet(brought.further), keyOf(name, value))

type Brought = Omit<BroughtAtStamp, 'further'>

/**
 * The values of a stamp after the first record with the stamp.
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
 * The values of a stamp after one more record with the stamp.
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
  // The names that are known come first, so that the objects of many records share their shapes.
  const firsts = added.length > 0 ? { ...before.fields, ...Object.fromEntries(added) } : before.fields
  return { ...before, fields: firsts, further: asFurther(further) }
}

/**
 * The new values of a record: values that no earlier record with the same stamp contains. `undefined` means not new.
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
 * Whether the value of a field is new: no earlier record with the same stamp contains it. A formula field takes only the
 * first value of a stamp, so a second value of it is never new.
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

/** This loop takes half as long as `Object.entries` for an account with thousands of fields. */
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
 * The new values of another record with the same stamp. None if no value is new.
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

/** Whether the records with a stamp contain any further values. */
export const hasFurther = ({ further }: BroughtAtStamp): boolean => sizeOf(asSet(further)) > 0

/** A form for comparisons: a list of the further values. Their internal form depends on the order in which they arrived. */
export const comparableBrought = (brought: BroughtAtStamp): unknown =>
  hasFurther(brought) ? { ...brought, further: furtherValues(brought) } : brought
