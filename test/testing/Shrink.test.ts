import type { AccountId, FieldValue, Input, Settings } from 'marketo-account-sync'
import { defaultSettings } from 'marketo-account-sync'
import { describe, expect, test } from 'vitest'
import type { Trial } from '../../src/testing/Shrink.js'
import { simpler } from '../../src/testing/Shrink.js'
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
const editOf = (field: string, value: FieldValue): Input => ({
  _tag: 'EditAccountField',
  at,
  contactId: nthContactId(1),
  field: fieldName(field),
  value,
})
const lastingLead = { _tag: 'SfdcLead', isDeleted: false } as const
const contact: Input = { _tag: 'SyncContact', at, record: contactRecord(1) }

const under = (history: ReadonlyArray<Input>, settings: Settings = defaultSettings): Trial => ({ settings, history })
const simplerHistories = (history: ReadonlyArray<Input>) => [...simpler(under(history))].map((trial) => trial.history)

describe('a trial gets simpler', () => {
  test('without half of its inputs, then fewer and fewer, the last ones first', () => {
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

  test('with two records of one account in one, the later on top, where the earlier was', () => {
    const history = [put(1), account(1, { a: 1, b: 1 }), put(2), account(2, { b: 2, c: 2 }), put(3)]
    expect(simplerHistories(history).filter(({ length }) => length === 4)).toContainEqual([
      put(1),
      account(1, { a: 1, b: 2, c: 2 }),
      put(2),
      put(3),
    ])
  })

  test('with records joined of no two accounts, and of nothing else', () => {
    const other = account(2, {}, nthAccountId(2))
    const history = [account(1, {}), contact, other, put(1)]
    const withoutOne = history.map((_, left) => history.filter((_input, index) => index !== left))
    expect(simplerHistories(history).filter(({ length }) => length === 3)).toEqual([...withoutOne].reverse())
  })

  test('without one field of one account record', () => {
    const first = account(1, { a: 1, b: 2 })
    const second = account(2, { c: 3 }, nthAccountId(2))
    expect(simplerHistories([first, contact, second]).filter(({ length }) => length === 3)).toEqual([
      [account(1, { b: 2 }), contact, second],
      [account(1, { a: 1 }), contact, second],
      [first, contact, account(2, {}, nthAccountId(2))],
    ])
  })

  test('with one more of its settings the default one', () => {
    const settings: Settings = {
      instance: {
        activityCap: 3,
        hiddenFields: [fieldName('Industry')],
        personDefaults: { lastName: 'Unknown', company: null },
      },
      readings: { overrideOn: 'field-change', localEditLog: 'none' },
    }
    const { instance, readings } = settings
    const { instance: usual, readings: usually } = defaultSettings
    expect([...simpler(under([put(1)], settings))]).toEqual(
      [
        { instance: { ...instance, activityCap: usual.activityCap }, readings },
        { instance: { ...instance, hiddenFields: usual.hiddenFields }, readings },
        { instance: { ...instance, personDefaults: usual.personDefaults }, readings },
        { instance, readings: { ...readings, overrideOn: usually.overrideOn } },
        { instance, readings: { ...readings, localEditLog: usually.localEditLog } },
        ...[0, 1, 2].map((activityCap) => ({ instance: { ...instance, activityCap }, readings })),
      ].map((one) => under([put(1)], one)),
    )
  })

  test('under a cap lower by one with fewer inputs, and under lower ones with all', () => {
    const capOf = (activityCap: number): Settings => ({
      ...defaultSettings,
      instance: { ...defaultSettings.instance, activityCap },
    })
    const lower = (activityCap: number): ReadonlyArray<readonly [number, number]> =>
      [...simpler(under([put(1), put(2), put(3)], capOf(activityCap)))].flatMap(({ settings, history }) =>
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
    expect([...simpler(under([put(1), put(2), put(3)], capOf(1)))]).toContainEqual(under([put(1), put(3)], capOf(0)))
  })

  test('with the later of two records of one account where the earlier was', () => {
    const history = [account(1, { a: 1, b: 1 }), put(2), account(2, { b: 2 }), put(3)]
    expect(simplerHistories(history)).toContainEqual([account(2, { b: 2 }), put(2), put(3)])
  })

  test('with the value of an edit in an earlier record that carries its field', () => {
    const edit = editOf('a', 'edited')
    const [first, second] = [account(1, { a: 1 }), account(2, { a: 2, b: 2 }, nthAccountId(2))]
    const trials = simplerHistories([first, account(3, { b: 3 }, nthAccountId(3)), contact, second, edit, put(1)])
    const other = account(3, { b: 3 }, nthAccountId(3))
    const shorter = trials.filter(({ length }) => length === 5)
    expect(shorter).toContainEqual([account(1, { a: 'edited' }), other, contact, second, put(1)])
    expect(shorter).toContainEqual([first, other, contact, account(2, { a: 'edited', b: 2 }, nthAccountId(2)), put(1)])
    // Six without one of the inputs, and these two.
    expect(shorter).toHaveLength(8)
    const into = simplerHistories([confirm(1, { a: 1 }), edit])
    expect(into).toContainEqual([confirm(1, { a: 'edited' })])
    // A later record stays as it is.
    expect(simplerHistories([edit, first])).toEqual([[edit], [first], [edit, account(1, {})]])
  })

  test('with the account record of a confirmed conversion for it, or this and one of the contact for all of it', () => {
    const answer = confirm(1, { a: 1 })
    const record = account(7, { a: 1 })
    const [before, after] = [put(2), put(3)]
    const trials = simplerHistories([before, put(1), convert(2), convert(1), answer, after])
    expect(trials).toContainEqual([before, put(1), convert(2), convert(1), record, after])
    expect(trials).toContainEqual([before, convert(2), record, { ...contact, record: contactRecord(7) }, after])
    // An earlier answer to the same person is a conversion of its own.
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

  test('with the lead that a failed conversion leaves for all of it', () => {
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

  test('without one field of the account record in an answer', () => {
    const answer = confirm(1, { a: 1, b: 2 })
    expect(simplerHistories([answer])).toEqual([
      [account(7, { a: 1, b: 2 })],
      [confirm(1, { b: 2 })],
      [confirm(1, { a: 1 })],
    ])
  })

  test('without one field in all account records, before it goes from one of them', () => {
    const history = [account(1, { a: 1, b: 1 }), contact, account(2, { a: 2 }, nthAccountId(2)), confirm(1, { a: 3 })]
    const trials = simplerHistories(history).filter(
      (trial) => trial.length === 4 && trial.at(-1)?._tag === 'ConfirmConversion',
    )
    expect(trials[0]).toEqual([account(1, { b: 1 }), contact, account(2, {}, nthAccountId(2)), confirm(1, {})])
    // From each place one field is left out: of the first record two, of the others one.
    expect(trials).toHaveLength(5)
  })

  test('first by its inputs, then by joined records, then by its settings, then by its fields', () => {
    const settings: Settings = {
      ...defaultSettings,
      instance: { ...defaultSettings.instance, activityCap: 0 },
    }
    const [first, second] = [account(1, { a: 1 }), account(2, { a: 2 })]
    expect([...simpler(under([first, second], settings))]).toEqual([
      under([first], settings),
      under([second], settings),
      under([account(1, { a: 2 })], settings),
      under([second], settings),
      under([first, second]),
      under([account(1, {}), account(2, {})], settings),
      under([account(1, {}), second], settings),
      under([first, account(2, {})], settings),
    ])
  })

  test('no further than one input without a field under the default settings', () => {
    expect([...simpler(under([account(1, {})]))]).toEqual([])
    expect([...simpler(under([contact]))]).toEqual([])
  })
})
