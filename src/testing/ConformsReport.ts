/**
 * What {@link conforms} reports, and how it is printed.
 *
 * @since 0.1.0
 */
import { InputFromJson } from '../codecs/InputFromJson.js'
import { SettingsFromJson } from '../codecs/SettingsFromJson.js'
import type { DecodeError } from '../model/DecodeError.js'
import type { RuleId } from '../rules/Rule.js'
import { rule } from '../rules/Rule.js'
import type { Trial } from './Shrink.js'

/**
 * The system did what the reference does.
 *
 * @category model
 * @since 0.1.0
 */
export interface Conforming {
  readonly _tag: 'Conforms'
  readonly histories: number
  readonly seed: number
  /** All of the above, to print. */
  readonly message: string
}

/**
 * The system did something else.
 *
 * @category model
 * @since 0.1.0
 */
export interface NotConforming {
  readonly _tag: 'Differs'
  /** The rule that decides what differs; null where the system gave no answer. */
  readonly rule: RuleId | null
  readonly settings: unknown
  /** As short as it gets: leave one of these inputs out, and the system does what the reference does. */
  readonly history: ReadonlyArray<unknown>
  /** What differs after the last input of the history, or that the system gave no answer, line by line. */
  readonly differences: ReadonlyArray<string>
  readonly seed: number
  /** All of the above, to print. */
  readonly message: string
}

/**
 * Nobody knows what the system does: the options cannot be used, or the test broke off before its end and had found
 * nothing until then.
 *
 * @category model
 * @since 0.2.0
 */
export interface NotTested {
  readonly _tag: 'NotTested'
  /** Each option that cannot be used: which, what it takes, and what was found. With one of these nothing was begun. */
  readonly unusable: ReadonlyArray<DecodeError>
  /** Why the test broke off; null where it was not begun. */
  readonly brokeOff: string | null
  /** All of the above, to print. */
  readonly message: string
}

/**
 * What a test has shown. Only `Conforms` is good news; each has a message to print.
 *
 * @category model
 * @since 0.1.0
 */
export type ConformsReport = Conforming | NotConforming | NotTested

/** What went wrong in a trial, which ends with the input that showed it. */
export interface Fault {
  readonly trial: Trial
  readonly rule: RuleId | null
  readonly lines: ReadonlyArray<string>
  readonly silent: boolean
}

/** All histories went well. */
export const conforming = (histories: number, seed: number): Conforming => ({
  _tag: 'Conforms',
  histories,
  seed,
  message: `The system conforms.\nhistories: ${histories}\nseed: ${seed}`,
})

/** The system has a fault. */
export const differing = ({ trial, rule: id, lines }: Fault, seed: number): NotConforming => {
  const settings = SettingsFromJson.encode(trial.settings)
  const history = trial.history.map((input) => InputFromJson.encode(input))
  const message = [
    id === null ? 'The system gave no answer.' : `The system breaks ${id}: ${rule(id).sentence}`,
    `settings: ${JSON.stringify(settings)}`,
    ...history.map((input, index) => `${index + 1}. ${JSON.stringify(input)}`),
    ...lines.map((line) => `- ${line}`),
    `seed: ${seed}`,
  ].join('\n')
  return { _tag: 'Differs', rule: id, settings, history, differences: lines, seed, message }
}

/** Options cannot be used. */
export const notBegun = (unusable: ReadonlyArray<DecodeError>): NotTested => ({
  _tag: 'NotTested',
  unusable,
  brokeOff: null,
  message: [
    'Nothing was tested: these options cannot be used.',
    ...unusable.map(
      ({ path, expected, found }) => `- ${path === '' ? 'options' : path}: expected ${expected}, found ${found}`,
    ),
  ].join('\n'),
})

/** The test itself came to no end; without a seed where it had not come to its first history. */
export const brokenOff = (reason: string, seed?: number): NotTested => ({
  _tag: 'NotTested',
  unusable: [],
  brokeOff: reason,
  message: [
    'The test broke off, and no fault of the system is the reason.',
    `- ${reason}`,
    ...(seed === undefined ? [] : [`seed: ${seed}`]),
  ].join('\n'),
})
