// Tests which inputs the audit asks for.
import { describe, expect, test } from 'vitest'
import type { AuditOptions, AuditRows, Refutation } from 'marketo-account-sync/audit'
import { audit } from 'marketo-account-sync/audit'
import { settingsWith } from 'marketo-account-sync'
import { accountSchema } from './worlds/describe.js'
import type { Inputs } from './worlds/read.js'
import { rowsOf } from './worlds/read.js'
import { activityCap } from './worlds/salesforce.js'
import { worldOf } from './worlds/world.js'
import {
  account,
  background,
  cellsOf,
  contact,
  edited,
  exported,
  findingsIn,
  march,
  shows,
  synced,
  together,
} from './world.js'

const world = worldOf(1, 120)

/** Returns the inputs that the audit of a world asks for. */
const askedFor = (inputs: Partial<Inputs>, options: AuditOptions = {}): ReadonlySet<Refutation> => {
  const rows = rowsOf(world, inputs)
  const schema = inputs.describe === false ? {} : { schema: accountSchema }
  const { findings } = audit(settingsWith({ instance: { activityCap } }), { ...schema, ...options })(rows)
  return new Set([...findings].flatMap(({ refutedBy }) => refutedBy))
}

describe('an audit', () => {
  test.each<readonly [Refutation, less: Partial<Inputs>, more: Partial<Inputs>]>([
    ['log', { log: 'none' }, {}],
    ['log-source', { log: 'without Source' }, {}],
    ['systemModstamp', { stamps: false }, {}],
    ['earlier-accounts', {}, { earlierExport: true }],
    ['sync-status', {}, { syncStatus: true }],
    ['sync-errors', {}, { syncErrors: 5 }],
    ['describe', { describe: false }, {}],
    ['describe', { describe: false, otherNotation: true }, { otherNotation: true }],
    ['contact-company', { links: 'none' }, {}],
    ['sfdc-account-id', { links: 'none' }, {}],
    ['is-person-account', { personAccounts: false }, {}],
  ])('asks for an input only if it does not have this input: %s', (input, less, more) => {
    expect(askedFor(less)).toContain(input)
    expect(askedFor(more)).not.toContain(input)
  })

  test('asks for a complete export only if the options do not state that the files contain all records', () => {
    expect(askedFor({})).toContain('complete-export')
    expect(askedFor({}, { complete: ['accounts', 'contacts', 'people'] })).not.toContain('complete-export')
  })
})

describe('an audit of a difference', () => {
  const difference = (...changes: ReadonlyArray<Required<AuditRows>['changes']>): AuditRows =>
    together(
      background('Industry'),
      {
        accounts: [account(1, { Industry: 'Energy', Site: 'North' }, { systemModstamp: march(5) })],
        contacts: [contact(1, 1)],
        people: [shows(1, 1, { Industry: 'Food', Site: 'North' })],
      },
      ...changes.map((each) => ({ changes: each })),
    )
  const asked = (rows: AuditRows) =>
    cellsOf(1, findingsIn(rows))
      .flatMap(({ refutedBy }) => refutedBy)
      .filter((each) => each.includes('log'))

  /** Returns one log entry for each day from `first` to day 30, except for the days in `without`. */
  const daily = (first: number, ...without: ReadonlyArray<number>) =>
    Array.from({ length: 31 - first }, (_, n) => n + first)
      .filter((day) => !without.includes(day))
      .map((day) => synced(904, march(day), 'Site', 'x', 'y'))

  test('asks for a log that begins earlier if the log begins after the last update of the account', () => {
    const rows = { ...difference(), changes: [edited(1, march(10), 'Industry', 'Energy', 'Food'), ...daily(8)] }
    expect(asked(rows)).toEqual(['longer-log'])
  })

  test('asks for the log of the gap if the log has a gap after the last update of the account', () => {
    expect(asked(difference(daily(2, 12, 13, 14, 15, 16)))).toEqual(['log-gap'])
  })

  test('asks for an earlier log and for the log of the gap if both are missing', () => {
    const rows = { ...difference(), changes: daily(8, 12, 13, 14, 15, 16) }
    expect(asked(rows)).toEqual(['log-gap', 'longer-log'])
  })

  test('does not ask for a log with Source if every entry has a Source, and none is from the sync', () => {
    const rows = {
      ...difference(),
      changes: [edited(1, march(2), 'Site', 'x', 'y'), edited(1, march(3), 'Site', 'y', 'z')],
    }
    expect(asked(rows)).not.toContain('log-source')
  })

  test('asks for no other log if the log covers the whole time since the last update of the account', () => {
    expect(asked(difference(daily(2)))).toEqual([])
  })

  test('lists the last gap of the log as evidence', () => {
    const [cell] = cellsOf(1, findingsIn(difference(daily(2, 12, 13, 14, 15, 16)), { peopleUntil: exported }))
    expect(cell?.evidence).toContainEqual({ _tag: 'LogGap', from: march(11), until: march(17) })
  })
})
