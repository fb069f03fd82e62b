// Tests that the type `Marketo` is opaque: users cannot access its parts, and only the functions of the library can make a value
// of this type.
import {
  emptyMarketo,
  type Input,
  type Marketo,
  marketoOf,
  type MarketoRows,
  rowsOf,
  run,
  type Settings,
  type Step,
} from 'marketo-account-sync'
import { describe, expectTypeOf, test } from 'vitest'

declare const marketo: Marketo
declare const rows: MarketoRows
declare const settings: Settings
declare const inputs: ReadonlyArray<Input>
declare const step: Step

describe('a Marketo', () => {
  test('has no accessible parts, only queries', () => {
    expectTypeOf(rowsOf(marketo)).toEqualTypeOf<MarketoRows>()
    // @ts-expect-error a Marketo state has no property with its accounts
    expectTypeOf(marketo.accounts).toBeFunction()
    // @ts-expect-error a Marketo state has no property with its contacts
    expectTypeOf(marketo.contacts).toBeFunction()
    // @ts-expect-error a Marketo state has no property with its persons
    expectTypeOf(marketo.persons).toBeFunction()
    // @ts-expect-error a Marketo state has no property with its conversions
    expectTypeOf(marketo.conversions).toBeFunction()
  })

  test('is made by functions of the library', () => {
    expectTypeOf(emptyMarketo).toEqualTypeOf<Marketo>()
    expectTypeOf(marketoOf(rows)).toEqualTypeOf<Marketo>()
    expectTypeOf(run(settings)(inputs, emptyMarketo).marketo).toEqualTypeOf<Marketo>()
  })

  test('cannot be made by hand', () => {
    // @ts-expect-error an empty object is not a Marketo state
    run(settings)(inputs, {})
    // @ts-expect-error rows are not a Marketo state
    run(settings)(inputs, rows)
    // @ts-expect-error an object with the maps of a Marketo state is not a Marketo state
    run(settings)(inputs, { accounts: new Map(), contacts: new Map(), persons: new Map(), conversions: new Map() })
    // @ts-expect-error the type shows one key, but no value has this key
    run(settings)(inputs, { Marketo: Symbol('Marketo') })
  })
})

test('the contacts of a step are opaque, too', () => {
  // @ts-expect-error the logged contacts cannot be iterated; use `activities` instead
  expectTypeOf([...step.loggedContacts]).toBeArray()
})
