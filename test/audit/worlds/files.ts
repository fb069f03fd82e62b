// The files of a generated world, in the formats of the vendors' exports.
import * as O from 'fp-ts/lib/Option.js'
import type { Activity, FieldValue } from 'marketo-account-sync'
import { Instant } from 'marketo-account-sync'
import type { ReadOptions } from 'marketo-account-sync/exports'
import { fixedZone } from 'marketo-account-sync/exports'
import { textInLog } from 'marketo-account-sync/records'
import type { CsvForm } from '../../exports/csv.js'
import { csvOf } from '../../exports/csv.js'
import type { RestRecord, Writing } from '../../exports/world.js'
import { american, inApi, inLocale, written } from '../../exports/world.js'
import { accountSchema, contactSchema } from './describe.js'
import { fieldCalled, worldFields } from './fields.js'
import type { Random } from './random.js'
import { randomOf } from './random.js'
import type { SalesforceAccount } from './salesforce.js'
import { cycleOf, day, exportedAt, last, mergedAt, minute, syncedUntil, versionAt } from './salesforce.js'
import type { World } from './world.js'

// The records

const rest = (stamp: Instant): string => Instant.encode(stamp).replace('Z', '+0000')

const accountRecord = (account: SalesforceAccount, until: number): RestRecord | undefined => {
  const { id, versions, present, isPersonAccount } = account
  const version = versionAt(versions, until)
  const merged = mergedAt(account, until)
  return version === undefined
    ? undefined
    : {
        Id: id,
        SystemModstamp: rest(merged?.at ?? version.stamp),
        IsDeleted: merged !== null,
        MasterRecordId: merged?.into ?? null,
        IsPersonAccount: isPersonAccount,
        ...(version === last(versions) ? present : version.fields),
      }
}

/** The account records in an export at this time. */
export const accountRecords = ({ accounts }: World, until: number = exportedAt): ReadonlyArray<RestRecord> =>
  accounts.flatMap((account) => {
    const record = accountRecord(account, until)
    return record === undefined ? [] : [record]
  })

/** The contact records in an export at this time. The export contains deleted contacts too, because it uses `queryAll`. */
export const contactRecords = ({ contacts }: World, until: number = exportedAt): ReadonlyArray<RestRecord> =>
  contacts.flatMap(({ id, versions }) => {
    const version = versionAt(versions, until)
    return version === undefined
      ? []
      : [
          {
            Id: id,
            AccountId: version.accountId,
            SystemModstamp: rest(version.stamp),
            IsDeleted: version.isDeleted,
            MasterRecordId: null,
            LastName: `Secretname-${id}`,
            Email: `${id}@private.example`,
          },
        ]
  })

/** Cuts a value as Marketo does. Marketo stores at most 255 characters of most text fields. */
const cut = (value: FieldValue, type: string): FieldValue =>
  typeof value === 'string' && type !== 'textarea' ? value.slice(0, 255) : value

/** All people share this formatter, because it takes longer to create a formatter than to create a person. */
const withThousands = new Intl.NumberFormat('en-US', { minimumFractionDigits: 2 })

const mixed = (value: FieldValue, random: Random): FieldValue => {
  if (typeof value === 'number') return random.pick([String(value), value.toFixed(1), withThousands.format(value)])
  return typeof value === 'boolean'
    ? random.pick(value ? ['true', 'True', '1', 'Yes'] : ['false', 'False', '0', 'No'])
    : value
}

/** The people with their columns from the REST API. Numbers and booleans are written in several forms. */
export const personRecords = ({ people, seed }: World): ReadonlyArray<RestRecord> => {
  const random = randomOf(seed)
  return people.map(({ fields, ...person }) => ({
    id: String(person.id),
    sfdcContactId: person.sfdcContactId,
    sfdcAccountId: person.sfdcAccountId,
    sfdcType: person.sfdcType,
    sfdcIsDeleted: person.sfdcIsDeleted,
    contactCompany: String(person.contactCompany),
    updatedAt: Instant.encode(person.updatedAt).replace('.000Z', 'Z'),
    firstName: `Secretname-${person.id}`,
    email: `person-${person.id}@private.example`,
    ...Object.fromEntries(
      worldFields.map(({ name, type, restName }) => [restName, mixed(cut(fields[name] ?? null, type), random)]),
    ),
  }))
}

