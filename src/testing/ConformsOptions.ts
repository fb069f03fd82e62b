/**
 * The options of {@link conforms}, and the check for options that cannot be used.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { exactStruct, listOf, oneOf, optional } from '../codecs/Combinators.js'
import { SettingsFromJson } from '../codecs/SettingsFromJson.js'
import type { DecodeError } from '../model/DecodeError.js'
import { decodeErrors } from '../model/DecodeError.js'
import type { Input } from '../model/Input.js'
import type { Settings } from '../model/Settings.js'
import type { Timers } from './CallWithTimeout.js'
import type { Form } from './Forms.js'
import { allForms } from './Forms.js'
import { canonical, differences } from './Json.js'

/**
 * The options of a test. If one of the options cannot be used, nothing is tested.
 *
 * @category model
 * @since 0.1.0
 */
export interface ConformsOptions<Id> {
  readonly timers: Timers<Id>
  /**
   * The number of random histories to run. It must be at least 1. The default is 1,000, because some mistakes affect only very
   * few histories.
   */
  readonly histories?: number
  /** The kinds of input that the system supports. The list needs at least one kind. The default is all kinds. */
  readonly inputs?: ReadonlyArray<Input['_tag']>
  /** The forms in which the system accepts inputs. An empty list is allowed. The default is all forms. */
  readonly forms?: ReadonlyArray<Form>
  /**
   * The settings for all histories, if the system supports only these settings. Every setting is required. By default, each
   * history has random settings.
   */
  readonly settings?: Settings
  /** The seed of the random histories. The same seed gives the same histories. The default is 1. */
  readonly seed?: number
  /** The time limit for one call, in milliseconds, from 1 to 2,147,483,647. The default is 1,000. */
  readonly timeLimit?: number
}

/** The checked options, with every default filled in. */
export interface Plan<Id> {
  readonly timers: Timers<Id>
  readonly histories: number
  readonly inputs: ReadonlyArray<Input['_tag']>
  readonly forms: ReadonlyArray<Form>
  /** Null if the system supports all settings. */
  readonly settings: Settings | null
  readonly seed: number
  readonly timeLimit: number
}

const is = <A>(name: string, holds: (value: unknown) => value is A): t.Type<A, unknown, unknown> =>
  new t.Type<A, unknown, unknown>(
    name,
    holds,
    (value, context) => (holds(value) ? t.success(value) : t.failure(value, context, name)),
    t.identity,
  )

const isNumber =
  (holds: (value: number) => boolean) =>
  (value: unknown): value is number =>
    typeof value === 'number' && holds(value)

const hasTimers = (value: unknown): value is Timers<unknown> => {
  const timers = value as Partial<Timers<unknown>> | null | undefined
  return typeof timers?.setTimeout === 'function' && typeof timers.clearTimeout === 'function'
}

const tags = Object.keys({
  SyncAccount: 0,
  SyncContact: 0,
  ConfirmConversion: 0,
  FailConversion: 0,
  EditAccountField: 0,
  PutPerson: 0,
  ConvertPerson: 0,
} satisfies Readonly<Record<Input['_tag'], 0>>) as unknown as readonly [Input['_tag'], ...ReadonlyArray<Input['_tag']>]

const anyInputs = listOf(oneOf(...tags))

const knownInputs = new t.Type<ReadonlyArray<Input['_tag']>, unknown, unknown>(
  'inputs',
  anyInputs.is,
  (value, context) =>
    Array.isArray(value) && value.length === 0
      ? t.failure(value, context, 'at least one kind of input')
      : anyInputs.validate(value, context),
  t.identity,
)

/**
 * Decodes settings. A missing key is an error. For a missing key, `SettingsFromJson` would fill in the default of this library.
 * But the system can have a different default.
 */
const completeSettings = new t.Type<Settings | null, unknown, unknown>(
  'settings',
  SettingsFromJson.is,
  (value, context) =>
    pipe(
      SettingsFromJson.validate(value, context),
      E.chain((settings) => {
        const missing = differences(SettingsFromJson.encode(settings), value)
        return missing.length === 0
          ? t.success(settings)
          : t.failures(
              missing.map(({ path, expected, found }) => ({
                value: found,
                context: path.reduce((place, key) => t.appendContext(place, key, t.unknown), context),
                message: `a setting, such as ${canonical(expected)}`,
              })),
            )
      }),
    ),
  t.identity,
)

/** The longest delay of a timer. A timer with a longer delay would fire at once. */
const maxTimeLimit = 2_147_483_647

const plan = exactStruct('options', {
  timers: is('an object with setTimeout and clearTimeout, such as globalThis', hasTimers),
  histories: optional(
    is(
      'a whole number from 1',
      isNumber((value) => Number.isSafeInteger(value) && value >= 1),
    ),
    1_000,
  ),
  inputs: optional(knownInputs, tags),
  forms: optional(listOf(oneOf(...(allForms as readonly [Form, ...ReadonlyArray<Form>]))), allForms),
  settings: optional(completeSettings, null),
  seed: optional(is('a finite number', isNumber(Number.isFinite)), 1),
  timeLimit: optional(
    is(
      `milliseconds from 1 to ${maxTimeLimit}`,
      isNumber((value) => value >= 1 && value <= maxTimeLimit),
    ),
    1_000,
  ),
})

/** Checks the options. Returns the checked options, or a list of all options that cannot be used. */
export const planOf = <Id>(options: ConformsOptions<Id>): E.Either<ReadonlyArray<DecodeError>, Plan<Id>> =>
  E.mapLeft(decodeErrors)(plan.decode(options) as E.Either<t.Errors, Plan<Id>>)
