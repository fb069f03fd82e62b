/**
 * Is mine right? A model-based test of any implementation, in any language, against the reference: random histories go
 * to both, and the first thing in which they differ is reported with the shortest history that shows it.
 *
 * @since 0.1.0
 */
import * as fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { InputFromJson } from '../codecs/InputFromJson.js'
import { SettingsFromJson } from '../codecs/SettingsFromJson.js'
import type { Input } from '../model/Input.js'
import type { Marketo } from '../marketo/Marketo.js'
import { emptyMarketo } from '../marketo/Marketo.js'
import { eqSettings } from '../model/Settings.js'
import { anyHistory } from './ArbitraryHistory.js'
import { anySettings } from './ArbitrarySettings.js'
import type { Silence } from './CallWithTimeout.js'
import { ask, reasonOf } from './CallWithTimeout.js'
import type { Seen } from './SuspectRule.js'
import { blame } from './SuspectRule.js'
import type { ConformsOptions, Plan } from './ConformsOptions.js'
import { planOf } from './ConformsOptions.js'
import type { ConformsReport, Fault } from './ConformsReport.js'
import { brokenOff, conforming, differing, notBegun } from './ConformsReport.js'
import { reference } from './Implementation.js'
import { differences, sayDifference, throughJson } from './Json.js'
import { inOneOrder, outcomeOf } from './Outcome.js'
import { pictureOf } from './Picture.js'
import type { Trial } from './Shrink.js'
import { simpler } from './Shrink.js'

/**
 * A system under test: three questions that it answers in JSON, in its own time.
 *
 * @category model
 * @since 0.1.0
 */
export interface System {
  /** Forget everything; from now on these settings hold. */
  readonly reset: (settings: unknown) => Promise<unknown>
  /** Take one input, and answer with its outcome: a refusal, a deferral, or the activities and what Salesforce is asked. */
  readonly apply: (input: unknown) => Promise<unknown>
  /** The picture of all that is known. */
  readonly picture: () => Promise<unknown>
}

const silence = (question: string, answer: Silence, timeLimit: number): string =>
  answer._tag === 'Threw' ? `${question}: threw ${answer.reason}` : `${question}: no answer in ${timeLimit} ms`

const compare = (expected: Seen, found: Seen): ReadonlyArray<string> => [
  ...differences(inOneOrder(expected.outcome), inOneOrder(found.outcome), ['outcome']).map(sayDifference),
  ...differences(expected.picture, found.picture, ['picture']).map(sayDifference),
]

/** One history through the system and the reference, up to the first difference. */
const attempt = async (
  system: System,
  answerTo: ReturnType<typeof ask>,
  timeLimit: number,
  { settings, history }: Trial,
): Promise<Fault | null> => {
  const silent = (question: string, answer: Silence, inputs: ReadonlyArray<Input>): Fault => ({
    trial: { settings, history: inputs },
    rule: null,
    lines: [silence(question, answer, timeLimit)],
    silent: answer._tag === 'NoAnswer',
  })
  const next = outcomeOf(reference)(settings)
  const pictured = pictureOf(reference)
  // What is sent is a copy, or the system could change what the reference goes by; what comes back is read at once, while
  // it is the system's turn to throw. What reset answers is nobody's concern.
  const settingsJson = throughJson(SettingsFromJson.encode(settings))
  const started = await answerTo(() => system.reset(settingsJson))
  if (started._tag !== 'Answered') return silent('reset', started, [])
  let before: Marketo = emptyMarketo
  for (const [index, input] of history.entries()) {
    const soFar = history.slice(0, index + 1)
    const [outcome, after] = next(input)(before)
    const applied = await answerTo(async () =>
      throughJson(await system.apply(throughJson(InputFromJson.encode(input)))),
    )
    if (applied._tag !== 'Answered') return silent('apply', applied, soFar)
    const drawn = await answerTo(async () => throughJson(await system.picture()))
    if (drawn._tag !== 'Answered') return silent('picture', drawn, soFar)
    const expected: Seen = { outcome, picture: pictured(after) }
    const found: Seen = { outcome: applied.value, picture: drawn.value }
    const lines = compare(expected, found)
    if (lines.length > 0)
      return {
        trial: { settings, history: soFar },
        rule: blame({ settings, input, before, expected, found }),
        lines,
        silent: false,
      }
    before = after
  }
  return null
}

