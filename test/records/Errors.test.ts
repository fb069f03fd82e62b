// What the readers say of what they cannot read: where, what it takes there, and what was found.
import type { DecodeError } from 'marketo-account-sync'
import { accountsFromQuery, activitiesFromMarketo, leadChangesFromMarketo } from 'marketo-account-sync/records'
import { describe, expect, test } from 'vitest'
import { cometd, committed, fromCometd, fromPubSub, pubSub } from './changes.js'
import { accountId } from './world.js'

type Told = ReadonlyArray<readonly [path: string, expected: string, found: string]>

const told = (errors: ReadonlyArray<DecodeError>): Told =>
  errors.map(({ path, expected, found }) => [path, expected, found])

const moment = 'whole milliseconds since 1970, or a date and time in ISO 8601 with its offset'
const aField = 'the name of a field, its bitmap decoded'
const aText = 'a string, number, true or false, or null'

describe('a change event', () => {
  const header = '0.payload.ChangeEventHeader'

  test.each<readonly [string, unknown, Told]>([
    ['null', null, [['0', 'a change event with its payload', 'null']]],
    ['a text', 'x', [['0', 'a change event with its payload', '"x"']]],
    ['no payload', {}, [['0.payload', 'a change event with its payload', 'nothing']]],
    ['a payload that is none', { payload: 7 }, [['0.payload', 'a change event with its payload', '7']]],
    ['data without a payload', { data: {} }, [['0.data.payload', 'a change event with its payload', 'nothing']]],
    ['no header', { payload: {} }, [[header, 'an object: the header of a change event', 'nothing']]],
    ['no ids', pubSub({ recordIds: [] }), [[`${header}.recordIds`, 'at least one id', 'an array of 0']]],
    [
      'no ids in a gap',
      pubSub({ changeType: 'GAP_UPDATE', recordIds: [] }),
      [[`${header}.recordIds`, 'at least one id', 'an array of 0']],
    ],
    ['no list of ids', pubSub({ recordIds: '001' }), [[`${header}.recordIds`, 'an array of unknown', '"001"']]],
    [
      'an account among contacts',
      pubSub({ entityName: 'Contact', recordIds: ['001*'] }),
      [[`${header}.recordIds.0`, 'the id of a Contact, 15 or 18 letters and digits beginning with 003', '"001*"']],
    ],
    [
      'a time in a list',
      pubSub({ commitTimestamp: ['1696444513000'] }),
      [[`${header}.commitTimestamp`, moment, 'an array of 1']],
    ],
    ['an empty time', pubSub({ commitTimestamp: '' }), [[`${header}.commitTimestamp`, moment, '""']]],
    ['a time with an exponent', pubSub({ commitTimestamp: '1e12' }), [[`${header}.commitTimestamp`, moment, '"1e12"']]],
    ['a hexadecimal time', pubSub({ commitTimestamp: '0x10' }), [[`${header}.commitTimestamp`, moment, '"0x10"']]],
    ['a bitmap', pubSub({ nulledFields: ['0x400000'] }), [[`${header}.nulledFields.0`, aField, '"0x400000"']]],
    [
      'a field in a list',
      pubSub({ nulledFields: [['Name']] }),
      [[`${header}.nulledFields.0`, aField, 'an array of 1']],
    ],
    ['a field three deep', pubSub({ diffFields: ['A.B.C'] }), [[`${header}.diffFields.0`, aField, '"A.B.C"']]],
    ['a field of two words', pubSub({ diffFields: ['A B'] }), [[`${header}.diffFields.0`, aField, '"A B"']]],
    [
      'no list of fields',
      pubSub({ nulledFields: 'Name' }),
      [[`${header}.nulledFields`, 'an array of the name of a field, or null', '"Name"']],
    ],
    [
      'a key that is no field',
      pubSub({}, { 'Account Name': 'Acme' }),
      [
        [
          '0.payload.Account Name',
          'a key that is the API name of a Salesforce field: a letter, then letters, digits and _',
          '"Account Name"',
        ],
      ],
    ],
    [
      'a part of an address that is no value',
      pubSub({}, { ShippingAddress: { City: {} } }),
      [['0.payload.ShippingAddress.City', 'a string, a finite number, true, false or null', 'an object of 0 keys']],
    ],
  ])('with %s', (_, message, expected) => {
    const { errors, deliveries, refetch } = fromPubSub()(message)
    expect([told(errors), deliveries, refetch]).toEqual([expected, [], []])
  })

  const ofPubSub = 'a message of the Pub/Sub API: changesFromCometd takes those of CometD'
  const ofCometd = 'a message of CometD: changesFromPubSub takes those of the Pub/Sub API'
  const { data } = cometd({}, { Name: 'A' })
  const bare = (header: object) => ({ payload: { ChangeEventHeader: { ...payloadHeader, ...header }, Name: 'A' } })
  const payloadHeader = {
    entityName: 'Account',
    recordIds: [accountId(2)],
    changeType: 'CREATE',
    commitTimestamp: committed,
  }

  test.each<readonly [string, unknown]>([
    ['a whole message', cometd({}, { Name: 'A' })],
    ['its data alone', data],
    ['the data of a message without a replayId', { data: bare({}) }],
    ['a gap', cometd({ changeType: 'GAP_UPDATE' })],
  ])('of CometD is refused by changesFromPubSub, and taken by changesFromCometd: %s', (_, message) => {
    const { errors, ...rest } = fromPubSub()(message)
    expect(told(errors)).toEqual([['0', ofPubSub, expect.stringMatching(/^an object of \d keys$/)]])
    expect(rest).toEqual({ deliveries: [], refetch: [] })
    expect(fromCometd()(message).errors).toEqual([])
  })

  test.each<readonly [string, unknown]>([
    ['a whole message', pubSub({}, { Name: 'A' })],
    ['its payload alone, whose header lists blank fields', bare({ nulledFields: [] })],
    ['a payload with its schema, whose header does not', { schemaId: 's', ...bare({}) }],
    ['one that is wrapped in data', { data: bare({ nulledFields: ['Name'] }) }],
    ['one beside the event as it came', { event: { id: 'a', payload: {} }, ...bare({ nulledFields: [] }) }],
    ['a gap', pubSub({ changeType: 'GAP_UPDATE' })],
  ])('of the Pub/Sub API is refused by changesFromCometd, and taken by changesFromPubSub: %s', (_, message) => {
    const { errors, ...rest } = fromCometd()(message)
    expect(told(errors)).toEqual([['0', ofCometd, expect.stringMatching(/^an object of \d keys$/)]])
    expect(rest).toEqual({ deliveries: [], refetch: [] })
    expect(fromPubSub()(message).errors).toEqual([])
  })

  test.each<readonly [string, unknown]>([
    ['a payload with nothing around it', bare({})],
    ['a payload with a replayId', { replayId: 7, ...bare({}) }],
    ['a payload with the signs of both', { event: { replayId: 7 }, ...bare({ nulledFields: [] }) }],
    ['a header whose lists are null', bare({ nulledFields: null, diffFields: null })],
  ])('of which nobody can tell the API is taken by both: %s', (_, message) => {
    for (const changes of [fromPubSub()(message), fromCometd()(message)])
      expect([changes.errors, changes.deliveries.length]).toEqual([[], 1])
  })

  test('over CometD that is null', () => {
    expect(told(fromCometd()(null).errors)).toEqual([['0', 'a change event with its payload', 'null']])
  })
})

