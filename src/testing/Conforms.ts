/**
 * A model-based test of any implementation, in any language, against the reference. Both run the same random histories.
 * The first difference is reported with the shortest history that shows it.
 *
 * @since 0.1.0
 */
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { InputFromJson } from '../codecs/InputFromJson.js'
import { SettingsFromJson } from '../codecs/SettingsFromJson.js'
import type { Marketo } from '../marketo/Marketo.js'
import { emptyMarketo } from '../marketo/Marketo.js'
import type { Input } from '../model/Input.js'
import { eqSettings } from '../model/Settings.js'
import { anyHistory } from './ArbitraryHistory.js'
import { anySettings } from './ArbitrarySettings.js'
import type { Answer, NoAnswer } from './CallWithTimeout.js'
import { callWithTimeout, reasonOf } from './CallWithTimeout.js'
import type { ConformsOptions, Plan } from './ConformsOptions.js'
import { planOf } from './ConformsOptions.js'
import type { ConformsReport, Fault } from './ConformsReport.js'
import { conforming, differing, notStarted, stopped } from './ConformsReport.js'
import { reference } from './Implementation.js'
import { differences, sayDifference, throughJson } from './Json.js'
import { outcomeDifferences, outcomeOf } from './Outcome.js'
import { pictureOf } from './Picture.js'
import type { Trial } from './Shrink.js'
import { shrink } from './Shrink.js'
import type { Seen } from './SuspectRule.js'
import { suspectRule } from './SuspectRule.js'

/**
 * A system under test: three asynchronous functions that take and return JSON values.
 *
 * @category model
 * @since 0.1.0
 */
export interface System {
  /** Forgets everything. From now on these settings apply. The answer is ignored. */
  readonly reset: (settings: unknown) => Promise<unknown>
  /** Takes one input and answers with its outcome: a refusal, a deferral, or the activities and the requests to Salesforce. */
  readonly apply: (input: unknown) => Promise<unknown>
  /** Answers with the picture of all accounts, contacts and persons that the system knows. */
  readonly picture: () => Promise<unknown>
}

const sayNoAnswer = (call: string, answer: NoAnswer, timeLimit: number): string =>
  answer._tag === 'Threw' ? `${call}: threw ${answer.reason}` : `${call}: no answer in ${timeLimit} ms`

const compare = (expected: Seen, found: Seen): ReadonlyArray<string> => [
  ...outcomeDifferences(expected.outcome, found.outcome, ['outcome']).map(sayDifference),
  ...differences(expected.picture, found.picture, ['picture']).map(sayDifference),
]

/** Runs a history through the system and the reference, up to the first difference. */
const runTrial = async (
  system: System,
  call: (question: () => Promise<unknown>) => Promise<Answer>,
  timeLimit: number,
  { settings, history }: Trial,
): Promise<Fault | null> => {
  const noAnswer = (name: string, answer: NoAnswer, inputs: ReadonlyArray<Input>): Fault => ({
    trial: { settings, history: inputs },
    rule: null,
    lines: [sayNoAnswer(name, answer, timeLimit)],
    hasTimedOut: answer._tag === 'TimedOut',
  })
  const next = outcomeOf(reference)(settings)
  const draw = pictureOf(reference)
  // The system gets copies, because it could change an object that the reference uses too. Its answers are read within the
  // call, because reading them can throw.
  const settingsJson = throughJson(SettingsFromJson.encode(settings))
  const started = await call(() => system.reset(settingsJson))
  if (started._tag !== 'Answered') return noAnswer('reset', started, [])
  let before: Marketo = emptyMarketo
  for (const [index, input] of history.entries()) {
    const soFar = history.slice(0, index + 1)
    const [outcome, after] = next(input, before)
    const applied = await call(async () => throughJson(await system.apply(throughJson(InputFromJson.encode(input)))))
    if (applied._tag !== 'Answered') return noAnswer('apply', applied, soFar)
    const drawn = await call(async () => throughJson(await system.picture()))
    if (drawn._tag !== 'Answered') return noAnswer('picture', drawn, soFar)
    const expected: Seen = { outcome, picture: draw(after) }
    const found: Seen = { outcome: applied.value, picture: drawn.value }
    const lines = compare(expected, found)
    if (lines.length > 0)
      return {
        trial: { settings, history: soFar },
        rule: suspectRule({ settings, input, before, expected, found }),
        lines,
        hasTimedOut: false,
      }
    before = after
  }
  return null
}

