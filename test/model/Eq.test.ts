// Tests that the equality of each public type is an equivalence, and that two values are equal if and only if their content is
// the same.
import type * as Eq from 'fp-ts/lib/Eq.js'
import fc from 'fast-check'
import * as core from 'marketo-account-sync'
import * as kit from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'
import { canonical } from '../../src/testing/Json.js'
import * as arbitraries from '../helpers/arbitraries.js'
import { fieldName } from '../helpers/values.js'

const any = { ...kit, ...arbitraries }

interface Case {
  readonly name: string
  readonly pairs: fc.Arbitrary<readonly [unknown, unknown]>
  readonly equals: (a: unknown, b: unknown) => boolean
  readonly textOf: (a: unknown) => string
}

/** Returns the value with its keys in a different order. The result must be equal to the original. */
const reordered = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(reordered)
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reordered(inner)]),
  )
}

const of = <A>(name: string, eq: Eq.Eq<A>, arbitrary: fc.Arbitrary<A>, copy = reordered, textOf = canonical): Case => ({
  name,
  pairs: fc.oneof(
    fc.tuple(arbitrary, arbitrary),
    arbitrary.map((value) => [value, copy(value)] as const),
  ),
  equals: (a, b) => eq.equals(a as A, b as A),
  textOf,
})

const rows = (marketo: unknown): string => canonical(core.rowsOf(marketo as core.Marketo))
const settingsText = (settings: unknown): string => {
  const { instance, readings } = settings as core.Settings
  return canonical({
    instance: {
      ...instance,
      hiddenFields: [...instance.hiddenFields].sort(),
      formulaFields: [...instance.formulaFields].sort(),
    },
    readings,
  })
}

describe('equality', () => {
  test.each([
    of('fields', core.eqFields, any.anyFields),
    of('account records', core.eqAccountRecord, any.anyAccountRecord),
    of('local edits', core.eqLocalEdit, any.anyLocalEdit),
    of('accounts', core.eqAccount, any.anyAccount),
    of('contact records', core.eqContactRecord, any.anyContactRecord),
    of('contacts', core.eqContact, any.anyContact),
    of('persons', core.eqPerson, any.anyPerson),
    of('conversions', core.eqConversion, any.anyConversion),
    of('inputs', core.eqInput, any.anyInput),
    of('events', core.eqEvent, any.anyEvent),
    of('activities', core.eqActivity, any.anyActivity),
    of<core.Refusal | core.AccountNotYetKnown>('refusals', core.eqRefusal, any.anyRefusal),
    of('requests to Salesforce', core.eqSalesforceRequest, any.anySalesforceRequest),
    of('settings', core.eqSettings, any.anySettings, reordered, settingsText),
    of(
      'whole Marketo states',
      core.eqMarketo,
      any.anyMarketo,
      (marketo) => core.marketoOf(core.rowsOf(marketo as core.Marketo)),
      rows,
    ),
  ])(
    'two values of the kind $name are equal if and only if they have the same content',
    ({ pairs, equals, textOf }) => {
      const { failed, counterexample } = fc.check(
        fc.property(
          pairs,
          ([a, b]) => equals(a, a) && equals(a, b) === equals(b, a) && equals(a, b) === (textOf(a) === textOf(b)),
        ),
      )
      expect(failed, JSON.stringify(counterexample)).toBe(false)
    },
  )

  test('is exported for exactly 15 types', () => {
    const isEq = (value: unknown): boolean => typeof value === 'object' && value !== null && 'equals' in value
    expect(Object.values(core).filter(isEq).length).toBe(15)
  })

  test('ignores the order of the hidden fields in settings', () => {
    const [name, site] = [fieldName('Name'), fieldName('Site')]
    const hiding = (hiddenFields: ReadonlyArray<core.FieldName>) => core.settingsWith({ instance: { hiddenFields } })
    expect(core.eqSettings.equals(hiding([name, site]), hiding([site, name]))).toBe(true)
    expect(core.eqSettings.equals(hiding([name]), hiding([site, name]))).toBe(false)
  })
})
