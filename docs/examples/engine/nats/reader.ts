/** Reads a stream in order, from a number on, even if servers fail. */
import { DeliverPolicy } from '@nats-io/jetstream'
import { setTimeout as wait } from 'node:timers/promises'
import { afterOf, type Connection, lastOf, pages, patiently } from './connection.js'

const most = 500
const patience = 1_000

export interface Message {
  /** The number of the message in its stream. */
  readonly sequence: number
  readonly subject: string
  /** The number of the message that the writer took for the last one of the subject. */
  readonly after: number
  readonly text: string
}

/**
 * Yields the messages that are in a stream now, from a number on. A server that has just become the leader may lack messages for
 * a moment. So pass the number of a message that you know as `atLeast`.
 */
export async function* messagesOf(
  connection: Connection,
  stream: string,
  first: number,
  atLeast = 0,
): AsyncGenerator<Message, void, undefined> {
  const last = Math.max(atLeast, await lastOf(connection, stream))
  if (first > last) return
  for await (const message of messagesFrom(connection, stream, first)) {
    yield message
    if (message.sequence >= last) return
  }
}

/**
 * Yields the messages of a stream from a number on, each message once and in order, until `stopped`. At the end of the stream, it
 * waits for new messages. If the consumer of NATS stops delivering before the end of the stream, it creates a new consumer.
 */
export async function* messagesFrom(
  connection: Connection,
  stream: string,
  first: number,
  stopped?: AbortSignal,
): AsyncGenerator<Message, void, undefined> {
  const isStopped = (): boolean => stopped?.aborted === true
  let next = first
  while (!isStopped()) {
    const consumer = await patiently(connection.nats, () =>
      connection.client.consumers.get(stream, { deliver_policy: DeliverPolicy.StartSequence, opt_start_seq: next }),
    )
    const messages = await patiently(connection.nats, () => consumer.consume({ max_messages: most }))
    const stop = (): void => messages.stop()
    stopped?.addEventListener('abort', stop)
    let waitsSince = performance.now()
    const watch = setInterval(() => {
      if (performance.now() - waitsSince < patience) return
      lastOf(connection, stream).then((last) => {
        if (last >= next && performance.now() - waitsSince >= patience) stop()
      }, stop)
    }, patience)
    try {
      for await (const message of messages) {
        const sequence = message.seq
        if (sequence < next) continue
        // No page is ever removed from the stream, so a gap means that the consumer has skipped a message.
        if (stream === pages && sequence > next) break
        next = sequence + 1
        waitsSince = Infinity
        yield { sequence, subject: message.subject, after: afterOf(message.headers), text: message.string() }
        waitsSince = performance.now()
        if (isStopped()) return
      }
    } finally {
      clearInterval(watch)
      stopped?.removeEventListener('abort', stop)
      stop()
    }
    await wait(50)
  }
}
