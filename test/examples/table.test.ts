import { defaultSettings, type Settings, settingsWith } from 'marketo-account-sync'
import { ruleIds } from 'marketo-account-sync/rules'
import { describe, expect, it } from 'vitest'
import { widthOf } from '../../docs/examples/terminal/columns.js'
import { decodeLine } from '../../docs/examples/simulate/lines.js'
import { displayOf } from '../../docs/examples/terminal/display.js'
import { tableReport } from '../../docs/examples/simulate/table.js'
import { account, alder, confirm, contact, convert, edit, fail, harbor, maria, person, robin } from './inputs.js'

/** Prints the table of a history. Returns each row of the table as one line, and the summary below the rows. */
const table = (inputs: ReadonlyArray<unknown>, settings: Settings = defaultSettings, quiet = false) => {
  const report = tableReport(settings, { quiet })
  const rows = inputs.map((input, at) => report.line(at + 1, decodeLine(JSON.stringify(input)), JSON.stringify(input)))
  return { rows, summary: [...report.end()].join(''), last: rows[rows.length - 1] ?? '' }
}

/** Returns the text of one column in a row. */
const column = (row: string, from: number, width: number): string =>
  row
    .split('\n')
    .map((line) => line.slice(from, from + width).trim())
    .join(' ')
    .trim()
const happened = (row: string): string => column(row, 18, 34)
const shown = (row: string): string => column(row, 54, 28)
const logged = (row: string): string => column(row, 84, 13)
const rules = (row: string): string => column(row, 99, 21)

const org = [
  account(alder, 1, { Name: 'Alder', Phone: '1' }),
  account(harbor, 1, { Name: 'Harbor', Phone: '9' }),
  contact(maria, alder, 1),
  contact(robin, alder, 1),
]

/**
 * Each case has a title, inputs, three patterns and a rule. A test plays the inputs of the org, and then the inputs of the case.
 *
 * The last row of the table must match the three patterns and contain the rule.
 */
const cases: ReadonlyArray<readonly [string, ReadonlyArray<unknown>, RegExp, RegExp, RegExp, string]> = [
  [
    'a deleted contact',
    [contact(robin, null, 2, { IsDeleted: true })],
    /deletes contact/,
    /but it is not live Alder now has 1 contact$/,
    /–/,
    'contact.deleted',
  ],
  [
    'a contact that is restored',
    [contact(robin, null, 2, { IsDeleted: true }), contact(robin, alder, 3)],
    /live again in Alder/,
    /Alder has 2 contacts/,
    /–/,
    'contact.deleted',
  ],
  ['a contact without an account', [contact(robin, null, 2)], /it has no account/, /private/, /–/, 'contact.private'],
  [
    'a contact record with the same account',
    [contact(robin, alder, 2)],
    /still in Alder/,
    /Alder has 2/,
    /–/,
    'contact.one-account',
  ],
  [
    'a late contact record',
    [contact(robin, harbor, 1), contact(robin, harbor, 1)],
    /Ignored, because the record is late or repeated/,
    /unchanged/,
    /–/,
    'sync.only-newer',
  ],
  [
    'a contact of an unknown account',
    [contact(robin, '0015g00000Cobal', 2)],
    /DEFERRED: Marketo does not know account/,
    /until it is delivered again/,
    /–/,
    'contact.one-account',
  ],
  [
    'a deleted account',
    [
      {
        ...account(alder, 2, { Name: 'Alder', Phone: '2' }),
        record: { ...account(alder, 2, { Phone: '2' }).record, IsDeleted: true },
      },
    ],
    /deletes account Alder/,
    /Phone: 2 \(was 1\)/,
    /2 Change Data Value 2 contacts × 1 field/,
    'contact.deleted',
  ],
  [
    'an edit back to the synced value',
    [edit(maria, 'Phone', '2'), edit(maria, 'Phone', '1')],
    /sets Phone to 1/,
    /the local edit ends/,
    /1 Change Data/,
    'edit.fan-out',
  ],
  [
    'an edit that changes nothing',
    [edit(maria, 'Phone', '1')],
    /already shows this value/,
    /unchanged/,
    /–/,
    'activity.real-change',
  ],
  [
    'an edit to blank',
    [edit(maria, 'Phone', null)],
    /sets Phone to \(blank\)/,
    /Phone: \(blank\) \(was 1\)/,
    /1 Change Data/,
    'edit.stays-local',
  ],
  [
    'a refused edit',
    [edit(maria, 'Fax', '1')],
    /REFUSED: the account does not have the field Fax/,
    /unchanged/,
    /–/,
    'edit.known-field',
  ],
  [
    'a failed conversion',
    [person(7), convert(7), fail(7)],
    /could not convert person 7 \(convert: NO\)/,
    /SFDC Type: Lead the person can be converted again/,
    /1 Convert Lead failed at convert/,
    'activity.convert',
  ],
  [
    'a repeated answer',
    [
      person(7),
      convert(7),
      confirm(7, '0015g00000Nova2', '0035g00000Novak'),
      confirm(7, '0015g00000Nova2', '0035g00000Novak'),
    ],
    /Ignored, because Salesforce gave this answer before/,
    /unchanged/,
    /–/,
    'convert.answered-once',
  ],
  [
    'a conversion of an unknown person',
    [convert(8)],
    /REFUSED: Marketo does not know person 8/,
    /unchanged/,
    /–/,
    'convert.known-person',
  ],
  [
    'a lead without a name',
    [person(7, { lastName: ' ', company: null }), convert(7)],
    /lacks Last Name and Company/,
    /unchanged/,
    /–/,
    'convert.syncs-first',
  ],
]

