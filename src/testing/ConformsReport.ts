/**
 * The report of {@link conforms}, and its text.
 *
 * @since 0.1.0
 */
import { SettingsFromJson } from '../codecs/SettingsFromJson.js'
import type { DecodeError } from '../model/DecodeError.js'
import type { RuleId } from '../model/RuleId.js'
import { rule } from '../rules/Rule.js'
import type { Form } from './Forms.js'
import { allForms, hasForm, meaningOf } from './Forms.js'
import type { Difference } from './Json.js'
import { sayDifference } from './Json.js'
import type { Trial } from './Spelling.js'
import { spell } from './Spelling.js'

/**
 * The report if the system and the reference had the same outcomes and pictures in all histories.
 *
 * @category model
 * @since 0.1.0
 */
export interface Conforming {
  readonly _tag: 'Conforms'
  readonly histories: number
  readonly seed: number
  /** The forms that the caller left out of the option `forms`, and the forms that no history had. */
  readonly notTested: ReadonlyArray<Form>
  /** The whole report as text. */
  readonly message: string
}

/**
 * The first failure that the test found. Afterwards, the test shortened the history. The shorter history can have a different
 * failure.
 *
 * @category model
 * @since 0.3.0
 */
export interface FirstFailure {
  readonly settings: unknown
  /** How many inputs the history had, including the input that failed. */
  readonly inputs: number
  /** The input that caused the failure, as it was sent. Null if the system failed at `reset`, before any input. */
  readonly input: unknown
  readonly differences: ReadonlyArray<string>
}

/**
 * The report if the system differed from the reference, or gave no answer.
 *
 * @category model
 * @since 0.1.0
 */
export interface NotConforming {
  readonly _tag: 'Differs'
  /** The rule that determines the first difference. Look at this rule first. Null if the system gave no answer. */
  readonly lookFirstAt: RuleId | null
  /**
   * Whether the system has died. A system has died if it gave no answer, and then did not answer a new `reset`. If the system has
   * died, `conforms` stopped shortening the history.
   */
  readonly hasDied: boolean
  /** The forms that the history needs to show the difference. */
  readonly needs: ReadonlyArray<Form>
  readonly settings: unknown
  /**
   * A history that shows the difference. The inputs are written as they were sent.
   *
   * Usually the difference needs every input in the history. If the system died, or if the history has many contacts, the history
   * can contain inputs that the difference does not need.
   */
  readonly history: ReadonlyArray<unknown>
  /**
   * The differences after the last input, one line for each. If there are too many differences for the report, the last line
   * shows how many are left out. If a call had no answer, there is one line, which names the call.
   */
  readonly differences: ReadonlyArray<string>
  readonly first: FirstFailure
  /** The forms that the caller left out of the option `forms`. */
  readonly notTested: ReadonlyArray<Form>
  readonly seed: number
  /** The whole report as text. */
  readonly message: string
}

/**
 * The report if the test did not start, or did not reach its end. There are three possible causes. An option cannot be used. The
 * system did not start in time. The test stopped early without a difference.
 *
 * @category model
 * @since 0.2.0
 */
export interface NotTested {
  readonly _tag: 'NotTested'
  /**
   * A list of the options that cannot be used. Each item contains the path of the option, what was expected there, and what was
   * found.
   */
  readonly unusable: ReadonlyArray<DecodeError>
  /** The reason why the test stopped early. Null if an option cannot be used, because in this case the test does not begin. */
  readonly stoppedBecause: string | null
  /** The whole report as text. */
  readonly message: string
}

/**
 * The result of a test. The system passed if the `_tag` is `Conforms`.
 *
 * Every report has a message to print. The message has at most about 200 lines and 100 kB, even if the answers of the system are
 * longer.
 *
 * @category model
 * @since 0.1.0
 */
export type ConformsReport = Conforming | NotConforming | NotTested

/**
 * A fault is a difference from the reference, or a call without an answer. The last input of the trial shows the fault.
 */
export interface Fault {
  readonly trial: Trial
  readonly lookFirstAt: RuleId | null
  readonly lines: ReadonlyArray<string>
  /** The call that had no answer. Null if the system gave an answer that differs from the reference. */
  readonly unanswered: 'reset' | 'apply' | 'picture' | null
  readonly hasTimedOut: boolean
}

/** The facts about a test that do not concern the fault. */
export interface TestFacts {
  readonly seed: number
  readonly notTested: ReadonlyArray<Form>
}

const mostLines = 30
const mostInputs = 100
const mostCharacters = 300
const mostCharactersOfInputs = 600

