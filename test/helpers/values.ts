// Values for tests that say what they are about, made without the codecs.
import type {
  Account,
  AccountId,
  AccountRecord,
  AppliedAccountRecord,
  ContactId,
  ContactRecord,
  ConvertPerson,
  FieldName,
  Fields,
  FieldValue,
  Instant,
  LiveContact,
  OpportunityId,
  PersonId,
  PutPerson,
  SalesforceId,
  SettledPerson,
  UserId,
} from 'marketo-account-sync'
import { idSuffix, newAccountAndOpportunity } from 'marketo-account-sync'

const id = (prefix: string, n: number): string => {
  const fifteen = prefix + String(n).padStart(12, '0')
  return fifteen + idSuffix(fifteen)
}

export const nthAccountId = (n: number): AccountId => id('001', n) as AccountId
export const nthContactId = (n: number): ContactId => id('003', n) as ContactId
export const nthUserId = (n: number): UserId => id('005', n) as UserId
export const nthOpportunityId = (n: number): OpportunityId => id('006', n) as OpportunityId
export const queueId = id('00G', 1) as SalesforceId
export const personId = (n: number): PersonId => n as PersonId
export const fieldName = (name: string): FieldName => name as FieldName

/** A second of the year 2026. */
export const second = (n: number): Instant => (1_767_225_600_000 + n * 1_000) as Instant
export const at = second(1_000)

type Values = Readonly<Record<string, FieldValue>>

export const fieldsOf = (values: Values): Fields => values

export const accountRecord = (stamp: number, fields: Values, isDeleted = false): AccountRecord => ({
  id: nthAccountId(1),
  systemModstamp: second(stamp),
  isDeleted,
  fields,
})

export const said = (fields: Values, isDeleted = false): AppliedAccountRecord => ({ isDeleted, fields })

/** An account last synced at a stamp, with values on top that were edited through the first contact. */
export const account = (stamp: number, synced: Values, edits: Values = {}): Account => ({
  id: nthAccountId(1),
  systemModstamp: second(stamp),
  isDeleted: false,
  synced,
  localEdits: Object.entries(edits).map(([field, value]) => ({
    field: fieldName(field),
    value,
    through: nthContactId(1),
    at,
  })),
  appliedAtStamp: [said(synced)],
})

export const contactRecord = (stamp: number, place: Partial<ContactRecord> = {}): ContactRecord => ({
  id: nthContactId(1),
  systemModstamp: second(stamp),
  isDeleted: false,
  accountId: nthAccountId(1),
  ...place,
})

export const live = (n = 1, accountId: AccountId = nthAccountId(1)): LiveContact => ({
  _tag: 'LiveContact',
  id: nthContactId(n),
  accountId,
  appliedAtStamp: [contactRecord(0, { id: nthContactId(n), accountId })],
})

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
export const terms = { assignTo: nthUserId(1), convertedStatus: 'Qualified', notifyOwner: false }
export const convertingFrom = (from: typeof notInSalesforce | typeof lead | typeof deletedLead) =>
  ({ _tag: 'Converting', from, since: second(1), terms }) as const

/** Marketo learns of the person of a number, who is not in Salesforce. */
export const put = (n: number): PutPerson => ({
  _tag: 'PutPerson',
  at,
  person: person(notInSalesforce, { id: personId(n) }),
})
/** Convert Person for the person of a number, whom nothing refuses but what is known of them. */
export const convert = (n: number): ConvertPerson => ({
  _tag: 'ConvertPerson',
  at,
  personId: personId(n),
  ...terms,
  accepts: newAccountAndOpportunity,
})
