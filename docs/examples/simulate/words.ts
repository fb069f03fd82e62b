/** Values, names, inputs, statuses and refusals in the words of a person who runs campaigns. */
import * as O from 'fp-ts/lib/Option.js'
import {
  type Account,
  type AccountId,
  type AccountNotYetKnown,
  type FieldValue,
  type Input,
  Instant,
  lookupAccount,
  type Marketo,
  type NeededByLead,
  type Refusal,
  type SalesforceRequest,
  type SfdcStatus,
  shownFields,
} from 'marketo-account-sync'

const longest = 60

/** Text that a terminal shows as it is, on one line and not too long, because values come from outside. */
export const plain = (text: string): string => {
  const start = text.length > 4 * longest ? text.slice(0, 4 * longest) : text
  const visible = start
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
  const characters = Array.from(visible)
  return characters.length <= longest && start === text ? visible : `${characters.slice(0, longest).join('')}…`
}

export const valueWords = (value: FieldValue): string =>
  value === null ? '(blank)' : value === '' ? '(empty text)' : plain(String(value))

export const number = (n: number): string => n.toLocaleString('en')

/** `1 contact`, `5,001 contacts`. */
export const count = (n: number, one: string): string => `${number(n)} ${one}${n === 1 ? '' : 's'}`

/** The first three fields, and how many more there are. */
export const threeFields = (items: ReadonlyArray<string>): ReadonlyArray<string> =>
  items.length <= 4 ? items : [...items.slice(0, 3), `and ${count(items.length - 3, 'more field')}`]

export const whenWords = (at: Instant): string => Instant.encode(at).slice(0, 16).replace('T', ' ')

const nameOf = (account: Account): string => {
  const { Name: name }: Readonly<Record<string, FieldValue>> = shownFields(account)
  return typeof name === 'string' && name.trim() !== '' ? plain(name) : account.id
}

/** The name that Marketo shows for an account, or else its id. */
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

/** What came in, before anything is said of what came of it. */
export const inputWords = (input: Input, marketo: Marketo): string => {
  switch (input._tag) {
    case 'SyncAccount':
      return `Salesforce ${input.record.isDeleted ? 'deletes' : 'updates'} account ${accountWithId(marketo)(input.record.id)}`
    case 'SyncContact':
      return `Salesforce sends contact ${input.record.id}`
    case 'ConfirmConversion':
      return `Salesforce confirms the conversion of person ${input.personId}`
    case 'FailConversion':
      return `Salesforce fails the conversion of person ${input.personId} (${input.failedAt}: ${plain(input.reason)})`
    case 'EditAccountField':
      return `Somebody in Marketo sets ${plain(input.field)} to ${valueWords(input.value)} through contact ${input.contactId}`
    case 'PutPerson': {
      const { id, lastName, company } = input.person
      const facts = [lastName, company].filter((fact) => fact !== null).map(plain)
      return `Marketo learns of person ${id}${facts.length > 0 ? ` (${facts.join(', ')})` : ''}`
    }
    case 'ConvertPerson':
      return `Convert Person: person ${input.personId}, for owner ${input.assignTo}`
  }
}

export const requestWords = (request: SalesforceRequest): string => {
  switch (request._tag) {
    case 'CreateLead':
      return `create a lead (${plain(request.lastName)}, ${plain(request.company)})`
    case 'ConvertSfdcLead':
      return `convert the lead into a new Contact, a new Account and a new Opportunity, status ${plain(request.convertedStatus)}`
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

const labels: Readonly<Record<NeededByLead, string>> = { lastName: 'Last Name', company: 'Company' }

/** Why something was refused or has to wait. */
export const refusalWords = (refusal: Refusal | AccountNotYetKnown): string => {
  switch (refusal._tag) {
    case 'UnknownContact':
      return 'Marketo does not know the contact'
    case 'ContactNotLive':
      return refusal.why === 'elsewhere' ? 'the contact is in another account' : `the contact is ${refusal.why}`
    case 'AccountDeleted':
      return 'the account is deleted in Salesforce'
    case 'UnknownField':
      return `the account does not have the field ${plain(refusal.field)}`
    case 'UnknownPerson':
      return `Marketo does not know person ${refusal.personId}`
    case 'AlreadyAContact':
      return `the person is a contact already (${refusal.contactId})`
    case 'ConversionUnderWay':
      return `a conversion is under way since ${whenWords(refusal.since)}`
    case 'NewAccountNotAccepted':
      return `nobody accepted a new account and opportunity (accepts: "${plain(refusal.accepts)}")`
    case 'OwnerNotAUser':
      return `the owner ${refusal.assignTo} is not a user`
    case 'LeadFieldsMissing':
      return `the new lead lacks ${refusal.missing.map((field) => labels[field]).join(' and ')}`
    case 'NoConversionUnderWay':
      return 'no conversion of the person is under way'
    case 'RecordAlreadyClaimed':
      return `${refusal.id} is the ${refusal.why} (person ${refusal.of})`
    case 'NoSyncNeeded':
      return 'the conversion needed no sync that could fail'
    case 'AccountNotYetKnown':
      return `Marketo does not know account ${refusal.accountId} yet`
  }
}
