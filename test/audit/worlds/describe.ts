// The describe results of Account and Contact in the Salesforce of a generated world.
import * as E from 'fp-ts/lib/Either.js'
import type { ObjectSchema } from 'marketo-account-sync/records'
import { schemaFromDescribe } from 'marketo-account-sync/records'
import { worldFields } from './fields.js'

const described = (name: string, label: string, type: string, calculated = false) => ({
  name,
  label,
  type,
  calculated,
  compoundFieldName: null,
  relationshipName: null,
})

const ofRecord = (label: string) => [
  described('Id', label, 'id'),
  described('IsDeleted', 'Deleted', 'boolean'),
  described('MasterRecordId', 'Master Record ID', 'reference'),
  described('SystemModstamp', 'System Modstamp', 'datetime'),
]

/** The part of the output of `sf sobject describe` that the library reads. */
export const accountDescribe = {
  name: 'Account',
  fields: [
    ...ofRecord('Account ID'),
    described('IsPersonAccount', 'Is Person Account', 'boolean'),
    ...worldFields.map(({ name, label, type, isCalculated }) => described(name, label, type, isCalculated)),
  ],
  childRelationships: [],
}

const contactDescribe = {
  name: 'Contact',
  fields: [
    ...ofRecord('Contact ID'),
    described('AccountId', 'Account ID', 'reference'),
    described('LastName', 'Last Name', 'string'),
    described('Email', 'Email', 'email'),
  ],
  childRelationships: [],
}

const schemaOf = (describe: object): ObjectSchema =>
  E.getOrElseW((errors: unknown) => {
    throw new Error(JSON.stringify(errors))
  })(schemaFromDescribe(describe))

export const accountSchema = schemaOf(accountDescribe)
export const contactSchema = schemaOf(contactDescribe)
