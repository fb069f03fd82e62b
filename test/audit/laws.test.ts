// Tests properties that every audit has.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AccountRecord, FieldValue, Input, Instant, Marketo, Settings } from 'marketo-account-sync'
import { accountsOf, defaultSettings, emptyMarketo, run, settingsWith, shownFields } from 'marketo-account-sync'
import type { AuditOptions, AuditRows, CellFinding, Finding } from 'marketo-account-sync/audit'
import { audit } from 'marketo-account-sync/audit'
import type { PersonRow } from 'marketo-account-sync/exports'
import { shownIn } from '../helpers/observe.js'
import { editThrough, nthAccountId, nthContactId, syncAccount, syncContact } from '../helpers/values.js'
import { accountSchema } from './worlds/describe.js'
import type { Inputs } from './worlds/read.js'
import { rowsOf as rowsOfWorld } from './worlds/read.js'
import { activityCap } from './worlds/salesforce.js'
import { worldOf } from './worlds/world.js'
import { contact, exported, march, named, shows } from './world.js'

type Cell = CellFinding & Finding

const isCell = (finding: Finding): finding is Cell => 'salesforce' in finding

const cellsIn = (findings: Iterable<Finding>): ReadonlyMap<string, Cell> =>
  new Map([...findings].filter(isCell).map((cell) => [`${cell.accountId} ${cell.field}`, cell]))

// Generated worlds with all kinds of differences. The differences come from the model, and from anomalies that the generator
// adds.

const worldSettings = settingsWith({ instance: { activityCap } })
/** Properties draw a seed instead of a whole world, because a counterexample must be short enough to read. */
const seedOfWorld = fc.integer({ min: 1, max: 1_000_000 })
const small = 40
const fewRuns = { numRuns: 3 }

const auditWorld = (rows: AuditRows, options: AuditOptions = {}) =>
  audit(worldSettings, { schema: accountSchema, ...options })(rows)

