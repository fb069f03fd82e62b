// A few accounts, contacts and people, and the export files that the vendors would write for these records.
import * as E from 'fp-ts/lib/Either.js'
import type { FieldValue, Instant } from 'marketo-account-sync'
import type { ObjectSchema } from 'marketo-account-sync/records'
import { schemaFromDescribe } from 'marketo-account-sync/records'
import { nthAccountId, nthContactId, utc } from '../helpers/values.js'
import type { Cells, CsvForm } from './csv.js'
import { csvOf } from './csv.js'

// The describe result

const described = (name: string, label: string, type: string) => ({
  name,
  label,
  type,
  calculated: false,
  compoundFieldName: null,
  relationshipName: null,
})

const recordFields = (label: string) => [
  described('Id', label, 'id'),
  described('IsDeleted', 'Deleted', 'boolean'),
  described('MasterRecordId', 'Master Record ID', 'reference'),
  described('SystemModstamp', 'System Modstamp', 'datetime'),
]

const schemaOf = (name: string, fields: ReadonlyArray<object>): ObjectSchema =>
  E.getOrElseW((errors: unknown) => {
    throw new Error(JSON.stringify(errors))
  })(schemaFromDescribe({ name, fields, childRelationships: [] }))

export const accountSchema = schemaOf('Account', [
  ...recordFields('Account ID'),
  described('Name', 'Account Name', 'string'),
  described('Industry', 'Industry', 'picklist'),
  described('AnnualRevenue', 'Annual Revenue', 'currency'),
  described('NumberOfEmployees', 'Employees', 'int'),
  described('BillingStreet', 'Billing Street', 'textarea'),
  described('BillingAddress', 'Billing Address', 'address'),
  described('Sic', 'SIC Code', 'string'),
  described('ParentId', 'Parent Account ID', 'reference'),
  described('Active__c', 'Active', 'boolean'),
  described('Founded__c', 'Founded', 'date'),
  described('Renewal__c', 'Next Renewal', 'datetime'),
  described('Region__c', 'Region', 'string'),
])

export const contactSchema = schemaOf('Contact', [
  ...recordFields('Contact ID'),
  described('AccountId', 'Account ID', 'reference'),
  described('LastName', 'Last Name', 'string'),
  described('Region__c', 'Region', 'string'),
])

// Accounts and contacts in the form of the REST API.

export type Value = FieldValue
export type RestRecord = Readonly<Record<string, Value>>

export const accounts: ReadonlyArray<RestRecord> = [
  {
    Id: nthAccountId(1),
    SystemModstamp: '2023-10-04T18:35:00.000+0000',
    IsDeleted: false,
    MasterRecordId: null,
    Name: 'Smith, "Al" & Söhne',
    Industry: 'Electronics',
    AnnualRevenue: 1_234_567.5,
    NumberOfEmployees: 1_200,
    BillingStreet: '12 Main Street\nSuite 4',
    Sic: '0712',
    ParentId: nthAccountId(2),
    Active__c: true,
    Founded__c: '1999-04-05',
    Renewal__c: '2024-02-29T06:00:00.000+0000',
    Region__c: '=HYPERLINK("x")',
  },
  {
    Id: nthAccountId(2),
    SystemModstamp: '2023-12-31T23:59:00.000+0000',
    IsDeleted: false,
    MasterRecordId: null,
    Name: 'Null',
    Industry: null,
    AnnualRevenue: null,
    NumberOfEmployees: 0,
    BillingStreet: null,
    Sic: null,
    ParentId: null,
    Active__c: false,
    Founded__c: null,
    Renewal__c: null,
    Region__c: '<b>East</b>',
  },
  {
    Id: nthAccountId(3),
    SystemModstamp: '2022-01-02T03:04:00.000+0000',
    IsDeleted: true,
    MasterRecordId: nthAccountId(1),
    Name: 'Smith',
    Industry: 'Electronics',
    AnnualRevenue: -0.25,
    NumberOfEmployees: 12,
    BillingStreet: 'Platz der Einheit 1',
    Sic: '7',
    ParentId: null,
    Active__c: false,
    Founded__c: '2001-12-31',
    Renewal__c: '2024-12-31T23:30:00.000+0000',
    Region__c: null,
  },
]

export const contacts: ReadonlyArray<RestRecord> = [1, 2, 3].map((n) => ({
  Id: nthContactId(n),
  AccountId: n === 3 ? null : nthAccountId(n),
  SystemModstamp: `2023-10-0${n}T08:00:00.000+0000`,
  IsDeleted: n === 2,
  MasterRecordId: null,
  LastName: 'Doe',
  Region__c: 'West',
}))

