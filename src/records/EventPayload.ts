/** Finds the payload of a change event in a message, and detects which API sent the message. */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { JsonObject } from '../codecs/Combinators.js'
import { isObject, own } from '../codecs/Combinators.js'
import type { DecodeError } from '../model/DecodeError.js'
import { decodeError } from './DecodeEach.js'
import { inside, keysFound } from './RecordsIn.js'

/** The API that sent a change event. */
export type Api = 'the Pub/Sub API' | 'CometD'

export interface EventPayload {
  /** The path of the payload in the message. */
  readonly path: string
  readonly payload: JsonObject
}

interface Located {
  readonly path: string
  readonly found: unknown
  /** The objects around the payload. The outermost object comes first. */
  readonly envelopes: ReadonlyArray<JsonObject>
}

const hasHeader = (value: unknown): boolean => isObject(value) && own(value, 'ChangeEventHeader') !== undefined

/**
 * | message                                        | where the payload is |
 * | ---------------------------------------------- | -------------------- |
 * | the payload alone, such as a Python dictionary | the whole message    |
 * | the Pub/Sub API                                | `payload`            |
 * | CometD                                         | `data.payload`       |
 * | AppFlow on EventBridge                         | `detail`             |
 * | an event relay on EventBridge                  | `detail.payload`     |
 */
const locate = (message: unknown): Located => {
  const envelopes: Array<JsonObject> = []
  let path = ''
  let found = message
  for (const key of ['detail', 'data', 'payload']) {
    if (!isObject(found) || hasHeader(found)) break
    const inner = own(found, key)
    if (!isObject(inner) && key !== 'payload') continue
    envelopes.push(found)
    path = inside(path, key)
    found = inner
  }
  return { path, found, envelopes }
}

/**
 * The names of the types in Avro. An encoder that converts Avro to JSON writes a value of a union as an object with one key.
 * The key is the type of the value.
 */
const avroTypes: ReadonlySet<string> = /* @__PURE__ */ new Set([
  ...['boolean', 'int', 'long', 'float', 'double', 'bytes', 'string', 'array', 'map'],
])

/**
 * Unwraps a value of an Avro union, such as `{ "string": "Acme" }` or `{ "com.sforce.eventbus.Address": { … } }`. Any other value
 * stays unchanged.
 */
export const withoutUnion = (value: unknown): unknown => {
  if (!isObject(value)) return value
  const [key = '', ...others] = Object.keys(value)
  return others.length === 0 && (avroTypes.has(key) || key.includes('.')) ? value[key] : value
}

/** Unwraps those values of an object that are wrapped in an Avro union. */
export const withoutUnions = (object: JsonObject): JsonObject => {
  const unions = Object.keys(object).filter((key) => withoutUnion(object[key]) !== object[key])
  return unions.length === 0
    ? object
    : { ...object, ...Object.fromEntries(unions.map((key) => [key, withoutUnion(object[key])])) }
}

const isPresent = (value: unknown): boolean => value !== undefined && value !== null

const isFromAppFlow = (envelope: JsonObject): boolean => {
  const source = own(envelope, 'source')
  return typeof source === 'string' && source.startsWith('aws.partner/appflow/')
}

/**
 * Detects which API sent a message. Returns none if the message does not show the API.
 *
 * A CometD message has `event.replayId`, or is the value of a `data` key. A message from AppFlow counts as a CometD message. A
 * Pub/Sub message has `schemaId`, or a header with a list of blank fields.
 */
const senderOf = (envelopes: ReadonlyArray<JsonObject>, payload: JsonObject): O.Option<Api> => {
  const header = withoutUnion(own(payload, 'ChangeEventHeader'))
  const isCometd = envelopes.some((envelope) => {
    const event = own(envelope, 'event')
    return isFromAppFlow(envelope) || (isObject(event) && isPresent(own(event, 'replayId')))
  })
  const isPubSub =
    envelopes.some((envelope) => isPresent(own(envelope, 'schemaId'))) ||
    (isObject(header) && isPresent(own(header, 'nulledFields')))
  if (isPubSub) return isCometd ? O.none : O.some('the Pub/Sub API')
  return isCometd || envelopes.some((envelope) => isObject(own(envelope, 'data'))) ? O.some('CometD') : O.none
}

/**
 * A null has a different meaning in each API. If the caller passed a message to the function for the other API, the result would
 * be wrong. Unchanged fields would become blank, or blank fields would keep their old values. Therefore such a message is an
 * error.
 */
const expectedFrom: Readonly<Record<Api, string>> = {
  'the Pub/Sub API': 'a message of the Pub/Sub API (changesFromCometd takes the messages of CometD)',
  CometD: 'a message of CometD (changesFromPubSub takes the messages of the Pub/Sub API)',
}

const places = 'a change event, with ChangeEventHeader in the message, its payload, data.payload or detail'

/** Finds the payload of a message from any of the APIs. */
export const payloadIn = (
  message: unknown,
): E.Either<ReadonlyArray<DecodeError>, EventPayload & Pick<Located, 'envelopes'>> => {
  const { path, found, envelopes } = locate(message)
  if (isObject(found)) return E.right({ path, payload: withoutUnions(found), envelopes })
  const parent = envelopes[envelopes.length - 1]
  return E.left([
    parent === undefined || isPresent(found)
      ? decodeError(path, places, found)
      : { path: path.replace(/\.?payload$/, ''), expected: places, found: keysFound(parent) },
  ])
}

/** Finds the payload of a message from the given API. A message from a different API is an error. */
export const payloadFrom = (api: Api, message: unknown): E.Either<ReadonlyArray<DecodeError>, EventPayload> => {
  const located = payloadIn(message)
  if (E.isLeft(located)) return located
  const { path, payload, envelopes } = located.right
  const sender = senderOf(envelopes, payload)
  return O.isSome(sender) && sender.value !== api
    ? E.left([decodeError('', expectedFrom[api], message)])
    : E.right({ path, payload })
}
