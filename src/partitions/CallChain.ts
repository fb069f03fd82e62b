/**
 * Decides an input in one call ("call rendering").
 *
 * The caller stores its data in partitions, and locks the partitions of an input one after the other. All these partitions stay
 * locked until the input is decided. Then the caller stores all these partitions at once. A database transaction can lock and
 * store partitions in this way.
 *
 * @since 0.2.0
 */
import type { Input } from '../model/Input.js'
import type { Settings } from '../model/Settings.js'
import { evolveRows } from './EvolveRows.js'
import type { Key } from './Key.js'
import { entryKey } from './Key.js'
import type { Rows } from './Rows.js'
import type { Arrival } from './Stop.js'
import { stop } from './Stop.js'
import type { Verdict } from './Verdict.js'

/**
 * The input needs another partition. The caller must lock the partition, load its rows, and pass the rows to `given`.
 *
 * @category model
 * @since 0.2.0
 */
export interface NeedsRows {
  readonly _tag: 'NeedsRows'
  readonly key: Key
  /** Continues with the rows. The function is pure, so you can call it again with other rows. */
  readonly given: (rows: Rows) => Call
}

/**
 * The input is decided, and the call ends.
 *
 * @category model
 * @since 0.2.0
 */
export interface Called extends Verdict {
  readonly _tag: 'Called'
  /**
   * The rows that each locked partition had before the decision. The list has the order in which the partitions were locked.
   */
  readonly before: ReadonlyArray<Rows>
  /**
   * The rows of every locked partition after the decision, in the order of locking. If the decision did not change the rows of a
   * partition, these rows are the same object as in `before`.
   */
  readonly after: ReadonlyArray<Rows>
}

/**
 * The state of one call. The call needs another partition, or the call has ended.
 *
 * @category model
 * @since 0.2.0
 */
export type Call = NeedsRows | Called

/**
 * Begins the call for an input. The call cannot load a partition, because the library is synchronous. Instead, the call names the
 * partition that it needs, and the caller loads this partition. The call asks for partitions in the order of `ordKey`.
 *
 * @rule locality.account
 * @example
 * import { defaultSettings } from 'marketo-account-sync'
 * import { InputFromJson } from 'marketo-account-sync/codecs'
 * import { callChain, emptyRows } from 'marketo-account-sync/partitions'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const delivered = InputFromJson.decode({
 * _tag: 'SyncContact', at: '2026-01-01T09:00:00Z',
 * record: { Id: '0034W00002xyzAB', AccountId: '0014W000027f6Uw', SystemModstamp: '2026-01-01T08:59:00Z' }
 * })
 * if (E.isLeft(delivered)) assert.fail()
 *
 * const keys: Array<string> = []
 * let call = callChain(defaultSettings)(delivered.right)
 * while (call._tag === 'NeedsRows') {
 * keys.push(call.key)
 * call = call.given(emptyRows(call.key))
 * }
 * assert.deepStrictEqual(keys, ['contact/0034W00002xyzABQAY', 'account/0014W000027f6UwQAI'])
 * assert.ok(E.isLeft(call.decided) && call.decided.left._tag === 'Deferred') // Marketo does not know the account
 *
 * @category decisions
 * @since 0.2.0
 */
export const callChain = (settings: Settings): ((input: Input) => Call) => {
  const stopAt = stop(settings)
  return (input) => {
    const needs = (key: Key, arrival: Arrival, earlier: ReadonlyArray<Rows>): NeedsRows => ({
      _tag: 'NeedsRows',
      key,
      given: (rows) => {
        const before = [...earlier, rows]
        const stopped = stopAt(arrival, rows)
        if (stopped._tag === 'GoesOn') {
          const [next, ...rest] = stopped.rest
          return needs(next, { input, facts: stopped.facts, rest }, before)
        }
        const { decided, move } = stopped
        return { _tag: 'Called', decided, move, before, after: before.map((each) => evolveRows(each, stopped)) }
      },
    })
    return needs(entryKey(input), { input, facts: [], rest: [] }, [])
  }
}
