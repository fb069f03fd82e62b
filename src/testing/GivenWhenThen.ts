/**
 * Checks one example of the rules, in any test runner. An example has the form "given these inputs, when this input arrives, then
 * this is the outcome".
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import type { JsonObject, ObjectCodec } from '../codecs/Combinators.js'
import { exactStruct, isObject, optional } from '../codecs/Combinators.js'
import { InputFromJson } from '../codecs/InputFromJson.js'
import { SettingsFromJson } from '../codecs/SettingsFromJson.js'
import type { Marketo } from '../marketo/Marketo.js'
import { emptyMarketo } from '../marketo/Marketo.js'
import { decodeErrors } from '../model/DecodeError.js'
import type { Input } from '../model/Input.js'
import type { Implementation } from './Implementation.js'
import { reference } from './Implementation.js'
import type { Difference } from './Json.js'
import { canonical, differences, sayDifference } from './Json.js'
import type { Outcome } from './Outcome.js'
import { inOneOrder, outcomeOf } from './Outcome.js'
import type { Picture } from './Picture.js'
import { pictureOf } from './Picture.js'

/**
 * The result of an example. The example holds or fails. Let your test runner compare the result with {@link holds}. The test
 * runner then prints the reason if the example fails.
 *
 * @category model
 * @since 0.1.0
 */
export type Verdict = { readonly _tag: 'Holds' } | { readonly _tag: 'Fails'; readonly because: ReadonlyArray<string> }

/**
 * The verdict on every example that holds.
 *
 * @category constructors
 * @since 0.1.0
 */
export const holds: Verdict = { _tag: 'Holds' }

/**
 * The expectation of an example. If a key is absent, the example does not compare the key. If a key is present, the actual value
 * must be exactly equal to the expected value. The order of activities does not matter.
 *
 * The example ignores every account, contact and person that the expected picture does not contain. If the expectation has an
 * unknown key, the example fails.
 *
 * @category model
 * @since 0.1.0
 */
export interface Expected {
  readonly activities?: ReadonlyArray<unknown>
  readonly toSalesforce?: ReadonlyArray<unknown>
  readonly picture?: { readonly [K in keyof Picture]?: Readonly<Record<string, unknown>> }
}

/**
 * An example after its input has arrived. It contains the outcome, and functions that compare the outcome with your expectation.
 *
 * @category model
 * @since 0.1.0
 */
export interface When {
  /**
   * The outcome and the picture after the input, or the errors. There are errors if a setting or an input cannot be decoded, or
   * if an earlier input was refused or deferred. An error names the place, what was expected there, and what was found.
   */
  readonly result: E.Either<ReadonlyArray<string>, { readonly outcome: Outcome; readonly picture: Picture }>
  /**
   * Expects that the input was accepted and had these effects. An input that was ignored counts as accepted, but has no effects.
   */
  readonly then: (expected: Expected) => Verdict
  /** Expects exactly this refusal. */
  readonly refused: (refusal: unknown) => Verdict
  /** Expects that the input has to wait for exactly this reason. */
  readonly deferred: (reason: unknown) => Verdict
}

/**
 * An example after its earlier inputs have arrived. The input that the example checks has not arrived yet.
 *
 * @category model
 * @since 0.1.0
 */
export interface Given {
  readonly when: (input: unknown) => When
}

const decoded = <A>(name: string, codec: ObjectCodec<A>, value: unknown): E.Either<ReadonlyArray<string>, A> =>
  E.mapLeft((errors: t.Errors) =>
    decodeErrors(errors).map(
      ({ path, expected, found }) => `${name}${path === '' ? '' : `.${path}`}: expected ${expected}, found ${found}`,
    ),
  )(codec.decode(value))

const byIdIn = (kind: keyof Picture): t.Type<JsonObject, unknown, unknown> => {
  const name = `an object: ${kind} by id`
  return optional(
    new t.Type<JsonObject, unknown, unknown>(
      name,
      isObject,
      (value, context) => (isObject(value) ? t.success(value) : t.failure(value, context, name)),
      t.identity,
    ),
    {},
  )
}

/**
 * Decodes an expectation. Any key that is not listed here is an error. The codec does not check the expected values, because a
 * later step compares them with the result.
 */
const expectation = exactStruct('an expectation', {
  activities: t.unknown,
  toSalesforce: t.unknown,
  picture: optional(
    exactStruct('a picture', {
      accounts: byIdIn('accounts'),
      contacts: byIdIn('contacts'),
      persons: byIdIn('persons'),
    }),
    { accounts: {}, contacts: {}, persons: {} },
  ),
})

const verdict = (because: ReadonlyArray<Difference>): Verdict =>
  because.length === 0 ? holds : { _tag: 'Fails', because: because.map(sayDifference) }

const compare = (expected: unknown, found: unknown, ...path: ReadonlyArray<string>): ReadonlyArray<Difference> =>
  differences(expected, found, path)

const comparePicture = (expected: NonNullable<Expected['picture']>, found: Picture): ReadonlyArray<Difference> =>
  (['accounts', 'contacts', 'persons'] as const).flatMap((kind) =>
    Object.entries(expected[kind] ?? {}).flatMap(([id, one]) => compare(one, found[kind][id], 'picture', kind, id)),
  )

