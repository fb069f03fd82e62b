/**
 * Tests any implementation, in any language, against the reference implementation. Both run the same random histories. The report
 * shows the first difference, and the shortest history that the test found for this difference.
 *
 * @since 0.1.0
 */
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { SettingsFromJson } from '../codecs/SettingsFromJson.js'
import type { Marketo } from '../marketo/Marketo.js'
import { emptyMarketo } from '../marketo/Marketo.js'
import type { Input } from '../model/Input.js'
import type { Settings } from '../model/Settings.js'
import { defaultSettings, eqSettings } from '../model/Settings.js'
import { anyTrial } from './ArbitraryTrial.js'
import type { Answer, NoAnswer } from './CallWithTimeout.js'
import { callWithTimeout, reasonOf } from './CallWithTimeout.js'
import type { ConformsOptions, Plan } from './ConformsOptions.js'
import { planOf } from './ConformsOptions.js'
import type { ConformsReport, Fault, NotConforming, TestFacts } from './ConformsReport.js'
import { clipped, conforming, differing, linesOf, notStarted, slowToStart, stopped } from './ConformsReport.js'
import { allForms, hasForm, withoutForms } from './Forms.js'
import { reference } from './Implementation.js'
import { differences, throughJson } from './Json.js'
import { outcomeDifferences, outcomeOf } from './Outcome.js'
import { pictureOf } from './Picture.js'
import { shrink } from './Shrink.js'
import type { Sent, Trial } from './Spelling.js'
import { spell } from './Spelling.js'
import type { Seen } from './SuspectRule.js'
import { ruleOfNeeds, suspectRule } from './SuspectRule.js'

/**
 * A system under test. It consists of three asynchronous functions that take and return JSON values.
 *
 * @category model
 * @since 0.1.0
 */
export interface System {
  /** Makes the system forget everything and use the given settings from now on. The test ignores the answer. */
  readonly reset: (settings: unknown) => Promise<unknown>
  /** Applies one input, and returns its outcome: a refusal, a deferral, or the activities and the requests to Salesforce. */
  readonly apply: (input: unknown) => Promise<unknown>
  /** Returns the picture of all accounts, contacts and persons in the system. */
  readonly picture: () => Promise<unknown>
}

type Call = (question: () => Promise<unknown>) => Promise<Answer>

/** The data that each call of a test needs. These are the system, the function that calls the system, and the time limit. */
interface Session {
  readonly system: System
  readonly call: Call
  readonly timeLimit: number
}

const sayNoAnswer = (answer: NoAnswer, timeLimit: number): string =>
  answer._tag === 'Threw' ? `threw ${answer.reason}` : `no answer in ${timeLimit} ms`

// The system gets a copy of each object. Without the copy, the system could change an object that the reference also uses.
const reset = ({ system, call }: Session, settings: Settings): Promise<Answer> => {
  const json = throughJson(SettingsFromJson.encode(settings))
  return call(() => system.reset(json))
}

const compare = (expected: Seen, found: Seen): ReadonlyArray<string> =>
  linesOf([
    ...outcomeDifferences(expected.outcome, found.outcome, ['outcome']),
    ...differences(expected.picture, found.picture, ['picture']),
  ])

/** Runs one history through the system and through the reference. Stops at the first difference. */
const runTrial = async (session: Session, { settings, history }: Trial): Promise<Fault | null> => {
  const { system, call, timeLimit } = session
  const noAnswer = (
    unanswered: NonNullable<Fault['unanswered']>,
    answer: NoAnswer,
    inputs: ReadonlyArray<Sent>,
  ): Fault => ({
    trial: { settings, history: inputs },
    lookFirstAt: null,
    lines: [clipped(`${unanswered}: ${sayNoAnswer(answer, timeLimit)}`)],
    unanswered,
    hasTimedOut: answer._tag === 'TimedOut',
  })
  const next = outcomeOf(reference)(settings)
  const draw = pictureOf(reference)
  const started = await reset(session, settings)
  if (started._tag !== 'Answered') return noAnswer('reset', started, [])
  let before: Marketo = emptyMarketo
  for (const [index, input] of history.entries()) {
    const soFar = history.slice(0, index + 1)
    const [outcome, after] = next(input, before)
    // The test reads the answer inside `call`, because the answer can have a getter that throws.
    const applied = await call(async () => throughJson(await system.apply(throughJson(spell(input)))))
    if (applied._tag !== 'Answered') return noAnswer('apply', applied, soFar)
    const drawn = await call(async () => throughJson(await system.picture()))
    if (drawn._tag !== 'Answered') return noAnswer('picture', drawn, soFar)
    const expected: Seen = { outcome, picture: draw(after) }
    const found: Seen = { outcome: applied.value, picture: drawn.value }
    const lines = compare(expected, found)
    if (lines.length > 0)
      return {
        trial: { settings, history: soFar },
        lookFirstAt: suspectRule({ settings, input, before, expected, found }),
        lines,
        unanswered: null,
        hasTimedOut: false,
      }
    before = after
  }
  return null
}

