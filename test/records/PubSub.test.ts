import * as O from 'fp-ts/lib/Option.js'
import type { LiveContact } from 'marketo-account-sync'
import { emptyMarketo } from 'marketo-account-sync'
import { describe, expect, test } from 'vitest'
import { accountIn, shownIn } from '../helpers/observe.js'
import { at, editThrough, nthAccountId, nthContactId, syncAccount, syncContact, utc } from '../helpers/values.js'
import { marketoAfter, nthAccountRecord, nthContactRecord, runFrom } from './builders.js'
import { committed, fromPubSub, pubSub } from './changes.js'

const before = utc('2023-10-01T00:00:00Z')
const stamp = utc('2023-10-04T18:35:13Z')

const acme = {
  Name: 'Acme',
  Industry: 'Electronics',
  Phone: '1',
  BillingStreet: '1 Main St',
  BillingCity: 'Austin',
  Renewal__c: '2023-01-01T00:00:00.000+0000',
  Founded__c: '2001-02-03',
}
const marketo = marketoAfter(
  syncAccount(nthAccountRecord(1, before, acme)),
  syncContact(nthContactRecord(1, before, 1)),
)
const twoAccounts = marketoAfter(
  syncAccount(nthAccountRecord(1, before, { Name: 'Acme' })),
  syncAccount(nthAccountRecord(2, before, { Name: 'Bolt' })),
)
const changes = fromPubSub(marketo)

/** A delivery of the first account. The given fields have the given values, and all other fields have their old values. */
const acmeWith = (fields: Parameters<typeof nthAccountRecord>[2]) =>
  syncAccount(nthAccountRecord(1, stamp, { ...acme, ...fields }))

