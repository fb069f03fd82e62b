// Tests that a change event is decoded in the same way from each of its forms.
import { idsIn } from 'marketo-account-sync/records'
import { describe, expect, test } from 'vitest'
import { nthAccountId, nthContactId, syncAccount, syncContact, utc } from '../helpers/values.js'
import { marketoAfter, nthAccountRecord, nthContactRecord } from './builders.js'
import { cometd, committed, fromCometd, fromPubSub, pubSub } from './changes.js'

const before = utc('2023-10-01T00:00:00Z')
const stamp = utc('2023-10-04T18:35:13Z')
const held = { Name: 'Brook Ltd', Industry: 'Retail', BillingCity: 'Oslo' }
const marketo = marketoAfter(
  syncAccount(nthAccountRecord(1, before, held)),
  syncContact(nthContactRecord(1, before, 1)),
)
const brookWith = (fields: Parameters<typeof nthAccountRecord>[2]) =>
  syncAccount(nthAccountRecord(1, stamp, { ...held, ...fields }))

const payloadOf = (message: unknown) => (message as { readonly payload: object }).payload
const dataOf = (message: unknown) => (message as { readonly data: { readonly payload: object } }).data

describe('a change event of the Pub/Sub API', () => {
  const message = pubSub(
    { nulledFields: ['Industry'], changedFields: ['Industry', 'BillingAddress.City', 'LastModifiedDate'] },
    { Name: null, Industry: null, BillingAddress: { Street: null, City: 'Bergen' }, LastModifiedDate: committed },
  )
  const payload = payloadOf(message)
  const header = { ...(payload as { readonly ChangeEventHeader: object }).ChangeEventHeader }
  const union = (type: string, value: unknown) => ({ [type]: value })

  test.each<readonly [string, unknown]>([
    ['a message', message],
    ['the payload without the rest of the message, such as a dictionary of Python', payload],
    ['the detail of EventBridge', { 'detail-type': 'AccountChangeEvent', detail: { payload, schemaId: 's', id: '1' } }],
    [
      'a payload with the values in Avro unions',
      {
        payload: {
          ChangeEventHeader: {
            ...header,
            nulledFields: union('array', ['Industry']),
            changedFields: union('array', ['Industry', 'BillingAddress.City']),
            commitTimestamp: union('long', committed),
          },
          Name: null,
          Industry: null,
          BillingAddress: union('com.sforce.eventbus.Address', { Street: null, City: union('string', 'Bergen') }),
          LastModifiedDate: union('long', committed),
        },
      },
    ],
    [
      'a payload with the header in an Avro union',
      { payload: { ...payload, ChangeEventHeader: union('com.sforce.eventbus.ChangeEventHeader', header) } },
    ],
  ])('can be read from %s', (_, form) => {
    expect(fromPubSub(marketo)(form)).toEqual({
      deliveries: [brookWith({ Industry: null, BillingCity: 'Bergen' })],
      refetch: [],
      other: [],
      leftOut: [],
      errors: [],
    })
  })

  test('can contain AccountId in an Avro union', () => {
    const moved = pubSub(
      { entityName: 'Contact', recordIds: [nthContactId(1)] },
      { AccountId: { string: nthAccountId(2) } },
    )
    expect(fromPubSub(marketo)(moved).deliveries).toEqual([syncContact(nthContactRecord(1, stamp, 2))])
  })
})

describe('a change event of CometD', () => {
  const message = cometd({ changedFields: ['Industry'] }, { Industry: null, LastModifiedDate: '2023-10-04T18:35:13Z' })
  const { payload } = dataOf(message)

  test.each<readonly [string, unknown]>([
    ['a message', message],
    ['the data without the rest of the message', dataOf(message)],
    ['the payload without the rest of the message', payload],
    ['AppFlow on EventBridge', { source: 'aws.partner/appflow/salesforce.com/1/brook', detail: payload }],
  ])('can be read from %s', (_, form) => {
    const { deliveries, errors } = fromCometd(marketo)(form)
    expect(errors).toEqual([])
    expect(deliveries).toEqual([brookWith({ Industry: null })])
  })

  test('is rejected by `changesFromPubSub` if it is from AppFlow', () => {
    const form = { source: 'aws.partner/appflow/salesforce.com/1/brook', detail: payload }
    expect(fromPubSub(marketo)(form).errors.map(({ expected }) => expected)).toEqual([
      'a message of the Pub/Sub API (changesFromCometd takes the messages of CometD)',
    ])
  })

  test('gives errors whose paths start at the value that the caller passed', () => {
    const bad = { ...payload, Phone: ['1'] }
    const pathsOf = (form: unknown) => fromCometd(marketo)(form).errors.map(({ path }) => path)
    expect(pathsOf(bad)).toEqual(['0.Phone'])
    expect(pathsOf({ detail: bad })).toEqual(['0.detail.Phone'])
    expect(pathsOf({ data: { payload: bad, event: { replayId: 1 } } })).toEqual(['0.data.payload.Phone'])
  })
})

