// A system under test without mistakes, and timers for the tests of `conforms`.
import * as E from 'fp-ts/lib/Either.js'
import type { Marketo } from 'marketo-account-sync'
import { emptyMarketo } from 'marketo-account-sync'
import { InputFromJson, SettingsFromJson } from 'marketo-account-sync/codecs'
import type { Implementation, System, Timers } from 'marketo-account-sync/testing'
import { outcomeOf, pictureOf, reference } from 'marketo-account-sync/testing'

const valueOf = <A>(decoded: E.Either<unknown, A>): A => {
  if (E.isLeft(decoded)) throw new Error('the kit sends what its codecs read')
  return decoded.right
}

/** Wraps an implementation as an external system that exchanges JSON. `reading` can change an input before it is decoded. */
export const systemOf = (
  implementation: Implementation,
  reading: (json: unknown) => unknown = (json) => json,
): System => {
  let marketo: Marketo = emptyMarketo
  let next: ReturnType<ReturnType<typeof outcomeOf>>
  return {
    reset: (settings) => {
      marketo = emptyMarketo
      next = outcomeOf(implementation)(valueOf(SettingsFromJson.decode(settings)))
      return Promise.resolve()
    },
    apply: (json) => {
      const [outcome, after] = next(valueOf(InputFromJson.decode(reading(json))), marketo)
      marketo = after
      return Promise.resolve(outcome)
    },
    picture: () => Promise.resolve(pictureOf(implementation)(marketo)),
  }
}

export const rightSystem = (): System => systemOf(reference)

/**
 * Timers that ring as soon as no answer can arrive any more. With these timers, no test depends on the speed of the machine, and
 * a call without an answer costs no time.
 */
export const afterAnswers: Timers<NodeJS.Immediate> = {
  setTimeout: (ring) => setImmediate(ring),
  clearTimeout: (id) => {
    clearImmediate(id)
  },
}
