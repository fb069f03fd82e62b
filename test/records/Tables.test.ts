// Tests the decoding of rows from tables into which tools have copied Salesforce records.
import type { ObjectSchema } from 'marketo-account-sync/records'
import { accountsFromQuery, contactsFromQuery } from 'marketo-account-sync/records'
import { describe, expect, test } from 'vitest'
import { nthAccountId, nthContactId, utc } from '../helpers/values.js'
import { nthAccountRecord, nthContactRecord } from './builders.js'
import { accountSchema, contactSchema } from './describes.js'

const stamp = utc('2024-03-05T10:11:12Z')
const row = { Id: nthAccountId(1), SystemModstamp: '2024-03-05T10:11:12.000000Z', IsDeleted: 'false', Site: 'Oslo' }
const record = nthAccountRecord(1, stamp, { Site: 'Oslo' })

describe('keys that cannot be fields', () => {
  const rows = [
    { ...row, _sdc_batched_at: '2024-03-06T00:00:00Z', _sdc_sequence: 17, _sdc_table_version: null },
    { ...row, _airbyte_raw_id: 'f3', _airbyte_extracted_at: '2024-03-06T00:00:00Z', _airbyte_meta: { errors: [] } },
    { ...row, _sdc_sequence: 18, 'Owner.Name': 'Ole', '': 1, 'Billing City': 'Oslo' },
  ]
  const leftOut = [
    { key: '_sdc_batched_at', rows: 1 },
    { key: '_sdc_sequence', rows: 2 },
    { key: '_sdc_table_version', rows: 1 },
    { key: '_airbyte_raw_id', rows: 1 },
    { key: '_airbyte_extracted_at', rows: 1 },
    { key: '_airbyte_meta', rows: 1 },
    { key: 'Owner.Name', rows: 1 },
    { key: '', rows: 1 },
    { key: 'Billing City', rows: 1 },
  ]

  test('are left out of accounts, and are reported once for each page', () => {
    const expected = { records: [record, record, record], errors: [], leftOut, nextRecordsUrl: null }
    expect(accountsFromQuery(rows)).toEqual(expected)
    expect(accountsFromQuery(rows, { schema: accountSchema })).toEqual(expected)
  })

  test('are left out of contacts', () => {
    const contact = { ...row, Id: nthContactId(1), AccountId: nthAccountId(1), _sdc_sequence: 17 }
    const contacts = [nthContactRecord(1, stamp, 1)]
    expect(contactsFromQuery([contact])).toMatchObject({
      records: contacts,
      leftOut: [{ key: '_sdc_sequence', rows: 1 }],
    })
    expect(contactsFromQuery([contact], { schema: contactSchema })).toMatchObject({
      records: contacts,
      leftOut: [
        { key: 'Site', rows: 1 },
        { key: '_sdc_sequence', rows: 1 },
      ],
    })
  })

  test('are reported even if the row has errors', () => {
    const { errors, leftOut: keys } = accountsFromQuery([{ ...row, Id: '001', _sdc_sequence: 1 }])
    expect(errors.map(({ path }) => path)).toEqual(['0.Id'])
    expect(keys).toEqual([{ key: '_sdc_sequence', rows: 1 }])
  })

  test('include every key that the describe does not list, except relationships and compound values', () => {
    const more = { Sitee: 'x', Fax: '1', Contacts: null, Owner: null, Partner__r: { Id: '1' }, Other__r: null }
    const { records, leftOut: keys } = accountsFromQuery(
      [{ ...row, ...more, BillingAddress: { city: 'Bergen' }, ShippingAddress: null, attributes: null }],
      { schema: accountSchema },
    )
    expect(records).toEqual([record])
    expect(keys.map(({ key }) => key)).toEqual(['Sitee', 'Fax'])
  })
})

describe('the value of IsDeleted in a row of a table', () => {
  test.each([
    ['true', true],
    ['TRUE', true],
    ['False', false],
    ['false', false],
  ])('%j is read correctly with and without a describe', (IsDeleted, isDeleted) => {
    for (const options of [{}, { schema: accountSchema }])
      expect(accountsFromQuery([{ ...row, IsDeleted }], options).records).toEqual([{ ...record, isDeleted }])
  })

  test.each(['', 'no', 0, {}])('%j gives an error', (IsDeleted) => {
    expect(accountsFromQuery([{ ...row, IsDeleted }]).errors.map(({ path, expected }) => [path, expected])).toEqual([
      ['0.IsDeleted', 'true or false'],
    ])
  })
})

describe('the deletion column of a data tool', () => {
  test.each([
    { _fivetran_deleted: true },
    { _fivetran_deleted: 'true' },
    { _sdc_deleted_at: '2024-03-06T00:00:00Z' },
    { _sdc_deleted_at: '2024-03-06 00:00:00' },
  ])('marks the account as deleted if the row contains %j', (key) => {
    expect(accountsFromQuery([{ ...row, ...key }])).toMatchObject({
      records: [{ ...record, isDeleted: true }],
      leftOut: [],
    })
  })

  test.each([
    { _fivetran_deleted: false },
    { _fivetran_deleted: null },
    { _sdc_deleted_at: null },
    { _sdc_deleted_at: '' },
  ])('does not mark the account as deleted if the row contains %j', (key) => {
    expect(accountsFromQuery([{ ...row, ...key }])).toMatchObject({ records: [record], leftOut: [] })
  })
})

