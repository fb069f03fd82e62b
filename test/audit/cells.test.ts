// The classes of differences in one field of one account. The background accounts make the log tell how far the sync has
// read, and that local edits are logged.
import { describe, expect, test } from 'vitest'
import type { AuditOptions, AuditRows, CellFinding, Finding } from 'marketo-account-sync/audit'
import { defaultSettings, settingsWith } from 'marketo-account-sync'
import { instant, nthAccountId } from '../helpers/values.js'
import { formulaSchema } from './schema.js'
import {
  account,
  background,
  cellsOf,
  contact,
  edited,
  exported,
  failed,
  findingsIn,
  march,
  named,
  pulled,
  shows,
  synced,
  together,
  withoutSource,
} from './world.js'

const stamped = (day: number, more: Partial<AuditRows> = {}): Partial<AuditRows> => ({
  accounts: [account(1, { Industry: 'Energy' }, { systemModstamp: march(day) })],
  contacts: [contact(1, 1)],
  people: [shows(1, 1, { Industry: 'Food' })],
  ...more,
})

const withBackground = (rows: Partial<AuditRows>): AuditRows => together(background('Industry'), rows)

/** The only difference of account 1. */
const onlyCell = (rows: AuditRows, options: AuditOptions = {}, settings = defaultSettings): CellFinding => {
  const cells: ReadonlyArray<Finding> = cellsOf(1, findingsIn(rows, options, settings))
  expect(cells).toHaveLength(1)
  return cells[0] as CellFinding
}

/** The class and the certainty of the only difference of account 1. */
const answer = (rows: Partial<AuditRows>, options: AuditOptions = {}, settings = defaultSettings) => {
  const { _tag, certainty } = onlyCell(withBackground(rows), options, settings)
  return `${_tag}, ${certainty}`
}

const alternatives = (rows: Partial<AuditRows>, options: AuditOptions = {}) =>
  onlyCell(withBackground(rows), options).alternatives

describe('a local edit', () => {
  const edit = edited(1, march(10), 'Industry', 'Energy', 'Food')

  test('is shown if it is the last entry for the field, and Salesforce has not changed since', () => {
    expect(answer(stamped(5, { changes: [edit] }))).toBe('LocalEditStands, shown')
  })

  test('is not shown if Salesforce has changed since, because Salesforce may have had the same value in between', () => {
    expect(answer(stamped(12, { changes: [edit] }))).toBe('LocalEditStands, consistent')
  })

  test('is not shown without the SystemModstamp', () => {
    const rows = stamped(5, { accounts: [account(1, { Industry: 'Energy' }, { systemModstamp: null })] })
    expect(answer({ ...rows, changes: [edit] })).toMatch(/^LocalEditStands, (?!shown)/)
  })

  test('is not shown if the contact has changed since, because the person may have belonged to another account', () => {
    const rows = stamped(5, { contacts: [contact(1, 1, { systemModstamp: march(11) })] })
    expect(answer({ ...rows, changes: [edit] })).toMatch(/^LocalEditStands, (?!shown)/)
  })

  test('is not shown if the log has no Source', () => {
    expect(answer(stamped(5, { changes: [withoutSource(edit)] }))).toMatch(/^LocalEditStands, (?!shown)/)
  })

  test('is not the cause if a later sync-down of the account overrode it', () => {
    const rows = stamped(5, {
      accounts: [account(1, { Industry: 'Energy', Site: 'North' }, { systemModstamp: march(5) })],
      people: [shows(1, 1, { Industry: 'Food', Site: 'North' })],
      changes: [synced(1, march(20), 'Site', 'South', 'North')],
    })
    expect(answer(rows)).toBe('Unexplained, shown')
    expect(alternatives(rows)).not.toContain('LocalEditStands')
  })

  test('is still possible after a sync-down if somebody has edited the field to this value through an unknown person', () => {
    const rows = stamped(5, {
      accounts: [account(1, { Industry: 'Energy', Site: 'North' }, { systemModstamp: march(5) })],
      people: [shows(1, 1, { Industry: 'Food', Site: 'North' })],
      changes: [synced(1, march(20), 'Site', 'South', 'North'), edited(77, march(21), 'Industry', 'x', 'Food')],
    })
    expect(answer(rows)).toMatch(/^LocalEditStands/)
  })

  test('is the most likely cause if the record is older than the log', () => {
    expect(answer(stamped(1))).toBe('LocalEditStands, consistent')
  })

  test('is never refuted by a log that contains no edits at all', () => {
    const noEdits = together(
      background('Industry'),
      stamped(5, { changes: [synced(1, march(20), 'Industry', 'a', 'Energy')] }),
    )
    const changes = [...(noEdits.changes ?? [])].filter(
      (entry) => entry._tag === 'LoggedChange' && entry.source === 'sfdc',
    )
    const { _tag, alternatives: others } = onlyCell({ ...noEdits, changes })
    expect([_tag, ...others]).toContain('LocalEditStands')
  })

  test('is never refuted by a log that is only a part of the log', () => {
    const rows = stamped(5, { changes: [synced(1, march(20), 'Industry', 'a', 'Energy')] })
    const { _tag, alternatives: others } = onlyCell(withBackground(rows), { partial: ['changes'] })
    expect([_tag, ...others]).toContain('LocalEditStands')
  })
})

