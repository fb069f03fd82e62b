/** Values, names and refusals in the words of a person who runs campaigns. */
import * as O from 'fp-ts/lib/Option.js'
import {
  type Account,
  type AccountId,
  type AccountNotYetKnown,
  fieldNames,
  type FieldName,
  type FieldValue,
  Instant,
  lookupAccount,
  type Marketo,
  type NeededByLead,
  type Refusal,
  type SfdcStatus,
  shownValue,
} from 'marketo-account-sync'

const longest = 60

/** Text that a terminal shows as it is, on one line and not too long: values come from outside. */
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

/** `1 contact`, `5,001 contacts`. */
export const count = (n: number, one: string): string => `${n.toLocaleString('en')} ${one}${n === 1 ? '' : 's'}`

/** A few of many, and how many more there are. */
export const atMost = (most: number, items: ReadonlyArray<string>, one: string): ReadonlyArray<string> =>
  items.length <= most + 1 ? items : [...items.slice(0, most), `and ${count(items.length - most, `more ${one}`)}`]

export const whenWords = (at: Instant): string => Instant.encode(at).slice(0, 16).replace('T', ' ')

const nameOf = (account: Account): string => {
  const name = fieldNames(account.synced).find((field) => (field as string) === 'Name')
  const value = name === undefined ? undefined : shownValue(account)(name)
  return typeof value === 'string' && value.trim() !== '' ? plain(value) : account.id
}

/** An account by the name that Marketo shows for it, else by its id. */
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

export const fieldList = (fields: ReadonlyArray<FieldName>): string => atMost(3, fields, 'field').join(', ')

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

/** Why something was refused, or has to wait. */
export const refusalWords = (refusal: Refusal | AccountNotYetKnown): string => {
  switch (refusal._tag) {
    case 'UnknownContact':
      return 'Marketo does not know the contact'
    case 'ContactNotLive':
      return refusal.why === 'elsewhere' ? 'the contact is in another account' : `the contact is ${refusal.why}`
    case 'AccountDeleted':
      return 'the account is deleted in Salesforce'
    case 'UnknownField':
      return `the account does not hold the field ${plain(refusal.field)}`
    case 'UnknownPerson':
      return `Marketo does not know person ${refusal.personId}`
    case 'AlreadyAContact':
      return `the person is a contact already (${refusal.contactId})`
    case 'ConversionUnderWay':
      return `a conversion is under way since ${whenWords(refusal.since)}`
    case 'NewAccountNotAccepted':
      return `a new account and opportunity are not accepted (accepts: "${plain(refusal.accepts)}")`
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