/** So often the system may leave a call open while its history is shortened: each time costs the whole limit. */
const mostSilences = 10

const shortened = async (
  first: Fault,
  isPossible: (trial: Trial) => boolean,
  retry: (trial: Trial) => Promise<Fault | null>,
): Promise<Fault> => {
  let shortest = first
  let silences = 0
  let found = true
  while (found && shortest.trial.history.length > 0) {
    found = false
    for (const trial of simpler(shortest.trial)) {
      if (silences >= mostSilences) return shortest
      if (!isPossible(trial)) continue
      const fault = await retry(trial)
      if (fault === null) continue
      if (fault.silent) silences += 1
      shortest = fault
      found = true
      break
    }
  }
  return shortest
}

/** Whatever fast-check is configured to do elsewhere: a test here has all its histories, for as long as they take. */
const undisturbed = {
  timeout: undefined,
  skipAllAfterTimeLimit: undefined,
  interruptAfterTimeLimit: undefined,
  ignoreEqualValues: false,
} as object

/** What all histories have shown, up to the first fault. Rejects where the test itself fails. */
const tested = async <Id>(
  { timers, histories, inputs, settings, seed, timeLimit }: Plan<Id>,
  system: System,
): Promise<ConformsReport> => {
  const answerTo = ask(timers, timeLimit)
  const retry = (trial: Trial) => attempt(system, answerTo, timeLimit, trial)
  const faults: Array<Fault> = []
  let passed = 0
  let sent = 0
  const someSettings = settings === null ? anySettings : fc.constant(settings)
  const isKnown = (input: Input): boolean => inputs.includes(input._tag)
  // What is simpler may be what the system does not know: other settings, or a record in place of a conversion.
  const isPossible = ({ settings: under, history }: Trial): boolean =>
    (settings === null || eqSettings.equals(under, settings)) && history.every(isKnown)
  const same = fc.asyncProperty(someSettings, anyHistory, async (under, whole) => {
    const history = whole.filter(isKnown)
    const fault = await retry({ settings: under, history })
    if (fault !== null) faults.push(fault)
    else passed += 1
    sent += history.length
    return fault === null
  })
  // The history is shortened here and not by fast-check, whose values are made of many parts that shrink one by one.
  const checked = await fc
    .check(same, { ...undisturbed, seed, numRuns: histories, endOnFailure: true })
    .catch((thrown: unknown) => ({ failed: true, interrupted: false, errorInstance: thrown }))
  const first = faults[0]
  if (first !== undefined) return differing(await shortened(first, isPossible, retry).catch(() => first), seed)
  const after = `after ${passed} of ${histories} histories`
  const thrown = checked.errorInstance
  if (checked.failed || checked.interrupted)
    return brokenOff(thrown === null ? after : `${after}: ${await reasonOf(thrown)}`, seed)
  return sent === 0 ? brokenOff(`${after}: none of them holds an input`, seed) : conforming(passed, seed)
}

const begun = async <Id>(options: ConformsOptions<Id>, system: System): Promise<ConformsReport> => {
  const plan = planOf(options)
  return E.isLeft(plan) ? notBegun(plan.left) : tested(plan.right, system)
}

/**
 * Tests a system against the reference. A system that throws, rejects or never answers is reported, not suffered; one
 * that blocks the thread in which the test runs cannot be helped. Options that cannot be used are reported too, and
 * nothing is asked of the system.
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
    begun(options, system).catch(async (thrown: unknown) => brokenOff(await reasonOf(thrown)))
