// Tests the facts that the audit infers about a field from all accounts together, and the summary of the audit.
import { describe, expect, test } from 'vitest'
import { defaultSettings } from 'marketo-account-sync'
import type { AuditRows } from 'marketo-account-sync/audit'
import { audit } from 'marketo-account-sync/audit'
import { accountSchema } from '../exports/world.js'
import { nthAccountId } from '../helpers/values.js'
import { account, background, contact, edited, exported, findingsIn, march, pulled, shows, synced } from './world.js'

const numbers = Array.from({ length: 24 }, (_, index) => index + 1)

const inField = (field: string, salesforce: (n: number) => string, marketo: (n: number) => string): AuditRows => ({
  accounts: numbers.map((n) => account(n, { [field]: salesforce(n) })),
  contacts: numbers.map((n) => contact(n, n)),
  people: numbers.map((n) => shows(n, n, { [field]: marketo(n) })),
})

const tags = (rows: AuditRows, options = {}) => findingsIn(rows, options).map(({ _tag }) => _tag)

describe('an audit of a picklist field whose labels are translated', () => {
  const values = ['ENERGY', 'FOOD', 'MEDIA']
  const labels = ['Energie', 'Lebensmittel', 'Medien']
  const of = (texts: ReadonlyArray<string>) => (n: number) => texts[n % texts.length] ?? ''

  test('gives one finding for the whole field', () => {
    const findings = findingsIn(inField('Industry', of(values), of(labels)))
    expect(findings).toMatchObject([
      { _tag: 'ValuesTranslated', certainty: 'consistent', field: 'Industry', accounts: 24, peopleCount: 24 },
    ])
    expect(findings[0]?.evidence).toMatchObject([
      { _tag: 'Table', size: 3, rows: [{ salesforce: 'ENERGY', marketo: 'Energie', accounts: 8 }, {}, {}] },
    ])
  })

  test('counts only the accounts that have people', () => {
    const rows = inField('Industry', of(values), of(labels))
    const withoutPeople = numbers.map((n) => account(n + 100, { Industry: of(values)(n) }))
    const more = { ...rows, accounts: [...rows.accounts, ...withoutPeople] }
    expect(findingsIn(more).filter(({ _tag }) => _tag === 'ValuesTranslated')).toEqual(findingsIn(rows))
  })

  test('still reports the differences that the translation does not explain', () => {
    const rows = inField('Industry', of(values), (n) => (n === 5 ? 'Bier' : of(labels)(n)))
    expect(findingsIn(rows).filter(({ _tag }) => _tag !== 'ValuesTranslated')).toMatchObject([{ marketo: 'Bier' }])
  })

  test('infers no translation if two values have the same label', () => {
    expect(tags(inField('Industry', of(values), of(['Energie', 'Energie', 'Medien'])))).not.toContain(
      'ValuesTranslated',
    )
  })

  test('infers no translation if one value has different labels', () => {
    expect(tags(inField('Industry', of(values), (n) => `Label ${n}`))).not.toContain('ValuesTranslated')
  })
})

describe('an audit of a number field that Marketo shows at a different scale', () => {
  const revenue = (n: number): string => String(1000 * n + 7)

  test('gives one finding for the whole field', () => {
    const rows = inField('AnnualRevenue', revenue, (n) => (Number(revenue(n)) * 1.08).toFixed(2))
    const [finding, ...others] = findingsIn(rows, { schema: accountSchema })
    expect(finding).toMatchObject({ _tag: 'ValuesScaled', field: 'AnnualRevenue', accounts: 24 })
    expect(finding?.evidence).toMatchObject([{ _tag: 'Ratio', ratio: expect.closeTo(1.08, 3) as number }])
    expect(others).toEqual([])
  })

  test('infers no scale if the ratios of the values differ', () => {
    const rows = inField('AnnualRevenue', revenue, (n) => String(Number(revenue(n)) * (1 + n)))
    expect(tags(rows, { schema: accountSchema })).not.toContain('ValuesScaled')
  })
})

describe('an audit without a log', () => {
  test('infers that a field is not syncing if the field has many more old differences than other fields', () => {
    const rows: AuditRows = {
      accounts: numbers.map((n) => account(n, { Industry: `new ${n}`, Site: 'North', Website: 'a' })),
      people: numbers.map((n) => shows(n, n, { Industry: `old ${n}`, Site: 'North', Website: 'a' })),
    }
    expect(new Set(tags(rows))).toEqual(new Set(['FieldNotSyncing']))
  })

  test('does not infer that a field is not syncing if Marketo shows a change after the earlier export', () => {
    const rows: AuditRows = {
      accounts: [...numbers, 99].map((n) => account(n, { Industry: `new ${n}`, Site: 'North', Website: 'a' })),
      earlierAccounts: [account(99, { Industry: 'old' }, { systemModstamp: march(1) })],
      people: [
        ...numbers.map((n) => shows(n, n, { Industry: `old ${n}`, Site: 'North', Website: 'a' })),
        shows(99, 99, { Industry: 'new 99', Site: 'North', Website: 'a' }),
      ],
    }
    expect(tags(rows)).not.toContain('FieldNotSyncing')
  })
})

