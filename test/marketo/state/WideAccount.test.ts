// If an account has many fields, a Marketo state stores the changed fields of the account in a map. The function `evolveAccount`
// always makes plain objects. The tests compare the state with the result of `evolveAccount`.
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { Account, EditAccountField, Event, Input, Marketo, SyncAccount } from 'marketo-account-sync'
import {
  defaultSettings,
  editAccountField,
  eqAccount,
  eqMarketo,
  emptyMarketo,
  evolve,
  evolveAccount,
  eventsOf,
  marketoDecider,
  marketoOf,
  run,
  rowsOf,
  settingsWith,
  shownValue,
  syncDown,
  valueForContact,
} from 'marketo-account-sync'
import { describe, expect, test } from 'vitest'
import { accountIn } from '../../helpers/observe.js'
import { asState } from '../../../src/marketo/state/MarketoState.js'
import type { Values } from '../../helpers/values.js'
import {
  account,
  accountRecord,
  at,
  contactRecord,
  fieldName,
  live,
  nthAccountId,
  nthContactId,
  second,
  syncContact,
} from '../../helpers/values.js'

const accountId = nthAccountId(1)
const contactId = nthContactId(1)
const names = Array.from({ length: 80 }, (_, i) => `Field${i}__c`)
const allFields = (value: string): Values => Object.fromEntries(names.map((name) => [name, value]))

/** An account with 80 fields. `edits` is the number of fields that have a local edit. */
const accountWith = (edits: number): Account =>
  account(1, allFields('a'), Object.fromEntries(names.slice(0, edits).map((name) => [name, 'b'])))

const marketoWith = (one: Account): Marketo =>
  marketoOf({ accounts: [one], contacts: [live()], persons: [], conversions: [] })

const settings = settingsWith({ instance: { formulaFields: [fieldName('Field3__c')] } })
const allSettings = [settings, settingsWith({ readings: { overrideOn: 'field-change' } })]

const edit = (field: string, value: string | null, stamp = 1): EditAccountField => ({
  _tag: 'EditAccountField',
  at: second(stamp),
  contactId,
  field: fieldName(field),
  value,
})

const sync = (stamp: number, fields: Values, isDeleted = false): SyncAccount => ({
  _tag: 'SyncAccount',
  at,
  record: accountRecord(stamp, fields, isDeleted),
})

const otherNames = ['Other__c', 'constructor', 'Another__c', 'Zero__c', 'A__c', 'M__c']
const anyName = fc.constantFrom(...names, ...otherNames)
// The new value of an edit is the synced value `a`, a blank, or a different value.
const anyEdit = fc
  .tuple(anyName, fc.constantFrom('a', 'b', 'c', null), fc.integer({ min: 1, max: 9 }))
  .map(([field, value, stamp]) => edit(field, value, stamp))
const anyValue = fc.constantFrom('a', 'b', 'c', null)
const anyFields = fc.oneof(
  // After a record with few fields, the library puts the values into a map. After a record with many fields, the library makes
  // plain objects.
  { weight: 5, arbitrary: fc.dictionary(anyName, anyValue, { minKeys: 1, maxKeys: 3 }) },
  { weight: 1, arbitrary: fc.dictionary(anyName, anyValue, { maxKeys: 15 }) },
  { weight: 1, arbitrary: anyValue.map((value) => allFields(value as string)) },
)
// The SystemModstamp is often the same as in the previous record.
const anySync = fc
  .tuple(fc.integer({ min: 1, max: 4 }), anyFields, fc.boolean())
  .map(([stamp, fields, isDeleted]) => sync(stamp, fields, isDeleted))
const anyInputs = fc.array(fc.oneof({ weight: 2, arbitrary: anyEdit }, { weight: 3, arbitrary: anySync }), {
  maxLength: 80,
})
const anyStart = fc.integer({ min: 0, max: 70 }).map(accountWith)
const anySettings = fc.constantFrom(...allSettings)

