/**
 * What the records of one SystemModstamp have brought to an account. The stamp has a resolution of a second, so two updates
 * can share one, and the same version of a record is often read more than once. Only what no record of the stamp has brought
 * before is news.
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
 * Values beyond the first of their names, in a form that is not public. {@link furtherValues} lists them.
 *
 * @category model
 * @since 0.3.0
 */
export interface FurtherValues {
  readonly FurtherValues: symbol
}

/**
 * What the records of one stamp have brought: the first value of each field, the first deleted flag, the first id of the
 * account into which this one was merged, and further values of any of these.
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

/** The first value of a name that a stamp has brought. */
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

/** A letter for the type of a value, and the value as a text. A name has no space, so name and value can be told apart. */
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
 * The values of a stamp beyond the first of their names, by name and value.
 *
 * @category queries
 * @since 0.3.0
 */
export const furtherValues = ({ further }: Pick<BroughtAtStamp, 'further'>): ReadonlyArray<NamedValue> =>
  [...iterate(asSet(further))].map(ofKey)

/**
 * The opposite of {@link furtherValues}.
 *
 * @internal
 */
export const furtherOf = (values: ReadonlyArray<NamedValue>): FurtherValues =>
  asFurther(values.reduce<SortedSet<string>>((set, { name, value }) => add(set, keyOf(name, value)), emptySet))

/** Whether a value is what {@link furtherOf} makes. */
export const isFurtherValues = (value: unknown): value is FurtherValues =>
  isSetOfStrings(value) && [...iterate(value)].every(isKey)

/** Whether a stamp has brought this value of a name. */
export const broughtValue = (brought: BroughtAtStamp, name: string, value: FieldValue): boolean =>
  firstBrought(brought, name) === value || has(asSet(brought.further), keyOf(name, value))

type Brought = Omit<BroughtAtStamp, 'further'>

/**
 * What a stamp has brought after its first record.
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
 * What a stamp has brought after one more of its records.
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
  let isWider = false
  for (const name in fields) {
    const first = rawValue(before.fields, name as FieldName)
    if (first === undefined) isWider = true
    else include(name, first, fields[name as FieldName] ?? null)
  }
  // The names that are known come first, so that the objects of many readings share their shapes.
  const firsts = isWider ? { ...before.fields, ...fields, ...before.fields } : before.fields
  return { ...before, fields: firsts, further: asFurther(further) }
}

/**
 * What a further record of a stamp brings that no record of the stamp has brought.
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
 * Whether the value of a field is news: no record of the stamp has brought it, and it is not another value of a formula
 * field that has one already.
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

const newFields = (before: BroughtAtStamp, fields: Fields, formulaFields: ReadonlySet<string>): Fields => {
  const isNewOf = (name: string) =>
    isNewValue(before, name as FieldName, fields[name as FieldName] ?? null, formulaFields)
  return Object.fromEntries(Object.entries(fields).filter(([name]) => isNewOf(name)))
}

/**
 * What a further record of a stamp brings; none if that is nothing.
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

/** Whether a stamp has brought values beyond the first of their names. */
export const hasFurther = ({ further }: BroughtAtStamp): boolean => sizeOf(asSet(further)) > 0

/** Compared by content, because the form of the further values depends on the order in which they came. */
export const comparableBrought = (brought: BroughtAtStamp): unknown =>
  hasFurther(brought) ? { ...brought, further: furtherValues(brought) } : brought
