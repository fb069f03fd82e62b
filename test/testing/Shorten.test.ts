import type { AccountId, FieldValue, Input, Settings } from 'marketo-account-sync'
import { defaultSettings } from 'marketo-account-sync'
import { describe, expect, test } from 'vitest'
import type { Trial } from '../../src/testing/Shorten.js'
import { simpler } from '../../src/testing/Shorten.js'
import {
  accountRecord,
  at,
  contactRecord,
  fieldName,
  nthAccountId,
  notInSalesforce,
  person,
  personId,
} from '../values.js'

const put = (n: number): Input => ({ _tag: 'PutPerson', at, person: person(notInSalesforce, { id: personId(n) }) })
const account = (
  stamp: number,
  fields: Readonly<Record<string, FieldValue>>,
  id: AccountId = nthAccountId(1),
): Input => ({ _tag: 'SyncAccount', at, record: { ...accountRecord(stamp, fields), id } })
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
      ].map((one) => under([put(1)], one)),
    )
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
      under([first, second]),
      under([account(1, {}), second], settings),
      under([first, account(2, {})], settings),
    ])
  })

  test('no further than one input without a field under the default settings', () => {
    expect([...simpler(under([account(1, {})]))]).toEqual([])
    expect([...simpler(under([contact]))]).toEqual([])
  })
})