/**
 * Shortens the history of the first fault, and stops if the system no longer answers. Reports the first fault and the shortened
 * history.
 */
const reportOf = async (
  session: Session,
  isPossible: (trial: Trial) => boolean,
  fault: Fault,
  previous: Trial | null,
  hasAnySettings: boolean,
  facts: TestFacts,
): Promise<NotConforming> => {
  // If a system does not answer `reset`, there are two possible reasons: the system died after the previous history, or the
  // system does not support the settings.
  const suspect = fault.unanswered === 'reset' ? previous : fault.trial
  if (suspect === null) return differing(fault, fault, false, facts)
  const isDead = async (): Promise<boolean> => (await reset(session, suspect.settings))._tag !== 'Answered'
  let hasDied = fault.unanswered !== null && (await isDead())
  const first = hasDied ? { ...fault, trial: suspect } : fault
  const retry = async (trial: Trial): Promise<Fault | null> => {
    if (hasDied) return null
    const next = await runTrial(session, trial)
    if (next?.unanswered !== 'reset') return next
    hasDied = await isDead()
    return null
  }
  const last = await shrink(isPossible, retry)(first)
  const needed = last.unanswered !== null || hasDied ? undefined : ruleOfNeeds(last.trial, hasAnySettings)
  return differing(first, needed === undefined ? last : { ...last, lookFirstAt: needed }, hasDied, facts)
}

/** Overrides some global settings of fast-check, because these settings would end the test early or skip histories. */
const ownParameters = {
  timeout: undefined,
  skipAllAfterTimeLimit: undefined,
  interruptAfterTimeLimit: undefined,
  ignoreEqualValues: false,
  endOnFailure: true,
} as object

/** Runs all histories. Stops at the first fault. The promise is rejected if the code of the test throws an error. */
const runPlan = async <Id>(
  { timers, histories, inputs, forms, settings, seed, timeLimit }: Plan<Id>,
  system: System,
): Promise<ConformsReport> => {
  const session: Session = { system, call: callWithTimeout(timers, timeLimit), timeLimit }
  const isKnown = (input: Input): boolean => inputs.includes(input._tag)
  const notTaken = allForms.filter((form) => !forms.includes(form))
  // Shrinking can produce a trial that the options do not allow. Such a trial can have different settings, a record in place of a
  // conversion, or two records with the same SystemModstamp. If the caller passed settings, the code does not check the forms of
  // the names in these settings, because the caller's settings are always allowed.
  const isPossible = (trial: Trial): boolean =>
    (settings === null || eqSettings.equals(trial.settings, settings)) &&
    trial.history.every(isKnown) &&
    withoutForms(notTaken, settings === null ? trial : { ...trial, settings: defaultSettings }) === null
  const notSeen = new Set(allForms)
  const faults: Array<Fault> = []
  let previous = null as Trial | null
  let passed = 0
  let sent = 0
  const run = async (any: Trial): Promise<boolean> => {
    const known = { settings: any.settings, history: any.history.filter(isKnown) }
    const plain = withoutForms(notTaken, known) ?? known
    const trial = { ...plain, settings: settings ?? plain.settings }
    const fault = await runTrial(session, trial)
    if (fault !== null) {
      faults.push(fault)
      return false
    }
    for (const form of notSeen) if (hasForm(form, trial)) notSeen.delete(form)
    sent += trial.history.length
    passed += 1
    previous = trial
    return true
  }
  // The library shrinks histories itself. With the shrinking of fast-check, the final histories would be longer, because
  // fast-check changes one part of a history at a time.
  const checked = await fc
    .check(fc.asyncProperty(anyTrial(forms, settings), run), { ...ownParameters, seed, numRuns: histories })
    .catch((thrown: unknown) => ({ failed: true, interrupted: false, errorInstance: thrown }))
  const first = faults[0]
  if (first !== undefined) {
    if (first.unanswered === 'reset' && first.hasTimedOut && previous === null) return slowToStart(timeLimit)
    const facts: TestFacts = { seed, notTested: notTaken }
    return reportOf(session, isPossible, first, previous, settings === null, facts).catch(() =>
      differing(first, first, false, facts),
    )
  }
  const after = `after ${passed} of ${histories} histories`
  const thrown = checked.errorInstance
  if (checked.failed || checked.interrupted)
    return stopped(thrown === null ? after : `${after}: ${await reasonOf(thrown)}`, seed)
  return sent === 0
    ? stopped(`${after}: none of them has an input that the system knows`, seed)
    : conforming(passed, { seed, notTested: [...notSeen] })
}

const checkAndRun = async <Id>(options: ConformsOptions<Id>, system: System): Promise<ConformsReport> => {
  const plan = planOf(options)
  return E.isLeft(plan) ? notStarted(plan.left) : runPlan(plan.right, system)
}

/**
 * Tests a system against the reference. The promise is never rejected. If the system throws, rejects its promise or does not
 * answer in time, the report shows this failure as a difference.
 *
 * If an option cannot be used, the report is `NotTested`, and the test does not call the system. The test hangs only if the
 * system blocks the thread of the test.
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
