// Tests values that are read with a describe result. A decoded value always has the form of the REST API, even if the
// value arrives in a different form.
import { accountsFromQuery, contactsFromQuery } from 'marketo-account-sync/records'
import { describe, expect, test } from 'vitest'
import { nthAccountId, nthContactId, utc } from '../helpers/values.js'
import { nthAccountRow } from './builders.js'
import { accountSchema, contactSchema } from './describes.js'

const SystemModstamp = '2024-03-05T10:11:12.000+0000'
const stamp = utc('2024-03-05T10:11:12Z')
const row = { Id: nthAccountId(1), SystemModstamp }

const read = (fields: object) => accountsFromQuery([{ ...row, ...fields }], { schema: accountSchema })

describe('a record that is read with a describe', () => {
  test.each<readonly [string, unknown, unknown]>([
    ['AnnualRevenue', 1250, 1250],
    ['AnnualRevenue', '1250000.0', 1250000],
    ['AnnualRevenue', '-0', 0],
    ['AnnualRevenue', '1.5E3', 1500],
    ['NumberOfEmployees', '40', 40],
    ['Discount__c', ' 12.5 ', 12.5],
    ['Is_Active__c', 'True', true],
    ['Is_Active__c', false, false],
    ['Founded__c', '1999-12-31', '1999-12-31'],
    ['Founded__c', '1999-12-31T00:00:00.000000Z', '1999-12-31'],
    ['Founded__c', Date.UTC(1999, 11, 31), '1999-12-31'],
    ['Renewal__c', '2025-01-02T03:04:05Z', '2025-01-02T03:04:05.000+0000'],
    ['Renewal__c', '2025-01-02T04:04:05+01:00', '2025-01-02T03:04:05.000+0000'],
    ['Renewal__c', '2025-01-02 03:04:05+00', '2025-01-02T03:04:05.000+0000'],
    ['Renewal__c', Date.UTC(2025, 0, 2, 3, 4, 5), '2025-01-02T03:04:05.000+0000'],
    ['Renewal__c', String(Date.UTC(2025, 0, 2, 3, 4, 5)), '2025-01-02T03:04:05.000+0000'],
    ['Opens__c', '09:30:00.000Z', '09:30:00.000Z'],
    ['Opens__c', '09:30', '09:30:00.000Z'],
    ['Opens__c', 34_200_000, '09:30:00.000Z'],
    ['Name', '  Acme ', '  Acme '],
    ['Industry', '', null],
    ['AnnualRevenue', '', null],
    ['Is_Active__c', null, null],
    ['OwnerId', '005000000000001AAA', '005000000000001AAA'],
  ])('the field %s with the value %j is read as %j', (name, value, expected) => {
    expect(read({ [name]: value })).toMatchObject({
      records: [nthAccountRow(1, stamp, { [name]: expected as string })],
      errors: [],
    })
  })

  test.each<readonly [string, unknown, string]>([
    ['AnnualRevenue', 'a lot', 'a number, or its text'],
    ['AnnualRevenue', true, 'a number, or its text'],
    ['AnnualRevenue', '1,250', 'a number, or its text'],
    ['NumberOfEmployees', '0x10', 'a number, or its text'],
    ['Is_Active__c', 1, 'true or false, or their text'],
    ['Is_Active__c', 'yes', 'true or false, or their text'],
    ['Founded__c', '1999-02-29', 'a date in ISO 8601, or the milliseconds from 1970 to its midnight in UTC'],
    ['Founded__c', '1999-12-31T10:00:00Z', 'a date in ISO 8601, or the milliseconds from 1970 to its midnight in UTC'],
    [
      'Renewal__c',
      '2025-01-02 03:04:05',
      'a date and time in ISO 8601 with its offset, or whole milliseconds since 1970',
    ],
    ['Renewal__c', 1.5, 'a date and time in ISO 8601 with its offset, or whole milliseconds since 1970'],
    ['Opens__c', '25:00:00', 'a time of day as hh:mm:ss, or its milliseconds'],
    ['Opens__c', 86_400_000, 'a time of day as hh:mm:ss, or its milliseconds'],
    ['Sic', 2134, 'a string'],
    ['Name', { first: 'A' }, 'a string'],
    ['Name', ['A'], 'a string'],
  ])('the field %s with the value %j gives an error', (name, value, expected) => {
    const { records, errors } = read({ [name]: value })
    expect(records).toEqual([])
    expect(errors.map((error) => [error.path, error.expected])).toEqual([[`0.${name}`, expected]])
  })

  test('each bad value gives an error, and the other records are still read', () => {
    const bad = { ...row, Id: '001', AnnualRevenue: 'a lot', Is_Active__c: 1 }
    const { records, errors } = accountsFromQuery([bad, { ...row, Site: 'Oslo' }], { schema: accountSchema })
    expect(records).toEqual([nthAccountRow(1, stamp, { Site: 'Oslo' })])
    expect(errors.map(({ path }) => path)).toEqual(['0.AnnualRevenue', '0.Is_Active__c', '0.Id'])
  })

  test('a value of an unknown type stays unchanged', () => {
    const schema = {
      ...accountSchema,
      fields: { ...accountSchema.fields, Site: { ...accountSchema.fields['Site']!, type: 'anyType' } },
    }
    expect(accountsFromQuery([{ ...row, Site: -0 }], { schema }).records[0]?.fields).toStrictEqual({ Site: 0 })
    expect(accountsFromQuery([{ ...row, Site: [] }], { schema }).errors.map(({ path }) => path)).toEqual(['0.Site'])
  })

  test('a custom address or geolocation is split into its parts, unless the record has columns for the parts', () => {
    const { records, leftOut } = read({
      Depot__c: { street: '1 Quay', city: 'Oslo', postalCode: null, countryCode: 'NO', country: 'Norway' },
      Place__c: { latitude: '59.9', longitude: 10.75 },
      Place__Longitude__s: 11,
    })
    expect(records[0]?.fields).toEqual({
      Depot__Street__s: '1 Quay',
      Depot__City__s: 'Oslo',
      Depot__PostalCode__s: null,
      Depot__CountryCode__s: 'NO',
      Place__Latitude__s: 59.9,
      Place__Longitude__s: 11,
    })
    expect(leftOut).toEqual([])
  })

  test('a custom geolocation that is null makes all its parts null', () => {
    expect(read({ Place__c: null }).records[0]?.fields).toEqual({
      Place__Latitude__s: null,
      Place__Longitude__s: null,
    })
  })

  test('a custom address gives an error if the address has a bad part or is a string', () => {
    expect(read({ Place__c: { latitude: 'north' } }).errors.map(({ path }) => path)).toEqual(['0.Place__c.latitude'])
    expect(read({ Place__c: 'Oslo' }).errors.map(({ path }) => path)).toEqual(['0.Place__c'])
  })
})