describe('a page of activities', () => {
  const page = (...result: ReadonlyArray<unknown>) => ({ success: true, result })
  const item = {
    id: 7,
    leadId: 1,
    activityDate: '2024-05-01T09:00:00Z',
    activityTypeId: 13,
    primaryAttributeValue: 'Site',
  }
  const bare = (attributes: unknown) => page({ ...item, attributes })

  test.each<readonly [string, unknown, Told]>([
    ['that is none', 'busy', [['', 'a page of activities', '"busy"']]],
    ['that failed', { success: false }, [['success', 'true', 'false']]],
    ['that failed with an empty list of errors', { success: false, errors: [] }, [['success', 'true', 'false']]],
    [
      'that failed with a code',
      { success: false, errors: [{ code: '610' }] },
      [['errors.0', 'a page of activities', '"610"']],
    ],
    [
      'that failed with a message',
      { success: false, errors: [{ code: 610, message: 'x' }] },
      [['errors.0', 'a page of activities', '"x"']],
    ],
    [
      'that failed with nobody knows what',
      { success: false, errors: [7] },
      [['errors.0', 'a page of activities', '""']],
    ],
    ['without a list', { success: true, result: {} }, [['result', 'an array of activities', 'an object of 0 keys']]],
  ])('%s is an error and nothing else', (_, value, expected) => {
    const { errors, ...rest } = activitiesFromMarketo(value)
    expect(told(errors)).toEqual(expected)
    expect(rest).toEqual({ activities: [], moreResult: false, nextPageToken: null })
  })

  test.each<readonly [string, unknown, Told]>([
    ['an item that is no object', page(7), [['result.0', 'an object: an activity', '7']]],
    [
      'a type that is no number',
      page({ ...item, activityTypeId: '13' }),
      [['result.0.activityTypeId', 'a whole number', '"13"']],
    ],
    [
      'a type that is no whole number',
      page({ ...item, activityTypeId: 1.5 }),
      [['result.0.activityTypeId', 'a whole number', '1.5']],
    ],
    ['no id', page({ ...item, id: null, marketoGUID: 5 }), [['result.0.marketoGUID', 'the id of an activity', '5']]],
    [
      'a field without a name',
      page({ ...item, primaryAttributeValue: null }),
      [['result.0.primaryAttributeValue', 'the display name of a field', 'null']],
    ],
    ['an attribute that is none', bare([7]), [['result.0.attributes.0', 'an object: an attribute', '7']]],
    ['attributes that are no list', bare(7), [['result.0.attributes', 'an array of an attribute, or null', '7']]],
    [
      'an attribute in a list',
      bare([{ name: 'Source', value: [] }]),
      [['result.0.attributes.0.value', aText, 'an array of 0']],
    ],
    [
      'a value that is no number',
      bare([{ name: 'Source', value: NaN }]),
      [['result.0.attributes.0.value', aText, 'NaN']],
    ],
  ])('with %s', (_, value, expected) => {
    expect(told(activitiesFromMarketo(value).errors)).toEqual(expected)
  })

  test('of changes, whose fields are none', () => {
    expect(told(leadChangesFromMarketo(page({ ...item, fields: [7] })).errors)).toEqual([
      ['result.0.fields.0', 'an object: a changed field', '7'],
    ])
    expect(told(leadChangesFromMarketo(page(item)).errors)).toEqual([
      ['result.0.fields', 'an array of a changed field', 'nothing'],
    ])
  })
})

describe('a page of a query', () => {
  test.each<readonly [string, unknown, Told]>([
    ['that is none', 'busy', [['', 'the records of a query', '"busy"']]],
    ['without records', {}, [['records', 'the records of a query', 'nothing']]],
    ['whose next one is no text', { records: [], nextRecordsUrl: 7 }, [['nextRecordsUrl', 'a string', '7']]],
    [
      'that is not the last and names no next one',
      { records: [], done: false },
      [['nextRecordsUrl', 'where to read on, for the page says that it is not the last', 'nothing']],
    ],
    [
      'of which it is not known whether it is the last',
      { records: [], done: 'no' },
      [['done', 'true or false', '"no"']],
    ],
  ])('%s is an error and nothing else', (_, value, expected) => {
    const { errors, ...rest } = accountsFromQuery(value)
    expect(told(errors)).toEqual(expected)
    expect(rest).toEqual({ records: [], nextRecordsUrl: null })
  })

  test('is the last where nextRecordsUrl is null', () => {
    expect(accountsFromQuery({ records: [], done: true, nextRecordsUrl: null })).toEqual({
      records: [],
      errors: [],
      nextRecordsUrl: null,
    })
  })
})
