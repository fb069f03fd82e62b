// Tests the findings about accounts, contacts and people.
import { describe, expect, test } from 'vitest'
import { type Instant, settingsWith } from 'marketo-account-sync'
import type { AuditOptions, AuditRows, Evidence, RecordClass, RecordFinding } from 'marketo-account-sync/audit'
import { findingSentence } from 'marketo-account-sync/audit'
import type { PersonRow } from 'marketo-account-sync/exports'
import { nthAccountId, nthContactId } from '../helpers/values.js'
import {
  account,
  cellsOf,
  contact,
  converted,
  exported,
  failed,
  findingsIn,
  march,
  person,
  pulled,
  shows,
} from './world.js'

const fields = { Name: 'Edge' }

const one: AuditRows = {
  accounts: [account(1, fields)],
  contacts: [contact(1, 1)],
  people: [shows(1, 1, fields)],
}

const found = (tag: RecordClass, rows: Partial<AuditRows>, options: AuditOptions = {}, settings = settingsWith({})) =>
  findingsIn({ ...one, ...rows }, options, settings).filter(
    (finding): finding is Extract<typeof finding, RecordFinding> => finding._tag === tag,
  )

const evidence = (tag: Evidence['_tag'], findings: ReadonlyArray<RecordFinding>) =>
  findings.flatMap((finding) => finding.evidence).filter((each) => each._tag === tag)

test('an account with equal values in both systems has no audit finding', () => {
  expect(findingsIn(one)).toEqual([])
})

describe('in an audit, the company rows of Marketo', () => {
  const two = (a: string | null, b: string | null, otherAccount = 1): Partial<AuditRows> => ({
    accounts: [account(1, fields), account(2, { Name: 'Other' })],
    contacts: [contact(1, 1), contact(2, otherAccount)],
    people: [
      shows(1, 1, fields, { contactCompany: a }),
      shows(2, otherAccount, otherAccount === 1 ? fields : { Name: 'Other' }, { contactCompany: b }),
    ],
  })

  test('give a finding if the people of one account have several company rows', () => {
    expect(found('CompanyRowSplit', two('51', '52'))).toMatchObject([
      { certainty: 'shown', accountId: nthAccountId(1), people: [1, 2], peopleCount: 2 },
    ])
  })

  test('can have changed between two files of people', () => {
    const rows = two('51', '52')
    const people = [...rows.people!].map((row, file) => ({ ...row, file }))
    expect(found('CompanyRowSplit', { ...rows, people })).toMatchObject([
      { certainty: 'open', alternatives: ['ExportedAtDifferentTimes', 'Unexplained'] },
    ])
  })

  test('give no finding if the file lacks the company row of a person', () => {
    expect(found('CompanyRowSplit', two('51', null))).toEqual([])
  })

  test('give a finding if people of several accounts share one company row', () => {
    expect(found('CompanyRowShared', two('51', '51', 2))).toMatchObject([
      { certainty: 'shown', accountId: nthAccountId(1), otherAccountId: nthAccountId(2), people: [1, 2] },
    ])
    expect(found('CompanyRowShared', two('51', '52', 2))).toEqual([])
  })
})

