// Tests the errors that the decoders return for bad input. An error contains the path, the expected value and the found value.
import type { DecodeError } from 'marketo-account-sync'
import { accountsFromQuery, activitiesFromMarketo, leadChangesFromMarketo } from 'marketo-account-sync/records'
import { describe, expect, test } from 'vitest'
import { nthAccountId, nthContactId } from '../helpers/values.js'
import { cometd, committed, fromCometd, fromPubSub, pubSub } from './changes.js'

type Triples = ReadonlyArray<readonly [path: string, expected: string, found: string]>

const triples = (errors: ReadonlyArray<DecodeError>): Triples =>
  errors.map(({ path, expected, found }) => [path, expected, found])

const time = 'whole milliseconds since 1970, or a date and time in ISO 8601 with its offset'
const fieldName = 'the name of a field, or a bitmap'
const eventPlaces = 'a change event, with ChangeEventHeader in the message, its payload, data.payload or detail'
const textOrNull = 'a string, number, true or false, or null'
const value = 'a string, a finite number, true, false or null'
const accountId = 'the id of an Account, 15 or 18 letters and digits beginning with 001'
const contactId = 'the id of a Contact, 15 or 18 letters and digits beginning with 003'

describe('a change event', () => {
  const header = '0.payload.ChangeEventHeader'

  test.each<readonly [string, unknown, Triples]>([
    ['is null', null, [['0', eventPlaces, 'null']]],
    ['is a string', 'x', [['0', eventPlaces, '"x"']]],
    ['is empty', {}, [['0', eventPlaces, 'an object of 0 keys']]],
    ['has other keys', { body: {}, id: 1 }, [['0', eventPlaces, 'an object with the keys "body", "id"']]],
    ['has a number as payload', { payload: 7 }, [['0.payload', eventPlaces, '7']]],
    ['has data without payload', { data: { x: 1 } }, [['0.data', eventPlaces, 'an object with the keys "x"']]],
    ['has an empty detail', { detail: {} }, [['0.detail', eventPlaces, 'an object of 0 keys']]],
    ['has no header', { payload: {} }, [[header, 'an object: the header of a change event', 'nothing']]],
    [
      'has a number as its object',
      pubSub({ entityName: 7 }),
      [[`${header}.entityName`, '"Account" or "Contact"', '7']],
    ],
    [
      'has an empty name as its object',
      pubSub({ entityName: '' }),
      [[`${header}.entityName`, 'the name of an object', '""']],
    ],
    ['has no ids', pubSub({ recordIds: [] }), [[`${header}.recordIds`, 'at least one id', 'an array of 0']]],
    [
      'is a gap without ids',
      pubSub({ changeType: 'GAP_UPDATE', recordIds: [] }),
      [[`${header}.recordIds`, 'at least one id', 'an array of 0']],
    ],
    ['has a string as recordIds', pubSub({ recordIds: '001' }), [[`${header}.recordIds`, 'an array of ids', '"001"']]],
    [
      'has the id of a contact among accounts',
      pubSub({ recordIds: [nthContactId(1)] }),
      [[`${header}.recordIds.0`, accountId, `"${nthContactId(1)}"`]],
    ],
    [
      'has the wildcard id of accounts among contacts',
      pubSub({ entityName: 'Contact', recordIds: ['001*'] }),
      [[`${header}.recordIds.0`, contactId, '"001*"']],
    ],
    ['has no time', pubSub({ commitTimestamp: null }), [[`${header}.commitTimestamp`, time, 'null']]],
    [
      'has a list as time',
      pubSub({ commitTimestamp: ['1696444513000'] }),
      [[`${header}.commitTimestamp`, time, 'an array of 1']],
    ],
    ['has an empty time', pubSub({ commitTimestamp: '' }), [[`${header}.commitTimestamp`, time, '""']]],
    [
      'has a time with an exponent',
      pubSub({ commitTimestamp: '1e12' }),
      [[`${header}.commitTimestamp`, time, '"1e12"']],
    ],
    ['has a hexadecimal time', pubSub({ commitTimestamp: '0x10' }), [[`${header}.commitTimestamp`, time, '"0x10"']]],
    [
      'has a list as a field name',
      pubSub({ nulledFields: [['Name']] }),
      [[`${header}.nulledFields.0`, fieldName, 'an array of 1']],
    ],
    [
      'has a field name with three parts',
      pubSub({ diffFields: ['A.B.C'] }),
      [[`${header}.diffFields.0`, fieldName, '"A.B.C"']],
    ],
    [
      'has a field name with a space',
      pubSub({ diffFields: ['A B'] }),
      [[`${header}.diffFields.0`, fieldName, '"A B"']],
    ],
    [
      'has a string as nulledFields',
      pubSub({ nulledFields: 'Name' }),
      [[`${header}.nulledFields`, 'an array of names of fields, or null', '"Name"']],
    ],
    [
      'has a string as an address',
      pubSub({}, { BillingAddress: 'Austin' }),
      [['0.payload.BillingAddress', 'an object, or null', '"Austin"']],
    ],
    ['has an infinite number', pubSub({}, { Balance__c: Infinity }), [['0.payload.Balance__c', value, 'Infinity']]],
    [
      'has an object as a part of an address',
      pubSub({}, { ShippingAddress: { City: {} } }),
      [['0.payload.ShippingAddress.City', value, 'an object of 0 keys']],
    ],
  ])('gives an error, but no delivery and no refetch, if the event %s', (_, message, expected) => {
    const { errors, deliveries, refetch } = fromPubSub()(message)
    expect([triples(errors), deliveries, refetch]).toEqual([expected, [], []])
  })

  test('does not affect the other events of its batch if it has an error', () => {
    const good = pubSub({ changeType: 'CREATE' }, { Site: 'HQ' })
    const { deliveries, refetch, errors } = fromPubSub()(good, pubSub({ changeType: 'MERGE' }), good)
    expect(errors.map(({ path }) => path)).toEqual(['1.payload.ChangeEventHeader.changeType'])
    expect([deliveries.length, refetch]).toEqual([2, []])
  })

  const ofPubSub = 'a message of the Pub/Sub API (changesFromCometd takes the messages of CometD)'
  const ofCometd = 'a message of CometD (changesFromPubSub takes the messages of the Pub/Sub API)'
  const { data } = cometd({}, { Name: 'A' })
  const bare = (more: object) => ({
    payload: {
      ChangeEventHeader: {
        entityName: 'Account',
        recordIds: [nthAccountId(2)],
        changeType: 'CREATE',
        commitTimestamp: committed,
        ...more,
      },
      Name: 'A',
    },
  })

  test.each<readonly [string, unknown]>([
    ['a whole message', cometd({}, { Name: 'A' })],
    ['only its data', data],
    ['the data of a message without replayId', { data: bare({}) }],
    ['a gap', cometd({ changeType: 'GAP_UPDATE' })],
  ])('of CometD is accepted by `changesFromCometd` and rejected by `changesFromPubSub` (%s)', (_, message) => {
    const { errors, ...rest } = fromPubSub()(message)
    expect(triples(errors)).toEqual([['0', ofPubSub, expect.stringMatching(/^an object of \d keys$/)]])
    expect(rest).toEqual({ deliveries: [], refetch: [], other: [], leftOut: [] })
    expect(fromCometd()(message).errors).toEqual([])
  })

  test.each<readonly [string, unknown]>([
    ['a whole message', pubSub({}, { Name: 'A' })],
    ['only its payload, with nulledFields in the header', bare({ nulledFields: [] })],
    ['its payload and schemaId, without nulledFields', { schemaId: 's', ...bare({}) }],
    ['a message that is wrapped in data', { data: bare({ nulledFields: ['Name'] }) }],
    ['its payload next to the undecoded event', { event: { id: 'a', payload: {} }, ...bare({ nulledFields: [] }) }],
    ['a gap', pubSub({ changeType: 'GAP_UPDATE' })],
  ])('of the Pub/Sub API is accepted by `changesFromPubSub` and rejected by `changesFromCometd` (%s)', (_, message) => {
    const { errors, ...rest } = fromCometd()(message)
    expect(triples(errors)).toEqual([['0', ofCometd, expect.stringMatching(/^an object of \d keys$/)]])
    expect(rest).toEqual({ deliveries: [], refetch: [], other: [], leftOut: [] })
    expect(fromPubSub()(message).errors).toEqual([])
  })

  test.each<readonly [string, unknown]>([
    ['only a payload', bare({})],
    ['a payload and a replayId', { replayId: 7, ...bare({}) }],
    ['keys of both APIs', { event: { replayId: 7 }, ...bare({ nulledFields: [] }) }],
    ['a header whose lists are null', bare({ nulledFields: null, diffFields: null })],
  ])('in the form "%s" is accepted by `changesFromCometd` and by `changesFromPubSub`', (_, message) => {
    for (const { errors, deliveries } of [fromPubSub()(message), fromCometd()(message)])
      expect([errors, deliveries.length]).toEqual([[], 1])
  })

  test('gives an error over CometD if the event is null', () => {
    expect(triples(fromCometd()(null).errors)).toEqual([['0', eventPlaces, 'null']])
  })
})

