/**
 * Checks a worker over partitions. Messages between partitions can arrive in any order. Nevertheless, each result of a history
 * must also be possible in a single process.
 *
 * @since 0.4.0
 */
import { reasonOf } from './CallWithTimeout.js'
import type { Glue } from './Glue.js'
import { breachesOf } from './PartitionLaw.js'
import type { Interleaving, InterleavingCounts } from './RunInterleaved.js'
import { runInterleaved } from './RunInterleaved.js'

export type { Interleaving, InterleavingChances } from './RunInterleaved.js'

/**
 * The result of {@link interleavings}.
 *
 * @category model
 * @since 0.4.0
 */
export interface InterleavingReport extends InterleavingCounts {
  /** One sentence for each place where the law is broken. Empty if the law holds. */
  readonly breaches: ReadonlyArray<string>
}

/**
 * Runs a history over partitions. The messages arrive in a random order, workers crash, and messages are repeated. Then checks
 * each sentence of the law in docs/partitions.md. The check does not depend on the protocol of the workers.
 *
 * The messages that submit inputs to one partition arrive in the order of the inputs. All other messages arrive in any order. If
 * a worker crashes while it handles a message, it commits nothing, and this message is delivered again.
 *
 * The same seed gives the same run.
 *
 * The promise is never rejected. If the glue throws, or if the messages never end, the report shows a breach.
 *
 * @rule locality.account
 * @example
 * import { defaultSettings } from 'marketo-account-sync'
 * import { InputFromJson } from 'marketo-account-sync/codecs'
 * import { interleavings } from 'marketo-account-sync/testing'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const glue = {
 *   entryKey: () => 'everything',
 *   submit: (submission: number) => ({ submission }),
 *   handle: () => () => ({ partition: {}, out: [], applied: [] }), // handles every message, and decides nothing
 *   atRest: () => ({
 *     rows: { accounts: [], contacts: [], persons: [], conversions: [] },
 *     liveContacts: [], isHeld: false, stashed: 0, waitsFor: []
 *   })
 * }
 * const edit = InputFromJson.decode({
 *   _tag: 'EditAccountField', at: '2026-01-01T09:00:00Z', contactId: '0034W00002xyzAB', field: 'Industry', value: 'Energy'
 * })
 * if (E.isLeft(edit)) assert.fail()
 * const { breaches } = await interleavings(glue)({ settings: defaultSettings, inputs: [edit.right], seed: 1 })
 * assert.deepStrictEqual(breaches, ['law 2: input 1 (EditAccountField) was decided 0 times, not 1'])
 *
 * @category partitions
 * @since 0.4.0
 */
export const interleavings =
  (glue: Glue): ((interleaving: Interleaving) => Promise<InterleavingReport>) =>
  async (interleaving) => {
    const remains = await runInterleaved(glue, interleaving)
    const { stoppedBy, counts } = remains
    const breaches =
      stoppedBy.length > 0
        ? stoppedBy
        : await breachesOf(glue, interleaving, remains).catch(async (thrown: unknown) => [
            `what is stored at the end cannot be read: ${await reasonOf(thrown)}`,
          ])
    return { breaches, ...counts }
  }