describe('in an audit, the values of an account that shares a company row with another account', () => {
  const [own, others] = [
    { Name: 'Edge', Industry: 'Energy', Site: 'North' },
    { Name: 'Other', Industry: 'Food', Site: 'South' },
  ]
  const shared = (shown: Readonly<Record<string, string>>, row: string | null = '51'): Partial<AuditRows> => ({
    accounts: [account(1, own), account(2, others)],
    contacts: [contact(1, 1), contact(2, 2)],
    people: [shows(1, 1, own, { contactCompany: row }), shows(2, 2, shown, { contactCompany: row })],
  })
  const cells = (rows: Partial<AuditRows>) => cellsOf(2, findingsIn({ ...one, ...rows }))

  test('are explained by the shared row if Marketo shows the values of the other account', () => {
    expect(cells(shared(own))).toMatchObject(
      ['Industry', 'Name', 'Site'].map((field) => ({ _tag: 'OtherAccountShown', field, next: null })),
    )
    expect(cells(shared(own))[0]?.evidence[0]).toEqual({
      _tag: 'CompanyRows',
      rows: [{ row: '51', count: 2, accounts: [nthAccountId(1), nthAccountId(2)] }],
    })
  })

  test('can have another cause if Marketo shows most values of the account itself', () => {
    const [cell, ...more] = cells(shared({ ...others, Site: 'North' }))
    expect([cell?._tag, more]).toEqual(['LocalEditStands', []])
    expect(cell?.alternatives).toContain('OtherAccountShown')
  })

  test('can come from the other account if the file has no company rows and Marketo shows a different name', () => {
    expect(cells(shared(own, null)).map(({ alternatives }) => alternatives.includes('OtherAccountShown'))).toEqual([
      true,
      true,
      true,
    ])
    expect(cells(shared({ ...own, Name: 'Other' }, null))[0]?.alternatives).not.toContain('OtherAccountShown')
  })
})

describe('in an audit, a person account', () => {
  const fields = { Name: 'Kim', IsPersonAccount: 'true' }

  test('is never a duplicate, because several persons can have the same name', () => {
    const accounts = [account(1, fields), account(2, fields)]
    expect(found('DuplicateName', { accounts })).toEqual([])
  })

  test('has no leads of the same company', () => {
    const people = [shows(1, 1, fields), shows(2, null, { Name: 'Kim' }, { sfdcContactId: null })]
    expect(found('LeadOfSameCompany', { accounts: [account(1, fields)], people })).toEqual([])
  })
})

describe('in an audit, a link to the wrong account', () => {
  const rows = (failedOn: number): Partial<AuditRows> => ({
    accounts: [account(1, fields), account(2, { Name: 'Other' })],
    contacts: [contact(1, 2, { systemModstamp: march(20) })],
    syncErrors: [failed(nthContactId(1), march(failedOn))],
  })

  test('has a sync error as the most likely cause if Sync Errors lists the contact', () => {
    expect(found('LinkedElsewhere', rows(21))[0]?.alternatives[0]).toBe('RecordFailed')
  })

  test('does not have a sync error as the most likely cause if the contact was updated after the error', () => {
    expect(found('LinkedElsewhere', rows(19))[0]?.alternatives[0]).not.toBe('RecordFailed')
  })
})

