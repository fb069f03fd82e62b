/** What the keys of a change event stand for: by the describe, or by what is the same in every org. */
import type { FieldName } from '../model/Field.js'
import { FieldName as FieldNameCodec, isFieldKey } from '../model/Field.js'
import { plainValue } from './RestValue.js'
import type { ReadableField, SchemaFields } from './SchemaFields.js'

export type EventField = Pick<ReadableField, 'name' | 'read'>

export interface EventFields {
  /** The field of a key, if it is one. */
  readonly field: (key: string) => EventField | undefined
  /** The field of a part of an address or a geolocation, if it is one. */
  readonly part: (compound: string, part: string) => EventField | undefined
  /** The fields of all parts, if the parts of this compound field are known. */
  readonly parts: (compound: string) => Parts | undefined
  /** Whether a key that is no field is left out without a report, because it is known not to be one. */
  readonly isKnown: (key: string) => boolean
  /** Whether the types of the fields are known, so that their values come out as REST writes them. */
  readonly isTyped: boolean
  /** The fields that a CREATE or UNDELETE leaves out where they are blank. */
  readonly blanks: ReadonlyArray<FieldName>
}

/** The parts of an address or a geolocation. */
export interface Parts {
  readonly always: ReadonlyArray<FieldName>
  /** Parts that only some orgs have. */
  readonly inSomeOrgs: ReadonlyArray<FieldName>
}

const standardParts = ['Street', 'City', 'State', 'PostalCode', 'Country', 'Latitude', 'Longitude', 'GeocodeAccuracy']
const picklistParts = ['StateCode', 'CountryCode']

/** The start of the names of an address's flat fields: `Billing` for `BillingAddress`. */
const addressPrefix = (key: string): string | undefined =>
  key === 'BillingAddress' || key === 'ShippingAddress' ? key.slice(0, -'Address'.length) : undefined

const anyField = (name: string): EventField | undefined =>
  FieldNameCodec.is(name) && isFieldKey(name) ? { name, read: plainValue } : undefined

const named = (prefix: string, parts: ReadonlyArray<string>): ReadonlyArray<FieldName> =>
  parts.map((part) => (prefix + part) as FieldName)

/** What is the same in every org. Of an address, that is the closed list of standard parts. */
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
 * Fields whose absence from an event says nothing. A calculated field is not in events, and neither is `PhotoUrl`, whose
 * value Salesforce derives. A checkbox is never blank.
 */
const isBlankIfLeftOut = ({ name, type, isCalculated }: ReadableField): boolean =>
  !isCalculated && type !== 'boolean' && name !== 'PhotoUrl'

/** What the describe says. */
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