describe('an update that the sync has not read', () => {
  const earlierAt = (at: number): Partial<AuditRows> => ({
    earlierAccounts: [account(1, { Industry: 'Food' }, { systemModstamp: instant(at) })],
  })
  const halfAnHour = 1_800_000

  test('is shown if Marketo shows the value of an export that was made just before the people were exported', () => {
    expect(answer(stamped(30, earlierAt(exported - halfAnHour)))).toBe('NotYetSynced, shown')
  })

  test('is not shown by an older export, because a version in between may have failed', () => {
    const rows = stamped(30, earlierAt(march(29)))
    expect(answer(rows)).toBe('NotYetSynced, consistent')
    expect(alternatives(rows)).toEqual(['RecordFailed', 'Unexplained'])
  })

  test('is shown by an older export if Sync Errors would list a version that failed', () => {
    const syncErrors = [failed(nthAccountId(99), march(28))]
    expect(answer(stamped(30, { ...earlierAt(march(29)), syncErrors }))).toBe('NotYetSynced, shown')
  })

  test('is not shown if the log has an edit to the same value', () => {
    const changes = [edited(77, march(29, 12), 'Industry', 'x', 'Food')]
    expect(answer(stamped(30, { ...earlierAt(exported - halfAnHour), changes }))).toBe('NotYetSynced, consistent')
  })

  test('is consistent if Marketo shows what the sync last brought', () => {
    const rows = stamped(30, { changes: [synced(1, march(10), 'Industry', 'x', 'Food')] })
    expect(answer(rows)).toBe('NotYetSynced, consistent')
    expect(alternatives(rows)).toEqual(['RecordFailed', 'Unexplained'])
  })

  test('is not shown by an earlier export without a log', () => {
    const rows = { ...stamped(30), earlierAccounts: [account(1, { Industry: 'Food' }, { systemModstamp: march(29) })] }
    expect(onlyCell(together(rows)).certainty).not.toBe('shown')
    expect(onlyCell(together(rows))._tag).toBe('NotYetSynced')
  })

  test('is consistent if only the stamp is later than how far the sync is', () => {
    expect(answer(stamped(30))).toBe('NotYetSynced, consistent')
  })

  test('is possible for every difference if the accounts have no stamps', () => {
    const accounts = [account(1, { Industry: 'Energy' }, { systemModstamp: null })]
    expect(alternatives(stamped(5, { accounts }))).toContain('NotYetSynced')
  })

  test('is not shown if Sync Errors lists the account', () => {
    const changes = [synced(1, march(10), 'Industry', 'x', 'Food')]
    const rows = stamped(30, { changes, syncErrors: [failed(nthAccountId(1), exported)] })
    expect(answer(rows)).toMatch(/^(NotYetSynced|RecordFailed), (?!shown)/)
  })

  test('is not an alternative after the last successful pull in Sync Status', () => {
    const others = onlyCell({ ...together(stamped(5)), syncStatus: [pulled(march(29, 23))] }).alternatives
    expect(others).not.toContain('NotYetSynced')
    expect(others).toContain('RecordFailed')
  })

  test('is an alternative if the last pull in Sync Status is older', () => {
    const { _tag } = onlyCell({ ...together(stamped(29)), syncStatus: [pulled(march(28))] })
    expect(_tag).toBe('NotYetSynced')
  })
})