describe('the table of the command `simulate`', () => {
  for (const [what, inputs, says, shows, logs, ruleId] of cases)
    it(`describes the result of ${what}`, () => {
      const { last } = table([...org, ...inputs])
      expect(happened(last)).toMatch(says)
      expect(shown(last)).toMatch(shows)
      expect(logged(last)).toMatch(logs)
      expect(rules(last).split(' ')).toContain(ruleId)
    })

  it('states that a skipped record contains nothing new', () => {
    const settings = settingsWith({ readings: { overrideOn: 'field-change' } })
    const { last } = table(
      [...org, edit(maria, 'Phone', '2'), account(alder, 2, { Name: 'Alder', Phone: '1' })],
      settings,
    )
    expect(happened(last)).toMatch(/Skipped, because no value is new/)
    expect(shown(last)).toMatch(/local edits included/)
  })

  it('states what to do next after a refusal and after a deferral', () => {
    const { last: refused } = table([...org, edit(maria, 'Fax', '1')])
    expect(happened(refused)).toMatch(/Next: Check the API name/)
    const { last: deferred } = table([...org, contact(robin, '0015g00000Cobal', 2)])
    expect(happened(deferred)).toMatch(/Next: Deliver the record of the account/)
  })

  it('shows the id and the name of a contact if another contact has the same name', () => {
    const [first, second] = [maria, robin].map((id) => contact(id, alder, 2, { FirstName: 'Ann', LastName: 'Lee' }))
    const { rows } = table([...org, first, second])
    expect(happened(rows[4] ?? '')).toMatch(/contact Ann Lee: still/)
    expect(happened(rows[5] ?? '')).toMatch(/contact Ann Lee \(003\w{15}\): still/)
  })

  it('shows the id beside the name of an account only if another account had the same name', () => {
    const other = '0015g00000Cobal'
    const named = (id: string, stamp: number, name: string) => account(id, stamp, { Name: name })
    const { rows } = table([
      named(alder, 1, 'Alder'),
      named(other, 1, 'Alder'),
      named(other, 2, 'Cobalt'),
      named(alder, 2, 'Birch'),
    ])
    expect(rows.map(happened)).toEqual([
      'Salesforce sends a new account, Alder',
      'Salesforce sends a new account, Alder (0015g00000CobalAAB)',
      'Salesforce updates account Cobalt',
      'Salesforce updates account Birch',
    ])
  })

  it('stacks its cells on a narrow terminal, and uses the full width of a wide terminal', () => {
    const of = (columns: number) => {
      const report = tableReport(defaultSettings, { display: displayOf({ columns }, {}) })
      return report.line(1, decodeLine(JSON.stringify(org[0])), '').split('\n')
    }
    expect(of(80)).toEqual([
      'line 1, 2026-03-02 09:00',
      '  Salesforce sends a new account, Alder',
      '  shows    Name: Alder',
      '           Phone: 1',
      '           no contacts yet',
      '  rules    sync.override-all',
      '',
    ])
    expect(of(160)[0]?.indexOf('Name: Alder')).toBe(16 + 2 + 34 + 20 + 2)
  })

  it('makes each rule a link and colours refusals if the terminal supports links and colours', () => {
    const display = displayOf({ isTTY: true, columns: 120 }, { TERM: 'xterm-256color' })
    const linking = { ...display, link: (text: string, url: string) => `\u001b]8;;${url}\u0007${text}\u001b]8;;\u0007` }
    const report = tableReport(defaultSettings, { display: linking })
    const row = report.line(1, decodeLine(JSON.stringify(edit(maria, 'Phone', '1'))), '')
    expect(row).toContain('\u001b[31mREFUSED\u001b[39m')
    expect(row).toMatch(/8;;file:[^ ]*rules\.md#editlive-contact\u0007edit\.live-contact/)
  })

  it('contains only full names of existing rules, and fits into 120 columns', () => {
    const { rows } = table([...org, ...cases.flatMap(([, inputs]) => inputs)])
    const named = rows.flatMap((row) => rules(row).split(' ')).filter((word) => word !== '–' && word !== '')
    expect(named.filter((word) => !(ruleIds as ReadonlyArray<string>).includes(word))).toEqual([])
    expect(Math.max(...rows.flatMap((row) => row.split('\n').map(widthOf)))).toBeLessThanOrEqual(120)
  })

  const mixed = [
    ...org,
    ...org.slice(0, 1),
    edit(maria, 'Phone', '2'),
    edit(maria, 'Fax', '2'),
    convert(8),
    contact(robin, '0015g00000Cobal', 2),
    { _tag: 'Nothing' },
  ]

  it('contains the whole summary, even if `quiet` leaves out the rows of applied inputs', () => {
    const [quiet, all] = [table(mixed, defaultSettings, true), table(mixed)]
    expect(quiet.rows.map((row, at) => (row === '' ? 'none' : row === all.rows[at]))).toEqual([
      ...Array<string>(6).fill('none'),
      ...Array<boolean>(4).fill(true),
    ])
    expect(quiet.summary).toBe(all.summary)
  })

  it('ends with a summary of the history', () => {
    const { summary } = table(mixed)
    const lines = summary.split('\n').map((line) => line.replace(/ +/g, ' '))
    expect(lines.slice(3, -1)).toEqual([
      'applied 5',
      'changed nothing 1',
      'refused 2 (edit.known-field 1, convert.known-person 1)',
      'deferred 1',
      'not an input 1 (line 10)',
      'logged 1 Change Data Value, 0 Convert Lead',
      'accounts 2 (0 deleted), with 1 local edit',
      'contacts 2 live, 0 deleted, 0 private',
    ])
  })
})