/** The people in the form of Get Leads. Fields that Get Leads would leave out are null here. */
export const people: ReadonlyArray<RestRecord> = [
  {
    id: 71,
    sfdcContactId: nthContactId(1),
    sfdcAccountId: nthAccountId(1),
    sfdcType: 'Contact',
    sfdcIsDeleted: false,
    contactCompany: 9_001,
    updatedAt: '2023-10-05T07:08:00Z',
    firstName: 'Anna',
    company: 'Smith, "Al" & Söhne',
    industry: 'Electronics',
    annualRevenue: 1_234_567.5,
    numberOfEmployees: 1_200,
    billingStreet: '12 Main Street\nSuite 4',
    sicCode: '0712',
    Active__c_account: true,
    Founded__c_account: '1999-04-05',
    Renewal__c_account: '2024-02-29T06:00:00Z',
    Region__c: 'West',
    Region__c_account: 'East',
  },
  {
    id: 72,
    sfdcContactId: null,
    sfdcAccountId: null,
    sfdcType: 'Lead',
    sfdcIsDeleted: false,
    contactCompany: null,
    updatedAt: '2023-10-05T07:09:00Z',
    firstName: 'Bob',
    company: 'Smith',
    industry: null,
    annualRevenue: 0,
    numberOfEmployees: null,
    billingStreet: null,
    sicCode: null,
    Active__c_account: false,
    Founded__c_account: null,
    Renewal__c_account: null,
    Region__c: null,
    Region__c_account: null,
  },
]

export const displayNames: Readonly<Record<string, string>> = {
  id: 'Id',
  sfdcContactId: 'SFDC Contact Id',
  sfdcAccountId: 'SFDC Account Id',
  sfdcType: 'SFDC Type',
  sfdcIsDeleted: 'SFDC Is Deleted',
  contactCompany: 'Contact Company',
  updatedAt: 'Updated At',
  firstName: 'First Name',
  company: 'Company Name',
  industry: 'Industry',
  annualRevenue: 'Annual Revenue',
  numberOfEmployees: 'Num Employees',
  billingStreet: 'Billing Address',
  sicCode: 'SIC Code',
  Active__c_account: 'Active (A)',
  Founded__c_account: 'Founded (A)',
  Renewal__c_account: 'Next Renewal (A)',
  Region__c: 'Region (C)',
  Region__c_account: 'Region (A)',
}

// The notation of a file

/** The functions that write values into a file. The argument `name` is the name of the column. */
export interface Writing {
  readonly header: (name: string) => string
  readonly value: (value: NonNullable<Value>, name: string) => string
  readonly blank: string
  readonly form: CsvForm
}

export const written = (records: ReadonlyArray<RestRecord>, { header, value, blank, form }: Writing): string => {
  const names = Object.keys(records[0] ?? {})
  const rows = records.map((record) =>
    names.map((name): string => {
      const each = record[name] ?? null
      return each === null ? blank : value(each, name)
    }),
  )
  return csvOf([names.map(header), ...rows] satisfies ReadonlyArray<Cells>, form)
}

const restInstant = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):00(?:\.000\+0000|Z)$/
const restDate = /^(\d{4})-(\d{2})-(\d{2})$/
const two = (n: number) => String(n).padStart(2, '0')

interface Locale {
  readonly offsetHours: number
  readonly date: (year: number, month: number, day: number) => string
  readonly time: (hour: number, minute: number) => string
  readonly number: (value: number) => string
}

/** Writes numbers, dates and times in the format of a locale, and any other value unchanged. */
export const inLocale =
  (locale: Locale) =>
  (value: NonNullable<Value>): string => {
    if (typeof value === 'number') return locale.number(value)
    if (typeof value !== 'string') return String(value)
    const date = restDate.exec(value)
    if (date !== null) return locale.date(Number(date[1]), Number(date[2]), Number(date[3]))
    if (!restInstant.test(value)) return value
    const local = new Date(Date.parse(value) + locale.offsetHours * 3_600_000)
    const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth() + 1, local.getUTCDate()]
    return `${locale.date(year, month, day)} ${locale.time(local.getUTCHours(), local.getUTCMinutes())}`
  }

/** The format of the United States, in a time zone five hours behind UTC. */
export const american: Locale = {
  offsetHours: -5,
  date: (year, month, day) => `${month}/${day}/${year}`,
  time: (hour, minute) => `${hour % 12 === 0 ? 12 : hour % 12}:${two(minute)} ${hour < 12 ? 'AM' : 'PM'}`,
  number: (value) => value.toLocaleString('en-US', { minimumFractionDigits: 2 }),
}

/** The format of Germany, in a time zone one hour ahead of UTC. */
export const german: Locale = {
  offsetHours: 1,
  date: (year, month, day) => `${two(day)}.${two(month)}.${year}`,
  time: (hour, minute) => `${two(hour)}:${two(minute)}`,
  number: (value) => value.toLocaleString('de-DE', { minimumFractionDigits: 2 }),
}

/** Writes values as the APIs do. Each date and time ends with the text `endOfTime`, for example `Z`. */
export const inApi =
  (endOfTime: string) =>
  (value: NonNullable<Value>): string => {
    if (typeof value === 'number') return Number.isInteger(value) ? `${value}.0` : String(value)
    return typeof value === 'string' && restInstant.test(value)
      ? value.replace(/(\.000\+0000|Z)$/, endOfTime)
      : String(value)
  }

export const stamp = (text: string): Instant => utc(text)
