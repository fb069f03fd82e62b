/** Calls a system under test. The system can answer, throw, or never answer. */
import { canonical } from './Json.js'

/**
 * The functions with which the platform starts and stops timers. You can pass `globalThis`.
 *
 * @category model
 * @since 0.1.0
 */
export interface Timers<Id> {
  readonly setTimeout: (ring: () => void, milliseconds: number) => Id
  readonly clearTimeout: (id: Id) => void
}

/** The answer of a system, or the way in which the system failed to answer. */
export type Answer = { readonly _tag: 'Answered'; readonly value: unknown } | NoAnswer

/**
 * The way in which a system failed to answer. The system threw, the promise of the system was rejected, or the answer was too
 * late.
 */
export type NoAnswer = { readonly _tag: 'Threw'; readonly reason: string } | { readonly _tag: 'TimedOut' }

/** Turns a thrown value, or the reason of a rejection, into text. The returned promise is never rejected. */
export const reasonOf = (thrown: unknown): Promise<string> =>
  Promise.resolve()
    .then(() =>
      typeof thrown === 'object' && thrown !== null && 'message' in thrown ? String(thrown.message) : canonical(thrown),
    )
    // If the thrown value is a Proxy or has a getter, reading this value can throw too.
    .catch(() => 'a value that cannot be read')

const answerOf = (call: () => Promise<unknown>): Promise<Answer> =>
  Promise.resolve()
    .then(call)
    .then(
      (value): Answer => ({ _tag: 'Answered', value }),
      async (thrown: unknown): Promise<Answer> => ({ _tag: 'Threw', reason: await reasonOf(thrown) }),
    )

/**
 * Calls a system with a time limit in milliseconds. The promise is fulfilled with an {@link Answer} even if the system throws.
 * The promise is rejected only if the timers throw.
 */
export const callWithTimeout =
  <Id>({ setTimeout, clearTimeout }: Timers<Id>, timeLimit: number) =>
  async (call: () => Promise<unknown>): Promise<Answer> => {
    let ring = (): void => undefined
    const timedOut = new Promise<Answer>((resolve) => {
      ring = () => {
        resolve({ _tag: 'TimedOut' })
      }
    })
    const timer = setTimeout(ring, timeLimit)
    const answer = await Promise.race([answerOf(call), timedOut])
    clearTimeout(timer)
    return answer
  }
