import { emptyMarketo, lookupAccount, simulateAll, defaultSettings, shownFields } from 'marketo-account-sync'
import * as O from 'fp-ts/lib/Option.js'
import { describe, expect, test } from 'vitest'
import { committed, fromPubSub, pubSub } from './changes.js'
import {
  accountId,
  accountRecord,
  at,
  contactId,
  contactRecord,
  instant,
  marketoAfter,
  syncAccount,
  syncContact,
} from './world.js'

const before = instant('2023-10-01T00:00:00Z')
const stamp = instant('2023-10-04T18:35:13Z')

const acme = {
  Name: 'Acme',
  Industry: 'Electronics',
  Phone: '1',
  BillingStreet: '1 Main St',
  BillingCity: 'Austin',
  Renewal__c: '2023-01-01T00:00:00.000+0000',
  Founded__c: '2001-02-03',
}
const world = marketoAfter(syncAccount(accountRecord(1, before, acme)), syncContact(contactRecord(1, before, 1)))
const read = fromPubSub(world)

describe('an update over the Pub/Sub API', () => {
  test('sets what it says on top of the last synced fields', () => {
    const { deliveries, refetch, errors } = read(
      pubSub({}, { Industry: 'Biotechnology', LastModifiedDate: committed }),
    )
    expect(deliveries).toEqual([syncAccount(accountRecord(1, stamp, { ...acme, Industry: 'Biotechnology' }))])
    expect([refetch, errors]).toEqual([[], []])
  })

  test('a null is no change unless nulledFields names it', () => {
    const fields = { Name: null, Industry: null, Phone: null, Site: null, BillingAddress: null }
    const { deliveries } = read(pubSub({ nulledFields: ['Industry'] }, fields))
    expect(deliveries).toEqual([syncAccount(accountRecord(1, stamp, { ...acme, Industry: null }))])
  })

  test('a field that nulledFields names is blank even where the payload leaves it out', () => {
    expect(read(pubSub({ nulledFields: ['Industry', 'LastActivityDate'] })).deliveries).toEqual([
      syncAccount(accountRecord(1, stamp, { ...acme, Industry: null })),
    ])
  })

  test('ends a local edit, as any record does', () => {
    const edited = simulateAll(defaultSettings)([
      { _tag: 'EditAccountField', at, contactId: contactId(1), field: 'Phone' as never, value: '2' },
    ])(world)
    const { deliveries } = fromPubSub(edited)(pubSub({}, { Industry: 'Biotechnology' }))
    const after = simulateAll(defaultSettings)(deliveries)(edited)
    expect(O.map(shownFields)(lookupAccount(accountId(1))(after))).toEqual(
      O.some({ ...acme, Industry: 'Biotechnology' }),
    )
  })

  test('an address with one field changes that flat field alone', () => {
    const fields = { BillingAddress: { Street: null, City: 'San Francisco', State: null, Country: null } }
    expect(read(pubSub({ changedFields: ['BillingAddress.City'] }, fields)).deliveries).toEqual([
      syncAccount(accountRecord(1, stamp, { ...acme, BillingCity: 'San Francisco' })),
    ])
  })

  test('a part of an address is blank where nulledFields names it', () => {
    const fields = { BillingAddress: { Street: null, City: null } }
    expect(read(pubSub({ nulledFields: ['BillingAddress.Street'] }, fields)).deliveries).toEqual([
      syncAccount(accountRecord(1, stamp, { ...acme, BillingStreet: null })),
    ])
  })

  test('a whole address is blank where nulledFields names that', () => {
    const [delivery] = read(pubSub({ nulledFields: ['BillingAddress'] }, { BillingAddress: null })).deliveries
    expect(delivery).toMatchObject({ record: { fields: { BillingStreet: null, BillingCity: null, Name: 'Acme' } } })
  })

  test('a number in a field that holds a date is that date, in the form of REST', () => {
    const fields = { Renewal__c: committed, Founded__c: Date.UTC(2002, 3, 5) }
    expect(read(pubSub({}, fields)).deliveries).toEqual([
      syncAccount(
        accountRecord(1, stamp, { ...acme, Renewal__c: '2023-10-04T18:35:13.000+0000', Founded__c: '2002-04-05' }),
      ),
    ])
  })

  test('a number in a field that holds none yet is a date where the caller says so', () => {
    const dateFields = (name: string) => (name === 'Signed__c' ? ('date' as const) : undefined)
    const [known] = fromPubSub(world, { dateFields })(pubSub({}, { Signed__c: committed })).deliveries
    const [unknown] = read(pubSub({}, { Signed__c: committed })).deliveries
    expect(known).toMatchObject({ record: { fields: { Signed__c: '2023-10-04' } } })
    expect(unknown).toMatchObject({ record: { fields: { Signed__c: committed } } })
  })

  test.each([
    ['begins with none', 'due 2023-01-01'],
    ['ends with more', '2023-01-01 or so'],
    ['begins with no moment', 'at 2023-01-01T00:00:00.000+0000'],
    ['ends with more than a moment', '2023-01-01T00:00:00.000+00000'],
  ])('a number in a field whose text looks like a date and %s is no date', (_, text) => {
    const holding = marketoAfter(syncAccount(accountRecord(1, before, { Note__c: text })))
    expect(fromPubSub(holding)(pubSub({}, { Note__c: committed })).deliveries).toEqual([
      syncAccount(accountRecord(1, stamp, { Note__c: committed })),
    ])
  })

  test('a date field that is told true, a text that is no date, or nothing, has that', () => {
    const dateFields = () => 'datetime' as const
    const { deliveries } = fromPubSub(world, { dateFields })(
      pubSub({ nulledFields: ['Renewal__c'] }, { Founded__c: 'soon', Site: true }),
    )
    expect(deliveries).toEqual([
      syncAccount(accountRecord(1, stamp, { ...acme, Renewal__c: null, Founded__c: 'soon', Site: true })),
    ])
  })

  test('an address of shipping, or of billing, changes its own flat fields', () => {
    const fields = { ShippingAddress: { City: 'Reno' }, BillingAddress: { City: 'Waco' } }
    expect(read(pubSub({ nulledFields: ['ShippingAddress.Street'] }, fields)).deliveries).toEqual([
      syncAccount(
        accountRecord(1, stamp, { ...acme, ShippingStreet: null, ShippingCity: 'Reno', BillingCity: 'Waco' }),
      ),
    ])
  })

  test('true, false, and -0 as 0, are values; a key without a value is none', () => {
    const fields = { Active__c: true, Closed__c: false, Balance__c: -0, Industry: undefined }
    const [delivery] = read(pubSub({}, fields)).deliveries
    expect(delivery).toStrictEqual(
      syncAccount(accountRecord(1, stamp, { ...acme, Active__c: true, Closed__c: false, Balance__c: 0 })),
    )
  })

  test('several ids are several deliveries, each on top of its own account', () => {
    const two = marketoAfter(
      syncAccount(accountRecord(1, before, { Name: 'Acme' })),
      syncAccount(accountRecord(2, before, { Name: 'Bolt' })),
    )
    const { deliveries, refetch } = fromPubSub(two)(
      pubSub({ recordIds: [accountId(1), accountId(2), accountId(3)] }, { Site: 'HQ' }),
    )
    expect(deliveries).toEqual([
      syncAccount(accountRecord(1, stamp, { Name: 'Acme', Site: 'HQ' })),
      syncAccount(accountRecord(2, stamp, { Name: 'Bolt', Site: 'HQ' })),
    ])
    expect(refetch).toEqual([
      { _tag: 'ReadAccountsAgain', at, committedAt: stamp, ids: [accountId(3)], why: 'not held', fields: [] },
    ])
  })

  test.each([9_007_199_254_740_993n, '9007199254740993', 9_007_199_254_740_992, 1, {}, null])(
    'its commitNumber is not looked at: %s',
    (commitNumber) => {
      const first = pubSub({ commitNumber: '9007199254740995' }, { Industry: 'A' })
      const second = pubSub({ commitNumber }, { Industry: 'B' })
      expect(read(first, second).deliveries).toEqual([
        syncAccount(accountRecord(1, stamp, { ...acme, Industry: 'A' })),
        syncAccount(accountRecord(1, stamp, { ...acme, Industry: 'B' })),
      ])
    },
  )

  test.each([committed, BigInt(committed), String(committed)])(
    'its commitTimestamp is read as %s',
    (commitTimestamp) => {
      expect(read(pubSub({ commitTimestamp }, { Site: 'HQ' })).deliveries).toEqual([
        syncAccount(accountRecord(1, stamp, { ...acme, Site: 'HQ' })),
      ])
    },
  )

  test('a bigint in a field is its number, and one that no number can hold is an error', () => {
    expect(read(pubSub({}, { NumberOfEmployees: 7n })).deliveries).toEqual([
      syncAccount(accountRecord(1, stamp, { ...acme, NumberOfEmployees: 7 })),
    ])
    expect(read(pubSub({}, { NumberOfEmployees: 9_007_199_254_740_993n })).errors).toEqual([
      {
        path: '0.payload.NumberOfEmployees',
        expected: 'a string, a finite number, true, false or null',
        found: '9007199254740993',
      },
    ])
  })

  test('a text given as a difference has to be read', () => {
    const { deliveries, refetch } = read(
      pubSub({ diffFields: ['Description'] }, { Description: '--- \n+++ \n@@ -1 +1 @@', Site: 'HQ' }),
    )
    expect(deliveries).toEqual([])
    expect(refetch).toEqual([
      { _tag: 'ReadAccountsAgain', at, committedAt: stamp, ids: [accountId(1)], why: 'diff', fields: ['Description'] },
    ])
  })

  test.each([
    [{ Place__c: { Latitude: 1, Longitude: 2 } }, [], ['Place__c']],
    [{ BillingAddress: { city: 'Austin' } }, [], ['BillingAddress.city']],
    [{}, ['Place__c.Latitude'], ['Place__c.Latitude']],
  ])('a compound value whose fields are not known has to be read: %j, nulled %j', (fields, nulledFields, named) => {
    const { deliveries, refetch } = read(pubSub({ nulledFields }, fields))
    expect(deliveries).toEqual([])
    expect(refetch.map(({ why, fields: of }) => [why, of])).toEqual([['compound', named]])
  })
})