/** The account after the events, computed with `evolveAccount`. */
const after = (one: Account, events: ReadonlyArray<Event>): Account =>
  events.reduce(
    (so, event) =>
      event._tag === 'AccountFieldEdited' || event._tag === 'AccountSyncedDown' || event._tag === 'AccountSkipped'
        ? (O.toUndefined(evolveAccount(O.some(so), event)) ?? so)
        : so,
    one,
  )

/** The account and the Marketo state before the first input and after each input. */
const versionsOf = (start: Account, inputs: ReadonlyArray<Input>, settings = defaultSettings) => {
  const { decide } = marketoDecider(settings)
  const versions: Array<readonly [Account, Marketo]> = [[start, marketoWith(start)]]
  for (const input of inputs) {
    const [one, marketo] = versions[versions.length - 1] as readonly [Account, Marketo]
    const decided = decide(input, marketo)
    const events = E.isRight(decided) ? decided.right : []
    versions.push([after(one, events), events.reduce(evolve, marketo)])
  }
  return versions
}

const stored = (marketo: Marketo): Account => accountIn(marketo, accountId) as Account

const hasRows = (marketo: Marketo): boolean => asState(marketo).accounts.get(accountId)?.changed !== undefined

/** Returns one value for the account before the first input, and one value after each input. A value is `true` if the changed fields are in a map. */
const haveRows = (start: Account, inputs: ReadonlyArray<Input>): ReadonlyArray<boolean> =>
  versionsOf(start, inputs).map(([, marketo]) => hasRows(marketo))

describe('an account with many fields', () => {
  test('equals the result of `evolveAccount` in every Marketo state, even in an older state that is read later', () => {
    fc.assert(
      fc.property(anySettings, anyStart, anyInputs, (settings, start, inputs) => {
        const versions = versionsOf(start, inputs, settings)
        for (const [one, marketo] of [...versions, ...[...versions].reverse()]) {
          const found = stored(marketo)
          expect(eqAccount.equals(found, one), JSON.stringify([found, one])).toBe(true)
        }
      }),
    )
  })

  test('has the same rows after `run` as after `evolve`, and `run` does not change the first Marketo state', () => {
    fc.assert(
      fc.property(anySettings, anyStart, anyInputs, anyInputs, (settings, start, before, inputs) => {
        const [first, marketo] = versionsOf(start, before, settings).pop() as readonly [Account, Marketo]
        const ran = run(settings)(inputs, marketo)
        const evolved = ran.steps.flatMap(eventsOf).reduce(evolve, marketo)
        expect(eqMarketo.equals(ran.marketo, evolved)).toBe(true)
        expect(eqAccount.equals(stored(marketo), first)).toBe(true)
      }),
    )
  })

  test('has the same rows after `run` as after `evolve` if the first Marketo state is empty', () => {
    fc.assert(
      fc.property(anySettings, anyInputs, (settings, inputs) => {
        const first: ReadonlyArray<Input> = [sync(1, allFields('a')), syncContact(contactRecord(1))]
        const ran = run(settings)([...first, ...inputs], emptyMarketo)
        expect(eqMarketo.equals(ran.marketo, ran.steps.flatMap(eventsOf).reduce(evolve, emptyMarketo))).toBe(true)
      }),
    )
  })

  test('gives the same shown values and the same decisions as an account that is stored in plain objects', () => {
    const anyInput = fc.oneof(anyEdit, anySync)
    fc.assert(
      fc.property(anySettings, anyStart, anyInputs, anyInput, (settings, start, inputs, input) => {
        const [one, marketo] = versionsOf(start, inputs, settings).pop() as readonly [Account, Marketo]
        for (const field of [...names, ...otherNames].map(fieldName))
          expect(valueForContact(contactId, field)(marketo)).toEqual(shownValue(field)(one))
        const decided = marketoDecider(settings).decide(input, marketo)
        if (input._tag === 'SyncAccount') {
          const alone = syncDown(settings)({ ...input, liveContacts: 1 }, O.some(one))
          expect(decided).toEqual(E.right(O.isSome(alone) ? [alone.value] : []))
        } else {
          const alone = editAccountField(settings)({ ...input, through: { id: contactId, accountId } }, one)
          if (E.isRight(alone)) expect(decided).toEqual(E.right(O.isSome(alone.right) ? [alone.right.value] : []))
          else expect(decided).toEqual(E.left({ _tag: 'Refused', refusal: alone.left, input }))
        }
      }),
    )
  })
})