describe('in an audit, a person whom Marketo and Salesforce link to different accounts', () => {
  const moved = (stamp: number): Partial<AuditRows> => ({
    accounts: [account(1, fields), account(2, { Name: 'Other' })],
    contacts: [contact(1, 2, { systemModstamp: march(stamp) })],
  })

  test('gives a finding if the sync has read the contact', () => {
    const [finding] = found('LinkedElsewhere', { ...moved(5), syncStatus: [pulled(march(20), 'Contact')] })
    expect(finding).toMatchObject({
      accountId: nthAccountId(1),
      otherAccountId: nthAccountId(2),
      contactId: nthContactId(1),
      people: [1],
      certainty: 'open',
    })
    expect(finding?.alternatives).toEqual(['StaleLink', 'RecordFailed', 'Unexplained'])
  })

  test('has an unread update as the most likely cause if the sync has not read the contact yet', () => {
    const [finding] = found('LinkedElsewhere', { ...moved(25), syncStatus: [pulled(march(20), 'Contact')] })
    expect(finding?.alternatives[0]).toBe('NotYetSynced')
  })

  test('is compared with the account to which Marketo links the person', () => {
    expect(findingsIn({ ...one, ...moved(5) }).map(({ _tag }) => _tag)).not.toContain('LocalEditStands')
  })

  test('is listed in the finding about the merged account if the account was merged into another', () => {
    const rows = moved(5)
    const accounts = [account(1, fields, { masterRecordId: nthAccountId(2) }), account(2, { Name: 'Other' })]
    expect(found('LinkedToMergedAccount', { ...rows, accounts })).toMatchObject([
      { accountId: nthAccountId(1), otherAccountId: nthAccountId(2), people: [1] },
    ])
    expect(found('LinkedElsewhere', { ...rows, accounts })).toEqual([])
  })

  test('is listed in the finding about the merged account after two merges in a row, or if two accounts were merged into each other', () => {
    const rows = { ...moved(5), contacts: [contact(1, 3)] }
    const merged = (n: number, into: number) =>
      account(n, { Name: `${n}` }, { isDeleted: true, masterRecordId: nthAccountId(into) })
    const accounts = [merged(1, 2), merged(2, 3), account(3, { Name: 'Other' })]
    expect(found('LinkedToMergedAccount', { ...rows, accounts })).toMatchObject([
      { accountId: nthAccountId(1), otherAccountId: nthAccountId(3), people: [1] },
    ])
    expect(found('LinkedElsewhere', { ...rows, accounts })).toEqual([])
    const circle = [merged(1, 2), merged(2, 1), account(3, { Name: 'Other' })]
    expect(found('LinkedToMergedAccount', { ...rows, accounts: circle })).toHaveLength(1)
  })

  test('has an unread update as the most likely cause if the sync has not read the merge yet', () => {
    const merge = (stamp: number) => ({
      ...moved(5),
      accounts: [
        account(1, fields, { masterRecordId: nthAccountId(2), systemModstamp: march(stamp) }),
        account(2, { Name: 'Other' }),
      ],
      syncStatus: [pulled(march(20))],
    })
    expect(found('LinkedToMergedAccount', merge(25))).toMatchObject([
      { certainty: 'open', alternatives: ['NotYetSynced', 'Unexplained'], refutedBy: ['later-export'] },
    ])
    expect(found('LinkedToMergedAccount', merge(15))).toMatchObject([{ certainty: 'shown', alternatives: [] }])
  })

  test('cannot be found if the people have no SFDC Account Id', () => {
    expect(found('LinkedElsewhere', { ...moved(5), people: [shows(1, null, fields)] })).toEqual([])
  })
})

describe('in an audit, a contact without a person in Marketo', () => {
  const rows: Partial<AuditRows> = { contacts: [contact(1, 1), contact(2, 1)] }

  test('gives a finding', () => {
    expect(found('ContactMissing', rows)).toMatchObject([
      { contactId: nthContactId(2), accountId: nthAccountId(1), certainty: 'open' },
    ])
    expect(found('ContactMissing', rows)[0]?.alternatives).toContain('SyncFilter')
  })

  test('can come from an incomplete file of people if the options do not state that this file is complete', () => {
    const [finding] = found('ContactMissing', rows)
    expect(finding?.alternatives).toContain('ExportIncomplete')
    expect(finding?.refutedBy).toContain('complete-export')
    expect(findingSentence(finding!)).toMatch(/^The file of people has no person for contact \w+ of account \w+\./)
    const [stated] = found('ContactMissing', rows, { complete: ['people'] })
    expect(stated?.alternatives).not.toContain('ExportIncomplete')
    expect(stated?.refutedBy).not.toContain('complete-export')
    expect(findingSentence(stated!)).toMatch(/^Contact \w+ of account \w+ has no person in Marketo\./)
  })

  test('gives no finding if the people file is incomplete', () => {
    expect(found('ContactMissing', rows, { partial: ['people'] })).toEqual([])
  })

  test('gives no finding if Salesforce has deleted the contact', () => {
    expect(found('ContactMissing', { contacts: [contact(1, 1), contact(2, 1, { isDeleted: true })] })).toEqual([])
  })
})