describe('in an audit of people without SFDC Account Id, the account of a person', () => {
  const fields = { Name: 'Edge', Industry: 'Energy', Site: 'North' }
  const others = { Name: 'Other', Industry: 'Food', Site: 'South' }
  const moved = (shown: Readonly<Record<string, string>>): AuditRows => ({
    accounts: [account(1, fields), account(2, others)],
    contacts: [contact(1, 2)],
    people: [shows(1, null, shown)],
  })
  const unclear = (rows: AuditRows) => findingsIn(rows).filter(({ _tag }) => _tag === 'LinkUnclear')

  test('is the account with the shown name, and a finding states that the link is not known', () => {
    expect(tags(moved(fields))).toEqual(['NoPeople', 'LinkUnclear'])
    expect(unclear(moved(fields))).toMatchObject([
      { certainty: 'open', people: [1], accountId: nthAccountId(1), otherAccountId: nthAccountId(2) },
    ])
  })

  test('is the account of the contact if Marketo shows most of its values', () => {
    const shown = { ...others, Name: 'Renamed' }
    expect(findingsIn(moved(shown))).toMatchObject([
      { _tag: 'NoPeople' },
      { _tag: 'LocalEditStands', field: 'Name', accountId: nthAccountId(2) },
    ])
  })

  test('is not known if Marketo does not show the values of any possible account', () => {
    const shown = { ...fields, Name: 'Renamed' }
    expect(tags(moved(shown))).toEqual(['NoPeople', 'NoPeople', 'LinkUnclear'])
    expect(unclear(moved(shown))).toMatchObject([{ accountId: null, otherAccountId: nthAccountId(2), people: [1] }])
  })

  test('is the account with most of the shown values if several accounts have the shown name', () => {
    const rows = moved(fields)
    const accounts = [...rows.accounts, account(3, { ...others, Name: 'Edge' })]
    expect(unclear({ ...rows, accounts })).toMatchObject([{ accountId: nthAccountId(1) }])
  })

  test('is not known, so the audit is not certain that an account has no people', () => {
    expect(findingsIn(moved(fields))[0]).toMatchObject({
      _tag: 'NoPeople',
      certainty: 'open',
      refutedBy: ['sfdc-account-id', 'complete-export'],
    })
  })

  test('is uncertain, so a link to the wrong account is a possible cause of every difference', () => {
    const rows: AuditRows = {
      accounts: [account(1, { Industry: 'Energy' })],
      contacts: [contact(1, 1)],
      people: [shows(1, null, { Industry: 'Food' })],
    }
    expect(findingsIn(rows)[0]?.alternatives).toContain('LinkedElsewhere')
  })
})