const inPeopleOf = (name: string): string =>
  worldFields.find(({ restName }) => restName === name)?.displayName ?? displayNames[name] ?? name

const displayNames: Readonly<Record<string, string>> = {
  id: 'Id',
  sfdcContactId: 'SFDC Contact Id',
  sfdcAccountId: 'SFDC Account Id',
  sfdcType: 'SFDC Type',
  sfdcIsDeleted: 'SFDC Is Deleted',
  contactCompany: 'Contact Company',
  updatedAt: 'Updated At',
  firstName: 'First Name',
  email: 'Email Address',
}

// The log

const sources = ['Web form fillout', 'Marketo Flow Action', 'Web service API', 'List import']

const logColumns = [
  'marketoGUID',
  'leadId',
  'activityDate',
  'activityTypeId',
  'campaignId',
  'primaryAttributeValueId',
  'primaryAttributeValue',
  'attributes',
]

const attributes = (texts: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== '')))

interface LogOptions {
  readonly source?: boolean
  readonly since?: number
  readonly form?: CsvForm
}

/** The activity log in the format of Marketo's bulk activity extract. */
export const logFile = (world: World, { source = true, since = 0, form = {} }: LogOptions = {}): string => {
  const random = randomOf(world.seed + 1)
  const people = new Map(world.contacts.map(({ id, personId }) => [id, personId]))
  for (const { contactId, personId } of world.conversions) people.set(contactId, personId)
  const row = (activity: Activity, n: number): ReadonlyArray<ReadonlyArray<string>> => {
    const leadId = activity._tag === 'ConvertLead' ? activity.personId : people.get(activity.contactId)!
    if (world.lost.has(leadId) || activity.at < since) return []
    const head = [`guid-${n}`, String(leadId), Instant.encode(activity.at).replace('.000Z', 'Z')]
    if (activity._tag === 'ConvertLead')
      return [[...head, '21', '', '', activity.assignTo, attributes({ 'Converted Status': activity.convertedStatus })]]
    const { displayName, type } = fieldCalled(activity.field)
    const isSync = activity.cause === 'sync-down'
    const texts = {
      'New Value': textInLog(cut(activity.newValue, type)),
      'Old Value': textInLog(cut(activity.oldValue, type)),
      Reason: isSync ? 'Updated by the sync' : `Changed by campaign ${random.below(900)}`,
      ...(source ? { Source: isSync ? 'sfdc' : random.pick(sources) } : {}),
    }
    const change = [...head, '13', isSync ? '' : '1207', '', displayName, attributes(texts)]
    // The log also contains changes of people's own fields, and other activities.
    const other = random.chance(0.05)
      ? [
          [
            `other-${n}`,
            ...head.slice(1),
            '13',
            '',
            '',
            'First Name',
            attributes({ 'New Value': `Secretname-${n}`, ...(source ? { Source: 'Web form fillout' } : {}) }),
          ],
          [`visit-${n}`, ...head.slice(1), '1', '', '', 'www.example.com', '{}'],
        ]
      : []
    return [change, ...other]
  }
  return csvOf([logColumns, ...world.log.flatMap(row)], form)
}

// Sync Status and Sync Errors

export const syncStatusMapping = {
  kind: 'syncStatus',
  columns: { startedAt: 'Started At', endedAt: 'Ended At', object: 'Object', operation: 'Operation', status: 'Status' },
} as const

/** The Sync Status file. Marketo keeps five days, but the file of a world has only the last two hours. */
export const syncStatusFile = (): string => {
  const cycles = Array.from({ length: 16 }, (_, n) => cycleOf(syncedUntil - n * 5 * minute))
  const time = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z')
  return csvOf([
    ['Started At', 'Ended At', 'Object', 'Operation', 'Status'],
    ...cycles.flatMap((at) =>
      ['Account', 'Contact'].map((object) => [time(at), time(at + 50_000), object, 'Pull updates', 'Succeeded']),
    ),
  ])
}

export const syncErrorsMapping = {
  kind: 'syncErrors',
  columns: { failedOn: 'Failed On', errorType: 'Error Type', personId: 'Marketo Id', salesforceId: 'Salesforce Id' },
} as const

