import fc from 'fast-check'
import type { AccountRecord } from 'marketo-account-sync'
import { AccountRecordFromRest, ContactRecordFromRest } from 'marketo-account-sync/codecs'
import { accountsFromQuery, contactsFromQuery } from 'marketo-account-sync/records'
import { anyAccountRecord, anyContactRecord } from 'marketo-account-sync/testing'
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { nthAccountId, nthContactId, utc } from '../helpers/values.js'
import { nthAccountRow, nthContactRecord } from './builders.js'

const stamp = utc('2020-10-22T21:03:23Z')
const SystemModstamp = '2020-10-22T21:03:23.000+0000'
const attributesOf = (object: string, id: string) => ({
  type: object,
  url: `/services/data/v52.0/sobjects/${object}/${id}`,
})
const page = (...records: ReadonlyArray<unknown>) => ({ done: true, totalSize: records.length, records })

describe('`accountsFromQuery` (decodes accounts from a query result)', () => {
  test('returns an error for each mistake in a record, and returns the other records', () => {
    const good = { Id: nthAccountId(1), SystemModstamp, Industry: 'Electronics' }
    const bad = { ...good, Id: nthContactId(1), SystemModstamp: '2021-02-29T00:00:00.000+0000' }
    const { records, errors } = accountsFromQuery(page(good, bad, good))
    expect(records).toEqual([1, 1].map((n) => nthAccountRow(n, stamp, { Industry: 'Electronics' })))
    expect(errors.map(({ path, found }) => [path, found])).toEqual([
      ['records.1.Id', `"${nthContactId(1)}"`],
      ['records.1.SystemModstamp', '"2021-02-29T00:00:00.000+0000"'],
    ])
  })

  test('reads the id of a record without Id from the url of the record', () => {
    const record = { attributes: attributesOf('Account', nthAccountId(1)), SystemModstamp }
    expect(accountsFromQuery(page(record)).records).toEqual([nthAccountRow(1, stamp, {})])
  })

  test('prefers Id to the id in the url', () => {
    const record = { attributes: attributesOf('Account', nthAccountId(2)), Id: nthAccountId(1), SystemModstamp }
    expect(accountsFromQuery(page(record)).records).toEqual([nthAccountRow(1, stamp, {})])
  })

  test('returns an error with the path of the url if the id in the url is wrong', () => {
    const record = { attributes: attributesOf('Account', nthContactId(1)), SystemModstamp }
    expect(accountsFromQuery(page(record)).errors).toEqual([
      {
        path: 'records.0.attributes.url',
        expected: 'a URL that ends with the id of an Account, 15 or 18 letters and digits beginning with 001',
        found: `"${nthContactId(1)}"`,
      },
    ])
  })

  test('sets isDeleted and masterRecordId only if the record contains them', () => {
    const record = { Id: nthAccountId(1), SystemModstamp }
    const merged = { ...record, IsDeleted: true, MasterRecordId: nthAccountId(2) }
    expect(accountsFromQuery(page(record, merged, { ...record, MasterRecordId: null })).records).toStrictEqual([
      nthAccountRow(1, stamp, {}),
      { ...nthAccountRow(1, stamp, {}), isDeleted: true, masterRecordId: nthAccountId(2) },
      { ...nthAccountRow(1, stamp, {}), masterRecordId: null },
    ])
    expect(accountsFromQuery(page({ ...record, MasterRecordId: 'x' })).errors.map(({ path }) => path)).toEqual([
      'records.0.MasterRecordId',
    ])
  })

  test('leaves out relationships and compound values, even if they are null', () => {
    const record = { Id: nthAccountId(1), SystemModstamp, Site: 'Oslo' }
    const nothing = { BillingAddress: null, Parent: null, Contacts: null, Region__r: null }
    expect(accountsFromQuery(page({ ...record, ...nothing })).records).toEqual([
      nthAccountRow(1, stamp, { Site: 'Oslo' }),
    ])
  })

  test('leaves out compound values, such as BillingAddress', () => {
    const record = {
      Id: nthAccountId(1),
      SystemModstamp,
      BillingCity: 'Austin',
      BillingAddress: { city: 'Austin', street: null },
      Owner: { attributes: attributesOf('User', '005'), Name: 'A' },
      Contacts: page(),
    }
    expect(accountsFromQuery(page(record)).records[0]?.fields).toEqual({ BillingCity: 'Austin' })
  })

  test('returns nextRecordsUrl, which is null for the last page', () => {
    const nextRecordsUrl = '/services/data/v52.0/query/01g-2000'
    expect(accountsFromQuery({ ...page(), done: false, nextRecordsUrl }).nextRecordsUrl).toBe(nextRecordsUrl)
    for (const last of [page(), { ...page(), nextRecordsUrl: null }])
      expect(accountsFromQuery(last)).toEqual({ records: [], errors: [], leftOut: [], nextRecordsUrl: null })
  })

  test('accepts an array of records, as jsforce returns it', () => {
    const { records, errors, nextRecordsUrl } = accountsFromQuery([{ Id: nthAccountId(1), SystemModstamp }, {}])
    expect(records).toEqual([nthAccountRow(1, stamp, {})])
    expect(errors.map(({ path, found }) => [path, found])).toEqual([['1', 'an object of 0 keys']])
    expect(nextRecordsUrl).toBeNull()
    expect(accountsFromQuery([])).toEqual({ records: [], errors: [], leftOut: [], nextRecordsUrl: null })
  })

  test('decodes ten records that have all standard fields, and the same records without their Id', () => {
    const text = readFileSync(new URL('fixtures/salesforce-accounts.jsonl', import.meta.url), 'utf8')
    const queried = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
    const { records, errors } = accountsFromQuery(page(...queried))
    expect(errors).toEqual([])
    expect(records).toHaveLength(10)
    for (const [index, { id, fields }] of records.entries()) {
      const { Id, Name, BillingCity, AnnualRevenue, ParentId } = queried[index] ?? {}
      expect(id).toBe(Id)
      expect(fields).toMatchObject({ Name, BillingCity, AnnualRevenue, ParentId })
      expect(Object.keys(fields)).not.toContain('BillingAddress')
    }
    const withoutId = queried.map(({ Id, ...rest }) => (Id === undefined ? {} : rest))
    expect(accountsFromQuery(page(...withoutId)).records).toEqual(records)
  })
})

