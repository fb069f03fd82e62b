// An option of the command `audit` can contain a name that no file has. Tests that the command reports such a name.
import { describe, expect, test } from 'vitest'
import { nearNames } from '../../docs/examples/audit/names.js'
import { accountId, audit, smallArguments, smallFiles } from './audit.js'

const described = (name: string) => ({
  name,
  label: name,
  type: 'double',
  calculated: false,
  compoundFieldName: null,
  relationshipName: null,
})

const files = {
  ...smallFiles,
  'people.csv': smallFiles['people.csv']
    .split('\n')
    .map((line, n) => (line === '' ? line : `${line},${n === 0 ? 'sector,page' : ','}`))
    .join('\n'),
  'changes.csv': [
    'marketoGUID,leadId,activityDate,activityTypeId,primaryAttributeValue,attributes',
    `a,71,2026-01-31T00:00:00Z,13,Industry,"{""New Value"":""Food"",""Old Value"":"""",""Source"":""sfdc""}"`,
    '',
  ].join('\n'),
  'describe.json': JSON.stringify({ name: 'Account', fields: [described('Margin__c')], childRelationships: [] }),
  'map.json': JSON.stringify([
    { kind: 'people', fields: { Industri: 'sector', Website: 'page' } },
    { kind: 'changes', fields: { Naem: 'Company' } },
    {
      kind: 'syncStatus',
      columns: { startedAt: 'Start', endedAt: 'End', object: 'Object', operation: 'Operation', status: 'Status' },
    },
  ]),
  'status.csv': [
    'Start,End,Object,Operation,Status',
    '2026-01-31T00:00:00Z,2026-01-31T00:01:00Z,Account,Pull updates,Erfolgreich',
    '',
  ].join('\n'),
}

const run = (...args: ReadonlyArray<string>) =>
  audit({ files, args: [...smallArguments, '--changes', 'changes.csv', ...args], columns: 1_000 })

describe('the value of --skip-field in the command `audit`', () => {
  test.each([
    ['Industri', 'Did you mean Industry?'],
    ['industry', 'Did you mean Industry?'],
    ['Margin__c', 'The accounts have Industry, Name'],
  ])('is rejected if it is not a field of the accounts: %s', async (field, near) => {
    const { code, err, out } = await run('--skip-field', field)
    expect([code, err, out]).toEqual([
      64,
      `audit: --skip-field takes a field of the accounts, found "${field}". ${near}\n`,
      '',
    ])
  })

  test.each([
    ['a field of the accounts', ['--skip-field', 'Industry']],
    ['a field of the describe result', ['--describe', 'describe.json', '--skip-field', 'Margin__c']],
  ])('can be %s', async (_, args) => {
    expect((await run(...args)).code).toBe(0)
  })
})

describe('a name in another option of the command `audit`', () => {
  test.each([
    [
      ['--settings', '{"instance":{"hiddenFields":["Industrie"]}}'],
      '--settings, hiddenFields: the accounts have no field "Industrie". Did you mean Industry?',
    ],
    [
      ['--settings', '{"instance":{"formulaFields":["Nam"]}}'],
      '--settings, formulaFields: the accounts have no field "Nam". Did you mean Name?',
    ],
    [
      ['--map', 'map.json'],
      '--map, the fields of people: the accounts have no field "Industri". Did you mean Industry?',
    ],
    [
      ['--map', 'map.json'],
      '--map, the fields of changes: the accounts have no field "Naem". The accounts have Industry, Name',
    ],
    [
      ['--skip-account', accountId(1), '--skip-account', accountId(7)],
      '--skip-account names 2 accounts, but the files contain 1 of them',
    ],
    [
      ['--sync-status', 'status.csv', '--map', 'map.json', '--success-status', 'Erfolgreic'],
      'Sync Status: the status "Erfolgreich" is not known, so it does not count as success',
    ],
    [['--sync-source', 'sfcd'], 'no entry of the log has the Source "sfcd"'],
  ])(
    'gives a warning in the report, in the JSON and beside the CSV if the files do not contain it: %s',
    async (args, warning) => {
      expect((await run(...args)).out).toContain(`warning: ${warning}`)
      const json = JSON.parse((await run(...args, '--json')).out) as { readonly warnings: ReadonlyArray<string> }
      expect(json.warnings.filter((each) => each.startsWith(warning))).toHaveLength(1)
      expect((await run(...args, '--csv')).err).toContain(`audit: warning: ${warning}`)
    },
  )

  test('gives no warning if the files contain it, or if it is a standard field in a mapping', async () => {
    expect((await run('--map', 'map.json')).out).not.toContain('"Website"')
    const status = ['--sync-status', 'status.csv', '--map', 'map.json', '--success-status', 'erfolgreich']
    expect((await run(...status)).out).not.toContain('Erfolgreich')
    expect((await run('--skip-account', accountId(1), '--sync-source', 'SFDC')).out).not.toMatch(
      /warning: (?:--|no entry)/,
    )
  })
})

test.each([
  ['Margn__c', ['Margin__c', 'Name'], ['Margin__c']],
  ['margin', ['Margin__c'], ['Margin__c']],
  ['Annual_Revenu', ['AnnualRevenue', 'Annual_Revenue__c'], ['AnnualRevenue', 'Annual_Revenue__c']],
  ['Type', ['Site', 'Name'], []],
])('a search for names like %s among %j finds %j', (name, known, near) => {
  expect(nearNames(name, known)).toEqual(near)
})