/** The Sync Errors file. Marketo keeps five days of errors. */
export const syncErrorsFile = ({ failures }: World, days = 5): string =>
  csvOf([
    ['Failed On', 'Error Type', 'Marketo Id', 'Salesforce Id', 'Error Details'],
    ...failures
      .filter(({ at }) => at > exportedAt - days * day)
      .map(({ record, personId, at }) => [
        Instant.encode(at),
        'Record',
        personId === null ? '' : String(personId),
        record ?? '',
        'Secretname could not be saved',
      ]),
  ])

// The formats

export interface Format {
  readonly name: string
  readonly salesforce: Writing
  readonly marketo: Writing
  readonly end: string
  /** The options for reading the files from Salesforce and the files from Marketo. */
  readonly options: { readonly salesforce?: ReadOptions; readonly marketo?: ReadOptions }
}

const same = (name: string): string => name
const plain = (value: NonNullable<FieldValue>): string => String(value)
const isId = (name: string): boolean => /id$/i.test(name)
const labelIn = (name: string): string => accountSchema.fields[name]?.label ?? contactSchema.fields[name]?.label ?? name
/**
 * Converts column names to the labels in a report. A report of contacts has the column Contact ID, and a report of accounts has
 * Account ID.
 */
const labels = (names: ReadonlyArray<string>) => (name: string) =>
  name === 'Id' && names.includes('AccountId') ? 'Contact ID' : labelIn(name)

const zone = O.toNullable(fixedZone('-05:00'))
const report: ReadOptions = { notation: { dateOrder: 'month-day', zone } }
const footer = [
  '',
  '"Copyright (c) 2000-2026 salesforce.com, inc."',
  '"Confidential Information"',
  '"Acme Inc"',
  '',
].join('\n')

const bulkPeople: Writing = { header: same, value: plain, blank: 'null', form: {} }
const listOfPeople: Writing = {
  header: inPeopleOf,
  value: (value) => (typeof value === 'boolean' ? (value ? 'Yes' : 'No') : String(value)),
  blank: '',
  form: { byteOrderMark: true },
}
const inBulk: Writing = { header: same, value: inApi('.000Z'), blank: '', form: {} }

export const bulkFormat: Format = {
  name: 'Bulk API 2.0 and bulk extracts',
  salesforce: inBulk,
  marketo: bulkPeople,
  end: '',
  options: {},
}

/** The formats in which the files of a world can be written. */
export const formats: ReadonlyArray<Format> = [
  bulkFormat,
  {
    ...bulkFormat,
    name: 'Data Loader, and a bulk extract with tabs',
    salesforce: {
      ...inBulk,
      header: (name) => name.toUpperCase(),
      form: { quoteAll: true, byteOrderMark: true, lineEnd: '\r\n' },
    },
    marketo: { ...bulkPeople, form: { delimiter: '\t' } },
  },
  {
    name: 'report with 15-character ids and a footer, and a list export',
    salesforce: {
      header: same,
      value: (value, name) => {
        const text = typeof value === 'boolean' ? (value ? '1' : '0') : inLocale(american)(value)
        return isId(name) ? text.slice(0, 15) : text
      },
      blank: '',
      form: { quoteAll: true },
    },
    marketo: listOfPeople,
    end: footer,
    options: { salesforce: report },
  },
  {
    ...bulkFormat,
    name: 'weekly export, and a bulk extract with semicolons',
    salesforce: { ...inBulk, form: { quoteAll: true, lineEnd: '\r\n' } },
    marketo: { ...bulkPeople, form: { delimiter: ';' } },
  },
  {
    ...bulkFormat,
    name: 'sf with ids in the wrong letter case, and a list export',
    salesforce: {
      ...inBulk,
      value: (value, name) => (isId(name) ? String(value).toUpperCase() : inApi('.000+0000')(value)),
    },
    marketo: listOfPeople,
  },
]

/** Writes a file of Salesforce records in this format. */
export const salesforceFile = ({ salesforce, end, options }: Format, records: ReadonlyArray<RestRecord>): string => {
  const isReport = options.salesforce === report
  const header = isReport ? labels(Object.keys(records[0] ?? {})) : salesforce.header
  return written(records, { ...salesforce, header }) + end
}

/** Writes a file of people in this format. */
export const peopleFile = ({ marketo }: Format, records: ReadonlyArray<RestRecord>): string => written(records, marketo)
