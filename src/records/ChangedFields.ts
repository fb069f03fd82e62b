/**
 * The fields of an account that a change event changes. Nested addresses become the flat fields of the record, and a null
 * becomes a value only where it means that the field is blank.
 */
import type { JsonObject } from '../codecs/Combinators.js'
import { isObject, own } from '../codecs/Combinators.js'
import type { DecodeError } from '../model/DecodeError.js'
import type { FieldName, Fields, FieldValue } from '../model/Field.js'
import { FieldName as FieldNameCodec, isFieldKey } from '../model/Field.js'
import type { ChangeEvent } from './ChangeEvent.js'
import { decodeError } from './DecodeEach.js'

/** The meaning of a null in the payload: the field is blank now, or has not changed unless `nulledFields` names it. */
export type NullMeans = 'blank' | 'unchanged'

export interface ChangedFields {
  /** The fields that the event sets, including those that it blanks. */
  readonly changed: Fields
  /** All fields that are null in the payload. They are blank in the event of a new record. */
  readonly nulls: Fields
  /** Fields of which the event gives only the difference from the value before. */
  readonly diffs: ReadonlyArray<string>
  /** Compound fields of which this library does not know the parts. */
  readonly compounds: ReadonlyArray<string>
  readonly errors: ReadonlyArray<DecodeError>
}

const addressParts = ['Street', 'City', 'State', 'PostalCode', 'Country', 'Latitude', 'Longitude', 'GeocodeAccuracy']

/** The start of the names of an address's flat fields: `Billing` for `BillingAddress`. */
const addressPrefix = (key: string): string | undefined =>
  key === 'BillingAddress' || key === 'ShippingAddress' ? key.slice(0, -'Address'.length) : undefined

/** Change events capitalise the parts of an address, REST records do not. */
const isCapitalised = (part: string): boolean => part < '[' && FieldNameCodec.is(part)

/** A client that decodes long numbers as bigints does so for small ones too. */
const asNumber = (value: unknown): unknown =>
  typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value

const isValue = (value: unknown): value is NonNullable<FieldValue> =>
  typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)

interface Collector {
  readonly changed: Record<FieldName, FieldValue>
  readonly nulls: Record<FieldName, FieldValue>
  readonly diffs: Array<string>
  readonly compounds: Array<string>
  readonly errors: Array<DecodeError>
}

const addValue = (into: Collector, path: string, name: string, undecoded: unknown): void => {
  const value = asNumber(undecoded)
  if (!FieldNameCodec.is(name))
    into.errors.push(
      decodeError(path, 'a key that is the API name of a Salesforce field: a letter, then letters, digits and _', name),
    )
  else if (!isFieldKey(name)) return
  else if (value === null || value === undefined) into.nulls[name] = null
  else if (isValue(value)) into.changed[name] = value === 0 ? 0 : value
  else into.errors.push(decodeError(path, 'a string, a finite number, true, false or null', value))
}

const addAddress = (into: Collector, key: string, prefix: string, address: JsonObject): void => {
  for (const part of Object.keys(address))
    if (isCapitalised(part)) addValue(into, `${key}.${part}`, prefix + part, address[part])
    else into.compounds.push(`${key}.${part}`)
}

const addKey = (into: Collector, key: string, value: unknown): void => {
  const prefix = addressPrefix(key)
  if (!isObject(value)) {
    if (prefix !== undefined && value === null)
      for (const part of addressParts) into.nulls[(prefix + part) as FieldName] = null
    else addValue(into, key, key, value)
  } else if (prefix !== undefined) addAddress(into, key, prefix, value)
  else if (own(value, 'diff') !== undefined) into.diffs.push(key)
  else into.compounds.push(key)
}

/** The flat fields of a name in the header: `BillingCity` for `BillingAddress.City`. None where they are not known. */
const flatNames = (key: string, part: string | undefined): ReadonlyArray<string> => {
  const prefix = addressPrefix(key)
  if (prefix === undefined) return part === undefined ? [key] : []
  return (part === undefined ? addressParts : [part]).map((each) => prefix + each)
}

const addNulledField = (into: Collector, nulledField: string): void => {
  const [key = '', part] = nulledField.split('.')
  const names = flatNames(key, part)
  if (names.length === 0) into.compounds.push(nulledField)
  for (const name of names) if (FieldNameCodec.is(name) && isFieldKey(name)) into.changed[name] = null
}

/** The fields that an event of an account changes. */
export const changedFields = (
  nullMeans: NullMeans,
  { payload, nulledFields, diffFields }: ChangeEvent,
): ChangedFields => {
  const into: Collector = { changed: {}, nulls: {}, diffs: [...diffFields], compounds: [], errors: [] }
  for (const nulledField of nulledFields) addNulledField(into, nulledField)
  for (const key of Object.keys(payload))
    if (key !== 'ChangeEventHeader' && !diffFields.includes(key)) addKey(into, key, payload[key])
  return nullMeans === 'blank' ? { ...into, changed: { ...into.nulls, ...into.changed } } : into
}
