import { Decider } from '@fraktalio/fmodel-ts'
import * as E from 'fp-ts/lib/Either.js'
import type { Deferred, Event, Input, Marketo, Refused, Settings } from 'marketo-account-sync'
import { marketoDecider } from 'marketo-account-sync'

type Outcome = Event | Refused | Deferred

/** A decider for the library fmodel. A refusal or deferral becomes a separate event that does not change the state. */
export const fmodelDecider = (settings: Settings): Decider<Input, Marketo, Outcome> => {
  const { decide, evolve, initialState } = marketoDecider(settings)
  return new Decider<Input, Marketo, Outcome>(
    (input, marketo) => {
      const decided = decide(input, marketo)
      return E.isLeft(decided) ? [decided.left] : decided.right
    },
    (marketo, event) => (event._tag === 'Refused' || event._tag === 'Deferred' ? marketo : evolve(marketo, event)),
    initialState(),
  )
}
