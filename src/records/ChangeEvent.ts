/**
 * One Change Data Capture event as a message of the Pub/Sub API or of CometD carries it: its header, when, and what it
 * says.
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import * as t from 'io-ts'
import type { JsonObject } from '../codecs/Combinators.js'
import { isObject, listOf, nullable, oneOf, optional, own, struct, text } from '../codecs/Combinators.js'
import type { DecodeError } from '../model/DecodeError.js'
import { Instant, instantOfEpoch } from '../model/Instant.js'
import { read, under, wrong } from './DecodeEach.js'

const wholeNumber = (value: unknown): number =>
  typeof value === 'number' || typeof value === 'bigint' || (typeof value === 'string' && /^-?\d{1,15}$/.test(value))
    ? Number(value)
    : NaN

/** A moment in a change event: milliseconds since 1970 as a number, bigint or text, or ISO 8601. */
const Moment: t.Type<Instant, unknown, unknown> = new t.Type<Instant, unknown, unknown>(
  'a moment',
  Instant.is,
  (value, context) => {
    const epoch = instantOfEpoch(wholeNumber(value))
    if (O.isSome(epoch)) return t.success(epoch.value)
    const written = Instant.validate(value, context)
    return E.isRight(written)
      ? written
      : t.failure(value, context, 'whole milliseconds since 1970, or a date and time in ISO 8601 with its offset')
  },
  Instant.encode,
)

/** The name of a field, or of a part of a compound one. The Pub/Sub API itself sends bitmaps, which its clients decode. */
const HeaderField: t.Type<string, string, unknown> = new t.Type<string, string, unknown>(
  'the name of a field',
  text.is,
  (value, context) =>
    typeof value === 'string' && /^[A-Za-z]\w*(?:\.[A-Za-z]\w*)?$/.test(value)
      ? t.success(value)
      : t.failure(value, context, 'the name of a field, its bitmap decoded'),
  text.encode,
)

/** Any array: what is in it is looked at one by one. */
const Anything: t.Type<unknown, unknown, unknown> = t.unknown

const headerFields = optional<ReadonlyArray<string> | null, unknown>(nullable(listOf(HeaderField)), null)

const objects = ['Account', 'Contact'] as const

/** `commitNumber` passes what a number can hold, and nothing needs it: it is not read. */
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
  recordIds: listOf(Anything),
  commitTimestamp: Moment,
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
  /** Header and fields; and where in the message it stands. */
  readonly payload: JsonObject
  readonly path: string
}

/**
 * The stamp of the record that an event tells of. An event carries no SystemModstamp. LastModifiedDate is equal to it
 * except after changes made by the system itself, of which the event gives none; then it is when the change was
 * committed, cut to the second, which is the resolution of the other two. So events of one record keep their order.
 */
const stampOf = (payload: JsonObject, committedAt: Instant): E.Either<ReadonlyArray<DecodeError>, Instant> => {
  for (const key of ['SystemModstamp', 'LastModifiedDate']) {
    const value = own(payload, key)
    if (value !== undefined && value !== null) return E.mapLeft(under(key))(read(Moment, value))
  }
  return E.right((Math.floor(committedAt / 1_000) * 1_000) as Instant)
}

/** By which of the two ways a change event comes. */
export type Api = 'the Pub/Sub API' | 'CometD'

interface Found {
  readonly path: string
  /** The object that holds the payload, and the payload. */
  readonly around: JsonObject
  readonly payload: unknown
}

/** Where in a message the payload is. CometD's comes whole, or as its `data` alone. */
const payloadIn = (message: unknown): Found => {
  if (!isObject(message)) return { path: '', around: {}, payload: undefined }
  const data = own(message, 'data')
  return isObject(data)
    ? { path: 'data.payload', around: data, payload: own(data, 'payload') }
    : { path: 'payload', around: message, payload: own(message, 'payload') }
}

const isThere = (value: unknown): boolean => value !== undefined && value !== null

/**
 * By which API a message came, where something in it is of one alone; `undefined` where nothing is, or of both.
 * `event.replayId`, and a message with `data`, are CometD's. The Pub/Sub API lists the blank fields in every header, and
 * CometD in none.
 */
const sentBy = ({ path, around, payload }: Found): Api | undefined => {
  const event = own(around, 'event')
  const header = isObject(payload) ? own(payload, 'ChangeEventHeader') : undefined
  const hasCometds = isObject(event) && isThere(own(event, 'replayId'))
  const hasPubSubs = isThere(own(around, 'schemaId')) || (isObject(header) && isThere(own(header, 'nulledFields')))
  if (hasPubSubs) return hasCometds ? undefined : 'the Pub/Sub API'
  return hasCometds || path === 'data.payload' ? 'CometD' : undefined
}

/** What a null means differs: read by the wrong function, an event would blank fields that did not change, or keep blank ones. */
const expectedBy: Readonly<Record<Api, string>> = {
  'the Pub/Sub API': 'a message of the Pub/Sub API: changesFromCometd takes those of CometD',
  CometD: 'a message of CometD: changesFromPubSub takes those of the Pub/Sub API',
}

/** The event in a message of this API. */
export const readChangeEvent = (api: Api, message: unknown): E.Either<ReadonlyArray<DecodeError>, ChangeEvent> => {
  const given = payloadIn(message)
  const { path, payload } = given
  if (!isObject(payload))
    return E.left([wrong(path, 'a change event with its payload', path === '' ? message : payload)])
  if ((sentBy(given) ?? api) !== api) return E.left([wrong('', expectedBy[api], message)])
  const header = read(Header, own(payload, 'ChangeEventHeader'))
  if (E.isLeft(header)) return E.left(under(`${path}.ChangeEventHeader`)(header.left))
  const { entityName, changeType, recordIds, commitTimestamp, nulledFields, diffFields } = header.right
  return E.bimap(under(path), (systemModstamp: Instant) => ({
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