describe('the stamp of a change', () => {
  const stampOf = (changes: object, fields: object) =>
    read(pubSub({ ...changes }, { ...fields })).deliveries.map(({ record }) => record.systemModstamp)

  test('is LastModifiedDate, as milliseconds or as text', () => {
    const modified = instant('2023-10-04T18:35:11Z')
    expect(stampOf({}, { LastModifiedDate: Number(modified) })).toEqual([modified])
    expect(stampOf({}, { LastModifiedDate: '2023-10-04T18:35:11.000Z' })).toEqual([modified])
  })

  test('is SystemModstamp, should an event carry it', () => {
    expect(stampOf({}, { SystemModstamp: committed - 5_000, LastModifiedDate: committed })).toEqual([stamp - 5_000])
  })

  test('is when it was committed, cut to the second, where the event has neither', () => {
    expect(stampOf({ commitTimestamp: committed + 999 }, { LastModifiedDate: null })).toEqual([stamp])
  })

  test('that is no date is an error', () => {
    expect(read(pubSub({}, { LastModifiedDate: 'yesterday' })).errors.map(({ path }) => path)).toEqual([
      '0.payload.LastModifiedDate',
    ])
  })
})

describe('new and deleted accounts over the Pub/Sub API', () => {
  test('a new account has the nulls of its event as blanks', () => {
    const fields = { Name: 'Bolt', Industry: null, BillingAddress: null, LastModifiedDate: committed }
    const [delivery] = read(pubSub({ changeType: 'CREATE', recordIds: [accountId(2)] }, fields)).deliveries
    expect(delivery).toEqual(
      syncAccount(
        accountRecord(2, stamp, {
          Name: 'Bolt',
          Industry: null,
          BillingStreet: null,
          BillingCity: null,
          BillingState: null,
          BillingPostalCode: null,
          BillingCountry: null,
          BillingLatitude: null,
          BillingLongitude: null,
          BillingGeocodeAccuracy: null,
        }),
      ),
    )
  })

  test('a new account that is held already loses nothing by the nulls of its event', () => {
    expect(read(pubSub({ changeType: 'CREATE' }, { Name: 'Acme Inc', Industry: null })).deliveries).toEqual([
      syncAccount(accountRecord(1, stamp, { ...acme, Name: 'Acme Inc' })),
    ])
  })

  test('a deletion is a record with IsDeleted and the last synced fields, whatever nulls its event has', () => {
    expect(read(pubSub({ changeType: 'DELETE' }, { Name: null, BillingAddress: null })).deliveries).toEqual([
      syncAccount({ ...accountRecord(1, stamp, acme), isDeleted: true }),
    ])
  })

  test('a deletion of an account that is not held is remembered, so that no older record brings it back', () => {
    const { deliveries } = read(pubSub({ changeType: 'DELETE', recordIds: [accountId(2)] }))
    const after = simulateAll(defaultSettings)([
      ...deliveries,
      syncAccount(accountRecord(2, before, { Name: 'Bolt' })),
    ])(emptyMarketo)
    expect(O.map(({ isDeleted }: { isDeleted: boolean }) => isDeleted)(lookupAccount(accountId(2))(after))).toEqual(
      O.some(true),
    )
  })

  test('an undeletion is a record that is not deleted, with the fields that the event tells', () => {
    const { deliveries } = read(
      pubSub({ changeType: 'DELETE' }),
      pubSub({ changeType: 'UNDELETE', commitTimestamp: committed + 1_000 }, { Phone: '3', Industry: null }),
    )
    expect(deliveries[1]).toEqual(
      syncAccount(accountRecord(1, instant('2023-10-04T18:35:14Z'), { ...acme, Phone: '3' })),
    )
  })

  test.each(['CREATE', 'UNDELETE'])(
    'an event of type %s that tells nothing of an account not held has to be read',
    (changeType) => {
      const { deliveries, refetch } = read(pubSub({ changeType, recordIds: [accountId(2)] }, { Name: null }))
      expect([deliveries, refetch.map(({ why }) => why)]).toEqual([[], ['not held']])
    },
  )

  test('an update of a deleted account leaves it deleted', () => {
    const { deliveries } = read(pubSub({ changeType: 'DELETE' }), pubSub({}, { Phone: '3' }))
    expect(deliveries.map(({ record }) => record.isDeleted)).toEqual([true, true])
  })

  test('an update after the deletion of an account that was not held has to be read', () => {
    const { deliveries } = read(pubSub({ changeType: 'DELETE', recordIds: [accountId(2)] }))
    const after = simulateAll(defaultSettings)(deliveries)(emptyMarketo)
    expect(fromPubSub(after)(pubSub({ recordIds: [accountId(2)] }, { Phone: '3' })).refetch).toHaveLength(1)
  })
})

