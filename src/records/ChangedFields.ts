/**
 * Finds the fields of an account that a change event changes. Each part of an address becomes a separate field of the record.
 * Some nulls mean that the field is blank, and only these nulls count as changes.
 */
import * as E from 'fp-ts/lib/Either.js'
import type { JsonObject } from '../codecs/Combinators.js'
import { isObject, own } from '../codecs/Combinators.js'
import type { DecodeError } from '../model/DecodeError.js'
import type { FieldName, Fields, FieldValue } from '../model/Field.js'
import type { ChangeEvent } from './ChangeEvent.js'
import { decodeError } from './DecodeEach.js'
import type { EventField, EventFields, Parts } from './EventFields.js'
import { withoutUnion } from './EventPayload.js'

/**
 * The meaning of a null in the payload. `blank`: the field is blank now. `unchanged`: the field has not changed, unless
 * `nulledFields` names it.
 */
export type NullMeans = 'blank' | 'unchanged'

export interface ChangedFields {
  /** The fields that the event sets to a value or makes blank. */
  readonly changed: Fields
  /** All fields that are null in the payload. If the event creates a record, these fields are blank. */
  readonly nulls: Fields
  /**
   * Parts of blank addresses. The list contains only parts that do not exist in every org, such as the state code. The event
   * makes such a part blank if the account already has this part.
   */
  readonly blankIfHeld: ReadonlyArray<FieldName>
  /** The fields for which the event contains only the difference from the previous value. */
  readonly diffs: ReadonlyArray<string>
  /** The compound fields whose parts this library does not know. */
  readonly compounds: ReadonlyArray<string>
  /** The fields for which the payload contradicts the lists in the event header. */
  readonly unclear: ReadonlyArray<string>
  /** The keys that cannot be fields. */
  readonly leftOut: ReadonlyArray<string>
  readonly errors: ReadonlyArray<DecodeError>
}

interface Collector {
  readonly nullMeans: NullMeans
  readonly changed: Record<FieldName, FieldValue>
  readonly nulls: Record<FieldName, FieldValue>
  readonly blankIfHeld: Array<FieldName>
  readonly diffs: Array<string>
  readonly compounds: Array<string>
  readonly leftOut: Array<string>
  readonly errors: Array<DecodeError>
}

/**
 * Matches a string that contains only the difference from the previous value. The list `diffFields` names the fields that contain
 * such a string. But some API clients drop this list.
 */
const difference = /^---[^\n]*\n\+\+\+[^\n]*\n@@ /

const addValue = (into: Collector, path: string, { name, read }: EventField, value: unknown): void => {
  if (value === null || value === undefined) into.nulls[name] = null
  else if (typeof value === 'string' && difference.test(value)) into.diffs.push(path)
  else {
    const inRest = read(value)
    if (E.isRight(inRest)) into.changed[name] = inRest.right
    else into.errors.push(decodeError(path, inRest.left, value))
  }
}

const isCapitalised = (part: string): boolean => /^[A-Z]/.test(part)

/**
 * Adds the parts of an address. Ignores unknown parts, such as `Xyz`, because they are not fields.
 *
 * A message of the Pub/Sub API lists every part that any Salesforce org has. If a part is null, it is possible that this org does
 * not have the part.
 */
const addParts = (into: Collector, fields: EventFields, key: string, compound: JsonObject, parts: Parts): void => {
  for (const part of Object.keys(compound)) {
    const value = withoutUnion(compound[part])
    const field = fields.part(key, part)
    if (field !== undefined) {
      const isUnknown = value === null && into.nullMeans === 'unchanged' && parts.inSomeOrgs.includes(field.name)
      if (!isUnknown) addValue(into, `${key}.${part}`, field, value)
    }
    // In change events, the parts of an address begin with a capital letter. If `part` begins with a small letter, `key` is not an
    // address.
    else if (!isCapitalised(part)) into.compounds.push(`${key}.${part}`)
  }
}

