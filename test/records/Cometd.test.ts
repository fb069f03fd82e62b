import { describe, expect, test } from 'vitest'
import { cometd, fromCometd } from './changes.js'
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
  BillingStreet: '1 Main St',
  BillingCity: 'Austin',
  Renewal__c: '2023-01-01T00:00:00.000+0000',
}
const world = marketoAfter(syncAccount(accountRecord(1, before, acme)), syncContact(contactRecord(1, before, 1)))
const read = fromCometd(world)

describe('a change over CometD', () => {
  test('sets what it carries, and null is blank, for it carries only what changed', () => {
    const { deliveries, refetch, errors } = read(
      cometd({}, { Industry: null, LastModifiedDate: '2023-10-04T18:35:13.000Z' }),
    )
    expect(deliveries).toEqual([syncAccount(accountRecord(1, stamp, { ...acme, Industry: null }))])
    expect([refetch, errors]).toEqual([[], []])
  })

  test('an address with one field changes that flat field alone, and one with a null blanks it', () => {
    expect(read(cometd({}, { BillingAddress: { City: 'Reno' } })).deliveries).toEqual([
      syncAccount(accountRecord(1, stamp, { ...acme, BillingCity: 'Reno' })),
    ])
    expect(read(cometd({}, { BillingAddress: { City: null } })).deliveries).toEqual([
      syncAccount(accountRecord(1, stamp, { ...acme, BillingCity: null })),
    ])
  })

  test('an address that is null blanks its parts', () => {
    expect(read(cometd({}, { BillingAddress: null })).deliveries[0]).toMatchObject({
      record: { fields: { Name: 'Acme', BillingStreet: null, BillingCity: null } },
    })
  })

  test('an address that is a text is no address, and blanks nothing', () => {
    expect(read(cometd({}, { BillingAddress: 'Austin' })).deliveries[0]).toMatchObject({
      record: { fields: { BillingStreet: '1 Main St', BillingCity: 'Austin' } },
    })
  })

  test('the same moment written otherwise is no other value', () => {
    expect(read(cometd({}, { Renewal__c: '2023-01-01T00:00:00Z' })).deliveries).toEqual([
      syncAccount(accountRecord(1, stamp, acme)),
    ])
  })

  test('the data of a message will do, as jsforce passes it on', () => {
    const { data } = cometd({}, { Industry: 'Biotechnology' }) as { data: unknown }
    expect(read(data).deliveries).toEqual([
      syncAccount(accountRecord(1, stamp, { ...acme, Industry: 'Biotechnology' })),
    ])
  })

  test('a text given as a difference has to be read', () => {
    const { deliveries, refetch } = read(cometd({}, { Description: { diff: '--- \n+++ ' } }))
    expect(deliveries).toEqual([])
    expect(refetch.map(({ why, fields }) => [why, fields])).toEqual([['diff', ['Description']]])
  })

  test('a gap, and a wildcard, have to be read', () => {
    const { refetch } = read(cometd({ changeType: 'GAP_UPDATE' }), cometd({ recordIds: ['001*'] }))
    expect(refetch).toEqual([
      { _tag: 'ReadAccountsAgain', at, committedAt: stamp, ids: [accountId(1)], why: 'gap', fields: [] },
      { _tag: 'ReadAccountsAgain', at, committedAt: stamp, ids: 'every', why: 'wildcard', fields: [] },
    ])
  })

  test('new, deleted and undeleted accounts are records', () => {
    const { deliveries } = read(
      cometd({ changeType: 'CREATE', recordIds: [accountId(2)] }, { Name: 'Bolt' }),
      cometd({ changeType: 'DELETE', recordIds: [accountId(2)] }),
      cometd({ changeType: 'UNDELETE', recordIds: [accountId(2)] }, { Name: 'Bolt' }),
    )
    expect(deliveries.map(({ record }) => record)).toEqual(
      [false, true, false].map((isDeleted) => ({ ...accountRecord(2, stamp, { Name: 'Bolt' }), isDeleted })),
    )
  })

  test.each(['CREATE', 'UNDELETE'])(
    'a null is blank in an event of type %s too, for an account that is held',
    (changeType) => {
      expect(read(cometd({ changeType }, { Industry: null, Name: 'Acme' })).deliveries).toEqual([
        syncAccount(accountRecord(1, stamp, { ...acme, Industry: null })),
      ])
    },
  )

  test('a contact whose account is null is private, and one without a word of it stays', () => {
    const contact = (fields: object) => cometd({ entityName: 'Contact', recordIds: [contactId(1)] }, { ...fields })
    expect(read(contact({ AccountId: null })).deliveries).toEqual([syncContact(contactRecord(1, stamp, null))])
    expect(read(contact({ Email: 'a@b.c' })).deliveries).toEqual([syncContact(contactRecord(1, stamp, 1))])
  })

  test('an error names the place in the whole message', () => {
    expect(read(cometd({ changeType: 'MERGE' })).errors.map(({ path }) => path)).toEqual([
      '0.data.payload.ChangeEventHeader.changeType',
    ])
  })
})
