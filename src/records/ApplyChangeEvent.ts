/**
 * Turns a Change Data Capture event into deliveries, one for each of its records. If the event has too little data, turns the
 * event into a request to fetch the records again.
 */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type * as t from 'io-ts'
import type { DecodeError } from '../model/DecodeError.js'
import type { SyncAccount, SyncContact } from '../model/Input.js'
import { pushAll } from '../model/PushAll.js'
import type { ChangeEvent } from './ChangeEvent.js'
import { atPath, decode, decodeError } from './DecodeEach.js'
import type { KnownRecords } from './KnownRecords.js'
import type { NotEnough } from './MergeChangeEvent.js'
import type { Refetch } from './Refetch.js'

/** The results of the events that the code has already handled. */
export interface ChangesSoFar {
  readonly deliveries: Array<SyncAccount | SyncContact>
  readonly refetch: Array<Refetch>
  readonly errors: Array<DecodeError>
}

/** The parts of the code that are different for Account and for Contact. */
export interface ChangedObject<Id, A> {
  readonly prefix: string
  readonly id: t.Type<Id, unknown, unknown>
  readonly known: KnownRecords<Id, A>
  readonly delivery: (record: A) => SyncAccount | SyncContact
  readonly refetch: (event: ChangeEvent, ids: ReadonlyArray<Id> | 'all', notEnough: NotEnough) => Refetch
}

/**
 * Explains why an event concerns all records of its object. Returns none if the event concerns just the records whose ids it lists.
 */
const reasonForAll = (prefix: string, { type, recordIds }: ChangeEvent): O.Option<'overflow' | 'wildcard'> => {
  // Salesforce sends an overflow event in place of other events of a transaction. The other events can belong to any record, so
  // the ids in the overflow event do not matter.
  if (type === 'GAP_OVERFLOW') return O.some('overflow')
  const isWildcard = (id: unknown): boolean => typeof id === 'string' && id.startsWith(prefix) && id.endsWith('*')
  return recordIds.some(isWildcard) ? O.some('wildcard') : O.none
}

const decodeIds = <Id>(
  codec: t.Type<Id, unknown, unknown>,
  event: ChangeEvent,
  errors: Array<DecodeError>,
): ReadonlyArray<Id> => {
  const path = `${event.path}.ChangeEventHeader.recordIds`
  if (event.recordIds.length === 0) errors.push(decodeError(path, 'at least one id', event.recordIds))
  const ids: Array<Id> = []
  for (const [index, undecoded] of event.recordIds.entries()) {
    const id = decode(codec, undecoded)
    if (E.isRight(id)) ids.push(id.right)
    else pushAll(errors, atPath(`${path}.${index}`)(id.left))
  }
  return ids
}

/**
 * Forgets the known fields of the records in an event. The caller uses this function if the event has an error. Such an event
 * changed the fields in an unknown way, so the known fields cannot complete a later event.
 */
export const forgetRecordsOf = <Id, A>({ id, known }: ChangedObject<Id, A>, { recordIds }: ChangeEvent): void => {
  known.forget(
    recordIds
      .map((undecoded) => id.decode(undecoded))
      .flatMap((decoded) => (E.isRight(decoded) ? [decoded.right] : [])),
  )
}

/** Adds the results of one event. `merge` makes the new record from the known record and the event. */
export const applyChangeEvent = <Id, A>(
  object: ChangedObject<Id, A>,
  event: ChangeEvent,
  merge: (id: Id, known: O.Option<A>) => E.Either<NotEnough, A>,
  into: ChangesSoFar,
): void => {
  const refetch = (ids: ReadonlyArray<Id> | 'all', notEnough: NotEnough): void => {
    object.known.forget(ids)
    into.refetch.push(object.refetch(event, ids, notEnough))
  }
  const forAll = reasonForAll(object.prefix, event)
  if (O.isSome(forAll)) {
    refetch('all', { reason: forAll.value, fields: [] })
    return
  }
  const ids = decodeIds(object.id, event, into.errors)
  if (event.type.startsWith('GAP_')) {
    if (ids.length > 0) refetch(ids, { reason: 'gap', fields: [] })
    return
  }
  for (const id of ids) {
    const record = merge(id, object.known.get(id))
    if (E.isLeft(record)) refetch([id], record.left)
    else {
      object.known.put(record.right)
      into.deliveries.push(object.delivery(record.right))
    }
  }
}