describe('the map of the changed fields of a large account', () => {
  test('exists after a record with few fields, until a record with many fields arrives', () => {
    expect(haveRows(accountWith(0), [sync(2, { Field0__c: 'b' }), sync(3, allFields('c'))])).toEqual([
      false,
      true,
      false,
    ])
    const inputs = [sync(1, allFields('a')), sync(2, { Field0__c: 'b' })]
    expect(hasRows(run(defaultSettings)(inputs, emptyMarketo).marketo)).toBe(true)
    const eighth = Object.fromEntries(names.slice(0, 10).map((name) => [name, 'b']))
    expect(haveRows(accountWith(0), [sync(2, eighth)])).toEqual([false, false])
  })

  test('exists only if the account has more than 32 fields', () => {
    const few = account(1, Object.fromEntries(names.slice(0, 32).map((name) => [name, 'a'])))
    expect(
      haveRows(few, [sync(2, { Field0__c: 'b' }), sync(3, { Other__c: 'b' }), sync(4, { Other__c: 'a' })]),
    ).toEqual([false, false, true, true])
  })

  test('exists after the 33rd local edit', () => {
    const [first, second] = names.slice(32).map((name) => edit(name, 'b')) as [Input, Input]
    expect(haveRows(accountWith(31), [edit(names[31] as string, 'b'), first, second])).toEqual([
      false,
      false,
      true,
      true,
    ])
  })

  test('exists after many skipped records', () => {
    const skipping = settingsWith({ readings: { overrideOn: 'field-change' } })
    const inputs = names.map((name) => sync(2, { [name]: 'a' }))
    const [one, marketo] = versionsOf(accountWith(9), inputs, skipping).pop() as readonly [Account, Marketo]
    expect(hasRows(marketo)).toBe(true)
    expect(eqAccount.equals(stored(marketo), one)).toBe(true)
  })

  test('is replaced by a new map when it would have more fields than the plain objects of the account', () => {
    const rowsAfter = (n: number): number | undefined => {
      const inputs = Array.from({ length: n }, (_, i) => sync(2 + i, { [`New${i}__c`]: 'b' }))
      const [, marketo] = versionsOf(accountWith(0), inputs).pop() as readonly [Account, Marketo]
      return asState(marketo).accounts.get(accountId)?.changed?.rows.size
    }
    // After the first record, the account has plain objects with 81 fields and an empty map.
    expect([1, 2, 81, 82, 83].map(rowsAfter)).toEqual([0, 1, 80, 81, 1])
  })
})

test('an edit of an unknown field changes nothing in an account whose changed fields are in a map', () => {
  const [, marketo] = versionsOf(accountWith(70), [edit('Field75__c', 'b')]).pop() as readonly [Account, Marketo]
  const field = fieldName('constructor')
  const [oldValue, newValue] = ['a', 'b']
  const event: Event = {
    ...{ _tag: 'AccountFieldEdited', at, accountId, contactId, field, oldValue, newValue },
    logged: 'none',
  }
  expect(hasRows(marketo)).toBe(true)
  expect(rowsOf(evolve(marketo, event))).toEqual(rowsOf(marketo))
  expect(evolve(emptyMarketo, event)).toEqual(emptyMarketo)
})