const activityPage = 'a page of activities, or a list of them'
const columns = 'attributes, or the columns old_value and new_value'

describe('a page of activities', () => {
  const page = (...result: ReadonlyArray<unknown>) => ({ success: true, result })
  const item = {
    id: 7,
    leadId: 1,
    activityDate: '2024-05-01T09:00:00Z',
    activityTypeId: 13,
    primaryAttributeValue: 'Site',
  }

  test.each<readonly [string, unknown, Triples]>([
    ['is a string', 'busy', [['', activityPage, '"busy"']]],
    ['is null', null, [['', activityPage, 'null']]],
    ['has no key success', { result: [] }, [['success', 'true', 'nothing']]],
    ['reports a failure without errors', { success: false }, [['success', 'true', 'false']]],
    ['reports a failure with an empty list of errors', { success: false, errors: [] }, [['success', 'true', 'false']]],
    [
      'reports a failure with a code and a message',
      { success: false, errors: [{ code: '1018', message: 'CRM Enabled' }] },
      [['errors.0', activityPage, '"1018 CRM Enabled"']],
    ],
    [
      'reports a failure with a code and without a message',
      { success: false, errors: [{ code: '610' }] },
      [['errors.0', activityPage, '"610"']],
    ],
    [
      'reports a failure with a number as the code',
      { success: false, errors: [{ code: 610, message: 'x' }] },
      [['errors.0', activityPage, '"610 x"']],
    ],
    [
      'reports a failure with a message and without a code',
      { success: false, errors: [{ code: null, message: 'x' }] },
      [['errors.0', activityPage, '"x"']],
    ],
    [
      'reports a failure with neither a code nor a message',
      { success: false, errors: [7] },
      [['errors.0', activityPage, '7']],
    ],
    [
      'has an object as result',
      { success: true, result: {} },
      [['result', 'an array of activities', 'an object of 0 keys']],
    ],
    ['has a number as moreResult', { ...page(), moreResult: 1 }, [['moreResult', 'true or false', '1']]],
    [
      'has a list as nextPageToken',
      { ...page(), nextPageToken: [] },
      [['nextPageToken', 'a string, or null', 'an array of 0']],
    ],
    ['has a number as nextPageToken', { ...page(), nextPageToken: 2 }, [['nextPageToken', 'a string, or null', '2']]],
  ])('gives an error and no activities if the page %s', (_, body, expected) => {
    const { errors, ...rest } = activitiesFromMarketo(body)
    expect(triples(errors)).toEqual(expected)
    expect(rest).toEqual({ activities: [], moreResult: false, nextPageToken: null })
  })

  test.each<readonly [string, object, Triples]>([
    [
      'true and nextPageToken is missing',
      { moreResult: true },
      [['nextPageToken', 'the token of the next page, because moreResult is true', 'nothing']],
    ],
    [
      'true and nextPageToken is empty',
      { moreResult: true, nextPageToken: '' },
      [['nextPageToken', 'the token of the next page, because moreResult is true', '""']],
    ],
    ['missing and there is a nextPageToken', { nextPageToken: 'T' }, [['moreResult', 'true or false', 'nothing']]],
  ])('gives an error if moreResult is %s', (_, more, expected) => {
    expect(triples(activitiesFromMarketo({ ...page(), ...more }).errors)).toEqual(expected)
  })

  test.each<readonly [string, unknown, Triples]>([
    ['is a number', 7, [['result.0', 'an object: an activity', '7']]],
    ['has no lead', { ...item, leadId: 0 }, [['result.0.leadId', expect.stringMatching(/whole number/), '0']]],
    [
      'has the impossible date 2021-02-29',
      { ...item, activityDate: '2021-02-29T00:00:00Z' },
      [['result.0.activityDate', 'a date and time that exists, in ISO 8601 with its offset', '"2021-02-29T00:00:00Z"']],
    ],
    ['has a word as type', { ...item, activityTypeId: 'x' }, [['result.0.activityTypeId', 'a whole number', '"x"']]],
    [
      'has a fraction as type',
      { ...item, activityTypeId: 1.5 },
      [['result.0.activityTypeId', 'a whole number', '1.5']],
    ],
    ['has no id', { ...item, id: null, marketoGUID: 5 }, [['result.0.marketoGUID', 'the id of an activity', '5']]],
    [
      'has an empty id',
      { ...item, id: null, marketoGUID: '' },
      [['result.0.marketoGUID', 'the id of an activity', '""']],
    ],
    [
      'has no field name',
      { ...item, primaryAttributeValue: null },
      [['result.0.primaryAttributeValue', 'the display name of a field', 'null']],
    ],
    [
      'has a number as an attribute',
      { ...item, attributes: [7] },
      [['result.0.attributes.0', 'an object: an attribute', '7']],
    ],
    [
      'has a number as attributes',
      { ...item, attributes: 7 },
      [['result.0.attributes', 'an array of attributes', '7']],
    ],
    [
      'has a list as the value of an attribute',
      { ...item, attributes: [{ name: 'Source', value: [] }] },
      [['result.0.attributes.0.value', textOrNull, 'an array of 0']],
    ],
    [
      'has an attribute without a value',
      { ...item, attributes: [{ name: 'New Value' }] },
      [['result.0.attributes.0.value', textOrNull, 'nothing']],
    ],
    [
      'has two values of one attribute',
      {
        ...item,
        attributes: [
          { name: 'New Value', value: 'a' },
          { name: 'New Value', value: 'b' },
        ],
      },
      [['result.0.attributes.1.name', 'each attribute only once', '"New Value"']],
    ],
    [
      'has attributes that are not JSON',
      { ...item, attributes: '{' },
      [['result.0.attributes', 'attributes, or their JSON', '"{"']],
    ],
    [
      'has JSON attributes, and the value of one attribute is an object',
      { ...item, attributes: '{"New Value":{}}' },
      [['result.0.attributes.New Value', textOrNull, 'an object of 0 keys']],
    ],
    ['has no attributes', item, [['result.0.attributes', columns, 'nothing']]],
    [
      'has only one of the columns old_value and new_value',
      { ...item, attributes: null, new_value: 'x' },
      [['result.0.attributes', columns, 'null']],
    ],
    [
      'is a Convert Lead without its owner',
      { ...item, activityTypeId: 21, primaryAttributeValue: undefined, attributes: [] },
      [['result.0.primaryAttributeValue', textOrNull, 'nothing']],
    ],
    [
      'is a Convert Lead without attributes',
      { ...item, activityTypeId: 21 },
      [['result.0.attributes', 'attributes, or the columns converted_status and send_notification_email', 'nothing']],
    ],
    [
      'has NaN as the value of an attribute',
      { ...item, attributes: [{ name: 'Source', value: NaN }] },
      [['result.0.attributes.0.value', textOrNull, 'NaN']],
    ],
  ])('gives an error for an item that %s', (_, bad, expected) => {
    expect(triples(activitiesFromMarketo(page(bad)).errors)).toEqual(expected)
  })

  test.each<readonly [string, unknown, Triples]>([
    ['a number as a field', { ...item, fields: [7] }, [['result.0.fields.0', 'an object: a changed field', '7']]],
    ['no fields', item, [['result.0.fields', 'an array of changed fields', 'nothing']]],
    [
      'a field without a name',
      { ...item, fields: [{ id: 50, newValue: 'x', oldValue: 'y' }] },
      [['result.0.fields.0.name', 'a string', 'nothing']],
    ],
    [
      'a field without its new value',
      { ...item, fields: [{ id: 50, name: 'site', oldValue: 'y' }] },
      [['result.0.fields.0.newValue', textOrNull, 'nothing']],
    ],
    [
      'a field twice',
      {
        ...item,
        fields: [
          { name: 'site', newValue: 'x', oldValue: 'y' },
          { name: 'site', newValue: 'z', oldValue: 'x' },
        ],
      },
      [['result.0.fields.1.name', 'each field only once', '"site"']],
    ],
    [
      'no attributes',
      { ...item, fields: [] },
      [['result.0.attributes', 'attributes, or the columns reason and source', 'nothing']],
    ],
  ])('gives an error for an item of lead changes if the item has %s', (_, bad, expected) => {
    expect(triples(leadChangesFromMarketo(page(bad)).errors)).toEqual(expected)
  })
})