describe('bitmaps in the place of field names', () => {
  test.each([
    { changedFields: ['0x400002'] },
    { nulledFields: ['0x08'] },
    { diffFields: ['0x10'] },
    { changedFields: ['4-0x0A'] },
  ])('require a refetch of the account (%j)', (lists) => {
    const { deliveries, refetch, errors } = fromPubSub(marketo)(pubSub(lists, { Name: 'Brook AS' }))
    expect([deliveries, errors]).toEqual([[], []])
    expect(refetch).toMatchObject([{ _tag: 'RefetchAccounts', ids: [nthAccountId(1)], reason: 'bitmap', fields: [] }])
  })

  const contact = (header: object, fields: object) =>
    fromPubSub(marketo)(pubSub({ entityName: 'Contact', recordIds: [nthContactId(1)], ...header }, { ...fields }))

  test('require a refetch of a contact, unless the event contains AccountId', () => {
    const lists = { changedFields: ['0x08'] }
    expect(contact(lists, { AccountId: null }).refetch.map(({ reason }) => reason)).toEqual(['bitmap'])
    expect(contact(lists, { AccountId: nthAccountId(2) }).deliveries).toEqual([
      syncContact(nthContactRecord(1, stamp, 2)),
    ])
  })

  test('are ignored in a DELETE event', () => {
    const deletion = { changeType: 'DELETE', changedFields: ['0x08'] }
    expect(fromPubSub(marketo)(pubSub(deletion)).deliveries).toEqual([
      syncAccount({ ...nthAccountRecord(1, stamp, held), isDeleted: true }),
    ])
    expect(contact(deletion, {}).deliveries).toEqual([syncContact(nthContactRecord(1, stamp, 1, true))])
  })
})

test('change events of other objects are listed in `other` and do not affect the remaining events of the batch', () => {
  const lead = pubSub({ entityName: 'Lead', recordIds: ['00Q000000000001AAA'] }, { Company: 'Brook' })
  const account = pubSub({}, { Phone: '1' })
  const { deliveries, other, errors } = fromPubSub(marketo)(lead, account, pubSub({ entityName: 'Visit__c' }))
  expect(errors).toEqual([])
  expect(deliveries).toEqual([brookWith({ Phone: '1' })])
  expect(other).toEqual([
    { index: 0, object: 'Lead' },
    { index: 2, object: 'Visit__c' },
  ])
})

test('in change events, keys that cannot be fields are left out, and are reported once for each batch', () => {
  const changes = fromPubSub(marketo)(
    pubSub({}, { _raw: 'x', Phone: '1' }),
    pubSub({}, { _raw: 'y', 'Owner.Name': 'Ole' }),
  )
  expect(changes.deliveries).toEqual([brookWith({ Phone: '1' }), brookWith({ Phone: '1' })])
  expect(changes.leftOut).toEqual([
    { key: '_raw', rows: 2 },
    { key: 'Owner.Name', rows: 1 },
  ])
})

test('a change event with an error makes its records unknown for the rest of the batch', () => {
  const bad = pubSub({}, { Phone: ['1'] })
  const badContact = pubSub({ entityName: 'Contact', recordIds: [nthContactId(1), '?'] }, { AccountId: 'x' })
  const { deliveries, refetch, errors } = fromPubSub(marketo)(
    bad,
    pubSub({}, { Phone: '2' }),
    badContact,
    pubSub({ entityName: 'Contact', recordIds: [nthContactId(1)] }),
  )
  expect(errors.map(({ path }) => path)).toEqual(['0.payload.Phone', '2.payload.AccountId'])
  expect(deliveries).toEqual([])
  expect(refetch.map(({ _tag, reason }) => [_tag, reason])).toEqual([
    ['RefetchAccounts', 'unknown record'],
    ['RefetchContacts', 'unknown record'],
  ])
})

describe('`idsIn` (lists the record ids in change events)', () => {
  test('lists each id once, in the order of the events, for both APIs and all message formats', () => {
    const contact = { entityName: 'Contact', recordIds: [nthContactId(3), nthContactId(2).slice(0, 15)] }
    const messages = [
      pubSub({ recordIds: [nthAccountId(4), nthAccountId(2)] }),
      payloadOf(pubSub({ recordIds: [nthAccountId(4)] })),
      cometd(contact, { AccountId: nthAccountId(1) }),
      { detail: payloadOf(pubSub({ ...contact, recordIds: { array: [nthContactId(1)] } })) },
    ]
    expect(idsIn(messages)).toEqual({
      accounts: [4, 2, 1].map(nthAccountId),
      contacts: [3, 2, 1].map(nthContactId),
    })
  })

  test('ignores wildcards, other objects, and values that are not events', () => {
    const messages = [
      pubSub({ recordIds: ['001*', nthContactId(1), 7, null] }),
      pubSub({ entityName: 'Lead', recordIds: [nthAccountId(1)] }),
      pubSub({ recordIds: nthAccountId(1) }),
      ...[null, 'x', {}, { payload: {} }, []],
    ]
    expect(idsIn(messages)).toEqual({ accounts: [], contacts: [] })
  })
})