const compareEffects = (expected: Expected, outcome: Outcome, picture: Picture): ReadonlyArray<Difference> => {
  if (!('activities' in outcome)) return compare(expected, outcome)
  const effects = inOneOrder(outcome) as typeof outcome
  const ordered = inOneOrder(expected) as Expected
  return [
    ...(ordered.activities === undefined ? [] : compare(ordered.activities, effects.activities, 'activities')),
    ...(expected.toSalesforce === undefined
      ? []
      : compare(expected.toSalesforce, effects.toSalesforce, 'toSalesforce')),
    ...(expected.picture === undefined ? [] : comparePicture(expected.picture, picture)),
  ]
}

const whenOf = (result: When['result']): When => {
  const judged = (judge: (outcome: Outcome, picture: Picture) => ReadonlyArray<Difference>): Verdict =>
    E.isLeft(result)
      ? { _tag: 'Fails', because: result.left }
      : verdict(judge(result.right.outcome, result.right.picture))
  return {
    result,
    then: (expected) => {
      const unusable = decoded('then', expectation, expected)
      return E.isLeft(unusable)
        ? { _tag: 'Fails', because: unusable.left }
        : judged((outcome, picture) => compareEffects(expected, outcome, picture))
    },
    refused: (refusal) => judged((outcome) => compare({ refusal }, outcome)),
    deferred: (reason) => judged((outcome) => compare({ deferral: reason }, outcome)),
  }
}

/**
 * Returns the Marketo state after the given inputs. The function stops at the first input that is refused or deferred, because
 * later inputs can depend on that input.
 */
const afterGiven = (
  next: ReturnType<ReturnType<typeof outcomeOf>>,
  inputs: ReadonlyArray<Input>,
): E.Either<ReadonlyArray<string>, Marketo> => {
  let marketo = emptyMarketo
  for (const [n, input] of inputs.entries()) {
    const [outcome, after] = next(input, marketo)
    if (!('activities' in outcome))
      return E.left([`given.${n}: expected an input that is accepted, found ${canonical(outcome)}`])
    marketo = after
  }
  return E.right(marketo)
}

/**
 * Works like {@link given}, but for any implementation of the rules.
 *
 * @category examples
 * @since 0.1.0
 */
export const givenFor = (
  implementation: Implementation,
): ((inputs: ReadonlyArray<unknown>, settings?: unknown) => Given) => {
  const outcomeUnder = outcomeOf(implementation)
  const picture = pictureOf(implementation)
  return (inputs, settings = {}) => ({
    when: (json) =>
      whenOf(
        pipe(
          E.Do,
          E.bind('settings', () => decoded('settings', SettingsFromJson, settings)),
          E.bind('earlier', () =>
            E.traverseArrayWithIndex((n, one) => decoded(`given.${n}`, InputFromJson, one))(inputs),
          ),
          E.bind('input', () => decoded('when', InputFromJson, json)),
          E.bind('next', ({ settings: decodedSettings }) => E.right(outcomeUnder(decodedSettings))),
          E.bind('before', ({ next, earlier }) => afterGiven(next, earlier)),
          E.map(({ next, input, before }) => {
            const [outcome, after] = next(input, before)
            return { outcome, picture: picture(after) }
          }),
        ),
      ),
  })
}

/**
 * Begins an example. The given inputs arrive before the input that the example checks. Inputs and settings are JSON. If a setting
 * is missing, it has its default value. If one of the given inputs is refused or deferred, the example fails.
 *
 * @example
 * import { given, holds } from 'marketo-account-sync/testing'
 *
 * const at = '2026-03-01T09:05:00.000Z'
 * const account = (day: string, Industry: string) =>
 *   ({ _tag: 'SyncAccount', at, record: { Id: '0014W000027f6Uw', SystemModstamp: `2026-03-${day}T09:00:00Z`, Industry } })
 * const contact = { _tag: 'SyncContact', at, record: { Id: '0034W00002h3aK1', AccountId: '0014W000027f6Uw', SystemModstamp: at } }
 * const edit = { _tag: 'EditAccountField', at, contactId: '0034W00002h3aK1', field: 'Industry', value: 'Biotechnology' }
 *
 * const overridden = given([account('01', 'Energy'), contact, edit])
 *   .when(account('02', 'Energy'))
 *   .then({ picture: { contacts: { '0034W00002h3aK1QAI': { status: 'live', accountId: '0014W000027f6UwQAI', shown: { Industry: 'Energy' } } } } })
 * assert.deepStrictEqual(overridden, holds)
 *
 * const unknown = given([]).when(edit).refused({ _tag: 'UnknownContact', rule: 'edit.live-contact', contactId: '0034W00002h3aK1QAI' })
 * assert.deepStrictEqual(unknown, holds)
 *
 * @category examples
 * @since 0.1.0
 */
export const given: (inputs: ReadonlyArray<unknown>, settings?: unknown) => Given = givenFor(reference)
