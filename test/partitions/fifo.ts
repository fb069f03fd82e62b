// A worker that handles messages in the order in which they were sent.
import type { Input, Settings } from 'marketo-account-sync'
import type { Decision, Message, Outgoing, Partition } from '../../src/partitions/index.js'
import { emptyPartition, entryKey, handle } from '../../src/partitions/index.js'

export interface Seen {
  readonly messages: ReadonlyArray<Message>
  readonly partitions: ReadonlyArray<Partition>
  readonly decisions: ReadonlyArray<Decision>
}

/**
 * Runs inputs, and returns all sent messages and all stored partitions. The inputs are submitted together at the beginning. The
 * messages are handled in the order in which they were sent.
 */
export const seenIn = (settings: Settings, inputs: ReadonlyArray<Input>): Seen => {
  const next = handle(settings)
  const queue = inputs.map((input, index): Outgoing => ({
    to: entryKey(input),
    message: { _tag: 'Submit', submission: index + 1, input },
  }))
  const stored = new Map<string, Partition>()
  const partitions: Array<Partition> = []
  const decisions: Array<Decision> = []
  for (const { to, message } of queue) {
    const { partition, out, applied } = next(message, stored.get(to) ?? emptyPartition(to))
    stored.set(to, partition)
    partitions.push(partition)
    decisions.push(...applied)
    queue.push(...out)
  }
  return { messages: queue.map(({ message }) => message), partitions, decisions }
}
