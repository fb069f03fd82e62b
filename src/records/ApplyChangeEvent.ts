/** What comes of a change event for each record that it names: a delivery, or "read again". */
import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import type { DecodeError } from '../model/DecodeError.js'
import type { SyncAccount, SyncContact } from '../model/Input.js'
import { pushAll } from '../model/PushAll.js'
import type { ChangeEvent } from './ChangeEvent.js'
import type { Again } from './MergeChangeEvent.js'
import { read, under, wrong } from './DecodeEach.js'
import type { Held, HeldRecord } from './KnownRecords.js'
import type { Refetch } from './Refetch.js'

/** What came of one event, in the making. */
export interface Collected {
  readonly deliveries: Array<SyncAccount | SyncContact>
  readonly refetch: Array<Refetch>
  readonly errors: Array<DecodeError>
}

/** One of the two objects: how its ids are read, its records held, and its outcomes named. */
export interface ChangedObject<Id, A extends HeldRecord<Id>> {
  readonly prefix: string
  readonly id: t.Type<Id, unknown, unknown>
  readonly held: Held<Id, A>
  readonly delivery: (record: A) => SyncAccount | SyncContact
  readonly refetch: (event: ChangeEvent, ids: ReadonlyArray<Id> | 'every', again: Again) => Refetch
}

/** The records that an event names; its wildcard stands for every one of its object. */
const namedIn = <Id, A extends HeldRecord<Id>>(
  of: ChangedObject<Id, A>,
  event: ChangeEvent,
  into: Collected,
): ReadonlyArray<Id> | 'every' => {
  const path = `${event.path}.ChangeEventHeader.recordIds`
  if (event.recordIds.some((id) => typeof id === 'string' && id.startsWith(of.prefix) && id.endsWith('*')))
    return 'every'
  if (event.recordIds.length === 0) into.errors.push(wrong(path, 'at least one id', event.recordIds))
  const ids: Array<Id> = []
  for (const [index, given] of event.recordIds.entries()) {
    const id = read(of.id, given)
    if (E.isRight(id)) ids.push(id.right)
    else pushAll(into.errors, under(`${path}.${index}`)(id.left))
  }
  return ids
}

const refetch = <Id, A extends HeldRecord<Id>>(
  of: ChangedObject<Id, A>,
  event: ChangeEvent,
  ids: ReadonlyArray<Id> | 'every',
  again: Again,
  into: Collected,
): void => {
  if (ids !== 'every' && ids.length === 0) return
  of.held.forget(ids)
  into.refetch.push(of.refetch(event, ids, again))
}

/** Why an event of these records tells nothing of them; `undefined` where it tells something. */
const silence = ({ type }: ChangeEvent, ids: ReadonlyArray<unknown> | 'every'): Again['why'] | undefined => {
  if (type === 'GAP_OVERFLOW') return 'overflow'
  if (ids === 'every') return 'wildcard'
  return type.startsWith('GAP_') ? 'gap' : undefined
}

/** What comes of an event, by `after` for each of its records. */
export const outcomes = <Id, A extends HeldRecord<Id>>(
  of: ChangedObject<Id, A>,
  event: ChangeEvent,
  after: (id: Id, held: A | undefined) => E.Either<Again, A>,
  into: Collected,
): void => {
  // An overflow stands for whatever the transaction's other events do not tell: no id it names is of use.
  const ids = event.type === 'GAP_OVERFLOW' ? 'every' : namedIn(of, event, into)
  const why = silence(event, ids)
  if (ids === 'every' || why !== undefined) refetch(of, event, ids, { why: why ?? 'gap', fields: [] }, into)
  else
    for (const id of ids) {
      const record = after(id, of.held.get(id))
      if (E.isLeft(record)) refetch(of, event, [id], record.left, into)
      else {
        of.held.put(record.right)
        into.deliveries.push(of.delivery(record.right))
      }
    }
}
