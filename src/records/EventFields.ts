/** Finds the fields that the keys of a change event mean, from a schema or from the facts that hold in every org. */
import type { FieldName } from '../model/Field.js'
import { isFieldKey } from '../codecs/AccountRelationships.js'
import { FieldName as FieldNameCodec } from '../model/Field.js'
import { plainValue } from './RestValue.js'
import type { ReadableField, SchemaFields } from './SchemaFields.js'

export type EventField = Pick<ReadableField, 'name' | 'read'>

export interface EventFields {
  /** The field that has this key. `undefined` if the key is not a field. */
  readonly field: (key: string) => EventField | undefined
  /** The field for a part of an address or a geolocation. `undefined` if there is no such field. */
  readonly part: (compound: string, part: string) => EventField | undefined
  /** The fields of all parts, if the parts of this compound field are known. */
  readonly parts: (compound: string) => Parts | undefined
  /** Whether a key is known not to be a field. Such a key is left out without a report. */
  readonly isKnown: (key: string) => boolean
  /** Whether the types of the fields are known. If so, values can be converted to the form of the REST API. */
  readonly isTyped: boolean
  /** The fields that a CREATE or UNDELETE event leaves out if they are blank. */
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

/** The facts that hold in every org. For an address, they are the list of standard parts. */
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
 * Whether a field must be blank if an event leaves it out. This does not hold for calculated fields and `PhotoUrl`, because
 * no event contains them. It does not hold for a checkbox, because a checkbox is never blank.
 */
const isBlankIfLeftOut = ({ name, type, isCalculated }: ReadableField): boolean =>
  !isCalculated && type !== 'boolean' && name !== 'PhotoUrl'

/** The fields according to a schema. */
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
