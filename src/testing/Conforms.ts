/**
 * Is mine right? A model-based test of any implementation, in any language, against the reference: random histories go
 * to both, and the first thing in which they differ is reported with the shortest history that shows it.
 *
 * @since 0.1.0
 */
import * as fc from 'fast-check'
import { InputFromJson } from '../codecs/InputFromJson.js'
import { SettingsFromJson } from '../codecs/SettingsFromJson.js'
import type { Input } from '../Input.js'
import type { Marketo } from '../Marketo.js'
import { emptyMarketo } from '../Marketo.js'
import type { RuleId } from '../Rule.js'
import { rule } from '../Rule.js'
import type { Settings } from '../Settings.js'
import { anyHistory } from './ArbitraryHistory.js'
import { anySettings } from './ArbitrarySettings.js'
import type { Silence, Timers } from './Ask.js'
import { ask } from './Ask.js'
import type { Seen } from './Blame.js'
import { blame } from './Blame.js'
import { reference } from './Implementation.js'
import { differences, sayDifference, throughJson } from './Json.js'
import { inOneOrder, outcomeOf } from './Outcome.js'
import { pictureOf } from './Picture.js'
import type { Trial } from './Shorten.js'
import { simpler } from './Shorten.js'

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

/**
 * How to test.
 *
 * @category model
 * @since 0.1.0
 */
export interface ConformsOptions<Id> {
  readonly timers: Timers<Id>
  /** How many histories; 1,000 unless told, since some mistakes show in few of them. */
  readonly histories?: number
  /** The inputs that the system knows; all unless told. */
  readonly inputs?: ReadonlyArray<Input['_tag']>
  /** The only settings that the system knows; any unless told. */
  readonly settings?: Settings
  /** Where the random histories begin; one seed gives the same ones again. */
  readonly seed?: number
  /** How long a call may take, in milliseconds; 1,000 unless told. */
  readonly timeLimit?: number
}

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

/** @category model @since 0.1.0 */
export type ConformsReport = Conforming | NotConforming

/** What went wrong in a trial, which ends with the input that showed it. */
interface Fault {
  readonly trial: Trial
  readonly rule: RuleId | null
  readonly lines: ReadonlyArray<string>
  readonly silent: boolean
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

const shortened = async (first: Fault, retry: (trial: Trial) => Promise<Fault | null>): Promise<Fault> => {
  let shortest = first
  let silences = 0
  let found = true
  while (found && shortest.trial.history.length > 0) {
    found = false
    for (const trial of simpler(shortest.trial)) {
      if (silences >= mostSilences) return shortest
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

const report = ({ trial, rule: id, lines }: Fault, seed: number): NotConforming => {
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

/**
 * Tests a system against the reference. A system that throws, rejects or never answers is reported, not suffered; one
 * that blocks the thread in which the test runs cannot be helped.
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
 * @category observation
 * @since 0.1.0
 */
export const conforms =
  <Id>({ timers, histories = 1_000, inputs, settings, seed = 1, timeLimit = 1_000 }: ConformsOptions<Id>) =>
  async (system: System): Promise<ConformsReport> => {
    const answerTo = ask(timers, timeLimit)
    const retry = (trial: Trial) => attempt(system, answerTo, timeLimit, trial)
    const faults: Array<Fault> = []
    const someSettings = settings === undefined ? anySettings : fc.constant(settings)
    const isKnown = (input: Input): boolean => inputs?.includes(input._tag) ?? true
    const same = fc.asyncProperty(someSettings, anyHistory, async (under, history) => {
      const fault = await retry({ settings: under, history: history.filter(isKnown) })
      if (fault !== null) faults.push(fault)
      return fault === null
    })
    // The history is shortened here and not by fast-check, whose values are made of many parts that shrink one by one.
    const checked = await fc.check(same, { seed, numRuns: histories, endOnFailure: true })
    const first = faults[0]
    return first === undefined
      ? { _tag: 'Conforms', histories: checked.numRuns, seed }
      : report(await shortened(first, retry), seed)
  }