describe('an audit finding about a record that Salesforce has deleted and Marketo still shows', () => {
  test('can be about a contact', () => {
    expect(found('DeletedInSalesforce', { contacts: [contact(1, 1, { isDeleted: true })] })).toMatchObject([
      { contactId: nthContactId(1), people: [1] },
    ])
  })

  test('is not given if Marketo knows that the contact is deleted', () => {
    const rows = {
      contacts: [contact(1, 1, { isDeleted: true })],
      people: [shows(1, 1, fields, { sfdcIsDeleted: true })],
    }
    expect(found('DeletedInSalesforce', rows)).toEqual([])
  })

  test('can be about an account', () => {
    expect(found('DeletedInSalesforce', { accounts: [account(1, fields, { isDeleted: true })] })).toMatchObject([
      { accountId: nthAccountId(1), contactId: null, people: [1], certainty: 'shown' },
    ])
  })

  test('can be about a contact or an account that is missing from a complete export', () => {
    expect(found('DeletedInSalesforce', { contacts: [] })).toMatchObject([{ contactId: nthContactId(1) }])
    expect(found('DeletedInSalesforce', { accounts: [] })).toMatchObject([{ accountId: nthAccountId(1) }])
  })

  test('can come from an incomplete export if the options do not state that the export is complete', () => {
    for (const [kind, rows] of [
      ['contacts', { contacts: [] }],
      ['accounts', { accounts: [] }],
    ] as const) {
      expect(found('DeletedInSalesforce', rows)).toMatchObject([
        { certainty: 'open', alternatives: ['NotYetSynced', 'ExportIncomplete', 'Unexplained'] },
      ])
      expect(found('DeletedInSalesforce', rows, { complete: [kind] })).toMatchObject([
        { certainty: 'open', alternatives: ['NotYetSynced', 'Unexplained'] },
      ])
    }
  })

  test('states that Salesforce has deleted the record only if the record shows the deletion', () => {
    const sentences = (rows: Partial<AuditRows>) => found('DeletedInSalesforce', rows).map(findingSentence)
    expect(sentences({ contacts: [contact(1, 1, { isDeleted: true })] })[0]).toMatch(
      /^Marketo shows contact \w+ as person 1, but Salesforce has deleted the contact\. /,
    )
    expect(sentences({ accounts: [account(1, fields, { isDeleted: true })] })).toEqual([
      `Marketo shows account ${nthAccountId(1)} for 1 person, but Salesforce has deleted the account. [contact.deleted, our reading]`,
    ])
    expect(sentences({ contacts: [] })).toEqual([
      `Marketo shows contact ${nthContactId(1)} as person 1, but the audit has read no row of the contact. ` +
        'The cause is open. It could be a change in Salesforce that the sync has not read yet, an export that does not ' +
        'contain all records, or something that the rules of the sync do not explain. [contact.deleted, our reading]',
    ])
    expect(sentences({ accounts: [] })[0]).toMatch(
      /^Marketo shows account \w+ for 1 person, but the audit has read no row of the account\. /,
    )
  })

  test('is not given if the export is incomplete', () => {
    expect(found('DeletedInSalesforce', { contacts: [] }, { partial: ['contacts'] })).toEqual([])
    expect(found('DeletedInSalesforce', { accounts: [] }, { partial: ['accounts'] })).toEqual([])
  })
})

test('an audit reports duplicates if two people in Marketo are the same contact', () => {
  const people = [shows(1, 1, fields), shows(2, 1, fields, { sfdcContactId: nthContactId(1) })]
  expect(found('DuplicatePerson', { people })).toMatchObject([{ contactId: nthContactId(1), people: [1, 2] }])
})

test('if two people with the same contact come from different files, the audit admits that they can be one merged person', () => {
  const merged = shows(2, 1, fields, { sfdcContactId: nthContactId(1), file: 1 })
  const [finding] = found('DuplicatePerson', { people: [shows(1, 1, fields), merged] })
  expect(finding).toMatchObject({ certainty: 'open', alternatives: ['ExportedAtDifferentTimes', 'Unexplained'] })
  expect(findingSentence(finding!)).toMatch(/^The files of people together have 2 people for contact /)
  const both = [shows(1, 1, fields), merged, shows(3, 1, fields, { sfdcContactId: nthContactId(1), file: 1 })]
  expect(found('DuplicatePerson', { people: both })).toMatchObject([{ certainty: 'shown', people: [1, 2, 3] }])
})