describe('the summary of an audit', () => {
  const summaryOf = (rows: AuditRows, options = {}) => audit(defaultSettings, options)(rows).summary

  test('counts the rows, the compared values, and the values that agree', () => {
    const rows: AuditRows = {
      accounts: [
        account(1, { Sic: '0712', NumberOfEmployees: '1000', Description: 'x'.repeat(300), Industry: 'Energy' }),
      ],
      people: [
        shows(1, 1, { Sic: '0712', NumberOfEmployees: '1,000', Description: 'x'.repeat(255), Industry: 'Food' }),
      ],
    }
    const summary = summaryOf(rows)
    expect(summary.rows).toMatchObject({ accounts: 1, people: 1, contacts: null, changes: null })
    const counts = summary.fields.map(({ field, same, writtenDifferently, cut, different }) => [
      field,
      same,
      writtenDifferently,
      cut,
      different,
    ])
    expect(counts).toEqual([
      ['Description', 0, 0, 1, 0],
      ['Industry', 0, 0, 0, 1],
      ['NumberOfEmployees', 0, 1, 0, 0],
      ['Sic', 1, 0, 0, 0],
    ])
  })

  test('takes the time of the oldest entry as the start of the log', () => {
    const rows = background('Industry', exported, march(4))
    expect(summaryOf(rows).log).toMatchObject({ from: march(4), bySync: 4, byOthers: 1, withoutSource: 0 })
  })

  const entriesOn = (days: ReadonlyArray<number>): AuditRows => ({
    accounts: [account(1, { Industry: 'Energy' })],
    people: [shows(1, 1, { Industry: 'Energy' })],
    changes: days.map((day) => synced(77, march(day), 'Industry', 'x', 'y')),
  })
  const daysFrom = (from: number, until: number) => Array.from({ length: until - from + 1 }, (_, index) => from + index)
  const gapsOf = (days: ReadonlyArray<number>) => summaryOf(entriesOn(days), { peopleUntil: exported }).log?.gaps

  test('lists the times that the log does not cover, up to the export of the people', () => {
    expect(gapsOf(daysFrom(1, 30))).toEqual([])
    expect(gapsOf([...daysFrom(1, 12), ...daysFrom(18, 26)])).toEqual([
      { from: march(12), until: march(18) },
      { from: march(26), until: exported },
    ])
  })

  test('lists neither a weekend nor the usual time between two entries as a gap of the log', () => {
    expect(gapsOf(daysFrom(1, 30).filter((day) => day % 7 < 5))).toEqual([])
    expect(gapsOf([2, 10, 15, 27])).toEqual([])
  })

  test('states how far the sync has read according to Sync Status, the log or an assumed delay of one day', () => {
    const rows = background('Industry')
    expect(summaryOf(rows, { peopleUntil: exported }).howFar?.by).toBe('log')
    const withStatus = { ...rows, syncStatus: [pulled(exported)] }
    expect(summaryOf(withStatus, { peopleUntil: exported }).howFar).toEqual({ until: exported, by: 'sync-status' })
    const { accounts, people } = rows
    expect(summaryOf({ accounts, people }, { peopleUntil: exported }).howFar).toEqual({
      until: march(29),
      by: 'patience',
    })
  })

  test('ignores a pull that failed, that is not complete, or that ended after the export of the people began', () => {
    const { accounts, people } = background('Industry')
    const syncStatus = [
      { ...pulled(exported), status: 'Failed' },
      { ...pulled(exported), status: 'Unsuccessful' },
      { ...pulled(exported), endedAt: null },
      { ...pulled(exported), operation: 'Push updates' },
      pulled(march(31)),
      pulled(march(20)),
    ]
    expect(summaryOf({ accounts, people, syncStatus }, { peopleUntil: exported }).howFar?.until).toBe(march(20))
  })

  test.each(['Succeeded', 'Success', ' successful'])('knows that the status %j means success', (status) => {
    const { accounts, people } = background('Industry')
    const summary = summaryOf({ accounts, people, syncStatus: [{ ...pulled(march(20)), status }] }, {})
    expect([summary.howFar?.until, summary.unknownStatuses]).toEqual([march(20), []])
  })

  test.each(['Failed', 'Incomplete', 'In Process', 'Cleaned up*'])(
    'knows that the status %j is no success',
    (status) => {
      const { accounts, people } = background('Industry')
      const summary = summaryOf({ accounts, people, syncStatus: [{ ...pulled(march(20)), status }] }, {})
      expect([summary.howFar?.by, summary.unknownStatuses]).toEqual(['patience', []])
    },
  )

  test('lists an unknown status, and counts this status as success only if an option names it', () => {
    const { accounts, people } = background('Industry')
    const rows = {
      accounts,
      people,
      syncStatus: [
        { ...pulled(march(20)), status: 'Erfolgreich' },
        { ...pulled(march(19)), status: 'Unsuccessful' },
        { ...pulled(march(19), 'Lead'), status: 'Other' },
      ],
    }
    const unknown = summaryOf(rows, {})
    expect([unknown.howFar?.by, unknown.unknownStatuses]).toEqual(['patience', ['Erfolgreich', 'Unsuccessful']])
    const known = summaryOf(rows, { successStatuses: ['erfolgreich'] })
    expect([known.howFar?.until, known.unknownStatuses]).toEqual([march(20), ['Unsuccessful']])
  })

  test('names the columns that are blank for all people', () => {
    const rows: AuditRows = { accounts: [], people: [shows(1, null, {})] }
    expect(summaryOf(rows).blankColumns).toEqual(['sfdcAccountId', 'contactCompany'])
  })

  test('takes the newest Updated At as the time of the export', () => {
    const people = [shows(1, 1, {}, { updatedAt: march(9) }), shows(2, 1, {}, { updatedAt: march(8) })]
    expect(summaryOf({ accounts: [], people }).peopleUntil).toBe(march(9))
  })

  test('takes the newest Updated At as the time of the export if the options state an earlier time', () => {
    const rows: AuditRows = { accounts: [], people: [shows(1, 1, {}, { updatedAt: march(9) })] }
    expect(summaryOf(rows, { peopleUntil: march(8) }).peopleUntil).toBe(march(9))
    expect(summaryOf(rows, { peopleUntil: march(10) }).peopleUntil).toBe(march(10))
  })

  test('ignores log entries that are newer than the export of the people', () => {
    const rows: AuditRows = {
      accounts: [account(1, { Industry: 'Energy' }, { systemModstamp: march(5) })],
      contacts: [contact(1, 1)],
      people: [shows(1, 1, { Industry: 'Food' }, { updatedAt: march(15) })],
      changes: [edited(1, march(10), 'Industry', 'Energy', 'Food'), synced(1, march(20), 'Industry', 'Food', 'Energy')],
    }
    const [finding] = audit(defaultSettings)(rows).findings
    expect(finding?.evidence).toContainEqual(expect.objectContaining({ _tag: 'LastLogged', at: march(10) }))
  })
})
