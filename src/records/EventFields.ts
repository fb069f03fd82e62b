/**
 * Finds the field for each key of a change event. The information comes from a schema, or from facts that are true in every
 * Salesforce org.
 */
import type { FieldName } from '../model/Field.js'
import { isFieldKey } from '../codecs/AccountRelationships.js'
import { FieldName as FieldNameCodec } from '../model/Field.js'
import { plainValue } from './RestValue.js'
import type { ReadableField, SchemaFields } from './SchemaFields.js'

export type EventField = Pick<ReadableField, 'name' | 'read'>

export interface EventFields {
  /** Returns the field that has this key, or `undefined` if the key is not a field. */
  readonly field: (key: string) => EventField | undefined
  /** Returns the field for a part of an address or a geolocation, or `undefined` if there is no such field. */
  readonly part: (compound: string, part: string) => EventField | undefined
  /** Returns the fields of all parts of a compound field, or `undefined` if the parts are unknown. */
  readonly parts: (compound: string) => Parts | undefined
  /** Tests whether a key is certainly not a field. The library leaves out such a key and does not report it. */
  readonly isKnown: (key: string) => boolean
  /**
   * Whether the types of the fields are known. If they are known, values can be converted to the form of the Salesforce REST API.
   */
  readonly isTyped: boolean
  /** The fields that a CREATE or UNDELETE event leaves out if they are blank. */
  readonly blanks: ReadonlyArray<FieldName>
}

/** The parts of an address or a geolocation. */
export interface Parts {
  readonly always: ReadonlyArray<FieldName>
  /** The parts, such as `StateCode`, that do not exist in every Salesforce org. */
  readonly inSomeOrgs: ReadonlyArray<FieldName>
}

const standardParts = ['Street', 'City', 'State', 'PostalCode', 'Country', 'Latitude', 'Longitude', 'GeocodeAccuracy']
const picklistParts = ['StateCode', 'CountryCode']

/**
 * Returns the prefix of the field names for the parts of an address. For `BillingAddress`, the prefix is `Billing`. Returns
 * `undefined` if the key is not an address.
 */
const addressPrefix = (key: string): string | undefined =>
  key === 'BillingAddress' || key === 'ShippingAddress' ? key.slice(0, -'Address'.length) : undefined

const anyField = (name: string): EventField | undefined =>
  FieldNameCodec.is(name) && isFieldKey(name) ? { name, read: plainValue } : undefined

const named = (prefix: string, parts: ReadonlyArray<string>): ReadonlyArray<FieldName> =>
  parts.map((part) => (prefix + part) as FieldName)

/** The facts that are true in every Salesforce org, such as the standard parts of an address. */
export const fieldsOfEveryOrg: EventFields = {
  field: anyField,
  part: (compound, part) => {
    const prefix = addressPrefix(compound)
    return prefix !== undefined && [...standardParts, ...picklistParts].includes(part)
      ? anyField(prefix + part)
      : undefined
  },
  parts: (compound) => {
    const prefix = addressPrefix(compound)
    return prefix === undefined
      ? undefined
      : { always: named(prefix, standardParts), inSomeOrgs: named(prefix, picklistParts) }
  },
  isKnown: (key) => !isFieldKey(key) || addressPrefix(key) !== undefined,
  isTyped: false,
  blanks: [],
}

/**
 * Tests whether the absence of a field from an event means that the field is blank. The result is false for calculated fields and
 * `PhotoUrl`, because no event contains these fields. The result is also false for a checkbox, because a checkbox is never blank.
 */
const isBlankIfLeftOut = ({ name, type, isCalculated }: ReadableField): boolean =>
  !isCalculated && type !== 'boolean' && name !== 'PhotoUrl'

/** Finds fields with the help of a schema. */
export const fieldsOfSchema = (schema: SchemaFields): EventFields => ({
  field: schema.field,
  part: (compound, part) => schema.partsOf(compound)?.get(part),
  parts: (compound) => {
    const parts = schema.partsOf(compound)
    return parts === undefined ? undefined : { always: Array.from(parts.values(), ({ name }) => name), inSomeOrgs: [] }
  },
  isKnown: (key) => !isFieldKey(key) || schema.isRelationship(key) || schema.partsOf(key) !== undefined,
  isTyped: true,
  blanks: schema.all.filter(isBlankIfLeftOut).map(({ name }) => name),
})
