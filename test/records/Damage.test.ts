// A damaged input gives an error, a refetch of the record, or the right value, but never a wrong value.
import * as E from 'fp-ts/lib/Either.js'
import type { AccountRecord, ContactRecord } from 'marketo-account-sync'
import type { LoggedActivity, RecordPage } from 'marketo-account-sync/records'
import {
  accountsFromQuery,
  activitiesFromMarketo,
  contactsFromQuery,
  leadChangesFromMarketo,
  schemaFromDescribe,
} from 'marketo-account-sync/records'
import { describe, expect, test } from 'vitest'
import { nthAccountId, nthContactId, syncAccount, syncContact, utc } from '../helpers/values.js'
import { marketoAfter, nthAccountRecord, nthContactRecord } from './builders.js'
import { cometd, committed, fromCometd, fromPubSub, pubSub } from './changes.js'
import type { Damaged } from './damages.js'
import { damages } from './damages.js'
import { accountSchema, contactSchema, describedAccount } from './describes.js'

const attributesOf = (type: string, id: string) => ({ type, url: `/services/data/v60.0/sobjects/${type}/${id}` })

const accountRow = {
  attributes: attributesOf('Account', nthAccountId(1)),
  Id: nthAccountId(1),
  IsDeleted: false,
  MasterRecordId: null,
  SystemModstamp: '2024-03-05T10:11:12.000+0000',
  Name: 'Brook Ltd',
  Is_Active__c: true,
  AnnualRevenue: 1250,
  Founded__c: '1999-12-31',
  Renewal__c: '2025-01-02T03:04:05.000+0000',
  Opens__c: '09:30:00.000Z',
  OwnerId: '005000000000001AAA',
  Place__c: { latitude: 59.9, longitude: 10.75 },
  Owner: { Name: 'Ole' },
}
const contactRow = {
  attributes: attributesOf('Contact', nthContactId(1)),
  Id: nthContactId(1),
  IsDeleted: false,
  AccountId: nthAccountId(1),
  SystemModstamp: '2024-03-05T10:11:12.000+0000',
  LastName: 'Ek',
}
const pageOf = (row: object) => ({ done: false, totalSize: 1, nextRecordsUrl: '/query/01g-2000', records: [row] })

/** Whether each part of `value` is the same in `whole`. `value` may lack parts of `whole`. */
const isPartOf = (value: unknown, whole: unknown): boolean =>
  typeof value === 'object' && value !== null && typeof whole === 'object' && whole !== null
    ? Object.entries(value).every(([key, inner]) => isPartOf(inner, (whole as Readonly<Record<string, unknown>>)[key]))
    : Object.is(value, whole)

const withWrong = (damaged: ReadonlyArray<Damaged>, isWrong: (damaged: Damaged) => boolean): ReadonlyArray<string> =>
  damaged.filter(isWrong).map(({ title }) => title)

type Decode = (value: unknown) => RecordPage<AccountRecord | ContactRecord>

describe.each<readonly [string, Decode, object]>([
  ['accountsFromQuery', (value) => accountsFromQuery(value, { schema: accountSchema }), accountRow],
  ['contactsFromQuery', (value) => contactsFromQuery(value, { schema: contactSchema }), contactRow],
  ['contactsFromQuery without a describe', contactsFromQuery, contactRow],
])('%s', (_, decode, row) => {
  const right = decode(pageOf(row))

  test('reads the undamaged page', () => {
    expect(right.errors).toEqual([])
    expect(right.records).toHaveLength(1)
  })

  test('never returns a wrong record for a damaged row', () => {
    const isWrong = ({ value }: Damaged): boolean => {
      const { records, errors } = decode([value])
      return records.length + errors.length === 0 || !isPartOf(records, right.records)
    }
    expect(withWrong(damages(row), isWrong)).toEqual([])
  })

  test('loses only the field with the damaged key', () => {
    const names = (record: AccountRecord | ContactRecord | undefined) =>
      record === undefined ? [] : Object.keys('fields' in record ? { ...record, ...record.fields } : record)
    const all = names(right.records[0])
    const isWrong = ({ value }: Damaged): boolean => {
      const { records } = decode([value])
      return records.length > 0 && names(records[0]).length < all.length - (all.includes('Place__Latitude__s') ? 2 : 1)
    }
    expect(withWrong(damages(row), isWrong)).toEqual([])
  })

  test('never returns a wrong result for a damaged page', () => {
    const damaged = damages(pageOf({ ...row })).filter(({ path }) => !path.startsWith('records.'))
    const isWrong = ({ value }: Damaged): boolean => {
      const { records, errors, nextRecordsUrl } = decode(value)
      return errors.length === 0 && !(isPartOf(right.records, records) && nextRecordsUrl === right.nextRecordsUrl)
    }
    expect(withWrong(damaged, isWrong)).toEqual([])
  })
})

