/**
 * What the payload of a change event says of fields: nested and capitalised addresses as the record's flat fields, and
 * null as a value only where it is one.
 */
import type { JsonObject } from '../codecs/Combinators.js'
import { isObject, own } from '../codecs/Combinators.js'
import type { DecodeError } from '../model/DecodeError.js'
import type { FieldName, Fields, FieldValue } from '../model/Field.js'
import { FieldName as FieldNameCodec, isFieldKey } from '../model/Field.js'
import type { ChangeEvent } from './ChangeEvent.js'
import { wrong } from './DecodeEach.js'

/** What a null in the payload says: the field is blank now, or nothing at all unless `nulledFields` names it. */
export type NullMeans = 'blank' | 'unchanged'

export interface ChangedFields {
  /** The fields that the event sets, blank ones among them. */
  readonly changed: Fields
  /** Every field that is null in the payload. In an event that tells of all fields, these are blank. */
  readonly nulls: Fields
  /** Fields given as a difference, and compound values whose fields are not known. */
  readonly diffs: ReadonlyArray<string>
  readonly compounds: ReadonlyArray<string>
  readonly errors: ReadonlyArray<DecodeError>
}

const addressParts = ['Street', 'City', 'State', 'PostalCode', 'Country', 'Latitude', 'Longitude', 'GeocodeAccuracy']

/** What the flat fields of an address begin with: `Billing` for `BillingAddress`. */
const addressPrefix = (key: string): string | undefined =>
  key === 'BillingAddress' || key === 'ShippingAddress' ? key.slice(0, -'Address'.length) : undefined

const isCapitalised = (part: string): boolean => part < '[' && FieldNameCodec.is(part)

/** A number that JSON could not have held comes as a bigint; where a number can hold it, it is one. */
const asNumber = (value: unknown): unknown =>
  typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : value

const isValue = (value: unknown): value is NonNullable<FieldValue> =>
  typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)

interface Collected {
  readonly changed: Record<FieldName, FieldValue>
  readonly nulls: Record<FieldName, FieldValue>
  readonly diffs: Array<string>
  readonly compounds: Array<string>
  readonly errors: Array<DecodeError>
}

/** Takes one plain value under the name of its flat field. */
const take = (into: Collected, path: string, name: string, given: unknown): void => {
  const value = asNumber(given)
  if (!FieldNameCodec.is(name))
    into.errors.push(
      wrong(path, 'a key that is the API name of a Salesforce field: a letter, then letters, digits and _', name),
    )
  else if (!isFieldKey(name)) return
  else if (value === null || value === undefined) into.nulls[name] = null
  else if (isValue(value)) into.changed[name] = value === 0 ? 0 : value
  else into.errors.push(wrong(path, 'a string, a finite number, true, false or null', value))
}

const takeAddress = (into: Collected, key: string, prefix: string, address: JsonObject): void => {
  for (const part of Object.keys(address))
    if (isCapitalised(part)) take(into, `${key}.${part}`, prefix + part, address[part])
    else into.compounds.push(`${key}.${part}`)
}

const takeKey = (into: Collected, key: string, value: unknown): void => {
  const prefix = addressPrefix(key)
  if (!isObject(value)) {
    if (prefix !== undefined && value === null)
      for (const part of addressParts) into.nulls[(prefix + part) as FieldName] = null
    else take(into, key, key, value)
  } else if (prefix !== undefined) takeAddress(into, key, prefix, value)
  else if (own(value, 'diff') !== undefined) into.diffs.push(key)
  else into.compounds.push(key)
}

/** The flat fields that a name in the header stands for: `BillingAddress.City` for `BillingCity`. */
const takeNulled = (into: Collected, nulled: string): void => {
  const [key = '', part] = nulled.split('.')
  const prefix = addressPrefix(key)
  const names =
    prefix === undefined
      ? part === undefined
        ? [key]
        : []
      : (part === undefined ? addressParts : [part]).map((each) => prefix + each)
  if (names.length === 0) into.compounds.push(nulled)
  for (const name of names) if (FieldNameCodec.is(name) && isFieldKey(name)) into.changed[name] = null
}

/** What an event says of the fields of an account. */
export const changedFields = (
  nullMeans: NullMeans,
  { payload, nulledFields, diffFields }: ChangeEvent,
): ChangedFields => {
  const into: Collected = { changed: {}, nulls: {}, diffs: [...diffFields], compounds: [], errors: [] }
  for (const nulled of nulledFields) takeNulled(into, nulled)
  for (const key of Object.keys(payload))
    if (key !== 'ChangeEventHeader' && !diffFields.includes(key)) takeKey(into, key, payload[key])
  return nullMeans === 'blank' ? { ...into, changed: { ...into.nulls, ...into.changed } } : into
}
