import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import fc from 'fast-check'
import { decodeErrors, FieldName, fieldNames, FieldValue, isSynced, syncedFields, valueOf } from 'marketo-account-sync'
import { describe, expect, test } from 'vitest'
import { fieldName, fieldsOf, frozen, inheritedNames, range } from '../helpers/values.js'

describe('a field name', () => {
  test('is a letter followed by letters, digits and underscores', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ maxLength: 4 }), fc.stringMatching(/^[ -~]{1,3}$/)),
        (text) => FieldName.is(text) === /^[A-Za-z][A-Za-z0-9_]*$/.test(text),
      ),
    )
  })

  test.each(['A', 'z', 'Industry', 'SLA__c', 'constructor', 'toString', 'A0', 'a9_', 'Z', 'aZ', 'Az'])(
    'can be %j',
    (text) => {
      expect(FieldName.decode(text)).toEqual(E.right(text))
      expect(FieldName.is(text)).toBe(true)
    },
  )

  test.each([
    '',
    '_',
    '__proto__',
    '0a',
    'a b',
    'a.b',
    'é',
    '@A',
    '[',
    '`',
    '{',
    'a@',
    'a[',
    'a`',
    'a{',
    'a/',
    'a:',
    1,
    null,
  ])('cannot be %j', (text) => {
    expect(E.isLeft(FieldName.decode(text))).toBe(true)
    expect(FieldName.is(text)).toBe(false)
  })
})

describe('a field value', () => {
  test.each(['', 'a', 0, 1.5, -1, true, false, null])('can be %j', (value) => {
    expect(FieldValue.decode(value)).toEqual(E.right(value))
    expect(FieldValue.is(value)).toBe(true)
  })

  test.each([[undefined], [NaN], [Infinity], [-Infinity], [{}], [[]], [['a']]])('cannot be %o', (value) => {
    expect(E.isLeft(FieldValue.decode(value))).toBe(true)
    expect(FieldValue.is(value)).toBe(false)
  })

  test('is 0 after decoding -0', () => {
    expect(Object.is(E.toUnion(FieldValue.decode(-0)), 0)).toBe(true)
    expect(FieldValue.is(-0)).toBe(false)
  })
})

test('the error for a bad field value or field name states what is expected', () => {
  const expected = [FieldValue.decode({}), FieldName.decode('a b')].map((decoded) =>
    E.isLeft(decoded) ? decodeErrors(decoded.left).map((error) => error.expected) : [],
  )
  expect(expected).toEqual([
    ['a string, a finite number, true, false or null'],
    ['the API name of a Salesforce field: a letter, then letters, digits and _'],
  ])
})

describe('[sync.visible-fields] the keys of an Account record', () => {
  const notFields =
    'attributes Id IsDeleted CreatedById CreatedDate LastActivityDate LastModifiedById LastModifiedDate LastReferencedDate LastViewedDate MasterRecordId SystemModstamp'.split(
      ' ',
    )
  const ignored =
    'Fax Ownership Rating ShippingCity ShippingCountry ShippingPostalCode ShippingState ShippingStreet TickerSymbol'.split(
      ' ',
    )

  test.each(notFields)('do not include the field %s, which is never synced', (key) => {
    expect(isSynced(new Set())(key)).toBe(false)
  })

  test.each(ignored)('can include the field %s, which the sync ignores', (key) => {
    expect(isSynced(new Set())(key)).toBe(false)
  })

  test.each(['Name', 'Industry', 'BillingCity', 'AccountNumber', 'ShippingLatitude', 'constructor', 'SLA__c'])(
    'can include the field %s, which is synced unless it is hidden from the sync user',
    (key) => {
      expect(isSynced(new Set(['Other']))(key)).toBe(true)
      expect(isSynced(new Set([key]))(key)).toBe(false)
    },
  )

  test('are kept if they are synced fields, and stay in the order of the record', () => {
    const keys = ['Site', ...notFields, ...ignored, 'Name', 'constructor', 'Parent', 'Region__r', 'Industry']
    fc.assert(
      fc.property(fc.shuffledSubarray(keys), fc.subarray(keys), (carried, hidden) => {
        const hiddenFields = new Set(hidden)
        const fields = frozen(fieldsOf(Object.fromEntries(carried.map((key) => [key, key]))))
        expect(Object.entries(syncedFields(hiddenFields)(fields))).toEqual(
          carried.filter(isSynced(hiddenFields)).map((key) => [key, key]),
        )
      }),
    )
  })
})

test('[sync.visible-fields] any number of fields can be hidden', () => {
  const names = range(200).map((n) => `Field${n}__c`)
  const fields = fieldsOf(Object.fromEntries(['Name', ...names].map((name) => [name, 'a'])))
  for (const count of [0, 1, 63, 64, 65, 199, 200]) {
    const hidden = names.slice(0, count)
    expect(Object.keys(syncedFields(new Set(hidden))(fields))).toEqual(['Name', ...names.slice(count)])
  }
  expect(syncedFields(new Set(range(100).map((n) => `Other${n}__c`)))(fields)).toBe(fields)
})

describe('the value of a field in a record', () => {
  test('does not exist if the field is missing, and is null if the field is blank', () => {
    const fields = fieldsOf({ Name: 'a', Blank: null, Empty: '', Zero: 0, No: false })
    const values = ['Name', 'Blank', 'Empty', 'Zero', 'No', 'Other'].map((name) => valueOf(fieldName(name))(fields))
    expect(values).toEqual([O.some('a'), O.some(null), O.some(''), O.some(0), O.some(false), O.none])
    expect(fieldNames(fields)).toEqual(['Name', 'Blank', 'Empty', 'Zero', 'No'])
  })

  test.each(inheritedNames)('is absent for the key %s unless the record itself has a field with this name', (name) => {
    expect(valueOf(fieldName(name))({})).toEqual(O.none)
    expect(valueOf(fieldName(name))(fieldsOf({ [name]: '' }))).toEqual(O.some(''))
    expect(valueOf(fieldName(name))(fieldsOf({ [name]: null }))).toEqual(O.some(null))
  })

  test('does not depend on the order of the fields', () => {
    const names = range(30).map((n) => `Field${n}__c`)
    fc.assert(
      fc.property(fc.shuffledSubarray(names), fc.constantFrom(...names), (carried, name) => {
        const fields = fieldsOf(Object.fromEntries(carried.map((key) => [key, key])))
        expect(valueOf(fieldName(name))(fields)).toEqual(carried.includes(name) ? O.some(name) : O.none)
      }),
    )
  })
})
