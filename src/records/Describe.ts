/**
 * Decodes the schema of Account or Contact in one Salesforce org from the result of a describe call.
 *
 * @since 0.3.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type * as t from 'io-ts'
import { flag, isObject, listOf, nullable, oneOf, own, struct, text } from '../codecs/Combinators.js'
import type { DecodeError } from '../model/DecodeError.js'
import { isFieldKey } from '../codecs/AccountRelationships.js'
import { FieldName } from '../model/Field.js'
import { atPath, decode, decodeError } from './DecodeEach.js'
import { salesforceErrors } from './VendorErrors.js'

/**
 * One field of an object, as the describe result lists it.
 *
 * @category model
 * @since 0.3.0
 */
export interface SchemaField {
  readonly name: FieldName
  readonly label: string
  /** Salesforce's name for the type, such as `string`, `boolean`, `double`, `currency`, `date`, `reference` or `address`. */
  readonly type: string
  /** Whether Salesforce calculates the value. Such a field is a formula or a roll-up summary. */
  readonly isCalculated: boolean
  /**
   * The compound field to which this field belongs, such as `BillingAddress` for `BillingCity`. `null` for a field that belongs
   * to no compound field.
   */
  readonly partOf: string | null
  /** The name of the relationship that a reference field defines, such as `Owner` for `OwnerId`. `null` for any other field. */
  readonly relationship: string | null
}

/**
 * The fields and child relationships of Account or Contact in one Salesforce org.
 *
 * @category model
 * @since 0.3.0
 */
export interface ObjectSchema {
  readonly object: 'Account' | 'Contact'
  readonly fields: Readonly<Record<string, SchemaField>>
  /** The names of the child relationships, such as `Contacts` or `Opportunities`. */
  readonly relationships: ReadonlyArray<string>
}

const expected = 'the describe result of Account or Contact'

const textOrNull = nullable(text)

const DescribedField = struct('a described field', {
  name: FieldName,
  label: text,
  type: text,
  calculated: flag,
  compoundFieldName: textOrNull,
  relationshipName: textOrNull,
})

const DescribedObject = struct(expected, {
  name: oneOf('Account', 'Contact'),
  fields: listOf(DescribedField, 'described fields'),
  childRelationships: listOf(struct('a child relationship', { relationshipName: textOrNull }), 'child relationships'),
})

type Errors = ReadonlyArray<DecodeError>

/** Finds the describe result itself. The Salesforce command line returns it under the key `result`. */
const resultOf = (value: unknown): readonly [path: string, result: unknown] =>
  isObject(value) && own(value, 'status') !== undefined ? ['result', own(value, 'result')] : ['', value]

/**
 * Finds fields that the result describes twice. Without this check, the library would silently drop one of the two descriptions.
 */
const repeatedFields = (fields: ReadonlyArray<t.TypeOf<typeof DescribedField>>): Errors => {
  const seen = new Set<string>()
  const errors: Array<DecodeError> = []
  for (const [index, { name }] of fields.entries()) {
    if (seen.has(name)) errors.push(decodeError(`fields.${index}.name`, 'each field only once', name))
    seen.add(name)
  }
  return errors
}

const schemaOf = (described: t.TypeOf<typeof DescribedObject>): ObjectSchema => ({
  object: described.name,
  fields: Object.fromEntries(
    described.fields.map(({ name, label, type, calculated, compoundFieldName, relationshipName }) => [
      name,
      { name, label, type, isCalculated: calculated, partOf: compoundFieldName, relationship: relationshipName },
    ]),
  ),
  relationships: described.childRelationships.flatMap(({ relationshipName }) =>
    relationshipName === null ? [] : [relationshipName],
  ),
})

/**
 * Decodes the describe result of Account or Contact. Pass the schema to the functions that read records and change events. The
 * schema tells these functions which keys are fields, and which type each field has.
 *
 * | source                                              | what to pass                      |
 * | --------------------------------------------------- | --------------------------------- |
 * | REST: `GET …/sobjects/Account/describe`             | the body                          |
 * | jsforce: `connection.sobject('Account').describe()` | the result                        |
 * | `sf sobject describe --sobject Account --json`      | the whole output, or its `result` |
 *
 * If one field cannot be decoded, the whole result is an error. The describe result of another object is also an error. If
 * Salesforce sends errors instead of a result, the function returns these errors unchanged.
 *
 * @example
 * import { schemaFromDescribe } from 'marketo-account-sync/records'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const described = { label: 'Industry', type: 'picklist', calculated: false, compoundFieldName: null, relationshipName: null }
 * const schema = schemaFromDescribe({ name: 'Account', fields: [{ ...described, name: 'Industry' }], childRelationships: [] })
 * assert.ok(E.isRight(schema))
 * assert.strictEqual(schema.right.fields['Industry']?.type, 'picklist')
 *
 * const lead = schemaFromDescribe({ name: 'Lead', fields: [], childRelationships: [] })
 * assert.deepStrictEqual(lead, E.left([{ path: 'name', expected: '"Account" or "Contact"', found: '"Lead"' }]))
 *
 * @category constructors
 * @since 0.3.0
 */
export const schemaFromDescribe = (value: unknown): E.Either<ReadonlyArray<DecodeError>, ObjectSchema> => {
  const sent = salesforceErrors(expected, value)
  if (O.isSome(sent)) return E.left(sent.value)
  const [path, result] = resultOf(value)
  const described = decode(DescribedObject, result)
  if (E.isLeft(described)) return E.left(atPath(path)(described.left))
  const repeated = repeatedFields(described.right.fields)
  return repeated.length > 0 ? E.left(atPath(path)(repeated)) : E.right(schemaOf(described.right))
}

/** Tests whether a type is a compound type. The parts of a compound field are separate fields. */
export const isCompoundType = (type: string): boolean => type === 'address' || type === 'location'

/**
 * Tests whether a name is a field of the object in this org. Compound fields such as `BillingAddress` do not count as fields.
 * `Id`, `SystemModstamp` and other keys that describe the record itself do not count either.
 *
 * @example
 * import { isFieldOf, schemaFromDescribe } from 'marketo-account-sync/records'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const field = (name: string, type: string, compoundFieldName: string | null = null) =>
 * ({ name, label: name, type, calculated: false, compoundFieldName, relationshipName: null })
 * const schema = schemaFromDescribe({ name: 'Account', childRelationships: [], fields: [
 * field('Id', 'id'), field('BillingCity', 'string', 'BillingAddress'), field('BillingAddress', 'address')
 * ] })
 * if (E.isLeft(schema)) assert.fail()
 * assert.deepStrictEqual(['BillingCity', 'BillingAddress', 'Id', 'Industry'].map(isFieldOf(schema.right)), [true, false, false, false])
 *
 * @category queries
 * @since 0.3.0
 */
export const isFieldOf =
  ({ fields }: ObjectSchema) =>
  (name: string): boolean => {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    return field !== undefined && isFieldKey(name) && !isCompoundType(field.type)
  }

/**
 * Lists the calculated fields. If Salesforce gives such a field a new value, the SystemModstamp does not change. A sync-down
 * therefore does not read the new value until the record changes in another way.
 *
 * @rule sync.formula-fields
 * @category queries
 * @since 0.3.0
 */
export const formulaFieldsOf = (schema: ObjectSchema): ReadonlyArray<FieldName> => {
  const isField = isFieldOf(schema)
  return Object.values(schema.fields)
    .filter(({ name, isCalculated }) => isCalculated && isField(name))
    .map(({ name }) => name)
}
