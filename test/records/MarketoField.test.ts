import * as O from 'fp-ts/lib/Option.js'
import { fieldOfDisplayName, fieldOfRestName, marketoField } from 'marketo-account-sync/records'
import { describe, expect, test } from 'vitest'
import { field } from './world.js'

describe('what Marketo calls a field of an account', () => {
  test.each([
    ['AnnualRevenue', 'Annual Revenue', 'annualRevenue'],
    ['BillingCity', 'Billing City', 'billingCity'],
    ['BillingCountry', 'Billing Country', 'billingCountry'],
    ['BillingPostalCode', 'Billing Postal Code', 'billingPostalCode'],
    ['BillingState', 'Billing State', 'billingState'],
    ['BillingStreet', 'Billing Address', 'billingStreet'],
    ['Description', 'Company Notes', 'mktoCompanyNotes'],
    ['Industry', 'Industry', 'industry'],
    ['Name', 'Company Name', 'company'],
    ['NumberOfEmployees', 'Num Employees', 'numberOfEmployees'],
    ['Phone', 'Main Phone', 'mainPhone'],
    ['Sic', 'SIC Code', 'sicCode'],
    ['Site', 'Site', 'site'],
    ['Website', 'Website', 'website'],
  ])('%s: %s in the log, %s in the REST API', (name, displayName, restName) => {
    expect(marketoField(field(name))).toEqual(O.some({ displayName, restName }))
    expect(fieldOfDisplayName(displayName)).toEqual(O.some(name))
    expect(fieldOfRestName(restName)).toEqual(O.some(name))
  })

  test.each(['Type', 'Website__c', ''])('%j: nothing', (name) => {
    expect([marketoField(field(name)), fieldOfDisplayName(name), fieldOfRestName(name)]).toEqual([
      O.none,
      O.none,
      O.none,
    ])
  })
})
