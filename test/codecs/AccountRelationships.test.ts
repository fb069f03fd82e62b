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

describe('[sync.visible-fields] the relationships in an Account record', () => {
  test.each([...names, 'Region__r', 'a__r', 'Parent__r'])('include %s, even if the value is null', (name) => {
    expect([isRelationship(name), isFieldKey(name)]).toEqual([true, false])
    expect(fieldsWith(name)).toEqual(E.right({ Name: 'a' }))
  })
})

describe('[sync.visible-fields] the fields of an Account record', () => {
  // The first list has fields of relationships and addresses. The other lists have names that resemble relationship names.
  test.each([
    ...['ParentId', 'OwnerId', 'RecordTypeId', 'BillingCity', 'BillingStreet', 'BillingLatitude', 'PersonMailingCity'],
    ...['parent', 'PARENT', 'Parents', 'Owner_', 'Contact', 'contacts', 'Contacts__c', 'Parent__c', 'Order', 'Note'],
    ...['Region__c', 'Region_r', 'Region__R', 'Region__rr', 'Region__r_', 'r', 'r_', 'r__'],
    ...['constructor', 'toString', 'hasOwnProperty'],
  ])('include %s, even if the value is null', (name) => {
    expect([isRelationship(name), isFieldKey(name)]).toEqual([false, true])
    expect(fieldsWith(name)).toEqual(E.right({ Name: 'a', [name]: null }))
  })
})

test('no standard relationship name of Account ends in "c"', () => {
  expect([...standardRelationships].filter((name) => name.endsWith('c'))).toEqual([])
})

test('every standard relationship name of Account counts as a relationship, and no such name counts as a custom relationship', () => {
  expect([...standardRelationships].filter((name) => isCustomRelationship(name) || !isRelationship(name))).toEqual([])
})
