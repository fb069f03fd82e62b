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
import { connect, headers, type MsgHdrs, type NatsConnection } from '@nats-io/transport-node'
import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'

export interface Address {
  /** `host:port` of every server. */
  readonly servers: ReadonlyArray<string>
  readonly token?: string
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

/** All subjects of the stream of pages. */
export const allPages = 'engine.>'

/** The stream in which NATS stores the key-value bucket `engine`. It keeps the last values of each key. */
export const bucket = 'KV_engine'

/** The bucket keeps some values of each key, because the last one may be older than the one before it. */
const keptValues = 4

const idHeader = 'Write-Id'
const afterHeader = 'Write-After'
const wrongLastSequence = 10_071
const timeout = 2_000
const afterFailure = 100

export const open = async ({ servers, token }: Address): Promise<Connection> => {
  const nats = await connect({
    servers: [...servers],
    ...(token === undefined ? {} : { token }),
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
  await patiently(nats, () => manager.streams.add({ ...common, name: pages, subjects: [allPages] }))
  await patiently(nats, () =>
    manager.streams.add({
      ...common,
      name: bucket,
      subjects: ['$KV.engine.>'],
      max_msgs_per_subject: keptValues,
      allow_rollup_hdrs: true,
    }),
  )
}

export interface Message {
  /** The number of the message in its stream. */
  readonly sequence: number
  /** The number of the message that the writer took for the last one of the subject. */
  readonly after: number
  readonly id: string
  readonly text: string
}

/** Returns the number of the message that the writer took for the last one of the subject. */
export const afterOf = (header: MsgHdrs | undefined): number => Number(header?.get(afterHeader))

/** Reads the last message of a subject, or the first message from a number on. */
export const read = async (
  { nats, manager }: Connection,
  stream: string,
  query: { readonly last_by_subj: string } | { readonly seq: number; readonly next_by_subj: string },
): Promise<Message | undefined> => {
  const message = await patiently(nats, () => manager.streams.getMessage(stream, query))
  if (message === null) return undefined
  const { seq: sequence, header } = message
  return { sequence, after: afterOf(header), id: header.get(idHeader), text: message.string() }
}

/** The number of the last message of a stream. */
export const lastOf = ({ nats, manager }: Connection, stream: string): Promise<number> =>
  patiently(nats, async () => (await manager.streams.info(stream)).state.last_seq)

/** The longest text, in bytes. The servers must accept a little more: `max_payload: 8MB`. */
const longest = 8_000_000

export const isTooLong = (text: string): boolean => Buffer.byteLength(text) > longest

const nameOfProcess = randomUUID()
let writes = 0

/** The answer of a server to a write. */
type Answer = number | 'refused' | 'none'

/** One write, which the server should store only if the last message of the subject, or of the whole stream, is the expected one. */
const attempt = async (
  { client, nats }: Connection,
  subject: string,
  expect: { readonly lastSubjectSequence: number } | { readonly lastSequence: number },
  text: string,
  own: MsgHdrs,
): Promise<Answer> => {
  try {
    return (await client.publish(subject, text, { headers: own, expect, timeout })).seq
  } catch (error) {
    if (error instanceof JetStreamApiError && error.code === wrongLastSequence) return 'refused'
    if (nats.isClosed()) throw error
    return 'none'
  }
}

const headersOf = (id: string, after: number): MsgHdrs => {
  const own = headers()
  own.set(idHeader, id)
  own.set(afterHeader, String(after))
  return own
}

const newId = (): string => {
  writes += 1
  return `${nameOfProcess}.${writes}`
}

/**
 * Writes to a subject after the message `after`, and returns the number of the new message. If another process has written after
 * that message first, it throws {@link Overtaken}. With `among`, no message of these subjects may follow `after`.
 *
 * The answer of a server is not enough. The leader of a cluster checks the condition before it stores a message. Until NATS 2.9.21
 * (nats-server issue 4320), it accepts two messages that arrive at the same moment, and a server that has just become the leader
 * may accept a message although it lacks stored messages. A server that does not answer may have stored the message, or may store
 * it later. So this function reads the messages after `after`. The first one that was written after the same message counts, and
 * the others have no effect. Readers use the same rule (pages.ts).
 *
 * The id of a message is in a header of the engine, not in `Nats-Msg-Id`. With `Nats-Msg-Id`, a leader of NATS 2.9 answers a second
 * try with "duplicate" before the first try is stored. If the leader is killed at that moment, the first try is lost.
 */
export const write = async (
  connection: Connection,
  stream: string,
  subject: string,
  after: number,
  text: string,
  among = subject,
): Promise<number> => {
  if (isTooLong(text)) throw new Error(`a message to ${subject} is longer than ${longest} bytes`)
  const id = newId()
  const own = headersOf(id, after)
  let last = after
  for (;;) {
    const expect = among === subject ? { lastSubjectSequence: last } : { lastSequence: last }
    const answer = await attempt(connection, subject, expect, text, own)
    if (answer !== 'none')
      for (;;) {
        const found = await read(connection, stream, { seq: last + 1, next_by_subj: among })
        if (found?.id === id) return found.sequence
        if (found === undefined) break
        if (found.after === after || among !== subject) throw new Overtaken(subject)
        // This message does not count. The next try has to follow it.
        last = found.sequence
      }
    // No server has answered, or a server that has just become the leader lacks stored messages.
    await wait(afterFailure)
  }
}

/**
 * Writes to a subject if the server finds that the message `after` is the last one. Otherwise it throws {@link Overtaken}. Use it
 * if readers can tell the newer of two messages.
 */
export const put = async (connection: Connection, subject: string, after: number, text: string): Promise<number> => {
  const own = headersOf(newId(), after)
  for (;;) {
    const answer = await attempt(connection, subject, { lastSubjectSequence: after }, text, own)
    if (answer === 'refused') throw new Overtaken(subject)
    if (answer !== 'none') return answer
    await wait(afterFailure)
  }
}
