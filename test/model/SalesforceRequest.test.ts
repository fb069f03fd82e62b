import { toSalesforce } from 'marketo-account-sync'
import { describe, expect, test } from 'vitest'
import { at, lead, nthUserId, personId, terms } from '../helpers/values.js'

describe('[convert.creates-three] the requests to Salesforce', () => {
  const event = { _tag: 'ConversionRequested', at, personId: personId(1), from: lead, terms, newLead: null } as const
  const conversion = {
    _tag: 'ConvertSfdcLead',
    personId: 1,
    convertedStatus: 'Qualified',
    sendNotificationEmail: false,
    creates: {
      account: { ownerId: nthUserId(1) },
      contact: { ownerId: nthUserId(1), in: 'account' },
      opportunity: { ownerId: nthUserId(1), of: 'account' },
    },
  }

  test('consist of one request to convert a lead if the person is already a lead', () => {
    expect(toSalesforce(event)).toEqual([conversion])
    expect(toSalesforce({ ...event, terms: { ...terms, notifyOwner: true } })).toMatchObject([
      { sendNotificationEmail: true },
    ])
  })

  test('[convert.syncs-first] begin with a request for a new lead if the person is not a lead yet', () => {
    const newLead = { lastName: 'Young', company: 'Dickenson plc' }
    expect(toSalesforce({ ...event, newLead })).toEqual([{ _tag: 'CreateLead', personId: 1, ...newLead }, conversion])
  })

  test('[convert.never-joins] name no account, contact or opportunity', () => {
    expect(JSON.stringify(toSalesforce(event))).not.toMatch(/00[136]\d{12}/)
  })
})
