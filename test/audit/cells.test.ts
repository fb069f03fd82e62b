// Tests the classes of differences in one field of one account. The log also has entries of some background accounts. These
// entries show how far the sync has read, and that Marketo logs local edits.
import * as O from 'fp-ts/lib/Option.js'
import { describe, expect, test } from 'vitest'
import type { AuditOptions, AuditRows, CellFinding, Finding } from 'marketo-account-sync/audit'
import { findingSentence } from 'marketo-account-sync/audit'
import { defaultSettings, type Instant, settingsWith } from 'marketo-account-sync'
import { accountSchema } from '../exports/world.js'
import { instant, nthAccountId } from '../helpers/values.js'
import { fieldSchema, formulaSchema } from './schema.js'
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

describe('in an audit, a local edit', () => {
  const edit = edited(1, march(10), 'Industry', 'Energy', 'Food')

  test('is certainly the cause if it is the last log entry for the field, and Salesforce has not changed afterwards', () => {
    expect(answer(stamped(5, { changes: [edit] }))).toBe('LocalEditStands, shown')
  })

  test('is not certain if Salesforce has changed afterwards, because it may once have had the edited value', () => {
    expect(answer(stamped(12, { changes: [edit] }))).toBe('LocalEditStands, consistent')
  })

  test('is not certain if the log entry has the Source "Salesforce", which can be a name of the sync', () => {
    expect(answer(stamped(5, { changes: [{ ...edit, source: 'Salesforce' }] }))).not.toContain('shown')
  })

  test('is not certain without the SystemModstamp of the account', () => {
    const rows = stamped(5, { accounts: [account(1, { Industry: 'Energy' }, { systemModstamp: null })] })
    expect(answer({ ...rows, changes: [edit] })).toMatch(/^LocalEditStands, (?!shown)/)
  })

  test('is not certain if the contact has changed afterwards, because it may have belonged to a different account', () => {
    const rows = stamped(5, { contacts: [contact(1, 1, { systemModstamp: march(11) })] })
    expect(answer({ ...rows, changes: [edit] })).toMatch(/^LocalEditStands, (?!shown)/)
  })

  test('is not certain if the log lacks the column Source', () => {
    expect(answer(stamped(5, { changes: [withoutSource(edit)] }))).toMatch(/^LocalEditStands, (?!shown)/)
  })

  test('is not the cause if a later sync-down of the account overrode it', () => {
    const rows = stamped(5, {
      accounts: [account(1, { Industry: 'Energy', Site: 'North' }, { systemModstamp: march(5) })],
      people: [shows(1, 1, { Industry: 'Food', Site: 'North' })],
      changes: [synced(1, march(20), 'Site', 'South', 'North')],
    })
    expect(answer(rows, { schema: fieldSchema('Industry', 'string') })).toBe('Unexplained, shown')
    expect(alternatives(rows)).not.toContain('LocalEditStands')
  })

  test('is still possible after a sync-down if a later edit of an unknown person has the shown value', () => {
    const rows = stamped(5, {
      accounts: [account(1, { Industry: 'Energy', Site: 'North' }, { systemModstamp: march(5) })],
      people: [shows(1, 1, { Industry: 'Food', Site: 'North' })],
      changes: [synced(1, march(20), 'Site', 'South', 'North'), edited(77, march(21), 'Industry', 'x', 'Food')],
    })
    expect(answer(rows)).toMatch(/^LocalEditStands/)
  })

  test('is the most likely cause if the last change of the account is older than the log', () => {
    expect(answer(stamped(1))).toBe('LocalEditStands, consistent')
  })

  test('is never ruled out by a log without any edits', () => {
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

  test('is never ruled out by a log that is incomplete', () => {
    const rows = stamped(5, { changes: [synced(1, march(20), 'Industry', 'a', 'Energy')] })
    const { _tag, alternatives: others } = onlyCell(withBackground(rows), { partial: ['changes'] })
    expect([_tag, ...others]).toContain('LocalEditStands')
  })

  test('is never ruled out by a log that turns out to be incomplete while the audit reads it', () => {
    const rows = withBackground(stamped(5, { changes: [synced(1, march(20), 'Industry', 'a', 'Energy')] }))
    const unread: Array<'changes'> = []
    const changes = {
      *[Symbol.iterator]() {
        yield* rows.changes ?? []
        unread.push('changes')
      },
    }
    const { _tag, alternatives: others } = onlyCell({ ...rows, changes }, { partial: unread })
    expect([_tag, ...others]).toContain('LocalEditStands')
  })
})

describe('in an audit, an update that the sync has not read yet', () => {
  const earlierAt = (at: number): Partial<AuditRows> => ({
    earlierAccounts: [account(1, { Industry: 'Food' }, { systemModstamp: instant(at) })],
  })
  const halfAnHour = 1_800_000

  test('is certainly the cause if Marketo shows the value of a Salesforce export that was made just before the export of the people', () => {
    expect(answer(stamped(30, earlierAt(exported - halfAnHour)))).toBe('NotYetSynced, shown')
  })

  test('is not certain with an older Salesforce export, because a later version may have failed to sync', () => {
    const rows = stamped(30, earlierAt(march(29)))
    expect(answer(rows)).toBe('NotYetSynced, consistent')
    expect(alternatives(rows)).toEqual(['RecordFailed', 'Unexplained'])
  })

  test('is certain with an older Salesforce export only if a complete list of Sync Errors lists no failure', () => {
    const rows = stamped(30, { ...earlierAt(march(29)), syncErrors: [failed(nthAccountId(99), march(28))] })
    expect(answer(rows, { complete: ['syncErrors'] })).toBe('NotYetSynced, shown')
    expect(answer(rows)).toBe('NotYetSynced, consistent')
    expect(alternatives(rows)).toContain('RecordFailed')
  })

  test.each([
    ['Failed', true],
    ['Incomplete', false],
    ['In Process', false],
    ['Erledigt', false],
  ])('is certain or not, depending on the status of a later pull (status "%s", certain: %s)', (status, isCertain) => {
    const syncStatus = [pulled(instant(exported - halfAnHour)), { ...pulled(exported), status }]
    const rows = { ...stamped(30, earlierAt(exported - halfAnHour)), syncStatus }
    expect(answer(rows)).toBe(isCertain ? 'NotYetSynced, shown' : 'NotYetSynced, consistent')
    const syncErrors = [failed(nthAccountId(99), march(28))]
    expect(answer({ ...rows, syncErrors })).toBe(isCertain ? 'NotYetSynced, shown' : 'NotYetSynced, consistent')
  })

  test('is not certain if the log contains an edit to the same value', () => {
    const changes = [edited(77, march(29, 12), 'Industry', 'x', 'Food')]
    expect(answer(stamped(30, { ...earlierAt(exported - halfAnHour), changes }))).toBe('NotYetSynced, consistent')
  })

  test('is the most likely cause if Marketo shows the value that the sync last delivered', () => {
    const rows = stamped(30, { changes: [synced(1, march(10), 'Industry', 'x', 'Food')] })
    expect(answer(rows)).toBe('NotYetSynced, consistent')
    expect(alternatives(rows)).toEqual(['RecordFailed', 'ValuesTranslated', 'Unexplained'])
  })

  test.each<readonly [string, Partial<AuditRows>]>([
    [
      'the log contains a sync-down of the account after the SystemModstamp',
      { changes: [synced(1, instant(exported - 1_000), 'Phone', '0', '1')] },
    ],
    [
      'Marketo shows the new value of another field of the account',
      {
        earlierAccounts: [
          account(1, { Industry: 'Food', Phone: '1' }, { systemModstamp: instant(exported - halfAnHour) }),
        ],
      },
    ],
  ])('is not certain if %s, because the sync can have read the update', (_, more) => {
    const update = {
      ...stamped(30, earlierAt(exported - halfAnHour)),
      accounts: [account(1, { Industry: 'Energy', Phone: '2' }, { systemModstamp: instant(exported - 10_000) })],
      people: [shows(1, 1, { Industry: 'Food', Phone: '2' })],
    }
    expect(answer(update)).toBe('NotYetSynced, shown')
    expect(answer({ ...update, ...more })).toBe('NotYetSynced, consistent')
    expect(alternatives({ ...update, ...more })).toContain('RecordFailed')
  })

  test('is unlikely if the log contains a sync-down of the account long after the SystemModstamp', () => {
    const changes = [synced(1, instant(exported - 1_000), 'Phone', '1', '2')]
    const rows = withBackground({
      ...stamped(29, earlierAt(exported - halfAnHour)),
      accounts: [account(1, { Industry: 'Energy', Phone: '2' }, { systemModstamp: instant(exported - 200_000) })],
      people: [shows(1, 1, { Industry: 'Food', Phone: '2' })],
      changes,
    })
    const { _tag, alternatives: others } = onlyCell(rows, {})
    expect([_tag, ...others]).toContain('NotYetSynced')
    expect(_tag).not.toBe('NotYetSynced')
  })

  describe('is certain only if the sync cannot have tried to read the update:', () => {
    const before = (minutes: number): Instant => instant(exported - minutes * 60_000)
    /**
     * Makes one account for each argument. The account was updated this number of minutes before the export. Marketo still shows
     * the value from before the update.
     */
    const waiting = (...minutes: ReadonlyArray<number>): AuditRows =>
      together(background('Industry', before(40)), {
        accounts: minutes.map((each, n) => account(n + 1, { Industry: 'Energy' }, { systemModstamp: before(each) })),
        earlierAccounts: minutes.map((_, n) => account(n + 1, { Industry: 'Food' }, { systemModstamp: before(70) })),
        contacts: minutes.map((_, n) => contact(n + 1, n + 1)),
        people: minutes.map((_, n) => shows(n + 1, n + 1, { Industry: 'Food' })),
      })

    test('the sync can have tried if the update is later than the last pull in Sync Status, or if there is no Sync Status', () => {
      const rows = waiting(20)
      const cell = onlyCell({ ...rows, syncStatus: [pulled(before(38))] })
      expect(cell).toMatchObject({ _tag: 'NotYetSynced', certainty: 'consistent' })
      expect(cell.alternatives).toContain('RecordFailed')
      const { certainty, alternatives: others } = onlyCell(rows)
      expect([certainty, others]).toEqual([cell.certainty, cell.alternatives])
    })

    test('the sync can have tried if the last person was exported a day later', () => {
      const rows = { ...waiting(20), syncStatus: [pulled(before(38))] }
      expect(onlyCell(rows, { peopleUntil: march(31) }).alternatives).toContain('RecordFailed')
    })

    test('the sync can have tried if it has delivered a later update of another account', () => {
      const rows = together(waiting(20, 21, 22), {
        accounts: [account(9, { Industry: 'Energy' }, { systemModstamp: before(10) })],
        earlierAccounts: [account(9, { Industry: 'Food' }, { systemModstamp: before(70) })],
        people: [shows(9, 9, { Industry: 'Energy' })],
      })
      expect(onlyCell(rows).certainty).toBe('consistent')
    })

    test('the sync cannot have tried if two accounts with earlier updates still wait for their updates', () => {
      const certaintiesOf = (rows: AuditRows) =>
        [1, 2, 3, 4].map((n) => cellsOf(n, findingsIn(rows)).map(({ _tag, certainty }) => `${_tag}, ${certainty}`)[0])
      expect(certaintiesOf(waiting(20, 19, 18, 17))).toEqual([
        'NotYetSynced, consistent',
        'NotYetSynced, consistent',
        'NotYetSynced, shown',
        'NotYetSynced, shown',
      ])
    })
  })

  test('is not certain if the record in the earlier export is newer than in the later export (no other cause is certain either)', () => {
    const swapped = {
      earlierAccounts: [account(1, { Industry: 'Food' }, { systemModstamp: instant(exported + 60_000) })],
    }
    const rows = stamped(30, swapped)
    expect(answer(rows)).toBe('NotYetSynced, consistent')
    expect(alternatives(rows)).toContain('ExportedAtDifferentTimes')
    const arrived = stamped(5, { ...swapped, changes: [synced(1, march(20), 'Industry', 'x', 'Energy')] })
    expect(answer(arrived)).toBe('Unexplained, consistent')
  })

  test('is not certain if there is an earlier Salesforce export but no log', () => {
    const rows = { ...stamped(30), earlierAccounts: [account(1, { Industry: 'Food' }, { systemModstamp: march(29) })] }
    expect(onlyCell(together(rows)).certainty).not.toBe('shown')
    expect(onlyCell(together(rows))._tag).toBe('NotYetSynced')
  })

  test('is the most likely cause if the SystemModstamp of the account is the only clue', () => {
    expect(answer(stamped(30))).toBe('NotYetSynced, consistent')
  })

  test('is a possible cause of every difference if the accounts have no SystemModstamp', () => {
    const accounts = [account(1, { Industry: 'Energy' }, { systemModstamp: null })]
    expect(alternatives(stamped(5, { accounts }))).toContain('NotYetSynced')
  })

  test('is not certain if Sync Errors lists the account', () => {
    const changes = [synced(1, march(10), 'Industry', 'x', 'Food')]
    const rows = stamped(30, { changes, syncErrors: [failed(nthAccountId(1), exported)] })
    expect(answer(rows)).toMatch(/^(NotYetSynced|RecordFailed), (?!shown)/)
  })

  test('is not a possible cause if Sync Status has a successful pull after the update', () => {
    const others = onlyCell({ ...together(stamped(5)), syncStatus: [pulled(march(29, 23))] }).alternatives
    expect(others).not.toContain('NotYetSynced')
    expect(others).toContain('RecordFailed')
  })

  test('is a possible cause if the last pull in Sync Status is older than the update', () => {
    const { _tag } = onlyCell({ ...together(stamped(29)), syncStatus: [pulled(march(28))] })
    expect(_tag).toBe('NotYetSynced')
  })
})

describe('in an audit, a record that failed to sync', () => {
  test('is the most likely cause if Sync Errors lists the record', () => {
    expect(answer(stamped(5, { syncErrors: [failed(nthAccountId(1), march(28))] }))).toMatch(/^RecordFailed/)
  })

  test('is not the most likely cause if the error in Sync Errors is more than a day later than the export of the people', () => {
    const errorOn = (failedOn: Instant) => stamped(5, { syncErrors: [failed(nthAccountId(1), failedOn)] })
    expect(answer(errorOn(march(31)))).toMatch(/^RecordFailed/)
    const late = errorOn(instant(march(31) + 1))
    expect(answer(late)).not.toMatch(/^RecordFailed/)
    expect(alternatives(late)).toContain('RecordFailed')
  })

  test('is a possible cause if the sync has read later records', () => {
    expect(alternatives(stamped(5))).toContain('RecordFailed')
  })

  test('is not a possible cause if a complete list of Sync Errors does not list the record', () => {
    const rows = stamped(28, { syncErrors: [failed(nthAccountId(99), march(28))] })
    expect(alternatives(rows, { complete: ['syncErrors'] })).not.toContain('RecordFailed')
    expect(alternatives(rows)).toContain('RecordFailed')
  })
})

describe('in an audit, a hidden field', () => {
  const industries = Array.from({ length: 25 }, (_, index) => index + 100)
  const blank: AuditRows = {
    accounts: industries.map((n) => account(n, { Industry: `industry ${n}` })),
    contacts: industries.map((n) => contact(n, n)),
    people: industries.map((n) => shows(n, n, { Industry: null })),
  }

  test('is certainly the cause if the settings list the field as hidden', () => {
    const settings = settingsWith({ instance: { hiddenFields: [named('Industry')] } })
    expect(answer(stamped(5), {}, settings)).toBe('HiddenField, shown')
  })

  test('is certainly the cause if the sync ignores the field', () => {
    const rows = together({ accounts: [account(1, { Fax: '1' })], people: [shows(1, 1, { Fax: null })] })
    expect(onlyCell(rows)).toMatchObject({
      _tag: 'HiddenField',
      certainty: 'shown',
      next: { _tag: 'Kept', why: 'ignored' },
    })
  })

  test('is the most likely cause if many accounts have a value and no person shows a value', () => {
    expect(cellsOf(100, findingsIn(blank))[0]).toMatchObject({ _tag: 'HiddenField', certainty: 'consistent' })
  })

  test('is ruled out if the sync has logged a change of the field', () => {
    const rows = { ...blank, changes: [synced(100, march(10), 'Industry', 'x', 'y')] }
    expect(cellsOf(101, findingsIn(rows))[0]?._tag).not.toBe('HiddenField')
  })

  test('is not the most likely cause if fewer than 20 accounts have a value', () => {
    const few = { ...blank, accounts: [...blank.accounts].slice(0, 19) }
    expect(cellsOf(100, findingsIn(few))[0]?._tag).not.toBe('HiddenField')
  })
})

describe('in an audit, a field that is not syncing', () => {
  const numbers = [1, 2, 3]
  const kept = (more: Partial<AuditRows> = {}): AuditRows =>
    together(background('Site'), {
      accounts: numbers.map((n) => account(n, { Industry: 'Energy', Site: 'North' }, { systemModstamp: march(5) })),
      contacts: numbers.map((n) => contact(n, n)),
      people: numbers.map((n) => shows(n, n, { Industry: 'Food', Site: 'North' })),
      changes: numbers.map((n) => synced(n, march(20), 'Site', 'South', 'North')),
      ...more,
    })

  test('is the most likely cause if a sync-down left a difference in three accounts', () => {
    expect(onlyCell(kept())).toMatchObject({ _tag: 'FieldNotSyncing', certainty: 'consistent' })
  })

  test('is not the most likely cause if a sync-down left a difference in only two accounts', () => {
    const rows = kept({ changes: [1, 2].map((n) => synced(n, march(20), 'Site', 'South', 'North')) })
    expect(onlyCell(rows)._tag).not.toBe('FieldNotSyncing')
  })

  test('is ruled out if the sync later delivered the field to another account', () => {
    const rows = together(kept(), {
      accounts: [account(4, { Industry: 'Energy' })],
      contacts: [contact(4, 4)],
      people: [shows(4, 4, { Industry: 'Energy' })],
      changes: [synced(4, march(25), 'Industry', 'x', 'Energy')],
    })
    expect(onlyCell(rows)._tag).not.toBe('FieldNotSyncing')
    expect(onlyCell(rows).alternatives).not.toContain('FieldNotSyncing')
  })

  test('is a possible cause of a difference if no account rules it out', () => {
    const rows = together(background('Site'), stamped(5))
    expect(onlyCell(rows).alternatives).toContain('FieldNotSyncing')
  })
})

describe('in an audit, a formula whose value changed without a new SystemModstamp', () => {
  test('is the most likely cause if the describe result marks the field as calculated', () => {
    expect(answer(stamped(5), { schema: formulaSchema('Industry') })).toBe('FormulaNotStamped, consistent')
  })

  test('is a possible cause for a custom field if there is no describe result', () => {
    const rows = together(background('Score__c'), {
      accounts: [account(1, { Score__c: '7' })],
      contacts: [contact(1, 1)],
      people: [shows(1, 1, { Score__c: '8' })],
    })
    expect(onlyCell(rows).alternatives).toContain('FormulaNotStamped')
  })

  test('is not a possible cause for a standard field', () => {
    expect(alternatives(stamped(5))).not.toContain('FormulaNotStamped')
  })

  test('is also a possible cause if the log contains a local edit, so the local edit is not certain', () => {
    const changes = [edited(1, march(10), 'Industry', 'Energy', 'Food')]
    expect(answer(stamped(5, { changes }), { schema: formulaSchema('Industry') })).not.toContain('shown')
  })
})

describe('in an audit, the cause "Unexplained"', () => {
  const arrived = synced(1, march(20), 'Industry', 'x', 'Energy')

  test('is certain if the last log entry for the field shows that the sync delivered the value of Salesforce', () => {
    expect(answer(stamped(5, { changes: [arrived] }))).toBe('Unexplained, shown')
  })

  test('is not certain if the log contains an edit of a person who is not in the export', () => {
    const changes = [arrived, edited(77, march(21), 'Industry', 'Energy', 'Food')]
    expect(answer(stamped(5, { changes }))).not.toBe('Unexplained, shown')
  })

  test('is not certain if a contact of the account has no person in Marketo', () => {
    const rows = stamped(5, { contacts: [contact(1, 1), contact(2, 1)], changes: [arrived] })
    expect(answer(rows)).not.toBe('Unexplained, shown')
  })

  test('is not certain if the log has an entry that can be about this field, or about a contact field of the same name', () => {
    const plain = {
      ...edited(1, march(21), 'Industry', 'Energy', 'x'),
      field: O.none,
      possibleField: named('Industry'),
    }
    expect(answer(stamped(5, { changes: [arrived, plain] }))).not.toBe('Unexplained, shown')
    const other = { ...plain, possibleField: named('Site') }
    expect(answer(stamped(5, { changes: [arrived, other] }))).toBe('Unexplained, shown')
  })

  test.each<readonly [string, Partial<AuditRows>]>([
    ['a person', { people: [shows(1, 1, { Industry: 'Energy' }), shows(1, 1, { Industry: 'Food' })] }],
    [
      'the account',
      { accounts: ['Metal', 'Energy'].map((Industry) => account(1, { Industry }, { systemModstamp: march(5) })) },
    ],
  ])('is not certain if two rows of %s have different values, and no time shows which row is newer', (_, more) => {
    const rows = stamped(5, { changes: [arrived], ...more })
    expect(answer(rows)).toBe('Unexplained, consistent')
    expect(alternatives(rows)).toEqual(['ExportedAtDifferentTimes'])
  })

  test('has a sync error as an alternative if Sync Errors is the only proof that the record did not fail', () => {
    const rows = stamped(28, {
      changes: [synced(1, march(20), 'Phone', '1', '2')],
      accounts: [account(1, { Industry: 'Energy', Phone: '2' }, { systemModstamp: march(28) })],
      people: [shows(1, 1, { Industry: 'Food', Phone: '2' })],
      syncErrors: [failed(nthAccountId(99), march(28))],
    })
    const cell = onlyCell(withBackground(rows), { schema: fieldSchema('Industry', 'string') })
    expect(cell).toMatchObject({ _tag: 'Unexplained', certainty: 'consistent', alternatives: ['RecordFailed'] })
    expect(findingSentence(cell as Finding)).not.toContain('  ')
  })

  test('is certain if the person and the account each have two rows with equal values', () => {
    const { accounts = [], people = [] } = stamped(5)
    const twice = { accounts: [...accounts, ...accounts], people: [...people, ...people] }
    expect(answer(stamped(5, { changes: [arrived], ...twice }))).toBe('Unexplained, shown')
  })

  test('is not certain if the options state that the file of contacts is incomplete', () => {
    expect(answer(stamped(5, { changes: [arrived] }), { partial: ['contacts'] })).not.toBe('Unexplained, shown')
  })

  test('is not certain if the account is over the activity cap', () => {
    const settings = settingsWith({ instance: { activityCap: 0 } })
    expect(answer(stamped(5, { changes: [arrived] }), {}, settings)).not.toBe('Unexplained, shown')
  })

  test('is not certain if the log has an entry that is newer than the export of the people', () => {
    const late = synced(1, march(31), 'Industry', 'Food', 'Energy')
    expect(answer(stamped(5, { changes: [arrived, late] }))).not.toBe('Unexplained, shown')
  })

  test('is a possible cause of each difference whose cause is not certain', () => {
    const rows = withBackground(stamped(5))
    for (const options of [{}, { schema: formulaSchema('Industry') }]) {
      const { _tag, certainty, alternatives: others } = onlyCell(rows, options)
      expect(certainty).not.toBe('shown')
      expect([_tag, ...others]).toContain('Unexplained')
    }
  })
})

describe('in an audit, people of one account who show different values', () => {
  const siblings = (rows: readonly [string, string]): AuditRows => ({
    accounts: [account(1, { Industry: 'Energy' })],
    contacts: [contact(1, 1), contact(2, 1)],
    people: [
      shows(1, 1, { Industry: 'Energy' }, { contactCompany: rows[0] }),
      shows(2, 1, { Industry: 'Food' }, { contactCompany: rows[1] }),
    ],
  })

  test('give a finding, and different company rows are the most likely cause', () => {
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

  test('do not have a split company row as a possible cause if they have the same company row', () => {
    expect(onlyCell(siblings(['51', '51'])).alternatives).not.toContain('CompanyRowSplit')
  })

  test('give no finding if the values are the same number in different notations', () => {
    const rows: AuditRows = {
      accounts: [account(1, { NumberOfEmployees: '1000' })],
      people: [shows(1, 1, { NumberOfEmployees: '1234' }), shows(2, 1, { NumberOfEmployees: '1234.0' })],
    }
    expect(onlyCell(rows)).toMatchObject({ people: [1, 2], marketo: '1234' })
    expect(onlyCell(rows)._tag).not.toBe('SiblingsDisagree')
  })
})

test('no cause in an audit is certain if the sync delivered values long after the accounts were exported', () => {
  const edit = edited(1, march(10), 'Industry', 'Energy', 'Food')
  const rows = together(background('Industry', march(20)), stamped(5, { changes: [edit] }))
  expect(onlyCell(rows).certainty).toBe('shown')
  const late = { ...rows, changes: [...(rows.changes ?? []), synced(77, march(25), 'Industry', 'x', 'y')] }
  expect(onlyCell(late).certainty).not.toBe('shown')
  expect(onlyCell(late).alternatives).toContain('ExportedAtDifferentTimes')
})

describe('values that are equal except for their form', () => {
  test.each([
    ['a number in a different notation', '1000', '1,000.00'],
    ['a checkbox in a different notation', 'true', 'Yes'],
    ['a checkbox that is blank instead of false', 'false', null],
    ['white space at the end', 'Energy', 'Energy '],
    ['a text that Marketo cut to 255 characters', 'x'.repeat(300), 'x'.repeat(255)],
  ])('give no finding in the audit: %s', (_, salesforce, marketo) => {
    const rows: AuditRows = {
      accounts: [account(1, { Field__c: salesforce })],
      people: [shows(1, 1, { Field__c: marketo })],
    }
    expect(cellsOf(1, findingsIn(rows))).toEqual([])
  })
})

describe('a translated label or a converted currency', () => {
  /**
   * Makes one account with one difference, and returns its finding. The cause of the difference is uncertain only because the
   * value can be a translated label or a converted amount.
   */
  const cell = (type: string | null, salesforce: string, marketo: string, more: Partial<AuditRows> = {}) =>
    onlyCell(
      together(
        background('Site'),
        {
          accounts: [account(1, { Value__c: salesforce, Site: 'North' }, { systemModstamp: march(5) })],
          contacts: [contact(1, 1)],
          people: [shows(1, 1, { Value__c: marketo, Site: 'North' })],
          changes: [synced(1, march(20), 'Site', 'South', 'North'), synced(77, march(21), 'Value__c', 'x', 'y')],
        },
        more,
      ),
      type === null ? {} : { schema: fieldSchema('Value__c', type) },
    )
  const sameMeaning = ({ alternatives: others }: CellFinding) =>
    others.filter((cause) => cause === 'ValuesTranslated' || cause === 'ValuesScaled')

  test.each([
    ['picklist', 'ENERGY', 'Energie', ['ValuesTranslated']],
    ['currency', '1000', '1080', ['ValuesScaled']],
    [null, 'ENERGY', 'Energie', ['ValuesTranslated']],
    [null, '1000', '1080', ['ValuesTranslated', 'ValuesScaled']],
  ] as const)(
    'is a possible cause of a difference, so no cause is certain: the type is %s, Salesforce has %s, and Marketo has %s',
    (type, salesforce, marketo, causes) => {
      const found = cell(type, salesforce, marketo)
      expect(found.certainty).not.toBe('shown')
      expect(sameMeaning(found)).toEqual(causes)
    },
  )

  test.each([
    ['string', 'ENERGY', 'Energie'],
    ['int', '1000', '1080'],
    ['currency', '1000', '-1080'],
  ])(
    'is not a possible cause of a difference if the type is %s, Salesforce has %s, and Marketo has %s',
    (type, salesforce, marketo) => {
      const found = cell(type, salesforce, marketo)
      expect([found._tag, found.certainty]).toEqual(['Unexplained', 'shown'])
    },
  )

  test('is not a possible cause of a difference if Marketo shows the value unchanged for two other accounts', () => {
    const others = (...numbers: ReadonlyArray<number>): Partial<AuditRows> => ({
      accounts: numbers.map((n) => account(n, { Value__c: 'ENERGY' })),
      contacts: numbers.map((n) => contact(n, n)),
      people: numbers.map((n) => shows(n, n, { Value__c: 'ENERGY' })),
    })
    expect(sameMeaning(cell('picklist', 'ENERGY', 'FOOD', others(2)))).toEqual(['ValuesTranslated'])
    expect(cell('picklist', 'ENERGY', 'FOOD', others(2, 3)).certainty).toBe('shown')
  })

  test('is not a possible cause of a difference if Marketo once showed the value unchanged, according to the log', () => {
    for (const [type, salesforce, marketo] of [
      ['picklist', 'ENERGY', 'FOOD'],
      ['currency', '1000', '1080'],
    ] as const) {
      const changes = [edited(1, march(22), 'Value__c', salesforce, marketo)]
      expect(cell(type, salesforce, marketo, { changes })).toMatchObject({
        _tag: 'LocalEditStands',
        certainty: 'shown',
      })
    }
  })
})

describe('an audit with a gap in the log', () => {
  const days = Array.from({ length: 28 }, (_, index) => index + 2)
  /** One log entry of an unrelated person on each covered day. */
  const daily = (isCovered: (day: number) => boolean) =>
    days.filter(isCovered).map((day) => synced(77, march(day, 1), 'Industry', 'x', 'y'))
  const site = (isCovered: (day: number) => boolean, entry = synced(1, march(12), 'Site', 'South', 'North')) => {
    const rows = stamped(5, {
      accounts: [account(1, { Industry: 'Energy', Site: 'North' }, { systemModstamp: march(5) })],
      people: [shows(1, 1, { Industry: 'Food', Site: 'North' })],
      changes: [entry, ...daily(isCovered)],
    })
    return withBackground(rows)
  }
  const isGapless = (day: number) => day > 1
  const isBroken = (day: number) => day <= 14 || day >= 21
  const classOf = (rows: AuditRows, options: AuditOptions = {}) => {
    const { _tag, certainty } = onlyCell(rows, options)
    return `${_tag}, ${certainty}`
  }

  test('is not certain that a difference is unexplained, because the gap can hide a local edit', () => {
    const options = { schema: fieldSchema('Industry', 'string') }
    expect(classOf(site(isGapless), options)).toBe('Unexplained, shown')
    const { _tag, certainty, alternatives: others, evidence } = onlyCell(site(isBroken), options)
    expect(certainty).not.toBe('shown')
    expect([_tag, ...others]).toContain('LocalEditStands')
    expect(evidence).toContainEqual({ _tag: 'LogGap', from: march(14, 1), until: march(21, 1) })
  })

  test('is not certain that Marketo still had a delivered value, because the gap can hide a later entry', () => {
    const arrived = synced(1, march(12), 'Industry', 'Food', 'Energy')
    expect(classOf(site(isGapless, arrived))).toBe('Unexplained, shown')
    expect(classOf(site(isBroken, arrived))).not.toMatch(/shown/)
  })

  test('is not certain about a local edit before the gap', () => {
    const edit = (day: number) => edited(1, march(day), 'Industry', 'Energy', 'Food')
    expect(classOf(site(isGapless, edit(12)))).toBe('LocalEditStands, shown')
    expect(classOf(site(isBroken, edit(12)))).toBe('LocalEditStands, consistent')
    expect(classOf(site(isBroken, edit(25)))).toBe('LocalEditStands, shown')
  })

  test('is not certain that the sync has not read a change yet, because the gap can hide an edit', () => {
    const rows = (isCovered: (day: number) => boolean) => {
      const earlier = account(1, { Industry: 'Food' }, { systemModstamp: march(13) })
      const listed = account(902, {}, { systemModstamp: instant(exported - 1_800_000) })
      return withBackground(
        stamped(30, {
          accounts: [account(1, { Industry: 'Energy' }, { systemModstamp: exported })],
          earlierAccounts: [earlier, listed],
          changes: [synced(1, march(13), 'Industry', 'a', 'Food'), ...daily(isCovered)],
        }),
      )
    }
    expect(classOf(rows(isGapless))).toBe('NotYetSynced, shown')
    expect(classOf(rows(isBroken))).toBe('NotYetSynced, consistent')
  })

  test('treats the time from the last entry to the export of the people as a gap', () => {
    const early = (rows: AuditRows): AuditRows => ({
      ...rows,
      changes: [...(rows.changes ?? [])].filter(({ at }) => at < march(20)),
    })
    const rows = early(site(isGapless))
    expect(onlyCell(rows, { peopleUntil: march(20) }).evidence.map(({ _tag }) => _tag)).not.toContain('LogGap')
    const late = onlyCell(rows)
    expect(late.certainty).not.toBe('shown')
    expect(late.evidence).toContainEqual({ _tag: 'LogGap', from: march(19, 1), until: exported })
    expect(findingSentence(late)).toContain('The log has no entry from 2026-03-19')
  })
})

describe('in an audit, a value that could not be read as the type of its field', () => {
  const cell = (field: string, salesforce: string, marketo: string, changes: AuditRows['changes'] = []): CellFinding =>
    onlyCell(
      withBackground({
        accounts: [account(1, { [field]: salesforce, Industry: 'Energy' }, { systemModstamp: march(5) })],
        contacts: [contact(1, 1)],
        people: [shows(1, 1, { [field]: marketo, Industry: 'Energy' })],
        changes: [...changes],
      }),
      { schema: accountSchema },
    )
  const editOf = (field: string, from: string, to: string) => edited(1, march(10), field, from, to)
  const deliveryOf = (field: string, value: string) => synced(1, march(20), field, null, value)

  test.each([
    ['a number', 'NumberOfEmployees', '32842', '32842,5', '32843'],
    ['a date', 'Founded__c', '2020-01-31', '31/01/2020', '2020-02-01'],
    ['a time', 'Renewal__c', '2020-01-31T10:00:00Z', '31/01/2020 10:00', '2020-02-01T10:00:00Z'],
    ['a checkbox', 'Active__c', 'true', 'wahr', 'false'],
    ['an id', 'ParentId', '0014W000027f6UwQAI', 'Parent', '0014W000027f6UxQAI'],
  ])('has no cause that is certain: %s', (_, field, salesforce, unread, read) => {
    for (const [marketo, isCertain] of [
      [read, true],
      [unread, false],
    ] as const) {
      const [edit, delivery] = [editOf(field, salesforce, marketo), deliveryOf(field, salesforce)]
      const found = [cell(field, salesforce, marketo, [edit]), cell(field, salesforce, marketo, [delivery])]
      expect(found.map(({ certainty }) => certainty === 'shown')).toEqual([isCertain, isCertain])
      expect(found.map(({ alternatives: others }) => others.includes('WrittenDifferently'))).toEqual([
        !isCertain,
        !isCertain,
      ])
    }
  })

  test('has no cause that is certain if it is the value in Salesforce, or a value in the log', () => {
    const found = [
      cell('NumberOfEmployees', '1.000,5', '7', [deliveryOf('NumberOfEmployees', '1.000,5')]),
      cell('NumberOfEmployees', '1000', '7', [editOf('NumberOfEmployees', '1.000,0', '7')]),
    ]
    expect(found.map(({ certainty }) => certainty)).not.toContain('shown')
  })

  test.each([
    ['Marketo has a text that stands for a blank value', null, 'None'],
    ['Salesforce has a text that stands for a blank value', 'NULL', null],
    ['Marketo has the bytes of its letters', 'Krak\u00F3w', 'Krak\u00C3\u00B3w'],
    ['Marketo has a question mark for a letter', 'Krak\u00F3w', 'Krak?w'],
    ['Salesforce has a question mark for a letter', 'Krak?w', 'Krak\u00F3w'],
    ['Marketo has lost the zeros at the start', '0064', '64'],
    ['Salesforce has an apostrophe before a formula', "'=1+1", '=1+1'],
  ])('has no certain cause if the two values can have the same meaning: %s', (_, salesforce, marketo) => {
    const found = (shown: string | null) =>
      onlyCell(
        withBackground({
          accounts: [account(1, { Site: salesforce }, { systemModstamp: march(5) })],
          contacts: [contact(1, 1)],
          people: [shows(1, 1, { Site: shown })],
          changes: [synced(1, march(20), 'Site', 'Other', salesforce)],
        }),
        { schema: accountSchema },
      )
    expect(found('Nonesuch').certainty).toBe('shown')
    expect(found(marketo).certainty).not.toBe('shown')
    expect(found(marketo).alternatives).toContain('WrittenDifferently')
  })

  test('has no certain cause if only the currency codes of two amounts differ', () => {
    for (const amount of ['USD 1000', '1000']) {
      const found = cell('AnnualRevenue', 'USD 1000.00', 'EUR 1000.00', [deliveryOf('AnnualRevenue', amount)])
      expect(found.certainty).not.toBe('shown')
      expect([found._tag, ...found.alternatives]).toContain('ValuesScaled')
    }
  })

  test('has no cause that is certain if there is no describe result and the value looks like a number', () => {
    const rows = (marketo: string) =>
      withBackground({
        accounts: [account(1, { Site: '32842' }, { systemModstamp: march(5) })],
        contacts: [contact(1, 1)],
        people: [shows(1, 1, { Site: marketo })],
        changes: [editOf('Site', '32842', marketo)],
      })
    expect(onlyCell(rows('32843')).certainty).toBe('shown')
    for (const marketo of ['32842,0', '032842']) expect(onlyCell(rows(marketo)).certainty).not.toBe('shown')
  })

  test('has no cause that is certain if the sync leaves out the field', () => {
    const settings = settingsWith({ instance: { hiddenFields: [named('NumberOfEmployees')] } })
    const rows = (marketo: string): AuditRows => ({
      accounts: [account(1, { NumberOfEmployees: '1000' })],
      people: [shows(1, 1, { NumberOfEmployees: marketo })],
    })
    const [read, unread] = ['7', '1.000,0'].map((marketo) =>
      onlyCell(rows(marketo), { schema: accountSchema }, settings),
    )
    expect(read).toMatchObject({ _tag: 'HiddenField', certainty: 'shown' })
    expect(unread).toMatchObject({ _tag: 'HiddenField', certainty: 'consistent' })
    expect(findingSentence(unread!)).toContain('It could also be a value that is not written in the stated notation')
  })
})

describe('records and fields that the audit leaves out', () => {
  test('include person accounts', () => {
    const accounts = [account(1, { Industry: 'Energy', IsPersonAccount: 'true' })]
    expect(cellsOf(1, findingsIn(together(stamped(5, { accounts }))))).toEqual([])
  })

  test('include the fields in the option setApartFields, such as fields that sync both ways', () => {
    expect(cellsOf(1, findingsIn(together(stamped(5)), { setApartFields: [named('Industry')] }))).toEqual([])
  })

  test('include the accounts in the option setApartAccounts', () => {
    expect(cellsOf(1, findingsIn(together(stamped(5)), { setApartAccounts: [nthAccountId(1)] }))).toEqual([])
  })

  test('include deleted accounts', () => {
    const accounts = [account(1, { Industry: 'Energy' }, { isDeleted: true })]
    expect(cellsOf(1, findingsIn(together(stamped(5, { accounts }))))).toEqual([])
  })

  test('include people who are deleted in Salesforce', () => {
    const people = [shows(1, 1, { Industry: 'Food' }, { sfdcIsDeleted: true })]
    expect(cellsOf(1, findingsIn(together(stamped(5, { people }))))).toEqual([])
  })
})

describe('the prediction in a finding of the audit', () => {
  test('is that the next sync-down delivers the value of Salesforce and logs it', () => {
    expect(onlyCell(withBackground(stamped(5))).next).toEqual({
      _tag: 'Overridden',
      on: 'next sync-down',
      value: 'Energy',
      isLogged: true,
    })
  })

  test("is that only a change of the field in Salesforce overrides the value, if overrideOn is 'field-change'", () => {
    const settings = settingsWith({ readings: { overrideOn: 'field-change' } })
    expect(onlyCell(withBackground(stamped(5)), {}, settings).next).toMatchObject({ on: 'next change' })
  })

  test('is that Marketo does not log the override if the account is over the cap', () => {
    const settings = settingsWith({ instance: { activityCap: 0 } })
    expect(onlyCell(withBackground(stamped(5)), {}, settings).next).toMatchObject({ isLogged: false })
  })

  test('is the only part of a finding that depends on the settings about overrides and logs', () => {
    const settings = settingsWith({ readings: { overrideOn: 'field-change', localEditLog: 'none' } })
    const rows = withBackground(stamped(5))
    expect({ ...onlyCell(rows, {}, settings), next: null }).toEqual({ ...onlyCell(rows), next: null })
  })
})
