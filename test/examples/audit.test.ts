import { readFileSync } from 'node:fs'
import { Writable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import * as E from 'fp-ts/lib/Either.js'
import { describe, expect, test } from 'vitest'
import { FindingFromJson } from 'marketo-account-sync/audit'
import { encodingOf, textOf, unpacked } from '../../docs/examples/audit/bytes.js'
import { safeCell } from '../../docs/examples/audit/csv.js'
import { htmlReport } from '../../docs/examples/audit/html.js'
import { optionsOf } from '../../docs/examples/audit/options.js'
import { durationText } from '../../docs/examples/audit/progress.js'
import { tallyOf } from '../../docs/examples/audit/tally.js'
import { accountId, audit, smallArguments, smallFiles } from './audit.js'

const withPeople = <A extends string | Uint8Array>(people: A) => ({ ...smallFiles, 'people.csv': people })
const replaced = (from: string, to: string) => withPeople(smallFiles['people.csv'].replace(from, to))

interface Json {
  readonly format: number
  readonly files: ReadonlyArray<Readonly<Record<string, unknown>>>
  readonly findings: ReadonlyArray<Readonly<Record<string, unknown>>>
  readonly sinceEarlier?: Readonly<Record<string, unknown>>
}
const parsed = (text: string): Json => JSON.parse(text) as Json

/** The findings about fields in the output, without the findings about records. */
const cellsIn = (text: string) =>
  parsed(text).findings.flatMap(({ accountId: account, field, salesforce, marketo }) =>
    field === undefined ? [] : [[account, field, salesforce, marketo]],
  )

describe('the exit code of the command `audit`', () => {
  const agreeing = replaced('Banking', 'Energy')

  test.each([
    ['0 if the files agree', agreeing, smallArguments, 0],
    ['0 if a sync rule explains every difference', smallFiles, smallArguments, 0],
    [
      '1 if the people of one account show different values',
      replaced(`,${accountId(2)},902`, `,${accountId(1)},901`),
      smallArguments,
      1,
    ],
    ['2 if a row could not be read', withPeople(`${smallFiles['people.csv']}73,,not an id,,,,,\n`), smallArguments, 2],
    [
      '2 if the people of one account show different values and a row could not be read',
      withPeople(`${replaced(`,${accountId(2)},902`, `,${accountId(1)},901`)['people.csv']}x,,,,,,,\n`),
      smallArguments,
      2,
    ],
    ['64 if an option is unknown', smallFiles, [...smallArguments, '--jsn'], 64],
    ['64 if a file does not exist', smallFiles, ['--accounts', 'accounts.csv', '--people', 'nobody.csv'], 64],
    [
      '64 if a compressed file is cut off',
      withPeople(gzipSync(smallFiles['people.csv']).subarray(0, 40)),
      smallArguments,
      64,
    ],
    [
      '65 if no person belongs to an account',
      withPeople(smallFiles['people.csv'].replaceAll('Zz', 'Zy')),
      ['--accounts', 'accounts.csv', '--people', 'people.csv'],
      65,
    ],
    ['65 if the delimiter is wrong', smallFiles, [...smallArguments, '--delimiter', ';'], 65],
    [
      '65 if no field is in both systems',
      withPeople(smallFiles['people.csv'].replace('company,industry', 'a,b')),
      smallArguments,
      65,
    ],
    [
      '65 if more than half of the rows are unreadable',
      withPeople('id,sfdcAccountId,company\nx,,a\ny,,b\n'),
      smallArguments,
      65,
    ],
  ] as const)('is %s', async (_, files, args, expected) => {
    const { code, out, err } = await audit({ files, args })
    expect([code, expected < 64 ? err : out]).toEqual([expected, ''])
  })

  test.each(['accounts', 'contacts', 'people'] as const)('is 65 if there are no rows of %s', async (kind) => {
    const name = `${kind}.csv` as const
    const header = smallFiles[name].split('\n')[0] ?? ''
    for (const text of [header, `${header}\n`, `${header}\n${header}\n`]) {
      const { code, out, err } = await audit({ files: { ...smallFiles, [name]: text }, args: smallArguments })
      expect([code, out]).toEqual([65, ''])
      expect(err).toContain(`${name}: there are no ${kind} after the header. Check the export`)
    }
  })

  test('is 0 if one of two files of contacts has no rows', async () => {
    const header = smallFiles['contacts.csv'].split('\n')[0] ?? ''
    const files = { ...smallFiles, 'empty.csv': header }
    const { code, err } = await audit({ files, args: [...smallArguments, '--contacts', 'empty.csv'] })
    expect([code, err]).toEqual([0, ''])
  })

  test('is 74 if the report cannot be written', async () => {
    const stdout = new Writable({
      write: (_, __, done) => done(Object.assign(new Error(), { code: 'ENOSPC' })),
    })
    const { code, err } = await audit({ files: smallFiles, args: smallArguments, stdout })
    expect([code, err]).toEqual([74, 'audit: the report cannot be written: ENOSPC\n'])
  })

  test.each([
    ['no/folder.html', 'its directory does not exist'],
    ['.', 'it is a directory'],
  ])('is 74, and no input file is read, if the HTML page cannot have the path "%s"', async (name, why) => {
    const files = { 'people.csv': smallFiles['people.csv'] }
    const { code, err } = await audit({ files, args: [...smallArguments, '--html', name] })
    expect([code, err]).toEqual([74, `audit: cannot write "${name}": ${why}\n`])
  })

  test('is 74, and the report is still printed, if writing the HTML page fails at the end', async () => {
    const name = 'x'.repeat(300)
    const { code, out, err } = await audit({ files: smallFiles, args: [...smallArguments, '--html', name] })
    expect([code, err]).toEqual([74, `audit: cannot write "${name}": ENAMETOOLONG\n`])
    expect(out).toContain('Compared values')
  })
})

describe('an output file of the command `audit`', () => {
  const files = { ...smallFiles, 'm.json': '[]', 'earlier.json': '{"format":1,"findings":[]}', 'd.json': '{' }
  const inputs = [...smallArguments, '--map', 'm.json', '--earlier-audit', 'earlier.json', '--describe', 'd.json']

  test.each([
    ['--html', 'people.csv', '--people'],
    ['--html', './contacts.csv', '--contacts'],
    ['--map-out', 'accounts.csv', '--accounts'],
    ['--map-out', 'm.json', '--map'],
    ['--html', 'earlier.json', '--earlier-audit'],
    ['--html', 'd.json', '--describe'],
  ])('cannot be an input file: %s %s', async (option, name, input) => {
    const { code, err, out, written } = await audit({ files, args: [...inputs, option, name] })
    const file = name.replace('./', '') as keyof typeof files
    expect([code, out, written(file)]).toEqual([64, '', files[file]])
    expect(err).toBe(
      `audit: ${option} "${name}" is the same file as ${input} "${file}", so the output would overwrite it\n`,
    )
  })

  test('cannot be a link to an input file', async () => {
    const args = [...smallArguments, '--html', 'link.csv']
    const { code, err } = await audit({ files: smallFiles, links: { 'link.csv': 'people.csv' }, args })
    expect([code, err]).toEqual([64, expect.stringContaining('is the same file as --people "people.csv"')])
  })

  test('cannot be another output file', async () => {
    const { code, err } = await audit({
      files: smallFiles,
      args: [...smallArguments, '--html', 'new', '--map-out', 'new'],
    })
    expect([code, err]).toEqual([64, expect.stringContaining('--map-out "new" is the same file as --html "new"')])
  })

  test('can be an earlier output file, and the command overwrites this file', async () => {
    const { code, written } = await audit({
      files: { ...smallFiles, 'report.html': 'old' },
      args: [...smallArguments, '--html', 'report.html'],
    })
    expect([code, written('report.html').slice(0, 15)]).toEqual([0, '<!doctype html>'])
  })

  test('is written to the working folder of the user if the command audits the sample', async () => {
    const { code, written } = await audit({ args: ['--map-out', 'found.json'] })
    expect([code, written('found.json').slice(0, 1)]).toEqual([1, '['])
  })
})

describe('an error of the command `audit`', () => {
  const call = async (...more: ReadonlyArray<string>) =>
    (await audit({ files: { ...smallFiles, 'bad.json': '{' }, args: [...smallArguments, ...more] })).err

  test('quotes a time that cannot be read', async () => {
    expect(await call('--people-until', 'yesterday')).toContain(
      '--people-until takes a time such as 2026-03-02T09:00:00Z, found "yesterday"',
    )
  })
  test('explains how to write a value that begins with a hyphen', async () => {
    expect(await call('--zone', '--json')).toContain(
      'audit: --zone needs a value. If the value begins with -, write --zone=VALUE. Usage:',
    )
  })
  test('names the column if most rows are bad', async () => {
    const accounts = smallFiles['accounts.csv'].replace('Name', 'IsDeleted').replace(/Alder|Birch/g, 'WAHR')
    const { err } = await audit({ files: { ...smallFiles, 'accounts.csv': accounts }, args: smallArguments })
    expect(err).toBe(
      'audit: accounts.csv: 2 of 2 rows could not be read. For example, line 2, IsDeleted: expected true or false, found a text of 4 characters\n',
    )
  })
  test('mentions --date-order if a date does not show whether the day or the month comes first', async () => {
    const files = withPeople(smallFiles['people.csv'].replaceAll('2026-02-01T00:00:00Z', '"19/07/2026, 00:19"'))
    const hint = 'found "19/07/2026, 00:19". Use --date-order day-month or --date-order month-day.'
    expect((await audit({ files, args: [...smallArguments, '--zone', 'UTC'] })).err).toContain(hint)
    const some = withPeople(smallFiles['people.csv'].replace('2026-02-01T00:00:00Z', '"19/07/2026, 00:19"'))
    const { code, out } = await audit({ files: some, args: [...smallArguments, '--zone', 'UTC'] })
    expect([code, out.replace(/\s+/g, ' ')]).toEqual([2, expect.stringContaining(hint)])
  })
  test('does not mention --date-order if the year is the first part of the dates', async () => {
    const files = withPeople(smallFiles['people.csv'].replaceAll('T00:00:00Z', ' 00:19'))
    const { code, err } = await audit({ files, args: smallArguments })
    expect([code, err]).toEqual([65, expect.not.stringContaining('--date-order')])
  })
  test('names the file that is not JSON', async () => {
    expect(await call('--describe', 'bad.json')).toBe('audit: --describe bad.json: expected JSON, found another text\n')
  })
  test('lists the columns of a file that needs a mapping', async () => {
    expect(await call('--sync-status', 'contacts.csv')).toContain('"Id", "AccountId", "SystemModstamp", "LastName"')
  })
  test('lists the fields of both systems if no field is in both systems', async () => {
    const files = withPeople(smallFiles['people.csv'].replace('company,industry', 'a,b'))
    expect((await audit({ files, args: smallArguments })).err).toContain('The accounts have Name, Industry')
  })
})

describe('the input files of the command `audit`', () => {
  const cells = [[accountId(2), 'Industry', 'Energy', 'Banking']]
  const people = smallFiles['people.csv'].replaceAll('Alder', 'Älder')
  const accounts = smallFiles['accounts.csv'].replaceAll('Alder', 'Älder')
  const rows = people.trim().split('\n')
  const json = [...smallArguments, '--json']

  test.each([
    ['UTF-8', Buffer.from(people)],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${people}`)],
    ['UTF-16 with a byte order mark', Buffer.from(`\uFEFF${people}`, 'utf16le')],
    ['UTF-16 without a byte order mark', Buffer.from(people, 'utf16le')],
    ['big-endian UTF-16', Buffer.from(`\uFEFF${people}`, 'utf16le').swap16()],
    ['Latin-1', Buffer.from(people, 'latin1')],
    ['compressed UTF-8', gzipSync(people)],
    ['one file of two compressed parts', Buffer.concat([gzipSync(people.slice(0, 90)), gzipSync(people.slice(90))])],
  ])('can be %s', async (_, bytes) => {
    const { out } = await audit({ files: { ...withPeople(bytes), 'accounts.csv': accounts }, args: json })
    expect(cellsIn(out)).toEqual(cells)
  })

  test('can include several files of one kind', async () => {
    const { out } = await audit({
      files: {
        ...smallFiles,
        'one.csv': `${rows[0]}\n${rows[1]}\n`,
        'two.csv': `${rows[0]}\n${rows[2]}\n`,
        'accounts.csv': accounts,
      },
      args: ['--accounts', 'accounts.csv', '--people', 'one.csv', '--people', 'two.csv', '--json'],
    })
    expect(cellsIn(out)).toEqual(cells)
    expect(parsed(out).files.map(({ name, read }) => [name, read])).toEqual([
      ['accounts.csv', 2],
      ['one.csv', 1],
      ['two.csv', 1],
    ])
  })

  test('can contain a person who was merged between the exports of two files of people', async () => {
    const merged = rows[1]!.replace('71,', '79,')
    const args = ['--accounts', 'accounts.csv', '--contacts', 'contacts.csv', '--people', 'people.csv', '--json']
    const certainties = async (files: Readonly<Record<string, string>>, ...more: ReadonlyArray<string>) =>
      parsed((await audit({ files: { ...smallFiles, ...files }, args: [...args, ...more] })).out).findings.flatMap(
        ({ _tag, certainty }) => (_tag === 'DuplicatePerson' ? [certainty] : []),
      )
    expect(await certainties({ 'people.csv': `${people}${merged}\n` })).toEqual(['shown'])
    expect(await certainties({ 'two.csv': `${rows[0]}\n${merged}\n` }, '--people', 'two.csv')).toEqual(['open'])
  })

  test('can be standard input', async () => {
    const { out } = await audit({
      files: { ...smallFiles, 'accounts.csv': accounts },
      args: ['--accounts', 'accounts.csv', '--people', '-', '--json'],
      stdin: people,
    })
    expect(cellsIn(out)).toEqual(cells)
  })

  test('cannot be standard input twice', async () => {
    const { code, err } = await audit({ args: ['--accounts', '-', '--people', '-'] })
    expect([code, err.split('.')[0]]).toEqual([64, 'audit: a file can be - only once'])
  })

  test('give the same result after a column is renamed in the file and in the mapping from --map-out', async () => {
    const { written, out } = await audit({ files: smallFiles, args: [...json, '--map-out', 'm.json'] })
    const renamed = withPeople(smallFiles['people.csv'].replace('industry', 'Sector'))
    const mapping = written('m.json').replace('"Industry": "industry"', '"Industry": "Sector"')
    const again = await audit({ files: { ...renamed, 'm.json': mapping }, args: [...json, '--map', 'm.json'] })
    expect(parsed(again.out).findings).toEqual(parsed(out).findings)
  })

  test.each([
    ['accounts.csv', 'Id,', 'Record_Id,', ['id']],
    ['contacts.csv', 'Id,AccountId', 'Key,Company Key', ['id', 'accountId']],
    ['people.csv', 'id,', 'Number,', ['id']],
  ] as const)(
    'give the same result if the id columns of %s have unknown names and the mapping contains these names',
    async (name, from, to, columns) => {
      const { out } = await audit({ files: smallFiles, args: json })
      const files = { ...smallFiles, [name]: smallFiles[name].replace(from, to) }
      const first = await audit({ files, args: [...json, '--map-out', 'm.json'] })
      expect([first.code, first.out]).toEqual([65, ''])
      expect(first.err).toContain(`audit: ${name}: expected the columns`)
      expect(first.err).toContain('"m.json" contains the mappings. Each "?" in it stands for a missing column.')
      const names = to.split(',')
      const mapping = columns.reduce(
        (text, column, index) => text.replace(`"${column}": "?"`, `"${column}": "${names[index] ?? ''}"`),
        first.written('m.json'),
      )
      const again = await audit({ files: { ...files, 'm.json': mapping }, args: [...json, '--map', 'm.json'] })
      expect([again.code, again.err]).toEqual([0, ''])
      expect(parsed(again.out).findings).toEqual(parsed(out).findings)
    },
  )

  test('get a draft of a mapping from --map-out if their column names are not published', async () => {
    const files = { ...smallFiles, 'errors.csv': 'When,status\n1,2\n' }
    const args = [...smallArguments, '--sync-status', 'errors.csv', '--map-out', 'm.json']
    const { code, written } = await audit({ files, args })
    expect([code, JSON.parse(written('m.json'))]).toEqual([
      65,
      expect.arrayContaining([
        expect.objectContaining({
          kind: 'syncStatus',
          columns: { startedAt: '?', object: '?', operation: '?', status: 'status' },
        }),
        expect.objectContaining({ kind: 'people' }),
      ]),
    ])
  })

  test('get drafts of mappings from --map-out if the people and the accounts have no field in common', async () => {
    const files = withPeople(smallFiles['people.csv'].replace('company,industry', 'a,b'))
    const { code, err, written } = await audit({ files, args: [...smallArguments, '--map-out', 'm.json'] })
    expect(err.endsWith('"m.json" contains the mappings.\n')).toBe(true)
    const kinds = (JSON.parse(written('m.json')) as ReadonlyArray<{ kind: string }>).map(({ kind }) => kind)
    expect([code, kinds]).toEqual([65, ['accounts', 'contacts', 'people']])
  })

  test('can have two rows of one person, and the report says that the older row does not count', async () => {
    const older = rows[2]!.replace('2026-02-01', '2026-01-01').replace('Banking', 'Mining')
    const { out } = await audit({
      files: { ...withPeople(`${people}${older}\n`), 'accounts.csv': accounts },
      args: smallArguments,
    })
    expect(out).toContain('1 older row left out because a newer row has the same id')
    expect(out).not.toContain('Mining')
  })
})

describe('the ids of 15 characters in a file for the command `audit`', () => {
  const numbers = Array.from({ length: 20 }, (_, n) => 10 + n)
  const idIn = (prefix: string, n: number) => `${prefix}Zz00000000${n}`
  const accounts = ['Id,Industry', ...numbers.map((n) => `${idIn('001', n)},Food`), ''].join('\n')
  const people = (change: (id: string) => string) =>
    [
      'id,sfdcContactId,sfdcAccountId,industry',
      ...numbers.map((n) => `${n},${change(idIn('003', n))},${change(idIn('001', n))},Food`),
      '',
    ].join('\n')
  const args = ['--accounts', 'accounts.csv', '--people', 'people.csv']
  const lostCase = 'people.csv: the ids of 15 characters have letters of only one case.'

  test.each([[(id: string) => id.toLowerCase()], [(id: string) => id.toUpperCase()]])(
    'give an error if they are all in one letter case, and no person has an account: %s',
    async (change) => {
      const { code, err } = await audit({ files: { 'accounts.csv': accounts, 'people.csv': people(change) }, args })
      expect(code).toBe(65)
      expect(err).toContain(lostCase)
    },
  )

  test('give a warning if only one of two files has lost the letter case, and none otherwise', async () => {
    const whole = people((id) => id)
    const lost = people((id) => id.toLowerCase())
    const run = async (first: string, second: string) => {
      const files = { 'accounts.csv': accounts, 'people.csv': first, 'more.csv': second.replace(/^1/gm, '7') }
      return audit({ files, args: [...args, '--people', 'more.csv'], columns: 200 })
    }
    const [one, none] = [await run(lost, whole), await run(whole, whole)]
    expect([one.code, none.code]).toEqual([0, 0])
    expect(one.out).toContain(lostCase)
    expect(none.out).not.toContain('letters of only one case')
  })
})

describe('the sample exports of the command `audit`', () => {
  test('are used if there are no arguments, and give findings of every class except LinkUnclear', async () => {
    const { code, out, err } = await audit({ args: ['--json'] })
    expect([code, err]).toEqual([1, ''])
    const classes = new Set(parsed(out).findings.map(({ _tag }) => _tag))
    expect([...classes].sort()).toEqual([
      'CompanyRowShared',
      'CompanyRowSplit',
      'ContactMissing',
      'DeletedInSalesforce',
      'DuplicateName',
      'DuplicatePerson',
      'FieldNotSyncing',
      'FormulaNotStamped',
      'HiddenField',
      'LeadOfSameCompany',
      'LinkedElsewhere',
      'LinkedToMergedAccount',
      'LocalEditStands',
      'NoPeople',
      'NotYetSynced',
      'OtherAccountShown',
      'OverTheCap',
      'RecordFailed',
      'SiblingsDisagree',
      'SyncFailed',
      'Unexplained',
      'ValuesScaled',
      'ValuesTranslated',
    ])
  })

  test('give findings that the codec decodes', async () => {
    const { out } = await audit({ args: ['--json'] })
    expect(parsed(out).format).toBe(1)
    expect(parsed(out).findings.filter((finding) => FindingFromJson.decode(finding)._tag === 'Left')).toEqual([])
  })

  test.each([40, 60, 80, 120])('give a report that fits into a terminal of %d columns', async (columns) => {
    const { out } = await audit({ args: [], columns })
    expect(out.split('\n').filter((line) => line.length > columns)).toEqual([])
  })

  test.each([
    ['report', []],
    ['JSON', ['--json']],
    ['CSV file', ['--csv']],
  ])('give no name or e-mail address of a person in the %s', async (_, args) => {
    expect((await audit({ args })).out).not.toMatch(/Secretname|private\.example/i)
  })

  test('can be compared with an earlier audit', async () => {
    const earlier = (await audit({ args: ['--json'] })).out
    const { out } = await audit({
      files: { ...smallFiles, 'earlier.json': earlier },
      args: [...smallArguments, '--earlier-audit', 'earlier.json', '--json'],
    })
    const { length } = parsed(earlier).findings
    expect(parsed(out).sinceEarlier).toMatchObject({ came: 1, stayed: 0 })
    expect(parsed(out).sinceEarlier?.['went']).toHaveLength(length)
  })

  test.each([
    ['a file of an unknown format', '{"format":99,"findings":[]}', 'expected the format 1, found 99'],
    ['JSON that is not an audit', '[]', 'expected the output of audit --json'],
    ['an earlier audit that contains an invalid finding', '{"format":1,"findings":[{}]}', 'findings.0'],
  ])('cannot be compared with %s', async (_, text, message) => {
    const { code, err } = await audit({
      files: { ...smallFiles, 'earlier.json': text },
      args: [...smallArguments, '--earlier-audit', 'earlier.json'],
    })
    expect(code).toBe(64)
    expect(err).toContain(message)
  })
})

describe('the report of the command `audit`', () => {
  test('states that the time of the people export comes from the files if no option gives it', async () => {
    const { out } = await audit({ files: smallFiles, args: smallArguments })
    expect(out).toContain('The people are as of 2026-02-01 00:00 UTC, the newest time in the files.')
  })

  test('counts the compared values', async () => {
    const { out } = await audit({ files: smallFiles, args: smallArguments, columns: 400 })
    expect(out).toContain(
      "4 cells: 3 agree, 0 are written differently but mean the same, 0 are cut at Marketo's limit, 1 differs.",
    )
  })

  test('states the time of the people export if an option gives this time', async () => {
    const { out } = await audit({
      files: smallFiles,
      args: [...smallArguments, '--people-until', '2026-02-03T00:00:00Z'],
    })
    expect(out).toContain('The people are as of 2026-02-03 00:00 UTC.\n')
  })

  test('is not written if the given time of the people export is earlier than the newest Updated At', async () => {
    const args = [...smallArguments, '--people-until', '2026-01-31T23:00:00Z']
    const { code, out, err } = await audit({ files: smallFiles, args })
    expect([code, out, err]).toEqual([
      65,
      '',
      'audit: the people have an Updated At of 2026-02-01 00:00 UTC, so --people-until 2026-01-31 23:00 UTC is too early\n',
    ])
    const secondsLater = withPeople(smallFiles['people.csv'].replaceAll('T00:00:00Z', 'T23:00:59Z'))
    const sameMinute = [...smallArguments, '--people-until', '2026-02-01T23:00:00Z']
    expect((await audit({ files: secondsLater, args: sameMinute })).code).toBe(0)
  })

  test('is not written if the accounts and the earlier accounts are swapped', async () => {
    const earlier = smallFiles['accounts.csv'].replace('2026-01-03', '2026-01-04')
    const { code, out, err } = await audit({
      files: { ...smallFiles, 'before.csv': earlier },
      args: [...smallArguments, '--earlier-accounts', 'before.csv'],
    })
    expect([code, out, err]).toEqual([
      65,
      '',
      'audit: the earlier accounts have a newer SystemModstamp than the accounts in 1 row. Are --accounts and --earlier-accounts swapped?\n',
    ])
    const withSeconds = earlier.replace('2026-01-04T00:00:00Z', '2026-01-03T00:00:59Z')
    const sameMinute = await audit({
      files: { ...smallFiles, 'before.csv': withSeconds },
      args: [...smallArguments, '--earlier-accounts', 'before.csv'],
    })
    expect(sameMinute.code).toBe(0)
  })

  test('names the line and column of a bad row, and quotes no text of the row', async () => {
    const files = withPeople(`${smallFiles['people.csv']}73,,Secretname Miller,,,,,\n`)
    const { out } = await audit({ files, args: smallArguments })
    expect(out).toContain('line 4, sfdcAccountId: expected the id of an Account')
    expect(out).not.toContain('Miller')
  })

  const withPersonAccounts = smallFiles['accounts.csv']
    .split('\n')
    .map((line, n) => (line === '' ? line : `${line},${n === 0 ? 'IsPersonAccount' : 'false'}`))
    .join('\n')

  test.each([
    ['no file has IsPersonAccount', {}, [], 'Warning: no file shows which accounts are person accounts'],
    [
      'only the describe result has IsPersonAccount',
      {
        'describe.json': JSON.stringify({
          name: 'Account',
          fields: [
            {
              name: 'IsPersonAccount',
              label: 'Is Person Account',
              type: 'boolean',
              calculated: false,
              compoundFieldName: null,
              relationshipName: null,
            },
          ],
          childRelationships: [],
        }),
      },
      ['--describe', 'describe.json'],
      'Warning: your org has person accounts, but the accounts lack the column IsPersonAccount. 2 compared accounts may be person accounts',
    ],
    ['the accounts have IsPersonAccount', { 'accounts.csv': withPersonAccounts }, [], null],
  ])('warns about person accounts if %s', async (_, files, args, warning) => {
    const { out } = await audit({
      files: { ...smallFiles, ...files },
      args: [...smallArguments, ...args],
      columns: 1_000,
    })
    if (warning === null) expect(out).not.toContain('person account')
    else expect(out).toContain(warning)
  })

  test('counts the cells of Contact Company that are not numbers, and quotes none of them', async () => {
    const [header = '', person = '', ...others] = smallFiles['people.csv'].split('\n')
    const rows = [header, person, person.replace('71,', '73,').replace(',901,', ',Secretname,'), ...others]
    const files = withPeople(rows.join('\n'))
    const { out } = await audit({ files, args: smallArguments, columns: 200 })
    expect(out).toContain('1 not read in Contact Company, because a company row has a whole number above 0')
    expect(out).not.toContain('Secretname')
    const { out: json } = await audit({ files, args: [...smallArguments, '--json'] })
    expect(parsed(json).findings.map(({ _tag }) => _tag)).not.toContain('CompanyRowSplit')
    expect(json).not.toContain('Secretname')
  })

  test('escapes characters that control a terminal', async () => {
    const { out } = await audit({ files: replaced('Banking', 'Bank\u001b[31ming\u202e'), args: smallArguments })
    expect(out).not.toMatch(/[\u001b\u202e]/)
  })

  test('shows the percentage and the remaining time if the output is a terminal', async () => {
    let now = 0
    const { err } = await audit({ files: smallFiles, args: smallArguments, isTTY: true, now: () => (now += 1_000) })
    expect(err).toMatch(/\r\u001b\[K\d+ % of 0\.0 MB read, about \d+ s left/)
    expect(err.endsWith('\r\u001b[K')).toBe(true)
  })

  test('shows a long remaining time in minutes', () => {
    expect([1, 59_000, 125_000].map(durationText)).toEqual(['1 s', '59 s', '2 min 5 s'])
  })
})

describe('the CSV output of the command `audit`', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['+cmd', "'+cmd"],
    ['-2+3', "'-2+3"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    [' =1', "' =1"],
    ['＝1', "'＝1"],
    ['=1,"2"', '"\'=1,""2"""'],
    ['-12.5', '-12.5'],
    [-3, '-3'],
    ['Alder & Söhne', 'Alder & Söhne'],
    [null, ''],
  ])('writes %j as %j', (value, expected) => {
    expect(safeCell(value)).toBe(expected)
  })

  test('contains no cell that a spreadsheet treats as a formula', async () => {
    const { out } = await audit({ files: replaced('Banking', '=HYPERLINK(1)'), args: [...smallArguments, '--csv'] })
    expect(out).toContain("'=HYPERLINK(1)")
    expect(out).not.toMatch(/(?:^|[,\n])"?=/)
  })
})

describe('the HTML page of the command `audit`', () => {
  const page = async (people = smallFiles['people.csv']) => {
    const { written } = await audit({ files: withPeople(people), args: [...smallArguments, '--html', 'r.html'] })
    return written('r.html')
  }

  test('escapes values that would otherwise end the script element', async () => {
    const html = await page(smallFiles['people.csv'].replace('Banking', '</script><img src=x onerror=alert(1)>'))
    expect(html).toContain('\\u003c/script\\u003e')
    expect(html).not.toContain('<img')
    expect(html.match(/<\/script>/g)).toHaveLength(2)
  })

  test('loads nothing from other servers', async () => {
    const html = await page()
    expect(html).toContain("default-src 'none'")
    expect(html).not.toMatch(/(?:src|href)=|url\(|@import|fetch\(/)
  })

  test('contains no name or e-mail address of a person', async () => {
    expect(await page()).not.toMatch(/Secretname|private\.example/i)
  })

  test('stays within its size limit, and counts the findings that did not fit', async () => {
    const { out } = await audit({ args: ['--json'] })
    const decoded = parsed(out).findings.flatMap((finding) => {
      const each = FindingFromJson.decode(finding)
      return each._tag === 'Right' ? [each.right] : []
    })
    const results = {
      files: [],
      summary: { accountsCompared: 1, peopleCompared: 1, peopleUntil: null, howFar: null } as never,
      tally: tallyOf(decoded),
      isUntilTold: true,
      warnings: [],
      comparison: null,
    }
    const { html, leftOut } = htmlReport(decoded, results, 250_000)
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(250_000)
    expect(leftOut).toBeGreaterThan(100)
    expect(html).toContain(`${leftOut} findings more did not fit`)
  })
})

describe('a CSV file for the command `audit`', () => {
  test.each(['utf-8', 'utf-16le', 'utf-16be', 'latin1'] as const)(
    'is read as %s if an option names this encoding',
    (encoding) => {
      const bytes = {
        'utf-8': Buffer.from('Zoë'),
        'utf-16le': Buffer.from('Zoë', 'utf16le'),
        'utf-16be': Buffer.from('Zoë', 'utf16le').swap16(),
        latin1: Buffer.from('Zoë', 'latin1'),
      }[encoding]
      const told: Array<string> = []
      expect([...textOf([bytes], encoding, (used) => told.push(used))].join('')).toBe('Zoë')
      expect(told).toEqual([encoding])
    },
  )

  test('is recognized as UTF-8 even if a piece of the file ends inside a character', () => {
    expect(encodingOf(Buffer.from('Zoë').subarray(0, 3))).toBe('utf-8')
  })

  test('can be compressed with gzip, even if the file arrives in pieces of 100 bytes', () => {
    const text = 'id,company\n'.repeat(50_000)
    const packed = gzipSync(text)
    const pieces = Array.from({ length: Math.ceil(packed.length / 100) }, (_, n) =>
      packed.subarray(n * 100, n * 100 + 100),
    )
    expect(Buffer.concat([...unpacked(pieces, 'people.csv.gz')]).toString()).toBe(text)
  })

  /** Tells whether a cut file is unpacked without an error. */
  const isAccepted = (packed: Uint8Array, length: number, pieceSize: number): boolean => {
    const cut = packed.subarray(0, length)
    const pieces = Array.from({ length: Math.ceil(length / pieceSize) }, (_, n) =>
      cut.subarray(n * pieceSize, (n + 1) * pieceSize),
    )
    try {
      return [...unpacked(pieces, 'people.csv.gz')].length >= 0
    } catch {
      return false
    }
  }
  const rowsOfPeople = (count: number) =>
    Array.from({ length: count }, (_, n) => `${n},${Math.imul(n, 2_654_435_761) >>> 0},Alder ${n % 97},Food\n`).join('')
  /** All cut points from the first byte to the last byte but one, in steps. */
  const cutPoints = (packed: Uint8Array, step: number) =>
    Array.from({ length: Math.ceil((packed.length - 1) / step) }, (_, n) => n * step + 1)

  test.each([
    ['without content', gzipSync(''), 1],
    ['with one row', gzipSync('id,company\n'), 1],
    ['with stored bytes', gzipSync(rowsOfPeople(20), { level: 0 }), 1],
    ['with many rows', gzipSync(rowsOfPeople(150)), 1],
    ['of 300,000 bytes', gzipSync(rowsOfPeople(40_000)), 30_011],
  ])('is refused if it is compressed and cut off at any point (a file %s)', (_, packed, step) => {
    for (const pieceSize of [64 * 1024, 1_000]) {
      expect(isAccepted(packed, packed.length, pieceSize)).toBe(true)
      expect(cutPoints(packed, step).filter((length) => isAccepted(packed, length, pieceSize))).toEqual([])
    }
  })

  test('is refused if the second of two compressed parts is cut off', () => {
    const first = gzipSync(rowsOfPeople(30))
    const packed = Buffer.concat([first, gzipSync(rowsOfPeople(40))])
    const accepted = cutPoints(packed, 1).filter((length) => isAccepted(packed, length, 64 * 1024))
    // The file that ends between the two parts is a whole file.
    expect(accepted).toEqual([first.length])
  })
})

describe('an option of the command `audit`', () => {
  const read = (...args: ReadonlyArray<string>) => optionsOf(['--accounts', 'a', '--people', 'p', ...args])

  test('applies to both systems if it is for numbers or dates and names no system', () => {
    const options = read('--decimal-mark', 'salesforce=,', '--date-order', 'day-month')
    expect(options).toMatchObject({
      right: {
        notation: {
          salesforce: { decimalMark: ',', dateOrder: 'day-month' },
          marketo: { dateOrder: 'day-month' },
        },
      },
    })
  })

  test.each([
    ['-05:00', '2026-02-01T05:00:00.000Z'],
    ['+02:00', '2026-01-31T22:00:00.000Z'],
    ['marketo=-05:00', '2026-02-01T05:00:00.000Z'],
  ])('can state the time zone: --zone %s', async (zone, expected) => {
    const files = withPeople(smallFiles['people.csv'].replaceAll('2026-02-01T00:00:00Z', '2026-02-01 00:00'))
    const { out } = await audit({ files, args: [...smallArguments, '--zone', zone, '--json'] })
    expect(parsed(out)).toMatchObject({ summary: { peopleUntil: expected } })
  })

  test.each([
    ['--zone', 'Middle/Earth'],
    ['--encoding', 'klingon'],
    ['--delimiter', 'x'],
    ['--partial', 'files'],
    ['--complete', 'changes'],
    ['--skip-account', '003'],
    ['--skip-field', '1x'],
    ['--decimal-mark', '!'],
    ['--settings', '{"instance":{"activityCap":-1}}'],
  ])('is named in the error if its value is wrong: %s', (option, value) => {
    expect(read(option, value)).toMatchObject({ _tag: 'Left', left: expect.stringContaining(option) as string })
  })

  test('has a description in --help that fits into a terminal of 80 columns', async () => {
    const { out } = await audit({ args: ['--help'] })
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([])
  })

  test('is always listed by --help', async () => {
    const { code, out } = await audit({ args: ['--help'] })
    const source = readFileSync(new URL('../../docs/examples/audit/options.ts', import.meta.url), 'utf8')
    const names = [...source.matchAll(/^ +'?([a-z-]+)'?: (?:files|text|flag),$/gm)].map(([, name]) => `--${name ?? ''}`)
    expect(code).toBe(0)
    expect(names.length).toBeGreaterThan(20)
    expect(names.filter((name) => !out.includes(name))).toEqual([])
  })
})

describe('an incomplete file of people', () => {
  const lines = smallFiles['people.csv'].split('\n')
  const half = withPeople(`${lines.slice(0, 2).join('\n')}\n`)
  const cut = withPeople(`${lines.slice(0, 2).join('\n')}\n${lines[2]!.slice(0, 40)}`)
  const absentIn = (out: string) =>
    parsed(out).findings.filter(({ _tag }) => _tag === 'NoPeople' || _tag === 'ContactMissing')

  test.each([
    ['the file has only half of the rows', half, 0],
    ['the last row is cut off', cut, 2],
  ])('can be the reason why the command `audit` finds no people of an account: %s', async (_, files, code) => {
    const run = await audit({ files, args: [...smallArguments, '--json'] })
    expect(run.code).toBe(code)
    const absent = absentIn(run.out)
    expect(absent.map(({ _tag, certainty }) => [_tag, certainty])).toEqual([
      ['NoPeople', 'open'],
      ['ContactMissing', 'open'],
    ])
    for (const { alternatives } of absent) expect(alternatives).toContain('ExportIncomplete')
    const { out } = await audit({ files, args: smallArguments, columns: 400 })
    expect(out).toMatch(/\n +2 +a check that the exports contain all records/)
  })

  test('counts as complete for the command `audit` if the user gives the option `--complete people`', async () => {
    const { out } = await audit({ files: half, args: [...smallArguments, '--complete', 'people', '--json'] })
    expect(absentIn(out)).toMatchObject([{ _tag: 'NoPeople', certainty: 'shown' }, { _tag: 'ContactMissing' }])
    expect(JSON.stringify(absentIn(out))).not.toContain('ExportIncomplete')
  })

  test('makes the command `audit` reject the option `--complete people` if a row could not be read', async () => {
    const { code, err } = await audit({ files: cut, args: [...smallArguments, '--complete', 'people'] })
    expect([code, err]).toEqual([65, 'audit: people.csv: 1 row could not be read, so --complete people is not true.\n'])
  })

  test('cannot have been exported before the export began', () => {
    const times = ['--people-from', '2026-02-03T00:00:00Z', '--people-until', '2026-02-02T00:00:00Z']
    expect(optionsOf([...smallArguments, ...times])).toEqual(E.left('--people-from is later than --people-until'))
  })

  test('cannot have both `--complete people` and `--partial people` as options of the command `audit`', () => {
    const options = optionsOf([...smallArguments, '--complete', 'people', '--partial', 'people'])
    expect(options).toEqual(E.left('--complete people and --partial people cannot be used together'))
  })
})

test('the audit report states the time in which the log has no entry', async () => {
  const changes = [
    'marketoGUID,leadId,activityDate,activityTypeId,campaignId,primaryAttributeValueId,primaryAttributeValue,attributes',
    `a,71,2025-12-01T00:00:00Z,13,,,Industry,"{""New Value"":""Food"",""Old Value"":"""",""Source"":""sfdc""}"`,
    '',
  ].join('\n')
  const { out } = await audit({
    files: { ...smallFiles, 'changes.csv': changes },
    args: [...smallArguments, '--changes', 'changes.csv'],
    columns: 400,
  })
  expect(out).toContain('The log has no entry from 2025-12-01 00:00 UTC until ')
})

test('the audit takes a log as incomplete if a row of the log could not be read, so a local edit stays possible', async () => {
  const entry = (leadId: number, at: string, field: string, from: string, to: string, source: string) =>
    `x,${leadId},${at},13,,,${field},"{""New Value"":""${to}"",""Old Value"":""${from}"",""Source"":""${source}""}"`
  const log = [
    'marketoGUID,leadId,activityDate,activityTypeId,campaignId,primaryAttributeValueId,primaryAttributeValue,attributes',
    entry(71, '2026-01-03T00:10:00Z', 'Company Name', 'Old', 'Alder', 'Web form fillout'),
    entry(72, '2026-01-03T00:20:00Z', 'Industry', 'Mining', 'Energy', 'sfdc'),
    '',
  ].join('\n')
  const industry = async (changes: string) => {
    const { code, out } = await audit({
      files: {
        ...withPeople(smallFiles['people.csv'].replaceAll('2026-02-01T00', '2026-01-03T01')),
        'changes.csv': changes,
      },
      args: [...smallArguments, '--changes', 'changes.csv', '--json'],
    })
    const found = parsed(out).findings.find(({ field }) => field === 'Industry')
    return [code, found?.['_tag'], found?.['certainty']]
  }
  expect(await industry(log)).toEqual([1, 'Unexplained', 'shown'])
  const noOffset = entry(72, '2026-01-03 00:30:00', 'Industry', 'Energy', 'Banking', 'Web form fillout')
  expect(await industry(`${log}${noOffset}\n`)).toEqual([2, 'LocalEditStands', 'open'])
})
