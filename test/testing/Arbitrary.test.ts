// Tests three properties of the arbitraries of the test kit:
// - The codec of the type accepts every generated value.
// - Each arbitrary generates values of every kind.
// - The generated values shrink.
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import type * as t from 'io-ts'
import * as core from 'marketo-account-sync'
import * as codecs from 'marketo-account-sync/codecs'
import * as any from 'marketo-account-sync/testing'
import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from 'vitest'
import { sampleOf } from './sampling.js'

type Case = readonly [name: string, property: fc.IProperty<[unknown]>]

const throughText = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

const roundTrip = <A>(name: string, arbitrary: fc.Arbitrary<A>, codec: t.Type<A, unknown, unknown>): Case => [
  name,
  fc.property(arbitrary, (value) => {
    const decoded = codec.decode(throughText(codec.encode(value)))
    return (
      codec.is(value) &&
      E.isRight(decoded) &&
      isDeepStrictEqual(throughText(codec.encode(decoded.right)), throughText(codec.encode(value)))
    )
  }),
]

const passes = (property: fc.IProperty<[unknown]>): void => {
  const { failed, counterexample } = fc.check(property)
  expect(failed, JSON.stringify(counterexample)).toBe(false)
}

describe('a random generator of the test kit', () => {
  test.each([
    roundTrip('anyAccountId', any.anyAccountId, core.AccountId),
    roundTrip('anyContactId', any.anyContactId, core.ContactId),
    roundTrip('anyUserId', any.anyUserId, core.UserId),
    roundTrip('anyOpportunityId', any.anyOpportunityId, core.OpportunityId),
    roundTrip('anySalesforceId', any.anySalesforceId, core.SalesforceId),
    roundTrip('anyPersonId', any.anyPersonId, core.PersonId),
    roundTrip('anyInstant', any.anyInstant, core.Instant),
    roundTrip('anyFieldName', any.anyFieldName, core.FieldName),
    roundTrip('anyFieldValue', any.anyFieldValue, core.FieldValue),
    roundTrip('anyFields', any.anyFields, codecs.FieldsFromJson),
    roundTrip('anySettings', any.anySettings, codecs.SettingsFromJson),
    roundTrip('anyAccountRecord', any.anyAccountRecord, codecs.AccountRecordFromRest),
    roundTrip('anyContactRecord', any.anyContactRecord, codecs.ContactRecordFromRest),
    roundTrip('anySettledPerson', any.anySettledPerson, codecs.SettledPersonFromJson),
    roundTrip('anyInput', any.anyInput, codecs.InputFromJson),
    roundTrip('anyAccount', any.anyAccount, codecs.AccountFromJson),
    roundTrip('anyContact', any.anyContact, codecs.ContactFromJson),
    roundTrip('anyPerson', any.anyPerson, codecs.PersonFromJson),
    roundTrip('anyConversion', any.anyConversion, codecs.ConversionFromJson),
    roundTrip('anyMarketo', any.anyMarketo, codecs.MarketoFromJson),
  ])('gives valid values, and no value changes if it is encoded as JSON and decoded (%s)', (_name, property) => {
    passes(property)
  })
})

describe('the values of a random generator of the test kit', () => {
  const tagsOf = (arbitrary: fc.Arbitrary<{ readonly _tag: string }>): ReadonlySet<string> =>
    new Set(sampleOf(arbitrary, 2_000).map(({ _tag }) => _tag))

  const deliveries = ['SyncAccount', 'SyncContact', 'ConfirmConversion', 'FailConversion']
  const requests = ['EditAccountField', 'PutPerson', 'ConvertPerson']

  test.each<readonly [name: string, arbitrary: fc.Arbitrary<{ readonly _tag: string }>, tags: ReadonlyArray<string>]>([
    ['anyInput', any.anyInput, [...deliveries, ...requests]],
    ['anyContact', any.anyContact, ['LiveContact', 'DeletedContact', 'PrivateContact']],
    ['anySfdcStatus', any.anySfdcStatus, ['NotInSalesforce', 'SfdcLead', 'SfdcContact', 'Converting']],
  ])('include every tag if the generator is %s', (_name, arbitrary, tags) => {
    expect(tagsOf(arbitrary)).toEqual(new Set(tags))
  })

  test('include all six combinations of readings and every cap from 0 to 8 if the generator is anySettings', () => {
    const settings = sampleOf(any.anySettings, 2_000)
    const caps = new Set(settings.map(({ instance }) => instance.activityCap))
    expect(new Set(settings.map(({ readings }) => JSON.stringify(readings))).size).toBe(6)
    expect([...caps].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
    expect(new Set(settings.map(({ instance }) => instance.hiddenFields.length > 0)).size).toBe(2)
    expect(new Set(settings.map(({ instance }) => instance.personDefaults.company === null)).size).toBe(2)
  })
})

const isArbitrary = (value: unknown): value is fc.Arbitrary<unknown> =>
  typeof value === 'object' && value !== null && 'generate' in value && 'shrink' in value

describe('shrinking', () => {
  const arbitraries = Object.entries(any).flatMap(([name, value]) =>
    isArbitrary(value) ? [[name, value] as const] : [],
  )

  test.each(arbitraries)('makes the counterexample small if the generator is `%s`', (_name, arbitrary) => {
    const { counterexample } = fc.check(
      fc.property(arbitrary, () => false),
      { seed: 1, numRuns: 1 },
    )
    expect(JSON.stringify(counterexample).length).toBeLessThan(1_000)
  })
})
