// Tests what the audit says about accounts that are person accounts, or can be person accounts.
import { describe, expect, test } from 'vitest'
import { defaultSettings } from 'marketo-account-sync'
import type { AuditOptions, AuditRows } from 'marketo-account-sync/audit'
import { audit } from 'marketo-account-sync/audit'
import { fieldSchema } from './schema.js'
import { account, background, cellsOf, contact, exported, findingsIn, march, shows, synced, together } from './world.js'

/** If the account cannot be a person account, the audit is certain that its difference is unexplained. */
const withDifference = (fields: Readonly<Record<string, string | null>>, rows: Partial<AuditRows> = {}): AuditRows =>
  together(
    background('Industry'),
    {
      accounts: [account(1, { Industry: 'Energy', Name: 'Kim', ...fields }, { systemModstamp: march(5) })],
      contacts: [contact(1, 1)],
      people: [shows(1, 1, { Industry: 'Food', Name: 'Kim' })],
      changes: [synced(1, march(20), 'Industry', 'x', 'Energy')],
    },
    rows,
  )

const cellIn = (rows: AuditRows, options: AuditOptions = {}) => cellsOf(1, findingsIn(rows, options))[0]

const summaryOf = (rows: AuditRows, options: AuditOptions = {}) =>
  audit(defaultSettings, { peopleUntil: exported, ...options })(rows).summary

const described: AuditOptions = { schema: fieldSchema('IsPersonAccount', 'boolean') }

describe('an audit of accounts without IsPersonAccount', () => {
  test('compares all accounts, and mentions this in the summary, if no file shows that the org has person accounts', () => {
    expect(cellIn(withDifference({}))).toMatchObject({ _tag: 'Unexplained', certainty: 'shown' })
    expect(summaryOf(withDifference({})).undecidedPersonAccounts).toBe(null)
  })

  test('is not certain about a possible person account if the describe result has IsPersonAccount', () => {
    const cell = cellIn(withDifference({}), described)
    expect(cell?.certainty).not.toBe('shown')
    expect(cell?.alternatives).toContain('PersonAccount')
    expect(cell?.refutedBy).toContain('is-person-account')
    expect(summaryOf(withDifference({}), described).undecidedPersonAccounts).toBe(5)
  })

  test('is not certain if another row of the file has the field', () => {
    const rows = withDifference({}, { accounts: [account(2, { IsPersonAccount: 'false' })] })
    expect(cellIn(rows)?.alternatives).toContain('PersonAccount')
  })

  test('is not certain if people of the account show different values', () => {
    const people = [shows(2, 1, { Industry: 'Energy', Name: 'Kim' })]
    expect(cellIn(withDifference({}, { people }), described)).toMatchObject({ _tag: 'SiblingsDisagree' })
    expect(cellIn(withDifference({}, { people }), described)?.alternatives).toContain('PersonAccount')
  })

  test('is not certain that a hidden field explains a difference', () => {
    const rows = { accounts: [account(1, { Fax: '1' })], people: [shows(1, 1, { Fax: '2' })] }
    const cell = cellIn(rows, described)
    expect(cell).toMatchObject({ _tag: 'HiddenField', certainty: 'consistent' })
    expect(cell?.alternatives).toEqual(['PersonAccount', 'Unexplained'])
  })

  test('uses the field IsPersonAccount of the earlier export', () => {
    const earlier = (value: string): Partial<AuditRows> => ({
      earlierAccounts: [account(1, { Industry: 'Energy', IsPersonAccount: value })],
    })
    expect(cellIn(withDifference({}, earlier('true')))).toBe(undefined)
    expect(cellIn(withDifference({}, earlier('false')))?.alternatives).toEqual([])
    const other = { earlierAccounts: [account(2, { IsPersonAccount: 'false' })] }
    expect(cellIn(withDifference({}, other))?.alternatives).toContain('PersonAccount')
  })

  test('treats an account as a person account if PersonContactId has a value, but not if PersonContactId is blank', () => {
    expect(cellIn(withDifference({ PersonContactId: '0034W00002AbcdeQAB' }))).toBe(undefined)
    expect(cellIn(withDifference({ PersonContactId: null }))?.certainty).toBe('shown')
    expect(summaryOf(withDifference({ PersonContactId: null })).undecidedPersonAccounts).toBe(4)
  })

  test('is certain about an account with two contacts, because a person account has exactly one', () => {
    const rows = withDifference(
      {},
      {
        contacts: [contact(2, 1)],
        people: [shows(2, 1, { Industry: 'Food', Name: 'Kim' })],
        changes: [synced(2, march(20), 'Industry', 'x', 'Energy')],
      },
    )
    expect(cellIn(rows, described)).toMatchObject({ _tag: 'Unexplained', certainty: 'shown' })
  })

  test('is not certain about a duplicate name, or about a lead with the company name of an account', () => {
    const rows = withDifference(
      {},
      {
        accounts: [account(2, { Name: 'Kim' })],
        people: [shows(3, null, { Name: 'Kim' }, { sfdcContactId: null, sfdcType: 'Lead' })],
      },
    )
    const certainties = (options: AuditOptions) =>
      findingsIn(rows, options).flatMap(({ _tag, certainty, alternatives }) =>
        _tag === 'DuplicateName' || _tag === 'LeadOfSameCompany' ? [[_tag, certainty, ...alternatives]] : [],
      )
    expect(certainties({})).toEqual([
      ['DuplicateName', 'shown'],
      ['LeadOfSameCompany', 'shown'],
    ])
    expect(certainties(described)).toEqual([
      ['DuplicateName', 'open', 'PersonAccount', 'Unexplained'],
      ['LeadOfSameCompany', 'open', 'PersonAccount', 'Unexplained'],
    ])
  })
})