describe('a record that failed to sync', () => {
  test('is the most likely cause if Sync Errors lists it', () => {
    expect(answer(stamped(5, { syncErrors: [failed(nthAccountId(1), march(28))] }))).toMatch(/^RecordFailed/)
  })

  test('is an alternative wherever the sync has read past the record', () => {
    expect(alternatives(stamped(5))).toContain('RecordFailed')
  })

  test('is no alternative if Sync Errors would list it', () => {
    expect(alternatives(stamped(28, { syncErrors: [failed(nthAccountId(99), march(28))] }))).not.toContain(
      'RecordFailed',
    )
  })
})

describe('a hidden field', () => {
  const industries = Array.from({ length: 25 }, (_, index) => index + 100)
  const blank: AuditRows = {
    accounts: industries.map((n) => account(n, { Industry: `industry ${n}` })),
    contacts: industries.map((n) => contact(n, n)),
    people: industries.map((n) => shows(n, n, { Industry: null })),
  }

  test('is shown if the settings name it', () => {
    const settings = settingsWith({ instance: { hiddenFields: [named('Industry')] } })
    expect(answer(stamped(5), {}, settings)).toBe('HiddenField, shown')
  })

  test('is shown if the sync ignores it', () => {
    const rows = together({ accounts: [account(1, { Fax: '1' })], people: [shows(1, 1, { Fax: null })] })
    expect(onlyCell(rows)).toMatchObject({
      _tag: 'HiddenField',
      certainty: 'shown',
      next: { _tag: 'Kept', why: 'ignored' },
    })
  })

  test('is consistent if it is blank for everybody and filled in many accounts', () => {
    expect(cellsOf(100, findingsIn(blank))[0]).toMatchObject({ _tag: 'HiddenField', certainty: 'consistent' })
  })

  test('is not inferred if the sync has logged the field', () => {
    const rows = { ...blank, changes: [synced(100, march(10), 'Industry', 'x', 'y')] }
    expect(cellsOf(101, findingsIn(rows))[0]?._tag).not.toBe('HiddenField')
  })

  test('is not inferred from fewer than 20 accounts', () => {
    const few = { ...blank, accounts: [...blank.accounts].slice(0, 19) }
    expect(cellsOf(100, findingsIn(few))[0]?._tag).not.toBe('HiddenField')
  })
})

describe('a field that is not syncing', () => {
  const numbers = [1, 2, 3]
  const kept = (more: Partial<AuditRows> = {}): AuditRows =>
    together(background('Site'), {
      accounts: numbers.map((n) => account(n, { Industry: 'Energy', Site: 'North' }, { systemModstamp: march(5) })),
      contacts: numbers.map((n) => contact(n, n)),
      people: numbers.map((n) => shows(n, n, { Industry: 'Food', Site: 'North' })),
      changes: numbers.map((n) => synced(n, march(20), 'Site', 'South', 'North')),
      ...more,
    })

  test('is consistent if three accounts kept a difference over a sync-down', () => {
    expect(onlyCell(kept())).toMatchObject({ _tag: 'FieldNotSyncing', certainty: 'consistent' })
  })

  test('is not inferred from two accounts', () => {
    const rows = kept({ changes: [1, 2].map((n) => synced(n, march(20), 'Site', 'South', 'North')) })
    expect(onlyCell(rows)._tag).not.toBe('FieldNotSyncing')
  })

  test('is refuted if the sync has logged the field later for any account', () => {
    const rows = together(kept(), {
      accounts: [account(4, { Industry: 'Energy' })],
      contacts: [contact(4, 4)],
      people: [shows(4, 4, { Industry: 'Energy' })],
      changes: [synced(4, march(25), 'Industry', 'x', 'Energy')],
    })
    expect(onlyCell(rows)._tag).not.toBe('FieldNotSyncing')
    expect(onlyCell(rows).alternatives).not.toContain('FieldNotSyncing')
  })

  test('is a possible cause of a difference if no account refutes it', () => {
    const rows = together(background('Site'), stamped(5))
    expect(onlyCell(rows).alternatives).toContain('FieldNotSyncing')
  })
})