describe('`contactsFromQuery` (decodes contacts from a query result)', () => {
  test('returns an error if the query did not select AccountId', () => {
    const record = { attributes: attributesOf('Contact', nthContactId(1)), SystemModstamp }
    expect(contactsFromQuery(page(record)).errors.map(({ path }) => path)).toEqual(['records.0.AccountId'])
    expect(contactsFromQuery(page({ ...record, AccountId: null })).records).toEqual([nthContactRecord(1, stamp, null)])
  })
})

describe('errors that Salesforce returns instead of records', () => {
  const session = { message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }
  const field = { errorCode: 'INVALID_FIELD', message: "No such column 'Nam'", fields: ['Nam'] }

  test.each([
    ['accounts', accountsFromQuery],
    ['contacts', contactsFromQuery],
  ])('are returned with their codes and messages by the decoder of %s', (_, decode) => {
    expect(decode([session])).toEqual({
      records: [],
      errors: [
        { path: '0', expected: 'the records of a query', found: '"INVALID_SESSION_ID Session expired or invalid"' },
      ],
      leftOut: [],
      nextRecordsUrl: null,
    })
    expect(decode([session, field, { errorCode: 'BUSY' }]).errors.map(({ path, found }) => [path, found])).toEqual([
      ['0', '"INVALID_SESSION_ID Session expired or invalid"'],
      ['1', '"INVALID_FIELD No such column \'Nam\'"'],
      ['2', '"BUSY"'],
    ])
    expect(decode([{ ...session, errorCode: 401 }]).errors[0]?.found).toBe('"401 Session expired or invalid"')
  })

  test('are not recognized in a list that contains anything except errors', () => {
    const record = { Id: nthAccountId(1), SystemModstamp }
    expect(accountsFromQuery([record, session]).records).toEqual([nthAccountRow(1, stamp, {})])
    for (const [body, path] of [
      [[session, 7], '0'],
      [[{ ...session, errorCode: null }], '0'],
      [page(session), 'records.0'],
    ] as const) {
      expect(accountsFromQuery(body).errors[0]).toMatchObject({
        path,
        expected: 'an Account record, with Id, attributes or SystemModstamp',
      })
    }
  })
})

describe('a page of random records', () => {
  test('is decoded to equal records if the page has the format of the REST API', () => {
    fc.assert(
      fc.property(fc.array(anyAccountRecord), fc.array(anyContactRecord), (accounts, contacts) => {
        const [pageOfAccounts, pageOfContacts] = JSON.parse(
          JSON.stringify([
            page(...accounts.map(AccountRecordFromRest.encode)),
            page(...contacts.map(ContactRecordFromRest.encode)),
          ]),
        ) as ReadonlyArray<unknown>
        expect(accountsFromQuery(pageOfAccounts)).toEqual({
          records: accounts,
          errors: [],
          leftOut: [],
          nextRecordsUrl: null,
        })
        expect(contactsFromQuery(pageOfContacts)).toEqual({
          records: contacts,
          errors: [],
          leftOut: [],
          nextRecordsUrl: null,
        })
      }),
    )
  })

  test('gives the good records in order, and one or more errors for each bad record', () => {
    const isGood = (item: unknown): item is AccountRecord => typeof item === 'object' && item !== null && 'id' in item
    fc.assert(
      fc.property(fc.array(fc.oneof(anyAccountRecord, fc.constantFrom(null, 7, {}, []))), (items) => {
        const { records, errors } = accountsFromQuery(
          page(...items.map((item) => (isGood(item) ? AccountRecordFromRest.encode(item) : item))),
        )
        expect(records).toEqual(items.filter(isGood))
        expect(new Set(errors.map(({ path }) => path.split('.')[1]))).toEqual(
          new Set(items.flatMap((item, index) => (isGood(item) ? [] : [String(index)]))),
        )
      }),
    )
  })
})