describe('what has to be read again', () => {
  test.each(['GAP_CREATE', 'GAP_UPDATE', 'GAP_DELETE', 'GAP_UNDELETE'])('%s: its records, for a gap', (changeType) => {
    const changes = read(pubSub({ changeType, recordIds: [accountId(1), accountId(2)] }, { Name: null }))
    expect(changes).toEqual({
      deliveries: [],
      errors: [],
      refetch: [
        {
          _tag: 'ReadAccountsAgain',
          at,
          committedAt: stamp,
          ids: [accountId(1), accountId(2)],
          why: 'gap',
          fields: [],
        },
      ],
    })
  })

  test('an overflow: every account, whatever id it names', () => {
    const { refetch, errors } = read(pubSub({ changeType: 'GAP_OVERFLOW', recordIds: ['000000000000000AAA'] }))
    expect([refetch.map(({ ids, why }) => [ids, why]), errors]).toEqual([[['every', 'overflow']], []])
  })

  test.each(['UPDATE', 'CREATE', 'DELETE', 'GAP_UPDATE'])(
    'a wildcard in an event of type %s: every one',
    (changeType) => {
      const accounts = read(pubSub({ changeType, recordIds: ['001*'] }, { Name: 'Acme' }))
      const contacts = read(pubSub({ changeType, entityName: 'Contact', recordIds: ['003*'] }))
      expect([accounts.deliveries, accounts.errors, contacts.deliveries, contacts.errors]).toEqual([[], [], [], []])
      expect([...accounts.refetch, ...contacts.refetch].map(({ _tag, ids, why }) => [_tag, ids, why])).toEqual([
        ['ReadAccountsAgain', 'every', 'wildcard'],
        ['ReadContactsAgain', 'every', 'wildcard'],
      ])
    },
  )

  test('after a gap, the batch completes nothing from what was held before it', () => {
    const { deliveries, refetch } = read(pubSub({ changeType: 'GAP_UPDATE' }), pubSub({}, { Phone: '3' }))
    expect(deliveries).toEqual([])
    expect(refetch.map(({ why }) => why)).toEqual(['gap', 'not held'])
  })

  test('after a gap of one account, the batch completes the others from what was held', () => {
    const two = marketoAfter(
      syncAccount(accountRecord(1, before, { Name: 'Acme' })),
      syncAccount(accountRecord(2, before, { Name: 'Bolt' })),
    )
    const { deliveries } = fromPubSub(two)(
      pubSub({ changeType: 'GAP_UPDATE', recordIds: [accountId(2)] }),
      pubSub({}, { Phone: '3' }),
    )
    expect(deliveries).toEqual([syncAccount(accountRecord(1, stamp, { Name: 'Acme', Phone: '3' }))])
  })

  test('after a wildcard, neither; a record that is whole by itself is delivered all the same', () => {
    const { deliveries, refetch } = read(
      pubSub({ recordIds: ['001*'] }),
      pubSub({}, { Phone: '3' }),
      pubSub({ changeType: 'UNDELETE' }, { Name: 'Acme' }),
      pubSub({}, { Phone: '4' }),
    )
    expect(refetch.map(({ why }) => why)).toEqual(['wildcard', 'not held'])
    expect(deliveries.map(({ record }) => record)).toEqual([
      accountRecord(1, stamp, { Name: 'Acme' }),
      accountRecord(1, stamp, { Name: 'Acme', Phone: '4' }),
    ])
  })
})

