/**
 * How {@link conforms} tests: what it may be told, and what of that it cannot use.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { listOf, oneOf, optional, struct } from '../codecs/Combinators.js'
import { SettingsFromJson } from '../codecs/SettingsFromJson.js'
import type { DecodeError } from '../model/DecodeError.js'
import { decodeErrors } from '../model/DecodeError.js'
import type { Input } from '../model/Input.js'
import type { Settings } from '../model/Settings.js'
import type { Timers } from './CallWithTimeout.js'
import { canonical, differences } from './Json.js'

/**
 * How to test. Nothing is tested with options that cannot be used.
 *
 * @category model
 * @since 0.1.0
 */
export interface ConformsOptions<Id> {
  readonly timers: Timers<Id>
  /** How many histories, from 1; 1,000 unless told, since some mistakes show in few of them. */
  readonly histories?: number
  /** The inputs that the system knows, one or more; all unless told. */
  readonly inputs?: ReadonlyArray<Input['_tag']>
  /** The only settings that the system knows, with every key; any unless told. */
  readonly settings?: Settings
  /** Where the random histories begin; one seed gives the same ones again. */
  readonly seed?: number
  /** How long a call may take, in milliseconds, from 1 to 2,147,483,647; 1,000 unless told. */
  readonly timeLimit?: number
}

/** Options that can be used. */
export interface Plan<Id> {
  readonly timers: Timers<Id>
  readonly histories: number
  readonly inputs: ReadonlyArray<Input['_tag']>
  /** Null where the system knows any. */
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

const someInputs = listOf(oneOf(...tags))

const knownInputs = new t.Type<ReadonlyArray<Input['_tag']>, unknown, unknown>(
  'inputs',
  someInputs.is,
  (value, context) =>
    Array.isArray(value) && value.length === 0
      ? t.failure(value, context, 'at least one kind of input')
      : someInputs.validate(value, context),
  t.identity,
)

/** A key left out would be tested as its default, which nobody has chosen. */
const wholeSettings = new t.Type<Settings | null, unknown, unknown>(
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

/** More milliseconds than this ring at once. */
const longestAlarm = 2_147_483_647

const plan = struct('options', {
  timers: is('an object with setTimeout and clearTimeout, as globalThis', hasTimers),
  histories: optional(
    is(
      'a whole number from 1',
      isNumber((value) => Number.isSafeInteger(value) && value >= 1),
    ),
    1_000,
  ),
  inputs: optional(knownInputs, tags),
  settings: optional(wholeSettings, null),
  seed: optional(is('a finite number', isNumber(Number.isFinite)), 1),
  timeLimit: optional(
    is(
      `milliseconds from 1 to ${longestAlarm}`,
      isNumber((value) => value >= 1 && value <= longestAlarm),
    ),
    1_000,
  ),
})

/** What to do, or what of the options cannot be used. */
export const planOf = <Id>(options: ConformsOptions<Id>): E.Either<ReadonlyArray<DecodeError>, Plan<Id>> =>
  E.mapLeft(decodeErrors)(plan.decode(options) as E.Either<t.Errors, Plan<Id>>)
