import { describe, expect, test } from 'vitest'
import { at, nthAccountId, nthContactId, syncAccount, syncContact, utc } from '../helpers/values.js'
import { marketoAfter, nthAccountRecord, nthContactRecord } from './builders.js'
import { cometd, fromCometd } from './changes.js'

const before = utc('2023-10-01T00:00:00Z')
const stamp = utc('2023-10-04T18:35:13Z')
const acme = {
  Name: 'Acme',
  Industry: 'Electronics',
  BillingStreet: '1 Main St',
  BillingCity: 'Austin',
  Renewal__c: '2023-01-01T00:00:00.000+0000',
}
const changes = fromCometd(
  marketoAfter(syncAccount(nthAccountRecord(1, before, acme)), syncContact(nthContactRecord(1, before, 1))),
)

/** A delivery of the first account. The given fields have the given values, and all other fields have their old values. */
const acmeWith = (fields: Parameters<typeof nthAccountRecord>[2]) =>
  syncAccount(nthAccountRecord(1, stamp, { ...acme, ...fields }))

describe('a change event over CometD', () => {
  test('sets the fields that the event contains, and blanks a field that is null', () => {
    const { deliveries, refetch, errors } = changes(
      cometd({}, { Industry: null, LastModifiedDate: '2023-10-04T18:35:13.000Z' }),
    )
    expect(deliveries).toEqual([acmeWith({ Industry: null })])
    expect([refetch, errors]).toEqual([[], []])
  })

  test.each(['CREATE', 'UNDELETE'])(
    'blanks a field that is null in an event of type %s, even if Marketo knows the account',
    (type) => {
      expect(changes(cometd({ changeType: type }, { Industry: null, Name: 'Acme' })).deliveries).toEqual([
        acmeWith({ Industry: null }),
      ])
    },
  )

  test('changes a single flat field if the event contains one part of an address', () => {
    expect(changes(cometd({}, { BillingAddress: { City: 'Reno' } })).deliveries).toEqual([
      acmeWith({ BillingCity: 'Reno' }),
    ])
    expect(changes(cometd({}, { BillingAddress: { City: null } })).deliveries).toEqual([
      acmeWith({ BillingCity: null }),
    ])
  })

  test('blanks all parts of an address if the address is null', () => {
    expect(changes(cometd({}, { BillingAddress: null })).deliveries[0]).toMatchObject({
      record: { fields: { Name: 'Acme', BillingStreet: null, BillingCity: null } },
    })
  })

  test('uses the value of a flat field even if the address is null', () => {
    expect(changes(cometd({}, { BillingAddress: null, BillingCity: 'Reno' })).deliveries[0]).toMatchObject({
      record: { fields: { BillingStreet: null, BillingCity: 'Reno' } },
    })
  })

  test('gives a date the same format as the REST API, so that equal dates are equal values', () => {
    expect(changes(cometd({}, { Renewal__c: '2023-01-01T00:00:00Z' })).deliveries).toEqual([acmeWith({})])
  })

  test('can be the `data` part of a message, because jsforce returns this part', () => {
    const { data } = cometd({}, { Industry: 'Biotechnology' })
    expect(changes(data).deliveries).toEqual([acmeWith({ Industry: 'Biotechnology' })])
  })

  test('requires a refetch of the record if a text field contains a diff instead of the value', () => {
    const { deliveries, refetch } = changes(cometd({}, { Description: { diff: '--- \n+++ ' } }))
    expect(deliveries).toEqual([])
    expect(refetch.map(({ reason, fields }) => [reason, fields])).toEqual([['diff', ['Description']]])
  })

  test('requires a refetch if the event is a gap event, or if the event has a wildcard id', () => {
    const { refetch } = changes(cometd({ changeType: 'GAP_UPDATE' }), cometd({ recordIds: ['001*'] }))
    expect(refetch).toEqual([
      { _tag: 'RefetchAccounts', at, committedAt: stamp, ids: [nthAccountId(1)], reason: 'gap', fields: [] },
      { _tag: 'RefetchAccounts', at, committedAt: stamp, ids: 'all', reason: 'wildcard', fields: [] },
    ])
  })

  test('creates, deletes or undeletes an account', () => {
    const { deliveries } = changes(
      cometd({ changeType: 'CREATE', recordIds: [nthAccountId(2)] }, { Name: 'Bolt' }),
      cometd({ changeType: 'DELETE', recordIds: [nthAccountId(2)] }),
      cometd({ changeType: 'UNDELETE', recordIds: [nthAccountId(2)] }, { Name: 'Bolt' }),
    )
    expect(deliveries.map(({ record }) => record)).toEqual(
      [false, true, false].map((isDeleted) => ({ ...nthAccountRecord(2, stamp, { Name: 'Bolt' }), isDeleted })),
    )
  })

  test('makes a contact private if AccountId is null, and keeps the contact in its account if AccountId is missing', () => {
    const contact = (fields: object) => cometd({ entityName: 'Contact', recordIds: [nthContactId(1)] }, { ...fields })
    expect(changes(contact({ AccountId: null })).deliveries).toEqual([syncContact(nthContactRecord(1, stamp, null))])
    expect(changes(contact({ Email: 'a@b.c' })).deliveries).toEqual([syncContact(nthContactRecord(1, stamp, 1))])
  })

  test('gives errors whose paths begin at the top of the message', () => {
    expect(changes(cometd({ changeType: 'MERGE' })).errors.map(({ path }) => path)).toEqual([
      '0.data.payload.ChangeEventHeader.changeType',
    ])
  })
})