test('a lead with the company name of an account gives a finding, because the lead does not belong to the account', () => {
  const lead = shows(2, null, { Name: 'Edge' }, { sfdcContactId: null, sfdcType: 'Lead' })
  expect(found('LeadOfSameCompany', { people: [...one.people, lead] })).toMatchObject([
    { accountId: nthAccountId(1), people: [2], certainty: 'shown' },
  ])
})

describe('in an audit, a person with the company name of an account is not known to be a lead', () => {
  const unlinked = (sfdcType: string | null) => shows(2, null, { Name: 'Edge' }, { sfdcContactId: null, sfdcType })
  const leadsAmong = (...people: ReadonlyArray<PersonRow>) =>
    found('LeadOfSameCompany', { people }).flatMap((finding) => finding.people)

  test('if SFDC Type says that the person is a contact', () => {
    expect(leadsAmong(...one.people, unlinked('Contact'))).toEqual([])
    expect(leadsAmong(...one.people, unlinked(null))).toEqual([2])
  })

  test('if nobody has an SFDC Contact Id, unless SFDC Type says that the person is a lead', () => {
    const linked = shows(1, 1, fields, { sfdcContactId: null })
    expect(leadsAmong(linked, unlinked(null))).toEqual([])
    expect(leadsAmong(linked, unlinked('Lead'))).toEqual([2])
  })
})

test('an audit finding about a record in Sync Errors is certain if the error is at most a day later than the export of the people', () => {
  const errors = (failedOn: Instant) => ({ syncErrors: [1, 2].map((n) => failed(nthContactId(n), failedOn)) })
  const certainties = (failedOn: Instant) => found('SyncFailed', errors(failedOn)).map(({ certainty }) => certainty)
  expect(certainties(march(31))).toEqual(['shown', 'shown'])
  const late = (march(31) + 1) as Instant
  expect(certainties(late)).toEqual(['open', 'open'])
  expect(found('SyncFailed', errors(late))[0]?.alternatives).toEqual(['ExportedAtDifferentTimes', 'Unexplained'])
})

describe('the activity cap in an audit', () => {
  const withCap = (activityCap: number) => settingsWith({ instance: { activityCap } })
  const rows: Partial<AuditRows> = { contacts: [contact(1, 1), contact(2, 1), contact(3, 1, { isDeleted: true })] }

  const people = [shows(1, 1, fields), shows(2, 1, fields, { sfdcContactId: nthContactId(2) })]

  test('is exceeded if an account has one live contact more than the cap', () => {
    expect(found('OverTheCap', { ...rows, people }, {}, withCap(1))).toMatchObject([
      { accountId: nthAccountId(1), certainty: 'shown' },
    ])
    expect(evidence('OverCap', found('OverTheCap', rows, {}, withCap(1)))).toEqual([
      { _tag: 'OverCap', liveContacts: 2, activityCap: 1 },
    ])
  })

  test('gives an open finding if Marketo has fewer people of the account than Salesforce has contacts', () => {
    expect(found('OverTheCap', rows, {}, withCap(1))).toMatchObject([
      {
        accountId: nthAccountId(1),
        certainty: 'open',
        alternatives: ['NotYetSynced', 'SyncFilter', 'ExportIncomplete', 'Unexplained'],
      },
    ])
    const [stated] = found('OverTheCap', rows, { complete: ['people'] }, withCap(1))
    expect(stated?.alternatives).toEqual(['NotYetSynced', 'SyncFilter', 'Unexplained'])
  })

  test('is not exceeded if an account has exactly as many live contacts as the cap', () => {
    expect(found('OverTheCap', rows, {}, withCap(2))).toEqual([])
  })
})

