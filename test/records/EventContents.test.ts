// Tests the decoding of the fields of a change event, with and without a describe result. Also tests events that contradict
// themselves.
import type { ChangeContext } from 'marketo-account-sync/records'
import { describe, expect, test } from 'vitest'
import { accountIn } from '../helpers/observe.js'
import { nthAccountId, nthContactId, syncAccount, syncContact, utc } from '../helpers/values.js'
import { marketoAfter, nthAccountRecord, nthContactRecord, runFrom } from './builders.js'
import { cometd, committed, fromCometd, fromPubSub, pubSub } from './changes.js'
import { accountSchema, contactSchema } from './describes.js'

const before = utc('2023-10-01T00:00:00Z')
const stamp = utc('2023-10-04T18:35:13Z')
const held = { Name: 'Brook Ltd', Industry: 'Retail', BillingStreet: '1 Quay', BillingStateCode: '03' }
const marketo = marketoAfter(
  syncAccount(nthAccountRecord(1, before, held)),
  syncContact(nthContactRecord(1, before, 1)),
)
const brookWith = (fields: Parameters<typeof nthAccountRecord>[2]) =>
  syncAccount(nthAccountRecord(1, stamp, { ...held, ...fields }))
const withSchema: Partial<ChangeContext> = { schema: accountSchema }
const fieldsIn = (delivery: unknown) => (delivery as { readonly record: { readonly fields: object } }).record.fields

/** The parts of an address in a message of the Pub/Sub API. All parts are null here. */
const noAddress = Object.fromEntries(
  [
    ...['Street', 'City', 'State', 'PostalCode', 'Country', 'StateCode', 'CountryCode'],
    ...['Latitude', 'Longitude', 'Xyz', 'GeocodeAccuracy'],
  ].map((part) => [part, null]),
)

describe('a change event', () => {
  test.each<readonly [string, object, object, string]>([
    [
      'Industry is in changedFields and null, but not in nulledFields',
      { changedFields: ['Industry'] },
      { Industry: null },
      'Industry',
    ],
    ['Industry is in changedFields, but has no value', { changedFields: ['Industry'] }, {}, 'Industry'],
    [
      'BillingAddress.Street is in changedFields and null, but not in nulledFields',
      { changedFields: ['LastModifiedDate', 'BillingAddress.Street'] },
      { BillingAddress: noAddress },
      'BillingAddress.Street',
    ],
    [
      'BillingAddress is in changedFields and null, but not in nulledFields',
      { changedFields: ['BillingAddress'] },
      { BillingAddress: null },
      'BillingAddress',
    ],
    [
      'BillingAddress is in changedFields, and BillingAddress.City is null, but not in nulledFields',
      { changedFields: ['BillingAddress'] },
      { BillingAddress: { Street: '2 Quay', City: null } },
      'BillingAddress',
    ],
    [
      'Industry is in nulledFields, but is not null',
      { nulledFields: ['Industry'] },
      { Industry: 'Energy' },
      'Industry',
    ],
    [
      'BillingAddress.Street is in nulledFields, but is not null',
      { nulledFields: ['BillingAddress.Street'] },
      { BillingAddress: { Street: '2 Quay' } },
      'BillingAddress.Street',
    ],
  ])('requires a refetch of the record if %s', (_, header, fields, name) => {
    for (const more of [{}, withSchema]) {
      const { deliveries, refetch, errors } = fromPubSub(marketo, more)(pubSub({ ...header }, { ...fields }))
      expect([deliveries, errors]).toEqual([[], []])
      expect(refetch.map(({ reason, fields: names }) => [reason, names])).toEqual([['contradiction', [name]]])
    }
  })

  test.each<readonly [string, object, object]>([
    ['Industry is in changedFields and has a value', { changedFields: ['Industry'] }, { Industry: 'Energy' }],
    [
      'Industry is in changedFields and in nulledFields',
      { changedFields: ['Industry'], nulledFields: ['Industry'] },
      { Industry: null },
    ],
    [
      'BillingAddress.Street is in changedFields, and BillingAddress is in nulledFields',
      { changedFields: ['BillingAddress.Street'], nulledFields: ['BillingAddress'] },
      { BillingAddress: null },
    ],
    [
      'BillingAddress.City is in changedFields and has a value',
      { changedFields: ['BillingAddress.City'] },
      { BillingAddress: { ...noAddress, City: 'Bergen' } },
    ],
    [
      'changedFields lists "LastViewedDate", which is not a field',
      { changedFields: ['LastModifiedById', 'LastViewedDate'] },
      { LastModifiedById: null },
    ],
    [
      'changedFields lists "BillingAddress.Xyz", which is not a field',
      { changedFields: ['BillingAddress.Xyz'] },
      { BillingAddress: noAddress },
    ],
  ])('is delivered if %s', (_, header, fields) => {
    for (const more of [{}, withSchema])
      expect(fromPubSub(marketo, more)(pubSub({ ...header }, { ...fields })).deliveries).toHaveLength(1)
  })

  test('requires a refetch over CometD if a changed field is missing, but not if a changed field is null', () => {
    const changes = fromCometd(marketo)
    expect(changes(cometd({ changedFields: ['Industry'] }, { Industry: null })).deliveries).toEqual([
      brookWith({ Industry: null }),
    ])
    expect(changes(cometd({ changedFields: ['Industry', 'BillingAddress.City'] }, {})).refetch).toMatchObject([
      { reason: 'contradiction', fields: ['Industry', 'BillingAddress.City'] },
    ])
    expect(
      changes(cometd({ changedFields: ['BillingAddress.City'] }, { BillingAddress: { Street: 'x' } })).refetch,
    ).toMatchObject([{ reason: 'contradiction', fields: ['BillingAddress.City'] }])
  })

  test('requires a refetch of the contact if AccountId is in nulledFields, but has a value', () => {
    const contact = (header: object, fields: object) =>
      fromPubSub(marketo)(pubSub({ entityName: 'Contact', recordIds: [nthContactId(1)], ...header }, { ...fields }))
    for (const { refetch } of [
      contact({ changedFields: ['AccountId'] }, { AccountId: null }),
      contact({ nulledFields: ['AccountId'] }, { AccountId: nthAccountId(2) }),
    ])
      expect(refetch).toMatchObject([{ _tag: 'RefetchContacts', reason: 'contradiction', fields: ['AccountId'] }])
  })
})

