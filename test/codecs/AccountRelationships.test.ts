import * as E from 'fp-ts/lib/Either.js'
import { AccountRecordFromRest, isFieldKey } from 'marketo-account-sync/codecs'
import { describe, expect, test } from 'vitest'
import { isCustomRelationship, isRelationship, standardRelationships } from '../../src/codecs/AccountRelationships.js'
import { nthAccountId } from '../helpers/values.js'

/** The relationship names that Account has in every org, according to Salesforce's object reference. */
const names = `
  BillingAddress ShippingAddress PersonMailingAddress PersonOtherAddress
  Parent Owner CreatedBy LastModifiedBy MasterRecord RecordType DandbCompany OperatingHours PersonContact PersonIndividual
  AccountCleanInfos AccountContactRelations AccountContactRoles AccountPartnersFrom AccountPartnersTo AccountTeamMembers
  ActivityHistories Assets AttachedContentDocuments Attachments Cases ChildAccounts CombinedAttachments Contacts
  ContentDocumentLinks Contracts DuplicateRecordItems Emails Entitlements Events FeedSubscriptionsForEntity Feeds Histories
  Notes NotesAndAttachments OpenActivities Opportunities OpportunityPartnersTo Orders PartnersFrom PartnersTo
  ProcessInstances ProcessSteps RecordActionHistories RecordActions ServiceContracts Shares Tasks TopicAssignments Users
  WorkOrders`
  .trim()
  .split(/\s+/)

/** Decodes an account record that contains the key with the value null. Returns the fields of the decoded record. */
const fieldsWith = (key: string) => {
  const row = { Id: nthAccountId(1), SystemModstamp: '2020-10-22T21:03:23Z', Name: 'a', [key]: null }
  return E.map(({ fields }: { readonly fields: unknown }) => fields)(AccountRecordFromRest.decode(row))
}

describe('[sync.visible-fields] a key of an Account record is not a field, even if the value is null:', () => {
  test.each([...names, 'Region__r', 'a__r', 'Parent__r'])('%s', (name) => {
    expect([isRelationship(name), isFieldKey(name)]).toEqual([true, false])
    expect(fieldsWith(name)).toEqual(E.right({ Name: 'a' }))
  })
})

describe('[sync.visible-fields] a key of an Account record is a field, even if the value is null:', () => {
  // The first list has names of fields that belong to a relationship or an address. The names in the other lists only look
  // like relationship names.
  test.each([
    ...['ParentId', 'OwnerId', 'RecordTypeId', 'BillingCity', 'BillingStreet', 'BillingLatitude', 'PersonMailingCity'],
    ...['parent', 'PARENT', 'Parents', 'Owner_', 'Contact', 'contacts', 'Contacts__c', 'Parent__c', 'Order', 'Note'],
    ...['Region__c', 'Region_r', 'Region__R', 'Region__rr', 'Region__r_', 'r', 'r_', 'r__'],
    ...['constructor', 'toString', 'hasOwnProperty'],
  ])('%s', (name) => {
    expect([isRelationship(name), isFieldKey(name)]).toEqual([false, true])
    expect(fieldsWith(name)).toEqual(E.right({ Name: 'a', [name]: null }))
  })
})

test('no standard relationship name of Account ends in "c"', () => {
  expect([...standardRelationships].filter((name) => name.endsWith('c'))).toEqual([])
})

test('every standard relationship name of Account is recognized as a relationship, and none looks like a custom name', () => {
  expect([...standardRelationships].filter((name) => isCustomRelationship(name) || !isRelationship(name))).toEqual([])
})