describe('accounts of the same name in an audit', () => {
  const rows: Partial<AuditRows> = {
    accounts: [account(1, fields), account(2, { Name: ' Edge' })],
    contacts: [contact(1, 1), contact(2, 2)],
    people: [shows(1, 1, fields), shows(2, 2, fields)],
  }

  test('give one finding', () => {
    const findings = found('DuplicateName', rows)
    expect(findings).toMatchObject([{ accountId: nthAccountId(1), otherAccountId: nthAccountId(2), peopleCount: 2 }])
    expect(evidence('Converted', findings)).toEqual([])
  })

  test('are explained by a conversion if the log contains the conversion', () => {
    const findings = found('DuplicateName', { ...rows, changes: [converted(2, march(9))] })
    expect(evidence('Converted', findings)).toEqual([{ _tag: 'Converted', personId: person(2), at: march(9) }])
  })
})

describe('in an audit, an account without people', () => {
  const rows = { accounts: [...one.accounts, account(2, { Name: 'Other' })] }

  test('gives an open finding, because the file of people can be incomplete', () => {
    expect(found('NoPeople', rows)).toMatchObject([
      { accountId: nthAccountId(2), certainty: 'open', alternatives: ['ExportIncomplete', 'Unexplained'] },
    ])
    expect(found('NoPeople', rows)[0]?.refutedBy).toEqual(['complete-export'])
    expect(findingSentence(found('NoPeople', rows)[0]!)).toMatch(/^The file of people has no person of account/)
  })

  test('gives a finding that is certain if the options state that the file of people is complete', () => {
    const complete = found('NoPeople', rows, { complete: ['people'] })
    expect(complete).toMatchObject([{ accountId: nthAccountId(2), certainty: 'shown' }])
    expect(findingSentence(complete[0]!)).toMatch(/^Marketo has no person of account/)
  })

  test('gives an open finding if the people have no SFDC Account Id, because the links are not known', () => {
    const people = [shows(1, null, fields)]
    expect(found('NoPeople', { ...rows, people }, { complete: ['people'] })).toMatchObject([
      { certainty: 'open', alternatives: ['LinkedElsewhere', 'Unexplained'] },
    ])
  })

  test('gives no finding if the options state that the file of people is incomplete', () => {
    expect(found('NoPeople', rows, { partial: ['people'] })).toEqual([])
  })
})

describe('in an audit, an error in Sync Errors', () => {
  test('gives a finding about its account or contact', () => {
    const syncErrors = [failed(nthAccountId(1), exported), failed(nthContactId(1), exported)]
    expect(found('SyncFailed', { syncErrors })).toMatchObject([
      { accountId: nthAccountId(1), contactId: null },
      { accountId: nthAccountId(1), contactId: nthContactId(1) },
    ])
  })

  test('gives no finding if the error is about a whole sync job', () => {
    const syncErrors = [{ ...failed(nthAccountId(1), exported), errorType: 'Job Level' }]
    expect(found('SyncFailed', { syncErrors })).toEqual([])
  })
})

describe('an audit of several rows of one record', () => {
  test('uses the account row with the later SystemModstamp', () => {
    const accounts = [
      account(1, { Name: 'New Edge' }, { systemModstamp: march(9) }),
      account(1, fields, { systemModstamp: march(8) }),
    ]
    const people = [shows(1, 1, { Name: 'New Edge' })]
    expect(findingsIn({ ...one, accounts, people })).toEqual([])
    expect(findingsIn({ ...one, accounts: accounts.reverse(), people })).toEqual([])
  })

  test('uses the contact row with the later SystemModstamp', () => {
    const contacts = [contact(1, 2, { systemModstamp: march(2) }), contact(1, 1, { systemModstamp: march(3) })]
    const accounts = [account(1, fields), account(2, { Name: 'Other' })]
    for (const each of [contacts, [...contacts].reverse()])
      expect(found('LinkedElsewhere', { accounts, contacts: each })).toEqual([])
  })

  test('uses the person row with the later Updated At', () => {
    const people = [
      shows(1, 1, { Name: 'Former' }, { updatedAt: march(3) }),
      shows(1, 1, fields, { updatedAt: march(4) }),
    ]
    for (const each of [people, [...people].reverse()]) expect(findingsIn({ ...one, people: each })).toEqual([])
  })
})
