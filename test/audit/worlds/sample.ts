// Writes the sample exports: `npm run audit:sample`. They are from a small world in which each class of finding occurs.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { FieldValue } from 'marketo-account-sync'
import type { RestRecord } from '../../exports/world.js'
import { accountDescribe } from './describe.js'
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
import { earlierExportAt } from './salesforce.js'
import { worldOf } from './world.js'

const accounts = 180

/** The country codes in the Salesforce of the sample. Marketo shows the names of the countries. */
const codes: Readonly<Record<string, string>> = {
  Brazil: 'BR',
  France: 'FR',
  Germany: 'DE',
  Ireland: 'IE',
  Japan: 'JP',
  Norway: 'NO',
  Poland: 'PL',
  Spain: 'ES',
  'United States': 'US',
}

const withCodes = (record: RestRecord): RestRecord => {
  const country: FieldValue = record['BillingCountry'] ?? null
  return { ...record, BillingCountry: typeof country === 'string' ? (codes[country] ?? country) : country }
}

/** The exchange rate between the revenue in Salesforce and the revenue in Marketo. */
const rate = 0.9
const inOtherCurrency = (person: RestRecord): RestRecord => {
  const revenue: FieldValue = person['annualRevenue'] ?? null
  const amount = typeof revenue === 'string' ? Number(revenue.replaceAll(',', '')) * rate : null
  return { ...person, annualRevenue: amount === null ? null : String(Math.round(amount * 100) / 100) }
}

/** The files of the sample, by name. */
export const sampleFiles = (): Readonly<Record<string, string | Buffer>> => {
  const world = worldOf(7, accounts, { failingShare: 0.03 })
  const records = (until?: number): ReadonlyArray<RestRecord> => accountRecords(world, until).map(withCodes)
  return {
    'accounts.csv': salesforceFile(bulkFormat, records()),
    'accounts-earlier.csv': salesforceFile(bulkFormat, records(earlierExportAt)),
    'contacts.csv': salesforceFile(bulkFormat, contactRecords(world)),
    'people.csv': peopleFile(bulkFormat, personRecords(world).map(inOtherCurrency)),
    'changes.csv.gz': gzipSync(logFile(world), { level: 9 }),
    'sync-status.csv': syncStatusFile(),
    'sync-errors.csv': syncErrorsFile(world, 60),
    'describe.json': `${JSON.stringify(accountDescribe, null, 2)}\n`,
    'mappings.json': `${JSON.stringify([syncStatusMapping, syncErrorsMapping], null, 2)}\n`,
  }
}

export const sampleFolder = fileURLToPath(new URL('../../../docs/examples/exports/', import.meta.url))

/** Writes the files. */
export const writeSample = (): void => {
  mkdirSync(sampleFolder, { recursive: true })
  for (const [name, content] of Object.entries(sampleFiles())) writeFileSync(join(sampleFolder, name), content)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeSample()
