// Tests the facts that the audit infers from all rows together. Because of these facts, an audit of fewer accounts can give
// different findings for the same accounts.
import { readFileSync } from 'node:fs'
import * as O from 'fp-ts/lib/Option.js'
import { describe, expect, test } from 'vitest'
import { defaultSettings } from 'marketo-account-sync'
import type { AuditRows, Finding } from 'marketo-account-sync/audit'
import { audit } from 'marketo-account-sync/audit'
import { nthAccountId } from '../helpers/values.js'
import { account, contact, edited, exported, march, named, shows, synced, withoutSource } from './world.js'

type Lists = { readonly [Key in keyof Omit<AuditRows, 'syncStatus' | 'syncErrors'>]: NonNullable<AuditRows[Key]> }

/** Account 1 has a difference in Industry, and its people have changes of Site in the log. */
const one: Required<Pick<Lists, 'accounts' | 'contacts' | 'people' | 'changes'>> = {
  accounts: [account(1, { Industry: 'Energy', Site: 'y' }, { systemModstamp: march(5) })],
  contacts: [contact(1, 1)],
  people: [shows(1, 1, { Industry: 'Food', Site: 'y' })],
  changes: Array.from({ length: 29 }, (_, n) => n + 2)
    .filter((day) => day < 13 || day > 27)
    .map((day) => synced(1, march(day), 'Site', 'x', 'y')),
}

const joined = (others: Partial<Lists>): Lists => ({
  accounts: [...one.accounts, ...(others.accounts ?? [])],
  contacts: [...one.contacts, ...(others.contacts ?? [])],
  people: [...one.people, ...(others.people ?? [])],
  changes: [...one.changes, ...(others.changes ?? [])],
})

/** Accounts that are equal in both systems. */
const equal = (numbers: ReadonlyArray<number>, fields: Readonly<Record<string, string>>): Lists => ({
  accounts: numbers.map((n) => account(n, fields)),
  contacts: numbers.map((n) => contact(n, n)),
  people: numbers.map((n) => shows(n, n, fields)),
})

/** Accounts, each with a log entry of this day. In this entry, the sync delivered the present value of the account. */
const delivered = (numbers: ReadonlyArray<number>, day: number): Partial<Lists> => ({
  ...equal(numbers, { Site: 'z' }),
  accounts: numbers.map((n) => account(n, { Site: 'z' }, { systemModstamp: march(day, n) })),
  changes: numbers.map((n) => synced(n, march(day, n + 1), 'Site', 'y', 'z')),
})

/**
 * Each key describes a fact that the audit infers. The value is data of other accounts. These data change the fact for account 1.
 */
const inferences: Readonly<Record<string, Partial<Lists>>> = {
  'the time of the export, if no option gives it': {
    people: [shows(2, 2, {}, { updatedAt: march(31) })],
  },
  'the columns that are blank for everybody': {
    people: [shows(2, 2, {}, { contactCompany: '7' })],
  },
  'the kind of a field without a describe result': { accounts: [account(2, { Active__c: 'maybe' })] },
  'whether the org has person accounts': { accounts: [account(2, { IsPersonAccount: 'false' })] },
  'how far the sync has read': delivered([2, 3, 4, 5], 29),
  'whether the accounts were exported too early': { accounts: [account(2, {}, { systemModstamp: exported })] },
  'the last time at which the sync delivered a field': {
    ...equal([2], {}),
    changes: [synced(2, march(29), 'Industry', 'x', 'y')],
  },
  'the fields that are hidden, not syncing, translated or scaled': {
    accounts: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((n) => account(n, { Industry: n < 6 ? 'Energy' : 'Metal' })),
    people: [2, 3, 4, 5, 6, 7, 8, 9, 10, 11].map((n) => shows(n, n, { Industry: n < 6 ? 'Food' : 'Steel' })),
  },
  'the values that Marketo does not translate': equal([2, 3], { Industry: 'Energy' }),
  'the gaps of the log': {
    changes: Array.from({ length: 20 }, (_, n) => synced(99, march(n + 10), 'Website', 'x', 'y')),
  },
  'whether the log contains local edits': { ...equal([2], {}), changes: [edited(2, march(9), 'Site', 'x', 'y')] },
  'whether all entries of the log have a Source': {
    ...equal([2], {}),
    changes: [withoutSource(synced(2, march(9), 'Site', 'x', 'y'))],
  },
  'whether the log has entries that may be about a contact field': {
    changes: [
      { ...edited(99, march(9), 'Industry', 'x', 'y'), field: O.none, possibleField: named('Industry') },
      edited(99, march(9), 'Site', 'x', 'q'),
    ],
  },
  'edits through people who may have belonged to another account': {
    changes: [edited(99, march(9), 'Industry', 'x', 'Food')],
  },
  'names that several accounts have': { accounts: [account(2, { Name: 'Edge' })] },
  'company rows that several accounts have': {
    accounts: [account(2, {})],
    people: [shows(2, 2, {}, { contactCompany: '5001' })],
  },
}

/** Additional data of account 1, for the facts that need such data. Each key is also a key of `inferences`. */
const ofAccount: Readonly<Record<string, Partial<Lists>>> = {
  'the columns that are blank for everybody': {
    people: [shows(1, 1, { Industry: 'Food', Site: 'y' }, { contactCompany: null })],
  },
  'the kind of a field without a describe result': {
    accounts: [account(1, { Active__c: 'false' })],
    people: [shows(1, 1, { Active__c: null })],
  },
  'names that several accounts have': { accounts: [account(1, { Name: 'Edge', Industry: 'Energy' })] },
}

const findingsOf = (rows: AuditRows, until: boolean): ReadonlyArray<Finding> =>
  [...audit(defaultSettings, until ? { peopleUntil: exported } : {})(rows).findings].filter(
    (finding) => 'accountId' in finding && finding.accountId === nthAccountId(1),
  )

describe('an audit of one account', () => {
  test.each(Object.entries(inferences))('infers a different fact than an audit of all accounts: %s', (name, others) => {
    const own = { ...one, ...ofAccount[name] }
    const all = joined(others)
    const rows: AuditRows = {
      ...all,
      accounts: [...own.accounts, ...[...all.accounts].slice(1)],
      people: [...own.people, ...[...all.people].slice(1)],
    }
    const until = !name.startsWith('the time of the export')
    expect(findingsOf(rows, until)).not.toEqual(findingsOf(own, until))
  })

  test('infers different facts, and the documentation of `audit` lists exactly these facts', () => {
    const source = readFileSync(new URL('../../src/audit/Audit.ts', import.meta.url), 'utf8')
    const [, table = ''] = source.split(' * | inferred from all rows')
    const listed = [...table.split(' *\n')[0]!.matchAll(/^ \* \| (?!-)(.+?) +\| /gm)].map(([, name]) => name)
    expect(listed).toEqual(Object.keys(inferences))
  })

  test('gives the same findings as an audit of all accounts if the account shares nothing with other accounts', () => {
    const others = equal([2, 3], { Website: 'https://www.example.com' })
    expect(findingsOf(joined(others), true)).toEqual(findingsOf(one, true))
  })
})