test('after a wildcard, the batch takes nothing for granted of what it brought itself', () => {
  const { refetch } = read(pubSub({}, { Phone: '3' }), pubSub({ recordIds: ['001*'] }), pubSub({}, { Phone: '4' }))
  expect(refetch.map(({ why }) => why)).toEqual(['wildcard', 'not held'])
})

describe('several events of one record in a batch', () => {
  test('each is completed from what those before it left', () => {
    const { deliveries } = read(pubSub({}, { Phone: '3' }), pubSub({}, { Industry: 'Biotechnology' }))
    expect(deliveries[1]).toEqual(
      syncAccount(accountRecord(1, stamp, { ...acme, Phone: '3', Industry: 'Biotechnology' })),
    )
  })

  test('a late one is delivered as late, and leaves no trace in those after it', () => {
    const late = pubSub({ commitTimestamp: Number(before) - 5_000 }, { Phone: 'old' })
    const { deliveries } = read(late, pubSub({}, { Industry: 'Biotechnology' }))
    expect(deliveries[1]).toEqual(syncAccount(accountRecord(1, stamp, { ...acme, Industry: 'Biotechnology' })))
  })
})

describe('contacts over the Pub/Sub API', () => {
  const contact = (changes: object, fields: object = {}) =>
    pubSub({ entityName: 'Contact', recordIds: [contactId(1)], ...changes }, { ...fields })

  test.each([
    ['moves to the account that the event names', {}, { AccountId: accountId(2) }, 2, false],
    [
      'stays in its account where the event does not name one',
      {},
      { AccountId: null, Name: { LastName: 'A' } },
      1,
      false,
    ],
    [
      'is private where nulledFields names its account',
      { nulledFields: ['AccountId'] },
      { AccountId: null },
      null,
      false,
    ],
    ['is private where its account is an empty text', {}, { AccountId: '' }, null, false],
    ['is deleted', { changeType: 'DELETE' }, { AccountId: null }, 1, true],
  ])('a contact that is held %s', (_, changes, fields, account, isDeleted) => {
    expect(read(contact(changes, fields)).deliveries).toEqual([
      syncContact(contactRecord(1, stamp, account, isDeleted)),
    ])
  })

  test('one that is not held has to be read, unless it is new, deleted, or the event names its account', () => {
    const unheld = fromPubSub()
    expect(unheld(contact({}, { Name: { LastName: 'A' } })).refetch).toEqual([
      { _tag: 'ReadContactsAgain', at, committedAt: stamp, ids: [contactId(1)], why: 'not held', fields: [] },
    ])
    expect(unheld(contact({ changeType: 'CREATE' }, { AccountId: null })).deliveries).toEqual([
      syncContact(contactRecord(1, stamp, null)),
    ])
    expect(unheld(contact({ changeType: 'DELETE' })).deliveries).toEqual([
      syncContact(contactRecord(1, stamp, null, true)),
    ])
    expect(unheld(contact({}, { AccountId: accountId(2) })).deliveries).toEqual([
      syncContact(contactRecord(1, stamp, 2)),
    ])
  })

  test('one undeleted is in the account it was in, and has to be read where none is known', () => {
    expect(read(contact({ changeType: 'DELETE' }), contact({ changeType: 'UNDELETE' })).deliveries[1]).toEqual(
      syncContact(contactRecord(1, stamp, 1)),
    )
    const forgotten = fromPubSub()(contact({ changeType: 'DELETE' }), contact({ changeType: 'UNDELETE' }))
    expect(forgotten.refetch).toHaveLength(1)
  })

  test('one that is held as private stays so where the event says nothing of its account', () => {
    const alone = fromPubSub(marketoAfter(syncContact(contactRecord(1, before, null))))
    expect(alone(contact({}, { Name: { LastName: 'A' } })).deliveries).toEqual([
      syncContact(contactRecord(1, stamp, null)),
    ])
  })

  test('one that only a conversion has told of is completed from that', () => {
    const converted = {
      account: () => O.none,
      contact: () =>
        O.some({ _tag: 'LiveContact' as const, id: contactId(1), accountId: accountId(5), appliedAtStamp: [] }),
    }
    const silent = contact({}, { Name: { LastName: 'A' } })
    const { deliveries } = fromPubSub(emptyMarketo, converted)(silent, contact({}, { AccountId: accountId(2) }), silent)
    expect(deliveries).toEqual([5, 2, 2].map((account) => syncContact(contactRecord(1, stamp, account))))
  })

  test('one that is held as deleted stays so by an update, and is back in its account when undeleted', () => {
    const gone = fromPubSub(
      marketoAfter(
        syncAccount(accountRecord(1, before, { Name: 'Acme' })),
        syncContact(contactRecord(1, before, null)),
        syncContact(contactRecord(1, before, 1, true)),
      ),
    )
    expect(gone(contact({})).deliveries).toEqual([syncContact(contactRecord(1, stamp, 1, true))])
    expect(gone(contact({ changeType: 'UNDELETE' })).deliveries).toEqual([syncContact(contactRecord(1, stamp, 1))])
  })

  test('an account of theirs that is no account is an error', () => {
    expect(read(contact({}, { AccountId: contactId(2) })).errors.map(({ path }) => path)).toEqual([
      '0.payload.AccountId',
    ])
  })
})

