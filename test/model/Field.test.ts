import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import { decodeErrors, FieldName, fieldNames, FieldValue, isFieldKey, isSynced, valueOf } from 'marketo-account-sync'
import { describe, expect, test } from 'vitest'
import { fieldName, fieldsOf } from '../helpers/values.js'

describe('a field name', () => {
  test('is a letter, then letters, digits and _', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ maxLength: 4 }), fc.stringMatching(/^[ -~]{1,3}$/)),
        (text) => FieldName.is(text) === /^[A-Za-z][A-Za-z0-9_]*$/.test(text),
      ),
    )
  })

  test.each(['A', 'z', 'Industry', 'SLA__c', 'constructor', 'toString', 'A0', 'a9_', 'Z', 'aZ', 'Az'])(
    'is %j',
    (text) => {
      expect(FieldName.decode(text)).toEqual(E.right(text))
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
  ])('is not %j', (text) => {
    expect(E.isLeft(FieldName.decode(text))).toBe(true)
    expect(FieldName.is(text)).toBe(false)
  })
})

describe('a field value', () => {
  test.each(['', 'a', 0, 1.5, -1, true, false, null])('can be %j', (value) => {
    expect(FieldValue.decode(value)).toEqual(E.right(value))
    expect(FieldValue.is(value)).toBe(true)
  })

  test.each([undefined, NaN, Infinity, -Infinity, {}, [], ['a']])('cannot be %s', (value) => {
    expect(E.isLeft(FieldValue.decode(value))).toBe(true)
    expect(FieldValue.is(value)).toBe(false)
  })

  test('that is none, and a name that is none, are told what they have to be', () => {
    const expected = [FieldValue.decode({}), FieldName.decode('a b')].map((decoded) =>
      E.isLeft(decoded) ? decodeErrors(decoded.left).map((error) => error.expected) : [],
    )
    expect(expected).toEqual([
      ['a string, a finite number, true, false or null'],
      ['the API name of a Salesforce field: a letter, then letters, digits and _'],
    ])
  })

  test('has no negative zero', () => {
    expect(Object.is(E.toUnion(FieldValue.decode(-0)), 0)).toBe(true)
  })
})

describe('[sync.visible-fields] of the keys of an Account record', () => {
  const notFields =
    'attributes Id IsDeleted CreatedById CreatedDate LastActivityDate LastModifiedById LastModifiedDate LastReferencedDate LastViewedDate MasterRecordId SystemModstamp'.split(
      ' ',
    )
  const ignored =
    'Fax Ownership Rating ShippingCity ShippingCountry ShippingPostalCode ShippingState ShippingStreet TickerSymbol'.split(
      ' ',
    )

  test.each(notFields)('%s is no field', (key) => {
    expect(isFieldKey(key)).toBe(false)
    expect(isSynced(new Set())(key)).toBe(false)
  })

  test.each(ignored)('%s is a field that the sync ignores', (key) => {
    expect(isFieldKey(key)).toBe(true)
    expect(isSynced(new Set())(key)).toBe(false)
  })

  test.each(['Name', 'Industry', 'BillingCity', 'AccountNumber', 'ShippingLatitude', 'constructor', 'SLA__c'])(
    '%s is synced, unless it is hidden from the sync user',
    (key) => {
      expect(isSynced(new Set(['Other']))(key)).toBe(true)
      expect(isSynced(new Set([key]))(key)).toBe(false)
    },
  )
})

describe('looking up a field', () => {
  test('finds own fields only: what every object inherits is not held', () => {
    const fields = fieldsOf({ Name: 'a', Blank: null })
    expect(['Name', 'Blank', 'constructor', 'toString'].map((name) => valueOf(fields)(fieldName(name)))).toEqual([
      'a',
      null,
      undefined,
      undefined,
    ])
    expect(valueOf(fieldsOf({ constructor: '' }))(fieldName('constructor'))).toBe('')
    expect(fieldNames(fields)).toEqual(['Name', 'Blank'])
  })
})
