import type { AccountId, FieldValue, Input, Settings } from 'marketo-account-sync'
import { defaultSettings } from 'marketo-account-sync'
import { describe, expect, test } from 'vitest'
import { shrink, simplerTrials } from '../../src/testing/Shrink.js'
import type { Trial } from '../../src/testing/Spelling.js'
import {
  accountRecord,
  at,
  contactRecord,
  convert,
  fieldName,
  nthAccountId,
  nthContactId,
  nthOpportunityId,
  notInSalesforce,
  person,
  personId,
  put,
} from '../helpers/values.js'

const account = (
  stamp: number,
  fields: Readonly<Record<string, FieldValue>>,
  id: AccountId = nthAccountId(1),
): Input => ({ _tag: 'SyncAccount', at, record: { ...accountRecord(stamp, fields), id } })
const confirm = (n: number, fields: Readonly<Record<string, FieldValue>>): Input => ({
  _tag: 'ConfirmConversion',
  at,
  personId: personId(n),
  account: accountRecord(7, fields),
  contactId: nthContactId(1),
  opportunityId: nthOpportunityId(1),
})
const fail = (n: number): Input => ({
  _tag: 'FailConversion',
  at,
  personId: personId(n),
  failedAt: 'convert',
  reason: 'none',
})
const lastingLead = { _tag: 'SfdcLead', isDeleted: false } as const
const contact: Input = { _tag: 'SyncContact', at, record: contactRecord(1) }

const under = (history: ReadonlyArray<Input>, settings: Settings = defaultSettings): Trial => ({ settings, history })
const simplerHistories = (history: ReadonlyArray<Input>) =>
  [...simplerTrials(under(history))].map((trial) => trial.history)

