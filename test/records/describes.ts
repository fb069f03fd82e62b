// Describe results of a made-up org in the form of the REST API, and the schemas that are decoded from them.
import * as E from 'fp-ts/lib/Either.js'
import type { ObjectSchema } from 'marketo-account-sync/records'
import { schemaFromDescribe } from 'marketo-account-sync/records'

/** A field in a describe result. It has all keys that the library reads, and some other keys. */
const described = (name: string, type: string, more: object = {}) => ({
  name,
  label: name.replace(/__[cs]$/, '').replace(/_/g, ' '),
  type,
  length: 0,
  nillable: true,
  calculated: false,
  calculatedFormula: null,
  compoundFieldName: null,
  relationshipName: null,
  referenceTo: [],
  ...more,
})

const partsOf = (compoundFieldName: string, types: Readonly<Record<string, string>>) =>
  Object.entries(types).map(([name, type]) => described(name, type, { compoundFieldName }))

const address = (prefix: string) => [
  ...partsOf(`${prefix}Address`, {
    [`${prefix}Street`]: 'textarea',
    [`${prefix}City`]: 'string',
    [`${prefix}State`]: 'string',
    [`${prefix}PostalCode`]: 'string',
    [`${prefix}Country`]: 'string',
    [`${prefix}Latitude`]: 'double',
    [`${prefix}Longitude`]: 'double',
    [`${prefix}GeocodeAccuracy`]: 'picklist',
  }),
  described(`${prefix}Address`, 'address'),
]

const reference = (name: string, relationshipName: string | null) =>
  described(name, 'reference', { relationshipName, referenceTo: ['User'] })

const common = [
  described('Id', 'id', { nillable: false }),
  described('IsDeleted', 'boolean', { nillable: false }),
  reference('MasterRecordId', 'MasterRecord'),
  described('CreatedDate', 'datetime'),
  reference('CreatedById', 'CreatedBy'),
  described('LastModifiedDate', 'datetime'),
  reference('LastModifiedById', 'LastModifiedBy'),
  described('SystemModstamp', 'datetime'),
]

export const accountFields = [
  ...common,
  described('Name', 'string', { label: 'Account Name' }),
  described('Type', 'picklist'),
  reference('ParentId', 'Parent'),
  ...address('Billing'),
  ...address('Shipping'),
  described('Phone', 'phone'),
  described('Website', 'url'),
  described('PhotoUrl', 'url'),
  described('Sic', 'string'),
  described('Industry', 'picklist'),
  described('AnnualRevenue', 'currency'),
  described('NumberOfEmployees', 'int'),
  described('Description', 'textarea'),
  described('Site', 'string'),
  reference('OwnerId', 'Owner'),
  described('LastActivityDate', 'date'),
  described('Is_Active__c', 'boolean', { nillable: false }),
  described('Discount__c', 'percent'),
  described('Founded__c', 'date'),
  described('Renewal__c', 'datetime'),
  described('Opens__c', 'time'),
  reference('Partner__c', 'Partner__r'),
  described('Owner_Region__c', 'string', { calculated: true, calculatedFormula: 'TEXT(Owner.Region__c)' }),
  described('Open_Deals__c', 'double', { calculated: true }),
  ...partsOf('Place__c', { Place__Latitude__s: 'double', Place__Longitude__s: 'double' }),
  described('Place__c', 'location'),
  ...partsOf('Depot__c', {
    Depot__Street__s: 'textarea',
    Depot__City__s: 'string',
    Depot__PostalCode__s: 'string',
    Depot__StateCode__s: 'picklist',
    Depot__CountryCode__s: 'picklist',
    Depot__Latitude__s: 'double',
    Depot__Longitude__s: 'double',
    Depot__GeocodeAccuracy__s: 'picklist',
  }),
  described('Depot__c', 'address'),
]

const child = (relationshipName: string | null, childSObject: string) => ({
  relationshipName,
  childSObject,
  field: 'AccountId',
  cascadeDelete: false,
})

export const describedAccount = {
  name: 'Account',
  label: 'Account',
  keyPrefix: '001',
  custom: false,
  fields: accountFields,
  childRelationships: [child('ChildAccounts', 'Account'), child('Contacts', 'Contact'), child(null, 'AIRecordInsight')],
  urls: { describe: '/services/data/v60.0/sobjects/Account/describe' },
}

export const describedContact = {
  name: 'Contact',
  label: 'Contact',
  keyPrefix: '003',
  custom: false,
  fields: [
    ...common,
    reference('AccountId', 'Account'),
    ...partsOf('Name', { LastName: 'string', FirstName: 'string' }),
    described('Name', 'string'),
    described('Email', 'email'),
  ],
  childRelationships: [child('Opportunities', 'Opportunity')],
}

const schemaOf = (result: unknown): ObjectSchema =>
  E.getOrElseW((errors: unknown) => {
    throw new Error(JSON.stringify(errors))
  })(schemaFromDescribe(result))

export const accountSchema: ObjectSchema = schemaOf(describedAccount)
export const contactSchema: ObjectSchema = schemaOf(describedContact)
