/** A connection to NATS JetStream: conditional writes, and reads that are never older than the last write that was known. */
import {
  jetstream,
  JetStreamApiError,
  type JetStreamClient,
  jetstreamManager,
  type JetStreamManager,
  RetentionPolicy,
  StorageType,
} from '@nats-io/jetstream'
import { connect, headers, type NatsConnection } from '@nats-io/transport-node'
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'

export interface Address {
  /** `host:port` of every server. */
  readonly servers: ReadonlyArray<string>
  readonly token: string
}

export interface Connection {
  readonly nats: NatsConnection
  readonly client: JetStreamClient
  readonly manager: JetStreamManager
}

/** Somebody else has written to the subject. */
export class Overtaken extends Error {}

/** The stream of pages: everything that was submitted, and everything that was decided, in one order. */
export const pages = 'engine'

/** The stream below the key-value bucket `engine`. It keeps the last value of each key. */
export const bucket = 'KV_engine'

const idHeader = 'Write-Id'
const wrongLastSequence = 10_071
const timeout = 2_000
const afterFailure = 100

export const open = async ({ servers, token }: Address): Promise<Connection> => {
  const nats = await connect({
    servers: [...servers],
    token,
    maxReconnectAttempts: -1,
    waitOnFirstConnect: true,
    reconnectTimeWait: 100,
    timeout,
  })
  return { nats, client: jetstream(nats, { timeout }), manager: await patiently(nats, () => jetstreamManager(nats)) }
}

/** Tries again while servers restart or elect a leader. It throws what a server has answered, and if the connection is closed. */
export const patiently = async <A>(nats: NatsConnection, work: () => Promise<A>): Promise<A> => {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (nats.isClosed() || (error instanceof JetStreamApiError && error.status < 500)) throw error
      await wait(afterFailure)
    }
  }
}

/**
 * Makes the stream and the bucket where they are missing. `allow_direct` is off: with it, any server may answer a read, and a
 * server that has been away answers with an old value.
 */
export const setUp = async ({ nats, manager }: Connection, replicas: number): Promise<void> => {
  const common = {
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    num_replicas: replicas,
    allow_direct: false,
    deny_delete: true,
  }
  await patiently(nats, () => manager.streams.add({ ...common, name: pages, subjects: ['engine.>'] }))
  await patiently(nats, () =>
    manager.streams.add({
      ...common,
      name: bucket,
      subjects: ['$KV.engine.>'],
      max_msgs_per_subject: 1,
      allow_rollup_hdrs: true,
    }),
  )
}

export interface Message {
  /** The number of the message in its stream. */
  readonly sequence: number
  readonly id: string
  readonly text: string
}

/** The last message of a subject, or the first one from a number on. */
export const read = async (
  { nats, manager }: Connection,
  stream: string,
  query: { readonly last_by_subj: string } | { readonly seq: number; readonly next_by_subj: string },
): Promise<Message | undefined> => {
  const message = await patiently(nats, () => manager.streams.getMessage(stream, query))
  if (message === null) return undefined
  return { sequence: message.seq, id: message.header.get(idHeader), text: message.string() }
}

/** The longest text, in bytes. The servers must accept a little more: `max_payload: 8MB`. */
const longest = 8_000_000

export const isTooLong = (text: string): boolean => Buffer.byteLength(text) > longest

const nameOfProcess = randomUUID()
let writes = 0

/**
 * Writes to a subject if the last message of the subject is still the one with the number `last`, and returns the number of
 * the new message. Otherwise it throws {@link Overtaken}.
 *
 * If no answer comes, the write may have been stored, or may be stored later. So the same write is tried again. If the server
 * then says that the subject has another last message, that message may be this very write, and its id tells.
 *
 * The id is not `Nats-Msg-Id`. With that header, a leader of NATS 2.9 answers a second try with "duplicate" while the first
 * try is under way, even if the first try is lost with the leader.
 */
export const write = async (
  connection: Connection,
  stream: string,
  subject: string,
  last: number,
  text: string,
): Promise<number> => {
  if (isTooLong(text)) throw new Error(`a message to ${subject} is longer than ${longest} bytes`)
  writes += 1
  const id = `${nameOfProcess}.${writes}`
  const withId = headers()
  withId.set(idHeader, id)
  const options = { headers: withId, expect: { lastSubjectSequence: last }, timeout }
  for (;;) {
    try {
      return (await connection.client.publish(subject, text, options)).seq
    } catch (error) {
      if (error instanceof JetStreamApiError && error.code === wrongLastSequence) {
        const found = await read(connection, stream, { last_by_subj: subject })
        if (found?.id === id) return found.sequence
        // A server that has just become the leader may know less than was stored. Then the write is tried again.
        if ((found?.sequence ?? 0) !== last) throw new Overtaken(subject)
      } else if (connection.nats.isClosed()) throw error
      await wait(afterFailure)
    }
  }
}
