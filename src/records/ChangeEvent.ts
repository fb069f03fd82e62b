/** One Change Data Capture event, decoded from a message of the Pub/Sub API or of CometD. */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import * as t from 'io-ts'
import type { JsonObject } from '../codecs/Combinators.js'
import { isObject, listOf, nullable, oneOf, optional, own, struct, text } from '../codecs/Combinators.js'
import type { DecodeError } from '../model/DecodeError.js'
import { Instant, instantOf } from '../model/Instant.js'
import { atPath, decode, decodeError } from './DecodeEach.js'

const wholeNumber = (value: unknown): number =>
  typeof value === 'number' || typeof value === 'bigint' || (typeof value === 'string' && /^-?\d{1,15}$/.test(value))
    ? Number(value)
    : NaN

/** A time in a change event: milliseconds since 1970 (as a number, a bigint or a string), or ISO 8601. */
const EventTime: t.Type<Instant, unknown, unknown> = new t.Type<Instant, unknown, unknown>(
  'a time',
  Instant.is,
  (value, context) => {
    const fromEpoch = instantOf(wholeNumber(value))
    if (O.isSome(fromEpoch)) return t.success(fromEpoch.value)
    const fromText = Instant.validate(value, context)
    return E.isRight(fromText)
      ? fromText
      : t.failure(value, context, 'whole milliseconds since 1970, or a date and time in ISO 8601 with its offset')
  },
  Instant.encode,
)

/** The name of a field, or of a part of a compound field. */
const HeaderField: t.Type<string, string, unknown> = new t.Type<string, string, unknown>(
  'the name of a field',
  text.is,
  (value, context) =>
    typeof value === 'string' && /^[A-Za-z]\w*(?:\.[A-Za-z]\w*)?$/.test(value)
      ? t.success(value)
      : t.failure(value, context, 'the name of a field (bitmaps of the Pub/Sub API have to be decoded first)'),
  text.encode,
)

const headerFields = optional<ReadonlyArray<string> | null, unknown>(
  nullable(listOf(HeaderField, 'names of fields')),
  null,
)

const objects = ['Account', 'Contact'] as const

/** Without `commitNumber`, which can be larger than a number can hold, and which nothing here needs. */
const Header = struct('the header of a change event', {
  entityName: oneOf(...objects),
  changeType: oneOf(
    'CREATE',
    'UPDATE',
    'DELETE',
    'UNDELETE',
    'GAP_CREATE',
    'GAP_UPDATE',
    'GAP_DELETE',
    'GAP_UNDELETE',
    'GAP_OVERFLOW',
  ),
  // Decoded later, one by one, so that a bad id does not affect the others.
  recordIds: listOf(t.unknown, 'ids'),
  commitTimestamp: EventTime,
  nulledFields: headerFields,
  diffFields: headerFields,
})

export interface ChangeEvent {
  readonly object: (typeof objects)[number]
  readonly type: t.TypeOf<typeof Header>['changeType']
  readonly recordIds: ReadonlyArray<unknown>
  readonly committedAt: Instant
  readonly systemModstamp: Instant
  readonly nulledFields: ReadonlyArray<string>
  readonly diffFields: ReadonlyArray<string>
  /** The header and the fields of the record. */
  readonly payload: JsonObject
  /** Where in the message the payload is. */
  readonly path: string
}

/**
 * The SystemModstamp of a record after an event. Events do not carry it. LastModifiedDate has the same value except after
 * a change by Salesforce itself, and then the event has no LastModifiedDate either. In that case the time of the commit
 * is used. It is cut to the second, because the other two are whole seconds, so that the events of one record stay in
 * order.
 */
const stampOf = (payload: JsonObject, committedAt: Instant): E.Either<ReadonlyArray<DecodeError>, Instant> => {
  for (const key of ['SystemModstamp', 'LastModifiedDate']) {
    const value = own(payload, key)
    if (value !== undefined && value !== null) return E.mapLeft(atPath(key))(decode(EventTime, value))
  }
  return E.right((Math.floor(committedAt / 1_000) * 1_000) as Instant)
}

/** The API that sent a change event. */
export type Api = 'the Pub/Sub API' | 'CometD'

interface LocatedPayload {
  readonly path: string
  /** The object that contains the payload. */
  readonly envelope: JsonObject
  readonly payload: unknown
}

/** The payload of a message. A CometD message is accepted whole, or as the value of its `data`. */
const payloadOf = (message: unknown): LocatedPayload => {
  if (!isObject(message)) return { path: '', envelope: {}, payload: undefined }
  const data = own(message, 'data')
  return isObject(data)
    ? { path: 'data.payload', envelope: data, payload: own(data, 'payload') }
    : { path: 'payload', envelope: message, payload: own(message, 'payload') }
}

const isPresent = (value: unknown): boolean => value !== undefined && value !== null

/**
 * The API that sent a message, if something in the message is used by only one of the two. CometD has `event.replayId`
 * and wraps the message in `data`. The Pub/Sub API has `schemaId`, and lists the blank fields in every header.
 */
const senderOf = ({ path, envelope, payload }: LocatedPayload): O.Option<Api> => {
  const event = own(envelope, 'event')
  const header = isObject(payload) ? own(payload, 'ChangeEventHeader') : undefined
  const hasCometdKey = isObject(event) && isPresent(own(event, 'replayId'))
  const hasPubSubKey =
    isPresent(own(envelope, 'schemaId')) || (isObject(header) && isPresent(own(header, 'nulledFields')))
  if (hasPubSubKey) return hasCometdKey ? O.none : O.some('the Pub/Sub API')
  return hasCometdKey || path === 'data.payload' ? O.some('CometD') : O.none
}

/**
 * A null has a different meaning in each API. If the wrong function decoded an event, it would blank fields that have not
 * changed, or miss fields that have become blank.
 */
const expectedFrom: Readonly<Record<Api, string>> = {
  'the Pub/Sub API': 'a message of the Pub/Sub API (changesFromCometd takes the messages of CometD)',
  CometD: 'a message of CometD (changesFromPubSub takes the messages of the Pub/Sub API)',
}

/** Decodes the event in a message of this API. A message that the other API sent is an error. */
export const decodeChangeEvent = (api: Api, message: unknown): E.Either<ReadonlyArray<DecodeError>, ChangeEvent> => {
  const located = payloadOf(message)
  const { path, payload } = located
  if (!isObject(payload))
    return E.left([decodeError(path, 'a change event with its payload', path === '' ? message : payload)])
  const sender = senderOf(located)
  if (O.isSome(sender) && sender.value !== api) return E.left([decodeError('', expectedFrom[api], message)])
  const header = decode(Header, own(payload, 'ChangeEventHeader'))
  if (E.isLeft(header)) return E.left(atPath(`${path}.ChangeEventHeader`)(header.left))
  const { entityName, changeType, recordIds, commitTimestamp, nulledFields, diffFields } = header.right
  return E.bimap(atPath(path), (systemModstamp: Instant) => ({
    object: entityName,
    type: changeType,
    recordIds,
    committedAt: commitTimestamp,
    systemModstamp,
    nulledFields: nulledFields ?? [],
    diffFields: diffFields ?? [],
    payload,
    path,
  }))(stampOf(payload, commitTimestamp))
}
