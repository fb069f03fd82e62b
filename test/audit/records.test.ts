// The findings about accounts, contacts and people.
import { describe, expect, test } from 'vitest'
import { settingsWith } from 'marketo-account-sync'
import type { AuditOptions, AuditRows, Evidence, RecordClass, RecordFinding } from 'marketo-account-sync/audit'
import { nthAccountId, nthContactId } from '../helpers/values.js'
import { account, contact, converted, exported, failed, findingsIn, march, person, pulled, shows } from './world.js'

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

test('an account that agrees in both systems has no finding', () => {
  expect(findingsIn(one)).toEqual([])
})

describe('company rows', () => {
  const two = (a: string | null, b: string | null, otherAccount = 1): Partial<AuditRows> => ({
    accounts: [account(1, fields), account(2, { Name: 'Other' })],
    contacts: [contact(1, 1), contact(2, otherAccount)],
    people: [
      shows(1, 1, fields, { contactCompany: a }),
      shows(2, otherAccount, otherAccount === 1 ? fields : { Name: 'Other' }, { contactCompany: b }),
    ],
  })

  test('split if the people of one account have several', () => {
    expect(found('CompanyRowSplit', two('51', '52'))).toMatchObject([
      { certainty: 'shown', accountId: nthAccountId(1), people: [1, 2], peopleCount: 2 },
    ])
  })

  test('are not split if the file lacks the row of a person', () => {
    expect(found('CompanyRowSplit', two('51', null))).toEqual([])
  })

  test('are shared if people of several accounts have the same', () => {
    expect(found('CompanyRowShared', two('51', '51', 2))).toMatchObject([
      { certainty: 'shown', accountId: nthAccountId(1), otherAccountId: nthAccountId(2), people: [1, 2] },
    ])
    expect(found('CompanyRowShared', two('51', '52', 2))).toEqual([])
  })
})

