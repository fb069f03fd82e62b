// The smallest worker that handles the messages of partitions, and the same worker with a planted fault.
import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import type { AccountId, ContactId, Settings } from 'marketo-account-sync'
import type { AppliedDecision, Commit, Glue, PartitionAtRest } from 'marketo-account-sync/testing'
import type { Handled } from '../../src/partitions/Handle.js'
import { handleBy } from '../../src/partitions/Handle.js'
import type { Decision, Key, Message, Partition } from '../../src/partitions/index.js'
import {
  emptyPartition,
  entryKey,
  KeyFromJson,
  MessageFromJson,
  marketoRowsOf,
  originsIn,
  PartitionFromJson,
} from '../../src/partitions/index.js'
import { stop } from '../../src/partitions/Stop.js'

export const value = <A>(codec: t.Type<A, unknown, unknown>, json: unknown): A => {
  const decoded = codec.decode(json)
  if (E.isLeft(decoded)) throw new Error(`${codec.name} cannot be decoded: ${JSON.stringify(json)}`)
  return decoded.right
}

export type Handle = (message: Message, partition: Partition) => Handled

/** A list of holds. A worker with a fault stores these holds, but ignores them. */
export type Unminded = ReadonlyArray<NonNullable<Partition['hold']>>

type StopAt = ReturnType<typeof stop>

/** A planted fault replaces one of two functions: `stop` decides an input at one partition, and `handle` handles a message. */
export interface Fault {
  readonly stop?: (stop: StopAt) => StopAt
  readonly handle?: (
    handle: Handle,
  ) => (message: Message, partition: Partition, unminded: Unminded) => Handled & { readonly unminded?: Unminded }
}

const isThis =
  (key: Key, side: 'from' | 'to') =>
  ({ move }: Decision): ReadonlyArray<ContactId> =>
    move !== null && `account/${move[side] ?? ''}` === key ? [move.contactId] : []

const appliedAt =
  (key: Key) =>
  (decision: Decision): AppliedDecision => {
    const { transaction, at, decided } = decision
    const { origin, number, submission, input } = transaction
    return {
      id: `${origin} ${number}`,
      isMadeHere: at === key,
      submission,
      input,
      decided,
      joined: isThis(key, 'to')(decision),
      left: isThis(key, 'from')(decision),
    }
  }

const storedIn = (key: Key, json: unknown): Partition & { readonly unminded: Unminded } => {
  if (json === undefined) return { ...emptyPartition(key), unminded: [] }
  const { unminded } = json as { readonly unminded: Unminded }
  return { ...value(PartitionFromJson, json), unminded }
}

export const glueWith = ({ stop: stopAt = (right) => right, handle = (right) => right }: Fault = {}): Glue => ({
  entryKey,
  submit: (submission, input) => MessageFromJson.encode({ _tag: 'Submit', submission, input }),
  handle: (settings: Settings) => {
    const next = handle(handleBy(stopAt(stop(settings))))
    return (name, json, stored): Commit => {
      const key = value(KeyFromJson, name)
      const message = value(MessageFromJson, json)
      const { unminded, ...partition } = storedIn(key, stored)
      // Keeps the entries of `seen` that this message needs. A worker can store all other entries in a different place.
      const seen = Object.fromEntries(
        originsIn(message, partition).flatMap((origin) =>
          partition.seen[origin] === undefined ? [] : [[origin, partition.seen[origin]]],
        ),
      )
      const handled = next(message, { ...partition, seen }, unminded)
      const after = { ...handled.partition, seen: { ...partition.seen, ...handled.partition.seen } }
      return {
        partition: { ...PartitionFromJson.encode(after), unminded: handled.unminded ?? [] },
        out: handled.out.map((sent) => ({ to: sent.to, message: MessageFromJson.encode(sent.message) })),
        applied: handled.applied.map(appliedAt(key)),
      }
    }
  },
  atRest: (json): PartitionAtRest => {
    const { rows, hold, stash, deferred } = value(PartitionFromJson, json)
    return {
      rows: marketoRowsOf([rows]),
      liveContacts: rows._tag === 'AccountRows' ? [{ accountId: rows.id, count: rows.liveContacts }] : [],
      isHeld: hold !== null,
      stashed: stash.length,
      waitsFor: deferred.map(({ accountId }): AccountId => accountId),
    }
  },
})
