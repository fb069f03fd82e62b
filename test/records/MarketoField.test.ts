import * as O from 'fp-ts/lib/Option.js'
import { fieldOfDisplayName, fieldOfRestName, marketoField } from 'marketo-account-sync/records'
import { describe, expect, test } from 'vitest'
import { fieldName } from '../helpers/values.js'

describe('the Marketo names of account fields', () => {
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
  ])('the field %s has the name "%s" in the log and the name %s in the REST API', (name, displayName, restName) => {
    expect(marketoField(fieldName(name))).toEqual(O.some({ displayName, restName }))
    expect(fieldOfDisplayName(displayName)).toEqual(O.some(name))
    expect(fieldOfRestName(restName)).toEqual(O.some(name))
  })

  test.each(['Type', 'IsDeleted', 'Website__c', ''])('the key %j has no name in Marketo', (name) => {
    expect(marketoField(fieldName(name))).toEqual(O.none)
  })

  test.each(['SFDC Type', 'SFDC Is Deleted', 'Type', ''])('the name %j belongs to no Salesforce field', (name) => {
    expect([fieldOfDisplayName(name), fieldOfRestName(name)]).toEqual([O.none, O.none])
  })
})