describe('the candidates of `conforms` for a simpler test history', () => {
  test('leave out half of the inputs, and later candidates leave out fewer inputs', () => {
    const [a, b, c, d, e] = [put(1), put(2), contact, put(3), put(4)]
    expect(simplerHistories([a, b, c, d, e])).toEqual([
      [a, b, c],
      [a, b, e],
      [a, d, e],
      [c, d, e],
      [a, b, c, d],
      [a, b, c, e],
      [a, b, d, e],
      [a, c, d, e],
      [b, c, d, e],
    ])
  })

  test('merge a later record of an account into an earlier record of the same account', () => {
    const history = [put(1), account(1, { a: 1, b: 1 }), put(2), account(2, { b: 2, c: 2 }), put(3)]
    expect(simplerHistories(history).filter(({ length }) => length === 4)).toContainEqual([
      put(1),
      account(1, { a: 1, b: 2, c: 2 }),
      put(2),
      put(3),
    ])
  })

  test('merge only records of the same account', () => {
    const other = account(2, {}, nthAccountId(2))
    const history = [account(1, {}), contact, other, put(1)]
    const withoutOne = history.map((_, left) => history.filter((_input, index) => index !== left))
    expect(simplerHistories(history).filter(({ length }) => length === 3)).toEqual([...withoutOne].reverse())
  })

  test('leave out one field of one account record', () => {
    const first = account(1, { a: 1, b: 2 })
    const second = account(2, { c: 3 }, nthAccountId(2))
    expect(simplerHistories([first, contact, second]).filter(({ length }) => length === 3)).toEqual([
      [account(1, { b: 2 }), contact, second],
      [account(1, { a: 1 }), contact, second],
      [first, contact, account(2, {}, nthAccountId(2))],
    ])
  })

  test('set one more setting to its default', () => {
    const settings: Settings = {
      instance: {
        activityCap: 3,
        hiddenFields: [fieldName('Industry')],
        formulaFields: [fieldName('Name')],
        personDefaults: { lastName: 'Unknown', company: null },
      },
      readings: { overrideOn: 'field-change', localEditLog: 'none' },
    }
    const { instance, readings } = settings
    const { instance: usual, readings: usually } = defaultSettings
    expect([...simplerTrials(under([put(1)], settings))]).toEqual(
      [
        { instance: { ...instance, activityCap: usual.activityCap }, readings },
        { instance: { ...instance, hiddenFields: usual.hiddenFields }, readings },
        { instance: { ...instance, formulaFields: usual.formulaFields }, readings },
        { instance: { ...instance, personDefaults: usual.personDefaults }, readings },
        { instance, readings: { ...readings, overrideOn: usually.overrideOn } },
        { instance, readings: { ...readings, localEditLog: usually.localEditLog } },
        ...[0, 1, 2].map((activityCap) => ({ instance: { ...instance, activityCap }, readings })),
      ].map((one) => under([put(1)], one)),
    )
  })

  test('leave out one input and lower the cap by one, or keep all inputs and lower the cap by different amounts', () => {
    const capOf = (activityCap: number): Settings => ({
      ...defaultSettings,
      instance: { ...defaultSettings.instance, activityCap },
    })
    const lower = (activityCap: number): ReadonlyArray<readonly [number, number]> =>
      [...simplerTrials(under([put(1), put(2), put(3)], capOf(activityCap)))].flatMap(({ settings, history }) =>
        settings.instance.activityCap === defaultSettings.instance.activityCap ||
        settings.instance.activityCap === activityCap
          ? []
          : [[settings.instance.activityCap, history.length] as const],
      )
    const fewer = (cap: number) => [2, 2, 2].map((length) => [cap, length] as const)
    expect(lower(8)).toEqual([...fewer(7), [0, 3], [4, 3], [7, 3]])
    expect(lower(2)).toEqual([...fewer(1), [0, 3], [1, 3]])
    expect(lower(1)).toEqual([...fewer(0), [0, 3]])
    expect(lower(0)).toEqual([])
    expect(lower(5_000)).toEqual([])
    expect([...simplerTrials(under([put(1), put(2), put(3)], capOf(1)))]).toContainEqual(
      under([put(1), put(3)], capOf(0)),
    )
  })

  test('move the later of two records of one account to the place of the earlier record', () => {
    const history = [account(1, { a: 1, b: 1 }), put(2), account(2, { b: 2 }), put(3)]
    expect(simplerHistories(history)).toContainEqual([account(2, { b: 2 }), put(2), put(3)])
  })

  test('replace a confirmation by its account record, or replace the whole conversion by its account record and its contact record', () => {
    const answer = confirm(1, { a: 1 })
    const record = account(7, { a: 1 })
    const [before, after] = [put(2), put(3)]
    const trials = simplerHistories([before, put(1), convert(2), convert(1), answer, after])
    expect(trials).toContainEqual([before, put(1), convert(2), convert(1), record, after])
    expect(trials).toContainEqual([before, convert(2), record, { ...contact, record: contactRecord(7) }, after])
    // Simplifying `answer` keeps `fail(1)`, because `fail(1)` answers an earlier conversion of the person.
    expect(simplerHistories([put(1), convert(1), fail(1), convert(1), answer])).toContainEqual([
      fail(1),
      record,
      { ...contact, record: contactRecord(7) },
    ])
    expect(simplerHistories([put(1), answer]).filter(({ length }) => length >= 2)).toEqual([
      [put(1), record],
      [put(1), confirm(1, {})],
    ])
  })

  test('replace a failed conversion by the lead that remains after it', () => {
    const lead: Input = { _tag: 'PutPerson', at, person: person(lastingLead, { id: personId(1) }) }
    const history = [contact, put(1), put(2), convert(1), fail(1), put(3)]
    expect(simplerHistories(history)).toContainEqual([contact, put(2), lead, put(3)])
    const twice: Input = {
      _tag: 'PutPerson',
      at,
      person: person(notInSalesforce, { id: personId(1), company: 'Other' }),
    }
    expect(simplerHistories([put(1), twice, convert(1), fail(1)])).toContainEqual([
      { ...twice, person: { ...twice.person, sfdc: lastingLead } },
    ])
    expect(simplerHistories([convert(1), put(2), fail(1)]).filter(({ length }) => length === 3)).toEqual([])
    expect(simplerHistories([convert(1), put(2), fail(1)])).toHaveLength(3)
  })

  test('leave out one field of the account record in an answer to a conversion', () => {
    const answer = confirm(1, { a: 1, b: 2 })
    expect(simplerHistories([answer])).toEqual([
      [account(7, { a: 1, b: 2 })],
      [confirm(1, { b: 2 })],
      [confirm(1, { a: 1 })],
    ])
  })

  test('leave out one field in all account records, and later candidates leave out one field in one record', () => {
    const history = [account(1, { a: 1, b: 1 }), contact, account(2, { a: 2 }, nthAccountId(2)), confirm(1, { a: 3 })]
    const trials = simplerHistories(history).filter(
      (trial) => trial.length === 4 && trial.at(-1)?._tag === 'ConfirmConversion',
    )
    expect(trials[0]).toEqual([account(1, { b: 1 }), contact, account(2, {}, nthAccountId(2)), confirm(1, {})])
    // The first trial leaves out a field of all account records. Each of the four later trials leaves out one of the four fields.
    expect(trials).toHaveLength(5)
  })

  test('simplify the inputs first, then the settings, then pairs of records, then the fields', () => {
    const settings: Settings = {
      ...defaultSettings,
      instance: { ...defaultSettings.instance, activityCap: 0 },
    }
    const [first, second] = [account(1, { a: 1 }), account(2, { a: 2 })]
    expect([...simplerTrials(under([first, second], settings))]).toEqual([
      under([first], settings),
      under([second], settings),
      under([first, second]),
      under([account(1, { a: 2 })], settings),
      under([second], settings),
      under([account(1, {}), account(2, {})], settings),
      under([account(1, {}), second], settings),
      under([first, account(2, {})], settings),
    ])
  })

  test('do not exist if the history has one input and this input has no fields', () => {
    expect([...simplerTrials(under([account(1, {})]))]).toEqual([])
    expect([...simplerTrials(under([contact]))]).toEqual([])
  })
})

