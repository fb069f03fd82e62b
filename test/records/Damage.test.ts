// Tests that decoding a damaged input gives an error, a request to fetch the record again, or the right value, but never a wrong
// value.
import * as E from 'fp-ts/lib/Either.js'
import type { AccountRecord, ContactRecord } from 'marketo-account-sync'
import { defaultSettings, emptyMarketo } from 'marketo-account-sync'
import type { LoggedActivity, RecordPage } from 'marketo-account-sync/records'
import {
  accountsFromQuery,
  activitiesFromMarketo,
  contactsFromQuery,
  deliveries,
  idsIn,
  leadChangesFromMarketo,
  schemaFromDescribe,
  syncCycle,
  SyncStateFromJson,
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
const payloadOf = (message: Readonly<Record<string, unknown>>) => message['payload'] as object
const pageOf = (row: object) => ({ done: false, totalSize: 1, nextRecordsUrl: '/query/01g-2000', records: [row] })

/** Whether each part of `value` equals the same part of `whole`. Parts of `whole` can be missing from `value`. */
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
])('the decoder %s', (_, decode, row) => {
  const right = decode(pageOf(row))

  test('reads a page without damage', () => {
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

  test('keeps every other field if the key of one field is damaged', () => {
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

describe('damaged records in other formats', () => {
  const { Id, SystemModstamp } = accountRow
  const ofTool = { Id, SystemModstamp, Site: 'Oslo' }
  const heroku = { id: 12, sfid: Id, systemmodstamp: '2024-03-05T10:11:12', isdeleted: false, site: 'Oslo' }
  const fivetran = {
    id: Id,
    system_modstamp: '2024-03-05 10:11:12 UTC',
    site: 'Oslo',
    is_deleted: false,
    _fivetran_deleted: true,
  }
  const nested = { Id, SystemModstamp, Contacts: { done: true, totalSize: 1, records: [{ ...contactRow }] } }
  const ofParent = { ...contactRow, AccountId: undefined, Account: { Id, attributes: accountRow.attributes } }
  const accounts: Decode = (value) => accountsFromQuery([value], { schema: accountSchema })
  const contacts: Decode = (value) => contactsFromQuery([value], { schema: contactSchema })

  test.each<readonly [string, Decode, object]>([
    ['a row of Heroku Connect', accounts, heroku],
    ['a row of Fivetran', accounts, fivetran],
    [
      'a row of Stitch',
      accounts,
      { ...ofTool, IsDeleted: false, _sdc_deleted_at: '2024-03-06T00:00:00Z', _sdc_sequence: 1 },
    ],
    ['a raw row of Airbyte', accounts, { _airbyte_raw_id: 'x', _airbyte_data: { ...ofTool, IsDeleted: true } }],
    ['a contact inside an account', contacts, nested],
    ['a contact with Account { Id }', contacts, JSON.parse(JSON.stringify(ofParent)) as object],
  ])('never give a wrong record if the undamaged record is %s', (_, decode, row) => {
    const right = decode(row)
    expect([right.records.length, right.errors]).toEqual([1, []])
    const isWrong = ({ value, path, kind }: Damaged): boolean => {
      // The column that marks deleted rows is optional, so a table without the column is valid.
      if (/^_(?:fivetran_deleted|sdc_deleted_at)$/.test(path) && (kind === 'dropped' || kind === 'renamed'))
        return false
      const { records, errors } = decode(value)
      return records.length + errors.length === 0 || !isPartOf(records, right.records)
    }
    expect(withWrong(damages(row), isWrong)).toEqual([])
  })

  const page = { done: true, totalSize: 1, records: [ofTool] }
  test.each<readonly [string, object]>([
    ['an answer of the command line', { status: 0, result: page, warnings: [] }],
    ['a composite response', { compositeResponse: [{ body: page, httpStatusCode: 200, referenceId: 'a' }] }],
    ['a batch response', { hasErrors: false, results: [{ statusCode: 200, result: page }] }],
    ['a graph response', { graphs: [{ graphId: 'g', graphResponse: { compositeResponse: [{ body: page }] } }] }],
  ])('never disappear without an error if they arrive in %s', (_, answer) => {
    const right = accountsFromQuery(answer)
    expect(right).toMatchObject({ records: [{ id: Id }], errors: [] })
    const isWrong = ({ value, path }: Damaged): boolean => {
      if (path.includes('.records.')) return false
      const { records, errors } = accountsFromQuery(value)
      return errors.length === 0 && JSON.stringify(records) !== JSON.stringify(right.records)
    }
    expect(withWrong(damages(answer), isWrong)).toEqual([])
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
      'a diff over the Pub/Sub API',
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
    [
      'an UNDELETE over the Pub/Sub API',
      overPubSub,
      pubSub({ changeType: 'UNDELETE' }, { Name: 'Brook Ltd', Phone: null, LastModifiedDate: committed - 60_000 }),
    ],
    [
      'an UPDATE whose payload is the message',
      overPubSub,
      payloadOf(pubSub(header, { ...fields, Name: null, Renewal__c: committed })),
    ],
    [
      'an UPDATE in unions of Avro',
      overPubSub,
      pubSub(
        { nulledFields: { array: ['Industry'] }, changedFields: { array: ['Industry', 'Is_Active__c'] } },
        { Industry: null, Is_Active__c: { boolean: true }, LastModifiedDate: { long: committed } },
      ),
    ],
    [
      'an UPDATE from an event relay',
      overPubSub,
      {
        detail: {
          payload: payloadOf(pubSub(header, { ...fields, Name: null, Renewal__c: committed })),
          schemaId: 's',
          id: '1',
        },
      },
    ],
    [
      'an UPDATE from AppFlow',
      overCometd,
      {
        source: 'aws.partner/appflow/salesforce.com/1/brook',
        detail: (cometd({ changedFields: ['Industry'] }, { Industry: null })['data'] as { payload: object }).payload,
      },
    ],
    ['the event of a Lead', overPubSub, pubSub({ entityName: 'Lead' }, { Company: 'Brook' })],
  ])('never give a wrong delivery if the undamaged message is %s', (_, decode, message) => {
    const right = decode(message)
    expect(right.errors).toEqual([])
    expect(right.deliveries.length + right.refetch.length + right.other.length).toBe(1)
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

describe('the decoder of the Marketo log', () => {
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
  ])('never returns a wrong entry if the undamaged item is %s', (_, decode, item) => {
    const right: ReadonlyArray<LoggedActivity> = decode([item]).activities
    expect(right).toHaveLength(1)
    const isWrong = ({ value, path, kind, inner }: Damaged): boolean => {
      const { activities, errors } = decode([value])
      // In the log, a number or a boolean is as valid as a string.
      if (/(?:value|reason|source)$/i.test(path) && (typeof inner === 'number' || typeof inner === 'boolean'))
        return false
      // An empty list of attributes is valid, because Marketo leaves out empty attributes. Activity types other than 13 and 21
      // are also valid.
      if (path === 'attributes' && kind === 'retyped') return false
      // The columns `reason` and `source` of a table are optional.
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
    // Marketo leaves out `result` if there are no activities, so a page without `result` is valid.
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

test('a damaged describe result gives an error or the right schema, never a wrong schema', () => {
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

test('the list of ids in a damaged change event (idsIn) never contains a wrong id', () => {
  const contact = { entityName: 'Contact', recordIds: [nthContactId(1)] }
  const event = pubSub(contact, { AccountId: nthAccountId(2) })
  const right = idsIn([event])
  expect(right).toEqual({ accounts: [nthAccountId(2)], contacts: [nthContactId(1)] })
  const isWrong = ({ value }: Damaged): boolean => {
    const { accounts, contacts } = idsIn([value])
    return [...accounts, ...contacts].some((id) => ![...right.accounts, ...right.contacts].some((each) => each === id))
  }
  expect(withWrong(damages(event), isWrong)).toEqual([])
})

test('damaged JSON of a SyncState gives an error or the right state', () => {
  const at = utc('2024-03-06T00:00:00Z')
  const waiting = deliveries(at)(contactsFromQuery([contactRow]))
  const known = deliveries(at)(accountsFromQuery([{ ...accountRow, Id: nthAccountId(2) }]))
  const cycle = syncCycle(defaultSettings)([...waiting, ...known], { marketo: emptyMarketo, deferred: [] })
  expect(cycle.deferred).toHaveLength(1)
  const stored = JSON.parse(JSON.stringify(SyncStateFromJson.encode(cycle))) as object
  const isWrong = ({ value, path }: Damaged): boolean => {
    // A field can have any name and any value.
    if (/\.(?:synced|fields)\./.test(path)) return false
    const state = SyncStateFromJson.decode(value)
    return E.isRight(state) && JSON.stringify(SyncStateFromJson.encode(state.right)) !== JSON.stringify(stored)
  }
  expect(withWrong(damages(stored), isWrong)).toEqual([])
})