describe('a string in the diff format of change events', () => {
  const text = '--- \n+++ \n@@ -1,1 +1,1 @@\n-a\n+b'

  test('requires a refetch even if diffFields does not contain the name of the field', () => {
    expect(fromPubSub(marketo)(pubSub({}, { Description: text })).refetch).toMatchObject([
      { reason: 'diff', fields: ['Description'] },
    ])
  })

  test('has three marks, and a string with fewer marks is an ordinary value', () => {
    for (const Description of ['--- a list', 'a\n+++ b\n@@ c', '---\n+++'])
      expect(fromPubSub(marketo)(pubSub({}, { Description })).deliveries).toEqual([brookWith({ Description })])
  })
})

describe('the parts of an address in a change event', () => {
  const create = { changeType: 'CREATE', recordIds: [nthAccountId(2)] }
  const address = { ...noAddress, Street: '4 Mill', City: 'Oslo' }
  const flat = {
    BillingStreet: '4 Mill',
    BillingCity: 'Oslo',
    BillingState: null,
    BillingPostalCode: null,
    BillingCountry: null,
    BillingLatitude: null,
    BillingLongitude: null,
    BillingGeocodeAccuracy: null,
  }

  test('come from a fixed list, and no other part becomes a field', () => {
    const { deliveries } = fromPubSub()(pubSub(create, { Name: 'Mill AS', BillingAddress: address }))
    expect(fieldsIn(deliveries[0])).toEqual({ Name: 'Mill AS', ...flat })
  })

  test('include StateCode if the event sets or blanks StateCode, although many orgs do not have this part', () => {
    const codes = { ...address, StateCode: '03' }
    const header = { ...create, nulledFields: ['BillingAddress.CountryCode'] }
    const { deliveries } = fromPubSub()(pubSub(header, { Name: 'Mill AS', BillingAddress: codes }))
    expect(fieldsIn(deliveries[0])).toMatchObject({ BillingStateCode: '03', BillingCountryCode: null })
    const overCometd = cometd(create, { Name: 'Mill AS', BillingAddress: { StateCode: null } })
    expect(fieldsIn(fromCometd()(overCometd).deliveries[0])).toEqual({ Name: 'Mill AS', BillingStateCode: null })
  })

  test('come from the describe if the caller gives a describe', () => {
    const { deliveries } = fromPubSub(
      undefined,
      withSchema,
    )(pubSub(create, { Name: 'Mill AS', BillingAddress: address }))
    expect(fieldsIn(deliveries[0])).toMatchObject(flat)
    expect(fieldsIn(deliveries[0])).not.toHaveProperty('BillingStateCode')
    expect(fieldsIn(deliveries[0])).not.toHaveProperty('BillingXyz')
  })

  test('are blank if the address is blank, even the parts that many orgs lack', () => {
    const blank = pubSub({ nulledFields: ['BillingAddress', 'ShippingAddress'] })
    const fields = fieldsIn(fromPubSub(marketo)(blank).deliveries[0])
    expect(fields).toMatchObject({ BillingStreet: null, BillingStateCode: null, ShippingCity: null })
    expect(fields).not.toHaveProperty('BillingCountryCode')
    expect(fields).not.toHaveProperty('ShippingStateCode')
    expect(fieldsIn(fromCometd(marketo)(cometd({}, { BillingAddress: null })).deliveries[0])).toMatchObject({
      BillingStreet: null,
      BillingStateCode: null,
    })
  })

  test('require a describe or a refetch if the address or geolocation is custom', () => {
    const event = pubSub(
      { nulledFields: ['Depot__c.Street'] },
      { Depot__c: { Street: null, City: 'Oslo', Country: 'x' }, Place__c: { Latitude: 59.9, Longitude: 10.75 } },
    )
    expect(fromPubSub(marketo)(event).refetch).toMatchObject([
      { reason: 'compound', fields: ['Depot__c.Street', 'Depot__c', 'Place__c'] },
    ])
    const { Name, Industry, BillingStreet, BillingStateCode } = held
    expect(fieldsIn(fromPubSub(marketo, withSchema)(event).deliveries[0])).toEqual({
      ...{ Name, Industry, BillingStreet, BillingStateCode },
      Depot__Street__s: null,
      Depot__City__s: 'Oslo',
      Place__Latitude__s: 59.9,
      Place__Longitude__s: 10.75,
    })
  })

  test('are not confused with the parts of a compound Name', () => {
    for (const event of [pubSub({}, { Name: { LastName: 'Ek' } }), pubSub({ nulledFields: ['Name.FirstName'] })])
      expect(fromPubSub(marketo, withSchema)(event).refetch).toMatchObject([{ reason: 'compound' }])
  })
})

