/** Runs a history over partitions. Messages arrive in a random order, workers crash, and messages are repeated. */
import * as E from 'fp-ts/lib/Either.js'
import { EventFromJson } from '../codecs/EventFromJson.js'
import { InputFromJson } from '../codecs/InputFromJson.js'
import { RefusalFromJson } from '../codecs/RefusalFromJson.js'
import type { Decided } from '../marketo/Decide.js'
import type { Input } from '../model/Input.js'
import type { ContactId } from '../model/SalesforceId.js'
import type { Settings } from '../model/Settings.js'
import { activitiesOf } from '../rules/ActivityLog.js'
import { reasonOf } from './CallWithTimeout.js'
import type { AppliedDecision, Commit, Glue } from './Glue.js'

/**
 * The probabilities of failures, each between 0 and 1.
 *
 * @category model
 * @since 0.4.0
 */
export interface InterleavingChances {
  /** The probability that a worker crashes after it has handled a message and before it commits. */
  readonly crash: number
  /** The probability that a message is delivered again soon after the first time. */
  readonly repeat: number
  /** The probability that an earlier message of any age is delivered again instead of the next message. */
  readonly late: number
}

/**
 * A history, and the order in which its messages arrive.
 *
 * @category model
 * @since 0.4.0
 */
export interface Interleaving {
  readonly settings: Settings
  readonly inputs: ReadonlyArray<Input>
  /** The seed determines the order of messages, the crashes and the repeats. The same seed gives the same interleaving. */
  readonly seed: number
  /** The default probabilities are 10 % for a crash, 15 % for a repeat, and 15 % for a late repeat. */
  readonly chances?: InterleavingChances
}

/** The counts of a run. */
export interface InterleavingCounts {
  readonly decisions: number
  /** The number of deliveries, including repeats and crashes. */
  readonly steps: number
  readonly crashes: number
  readonly repeats: number
  readonly lateRepeats: number
}

const usualChances: InterleavingChances = { crash: 0.1, repeat: 0.15, late: 0.15 }

