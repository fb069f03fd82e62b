// After 64 local edits, a Marketo keeps the edits of an account in a map. `evolveAccount` always keeps the public list, so it
// is the reference here.
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { Account, EditAccountField, Event, Input, Marketo } from 'marketo-account-sync'
import {
  defaultSettings,
  editAccountField,
  emptyMarketo,
  evolve,
  evolveAccount,
  eventsOf,
  marketoDecider,
  marketoOf,
  run,
  rowsOf,
  shownValue,
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
  fieldName,
  live,
  nthAccountId,
  nthContactId,
  second,
} from '../../helpers/values.js'

const accountId = nthAccountId(1)
const contactId = nthContactId(1)
const names = Array.from({ length: 80 }, (_, i) => `Field${i}__c`)
const allFields = (value: string): Values => Object.fromEntries(names.map((name) => [name, value]))

/** The first account with 80 fields. Some of its fields have a local edit. */
const accountWith = (edits: number): Account =>
  account(1, allFields('a'), Object.fromEntries(names.slice(0, edits).map((name) => [name, 'b'])))

const marketoWith = (one: Account): Marketo =>
  marketoOf({ accounts: [one], contacts: [live()], persons: [], conversions: [] })

const edit = (field: string, value: string | null, stamp = 1): EditAccountField => ({
  _tag: 'EditAccountField',
  at: second(stamp),
  contactId,
  field: fieldName(field),
  value,
})

const sync = (stamp: number, fields: Values, isDeleted = false): Input => ({
  _tag: 'SyncAccount',
  at,
  record: accountRecord(stamp, fields, isDeleted),
})

const anyName = fc.constantFrom(...names, 'Other__c', 'constructor')
// Edits back to the synced value `a`, to blank, and to other values.
const anyEdit = fc
  .tuple(anyName, fc.constantFrom('a', 'b', 'c', null), fc.integer({ min: 1, max: 9 }))
  .map(([field, value, stamp]) => edit(field, value, stamp))
const anySync = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.dictionary(fc.constantFrom(...names), fc.constantFrom('a', 'b', 'c')))
  .map(([stamp, fields]) => sync(stamp, fields))
const anyInputs = fc.array(fc.oneof({ weight: 6, arbitrary: anyEdit }, { weight: 1, arbitrary: anySync }), {
  maxLength: 40,
})
const anyStart = fc.integer({ min: 60, max: 70 }).map(accountWith)

const after = (one: Account, events: ReadonlyArray<Event>): Account =>
  events.reduce(
    (so, event) =>
      event._tag === 'AccountFieldEdited' || event._tag === 'AccountSyncedDown'
        ? (O.toUndefined(evolveAccount(O.some(so), event)) ?? so)
        : so,
    one,
  )

/** The account and the Marketo before the first input and after each input. */
const versionsOf = (start: Account, inputs: ReadonlyArray<Input>) => {
  const { decide } = marketoDecider(defaultSettings)
  const versions: Array<readonly [Account, Marketo]> = [[start, marketoWith(start)]]
  for (const input of inputs) {
    const [one, marketo] = versions[versions.length - 1] as readonly [Account, Marketo]
    const decided = decide(input, marketo)
    const events = E.isRight(decided) ? decided.right : []
    versions.push([after(one, events), events.reduce(evolve, marketo)])
  }
  return versions
}

const isMap = (marketo: Marketo): boolean =>
  !Array.isArray(asState(marketo).accounts.get(accountId)?.account.localEdits)

describe('an account with about 64 local edits', () => {
  test('has the same local edits in every Marketo as with `evolveAccount`, also in older Marketos', () => {
    fc.assert(
      fc.property(anyStart, anyInputs, (start, inputs) => {
        const versions = versionsOf(start, inputs)
        for (const [one, marketo] of versions) expect(accountIn(marketo, accountId)).toEqual(one)
        for (const [one, marketo] of versions.reverse()) expect(accountIn(marketo, accountId)).toEqual(one)
      }),
    )
  })

  test('has the same rows after `run` as after `evolve`, and `run` does not change the first Marketo', () => {
    fc.assert(
      fc.property(anyStart, anyInputs, anyInputs, (start, before, inputs) => {
        const [first, marketo] = versionsOf(start, before).pop() as readonly [Account, Marketo]
        const ran = run(defaultSettings)(inputs, marketo)
        const evolved = ran.steps.flatMap(eventsOf).reduce(evolve, marketo)
        expect(rowsOf(ran.marketo)).toEqual(rowsOf(evolved))
        expect(accountIn(ran.marketo, accountId)).toEqual(after(first, ran.steps.flatMap(eventsOf)))
        expect(accountIn(marketo, accountId)).toEqual(first)
      }),
    )
  })

  test('shows the same values and decides the same edits as the public account', () => {
    const { decide } = marketoDecider(defaultSettings)
    const decideAlone = editAccountField(defaultSettings)
    fc.assert(
      fc.property(anyStart, anyInputs, anyEdit, (start, inputs, input) => {
        const [one, marketo] = versionsOf(start, inputs).pop() as readonly [Account, Marketo]
        for (const field of [...names, 'Other__c', 'constructor'].map(fieldName))
          expect(valueForContact(contactId, field)(marketo)).toEqual(shownValue(field)(one))
        const alone = decideAlone({ ...input, through: { id: contactId, accountId } }, one)
        const decided = decide(input, marketo)
        if (E.isRight(alone)) expect(decided).toEqual(E.right(O.isSome(alone.right) ? [alone.right.value] : []))
        else expect(decided).toEqual(E.left({ _tag: 'Refused', refusal: alone.left, input }))
      }),
    )
  })

  test('keeps up to 65 edits in a list, and more edits in a map until the next sync-down', () => {
    const [, full, more, synced] = versionsOf(accountWith(64), [
      edit(names[64] as string, 'b'),
      edit(names[65] as string, 'b'),
      sync(2, { Field0__c: 'a' }),
    ]).map(([, marketo]) => isMap(marketo))
    expect([full, more, synced]).toEqual([false, true, false])
  })
})

test('an edit of an unknown field changes nothing if the account keeps its edits in a map', () => {
  const [, marketo] = versionsOf(accountWith(70), [edit('Field75__c', 'b')]).pop() as readonly [Account, Marketo]
  const field = fieldName('constructor')
  const [oldValue, newValue] = ['a', 'b']
  const event: Event = {
    ...{ _tag: 'AccountFieldEdited', at, accountId, contactId, field, oldValue, newValue },
    logged: 'none',
  }
  expect(isMap(marketo)).toBe(true)
  expect(rowsOf(evolve(marketo, event))).toEqual(rowsOf(marketo))
  expect(evolve(emptyMarketo, event)).toEqual(emptyMarketo)
})
