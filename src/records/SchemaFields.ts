/** Prepares a schema for reading records, so that each question about a field needs only one look-up. */
import type * as E from 'fp-ts/lib/Either.js'
import { isRelationship } from '../codecs/AccountRelationships.js'
import type { FieldName, FieldValue } from '../model/Field.js'
import type { ObjectSchema } from './Describe.js'
import { isCompoundType, isFieldOf } from './Describe.js'
import { restValue } from './RestValue.js'

/** A field, and the function that reads the values of the field. */
export interface ReadableField {
  readonly name: FieldName
  readonly type: string
  readonly isCalculated: boolean
  /** Converts a value to the form of the Salesforce REST API, or returns a description of the expected value. */
  readonly read: (value: unknown) => E.Either<string, FieldValue>
}

export interface SchemaFields {
  readonly all: ReadonlyArray<ReadableField>
  readonly field: (name: string) => ReadableField | undefined
  /**
   * Returns a map of the parts of an address or a geolocation. Each key is the name of a part, such as `City`. Each value is the
   * field for this part, such as `BillingCity` or `Depot__City__s`.
   */
  readonly partsOf: (compound: string) => ReadonlyMap<string, ReadableField> | undefined
  /** Tests whether a name is a relationship of the object. A relationship is never a field. */
  readonly isRelationship: (name: string) => boolean
}

/** Returns the name of a part without the name of its compound field, such as `City` for `BillingCity` in `BillingAddress`. */
const partName = (compound: string, field: string): string => {
  const isCustom = compound.endsWith('__c')
  const prefix = isCustom ? compound.slice(0, -1) : compound.replace(/Address$/, '')
  const suffix = isCustom ? '__s' : ''
  return field.startsWith(prefix) && field.endsWith(suffix)
    ? field.slice(prefix.length, field.length - suffix.length)
    : ''
}

export const schemaFields = (schema: ObjectSchema): SchemaFields => {
  const isField = isFieldOf(schema)
  const described = Object.values(schema.fields)
  const compounds = new Map<string, Map<string, ReadableField>>()
  for (const { name, type } of described) if (isCompoundType(type)) compounds.set(name, new Map())
  const fields = new Map<string, ReadableField>()
  const relationships = new Set(schema.relationships)
  for (const each of described) {
    if (each.relationship !== null) relationships.add(each.relationship)
    if (!isField(each.name)) continue
    const field = { name: each.name, type: each.type, isCalculated: each.isCalculated, read: restValue(each) }
    fields.set(each.name, field)
    const part = each.partOf === null ? '' : partName(each.partOf, each.name)
    if (part !== '') compounds.get(each.partOf ?? '')?.set(part, field)
  }
  return {
    all: [...fields.values()],
    field: (name) => fields.get(name),
    partsOf: (compound) => compounds.get(compound),
    isRelationship: (name) => relationships.has(name) || isRelationship(name),
  }
}