describe('a formula field', () => {
  test('without a new stamp is consistent if the describe says that Salesforce calculates the field', () => {
    expect(answer(stamped(5), { schema: formulaSchema('Industry') })).toBe('FormulaNotStamped, consistent')
  })

  test('is an alternative for a custom field without a describe', () => {
    const rows = together(background('Score__c'), {
      accounts: [account(1, { Score__c: '7' })],
      contacts: [contact(1, 1)],
      people: [shows(1, 1, { Score__c: '8' })],
    })
    expect(onlyCell(rows).alternatives).toContain('FormulaNotStamped')
  })

  test('is no alternative for a standard field', () => {
    expect(alternatives(stamped(5))).not.toContain('FormulaNotStamped')
  })

  test('is not shown as a local edit by an edit in the log', () => {
    const changes = [edited(1, march(10), 'Industry', 'Energy', 'Food')]
    expect(answer(stamped(5, { changes }), { schema: formulaSchema('Industry') })).not.toContain('shown')
  })
})

describe('a difference without an explanation', () => {
  const arrived = synced(1, march(20), 'Industry', 'x', 'Energy')

  test('is shown if the log says that the sync brought the value of Salesforce, and nothing after it', () => {
    expect(answer(stamped(5, { changes: [arrived] }))).toBe('Unexplained, shown')
  })

  test('is not shown if somebody may have edited the field through a person who is not exported', () => {
    const changes = [arrived, edited(77, march(21), 'Industry', 'Energy', 'Food')]
    expect(answer(stamped(5, { changes }))).not.toBe('Unexplained, shown')
  })

  test('is not shown if a contact of the account has no person', () => {
    const rows = stamped(5, { contacts: [contact(1, 1), contact(2, 1)], changes: [arrived] })
    expect(answer(rows)).not.toBe('Unexplained, shown')
  })

  test('is not shown if the account is over the cap', () => {
    const settings = settingsWith({ instance: { activityCap: 0 } })
    expect(answer(stamped(5, { changes: [arrived] }), {}, settings)).not.toBe('Unexplained, shown')
  })

  test('is not shown if the log has an entry that is newer than the export of the people', () => {
    const late = synced(1, march(31), 'Industry', 'Food', 'Energy')
    expect(answer(stamped(5, { changes: [arrived, late] }))).not.toBe('Unexplained, shown')
  })

  test('is a possible cause in every finding about a field if the finding is not shown', () => {
    const rows = withBackground(stamped(5))
    for (const options of [{}, { schema: formulaSchema('Industry') }]) {
      const { _tag, certainty, alternatives: others } = onlyCell(rows, options)
      expect(certainty).not.toBe('shown')
      expect([_tag, ...others]).toContain('Unexplained')
    }
  })
})

describe('people of one account who show different values', () => {
  const siblings = (rows: readonly [string, string]): AuditRows => ({
    accounts: [account(1, { Industry: 'Energy' })],
    contacts: [contact(1, 1), contact(2, 1)],
    people: [
      shows(1, 1, { Industry: 'Energy' }, { contactCompany: rows[0] }),
      shows(2, 1, { Industry: 'Food' }, { contactCompany: rows[1] }),
    ],
  })

  test('disagree, and different company rows are the most likely cause', () => {
    expect(onlyCell(siblings(['51', '52']))).toMatchObject({
      _tag: 'SiblingsDisagree',
      certainty: 'open',
      marketo: 'Food',
      people: [2],
      peopleCount: 1,
      next: null,
    })
    expect(onlyCell(siblings(['51', '52'])).alternatives[0]).toBe('CompanyRowSplit')
  })

  test('disagree, and a split company row is no alternative if they have the same company row', () => {
    expect(onlyCell(siblings(['51', '51'])).alternatives).not.toContain('CompanyRowSplit')
  })

  test('agree if they write the same number differently', () => {
    const rows: AuditRows = {
      accounts: [account(1, { NumberOfEmployees: '1000' })],
      people: [shows(1, 1, { NumberOfEmployees: '1234' }), shows(2, 1, { NumberOfEmployees: '1234.0' })],
    }
    expect(onlyCell(rows)).toMatchObject({ people: [1, 2], marketo: '1234' })
    expect(onlyCell(rows)._tag).not.toBe('SiblingsDisagree')
  })
})