describe('a change event that is read with a describe', () => {
  const changes = fromPubSub(marketo, withSchema)

  test('sets the latitude and the longitude to blank if a custom geolocation is blank', () => {
    const event = pubSub({ nulledFields: ['Place__c'] }, { Place__c: null })
    expect(fieldsIn(changes(event).deliveries[0])).toMatchObject({
      Place__Latitude__s: null,
      Place__Longitude__s: null,
    })
  })

  test('sets only fields that the describe contains', () => {
    const { deliveries, leftOut } = changes(
      pubSub({ nulledFields: ['Secret__c', 'Secret__c.Part'] }, { Phone: '1', Fax: '2', Owner: null, Partner__r: {} }),
    )
    expect(deliveries).toEqual([brookWith({ Phone: '1' })])
    expect(leftOut).toEqual([{ key: 'Fax', rows: 1 }])
  })

  test('gives dates, numbers and booleans the same format as the REST API', () => {
    const fields = {
      Renewal__c: committed,
      Founded__c: Date.UTC(2001, 1, 3),
      NumberOfEmployees: 40n,
      AnnualRevenue: '1250.0',
      Is_Active__c: 'true',
    }
    expect(changes(pubSub({}, fields)).deliveries).toEqual([
      brookWith({
        Renewal__c: '2023-10-04T18:35:13.000+0000',
        Founded__c: '2001-02-03',
        NumberOfEmployees: 40,
        AnnualRevenue: 1250,
        Is_Active__c: true,
      }),
    ])
  })

  test('keeps a string that looks like a date if the field is a text field', () => {
    const known = marketoAfter(syncAccount(nthAccountRecord(1, before, { Description: '2020-01-01' })))
    const event = pubSub({}, { Description: '2021-01-02T03:04:05Z' })
    expect(fieldsIn(fromPubSub(known, withSchema)(event).deliveries[0])).toEqual({
      Description: '2021-01-02T03:04:05Z',
    })
    expect(fieldsIn(fromPubSub(known)(event).deliveries[0])).toEqual({ Description: '2021-01-02' })
  })

  test('gives an error for a value of the wrong type', () => {
    expect(changes(pubSub({}, { Is_Active__c: 2, Renewal__c: 'soon' })).errors.map(({ path }) => path)).toEqual([
      '0.payload.Is_Active__c',
      '0.payload.Renewal__c',
    ])
  })

  const created = { changeType: 'CREATE', recordIds: [nthAccountId(2)] }

  test('blanks the missing fields of a new account, except calculated fields and checkboxes', () => {
    const { deliveries } = fromCometd(undefined, withSchema)(cometd(created, { Name: 'Mill AS', Is_Active__c: false }))
    const fields = fieldsIn(deliveries[0])
    expect(fields).toMatchObject({
      Name: 'Mill AS',
      Is_Active__c: false,
      Industry: null,
      BillingCity: null,
      Renewal__c: null,
    })
    for (const name of ['Owner_Region__c', 'Open_Deals__c', 'PhotoUrl', 'BillingAddress', 'Place__c', 'Id', 'Owner'])
      expect(fields).not.toHaveProperty(name)
    const withoutCheckbox = fromCometd(undefined, withSchema)(cometd(created, { Name: 'Mill AS' }))
    expect(fieldsIn(withoutCheckbox.deliveries[0])).not.toHaveProperty('Is_Active__c')
  })

  test('keeps the known values of missing fields if the event undeletes an account', () => {
    const { deliveries } = fromCometd(marketo, withSchema)(cometd({ changeType: 'UNDELETE' }, { Name: 'Brook AS' }))
    expect(fieldsIn(deliveries[0])).toMatchObject({ ...held, Name: 'Brook AS', Phone: null })
  })

  test('does not blank missing fields if the event updates an account', () => {
    expect(changes(pubSub({}, { Phone: '1' })).deliveries).toEqual([brookWith({ Phone: '1' })])
  })

  test('ignores the describe of Account and rejects the describe of Contact if the event is about a contact', () => {
    const contact = pubSub({ entityName: 'Contact', recordIds: [nthContactId(1)] }, { AccountId: nthAccountId(2) })
    expect(changes(contact).deliveries).toHaveLength(1)
    expect(fromPubSub(marketo, { schema: contactSchema })(contact)).toEqual({
      deliveries: [],
      refetch: [],
      other: [],
      leftOut: [],
      errors: [{ path: 'schema', expected: 'the schema of Account', found: '"Contact"' }],
    })
  })
})