describe('a person whom Marketo links to another account than Salesforce', () => {
  const moved = (stamp: number): Partial<AuditRows> => ({
    accounts: [account(1, fields), account(2, { Name: 'Other' })],
    contacts: [contact(1, 2, { systemModstamp: march(stamp) })],
  })

  test('has a stale link if the sync has read the contact', () => {
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

  test('waits for the sync if the sync has not read the contact', () => {
    const [finding] = found('LinkedElsewhere', { ...moved(25), syncStatus: [pulled(march(20), 'Contact')] })
    expect(finding?.alternatives[0]).toBe('NotYetSynced')
  })

  test('is compared with the account to which Marketo links the person', () => {
    expect(findingsIn({ ...one, ...moved(5) }).map(({ _tag }) => _tag)).not.toContain('LocalEditStands')
  })

  test('belongs to the finding about the account if the account was merged', () => {
    const rows = moved(5)
    const accounts = [account(1, fields, { masterRecordId: nthAccountId(2) }), account(2, { Name: 'Other' })]
    expect(found('LinkedToMergedAccount', { ...rows, accounts })).toMatchObject([
      { accountId: nthAccountId(1), otherAccountId: nthAccountId(2), people: [1] },
    ])
    expect(found('LinkedElsewhere', { ...rows, accounts })).toEqual([])
  })

  test('is not known if the people have no SFDC Account Id', () => {
    expect(found('LinkedElsewhere', { ...moved(5), people: [shows(1, null, fields)] })).toEqual([])
  })
})

describe('a contact without a person', () => {
  const rows: Partial<AuditRows> = { contacts: [contact(1, 1), contact(2, 1)] }

  test('is missing', () => {
    expect(found('ContactMissing', rows)).toMatchObject([
      { contactId: nthContactId(2), accountId: nthAccountId(1), certainty: 'open' },
    ])
    expect(found('ContactMissing', rows)[0]?.alternatives).toContain('SyncFilter')
  })

  test('is not missing if the file of people is only a part', () => {
    expect(found('ContactMissing', rows, { partial: ['people'] })).toEqual([])
  })

  test('is not missing if Salesforce has deleted the contact', () => {
    expect(found('ContactMissing', { contacts: [contact(1, 1), contact(2, 1, { isDeleted: true })] })).toEqual([])
  })
})

describe('a record that Salesforce has deleted and Marketo shows', () => {
  test('is a contact', () => {
    expect(found('DeletedInSalesforce', { contacts: [contact(1, 1, { isDeleted: true })] })).toMatchObject([
      { contactId: nthContactId(1), people: [1] },
    ])
  })

  test('is no finding if Marketo knows that the contact is deleted', () => {
    const rows = {
      contacts: [contact(1, 1, { isDeleted: true })],
      people: [shows(1, 1, fields, { sfdcIsDeleted: true })],
    }
    expect(found('DeletedInSalesforce', rows)).toEqual([])
  })

  test('is an account', () => {
    expect(found('DeletedInSalesforce', { accounts: [account(1, fields, { isDeleted: true })] })).toMatchObject([
      { accountId: nthAccountId(1), contactId: null, people: [1], certainty: 'shown' },
    ])
  })

  test('is a contact or an account that the complete export lacks', () => {
    expect(found('DeletedInSalesforce', { contacts: [] })).toMatchObject([{ contactId: nthContactId(1) }])
    expect(found('DeletedInSalesforce', { accounts: [] })).toMatchObject([{ accountId: nthAccountId(1) }])
  })

  test('is not known if the export is only a part', () => {
    expect(found('DeletedInSalesforce', { contacts: [] }, { partial: ['contacts'] })).toEqual([])
    expect(found('DeletedInSalesforce', { accounts: [] }, { partial: ['accounts'] })).toEqual([])
  })
})

test('two people who are one contact are duplicates', () => {
  const people = [shows(1, 1, fields), shows(2, 1, fields, { sfdcContactId: nthContactId(1) })]
  expect(found('DuplicatePerson', { people })).toMatchObject([{ contactId: nthContactId(1), people: [1, 2] }])
})

test('a lead with the name of an account is not a person of the account', () => {
  const lead = shows(2, null, { Name: 'Edge' }, { sfdcContactId: null, sfdcType: 'Lead' })
  expect(found('LeadOfSameCompany', { people: [...one.people, lead] })).toMatchObject([
    { accountId: nthAccountId(1), people: [2], certainty: 'shown' },
  ])
})

describe('the cap', () => {
  const withCap = (activityCap: number) => settingsWith({ instance: { activityCap } })
  const rows: Partial<AuditRows> = { contacts: [contact(1, 1), contact(2, 1), contact(3, 1, { isDeleted: true })] }

  test('is exceeded by one live contact more', () => {
    expect(found('OverTheCap', rows, {}, withCap(1))).toMatchObject([{ accountId: nthAccountId(1) }])
    expect(evidence('OverCap', found('OverTheCap', rows, {}, withCap(1)))).toEqual([
      { _tag: 'OverCap', liveContacts: 2, activityCap: 1 },
    ])
  })

  test('is not exceeded by as many live contacts', () => {
    expect(found('OverTheCap', rows, {}, withCap(2))).toEqual([])
  })
})

describe('accounts of the same name', () => {
  const rows: Partial<AuditRows> = {
    accounts: [account(1, fields), account(2, { Name: ' Edge' })],
    contacts: [contact(1, 1), contact(2, 2)],
    people: [shows(1, 1, fields), shows(2, 2, fields)],
  }

  test('are one finding', () => {
    const findings = found('DuplicateName', rows)
    expect(findings).toMatchObject([{ accountId: nthAccountId(1), otherAccountId: nthAccountId(2), peopleCount: 2 }])
    expect(evidence('Converted', findings)).toEqual([])
  })

  test('have a conversion behind them if the log has one', () => {
    const findings = found('DuplicateName', { ...rows, changes: [converted(2, march(9))] })
    expect(evidence('Converted', findings)).toEqual([{ _tag: 'Converted', personId: person(2), at: march(9) }])
  })
})

test('an account without people is no account in Marketo', () => {
  const rows = { accounts: [...one.accounts, account(2, { Name: 'Other' })] }
  expect(found('NoPeople', rows)).toMatchObject([{ accountId: nthAccountId(2) }])
  expect(found('NoPeople', rows, { partial: ['people'] })).toEqual([])
})

describe('an error in Sync Errors', () => {
  test('is a finding about the account or the contact', () => {
    const syncErrors = [failed(nthAccountId(1), exported), failed(nthContactId(1), exported)]
    expect(found('SyncFailed', { syncErrors })).toMatchObject([
      { accountId: nthAccountId(1), contactId: null },
      { accountId: nthAccountId(1), contactId: nthContactId(1) },
    ])
  })

  test('of a whole job is no finding', () => {
    const syncErrors = [{ ...failed(nthAccountId(1), exported), errorType: 'Job Level' }]
    expect(found('SyncFailed', { syncErrors })).toEqual([])
  })
})

describe('several rows of one record', () => {
  test('the account with the later SystemModstamp counts', () => {
    const accounts = [
      account(1, { Name: 'New Edge' }, { systemModstamp: march(9) }),
      account(1, fields, { systemModstamp: march(8) }),
    ]
    const people = [shows(1, 1, { Name: 'New Edge' })]
    expect(findingsIn({ ...one, accounts, people })).toEqual([])
    expect(findingsIn({ ...one, accounts: accounts.reverse(), people })).toEqual([])
  })

  test('the contact with the later SystemModstamp counts', () => {
    const contacts = [contact(1, 2, { systemModstamp: march(2) }), contact(1, 1, { systemModstamp: march(3) })]
    const accounts = [account(1, fields), account(2, { Name: 'Other' })]
    for (const each of [contacts, [...contacts].reverse()])
      expect(found('LinkedElsewhere', { accounts, contacts: each })).toEqual([])
  })

  test('the person with the later Updated At counts', () => {
    const people = [
      shows(1, 1, { Name: 'Former' }, { updatedAt: march(3) }),
      shows(1, 1, fields, { updatedAt: march(4) }),
    ]
    for (const each of [people, [...people].reverse()]) expect(findingsIn({ ...one, people: each })).toEqual([])
  })
})
