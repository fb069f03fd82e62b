/**
 * @since 0.2.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Fault, ObjectCodec } from '../codecs/Combinators.js'
import { checked, isObject, listOf, own, struct, taggedStruct } from '../codecs/Combinators.js'
import { ContactRecordFromRest } from '../codecs/ContactRecordFromRest.js'
import { MarketoFromJson } from '../codecs/MarketoFromJson.js'
import type { ContactRecord } from '../model/Contact.js'
import type { Deferred } from '../marketo/Decide.js'
import type { SyncContact } from '../model/Input.js'
import { Instant } from '../model/Instant.js'
import type { AccountNotYetKnown } from '../model/Refusal.js'
import { eqRefusal } from '../model/Refusal.js'
import type { SyncState } from './SyncCycle.js'

/** Its own: the Marketo within has its version beside this one. */
const version: t.Type<1, number, unknown> = t.literal(1)

/** A deletion is applied, and so is a contact without an account: neither waits. */
const faults = ({ record: { isDeleted, accountId } }: Pick<SyncContact, 'record'>): ReadonlyArray<Fault> => {
  if (isDeleted) return [{ path: ['record', 'IsDeleted'], expected: 'false, for a deletion never waits', value: true }]
  return accountId === null
    ? [{ path: ['record', 'AccountId'], expected: 'the id of the Account that it waits for', value: null }]
    : []
}

const Waiting: ObjectCodec<SyncContact> = checked(
  taggedStruct('SyncContact', { at: Instant, record: ContactRecordFromRest }),
  faults,
)

const stored = struct('what a cycle leaves for the next', {
  schemaVersion: version,
  marketo: MarketoFromJson,
  deferred: listOf(Waiting),
})

/** What a record waits for is in the record, so that it is not stored beside it. */
const reasonsOf = ({ id: contactId, accountId }: ContactRecord): ReadonlyArray<AccountNotYetKnown> =>
  accountId === null ? [] : [{ _tag: 'AccountNotYetKnown', rule: 'contact.one-account', contactId, accountId }]

const deferralsOf = (input: SyncContact): ReadonlyArray<Deferred> =>
  reasonsOf(input.record).map((reason) => ({ _tag: 'Deferred', reason, input }))

const inputsOf = ({ input }: Deferred): ReadonlyArray<SyncContact> => (input._tag === 'SyncContact' ? [input] : [])

const isDeferral = (value: unknown): boolean => {
  if (!isObject(value) || own(value, '_tag') !== 'Deferred') return false
  const input = own(value, 'input')
  return (
    Waiting.is(input) &&
    reasonsOf(input.record).some((reason) => eqRefusal.equals(reason, own(value, 'reason') as AccountNotYetKnown))
  )
}

/**
 * Decodes what a cycle leaves for the next, as a service stores it: the Marketo, and the contacts that wait for their
 * account. Who stores the Marketo alone loses these, and nothing tells.
 *
 * | in the JSON     | what it is                                                                                  |
 * | --------------- | ------------------------------------------------------------------------------------------- |
 * | `schemaVersion` | 1                                                                                           |
 * | `marketo`       | as `MarketoFromJson` stores it                                                              |
 * | `deferred`      | the deliveries that wait, as `InputFromJson` reads them; one that need not wait is an error |
 *
 * Of a whole cycle, the steps are left out.
 *
 * @example
 * import { defaultSettings, emptyMarketo } from 'marketo-account-sync'
 * import { InputFromJson } from 'marketo-account-sync/codecs'
 * import { SyncStateFromJson, syncCycle } from 'marketo-account-sync/records'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const delivery = InputFromJson.decode({ _tag: 'SyncContact', at: '2020-10-22T21:05:00Z',
 *   record: { Id: '0034W00002xyzAB', AccountId: '0014W000027f6Uw', SystemModstamp: '2020-10-22T21:03:23.000+0000' } })
 * if (E.isLeft(delivery) || delivery.right._tag !== 'SyncContact') assert.fail()
 *
 * const cycle = syncCycle(defaultSettings)([delivery.right])({ marketo: emptyMarketo, deferred: [] })
 * const loaded = SyncStateFromJson.decode(JSON.parse(JSON.stringify(SyncStateFromJson.encode(cycle))))
 * assert.ok(E.isRight(loaded))
 * assert.deepStrictEqual(loaded.right.deferred, cycle.deferred)
 * assert.ok(E.isLeft(SyncStateFromJson.decode({ schemaVersion: 2 })))
 *
 * @category codecs
 * @since 0.2.0
 */
export const SyncStateFromJson: ObjectCodec<SyncState> = new t.Type(
  'SyncState',
  (value): value is SyncState => {
    const deferred = isObject(value) ? own(value, 'deferred') : undefined
    return (
      isObject(value) &&
      MarketoFromJson.is(own(value, 'marketo')) &&
      Array.isArray(deferred) &&
      deferred.every(isDeferral)
    )
  },
  (value, context) =>
    E.map(({ marketo, deferred }: t.TypeOf<typeof stored>) => ({ marketo, deferred: deferred.flatMap(deferralsOf) }))(
      stored.validate(value, context),
    ),
  ({ marketo, deferred }) => stored.encode({ schemaVersion: 1, marketo, deferred: deferred.flatMap(inputsOf) }),
)