describe('simplifying a failing test history', () => {
  interface Fault {
    readonly trial: Trial
    readonly hasTimedOut: boolean
  }
  const wrong = (trial: Trial): Fault => ({ trial, hasTimedOut: false })
  const timedOut = (trial: Trial): Fault => ({ trial, hasTimedOut: true })

  test('ends with the simplest history that still shows the fault', async () => {
    const hasContact = ({ history }: Trial) => history.some(({ _tag }) => _tag === 'SyncContact')
    const retry = (trial: Trial) => Promise.resolve(hasContact(trial) ? wrong(trial) : null)
    const first = wrong(under([put(1), account(1, { a: 1 }), contact, put(2)]))
    expect((await shrink(() => true, retry)(first)).trial).toEqual(under([contact]))
  })

  test('tries only valid histories', async () => {
    const isPossible = ({ history }: Trial) => history.length > 2
    const first = wrong(under([put(1), put(2), put(3), put(4)]))
    const last = await shrink(isPossible, (trial) => Promise.resolve(wrong(trial)))(first)
    expect(last.trial.history).toHaveLength(3)
  })

  test('stops after ten calls that the system does not answer', async () => {
    const first = timedOut(under(Array.from({ length: 20 }, (_, n) => put(n + 1))))
    let retries = 0
    const oneLess = (trial: Trial) => {
      const isOneLess = trial.history.length === 19 - retries
      if (isOneLess) retries += 1
      return Promise.resolve(isOneLess ? timedOut(trial) : null)
    }
    expect((await shrink(() => true, oneLess)(first)).trial.history).toHaveLength(10)
    expect(retries).toBe(10)
  })
})