const blankParts = (into: Collector, blank: Record<FieldName, FieldValue>, parts: Parts): void => {
  for (const name of parts.always) blank[name] = null
  for (const name of parts.inSomeOrgs) into.blankIfHeld.push(name)
}

const addKey = (into: Collector, fields: EventFields, key: string, value: unknown): void => {
  const parts = fields.parts(key)
  const field = fields.field(key)
  if (parts !== undefined) {
    if (isObject(value)) addParts(into, fields, key, value, parts)
    else if (value === null) blankParts(into, into.nulls, parts)
    else if (value !== undefined) into.errors.push(decodeError(key, 'an object, or null', value))
  } else if (field === undefined) {
    if (!fields.isKnown(key)) into.leftOut.push(key)
  } else if (!isObject(value)) addValue(into, key, field, value)
  else if (own(value, 'diff') !== undefined) into.diffs.push(key)
  else into.compounds.push(key)
}

const splitName = (name: string): readonly [key: string, part: string | undefined] => {
  const [key = '', part] = name.split('.')
  return [key, part]
}

const addNulledField = (into: Collector, fields: EventFields, nulledField: string): void => {
  const [key, part] = splitName(nulledField)
  const parts = fields.parts(key)
  if (part === undefined) {
    const field = fields.field(key)
    if (parts !== undefined) blankParts(into, into.changed, parts)
    else if (field !== undefined) into.changed[field.name] = null
  } else if (parts !== undefined) {
    const field = fields.part(key, part)
    if (field !== undefined) into.changed[field.name] = null
  } else if (fields.field(key) !== undefined) into.compounds.push(nulledField)
}

/** Returns the values that an event contains for a field, or for all parts of an address. A missing value is `undefined`. */
const valuesOf = (fields: EventFields, payload: JsonObject, name: string): ReadonlyArray<unknown> => {
  const [key, part] = splitName(name)
  const value = own(payload, key)
  if (fields.parts(key) === undefined) return fields.field(key) === undefined ? [] : [value]
  if (!isObject(value)) return [value]
  const names = part === undefined ? Object.keys(value) : [part]
  return names.filter((each) => fields.part(key, each) !== undefined).map((each) => withoutUnion(own(value, each)))
}

/**
 * Finds the fields for which an event contradicts itself. In one case, the field is listed as changed and is null, but is not
 * listed as blank. In the other case, the field is listed as blank, but is not null.
 */
const unclearFields = (
  nullMeans: NullMeans,
  fields: EventFields,
  { payload, changedFields: named, nulledFields, diffFields }: ChangeEvent,
): ReadonlyArray<string> => {
  const isNulled = (name: string): boolean => nulledFields.has(name) || nulledFields.has(splitName(name)[0])
  const isMissing = (value: unknown): boolean => value === undefined || (value === null && nullMeans === 'unchanged')
  const isGiven = (value: unknown): boolean => value !== undefined && value !== null
  return [
    ...[...named].filter(
      (name) =>
        !isNulled(name) && !diffFields.has(splitName(name)[0]) && valuesOf(fields, payload, name).some(isMissing),
    ),
    ...[...nulledFields].filter((name) => valuesOf(fields, payload, name).some(isGiven)),
  ]
}

/** Finds the account fields that an event changes. */
export const changedFields = (nullMeans: NullMeans, fields: EventFields, event: ChangeEvent): ChangedFields => {
  const { payload, nulledFields, diffFields } = event
  const into: Collector = {
    nullMeans,
    changed: {},
    nulls: {},
    blankIfHeld: [],
    diffs: [...diffFields],
    compounds: [],
    leftOut: [],
    errors: [],
  }
  for (const nulledField of nulledFields) addNulledField(into, fields, nulledField)
  for (const key of Object.keys(payload))
    if (key !== 'ChangeEventHeader' && !diffFields.has(key)) addKey(into, fields, key, payload[key])
  const unclear = unclearFields(nullMeans, fields, event)
  return nullMeans === 'blank'
    ? { ...into, unclear, changed: { ...into.nulls, ...into.changed } }
    : { ...into, unclear }
}