describe('an UPDATE over the Pub/Sub API', () => {
  test('changes the fields that it sets and keeps the other synced fields', () => {
    const { deliveries, refetch, errors } = changes(
      pubSub({}, { Industry: 'Biotechnology', LastModifiedDate: committed }),
    )
    expect(deliveries).toEqual([acmeWith({ Industry: 'Biotechnology' })])
    expect([refetch, errors]).toEqual([[], []])
  })

  test('blanks a null field only if nulledFields names the field', () => {
    const fields = { Name: null, Industry: null, Phone: null, Site: null, BillingAddress: null }
    expect(changes(pubSub({ nulledFields: ['Industry'] }, fields)).deliveries).toEqual([acmeWith({ Industry: null })])
  })

  test('blanks a field in nulledFields, even if the payload does not contain the field', () => {
    expect(changes(pubSub({ nulledFields: ['Industry', 'LastActivityDate'] })).deliveries).toEqual([
      acmeWith({ Industry: null }),
    ])
  })

  test('ends a local edit, as a record does', () => {
    const edited = runFrom(marketo, editThrough(nthContactId(1), 'Phone', '2'))
    const { deliveries } = fromPubSub(edited)(pubSub({}, { Industry: 'Biotechnology' }))
    expect(shownIn(runFrom(edited, ...deliveries), nthAccountId(1))).toEqual({ ...acme, Industry: 'Biotechnology' })
  })

  test('changes a single field if the event contains one part of an address', () => {
    const fields = { BillingAddress: { Street: null, City: 'San Francisco', State: null, Country: null } }
    expect(changes(pubSub({ changedFields: ['BillingAddress.City'] }, fields)).deliveries).toEqual([
      acmeWith({ BillingCity: 'San Francisco' }),
    ])
  })

  test('blanks a part of an address if nulledFields names this part', () => {
    const fields = { BillingAddress: { Street: null, City: null } }
    expect(changes(pubSub({ nulledFields: ['BillingAddress.Street'] }, fields)).deliveries).toEqual([
      acmeWith({ BillingStreet: null }),
    ])
  })

  test('blanks a whole address if nulledFields names the address', () => {
    const [delivery] = changes(pubSub({ nulledFields: ['BillingAddress'] }, { BillingAddress: null })).deliveries
    expect(delivery).toMatchObject({ record: { fields: { BillingStreet: null, BillingCity: null, Name: 'Acme' } } })
  })

  test('changes BillingCity for a BillingAddress, and ShippingCity for a ShippingAddress', () => {
    const fields = { ShippingAddress: { City: 'Reno' }, BillingAddress: { City: 'Waco' } }
    expect(changes(pubSub({ nulledFields: ['ShippingAddress.Street'] }, fields)).deliveries).toEqual([
      acmeWith({ ShippingStreet: null, ShippingCity: 'Reno', BillingCity: 'Waco' }),
    ])
  })

  test('turns a number into a date in the format of the REST API if the known value of the field is a date', () => {
    const fields = { Renewal__c: committed, Founded__c: Date.UTC(2002, 3, 5) }
    expect(changes(pubSub({}, fields)).deliveries).toEqual([
      acmeWith({ Renewal__c: '2023-10-04T18:35:13.000+0000', Founded__c: '2002-04-05' }),
    ])
  })

  test('does not turn a number into a date if the field has no known value', () => {
    expect(changes(pubSub({}, { Signed__c: committed })).deliveries).toEqual([acmeWith({ Signed__c: committed })])
  })

  test.each(['due 2023-01-01', '2023-01-01 or so', 'at 2023-01-01T00:00:00.000+0000', '2023-01-01T00:00:00.000+00000'])(
    'does not turn a number into a date if the known value is the text %j',
    (text) => {
      const withNote = marketoAfter(syncAccount(nthAccountRecord(1, before, { Note__c: text })))
      expect(fromPubSub(withNote)(pubSub({}, { Note__c: committed })).deliveries).toEqual([
        syncAccount(nthAccountRecord(1, stamp, { Note__c: committed })),
      ])
    },
  )

  test('keeps "soon" as a string, even if the field contained a date before', () => {
    const { deliveries } = changes(pubSub({ nulledFields: ['Renewal__c'] }, { Founded__c: 'soon', Site: true }))
    expect(deliveries).toEqual([acmeWith({ Renewal__c: null, Founded__c: 'soon', Site: true })])
  })

  test('accepts booleans, turns -0 into 0, and ignores a key that is undefined', () => {
    const fields = { Is_Active__c: true, Closed__c: false, Balance__c: -0, Industry: undefined }
    const [delivery] = changes(pubSub({}, fields)).deliveries
    expect(delivery).toStrictEqual(acmeWith({ Is_Active__c: true, Closed__c: false, Balance__c: 0 }))
  })

  test('accepts a bigint that fits into a number, and rejects any other bigint', () => {
    expect(changes(pubSub({}, { NumberOfEmployees: 7n })).deliveries).toEqual([acmeWith({ NumberOfEmployees: 7 })])
    expect(changes(pubSub({}, { NumberOfEmployees: 9_007_199_254_740_993n })).errors).toEqual([
      {
        path: '0.payload.NumberOfEmployees',
        expected: 'a string, a finite number, true, false or null',
        found: '9007199254740993',
      },
    ])
  })

  test('gives a delivery for each known record and a refetch for each unknown record', () => {
    const { deliveries, refetch } = fromPubSub(twoAccounts)(
      pubSub({ recordIds: [nthAccountId(1), nthAccountId(2), nthAccountId(3)] }, { Site: 'HQ' }),
    )
    expect(deliveries).toEqual([
      syncAccount(nthAccountRecord(1, stamp, { Name: 'Acme', Site: 'HQ' })),
      syncAccount(nthAccountRecord(2, stamp, { Name: 'Bolt', Site: 'HQ' })),
    ])
    expect(refetch).toEqual([
      {
        _tag: 'RefetchAccounts',
        at,
        committedAt: stamp,
        ids: [nthAccountId(3)],
        reason: 'unknown record',
        fields: [],
      },
    ])
  })

  test.each([9_007_199_254_740_993n, '9007199254740993', 9_007_199_254_740_992, 1, {}, null])(
    'is delivered if its commitNumber is %s',
    (commitNumber) => {
      const first = pubSub({ commitNumber: '9007199254740995' }, { Industry: 'A' })
      const second = pubSub({ commitNumber }, { Industry: 'B' })
      expect(changes(first, second).deliveries).toEqual([acmeWith({ Industry: 'A' }), acmeWith({ Industry: 'B' })])
    },
  )

  test.each([committed, BigInt(committed), String(committed)])('accepts the commitTimestamp %s', (commitTimestamp) => {
    expect(changes(pubSub({ commitTimestamp }, { Site: 'HQ' })).deliveries).toEqual([acmeWith({ Site: 'HQ' })])
  })

  test('requires a refetch if a text field contains a diff instead of the value', () => {
    const { deliveries, refetch } = changes(
      pubSub({ diffFields: ['Description'] }, { Description: '--- \n+++ \n@@ -1 +1 @@', Site: 'HQ' }),
    )
    expect(deliveries).toEqual([])
    expect(refetch).toEqual([
      {
        _tag: 'RefetchAccounts',
        at,
        committedAt: stamp,
        ids: [nthAccountId(1)],
        reason: 'diff',
        fields: ['Description'],
      },
    ])
  })

  test('does not decode the value of a field if the value is a diff', () => {
    const { refetch, errors } = changes(pubSub({ diffFields: ['Description'] }, { Description: ['@@ -1 +1 @@'] }))
    expect([refetch.map(({ reason }) => reason), errors]).toEqual([['diff'], []])
  })

  test.each([
    [{ Place__c: { Latitude: 1, Longitude: 2 } }, [], ['Place__c']],
    [{ BillingAddress: { city: 'Austin' } }, [], ['BillingAddress.city']],
    [{}, ['Place__c.Latitude'], ['Place__c.Latitude']],
  ])(
    'with the fields %j and the nulledFields %j requires a refetch, because the decoder does not know the compound field',
    (fields, nulledFields, named) => {
      const { deliveries, refetch } = changes(pubSub({ nulledFields }, fields))
      expect(deliveries).toEqual([])
      expect(refetch.map((each) => [each.reason, each.fields])).toEqual([['compound', named]])
    },
  )
})

