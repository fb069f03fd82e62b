/** Asking a system under test, whatever it does. */
import { canonical } from './Json.js'

/**
 * The timers of the platform; `globalThis` has them.
 *
 * @category model
 * @since 0.1.0
 */
export interface Timers<Id> {
  readonly setTimeout: (ring: () => void, milliseconds: number) => Id
  readonly clearTimeout: (id: Id) => void
}

/** What a system answered, or that it did not. */
export type Answer = { readonly _tag: 'Answered'; readonly value: unknown } | Silence

/** How a system failed to answer. */
export type Silence = { readonly _tag: 'Threw'; readonly reason: string } | { readonly _tag: 'NoAnswer' }

/** What was thrown, in words. */
export const reasonOf = (thrown: unknown): Promise<string> =>
  Promise.resolve()
    .then(() =>
      typeof thrown === 'object' && thrown !== null && 'message' in thrown ? String(thrown.message) : canonical(thrown),
    )
    // A Proxy or a getter can throw when it is looked at.
    .catch(() => 'what cannot be looked at')

const answered = (call: () => Promise<unknown>): Promise<Answer> =>
  Promise.resolve()
    .then(call)
    .then(
      (value): Answer => ({ _tag: 'Answered', value }),
      async (thrown: unknown): Promise<Answer> => ({ _tag: 'Threw', reason: await reasonOf(thrown) }),
    )

/**
 * The answer to a call, whatever it does: throw, reject, or leave its promise open. Rejects where the timers throw, and
 * only there.
 */
export const ask =
  <Id>({ setTimeout, clearTimeout }: Timers<Id>, timeLimit: number) =>
  async (call: () => Promise<unknown>): Promise<Answer> => {
    let ring = (): void => undefined
    const late = new Promise<Answer>((resolve) => {
      ring = () => {
        resolve({ _tag: 'NoAnswer' })
      }
    })
    const alarm = setTimeout(() => {
      ring()
    }, timeLimit)
    const answer = await Promise.race([answered(call), late])
    clearTimeout(alarm)
    return answer
  }
