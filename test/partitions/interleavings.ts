// Checks the law of docs/partitions.md: a history that runs over partitions gives a result that `simulate` can also
// give, in any order of messages, with repeated messages, and with crashes of workers. The check does not depend on the
// protocol of this library, so it can check any protocol.
import { breachesOf } from './law.js'
import type { Glue, Interleaving, InterleavingCounts } from './scheduler.js'
import { runInterleaved } from './scheduler.js'

export type { AppliedDecision, Commit, Glue, PartitionAtRest } from './scheduler.js'

export interface InterleavingReport extends InterleavingCounts {
  /** Sentences that say where the law is broken. Empty if the law holds. */
  readonly breaches: ReadonlyArray<string>
}

/**
 * Runs a history over partitions in a random order, with crashes and repeats, and checks the law. The promise is never
 * rejected: if the glue throws, that is a breach.
 */
export const interleavings =
  (glue: Glue) =>
  async (interleaving: Interleaving): Promise<InterleavingReport> => {
    const remains = await runInterleaved(glue, interleaving)
    const { stoppedBy, counts } = remains
    const breaches =
      stoppedBy.length > 0
        ? stoppedBy
        : await breachesOf(glue, interleaving, remains).catch((thrown: unknown) => [
            `what is stored at the end cannot be read: ${String(thrown)}`,
          ])
    return { breaches, ...counts }
  }