/** Overrides global settings of fast-check that would end the test early or leave histories out. */
const ownParameters = {
  timeout: undefined,
  skipAllAfterTimeLimit: undefined,
  interruptAfterTimeLimit: undefined,
  ignoreEqualValues: false,
} as object

/** Runs all histories, up to the first fault. The promise is rejected if the test itself fails. */
const runPlan = async <Id>(
  { timers, histories, inputs, settings, seed, timeLimit }: Plan<Id>,
  system: System,
): Promise<ConformsReport> => {
  const call = callWithTimeout(timers, timeLimit)
  const run = (trial: Trial) => runTrial(system, call, timeLimit, trial)
  const faults: Array<Fault> = []
  let passed = 0
  let sent = 0
  const someSettings = settings === null ? anySettings : fc.constant(settings)
  const isKnown = (input: Input): boolean => inputs.includes(input._tag)
  // A simpler trial may have other settings, or a record in place of a conversion, which the system may not know.
  const isPossible = (trial: Trial): boolean =>
    (settings === null || eqSettings.equals(trial.settings, settings)) && trial.history.every(isKnown)
  const property = fc.asyncProperty(someSettings, anyHistory, async (under, inputsOfAllKinds) => {
    const history = inputsOfAllKinds.filter(isKnown)
    const fault = await run({ settings: under, history })
    if (fault !== null) faults.push(fault)
    else passed += 1
    sent += history.length
    return fault === null
  })
  // fast-check changes only one part of a history at a time, so its own shrinking would end at longer histories.
  const checked = await fc
    .check(property, { ...ownParameters, seed, numRuns: histories, endOnFailure: true })
    .catch((thrown: unknown) => ({ failed: true, interrupted: false, errorInstance: thrown }))
  const first = faults[0]
  if (first !== undefined) return differing(await shrink(isPossible, run)(first).catch(() => first), seed)
  const after = `after ${passed} of ${histories} histories`
  const thrown = checked.errorInstance
  if (checked.failed || checked.interrupted)
    return stopped(thrown === null ? after : `${after}: ${await reasonOf(thrown)}`, seed)
  return sent === 0
    ? stopped(`${after}: none of them has an input that the system knows`, seed)
    : conforming(passed, seed)
}

const checkAndRun = async <Id>(options: ConformsOptions<Id>, system: System): Promise<ConformsReport> => {
  const plan = planOf(options)
  return E.isLeft(plan) ? notStarted(plan.left) : runPlan(plan.right, system)
}

/**
 * Tests a system against the reference. The promise is never rejected: a system that throws, rejects or does not answer in
 * time has a difference, and options that cannot be used give the report `NotTested` before the system is called. Only a
 * system that blocks the thread of the test also blocks the test.
 *
 * @example
 * import { conforms } from 'marketo-account-sync/testing'
 *
 * const forgetful = {
 *   reset: () => Promise.resolve(),
 *   apply: () => Promise.resolve({ activities: [], toSalesforce: [] }),
 *   picture: () => Promise.resolve({ accounts: {}, contacts: {}, persons: {} })
 * }
 * const report = await conforms({ timers: globalThis, seed: 1 })(forgetful)
 * assert.ok(report._tag === 'Differs')
 * assert.strictEqual(report.history.length, 1)
 *
 * const empty = await conforms({ timers: globalThis, histories: 0 })(forgetful)
 * assert.ok(empty._tag === 'NotTested')
 * assert.deepStrictEqual(empty.unusable, [{ path: 'histories', expected: 'a whole number from 1', found: '0' }])
 *
 * @category observation
 * @since 0.1.0
 */
export const conforms =
  <Id>(options: ConformsOptions<Id>) =>
  (system: System): Promise<ConformsReport> =>
    checkAndRun(options, system).catch(async (thrown: unknown) => stopped(await reasonOf(thrown)))