/** Makes a random number generator (mulberry32). Its numbers are at least 0 and less than 1. */
export const randomOf = (seed: number): (() => number) => {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

interface Sent {
  readonly to: string
  /** The message is stored as JSON text, so that it cannot contain a value that is not JSON. */
  readonly text: string
}

export interface Logged {
  readonly id: string
  readonly submission: number
  readonly input: Input
  readonly isDeferred: boolean
  /** The decision and the logged activities, as text. */
  readonly outcome: string
  /**
   * `submittedAt` is the step of the run in which the input was submitted. `decidedAt` is the step in which the input was
   * decided.
   */
  readonly submittedAt: number
  readonly decidedAt: number
}

/** The log and the stored partitions after an interleaving. */
export interface Remains {
  readonly log: ReadonlyArray<Logged>
  /** For each partition, the ids of the decisions that affected the partition, in order. */
  readonly own: ReadonlyMap<string, ReadonlyArray<string>>
  readonly stored: ReadonlyMap<string, string>
  readonly members: ReadonlyMap<string, ReadonlySet<ContactId>>
  readonly sent: ReadonlyArray<Sent>
  readonly counts: InterleavingCounts
  /** The reasons why the interleaving stopped early. Empty if the interleaving reached its end. */
  readonly stoppedBy: ReadonlyArray<string>
}

/**
 * Writes a decision as text. The codecs write the keys of every event in the same order. The codecs do not change the order of
 * the fields in a record.
 */
const decidedText = (decided: Decided): string => {
  if (E.isRight(decided)) return JSON.stringify(decided.right.map((event) => EventFromJson.encode(event)))
  const { left } = decided
  const why = RefusalFromJson.encode(left._tag === 'Refused' ? left.refusal : left.reason)
  return JSON.stringify([left._tag, why, InputFromJson.encode(left.input)])
}

export const outcomeText = (decided: Decided, logged: Iterable<unknown>): string =>
  `${decidedText(decided)} logs ${JSON.stringify([...logged])}`

export const parsed = (text: string | undefined): unknown => (text === undefined ? undefined : JSON.parse(text))

export const runInterleaved = async (
  glue: Glue,
  { settings, inputs, seed, chances = usualChances }: Interleaving,
): Promise<Remains> => {
  const random = randomOf(seed)
  const below = (n: number): number => Math.floor(random() * n)
  const handle = glue.handle(settings)
  const log: Array<Logged> = []
  const own = new Map<string, Array<string>>()
  const stored = new Map<string, string>()
  const members = new Map<string, Set<ContactId>>()
  const sent: Array<Sent> = []
  /**
   * `pending` contains the messages that can arrive in any order. `submitted` contains the inputs that were submitted to each
   * entry partition. These inputs must arrive in order.
   */
  const pending: Array<Sent> = []
  const submitted = new Map<string, Array<Sent>>()
  const submittedAt = new Map<number, number>()
  let unsubmitted = 0
  let [steps, crashes, repeats, lateRepeats] = [0, 0, 0, 0]

  const submitNext = (): void => {
    const input = inputs[unsubmitted] as Input
    unsubmitted += 1
    const to = glue.entryKey(input)
    const text = JSON.stringify(glue.submit(unsubmitted, input))
    submitted.set(to, [...(submitted.get(to) ?? []), { to, text }])
    submittedAt.set(unsubmitted, steps)
  }

  const logDecision = (key: string, applied: AppliedDecision): void => {
    const live = [...(members.get(key) ?? [])].sort()
    const events = E.isRight(applied.decided) ? applied.decided.right : []
    log.push({
      id: applied.id,
      submission: applied.submission,
      input: applied.input,
      isDeferred: E.isLeft(applied.decided) && applied.decided.left._tag === 'Deferred',
      outcome: outcomeText(
        applied.decided,
        events.flatMap((event) => [...activitiesOf(live)(event)]),
      ),
      submittedAt: submittedAt.get(applied.submission) ?? Infinity,
      decidedAt: steps,
    })
  }

  const commit = (key: string, { partition, out, applied }: Commit): void => {
    stored.set(key, JSON.stringify(partition))
    for (const { to, message } of out) pending.push({ to, text: JSON.stringify(message) })
    for (const decision of applied) {
      if (decision.isMadeHere) logDecision(key, decision)
      const live = members.get(key) ?? new Set()
      for (const id of decision.left) live.delete(id)
      for (const id of decision.joined) live.add(id)
      members.set(key, live)
      own.set(key, [...(own.get(key) ?? []), decision.id])
    }
  }

  /** Handles a message, and returns whether the worker committed or crashed. */
  const deliver = async ({ to, text }: Sent): Promise<boolean> => {
    steps += 1
    const result = await handle(to, JSON.parse(text), parsed(stored.get(to)))
    if (random() < chances.crash) {
      crashes += 1
      return false
    }
    commit(to, result)
    return true
  }

  const deliverPending = async (index: number): Promise<void> => {
    const message = pending[index] as Sent
    const isCommitted = await deliver(message)
    if (!isCommitted) return
    sent.push(message)
    if (random() < chances.repeat) repeats += 1
    else pending.splice(pending.indexOf(message), 1)
  }

  const deliverSubmitted = async (queue: Array<Sent>): Promise<void> => {
    const message = queue[0] as Sent
    const isCommitted = await deliver(message)
    if (!isCommitted) return
    queue.shift()
    sent.push(message)
    if (random() >= chances.repeat) return
    repeats += 1
    pending.push(message)
  }

  /** Submits an input or delivers a message. Returns false if there is nothing left to do. */
  const doNext = async (): Promise<boolean> => {
    const queues = [...submitted.values()].filter((queue) => queue.length > 0)
    const open = pending.length + queues.length
    if (unsubmitted < inputs.length && (open === 0 || random() < 0.3)) submitNext()
    else if (open === 0) return false
    else if (sent.length > 0 && random() < chances.late) {
      lateRepeats += 1
      await deliver(sent[below(sent.length)] as Sent)
    } else {
      const chosen = below(open)
      const queue = queues[chosen - pending.length]
      await (queue === undefined ? deliverPending(chosen) : deliverSubmitted(queue))
    }
    return true
  }

  const mostSteps = 1_000 + inputs.length * 100
  const runToEnd = async (): Promise<ReadonlyArray<string>> => {
    while (await doNext()) if (steps >= mostSteps) return [`messages do not come to an end in ${mostSteps} steps`]
    return []
  }
  const stoppedBy = await runToEnd().catch(async (thrown: unknown) => [
    `a message cannot be handled: ${await reasonOf(thrown)}`,
  ])
  const counts = { decisions: log.length, steps, crashes, repeats, lateRepeats }
  return { log, own, stored, members, sent, counts, stoppedBy }
}
