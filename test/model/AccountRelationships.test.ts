import { isFieldKey, isSynced, syncedFields } from 'marketo-account-sync'
import { describe, expect, test } from 'vitest'
import { isCustomRelationship, isRelationship, standardRelationships } from '../../src/model/AccountRelationships.js'
import { fieldsOf } from '../helpers/values.js'

/** The names of Account that Salesforce's object reference lists for every org. */
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

describe('[sync.visible-fields] never a field is', () => {
  test.each([...names, 'Region__r', 'a__r', '__r', 'Parent__r'])('%s', (name) => {
    expect([isRelationship(name), isFieldKey(name), isSynced(new Set())(name)]).toEqual([true, false, false])
    expect(syncedFields(new Set())(fieldsOf({ Name: 'a', [name]: null }))).toEqual({ Name: 'a' })
  })
})

describe('[sync.visible-fields] a field is', () => {
  // Ids and parts beside the relationships, and names that only look like one.
  test.each([
    ...['ParentId', 'OwnerId', 'RecordTypeId', 'BillingCity', 'BillingStreet', 'BillingLatitude', 'PersonMailingCity'],
    ...['parent', 'PARENT', 'Parents', 'Owner_', 'Contact', 'contacts', 'Contacts__c', 'Parent__c', 'Order', 'Note'],
    ...['Region__c', 'Region_r', 'Region__R', 'Region__rr', 'Region__r_', 'r', '_r', 'r__'],
    ...['constructor', 'toString', 'hasOwnProperty'],
  ])('%s', (name) => {
    expect([isRelationship(name), isFieldKey(name)]).toEqual([false, true])
    expect(syncedFields(new Set())(fieldsOf({ Name: 'a', [name]: null }))).toEqual({ Name: 'a', [name]: null })
  })
})

test('no standard name ends in c, because such a name is not looked up', () => {
  expect([...standardRelationships].filter((name) => name.endsWith('c'))).toEqual([])
})

test('no standard name is custom, and each of them is a relationship', () => {
  expect([...standardRelationships].filter((name) => isCustomRelationship(name) || !isRelationship(name))).toEqual([])
})
