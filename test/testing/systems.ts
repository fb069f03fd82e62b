// Systems under test, and timers for them.
import * as E from 'fp-ts/lib/Either.js'
import type { Marketo } from 'marketo-account-sync'
import { emptyMarketo } from 'marketo-account-sync'
import { InputFromJson, SettingsFromJson } from 'marketo-account-sync/codecs'
import type { Implementation, System, Timers } from 'marketo-account-sync/testing'
import { outcomeOf, pictureOf, reference } from 'marketo-account-sync/testing'
const value = <A>(either: E.Either<unknown, A>): A => {
  if (E.isLeft(either)) throw new Error('conforms sends what the codecs write')
  return either.right
}

export const systemOf = ({ implementation }: { implementation: Implementation }): System => {
  let marketo: Marketo = emptyMarketo
  let next: ReturnType<ReturnType<typeof outcomeOf>>
  return {
    reset: (settings) => {
      marketo = emptyMarketo
      next = outcomeOf(implementation)(value(SettingsFromJson.decode(settings)))
      return Promise.resolve()
    },
    apply: (json) => {
      const [outcome, after] = next(value(InputFromJson.decode(json)), marketo)
      marketo = after
      return Promise.resolve(outcome)
    },
    picture: () => Promise.resolve(pictureOf(implementation)(marketo)),
  }
}

/**
 * Timers that ring as soon as no answer can come any more without them. With these no test depends on the speed of the
 * machine, and a call without an answer costs no time.
 */
export const afterAnswers: Timers<NodeJS.Immediate> = {
  setTimeout: (ring) => setImmediate(ring),
  clearTimeout: (id) => {
    clearImmediate(id)
  },
}

export const rightSystem = (): System => systemOf({ implementation: reference })
