// Checks the law of docs/partitions.md: whatever the order of messages, however often they come, and whenever a worker
// crashes, a history that runs over partitions is one that `simulate` runs too. It knows nothing of this library's own
// protocol, so that it can check anybody's.
import { breachesOf } from './law.js'
import type { Glue, Interleaving, InterleavingCounts } from './scheduler.js'
import { runInterleaved } from './scheduler.js'

export type { AppliedDecision, Commit, Glue, PartitionAtRest } from './scheduler.js'

export interface InterleavingReport extends InterleavingCounts {
  /** Where the law does not hold, in words. Empty if it holds. */
  readonly breaches: ReadonlyArray<string>
}

/**
 * Runs a history over partitions in a random order, with crashes and repeats, and checks the law. The promise is never
 * rejected: glue that throws has a breach.
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