describe('a wrong value in the deletion column of a data tool', () => {
  test.each<readonly [string, unknown, string]>([
    ['_fivetran_deleted', 1, 'true, false or null'],
    ['_fivetran_deleted', 'yes', 'true, false or null'],
    ['_fivetran_deleted', {}, 'true, false or null'],
    ['_sdc_deleted_at', true, 'a date and time in ISO 8601, or null'],
    ['_sdc_deleted_at', 'never', 'a date and time in ISO 8601, or null'],
    ['_sdc_deleted_at', [], 'a date and time in ISO 8601, or null'],
  ])('gives an error and no record (%s: %j)', (column, value, expected) => {
    for (const options of [{}, { schema: accountSchema }]) {
      const { records, errors } = accountsFromQuery([{ ...row, [column]: value }], options)
      expect(records).toEqual([])
      expect(errors.map((error) => [error.path, error.expected])).toEqual([[`0.${column}`, expected]])
    }
  })
})

describe('a raw table of Airbyte', () => {
  const raw = (data: unknown) => ({ _airbyte_raw_id: 'f3', _airbyte_extracted_at: '2024-03-06', _airbyte_data: data })

  test.each([row, JSON.stringify(row)])('is read if one column contains the whole record: %j', (data) => {
    expect(accountsFromQuery([raw(data)])).toMatchObject({ records: [record], errors: [] })
  })

  test.each(['{', '7', null])('gives an error if the column for the whole record contains %j', (data) => {
    expect(accountsFromQuery([raw(data)]).errors).toEqual([
      {
        path: '0',
        expected: 'an Account record, with Id, attributes or SystemModstamp',
        found: 'an object with the keys "_airbyte_raw_id", "_airbyte_extracted_at", "_airbyte_data"',
      },
    ])
  })
})

describe('a table with column names in a different letter case', () => {
  const heroku = {
    id: 12,
    sfid: nthAccountId(1),
    systemmodstamp: '2024-03-05T10:11:12',
    isdeleted: false,
    site: 'Oslo',
    renewal__c: '2025-01-02 03:04:05',
    _hc_lastop: 'SYNCED',
    _hc_err: null,
  }
  const fivetran = {
    id: nthAccountId(1),
    system_modstamp: '2024-03-05 10:11:12 UTC',
    is_deleted: false,
    site: 'Oslo',
    renewal_c: '2025-01-02 03:04:05.000 +0000',
    _fivetran_synced: '2024-03-06T00:00:00Z',
    _fivetran_deleted: false,
  }
  const snowflake = Object.fromEntries(
    Object.entries({ ...row, Renewal__c: '2025-01-02T03:04:05Z' }).map(([key, value]) => [key.toUpperCase(), value]),
  )
  const fields = { Site: 'Oslo', Renewal__c: '2025-01-02T03:04:05.000+0000' }

  test.each<readonly [string, object, ReadonlyArray<string>]>([
    ['Heroku Connect', heroku, ['id', '_hc_lastop', '_hc_err']],
    ['Fivetran', fivetran, ['_fivetran_synced']],
    ['Snowflake', snowflake, []],
  ])('is read with a describe if the table is from %s', (_, columns, leftOut) => {
    expect(accountsFromQuery([columns], { schema: accountSchema })).toEqual({
      records: [nthAccountRecord(1, stamp, fields)],
      errors: [],
      leftOut: leftOut.map((key) => ({ key, rows: 1 })),
      nextRecordsUrl: null,
    })
  })

  test.each([heroku, fivetran, snowflake])('gives an error without a describe', (columns) => {
    expect(accountsFromQuery([columns]).errors).toEqual([
      {
        path: '0.Id',
        expected: 'the key Id in this spelling (pass a schema to read a table with other spellings)',
        found: 'nothing',
      },
    ])
  })

  test('can be read as contacts even without a describe', () => {
    const { errors, records } = contactsFromQuery([
      { ...heroku, sfid: nthContactId(1), accountid: nthAccountId(1) },
      { ...fivetran, id: nthContactId(2), account_id: null },
    ])
    expect(errors).toEqual([])
    expect(records).toEqual([nthContactRecord(1, stamp, 1), nthContactRecord(2, stamp, null)])
  })

  test('gives errors with the column names of the table', () => {
    const bad = { ...heroku, sfid: '001', systemmodstamp: '2024-13-05T10:11:12', renewal__c: 'soon' }
    expect(accountsFromQuery([bad], { schema: accountSchema }).errors.map(({ path }) => path)).toEqual([
      '0.renewal__c',
      '0.sfid',
      '0.systemmodstamp',
    ])
  })

  test('gives an error if two columns match the same field', () => {
    expect(accountsFromQuery([{ ...heroku, SITE: 'Rome' }], { schema: accountSchema }).errors).toEqual([
      { path: '0.SITE', expected: 'Site in only one column', found: '"SITE"' },
    ])
  })

  test('is read, but a column that could match two fields is left out', () => {
    const { Site, ...others } = accountSchema.fields
    const twin = {
      ...accountSchema,
      fields: { ...others, Si_te: { ...Site!, name: 'Si_te' }, Sit_e: { ...Site!, name: 'Sit_e' } },
    }
    expect(accountsFromQuery([heroku], { schema: twin as unknown as ObjectSchema })).toMatchObject({
      records: [{ fields: { Renewal__c: fields.Renewal__c } }],
      leftOut: [{ key: 'id' }, { key: 'site' }, { key: '_hc_lastop' }, { key: '_hc_err' }],
    })
  })
})