describe('an account that change events delete and undelete', () => {
  const modified = committed - 86_400_000
  const events = [
    { changeType: 'DELETE', commitTimestamp: committed + 700 },
    { changeType: 'UNDELETE', commitTimestamp: committed + 900 },
  ] as const

  test.each([{}, { LastModifiedDate: modified }, { SystemModstamp: modified }])(
    'is not deleted at the end, even if the times in the UNDELETE event are %j',
    (old) => {
      const [deletion, undeletion] = fromPubSub(marketo)(
        pubSub(events[0]),
        pubSub(events[1], { Name: 'Brook Ltd', ...old }),
      ).deliveries
      expect([deletion, undeletion].map((delivery) => delivery?.record.systemModstamp)).toEqual([stamp, stamp])
      const after = runFrom(marketo, ...[deletion, undeletion].flatMap((delivery) => delivery ?? []))
      expect(accountIn(after, nthAccountId(1))?.isDeleted).toBe(false)
    },
  )

  test('gets its SystemModstamp from the LastModifiedDate of the UNDELETE event if this date is later than the deletion', () => {
    const later = committed + 60_000
    const { deliveries } = fromPubSub(marketo)(pubSub(events[1], { Name: 'Brook Ltd', LastModifiedDate: later }))
    expect(deliveries.map(({ record }) => record.systemModstamp)).toEqual([later])
  })

  test('gives an error if the UNDELETE event has an invalid LastModifiedDate', () => {
    const { errors } = fromPubSub(marketo)(pubSub(events[1], { LastModifiedDate: 'then' }))
    expect(errors.map(({ path }) => path)).toEqual(['0.payload.LastModifiedDate'])
  })
})

test('the DELETE event of a merged account can name the account that it was merged into', () => {
  const deletion = (MasterRecordId: unknown) =>
    fromPubSub(marketo)(pubSub({ changeType: 'DELETE' }, { MasterRecordId }))
  const deleted = { ...nthAccountRecord(1, stamp, held), isDeleted: true }
  expect(deletion(nthAccountId(2)).deliveries).toEqual([syncAccount({ ...deleted, masterRecordId: nthAccountId(2) })])
  for (const nothing of [null, undefined, 7]) expect(deletion(nothing).deliveries).toStrictEqual([syncAccount(deleted)])
})
