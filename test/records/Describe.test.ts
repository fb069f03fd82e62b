import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { formulaFieldsOf, isFieldOf, schemaFromDescribe } from 'marketo-account-sync/records'
import { describe, expect, test } from 'vitest'
import { anyJson } from './builders.js'
import { accountFields, accountSchema, contactSchema, describedAccount, describedContact } from './describes.js'

const errorsOf = (value: unknown): ReadonlyArray<readonly [path: string, expected: string, found: string]> => {
  const schema = schemaFromDescribe(value)
  return E.isLeft(schema) ? schema.left.map(({ path, expected, found }) => [path, expected, found]) : []
}

describe('`schemaFromDescribe` (reads a describe result)', () => {
  test('keeps the name of the object, each field with its type, and the named child relationships', () => {
    expect(accountSchema.object).toBe('Account')
    expect(Object.keys(accountSchema.fields)).toEqual(accountFields.map(({ name }) => name))
    expect(accountSchema.relationships).toEqual(['ChildAccounts', 'Contacts'])
    expect(accountSchema.fields['BillingCity']).toEqual({
      name: 'BillingCity',
      label: 'BillingCity',
      type: 'string',
      isCalculated: false,
      partOf: 'BillingAddress',
      relationship: null,
    })
    expect(accountSchema.fields['OwnerId']).toMatchObject({ type: 'reference', partOf: null, relationship: 'Owner' })
    expect(accountSchema.fields['Owner_Region__c']).toMatchObject({ label: 'Owner Region', isCalculated: true })
    expect(contactSchema.object).toBe('Contact')
  })

  test('accepts the output of the Salesforce command line, and the value of the key `result` in this output', () => {
    expect(schemaFromDescribe({ status: 0, result: describedContact, warnings: [] })).toEqual(E.right(contactSchema))
    expect(schemaFromDescribe(describedContact)).toEqual(E.right(contactSchema))
  })

  const phone = {
    ...{ name: 'Phone', label: 'Phone', type: 'phone' },
    ...{ calculated: false, compoundFieldName: null, relationshipName: null },
  }

  test.each<readonly [string, unknown, ReturnType<typeof errorsOf>]>([
    ['a string', 'x', [['', 'an object: the describe result of Account or Contact', '"x"']]],
    ['an empty list', [], [['', 'an object: the describe result of Account or Contact', 'an array of 0']]],
    ['a describe of Lead', { ...describedAccount, name: 'Lead' }, [['name', '"Account" or "Contact"', '"Lead"']]],
    [
      'a describe without fields',
      { ...describedAccount, fields: undefined },
      [['fields', 'an array of described fields', 'nothing']],
    ],
    [
      'a describe without child relationships',
      { ...describedAccount, childRelationships: null },
      [['childRelationships', 'an array of child relationships', 'null']],
    ],
    [
      'a field without a type, and a field whose `calculated` is "no"',
      {
        ...describedAccount,
        fields: [
          { ...phone, type: undefined },
          { ...phone, calculated: 'no' },
        ],
      },
      [
        ['fields.0.type', 'a string', 'nothing'],
        ['fields.1.calculated', 'true or false', '"no"'],
      ],
    ],
    [
      'a field that occurs twice',
      { ...describedAccount, fields: [phone, phone] },
      [['fields.1.name', 'each field only once', '"Phone"']],
    ],
    [
      'an error in the result of the command line',
      { status: 0, result: { ...describedAccount, fields: [{ ...phone, name: '' }] } },
      [['result.fields.0.name', expect.stringMatching(/^the API name/) as string, '""']],
    ],
    [
      'the output of the command line without a result',
      { status: 0 },
      [['result', 'an object: the describe result of Account or Contact', 'nothing']],
    ],
    [
      'the error of the command line',
      { status: 1, name: 'NOT_FOUND', message: 'no such object' },
      [['', 'the describe result of Account or Contact', '"NOT_FOUND no such object"']],
    ],
    [
      'a list of errors from the REST API',
      [{ errorCode: 'INVALID_SESSION_ID', message: 'expired' }],
      [['0', 'the describe result of Account or Contact', '"INVALID_SESSION_ID expired"']],
    ],
  ])('returns an error for %s', (_, value, expected) => {
    expect(errorsOf(value)).toEqual(expected)
  })

  test('never throws, and returns a schema or an error', () => {
    const keys = ['name', 'fields', 'childRelationships', 'label', 'type', 'calculated', 'status', 'result', 'Account']
    const damaged = fc
      .tuple(fc.nat(accountFields.length - 1), fc.constantFrom('name', 'label', 'type', 'calculated'), anyJson(keys))
      .map(([at, key, other]) => ({
        ...describedAccount,
        fields: accountFields.map((field, index) => (index === at ? { ...field, [key]: other } : field)),
      }))
    fc.assert(
      fc.property(fc.oneof(anyJson(keys), damaged), (value) => {
        const schema = schemaFromDescribe(value)
        return E.isRight(schema)
          ? Object.keys(schema.right.fields).length === accountFields.length
          : schema.left.every(({ expected, found }) => expected !== '' && found !== '') && schema.left.length > 0
      }),
    )
  })
})

describe('a key in the schema of a describe result', () => {
  const isField = isFieldOf(accountSchema)

  test.each(['Name', 'BillingCity', 'OwnerId', 'Owner_Region__c', 'Place__Latitude__s', 'Depot__City__s'])(
    '%j names a field',
    (name) => {
      expect(isField(name)).toBe(true)
    },
  )

  test.each([
    ...['BillingAddress', 'Place__c', 'Depot__c', 'Owner', 'Contacts', 'Partner__r'],
    ...['Id', 'IsDeleted', 'SystemModstamp', 'attributes', 'name', 'Fax', 'constructor', '__proto__', ''],
  ])('%j does not name a field', (name) => {
    expect(isField(name)).toBe(false)
  })
})

test('`formulaFieldsOf` lists the calculated fields of a describe result', () => {
  expect(formulaFieldsOf(accountSchema)).toEqual(['Owner_Region__c', 'Open_Deals__c'])
  expect(formulaFieldsOf(contactSchema)).toEqual([])
})