test('nothing is shown if the sync has brought values long after the accounts were exported', () => {
  const edit = edited(1, march(10), 'Industry', 'Energy', 'Food')
  const rows = together(background('Industry', march(20)), stamped(5, { changes: [edit] }))
  expect(onlyCell(rows).certainty).toBe('shown')
  const late = { ...rows, changes: [...(rows.changes ?? []), synced(77, march(25), 'Industry', 'x', 'y')] }
  expect(onlyCell(late).certainty).not.toBe('shown')
  expect(onlyCell(late).alternatives).toContain('ExportedAtDifferentTimes')
})

describe('values that are equal', () => {
  test.each([
    ['a number in another form', '1000', '1,000.00'],
    ['a checkbox', 'true', 'Yes'],
    ['a blank checkbox', 'false', null],
    ['white space at the end', 'Energy', 'Energy '],
    ['a text that Marketo cut', 'x'.repeat(300), 'x'.repeat(255)],
  ])('are no finding: %s', (_, salesforce, marketo) => {
    const rows: AuditRows = {
      accounts: [account(1, { Field__c: salesforce })],
      people: [shows(1, 1, { Field__c: marketo })],
    }
    expect(cellsOf(1, findingsIn(rows))).toEqual([])
  })
})

describe('records and fields that are set apart', () => {
  test('a person account is not compared', () => {
    const accounts = [account(1, { Industry: 'Energy', IsPersonAccount: 'true' })]
    expect(cellsOf(1, findingsIn(together(stamped(5, { accounts }))))).toEqual([])
  })

  test('a field that syncs both ways is not compared', () => {
    expect(cellsOf(1, findingsIn(together(stamped(5)), { setApartFields: [named('Industry')] }))).toEqual([])
  })

  test('an account that is set apart is not compared', () => {
    expect(cellsOf(1, findingsIn(together(stamped(5)), { setApartAccounts: [nthAccountId(1)] }))).toEqual([])
  })

  test('a deleted account is not compared', () => {
    const accounts = [account(1, { Industry: 'Energy' }, { isDeleted: true })]
    expect(cellsOf(1, findingsIn(together(stamped(5, { accounts }))))).toEqual([])
  })

  test('a person who is deleted in Salesforce is not compared', () => {
    const people = [shows(1, 1, { Industry: 'Food' }, { sfdcIsDeleted: true })]
    expect(cellsOf(1, findingsIn(together(stamped(5, { people }))))).toEqual([])
  })
})

describe('what happens next', () => {
  test('is the value of Salesforce at the next sync-down, and the log has it', () => {
    expect(onlyCell(withBackground(stamped(5))).next).toEqual({
      _tag: 'Overridden',
      on: 'next sync-down',
      value: 'Energy',
      isLogged: true,
    })
  })

  test('needs a change of a field under the reading field-change', () => {
    const settings = settingsWith({ readings: { overrideOn: 'field-change' } })
    expect(onlyCell(withBackground(stamped(5)), {}, settings).next).toMatchObject({ on: 'next change' })
  })

  test('is not logged over the cap', () => {
    const settings = settingsWith({ instance: { activityCap: 0 } })
    expect(onlyCell(withBackground(stamped(5)), {}, settings).next).toMatchObject({ isLogged: false })
  })

  test('does not change the finding in anything else', () => {
    const settings = settingsWith({ readings: { overrideOn: 'field-change', localEditLog: 'none' } })
    const rows = withBackground(stamped(5))
    expect({ ...onlyCell(rows, {}, settings), next: null }).toEqual({ ...onlyCell(rows), next: null })
  })
})
