/**
 * Offers the rules as a decider. A decider has the functions that libraries such as emmett and fmodel expect.
 *
 * @since 0.2.0
 */
import type { Event } from '../model/Event.js'
import type { Input } from '../model/Input.js'
import type { Settings } from '../model/Settings.js'
import type { Decided } from './Decide.js'
import { decideIn } from './Decide.js'
import { evolve } from './Evolve.js'
import { emptyMarketo } from './Marketo.js'
import type { Marketo } from './state/MarketoState.js'
import { asState } from './state/MarketoState.js'

/**
 * Decides inputs, applies events, and returns the empty Marketo state.
 *
 * @category model
 * @since 0.2.0
 */
export interface MarketoDecider {
  /**
   * Returns the events of an input, but does not apply these events. If Marketo refuses the input, or if the input has to wait,
   * `decide` returns the reason.
   */
  readonly decide: (input: Input, marketo: Marketo) => Decided
  /** Returns the Marketo state after an event. */
  readonly evolve: (marketo: Marketo, event: Event) => Marketo
  /** Returns an empty Marketo state: no accounts, contacts, persons or conversions. */
  readonly initialState: () => Marketo
}

/**
 * Makes the decider for some settings. Keep the decider, because each call of `marketoDecider` prepares the settings again.
 *
 * @example
 * import { defaultSettings, marketoDecider } from 'marketo-account-sync'
 * import { InputFromJson } from 'marketo-account-sync/codecs'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const { decide, initialState } = marketoDecider(defaultSettings)
 * const edit = InputFromJson.decode({
 * _tag: 'EditAccountField', at: '2026-03-02T09:00:00Z', contactId: '0035g00000Maria', field: 'Industry', value: 'Biotechnology'
 * })
 * if (E.isLeft(edit)) assert.fail()
 * const decided = decide(edit.right, initialState())
 * if (E.isRight(decided) || decided.left._tag !== 'Refused') assert.fail()
 * assert.strictEqual(decided.left.refusal._tag, 'UnknownContact')
 *
 * @category decisions
 * @since 0.2.0
 */
export const marketoDecider = (settings: Settings): MarketoDecider => {
  const decide = decideIn(settings)
  return { decide: (input, marketo) => decide(input, asState(marketo)), evolve, initialState: () => emptyMarketo }
}