/** Returns the text as one line. A long text is cut, because the answer of a system can have any length. */
export const clipped = (text: string, most: number = mostCharacters): string => {
  const line = text.slice(0, most + 1).replace(/[\r\n\u2028\u2029]+/g, ' ')
  return text.length <= most ? line : `${line.slice(0, most)}… (${text.length} characters)`
}

const clippedJson = (value: unknown): string => clipped(JSON.stringify(value), mostCharactersOfInputs)

/** Writes one line for each difference, up to a maximum number of lines. */
export const linesOf = (differences: ReadonlyArray<Difference>): ReadonlyArray<string> => {
  const more = differences.length - mostLines
  const lines = differences.slice(0, mostLines).map((difference) => clipped(sayDifference(difference)))
  return more > 0 ? [...lines, `… and ${more} more`] : lines
}

const notTestedLine = (forms: ReadonlyArray<Form>): ReadonlyArray<string> =>
  forms.length === 0 ? [] : [`not tested: ${forms.map(meaningOf).join('; ')}`]

const seedLine = ({ seed, notTested }: TestFacts): ReadonlyArray<string> => [
  `seed: ${seed}`,
  ...notTestedLine(notTested),
]

/** Makes the report of a test in which all histories passed. */
export const conforming = (histories: number, facts: TestFacts): Conforming => ({
  _tag: 'Conforms',
  histories,
  ...facts,
  message: ['The system conforms.', `histories: ${histories}`, ...seedLine(facts)].join('\n'),
})

const headline = (lookFirstAt: RuleId | null, hasDied: boolean): ReadonlyArray<string> => {
  if (lookFirstAt !== null)
    return [
      `The system differs. Look first at ${lookFirstAt}: ${rule(lookFirstAt).sentence}`,
      ...(hasDied ? ['The system died while the history was shortened, so the history is not minimal.'] : []),
    ]
  return [
    hasDied ? 'The system died: after the last input it did not even answer to reset.' : 'The system gave no answer.',
  ]
}

const needsLine = (forms: ReadonlyArray<Form>): ReadonlyArray<string> =>
  forms.length === 0 ? [] : [`This needs ${forms.map(meaningOf).join('; ')}.`]

const historyLines = (history: ReadonlyArray<unknown>): ReadonlyArray<string> => {
  const left = Math.max(0, history.length - mostInputs)
  const lines = history.slice(left).map((input, index) => `${left + index + 1}. ${clippedJson(input)}`)
  return left > 0 ? [`(The first ${left} inputs are in the history of the report.)`, ...lines] : lines
}

const firstLines = ({ inputs, input, differences }: FirstFailure): ReadonlyArray<string> => [
  inputs === 0 ? 'first failure, at reset' : `first failure, at input ${inputs} of its history: ${clippedJson(input)}`,
  ...differences.slice(0, 3).map((line) => `  - ${line}`),
]

/**
 * Makes the report of a fault. `first` is the first fault of the test, and `last` is the fault that the shortened history shows.
 */
export const differing = (first: Fault, last: Fault, hasDied: boolean, facts: TestFacts): NotConforming => {
  const { lookFirstAt, lines: differences, trial } = last
  const needs = allForms.filter((form) => hasForm(form, trial))
  const settings = SettingsFromJson.encode(trial.settings)
  const history = trial.history.map(spell)
  const firstInput = first.trial.history.at(-1)
  const firstFailure: FirstFailure = {
    settings: SettingsFromJson.encode(first.trial.settings),
    inputs: first.trial.history.length,
    input: firstInput === undefined ? null : spell(firstInput),
    differences: first.lines,
  }
  const message = [
    ...headline(lookFirstAt, hasDied),
    ...(hasDied ? [] : needsLine(needs)),
    `settings: ${clippedJson(settings)}`,
    ...historyLines(history),
    ...differences.map((line) => `- ${line}`),
    ...(first === last ? [] : firstLines(firstFailure)),
    ...seedLine(facts),
  ].join('\n')
  return {
    _tag: 'Differs',
    lookFirstAt,
    hasDied,
    needs,
    settings,
    history,
    differences,
    first: firstFailure,
    ...facts,
    message,
  }
}

/** Makes the report of options that cannot be used. */
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

/** Makes the report of a system that did not answer the first `reset` in time. */
export const slowToStart = (timeLimit: number): NotTested => {
  const stoppedBecause = `the system did not start in ${timeLimit} ms: no answer to the first reset`
  const message = `Nothing was tested, because ${stoppedBecause}. Start it before the test, or set a longer timeLimit.`
  return { _tag: 'NotTested', unusable: [], stoppedBecause, message }
}

/** Makes the report of a test that stopped early. The report has no seed if the test stopped before the first history. */
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
