/** Decodes one Change Data Capture event from a message of the Pub/Sub API or of CometD. */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import * as t from 'io-ts'
import type { JsonObject } from '../codecs/Combinators.js'
import { isObject, listOf, nullable, oneOf, optional, own, struct, text } from '../codecs/Combinators.js'
import type { DecodeError } from '../model/DecodeError.js'
import { Instant, instantOf } from '../model/Instant.js'
import { atPath, decode, decodeError } from './DecodeEach.js'
import type { Api } from './EventPayload.js'
import { payloadFrom, withoutUnion, withoutUnions } from './EventPayload.js'
import { inside } from './RecordsIn.js'

const wholeNumber = (value: unknown): number =>
  typeof value === 'number' || typeof value === 'bigint' || (typeof value === 'string' && /^-?\d{1,15}$/.test(value))
    ? Number(value)
    : NaN

/**
 * Decodes a time in a change event. The time is in milliseconds since 1970, or it is an ISO 8601 string. The milliseconds are a
 * number, a bigint or a string.
 */
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

/**
 * Tests whether a string is an encoded list of field names. The Pub/Sub API encodes each name as a bit, such as in `0x0A`. A list
 * of the parts of a compound field begins with the position of this field, such as in `4-0x0A`.
 */
const isBitmap = (name: string): boolean => /^(?:\d+-)?0x[0-9A-Fa-f]+$/.test(name)

/** Decodes the name of a field, the name of a part of a compound field, or an encoded list of field names. */
const HeaderField: t.Type<string, string, unknown> = new t.Type<string, string, unknown>(
  'the name of a field, or a bitmap',
  text.is,
  (value, context) =>
    typeof value === 'string' && (/^[A-Za-z]\w*(?:\.[A-Za-z]\w*)?$/.test(value) || isBitmap(value))
      ? t.success(value)
      : t.failure(value, context, 'the name of a field, or a bitmap'),
  text.encode,
)

const headerFields = optional<ReadonlyArray<string> | null, unknown>(
  nullable(listOf(HeaderField, 'names of fields')),
  null,
)

const objects = ['Account', 'Contact'] as const

/**
 * Decodes the header of an event, except `commitNumber`. This library does not need the commit number, which can be too large for
 * a JavaScript number.
 */
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
  // The ids are decoded later, one by one, so that a bad id does not affect the other ids.
  recordIds: listOf(t.unknown, 'ids'),
  commitTimestamp: EventTime,
  changedFields: headerFields,
  nulledFields: headerFields,
  diffFields: headerFields,
})

export interface ChangeEvent {
  readonly _tag: 'ChangeEvent'
  readonly object: (typeof objects)[number]
  readonly type: t.TypeOf<typeof Header>['changeType']
  readonly recordIds: ReadonlyArray<unknown>
  readonly committedAt: Instant
  readonly systemModstamp: Instant
  readonly changedFields: ReadonlySet<string>
  readonly nulledFields: ReadonlySet<string>
  readonly diffFields: ReadonlySet<string>
  /**
   * Whether one of the three lists of field names is still encoded. If a list is still encoded, it is unknown which fields
   * changed.
   */
  readonly isEncoded: boolean
  /** The event header and the fields of the record. */
  readonly payload: JsonObject
  /** The path of the payload in the message. */
  readonly path: string
}

/** A change event of an object other than Account and Contact. */
export interface EventOfOther {
  readonly _tag: 'EventOfOther'
  readonly object: string
}

/**
 * Estimates the SystemModstamp of a record after an event, because events do not contain a SystemModstamp.
 *
 * If the event has a LastModifiedDate, the function uses this date, because LastModifiedDate and SystemModstamp are equal.
 *
 * If Salesforce itself made the change, the event has no LastModifiedDate. The function then uses the commit time, rounded down
 * to whole seconds. Without the rounding, the events of one record could get into the wrong order.
 *
 * An UNDELETE sets the LastModifiedDate back to its value before the DELETE. For an UNDELETE, the function therefore uses the
 * later of two times: the LastModifiedDate and the commit time.
 */
const stampOf = (
  payload: JsonObject,
  type: ChangeEvent['type'],
  committedAt: Instant,
): E.Either<ReadonlyArray<DecodeError>, Instant> => {
  const committedSecond = (Math.floor(committedAt / 1_000) * 1_000) as Instant
  for (const key of ['SystemModstamp', 'LastModifiedDate']) {
    const value = own(payload, key)
    if (value === undefined || value === null) continue
    return E.bimap(atPath(key), (stamp: Instant) =>
      type === 'UNDELETE' && stamp < committedSecond ? committedSecond : stamp,
    )(decode(EventTime, value))
  }
  return E.right(committedSecond)
}

/** Decodes the event in a message of the given API. A message from a different API is an error. */
export const decodeChangeEvent = (
  api: Api,
  message: unknown,
): E.Either<ReadonlyArray<DecodeError>, ChangeEvent | EventOfOther> => {
  const located = payloadFrom(api, message)
  if (E.isLeft(located)) return located
  const { path, payload } = located.right
  const inHeader = inside(path, 'ChangeEventHeader')
  const wrapped = withoutUnion(own(payload, 'ChangeEventHeader'))
  const undecoded = isObject(wrapped) ? withoutUnions(wrapped) : wrapped
  const object = isObject(undecoded) ? own(undecoded, 'entityName') : undefined
  if (typeof object === 'string' && !objects.some((name) => name === object))
    return object === ''
      ? E.left([decodeError(`${inHeader}.entityName`, 'the name of an object', object)])
      : E.right({ _tag: 'EventOfOther', object })
  const header = decode(Header, undecoded)
  if (E.isLeft(header)) return E.left(atPath(inHeader)(header.left))
  const { entityName, changeType, recordIds, commitTimestamp } = header.right
  const listed = [header.right.changedFields, header.right.nulledFields, header.right.diffFields].map(
    (list) => list ?? [],
  )
  const [changedFields = [], nulledFields = [], diffFields = []] = listed
  return E.bimap(atPath(path), (systemModstamp: Instant): ChangeEvent => ({
    _tag: 'ChangeEvent',
    object: entityName,
    type: changeType,
    recordIds,
    committedAt: commitTimestamp,
    systemModstamp,
    changedFields: new Set(changedFields),
    nulledFields: new Set(nulledFields),
    diffFields: new Set(diffFields),
    isEncoded: listed.some((list) => list.some(isBitmap)),
    payload,
    path,
  }))(stampOf(payload, changeType, commitTimestamp))
}