describe('dates in milliseconds from the Bulk API', () => {
  const bulk = {
    attributes: { type: 'Account', url: `/services/data/v60.0/sobjects/Account/${nthAccountId(1)}` },
    SystemModstamp: Number(stamp),
    CreatedDate: Number(stamp),
    Renewal__c: Date.UTC(2025, 0, 2),
  }

  test('can be read with a describe', () => {
    expect(accountsFromQuery([bulk], { schema: accountSchema })).toMatchObject({
      records: [nthAccountRow(1, stamp, { Renewal__c: '2025-01-02T00:00:00.000+0000' })],
      errors: [],
    })
    const contact = { ...bulk, attributes: null, Id: nthContactId(1), AccountId: null }
    expect(contactsFromQuery([contact], { schema: contactSchema }).errors).toEqual([])
  })

  test('give an error without a describe', () => {
    const expected =
      'a date and time that exists, in ISO 8601 with its offset; pass a schema to read dates in milliseconds'
    for (const decode of [accountsFromQuery, contactsFromQuery])
      expect(decode([{ ...bulk, attributes: null, Id: '', AccountId: null }]).errors[1]).toEqual({
        path: '0.SystemModstamp',
        expected,
        found: `${stamp}, milliseconds since 1970`,
      })
  })
})

test('reading records with the schema of another object gives an error and no records', () => {
  expect(accountsFromQuery([row], { schema: contactSchema })).toEqual({
    records: [],
    errors: [{ path: 'schema', expected: 'the schema of Account', found: '"Contact"' }],
    leftOut: [],
    nextRecordsUrl: null,
  })
})

test('a record reader ignores the index that `map` passes to its callback as the second argument', () => {
  const pages: ReadonlyArray<unknown> = [[row], [row]]
  const records = pages.flatMap((page, index) => accountsFromQuery(page, index as unknown as object).records)
  expect(records).toHaveLength(2)
})
