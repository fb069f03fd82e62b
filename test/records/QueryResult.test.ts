import fc from 'fast-check'
import type { AccountRecord, ContactRecord, FieldValue, Instant } from 'marketo-account-sync'
import { AccountRecordFromRest, ContactRecordFromRest } from 'marketo-account-sync/codecs'
import { accountsFromQuery, contactsFromQuery } from 'marketo-account-sync/records'
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { accountId, accountRecord, contactId, contactRecord, instant } from './world.js'

const stamp = instant('2020-10-22T21:03:23Z')
const url = (object: string, id: string) => ({ type: object, url: `/services/data/v52.0/sobjects/${object}/${id}` })
const page = (...records: ReadonlyArray<unknown>) => ({ done: true, totalSize: records.length, records })

describe('a page of accounts', () => {
  test('one that cannot be read is an error with its path, and the others stand', () => {
    const good = AccountRecordFromRest.encode(accountRecord(1, stamp, { Industry: 'Electronics' }))
    const bad = { ...good, Id: contactId(1), SystemModstamp: '2021-02-29T00:00:00.000+0000' }
    const { records, errors } = accountsFromQuery(page(good, bad, good))
    expect(records).toEqual([1, 1].map((n) => accountRecord(n, stamp, { Industry: 'Electronics' })))
    expect(errors.map(({ path, found }) => [path, found])).toEqual([
      ['records.1.Id', `"${contactId(1)}"`],
      ['records.1.SystemModstamp', '"2021-02-29T00:00:00.000+0000"'],
    ])
    expect(errors[0]?.expected).toMatch(/an Account/)
  })

  test('a record without Id has the one in its url', () => {
    const record = { attributes: url('Account', accountId(1)), SystemModstamp: '2020-10-22T21:03:23.000+0000' }
    expect(accountsFromQuery(page(record)).records).toEqual([accountRecord(1, stamp, {})])
  })

  test('a record that has Id keeps it, whatever its url says', () => {
    const record = {
      attributes: url('Account', accountId(2)),
      Id: accountId(1),
      SystemModstamp: '2020-10-22T21:03:23.000+0000',
    }
    expect(accountsFromQuery(page(record)).records).toEqual([accountRecord(1, stamp, {})])
  })

  test('where the url ends with no id of an account, the error is that of the url', () => {
    const record = { attributes: url('Account', contactId(1)), SystemModstamp: '2020-10-22T21:03:23.000+0000' }
    expect(accountsFromQuery(page(record)).errors).toEqual([
      {
        path: 'records.0.attributes.url',
        expected: 'at its end the id of an Account, 15 or 18 letters and digits beginning with 001',
        found: `"${contactId(1)}"`,
      },
    ])
  })

  test('a compound address beside the flat ones is no field', () => {
    const record = {
      Id: accountId(1),
      SystemModstamp: '2020-10-22T21:03:23.000+0000',
      BillingCity: 'Austin',
      BillingAddress: { city: 'Austin', street: null },
      Owner: { attributes: url('User', '005'), Name: 'A' },
      Contacts: page(),
    }
    expect(accountsFromQuery(page(record)).records[0]?.fields).toEqual({ BillingCity: 'Austin' })
  })

  test('tells where to read on, and that it does not know where that is missing', () => {
    const more = { ...page(), done: false, nextRecordsUrl: '/services/data/v52.0/query/01g-2000' }
    expect(accountsFromQuery(more).nextRecordsUrl).toBe('/services/data/v52.0/query/01g-2000')
    expect(accountsFromQuery(page()).nextRecordsUrl).toBeNull()
    expect(accountsFromQuery({ ...page(), done: false }).errors.map(({ path }) => path)).toEqual(['nextRecordsUrl'])
    expect(accountsFromQuery({ ...page(), nextRecordsUrl: 7 }).errors.map(({ path }) => path)).toEqual([
      'nextRecordsUrl',
    ])
    expect(accountsFromQuery({ ...page(), done: 'no' }).errors.map(({ path }) => path)).toEqual(['done'])
  })

  test('the records alone are a page, as jsforce returns them', () => {
    const record = { Id: accountId(1), SystemModstamp: '2020-10-22T21:03:23.000+0000' }
    expect(accountsFromQuery([record, {}]).records).toHaveLength(1)
    expect(accountsFromQuery([record, {}]).errors.map(({ path }) => path)).toEqual(['1.Id', '1.SystemModstamp'])
  })

  test.each([
    ['accounts', accountsFromQuery],
    ['contacts', contactsFromQuery],
  ])("an error body is Salesforce's own code and words instead of a page of %s", (_, read) => {
    const session = { message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }
    const field = { errorCode: 'INVALID_FIELD', message: "No such column 'Nam'", fields: ['Nam'] }
    expect(read([session])).toEqual({
      records: [],
      errors: [
        { path: '0', expected: 'the records of a query', found: '"INVALID_SESSION_ID Session expired or invalid"' },
      ],
      nextRecordsUrl: null,
    })
    expect(read([session, field, { errorCode: 'BUSY' }]).errors.map(({ path, found }) => [path, found])).toEqual([
      ['0', '"INVALID_SESSION_ID Session expired or invalid"'],
      ['1', '"INVALID_FIELD No such column \'Nam\'"'],
      ['2', '"BUSY"'],
    ])
  })

  test('a list with anything else in it is no error body, nor is one within a page', () => {
    const error = { errorCode: 'INVALID_SESSION_ID', message: 'Session expired or invalid' }
    const record = { Id: accountId(1), SystemModstamp: '2020-10-22T21:03:23.000+0000' }
    expect(accountsFromQuery([record, error]).records).toEqual([accountRecord(1, stamp, {})])
    for (const [body, at] of [
      [[error, 7], '0.'],
      [[{ ...error, errorCode: 401 }], '0.'],
      [page(error), 'records.0.'],
    ] as const)
      expect(
        accountsFromQuery(body)
          .errors.map(({ path }) => path)
          .slice(0, 2),
      ).toEqual([`${at}Id`, `${at}SystemModstamp`])
    expect(accountsFromQuery([])).toEqual({ records: [], errors: [], nextRecordsUrl: null })
  })

  test('what is no page is one error', () => {
    expect(accountsFromQuery({ records: null }).errors).toEqual([
      { path: 'records', expected: 'the records of a query', found: 'null' },
    ])
    expect(accountsFromQuery('busy').errors[0]).toEqual({
      path: '',
      expected: 'the records of a query',
      found: '"busy"',
    })
  })
})

