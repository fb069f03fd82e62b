// All tests share these builders of ids, instants, records, rows and inputs. The builders do not use the codecs, so that a test
// of a codec does not depend on the codec itself.
import type {
  Account,
  AccountId,
  AccountRecord,
  BroughtAtStamp,
  ContactId,
  ContactRecord,
  ConvertPerson,
  EditAccountField,
  FieldName,
  Fields,
  FieldValue,
  Instant,
  LiveContact,
  NamedValue,
  OpportunityId,
  PersonId,
  PutPerson,
  SalesforceId,
  SettledPerson,
  SyncAccount,
  SyncContact,
  UserId,
} from 'marketo-account-sync'
import { furtherOf } from '../../src/model/BroughtAtStamp.js'
import { idSuffix, newAccountAndOpportunity } from 'marketo-account-sync'

// Ids

/**
 * Makes builders of ids. Each series has its own ids: the ids of `idsOf('Zz')` differ from all ids of `idsOf()` and of the
 * arbitraries.
 */
export const idsOf = (series = '') => {
  const salesforceId = (prefix: string, n: number): string => {
    const fifteen = prefix + series + String(n).padStart(12 - series.length, '0')
    return fifteen + idSuffix(fifteen)
  }
  return {
    nthAccountId: (n: number): AccountId => salesforceId('001', n) as AccountId,
    nthContactId: (n: number): ContactId => salesforceId('003', n) as ContactId,
    nthUserId: (n: number): UserId => salesforceId('005', n) as UserId,
    nthOpportunityId: (n: number): OpportunityId => salesforceId('006', n) as OpportunityId,
    /** The id of a queue, which can own a lead but not an account. */
    nthQueueId: (n: number): SalesforceId => salesforceId('00G', n) as SalesforceId,
  }
}

export const { nthAccountId, nthContactId, nthUserId, nthOpportunityId } = idsOf()
export const queueId = idsOf().nthQueueId(1)
export const personId = (n: number): PersonId => n as PersonId

// Instants

/** The instant that is this number of milliseconds after the start of 1970. */
export const instant = (epoch: number): Instant => epoch as Instant
/** The instant of a text such as `2026-03-02T09:00:00Z`, parsed with `Date.parse`. */
export const utc = (text: string): Instant => instant(Date.parse(text))
/** The nth second of the year 2026. */
export const second = (n: number): Instant => instant(1_767_225_600_000 + n * 1_000)
/** The time of arrival in tests for which the time does not matter. */
export const at = second(1_000)

// Fields

export type Values = Readonly<Record<string, FieldValue>>

export const fieldName = (name: string): FieldName => name as FieldName
export const fieldsOf = (values: Values): Fields => values

/**
 * Field names that are also inherited keys of every object. A careless look-up such as `fields['toString']` finds a
 * function.
 */
export const inheritedNames: ReadonlyArray<FieldName> = Object.getOwnPropertyNames(Object.prototype)
  .filter((name) => /^[A-Za-z]/.test(name))
  .map(fieldName)

/** Whether a name is `null`, empty, or only white space. Salesforce treats such a name as missing. */
export const isBlank = (text: string | null): text is null => text === null || text.trim() === ''

// Accounts

/** A record of the first account. */
export const accountRecord = (stamp: number, fields: Values, isDeleted = false): AccountRecord => ({
  id: nthAccountId(1),
  systemModstamp: second(stamp),
  isDeleted,
  fields,
})

/** The values from all records with one SystemModstamp. Each field has a first value, and can have other values. */
export const brought = (
  fields: Values,
  isDeleted = false,
  further: ReadonlyArray<NamedValue> = [],
): BroughtAtStamp => ({
  isDeleted,
  masterRecordId: null,
  fields,
  further: furtherOf(further),
})

/**
 * Makes the first account from the SystemModstamp of its last record, its synced values, and the values of its local edits. All
 * edits were made through the first contact.
 */
export const account = (stamp: number, synced: Values, edits: Values = {}): Account => ({
  id: nthAccountId(1),
  systemModstamp: second(stamp),
  isDeleted: false,
  masterRecordId: null,
  synced,
  localEdits: Object.entries(edits)
    .map(([field, value]) => ({ field: fieldName(field), value, through: nthContactId(1), at }))
    .sort((a, b) => (a.field < b.field ? -1 : 1)),
  broughtAtStamp: brought(synced),
})

// Contacts

/** A record of the first contact, in the first account. */
export const contactRecord = (stamp: number, place: Partial<ContactRecord> = {}): ContactRecord => ({
  id: nthContactId(1),
  systemModstamp: second(stamp),
  isDeleted: false,
  accountId: nthAccountId(1),
  ...place,
})

/** The nth contact, which is live in an account. */
export const live = (n = 1, accountId: AccountId = nthAccountId(1)): LiveContact => ({
  _tag: 'LiveContact',
  id: nthContactId(n),
  accountId,
  appliedAtStamp: [contactRecord(0, { id: nthContactId(n), accountId })],
})

// Persons

/** The first person. */
export const person = (sfdc: SettledPerson['sfdc'], names: Partial<SettledPerson> = {}): SettledPerson => ({
  id: personId(1),
  lastName: 'Young',
  company: 'Dickenson plc',
  sfdc,
  ...names,
})

export const notInSalesforce = { _tag: 'NotInSalesforce' } as const
export const lead = { _tag: 'SfdcLead', isDeleted: false } as const
export const deletedLead = { _tag: 'SfdcLead', isDeleted: true } as const
export const sfdcContact = (n: number) => ({ _tag: 'SfdcContact', contactId: nthContactId(n) }) as const
export const terms = { assignTo: nthUserId(1), convertedStatus: 'Qualified', notifyOwner: false }
export const convertingFrom = (from: typeof notInSalesforce | typeof lead | typeof deletedLead) =>
  ({ _tag: 'Converting', from, since: second(1), terms }) as const

// Inputs

export const syncAccount = (record: AccountRecord, arrives: Instant = at): SyncAccount => ({
  _tag: 'SyncAccount',
  at: arrives,
  record,
})

export const syncContact = (record: ContactRecord, arrives: Instant = at): SyncContact => ({
  _tag: 'SyncContact',
  at: arrives,
  record,
})

export const editThrough = (
  contactId: ContactId,
  field: string,
  value: FieldValue,
  arrives: Instant = at,
): EditAccountField => ({ _tag: 'EditAccountField', at: arrives, contactId, field: fieldName(field), value })

/** The input that puts the nth person into Marketo. The person is not in Salesforce. */
export const put = (n: number): PutPerson => ({
  _tag: 'PutPerson',
  at,
  person: person(notInSalesforce, { id: personId(n) }),
})

/**
 * The request to convert the nth person. The owner is a user. The request accepts that the conversion creates an account and an
 * opportunity.
 */
export const convert = (n: number): ConvertPerson => ({
  _tag: 'ConvertPerson',
  at,
  personId: personId(n),
  ...terms,
  accepts: newAccountAndOpportunity,
})

// Any value

export const range = (length: number): ReadonlyArray<number> => Array.from({ length }, (_, index) => index)

/** Freezes a value deeply, so that any write to it throws. */
export const frozen = <A>(value: A): A => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  Object.freeze(value)
  for (const key of Reflect.ownKeys(value)) frozen((value as Readonly<Record<string | symbol, unknown>>)[key])
  return value
}
