// Reads the files of a generated world with the readers of the library, as a user would.
import * as E from 'fp-ts/lib/Either.js'
import type { FieldName } from 'marketo-account-sync'
import type { Export, ExportKind, GivenMapping, ReadOptions, RowOf, UnreadRow } from 'marketo-account-sync/exports'
import { MappingFromJson, readCsv } from 'marketo-account-sync/exports'
import { orFail } from '../../exports/reading.js'
import type { RestRecord } from '../../exports/world.js'
import { accountSchema, contactSchema } from './describe.js'
import { inOtherNotation } from './fields.js'
import type { Format } from './files.js'
import {
  accountRecords,
  bulkFormat,
  contactRecords,
  logFile,
  peopleFile,
  personRecords,
  salesforceFile,
  syncErrorsFile,
  syncErrorsMapping,
  syncStatusFile,
  syncStatusMapping,
} from './files.js'
import { day, earlierExportAt, exportedAt } from './salesforce.js'
import type { World } from './world.js'

/** The inputs that a user of the audit has. */
export interface Inputs {
  readonly stamps: boolean
  readonly describe: boolean
  /** A log with all columns, a log without Source, a log of only 30 days, or no log. */
  readonly log: 'whole' | 'without Source' | '30 days' | 'none'
  readonly earlierExport: boolean
  readonly syncStatus: boolean
  /** The number of days that Sync Errors covers. */
  readonly syncErrors: number
  /** Which of the columns SFDC Account Id and Contact Company the file of people has. */
  readonly links: 'both' | 'only SFDC Account Id' | 'none'
  /** Whether the export leaves out every second person. */
  readonly halfOfPeople: boolean
  /** Whether Salesforce was exported a day before Marketo. */
  readonly dayEarlier: boolean
  /** Whether the export of Salesforce is a report in another language and another currency. */
  readonly otherNotation: boolean
  /** Whether the export of Salesforce contains deleted and merged records. */
  readonly deletedToo: boolean
  /** Whether the accounts have the column IsPersonAccount. */
  readonly personAccounts: boolean
  readonly format: Format
}

/** Inputs A: a log, SystemModstamps and a describe result. */
export const usualInputs: Inputs = {
  stamps: true,
  describe: true,
  log: 'whole',
  earlierExport: false,
  syncStatus: false,
  syncErrors: 0,
  links: 'both',
  halfOfPeople: false,
  dayEarlier: false,
  otherNotation: false,
  deletedToo: true,
  personAccounts: true,
  format: bulkFormat,
}

export interface Rows {
  readonly accounts: ReadonlyArray<RowOf['accounts']>
  readonly contacts: ReadonlyArray<RowOf['contacts']>
  readonly people: ReadonlyArray<RowOf['people']>
  readonly changes?: ReadonlyArray<RowOf['changes']>
  readonly earlierAccounts?: ReadonlyArray<RowOf['accounts']>
  readonly syncStatus?: ReadonlyArray<RowOf['syncStatus']>
  readonly syncErrors?: ReadonlyArray<RowOf['syncErrors']>
  /** The account fields for which the accounts or the people have a column. */
  readonly accountFields: ReadonlyArray<FieldName>
  readonly peopleFields: ReadonlyArray<FieldName>
  readonly unread: ReadonlyArray<UnreadRow>
}

const withoutColumns = (records: ReadonlyArray<RestRecord>, names: ReadonlyArray<string>): ReadonlyArray<RestRecord> =>
  names.length === 0
    ? records
    : records.map(
        (record) => Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name))) as RestRecord,
      )

const givenMapping = (mapping: unknown): GivenMapping =>
  E.getOrElseW(() => {
    throw new Error('the mapping is not one')
  })(MappingFromJson.decode(mapping))

const missingLinks: Readonly<Record<Inputs['links'], ReadonlyArray<string>>> = {
  both: [],
  'only SFDC Account Id': ['contactCompany'],
  none: ['sfdcAccountId', 'contactCompany'],
}

/** Writes the files of a world as text, and reads their rows from the text. */
export const rowsOf = (world: World, changes: Partial<Inputs> = {}): Rows => {
  const inputs: Inputs = { ...usualInputs, ...changes }
  const { format } = inputs
  const unread: Array<UnreadRow> = []
  const schemas: ReadOptions = inputs.describe ? { schema: accountSchema, contactSchema } : {}
  const read = <K extends ExportKind>(kind: K, text: string, options: ReadOptions = {}) => {
    const { mapping, records }: Export<K> = orFail(readCsv(kind, { ...schemas, ...options })([text]))
    const rows: Array<RowOf[K]> = []
    for (const record of records)
      if (E.isRight(record)) rows.push(record.right)
      else unread.push(record.left)
    return { rows, fields: mapping.fields.map(({ field }) => field) }
  }
  const until = inputs.dayEarlier ? exportedAt - day : exportedAt
  const noStamps = inputs.stamps ? [] : ['SystemModstamp']
  const noPersonAccounts = inputs.personAccounts ? [] : ['IsPersonAccount']
  const reported = (record: RestRecord): RestRecord =>
    Object.fromEntries(Object.entries(record).map(([name, value]) => [name, inOtherNotation(name as FieldName, value)]))
  const inSalesforce = (records: ReadonlyArray<RestRecord>): string => {
    const exported = inputs.deletedToo ? records : records.filter((record) => record['IsDeleted'] !== true)
    return salesforceFile(format, withoutColumns(inputs.otherNotation ? exported.map(reported) : exported, noStamps))
  }
  const accounts = read(
    'accounts',
    inSalesforce(withoutColumns(accountRecords(world, until), noPersonAccounts)),
    format.options.salesforce,
  )
  const people = read(
    'people',
    peopleFile(
      format,
      withoutColumns(
        personRecords(world).filter((_, index) => !inputs.halfOfPeople || index % 2 === 0),
        missingLinks[inputs.links],
      ),
    ),
    { accountFields: accounts.fields, ...format.options.marketo },
  )
  const log = (): string =>
    logFile(world, {
      source: inputs.log !== 'without Source',
      since: inputs.log === '30 days' ? exportedAt - 30 * day : 0,
    })
  return {
    accounts: accounts.rows,
    contacts: read('contacts', inSalesforce(contactRecords(world, until)), format.options.salesforce).rows,
    people: people.rows,
    ...(inputs.log === 'none' ? {} : { changes: read('changes', log(), { accountFields: accounts.fields }).rows }),
    ...(inputs.earlierExport
      ? {
          earlierAccounts: read(
            'accounts',
            inSalesforce(accountRecords(world, earlierExportAt)),
            format.options.salesforce,
          ).rows,
        }
      : {}),
    ...(inputs.syncStatus
      ? { syncStatus: read('syncStatus', syncStatusFile(), { given: [givenMapping(syncStatusMapping)] }).rows }
      : {}),
    ...(inputs.syncErrors > 0
      ? {
          syncErrors: read('syncErrors', syncErrorsFile(world, inputs.syncErrors), {
            given: [givenMapping(syncErrorsMapping)],
          }).rows,
        }
      : {}),
    accountFields: accounts.fields,
    peopleFields: people.fields,
    unread,
  }
}