describe('the SystemModstamp of the record after a change event', () => {
  const stampsOf = (header: object, fields: object) =>
    changes(pubSub({ ...header }, { ...fields })).deliveries.map(({ record }) => record.systemModstamp)

  test('is the LastModifiedDate of the event, and this date can be a number or a string', () => {
    const modified = utc('2023-10-04T18:35:11Z')
    expect(stampsOf({}, { LastModifiedDate: Number(modified) })).toEqual([modified])
    expect(stampsOf({}, { LastModifiedDate: '2023-10-04T18:35:11.000Z' })).toEqual([modified])
  })

  test('is the SystemModstamp of the event, if the event has one', () => {
    expect(stampsOf({}, { SystemModstamp: committed - 5_000, LastModifiedDate: committed })).toEqual([stamp - 5_000])
  })

  test('is the time of the commit in whole seconds if the event has neither LastModifiedDate nor SystemModstamp', () => {
    expect(stampsOf({ commitTimestamp: committed + 999 }, { LastModifiedDate: null })).toEqual([stamp])
  })

  test('causes an error if LastModifiedDate is not a date', () => {
    expect(changes(pubSub({}, { LastModifiedDate: 'yesterday' })).errors.map(({ path }) => path)).toEqual([
      '0.payload.LastModifiedDate',
    ])
  })
})

