/**
 * The report of {@link conforms}, and its text.
 *
 * @since 0.1.0
 */
import { InputFromJson } from '../codecs/InputFromJson.js'
import { SettingsFromJson } from '../codecs/SettingsFromJson.js'
import type { DecodeError } from '../model/DecodeError.js'
import type { RuleId } from '../model/RuleId.js'
import { rule } from '../rules/Rule.js'
import type { Trial } from './Shrink.js'

/**
 * In all histories the system did what the reference does.
 *
 * @category model
 * @since 0.1.0
 */
export interface Conforming {
  readonly _tag: 'Conforms'
  readonly histories: number
  readonly seed: number
  /** The whole report as text. */
  readonly message: string
}

/**
 * The system did something else than the reference, or gave no answer.
 *
 * @category model
 * @since 0.1.0
 */
export interface NotConforming {
  readonly _tag: 'Differs'
  /** The rule to look at first: it decides the first thing that differs. Null if the system gave no answer. */
  readonly rule: RuleId | null
  readonly settings: unknown
  /** A history that shows the difference. It is minimal: without any one of these inputs the system does what the reference does. */
  readonly history: ReadonlyArray<unknown>
  /** What differs after the last input of the history, one line for each difference; or one line that says that the system gave no answer. */
  readonly differences: ReadonlyArray<string>
  readonly seed: number
  /** The whole report as text. */
  readonly message: string
}

/**
 * The system was not tested: the options cannot be used, or the test stopped before its end without finding a difference.
 *
 * @category model
 * @since 0.2.0
 */
export interface NotTested {
  readonly _tag: 'NotTested'
  /** Every option that cannot be used: its path, what was expected there, and what was found. */
  readonly unusable: ReadonlyArray<DecodeError>
  /** Why the test stopped before its end. Null if it did not start. */
  readonly stoppedBecause: string | null
  /** The whole report as text. */
  readonly message: string
}

/**
 * The result of a test. Only `Conforms` means that the system passed. Every report has a message to print.
 *
 * @category model
 * @since 0.1.0
 */
export type ConformsReport = Conforming | NotConforming | NotTested

/** A difference from the reference. The history of the trial ends with the input that shows it. */
export interface Fault {
  readonly trial: Trial
  readonly rule: RuleId | null
  readonly lines: ReadonlyArray<string>
  readonly hasTimedOut: boolean
}

/** The report after all histories passed. */
export const conforming = (histories: number, seed: number): Conforming => ({
  _tag: 'Conforms',
  histories,
  seed,
  message: `The system conforms.\nhistories: ${histories}\nseed: ${seed}`,
})

/** The report of a fault. */
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

/** The report of options that cannot be used. */
export const notStarted = (unusable: ReadonlyArray<DecodeError>): NotTested => ({
  _tag: 'NotTested',
  unusable,
  stoppedBecause: null,
  message: [
    'Nothing was tested, because these options cannot be used:',
    ...unusable.map(
      ({ path, expected, found }) => `- ${path === '' ? 'options' : path}: expected ${expected}, found ${found}`,
    ),
  ].join('\n'),
})

/** The report of a test that stopped before its end. It has no seed if the test stopped before the first history. */
export const stopped = (reason: string, seed?: number): NotTested => ({
  _tag: 'NotTested',
  unusable: [],
  stoppedBecause: reason,
  message: [
    'The test stopped before its end. The system did not cause this.',
    `- ${reason}`,
    ...(seed === undefined ? [] : [`seed: ${seed}`]),
  ].join('\n'),
})