const shuffled = <A>(items: Iterable<A> | undefined, seed: number): ReadonlyArray<A> =>
  [...(items ?? [])]
    .map((item, index) => ({ item, place: Math.imul((index + 1) * 2_654_435_761, seed | 1) >>> 0 }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item)

const inAnyOrder = (rows: AuditRows, seed: number): AuditRows => {
  const more = (key: 'contacts' | 'changes' | 'earlierAccounts' | 'syncStatus' | 'syncErrors') =>
    rows[key] === undefined ? {} : { [key]: shuffled<unknown>(rows[key], seed) }
  return {
    accounts: shuffled(rows.accounts, seed),
    people: shuffled(rows.people, seed),
    ...more('contacts'),
    ...more('changes'),
    ...more('earlierAccounts'),
    ...more('syncStatus'),
    ...more('syncErrors'),
  }
}

const everyInput = { earlierExport: true, syncStatus: true, syncErrors: 5 }

describe('every audit', () => {
  test('gives the same findings and summary for any order of the rows', () => {
    fc.assert(
      fc.property(seedOfWorld, fc.integer(), (world, seed) => {
        const rows = rowsOfWorld(worldOf(world, small), everyInput)
        const [one, other] = [auditWorld(rows), auditWorld(inAnyOrder(rows, seed))]
        expect([...other.findings]).toEqual([...one.findings])
        expect(other.summary).toEqual(one.summary)
      }),
      fewRuns,
    )
  })

  test('gives the same findings when the caller iterates over them again', () => {
    const { findings } = auditWorld(rowsOfWorld(worldOf(1, small)))
    expect([...findings].length).toBeGreaterThan(0)
    expect([...findings]).toEqual([...findings])
  })

  test('lists other possible causes, including Unexplained, if and only if the cause is not certain', () => {
    fc.assert(
      fc.property(seedOfWorld, (seed) => {
        const { findings } = auditWorld(rowsOfWorld(worldOf(seed, small), everyInput))
        for (const finding of findings) {
          expect(finding.alternatives.length === 0).toBe(finding.certainty === 'shown')
          if (isCell(finding) && finding.certainty !== 'shown')
            expect([finding._tag, ...finding.alternatives]).toContain('Unexplained')
        }
      }),
      fewRuns,
    )
  })

  test('reads each input only once', () => {
    const rows = rowsOfWorld(worldOf(1, small), everyInput)
    const counts: Record<string, number> = {}
    const counted = <A>(key: string, items: Iterable<A>): Iterable<A> => ({
      [Symbol.iterator]: () => {
        counts[key] = (counts[key] ?? 0) + 1
        return items[Symbol.iterator]()
      },
    })
    const { findings } = auditWorld({
      accounts: counted('accounts', rows.accounts),
      earlierAccounts: counted('earlierAccounts', rows.earlierAccounts ?? []),
      contacts: counted('contacts', rows.contacts),
      people: counted('people', rows.people),
      changes: counted('changes', rows.changes ?? []),
      syncStatus: counted('syncStatus', rows.syncStatus ?? []),
      syncErrors: counted('syncErrors', rows.syncErrors ?? []),
    })
    expect([...findings]).toEqual([...auditWorld(rows).findings])
    expect(Object.values(counts)).toEqual([1, 1, 1, 1, 1, 1, 1])
  })
})

const known = new Map<string, ReadonlyMap<string, Cell>>()

/**
 * The differences that the audit finds in a world with these inputs. The results are cached, because several tests use the same
 * world and inputs.
 */
const cellsOfWorld = (seed: number, inputs: Partial<Inputs>): ReadonlyMap<string, Cell> => {
  const key = JSON.stringify([seed, inputs])
  const found = known.get(key)
  if (found !== undefined) return found
  const options = inputs.describe === false ? {} : { schema: accountSchema }
  const cells = cellsIn(audit(worldSettings, options)(rowsOfWorld(worldOf(seed, small), inputs)).findings)
  known.set(key, cells)
  return cells
}

describe('an audit with one more kind of input', () => {
  const none: Partial<Inputs> = { log: 'none', describe: false }
  const steps: ReadonlyArray<readonly [name: string, less: Partial<Inputs>, more: Partial<Inputs>]> = [
    ['the log', { log: 'none' }, {}],
    ['an earlier export', {}, { earlierExport: true }],
    ['an earlier export, without a log', none, { ...none, earlierExport: true }],
    ['Sync Status', {}, { syncStatus: true }],
    ['Sync Status, with an earlier export', { earlierExport: true }, { earlierExport: true, syncStatus: true }],
    ['Sync Errors', {}, { syncErrors: 5 }],
    ['the describe result', { describe: false }, {}],
  ]

  test.each(steps)(
    'lists no new possible cause, and keeps each certain cause (additional input: %s)',
    (_, less, more) => {
      fc.assert(
        fc.property(seedOfWorld, (seed) => {
          const [before, after] = [cellsOfWorld(seed, less), cellsOfWorld(seed, more)]
          expect([...after.keys()].sort()).toEqual([...before.keys()].sort())
          for (const [key, { _tag, alternatives }] of after) {
            const former = before.get(key)!
            const causes = new Set([former._tag, ...former.alternatives])
            expect(new Set([...causes, _tag, ...alternatives])).toEqual(causes)
            if (former.certainty === 'shown') expect([_tag, alternatives]).toEqual([former._tag, []])
          }
        }),
        fewRuns,
      )
    },
  )
})

// Marketo states from the model

const values = fc.constantFrom<FieldValue>(null, 'Energy', 'Food', 'Media')
const fieldsAnywhere = fc.record({ Industry: values, Site: values, Fax: values, Region__c: values })

const accountRecord = (n: number, stamp: Instant, fields: Readonly<Record<string, FieldValue>>): AccountRecord => ({
  id: nthAccountId(n),
  systemModstamp: stamp,
  isDeleted: false,
  fields,
})

const numbers = [1, 2, 3, 4]

/** The Salesforce records of four accounts with one contact each. */
const records = fc
  .tuple(...numbers.map(() => fieldsAnywhere))
  .map((all) => all.map((fields, index) => accountRecord(index + 1, march(5), fields)))

const deliveries = (all: ReadonlyArray<AccountRecord>, at: Instant): ReadonlyArray<Input> =>
  all.map((record) => syncAccount(record, at))

const contactInputs = numbers.map((n) =>
  syncContact(
    { id: nthContactId(n), systemModstamp: march(4), isDeleted: false, accountId: nthAccountId(n) },
    march(6),
  ),
)

const marketoWith = (settings: Settings, inputs: ReadonlyArray<Input>): Marketo =>
  run(settings)(inputs, emptyMarketo).marketo

/** Exports the people of a Marketo state. If Marketo does not have a field, the field is blank in the export. */
const peopleOf = (marketo: Marketo): ReadonlyArray<PersonRow> =>
  [...accountsOf(marketo)].map((account) => {
    const n = numbers.find((each) => nthAccountId(each) === account.id) ?? 0
    return shows(n, n, { Industry: null, Site: null, Fax: null, Region__c: null, ...shownFields(account) })
  })

const rowsOf = (all: ReadonlyArray<AccountRecord>, marketo: Marketo): AuditRows => ({
  accounts: all,
  contacts: numbers.map((n) => contact(n, n)),
  people: peopleOf(marketo),
})

const edits = fc.array(
  fc.record({ n: fc.constantFrom(...numbers), field: fc.constantFrom('Industry', 'Site', 'Region__c'), value: values }),
  { maxLength: 6 },
)

const settings = fc
  .record({
    hiddenFields: fc.subarray([named('Site'), named('Region__c')]),
    overrideOn: fc.constantFrom('every-update' as const, 'field-change' as const),
  })
  .map(({ hiddenFields, overrideOn }) => settingsWith({ instance: { hiddenFields }, readings: { overrideOn } }))

const options: AuditOptions = { peopleUntil: exported }

describe('the audit of a Marketo state that the model computes', () => {
  test('reports no difference in synced fields if the sync is complete and there are no local edits', () => {
    fc.assert(
      fc.property(records, settings, (all, each) => {
        const marketo = marketoWith(each, [...deliveries(all, march(6)), ...contactInputs])
        const cells = cellsIn(audit(each, options)(rowsOf(all, marketo)).findings)
        for (const cell of cells.values())
          expect([cell._tag, cell.certainty, cell.next?._tag]).toEqual(['HiddenField', 'shown', 'Kept'])
      }),
    )
  })

  test('reports exactly the differences that local edits made', () => {
    fc.assert(
      fc.property(records, edits, (all, made) => {
        const inputs = [
          ...deliveries(all, march(6)),
          ...contactInputs,
          ...made.map(({ n, field, value }) => editThrough(nthContactId(n), field, value, march(7))),
        ]
        const marketo = marketoWith(defaultSettings, inputs)
        const edited = [...accountsOf(marketo)].flatMap(({ id, localEdits }) =>
          localEdits.map(({ field, value }): readonly [string, FieldValue] => [`${id} ${field}`, value]),
        )
        const cells = [...cellsIn(audit(defaultSettings, options)(rowsOf(all, marketo)).findings)]
        expect(
          new Map(
            cells.filter(([, { field }]) => field !== named('Fax')).map(([key, { marketo: shown }]) => [key, shown]),
          ),
        ).toEqual(new Map(edited))
      }),
    )
  })

  test('predicts what Marketo shows after the next update', () => {
    fc.assert(
      fc.property(records, edits, settings, (all, made, each) => {
        const before = marketoWith(each, [
          ...deliveries(all, march(6)),
          ...contactInputs,
          ...made.map(({ n, field, value }) => editThrough(nthContactId(n), field, value, march(7))),
        ])
        const { findings } = audit(each, options)(rowsOf(all, before))
        // The next update changes a different field. Therefore Marketo applies the update under every reading of the rules.
        const updated = all.map(({ id, fields }) => ({
          id,
          systemModstamp: march(12),
          isDeleted: false,
          fields: { ...fields, Website: 'https://www.example.com' },
        }))
        const after = run(each)(deliveries(updated, march(13)), before).marketo
        for (const { accountId, field, marketo, next } of cellsIn(findings).values()) {
          const shown = shownIn(after, accountId)[field] ?? null
          expect(shown).toBe(next?._tag === 'Overridden' ? next.value : marketo)
        }
      }),
    )
  })

  test('predicts "next change" for a local edit if an update without changes does not override the edit', () => {
    const each = settingsWith({ readings: { overrideOn: 'field-change' } })
    const all = [accountRecord(1, march(5), { Industry: 'Energy' })]
    const before = marketoWith(each, [
      ...deliveries(all, march(6)),
      ...contactInputs,
      editThrough(nthContactId(1), 'Industry', 'Food', march(7)),
    ])
    const [cell] = cellsIn(audit(each, options)(rowsOf(all, before)).findings).values()
    expect(cell?.next).toMatchObject({ on: 'next change' })
    const same = [accountRecord(1, march(12), { Industry: 'Energy' })]
    expect(shownIn(run(each)(deliveries(same, march(13)), before).marketo, nthAccountId(1))).toMatchObject({
      Industry: 'Food',
    })
  })
})

describe('an audit of only some accounts', () => {
  test('gives the same findings as an audit of all accounts, except for the causes that the audit infers from all accounts', () => {
    fc.assert(
      fc.property(records, edits, fc.subarray(numbers, { minLength: 1 }), (all, made, some) => {
        const marketo = marketoWith(defaultSettings, [
          ...deliveries(all, march(6)),
          ...contactInputs,
          ...made.map(({ n, field, value }) => editThrough(nthContactId(n), field, value, march(7))),
        ])
        const rows = rowsOf(all, marketo)
        const ids = new Set(some.map((n) => nthAccountId(n)))
        const part: AuditRows = {
          accounts: [...rows.accounts].filter(({ id }) => ids.has(id)),
          contacts: [...(rows.contacts ?? [])].filter(({ accountId }) => accountId !== null && ids.has(accountId)),
          people: [...rows.people].filter(({ sfdcAccountId }) => sfdcAccountId !== null && ids.has(sfdcAccountId)),
        }
        const whole = [...audit(defaultSettings, options)(rows).findings]
        const ofPart = whole.filter(
          (finding) => 'accountId' in finding && finding.accountId !== null && ids.has(finding.accountId),
        )
        // With these files, the audit infers one fact from all rows. The fact is which values Marketo does not translate.
        const mayBeLabel = ({ field, salesforce, marketo: shown, next }: Cell, among: AuditRows): boolean => {
          const shownBy = new Map([...among.people].map((row) => [row.sfdcAccountId, row.fields[field] ?? null]))
          const unchanged = [...among.accounts].filter(
            ({ id, fields }) => fields[field] === salesforce && shownBy.get(id) === salesforce,
          )
          return next?._tag !== 'Kept' && salesforce !== null && shown !== null && unchanged.length < 2
        }
        const expected = ofPart.map((finding) => {
          if (!isCell(finding)) return finding
          const others = finding.alternatives.filter((cause) => cause !== 'ValuesTranslated')
          expect(finding.alternatives.includes('ValuesTranslated')).toBe(mayBeLabel(finding, rows))
          const at = others.length - Number(others.at(-1) === 'Unexplained')
          const alternatives = mayBeLabel(finding, part)
            ? [...others.slice(0, at), 'ValuesTranslated' as const, ...others.slice(at)]
            : others
          return { ...finding, alternatives }
        })
        expect([...audit(defaultSettings, options)(part).findings]).toEqual(expected)
      }),
    )
  })
})
