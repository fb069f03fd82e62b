// Tests that a record is decoded in the same way from every kind of answer that can contain it.
import type { AccountRecord } from 'marketo-account-sync'
import { accountsFromQuery, contactsFromQuery } from 'marketo-account-sync/records'
import { describe, expect, test } from 'vitest'
import { nthAccountId, nthContactId, utc } from '../helpers/values.js'
import { nthAccountRow, nthContactRecord } from './builders.js'

const SystemModstamp = '2024-03-05T10:11:12.000+0000'
const stamp = utc('2024-03-05T10:11:12Z')

const attributesOf = (type: string, id: string) => ({ type, url: `/services/data/v60.0/sobjects/${type}/${id}` })
const account = (n: number) => ({
  attributes: attributesOf('Account', nthAccountId(n)),
  Id: nthAccountId(n),
  SystemModstamp,
  Site: `Site ${n}`,
})
const record = (n: number): AccountRecord => nthAccountRow(n, stamp, { Site: `Site ${n}` })
const page = (...records: ReadonlyArray<unknown>) => ({ totalSize: records.length, done: true, records })

describe('the records in an answer of Salesforce', () => {
  test.each<readonly [string, unknown, ReadonlyArray<number>]>([
    ['a page of a query', page(account(1), account(2)), [1, 2]],
    ['a list of records without a page around it', [account(1), account(2)], [1, 2]],
    ['one record', account(1), [1]],
    ['one record without Id', { ...account(1), Id: undefined }, [1]],
    ['a query of the command line', { status: 0, result: page(account(1), account(2)), warnings: [] }, [1, 2]],
    ['the answer of the command line for one record', { status: 0, result: account(1), warnings: [] }, [1]],
    [
      'a composite response',
      {
        compositeResponse: [
          { body: page(account(1)), httpHeaders: {}, httpStatusCode: 200, referenceId: 'a' },
          { body: account(2), httpHeaders: {}, httpStatusCode: 200, referenceId: 'b' },
        ],
      },
      [1, 2],
    ],
    [
      'a batch response',
      { hasErrors: false, results: [{ statusCode: 200, result: page(account(1), account(2)) }] },
      [1, 2],
    ],
    [
      'a graph response',
      {
        graphs: [
          {
            graphId: 'g',
            graphResponse: { compositeResponse: [{ body: page(account(1)) }, { body: account(2) }] },
            isSuccessful: true,
          },
        ],
      },
      [1, 2],
    ],
    ['an empty composite response', { compositeResponse: [] }, []],
  ])('can be read from %s', (_, answer, expected) => {
    expect(accountsFromQuery(answer)).toEqual({
      records: expected.map(record),
      errors: [],
      leftOut: [],
      nextRecordsUrl: null,
    })
  })

  test('are returned with the URL of the next page, wherever the URL is in the answer', () => {
    const next = { ...page(account(1)), done: false, nextRecordsUrl: '/query/01g-2000' }
    for (const answer of [next, { status: 0, result: next }, { compositeResponse: [{ body: next }] }])
      expect(accountsFromQuery(answer).nextRecordsUrl).toBe('/query/01g-2000')
  })

  test('are returned with an error if the answer contains two values of nextRecordsUrl', () => {
    const next = (url: string) => ({ body: { ...page(), done: false, nextRecordsUrl: url } })
    const { nextRecordsUrl, errors } = accountsFromQuery({ compositeResponse: [next('/a'), next('/b')] })
    expect(nextRecordsUrl).toBe('/a')
    expect(errors).toEqual([
      {
        path: 'compositeResponse.1.body.nextRecordsUrl',
        expected: 'only one nextRecordsUrl (pass these pages separately)',
        found: '"/b"',
      },
    ])
  })

  test('can be read from the good parts of an answer if the answer also has failed parts', () => {
    const answer = {
      compositeResponse: [
        { body: [{ errorCode: 'NOT_FOUND', message: 'gone' }], httpStatusCode: 404 },
        { body: page(account(1), { ...account(2), SystemModstamp: 'now' }) },
      ],
    }
    const { records, errors } = accountsFromQuery(answer)
    expect(records).toEqual([record(1)])
    expect(errors.map(({ path }) => path)).toEqual([
      'compositeResponse.1.body.records.1.SystemModstamp',
      'compositeResponse.0.body.0',
    ])
  })

  test.each<readonly [string, (value: unknown) => { readonly errors: ReadonlyArray<object> }, string]>([
    ['accounts', accountsFromQuery, 'an Account record, with Id, attributes or SystemModstamp'],
    ['contacts', contactsFromQuery, 'a Contact record, with Id, attributes or SystemModstamp'],
  ])(
    'are not read as %s from a message of Singer, and the error contains the keys of the message',
    (_, read, expected) => {
      const message = { type: 'RECORD', stream: 'Account', record: account(1) }
      const found = 'an object with the keys "type", "stream", "record"'
      expect(read([message]).errors).toEqual([{ path: '0', expected, found }])
    },
  )

  test('are not read from deeply nested answers', () => {
    const nested = JSON.parse('{"result":'.repeat(50_000) + '[]' + '}'.repeat(50_000)) as unknown
    expect(accountsFromQuery(nested).errors.map(({ path }) => path)).toEqual(['result.result.result.result'])
  })

  test('give errors whose paths begin at the top of the answer', () => {
    const bad = { ...account(1), SystemModstamp: 'now' }
    const pathsOf = (answer: unknown) => accountsFromQuery(answer).errors.map(({ path }) => path)
    expect(pathsOf(bad)).toEqual(['SystemModstamp'])
    expect(pathsOf([bad])).toEqual(['0.SystemModstamp'])
    expect(pathsOf({ status: 0, result: page(bad) })).toEqual(['result.records.0.SystemModstamp'])
  })
})

