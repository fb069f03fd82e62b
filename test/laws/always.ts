// The two shapes that most laws have: something holds at every moment of a history, or of what is tried after one.
import type { Input, RuleId, Settings } from 'marketo-account-sync'
import type { Implementation, Moment } from 'marketo-account-sync/testing'
import { anyHistory, anySettings, momentsOf } from 'marketo-account-sync/testing'
import type { Law } from './law.js'
import { law } from './law.js'

/** A law of every moment: `past` are the moments before it. Its histories are any, or those that come where it can break. */
export const always =
  (implementation: Implementation) =>
  (
    rule: RuleId | 'whole',
    sentence: string,
    holds: (moment: Moment, past: ReadonlyArray<Moment>, settings: Settings) => boolean,
    histories = anyHistory,
  ): Law =>
    law(rule, sentence, [anySettings, histories], (settings, history) =>
      momentsOf(implementation)(settings)(history).every((moment, index, all) =>
        holds(moment, all.slice(0, index), settings),
      ),
    )

/** The moments of some inputs that come after a history. */
export const tried =
  (implementation: Implementation) =>
  (settings: Settings, history: ReadonlyArray<Input>, inputs: ReadonlyArray<Input>): ReadonlyArray<Moment> =>
    momentsOf(implementation)(settings)([...history, ...inputs]).slice(history.length)