describe('the events over the Pub/Sub API', () => {
  test('a CREATE of an unknown account blanks the fields that are null', () => {
    const fields = { Name: 'Bolt', Industry: null, BillingAddress: null, LastModifiedDate: committed }
    const [delivery] = changes(pubSub({ changeType: 'CREATE', recordIds: [nthAccountId(2)] }, fields)).deliveries
    expect(delivery).toEqual(
      syncAccount(
        nthAccountRecord(2, stamp, {
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

  test('a CREATE of a known account keeps the values of the fields that are null', () => {
    expect(changes(pubSub({ changeType: 'CREATE' }, { Name: 'Acme Inc', Industry: null })).deliveries).toEqual([
      acmeWith({ Name: 'Acme Inc' }),
    ])
  })

  test('a DELETE event delivers isDeleted and the last synced fields, even if the event contains null fields', () => {
    expect(changes(pubSub({ changeType: 'DELETE' }, { Name: null, BillingAddress: null })).deliveries).toEqual([
      syncAccount({ ...nthAccountRecord(1, stamp, acme), isDeleted: true }),
    ])
  })

  test('an older record does not undo the DELETE of an unknown account', () => {
    const { deliveries } = changes(pubSub({ changeType: 'DELETE', recordIds: [nthAccountId(2)] }))
    const after = marketoAfter(...deliveries, syncAccount(nthAccountRecord(2, before, { Name: 'Bolt' })))
    expect(accountIn(after, nthAccountId(2))?.isDeleted).toBe(true)
  })

  test('an UPDATE after the DELETE of an unknown account requires a refetch', () => {
    const { deliveries } = changes(pubSub({ changeType: 'DELETE', recordIds: [nthAccountId(2)] }))
    const update = pubSub({ recordIds: [nthAccountId(2)] }, { Phone: '3' })
    expect(fromPubSub(marketoAfter(...deliveries))(update).refetch).toHaveLength(1)
  })

  test('an UNDELETE event delivers the fields of the event and the value false for isDeleted', () => {
    const { deliveries } = changes(
      pubSub({ changeType: 'DELETE' }),
      pubSub({ changeType: 'UNDELETE', commitTimestamp: committed + 1_000 }, { Phone: '3', Industry: null }),
    )
    expect(deliveries[1]).toEqual(
      syncAccount(nthAccountRecord(1, utc('2023-10-04T18:35:14Z'), { ...acme, Phone: '3' })),
    )
  })

  test.each(['CREATE', 'UNDELETE'])(
    'the event %s of an unknown account requires a refetch if the event contains no value',
    (changeType) => {
      const { deliveries, refetch } = changes(pubSub({ changeType, recordIds: [nthAccountId(2)] }, { Name: null }))
      expect([deliveries, refetch.map(({ reason }) => reason)]).toEqual([[], ['unknown record']])
    },
  )

  test('an UPDATE of a deleted account leaves the account deleted', () => {
    const { deliveries } = changes(pubSub({ changeType: 'DELETE' }), pubSub({}, { Phone: '3' }))
    expect(deliveries.map(({ record }) => record.isDeleted)).toEqual([true, true])
  })
})

describe('a refetch over the Pub/Sub API', () => {
  test.each(['GAP_CREATE', 'GAP_UPDATE', 'GAP_DELETE', 'GAP_UNDELETE'])(
    'is required for the records of a %s event',
    (changeType) => {
      const ids = [nthAccountId(1), nthAccountId(2)]
      expect(changes(pubSub({ changeType, recordIds: ids }, { Name: null }))).toEqual({
        deliveries: [],
        errors: [],
        other: [],
        leftOut: [],
        refetch: [{ _tag: 'RefetchAccounts', at, committedAt: stamp, ids, reason: 'gap', fields: [] }],
      })
    },
  )

  test('is required for all accounts after GAP_OVERFLOW, even if the event lists some ids', () => {
    const { refetch, errors } = changes(pubSub({ changeType: 'GAP_OVERFLOW', recordIds: ['000000000000000AAA'] }))
    expect([refetch.map(({ ids, reason }) => [ids, reason]), errors]).toEqual([[['all', 'overflow']], []])
  })

  test.each(['UPDATE', 'CREATE', 'DELETE', 'GAP_UPDATE'])(
    'is required for all records of the object if an event of type %s has a wildcard id',
    (changeType) => {
      const accounts = changes(pubSub({ changeType, recordIds: ['001*'] }, { Name: 'Acme' }))
      const contacts = changes(pubSub({ changeType, entityName: 'Contact', recordIds: ['003*'] }))
      expect([accounts.deliveries, accounts.errors, contacts.deliveries, contacts.errors]).toEqual([[], [], [], []])
      expect([...accounts.refetch, ...contacts.refetch].map(({ _tag, ids, reason }) => [_tag, ids, reason])).toEqual([
        ['RefetchAccounts', 'all', 'wildcard'],
        ['RefetchContacts', 'all', 'wildcard'],
      ])
    },
  )

  test('makes the refetched account unknown for the rest of the batch, and leaves a different account known', () => {
    const { deliveries, refetch } = fromPubSub(twoAccounts)(
      pubSub({ changeType: 'GAP_UPDATE', recordIds: [nthAccountId(2)] }),
      pubSub({ recordIds: [nthAccountId(1), nthAccountId(2)] }, { Phone: '3' }),
    )
    expect(deliveries).toEqual([syncAccount(nthAccountRecord(1, stamp, { Name: 'Acme', Phone: '3' }))])
    expect(refetch.map(({ reason }) => reason)).toEqual(['gap', 'unknown record'])
  })

  test('makes all accounts unknown if it is a refetch of all accounts', () => {
    const { deliveries, refetch } = changes(
      pubSub({ recordIds: ['001*'] }),
      pubSub({}, { Phone: '3' }),
      pubSub({ changeType: 'UNDELETE' }, { Name: 'Acme' }),
      pubSub({}, { Phone: '4' }),
    )
    expect(refetch.map(({ reason }) => reason)).toEqual(['wildcard', 'unknown record'])
    expect(deliveries.map(({ record }) => record)).toEqual([
      nthAccountRecord(1, stamp, { Name: 'Acme' }),
      nthAccountRecord(1, stamp, { Name: 'Acme', Phone: '4' }),
    ])
  })

  test('discards the earlier events of the batch if all accounts are refetched', () => {
    const { refetch } = changes(pubSub({}, { Phone: '3' }), pubSub({ recordIds: ['001*'] }), pubSub({}, { Phone: '4' }))
    expect(refetch.map(({ reason }) => reason)).toEqual(['wildcard', 'unknown record'])
  })
})

describe('several events of one record in a batch', () => {
  test('if the first event changes Phone, the record from the second event also has the new Phone', () => {
    const { deliveries } = changes(pubSub({}, { Phone: '3' }), pubSub({}, { Industry: 'Biotechnology' }))
    expect(deliveries[1]).toEqual(acmeWith({ Phone: '3', Industry: 'Biotechnology' }))
  })

  test('a late event is delivered, but its values are not added to the later events', () => {
    const late = pubSub({ commitTimestamp: Number(before) - 5_000 }, { Phone: 'old' })
    const { deliveries } = changes(late, pubSub({}, { Industry: 'Biotechnology' }))
    expect(deliveries).toHaveLength(2)
    expect(deliveries[1]).toEqual(acmeWith({ Industry: 'Biotechnology' }))
  })
})

describe('the contacts of events over the Pub/Sub API', () => {
  const contact = (header: object, fields: object = {}) =>
    pubSub({ entityName: 'Contact', recordIds: [nthContactId(1)], ...header }, { ...fields })
  const withoutAccountId = contact({}, { Name: { LastName: 'A' } })

  test.each([
    ['moves to the account that the event names', {}, { AccountId: nthAccountId(2) }, 2, false],
    ['stays in its account if the event does not name an account', {}, { AccountId: null, Email: 'a@b.c' }, 1, false],
    ['is private if nulledFields names AccountId', { nulledFields: ['AccountId'] }, { AccountId: null }, null, false],
    ['is private if AccountId is an empty string', {}, { AccountId: '' }, null, false],
    ['is deleted by a DELETE and keeps its account', { changeType: 'DELETE' }, { AccountId: null }, 1, true],
  ])('a known contact %s', (_, header, fields, account, isDeleted) => {
    expect(changes(contact(header, fields)).deliveries).toEqual([
      syncContact(nthContactRecord(1, stamp, account, isDeleted)),
    ])
  })

  test('an UPDATE of an unknown contact requires a refetch if the event has no AccountId', () => {
    const noneKnown = fromPubSub()
    expect(noneKnown(withoutAccountId).refetch).toEqual([
      {
        _tag: 'RefetchContacts',
        at,
        committedAt: stamp,
        ids: [nthContactId(1)],
        reason: 'unknown record',
        fields: [],
      },
    ])
    expect(noneKnown(contact({ changeType: 'CREATE' }, { AccountId: null })).deliveries).toEqual([
      syncContact(nthContactRecord(1, stamp, null)),
    ])
    expect(noneKnown(contact({ changeType: 'DELETE' })).deliveries).toEqual([
      syncContact(nthContactRecord(1, stamp, null, true)),
    ])
    expect(noneKnown(contact({}, { AccountId: nthAccountId(2) })).deliveries).toEqual([
      syncContact(nthContactRecord(1, stamp, 2)),
    ])
  })

  test('an undeleted contact returns to its former account, and requires a refetch if the former account is unknown', () => {
    const deletedAndBack = [contact({ changeType: 'DELETE' }), contact({ changeType: 'UNDELETE' })]
    expect(changes(...deletedAndBack).deliveries[1]).toEqual(syncContact(nthContactRecord(1, stamp, 1)))
    expect(fromPubSub()(...deletedAndBack).refetch).toHaveLength(1)
  })

  test('a private contact stays private if the event does not mention the account', () => {
    const withPrivate = fromPubSub(marketoAfter(syncContact(nthContactRecord(1, before, null))))
    expect(withPrivate(withoutAccountId).deliveries).toEqual([syncContact(nthContactRecord(1, stamp, null))])
  })

  test('a contact from a conversion belongs to the account of the conversion before its first record arrives', () => {
    const converted: LiveContact = {
      _tag: 'LiveContact',
      id: nthContactId(1),
      accountId: nthAccountId(5),
      appliedAtStamp: [],
    }
    const lookups = { account: () => O.none, contact: () => O.some(converted) }
    const moved = contact({}, { AccountId: nthAccountId(2) })
    const { deliveries } = fromPubSub(emptyMarketo, lookups)(withoutAccountId, moved, withoutAccountId)
    expect(deliveries).toEqual([5, 2, 2].map((account) => syncContact(nthContactRecord(1, stamp, account))))
  })

  test('a deleted contact stays deleted after an UPDATE, and returns to its account after an UNDELETE', () => {
    const withDeleted = fromPubSub(
      marketoAfter(
        syncAccount(nthAccountRecord(1, before, { Name: 'Acme' })),
        syncContact(nthContactRecord(1, before, null)),
        syncContact(nthContactRecord(1, before, 1, true)),
      ),
    )
    expect(withDeleted(contact({})).deliveries).toEqual([syncContact(nthContactRecord(1, stamp, 1, true))])
    expect(withDeleted(contact({ changeType: 'UNDELETE' })).deliveries).toEqual([
      syncContact(nthContactRecord(1, stamp, 1)),
    ])
  })

  test('an AccountId that is the id of another object gives an error', () => {
    expect(changes(contact({}, { AccountId: nthContactId(2) })).errors.map(({ path }) => path)).toEqual([
      '0.payload.AccountId',
    ])
  })
})