describe('the account of a contact', () => {
  const contact = (more: object) => ({
    attributes: attributesOf('Contact', nthContactId(1)),
    Id: nthContactId(1),
    SystemModstamp,
    ...more,
  })
  const inAccount = (...contacts: ReadonlyArray<unknown>) => ({ ...account(7), Contacts: page(...contacts) })
  const inFirst = nthContactRecord(1, stamp, 7)

  test.each<readonly [string, unknown]>([
    ['AccountId', [contact({ AccountId: nthAccountId(7) })]],
    ['the Id of Account', [contact({ Account: { Id: nthAccountId(7) } })]],
    ['the url of Account', [contact({ Account: { attributes: attributesOf('Account', nthAccountId(7)) } })]],
    [
      'AccountId if Account is the same',
      [contact({ AccountId: nthAccountId(7), Account: { Id: nthAccountId(7).slice(0, 15) } })],
    ],
    ['a column Account.Id', [contact({ 'Account.Id': nthAccountId(7) })]],
    ['the surrounding account', page(inAccount(contact({})))],
    ['AccountId if the surrounding account is the same', page(inAccount(contact({ AccountId: nthAccountId(7) })))],
    [
      'the url of the surrounding account if this account has no Id',
      page({ ...inAccount(contact({})), Id: undefined }),
    ],
    [
      'the surrounding account if the answer is a list instead of a page',
      [{ Id: nthAccountId(7), Contacts: [contact({})] }],
    ],
  ])('is read from %s', (_, answer) => {
    expect(contactsFromQuery(answer)).toMatchObject({ records: [inFirst], errors: [], leftOut: [] })
  })

  test('is unknown if Account is null, because null can also mean that the user lacks a permission', () => {
    expect(contactsFromQuery([contact({ Account: null })]).errors.map(({ path }) => path)).toEqual(['0.AccountId'])
  })

  test.each<readonly [string, unknown, string]>([
    [
      'Account',
      [contact({ AccountId: nthAccountId(7), Account: { Id: nthAccountId(8) } })],
      `the same id as Account.Id, "${nthAccountId(8)}"`,
    ],
    [
      'the account that contains the contact',
      [inAccount(contact({ AccountId: nthAccountId(8) }))],
      `the same id as the account around the contact, "${nthAccountId(7)}"`,
    ],
  ])('causes an error if %s contradicts AccountId', (_, answer, expected) => {
    expect(contactsFromQuery(answer).errors.map((error) => error.expected)).toEqual([expected])
  })

  test('causes an error if the account that contains the contact has no valid id', () => {
    const { errors } = contactsFromQuery([{ ...inAccount(contact({})), Id: 'x' }])
    expect(errors.map(({ path, found }) => [path, found])).toEqual([['0.Contacts.records.0.AccountId', '"x"']])
  })

  test('causes an error if AccountId and every other reference to the account are missing', () => {
    expect(contactsFromQuery([contact({})]).errors.map(({ path }) => path)).toEqual(['0.AccountId'])
  })

  test('causes no error if an account has no nested contacts', () => {
    expect(contactsFromQuery(page({ ...account(7), Contacts: null }))).toMatchObject({ records: [], errors: [] })
  })

  test('is not read from an account record that has no nested contacts, and the record gives an error', () => {
    expect(contactsFromQuery(page(account(7))).errors.map(({ path }) => path)).toContain('records.0.Id')
  })

  test('is unknown on later pages of nested contacts, and the error contains the URL of the next page', () => {
    const more = { ...account(7), Contacts: { ...page(contact({})), done: false, nextRecordsUrl: '/query/01g-500' } }
    const { records, errors, nextRecordsUrl } = contactsFromQuery(page(more))
    expect(records).toEqual([inFirst])
    expect(errors).toEqual([
      {
        path: 'records.0.Contacts.nextRecordsUrl',
        expected: 'all nested contacts on one page (pass further pages separately, with AccountId)',
        found: '"/query/01g-500"',
      },
    ])
    expect(nextRecordsUrl).toBeNull()
  })

  test('can be read as an account record if the contact is nested in the account', () => {
    expect(accountsFromQuery(page(inAccount(contact({}))))).toMatchObject({ records: [record(7)], errors: [] })
  })
})
