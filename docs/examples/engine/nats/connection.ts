/** Connects to NATS JetStream. Writes are conditional, and a read never returns a value from before the last known write. */
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

/** The error if another process has written to the subject in the meantime. */
export class Overtaken extends Error {}

/** The stream of pages: all submitted inputs and all decisions, in one order. */
export const pages = 'engine'

/** The stream in which NATS stores the key-value bucket `engine`. It keeps the last value of each key. */
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

/** Repeats a call while servers restart or elect a leader. It throws if a server answers with an error, or if the connection closes. */
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
 * Creates the stream and the bucket if they are missing. `allow_direct` is off. If it were on, any server could answer a read,
 * and a server that is behind would answer with an old value.
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

/** Reads the last message of a subject, or the first message from a number on. */
export const read = async (
  { nats, manager }: Connection,
  stream: string,
  query: { readonly last_by_subj: string } | { readonly seq: number; readonly next_by_subj: string },
): Promise<Message | undefined> => {
  const message = await patiently(nats, () => manager.streams.getMessage(stream, query))
  if (message === null) return undefined
  return { sequence: message.seq, id: message.header.get(idHeader), text: message.string() }
}

/** The number of the last message of a stream. */
export const lastOf = ({ nats, manager }: Connection, stream: string): Promise<number> =>
  patiently(nats, async () => (await manager.streams.info(stream)).state.last_seq)

/** The longest text, in bytes. The servers must accept a little more: `max_payload: 8MB`. */
const longest = 8_000_000

export const isTooLong = (text: string): boolean => Buffer.byteLength(text) > longest

const nameOfProcess = randomUUID()
let writes = 0

/**
 * Writes to a subject if the last message of the subject, or of the whole stream, is still the one with the number `last`, and
 * returns the number of the new message. Otherwise it throws {@link Overtaken}.
 *
 * If the server does not answer, it may have stored the write, or may store it later. So this function tries the same write
 * again. If the server then reports another last message, that message may be the first try. The id of the message shows this.
 *
 * The id is in a header of the engine, not in `Nats-Msg-Id`. With `Nats-Msg-Id`, a leader of NATS 2.9 answers a second try with
 * "duplicate" before the first try is stored. If the leader is killed at that moment, the first try is lost.
 */
export const write = async (
  connection: Connection,
  stream: string,
  subject: string,
  last: number,
  text: string,
  lastIn: 'subject' | 'stream' = 'subject',
): Promise<number> => {
  if (isTooLong(text)) throw new Error(`a message to ${subject} is longer than ${longest} bytes`)
  writes += 1
  const id = `${nameOfProcess}.${writes}`
  const withId = headers()
  withId.set(idHeader, id)
  const options = {
    headers: withId,
    expect: lastIn === 'stream' ? { lastSequence: last } : { lastSubjectSequence: last },
    timeout,
  }
  for (;;) {
    try {
      return (await connection.client.publish(subject, text, options)).seq
    } catch (error) {
      if (error instanceof JetStreamApiError && error.code === wrongLastSequence) {
        const found = await read(connection, stream, { last_by_subj: subject })
        if (found?.id === id) return found.sequence
        // A server that has just become the leader may lack stored messages. In this case, try the write again.
        const current = lastIn === 'stream' ? await lastOf(connection, stream) : (found?.sequence ?? 0)
        if (current !== last) throw new Overtaken(subject)
      } else if (connection.nats.isClosed()) throw error
      await wait(afterFailure)
    }
  }
}