const places = 'a list of records, one record, or an object with records, result, compositeResponse, results or graphs'

describe('an answer of Salesforce to a query', () => {
  test.each<readonly [string, unknown, Triples]>([
    ['is a string', 'busy', [['', places, '"busy"']]],
    ['is null', null, [['', places, 'null']]],
    ['is empty', {}, [['', places, 'an object of 0 keys']]],
    ['has other keys', { data: [], meta: {} }, [['', places, 'an object with the keys "data", "meta"']]],
    [
      'has many other keys',
      { a: 1, b: 2, c: 3, d: 4, e: 5, f: 6, g: 7 },
      [['', places, 'an object with the keys "a", "b", "c", "d", "e" and 2 more']],
    ],
    ['has null as records', { records: null }, [['records', 'a list of records', 'null']]],
    ['has a string as result', { status: 0, result: 'x' }, [['result', places, '"x"']]],
    ['has a part without a body', { compositeResponse: [7] }, [['compositeResponse.0.body', places, 'nothing']]],
    [
      'has an error in a part',
      { compositeResponse: [{ body: [{ errorCode: 'NOT_FOUND', message: 'gone' }], httpStatusCode: 404 }] },
      [['compositeResponse.0.body.0', 'the records of a query', '"NOT_FOUND gone"']],
    ],
    [
      'is the error of the command line',
      { status: 1, name: 'INVALID_FIELD', message: 'No such column' },
      [['', 'the records of a query', '"INVALID_FIELD No such column"']],
    ],
    [
      'is an error of the Bulk API',
      { exceptionCode: 'InvalidJob', exceptionMessage: 'no such job' },
      [['', 'the records of a query', '"InvalidJob no such job"']],
    ],
    ['has a number as nextRecordsUrl', { records: [], nextRecordsUrl: 7 }, [['nextRecordsUrl', 'a string', '7']]],
    [
      'is not done and has no nextRecordsUrl',
      { records: [], done: false },
      [['nextRecordsUrl', 'the URL of the next page, because done is false', 'nothing']],
    ],
    ['has a string as done', { records: [], done: 'no' }, [['done', 'true or false', '"no"']]],
  ])('gives an error and no records if the answer %s', (_, page, expected) => {
    const { errors, ...rest } = accountsFromQuery(page)
    expect(triples(errors)).toEqual(expected)
    expect(rest).toEqual({ records: [], leftOut: [], nextRecordsUrl: null })
  })
})
