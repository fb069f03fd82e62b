// Inputs written down for a law, where a random history would seldom come by.
import type {
  AccountId,
  ContactId,
  ContactRecord,
  EditAccountField,
  FieldName,
  Fields,
  FieldValue,
  Instance,
  Instant,
  OpportunityId,
  Settings,
  SyncAccount,
  SyncContact,
  UserId,
} from 'marketo-account-sync'
import { defaultSettings, idSuffix } from 'marketo-account-sync'

const id = (prefix: string, n: number): string => {
  const fifteen = `${prefix}Zz${String(n).padStart(10, '0')}`
  return fifteen + idSuffix(fifteen)
}

export const nthAccountId = (n: number): AccountId => id('001', n) as AccountId
export const nthContactId = (n: number): ContactId => id('003', n) as ContactId
export const nthOpportunityId = (n: number): OpportunityId => id('006', n) as OpportunityId
export const nthUserId = (n: number): UserId => id('005', n) as UserId

/** A second of the year 2030: later than nearly all that random histories come by. */
export const second = (n: number): Instant => (1_893_456_000_000 + n * 1_000) as Instant

const fieldsOf = (values: Readonly<Record<string, FieldValue>>): Fields => values
export const fieldName = (name: string): FieldName => name as FieldName

export const syncAccount = (record: {
  readonly id: AccountId
  readonly at: number
  readonly fields: Readonly<Record<string, FieldValue>>
  readonly isDeleted?: boolean
}): SyncAccount => ({
  _tag: 'SyncAccount',
  at: second(record.at),
  record: {
    id: record.id,
    systemModstamp: second(record.at),
    isDeleted: record.isDeleted ?? false,
    fields: fieldsOf(record.fields),
  },
})

export const syncContact = (record: {
  readonly id: ContactId
  readonly at: number
  readonly accountId: ContactRecord['accountId']
  readonly isDeleted?: boolean
}): SyncContact => ({
  _tag: 'SyncContact',
  at: second(record.at),
  record: {
    id: record.id,
    systemModstamp: second(record.at),
    isDeleted: record.isDeleted ?? false,
    accountId: record.accountId,
  },
})

export const editThrough = (edit: {
  readonly contactId: ContactId
  readonly at: number
  readonly field: string
  readonly value: FieldValue
}): EditAccountField => ({
  _tag: 'EditAccountField',
  at: second(edit.at),
  contactId: edit.contactId,
  field: fieldName(edit.field),
  value: edit.value,
})

export const withInstance = (instance: Partial<Instance>): Settings => ({
  ...defaultSettings,
  instance: { ...defaultSettings.instance, ...instance },
})

export const range = (length: number): ReadonlyArray<number> => Array.from({ length }, (_, index) => index)