describe('bad events', () => {
  test.each([
    ['nothing of an event', {}, '1.payload'],
    ['no header', { payload: {} }, '1.payload.ChangeEventHeader'],
    ['another object', pubSub({ entityName: 'Lead' }), '1.payload.ChangeEventHeader.entityName'],
    ['another type', pubSub({ changeType: 'MERGE' }), '1.payload.ChangeEventHeader.changeType'],
    ['no ids', pubSub({ recordIds: [] }), '1.payload.ChangeEventHeader.recordIds'],
    ['an id of another object', pubSub({ recordIds: [contactId(1)] }), '1.payload.ChangeEventHeader.recordIds.0'],
    ['the wildcard of another object', pubSub({ recordIds: ['003*'] }), '1.payload.ChangeEventHeader.recordIds.0'],
    ['bitmaps', pubSub({ nulledFields: ['0x400000'] }), '1.payload.ChangeEventHeader.nulledFields.0'],
    ['no time', pubSub({ commitTimestamp: null }), '1.payload.ChangeEventHeader.commitTimestamp'],
    ['a key that is no field', pubSub({}, { 'Account Name': 'Acme' }), '1.payload.Account Name'],
    ['an infinite number', pubSub({}, { AnnualRevenue: Infinity }), '1.payload.AnnualRevenue'],
  ])('%s is an error with its path, and the events around it stand', (_, bad, path) => {
    const good = pubSub({}, { Site: 'HQ' })
    const { deliveries, refetch, errors } = read(good, bad, good)
    expect(errors.map((error) => error.path)).toEqual([path])
    expect(deliveries).toHaveLength(2)
    expect(refetch).toEqual([])
  })
})