describe('damaged change events', () => {
  const before = utc('2023-10-01T00:00:00Z')
  const held = { Name: 'Brook Ltd', Industry: 'Retail', BillingStreet: '1 Quay', BillingCity: 'Oslo', Description: 'a' }
  const marketo = marketoAfter(
    syncAccount(nthAccountRecord(1, before, held)),
    syncContact(nthContactRecord(1, before, 1)),
  )
  const overPubSub = fromPubSub(marketo, { schema: accountSchema })
  const overCometd = fromCometd(marketo, { schema: accountSchema })
  const header = {
    changedFields: [
      'Phone',
      'Industry',
      'Renewal__c',
      'BillingAddress.Street',
      'BillingAddress.City',
      'LastModifiedDate',
    ],
    nulledFields: ['Industry', 'BillingAddress.Street'],
  }
  const fields = { Phone: '1', Industry: null, BillingAddress: { Street: null, City: 'Bergen' } }
  const contact = { entityName: 'Contact', recordIds: [nthContactId(1)], changedFields: ['AccountId'] }

  test.each<readonly [string, typeof overPubSub, object]>([
    [
      'an UPDATE over the Pub/Sub API',
      overPubSub,
      pubSub(header, { ...fields, Name: null, Renewal__c: committed, LastModifiedDate: committed }),
    ],
    [
      'an UPDATE over CometD',
      overCometd,
      cometd(header, { ...fields, Renewal__c: '2025-01-02T03:04:05Z', LastModifiedDate: '2023-10-04T18:35:13Z' }),
    ],
    [
      'a difference over the Pub/Sub API',
      overPubSub,
      pubSub({ diffFields: ['Description'] }, { Description: '--- \n+++ \n@@ -1,1 +1,1 @@\n-a\n+b' }),
    ],
    ['a DELETE', overPubSub, pubSub({ changeType: 'DELETE' }, { LastModifiedDate: committed })],
    ['a gap', overPubSub, pubSub({ changeType: 'GAP_UPDATE' })],
    ['the move of a contact over the Pub/Sub API', overPubSub, pubSub(contact, { AccountId: nthAccountId(2) })],
    [
      'a contact that becomes private over the Pub/Sub API',
      overPubSub,
      pubSub({ ...contact, nulledFields: ['AccountId'] }, { AccountId: null }),
    ],
    ['the move of a contact over CometD', overCometd, cometd(contact, { AccountId: nthAccountId(2) })],
  ])('never give a wrong delivery: %s', (_, decode, message) => {
    const right = decode(message)
    expect(right.errors).toEqual([])
    expect(right.deliveries.length + right.refetch.length).toBe(1)
    const isWrong = ({ value }: Damaged): boolean => {
      const { deliveries, refetch, other, errors } = decode(value)
      return (
        deliveries.length + refetch.length + other.length + errors.length === 0 ||
        !isPartOf(deliveries, right.deliveries)
      )
    }
    expect(withWrong(damages(message), isWrong)).toEqual([])
  })
})