const captured = new URL('../../../shared/data/salesforce-accounts.jsonl', import.meta.url)

describe.runIf(existsSync(captured))('captured records', () => {
  test('all of them are read, with and without Id', () => {
    const lines = readFileSync(captured, 'utf8').trim().split('\n')
    const records = lines.map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>)
    const withId = accountsFromQuery(page(...records))
    const withoutId = accountsFromQuery(
      page(...records.map((record) => Object.fromEntries(Object.entries(record).filter(([key]) => key !== 'Id')))),
    )
    expect(withId.errors).toEqual([])
    expect(withId.records.length).toBe(lines.length)
    expect(withId.records[0]?.fields).toMatchObject({ Name: 'Edge Communications', BillingPostalCode: null })
    expect(withoutId.records).toEqual(withId.records)
  })
})

describe('a page of contacts', () => {
  test('a contact without AccountId is an error, for the query did not select it', () => {
    const record = { attributes: url('Contact', contactId(1)), SystemModstamp: '2020-10-22T21:03:23.000+0000' }
    expect(contactsFromQuery(page(record)).errors.map(({ path }) => path)).toEqual(['records.0.AccountId'])
    expect(contactsFromQuery(page({ ...record, AccountId: null })).records).toEqual([contactRecord(1, stamp, null)])
  })
})

const anyStamp = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => (seconds * 1_000) as Instant)
const anyValue: fc.Arbitrary<FieldValue> = fc.oneof(
  fc.string(),
  fc.boolean(),
  fc.constant(null),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (n === 0 ? 0 : n)),
)
const anyAccount: fc.Arbitrary<AccountRecord> = fc.record({
  id: fc.nat({ max: 9 }).map(accountId),
  systemModstamp: anyStamp,
  isDeleted: fc.boolean(),
  fields: fc.dictionary(fc.stringMatching(/^[A-Z][A-Za-z0-9]{0,8}__c$/), anyValue),
})
const anyContact: fc.Arbitrary<ContactRecord> = fc.record({
  id: fc.nat({ max: 9 }).map(contactId),
  systemModstamp: anyStamp,
  isDeleted: fc.boolean(),
  accountId: fc.option(fc.nat({ max: 9 }).map(accountId)),
})

describe('there and back', () => {
  test('a page of what records are written as is those records', () => {
    fc.assert(
      fc.property(fc.array(anyAccount), fc.array(anyContact), (accounts, contacts) => {
        const there = JSON.parse(
          JSON.stringify([
            page(...accounts.map(AccountRecordFromRest.encode)),
            page(...contacts.map(ContactRecordFromRest.encode)),
          ]),
        ) as ReadonlyArray<unknown>
        expect(accountsFromQuery(there[0])).toEqual({
          records: accounts.map((record) => ({ ...record, fields: { ...record.fields } })),
          errors: [],
          nextRecordsUrl: null,
        })
        expect(contactsFromQuery(there[1])).toEqual({ records: contacts, errors: [], nextRecordsUrl: null })
      }),
    )
  })

  test('bad records between good ones change nothing about these, and every bad one has an error', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(anyAccount, fc.constantFrom(null, 7, {}, []))), (items) => {
        const isGood = (item: unknown): item is AccountRecord =>
          typeof item === 'object' && item !== null && 'id' in item
        const { records, errors } = accountsFromQuery(
          page(...items.map((item) => (isGood(item) ? AccountRecordFromRest.encode(item) : item))),
        )
        expect(records.map(({ id }) => id)).toEqual(items.filter(isGood).map(({ id }) => id))
        expect(new Set(errors.map(({ path }) => path.split('.')[1]))).toEqual(
          new Set(items.flatMap((item, index) => (isGood(item) ? [] : [String(index)]))),
        )
      }),
    )
  })
})
