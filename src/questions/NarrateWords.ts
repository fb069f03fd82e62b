/** Describes accounts, inputs, statuses and refusals in the words of people who run marketing campaigns. */
import * as O from 'fp-ts/lib/Option.js'
import type { Account } from '../model/Account.js'
import { shownFields } from '../model/Account.js'
import type { FieldValue } from '../model/Field.js'
import type { Input } from '../model/Input.js'
import type { SfdcStatus } from '../model/Person.js'
import type { AccountNotYetKnown, Refusal } from '../model/Refusal.js'
import type { AccountId } from '../model/SalesforceId.js'
import type { SalesforceRequest } from '../model/SalesforceRequest.js'
import type { Marketo } from '../marketo/Marketo.js'
import { lookupAccount } from '../marketo/Marketo.js'
import { counted, minuteWords, plainText, valueWords } from './PlainText.js'
import { formatLeadField } from './Wording.js'

/** If there are more than four items, keeps the first three items and adds the number of the others. */
export const threeFields = (items: ReadonlyArray<string>): ReadonlyArray<string> =>
  items.length <= 4 ? items : [...items.slice(0, 3), `and ${counted(items.length - 3, 'more field')}`]

const nameOf = (account: Account): string => {
  const { Name: name }: Readonly<Record<string, FieldValue>> = shownFields(account)
  return typeof name === 'string' && name.trim() !== '' ? plainText(name) : account.id
}

/** Returns the account name that Marketo shows, or the account id if there is no name. */
export const accountWords =
  (marketo: Marketo) =>
  (id: AccountId): string =>
    O.match(() => id as string, nameOf)(lookupAccount(id)(marketo))

export const accountWithId =
  (marketo: Marketo) =>
  (id: AccountId): string => {
    const name = accountWords(marketo)(id)
    return name === id ? id : `${name} (${id})`
  }

/** Describes the input that arrived. Does not describe what the input changed. */
export const inputWords = (input: Input, marketo: Marketo): string => {
  switch (input._tag) {
    case 'SyncAccount':
      return `Salesforce ${input.record.isDeleted ? 'deletes' : 'updates'} account ${accountWithId(marketo)(input.record.id)}`
    case 'SyncContact':
      return `Salesforce sends contact ${input.record.id}`
    case 'ConfirmConversion':
      return `Salesforce confirms the conversion of person ${input.personId}`
    case 'FailConversion':
      return `Salesforce could not convert person ${input.personId} (${input.failedAt}: ${plainText(input.reason)})`
    case 'EditAccountField':
      return `Somebody in Marketo sets ${plainText(input.field)} to ${valueWords(input.value)} through contact ${input.contactId}`
    case 'PutPerson': {
      const { id, lastName, company } = input.person
      const facts = [lastName, company].filter((fact) => fact !== null).map(plainText)
      return `Marketo learns of person ${id}${facts.length > 0 ? ` (${facts.join(', ')})` : ''}`
    }
    case 'ConvertPerson':
      return `Convert Person: person ${input.personId}, for owner ${input.assignTo}`
  }
}

export const requestWords = (request: SalesforceRequest): string => {
  switch (request._tag) {
    case 'CreateLead':
      return `create a lead (${plainText(request.lastName)}, ${plainText(request.company)})`
    case 'ConvertSfdcLead':
      return `convert the lead into a new Contact, a new Account and a new Opportunity, status ${plainText(request.convertedStatus)}`
  }
}

export const statusWords = (status: SfdcStatus): string => {
  switch (status._tag) {
    case 'NotInSalesforce':
      return 'SFDC Type: (empty)'
    case 'SfdcLead':
      return status.isDeleted ? 'SFDC Type: Lead, deleted in Salesforce' : 'SFDC Type: Lead'
    case 'SfdcContact':
      return `SFDC Type: Contact (${status.contactId})`
    case 'Converting':
      return 'conversion under way'
  }
}

/** Explains why Marketo refused an input, or why the input has to wait. */
export const refusalWords = (refusal: Refusal | AccountNotYetKnown): string => {
  switch (refusal._tag) {
    case 'UnknownContact':
      return 'Marketo does not know the contact'
    case 'ContactNotLive':
      return refusal.why === 'elsewhere' ? 'the contact is in another account' : `the contact is ${refusal.why}`
    case 'AccountDeleted':
      return 'the account is deleted in Salesforce'
    case 'UnknownField':
      return `the account does not have the field ${plainText(refusal.field)}`
    case 'UnknownPerson':
      return `Marketo does not know person ${refusal.personId}`
    case 'AlreadyAContact':
      return `the person already is a contact (${refusal.contactId})`
    case 'ConversionUnderWay':
      return `a conversion has been under way since ${minuteWords(refusal.since)}`
    case 'NewAccountNotAccepted':
      return `the caller has not accepted a new account and opportunity (accepts: "${plainText(refusal.accepts)}")`
    case 'OwnerNotAUser':
      return `the owner ${refusal.assignTo} is not a user`
    case 'LeadFieldsMissing':
      return `the new lead lacks ${refusal.missing.map(formatLeadField).join(' and ')}`
    case 'NoConversionUnderWay':
      return 'no conversion of the person is under way'
    case 'RecordAlreadyClaimed':
      return `${refusal.id} is the ${refusal.why} (person ${refusal.of})`
    case 'NoSyncNeeded':
      return 'Salesforce reports a failed sync, but the conversion needed no sync'
    case 'AccountNotYetKnown':
      return `Marketo does not know account ${refusal.accountId} yet`
  }
}