describe("the decoder of Marketo's log", () => {
  const entry = {
    ...{ id: 7, marketoGUID: '7', leadId: 864, activityDate: '2023-01-17T11:29:43Z', campaignId: 12 },
    primaryAttributeValueId: 53,
  }
  const change = { ...entry, activityTypeId: 13, primaryAttributeValue: 'Company Name' }
  const flat = { old_value: 'Brook', new_value: 'Brook Ltd', reason: 'Web form', source: 'Form' }
  const attributes = [
    { name: 'Old Value', value: 'Brook' },
    { name: 'New Value', value: 'Brook Ltd' },
    { name: 'Reason', value: 'Web form' },
    { name: 'Source', value: 'Form' },
  ]
  const inJson = JSON.stringify(Object.fromEntries(attributes.map(({ name, value }) => [name, value])))
  const fields = [{ id: 48, name: 'company', oldValue: 'Brook', newValue: 'Brook Ltd' }]

  test.each<readonly [string, typeof activitiesFromMarketo, object]>([
    ['a change', activitiesFromMarketo, { ...change, attributes }],
    ['a change of a bulk extract', activitiesFromMarketo, { ...change, leadId: '864', attributes: inJson }],
    ['a change in columns', activitiesFromMarketo, { ...change, ...flat }],
    [
      'a conversion',
      activitiesFromMarketo,
      { ...change, activityTypeId: 21, attributes: [{ name: 'Converted Status', value: 'Qualified' }] },
    ],
    ['a lead change', leadChangesFromMarketo, { ...entry, activityTypeId: 13, fields, attributes }],
  ])('never returns a wrong entry for a damaged item: %s', (_, decode, item) => {
    const right: ReadonlyArray<LoggedActivity> = decode([item]).activities
    expect(right).toHaveLength(1)
    const isWrong = ({ value, path, kind, inner }: Damaged): boolean => {
      const { activities, errors } = decode([value])
      // Every value in the log may be a number or a boolean.
      if (/(?:value|reason|source)$/i.test(path) && (typeof inner === 'number' || typeof inner === 'boolean'))
        return false
      // An empty list of attributes is valid, because Marketo leaves empty attributes out. Types other than 13 and 21
      // are also valid.
      if (path === 'attributes' && kind === 'retyped') return false
      // A table may lack these columns.
      const expected = path === 'reason' || path === 'source' ? right.map((each) => ({ ...each, [path]: null })) : right
      return errors.length === 0 && !(isPartOf(activities, right) || isPartOf(activities, expected))
    }
    expect(withWrong(damages(item), isWrong)).toEqual([])
  })

  test('never returns a wrong result for a damaged page', () => {
    const page = {
      requestId: 'r',
      success: true,
      moreResult: true,
      nextPageToken: 'T',
      result: [{ ...change, attributes }],
    }
    const right = activitiesFromMarketo(page)
    // Marketo leaves `result` out if there are no activities, so a page that has lost `result` looks valid.
    const damaged = damages(page).filter(
      ({ path, kind }) =>
        !path.startsWith('result.') && !(path === 'result' && (kind === 'dropped' || kind === 'renamed')),
    )
    const isWrong = ({ value }: Damaged): boolean => {
      const read = activitiesFromMarketo(value)
      return read.errors.length === 0 && JSON.stringify(read) !== JSON.stringify(right)
    }
    expect(withWrong(damaged, isWrong)).toEqual([])
  })
})

test('a damaged describe gives an error or the right schema, never a wrong schema', () => {
  const names = ['Id', 'OwnerId', 'BillingCity', 'BillingAddress']
  const described = { ...describedAccount, fields: describedAccount.fields.filter(({ name }) => names.includes(name)) }
  const right = schemaFromDescribe(described)
  expect(E.isRight(right)).toBe(true)
  const isWrong = ({ value }: Damaged): boolean => {
    const schema = schemaFromDescribe(value)
    return E.isRight(schema) && JSON.stringify(schema) !== JSON.stringify(right)
  }
  expect(withWrong(damages(described), isWrong)).toEqual([])
})
