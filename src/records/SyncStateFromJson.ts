/**
 * Reads and writes the state between two cycles of the sync as JSON.
 *
 * @since 0.2.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as t from 'io-ts'
import type { Fault, ObjectCodec } from '../codecs/Combinators.js'
import { checked, isObject, listOf, own, struct, taggedStruct } from '../codecs/Combinators.js'
import { ContactRecordFromRest } from '../codecs/ContactRecordFromRest.js'
import { MarketoFromJson } from '../codecs/MarketoFromJson.js'
import type { Deferred } from '../marketo/Decide.js'
import type { ContactRecord } from '../model/Contact.js'
import type { SyncContact } from '../model/Input.js'
import { Instant } from '../model/Instant.js'
import type { AccountNotYetKnown } from '../model/Refusal.js'
import { eqRefusal } from '../model/Refusal.js'
import type { SyncState } from './SyncCycle.js'

/** The version of this JSON format. The Marketo state in this JSON has a separate version. */
const version: t.Type<1, number, unknown> = t.literal(1)

/**
 * Finds stored deliveries that can never wait. Two kinds of records never wait, because they need no account: records of deleted
 * contacts, and records of contacts without an account.
 */
const faultsOf = ({ record: { isDeleted, accountId } }: Pick<SyncContact, 'record'>): ReadonlyArray<Fault> => {
  if (isDeleted)
    return [{ path: ['record', 'IsDeleted'], expected: 'false, because a deleted contact never waits', value: true }]
  return accountId === null
    ? [{ path: ['record', 'AccountId'], expected: 'the id of the Account that the contact waits for', value: null }]
    : []
}

const DeferredDelivery: ObjectCodec<SyncContact> = checked(
  taggedStruct('SyncContact', { at: Instant, record: ContactRecordFromRest }),
  faultsOf,
)

const StoredState = struct('a SyncState', {
  schemaVersion: version,
  marketo: MarketoFromJson,
  deferred: listOf(DeferredDelivery, 'deferred contacts'),
})

/** The JSON does not contain the reason why a record waits, because the reason follows from the record. */
const reasonsOf = ({ id: contactId, accountId }: ContactRecord): ReadonlyArray<AccountNotYetKnown> =>
  accountId === null ? [] : [{ _tag: 'AccountNotYetKnown', rule: 'contact.one-account', contactId, accountId }]

const deferralsOf = (input: SyncContact): ReadonlyArray<Deferred> =>
  reasonsOf(input.record).map((reason) => ({ _tag: 'Deferred', reason, input }))

const deliveriesOf = ({ input }: Deferred): ReadonlyArray<SyncContact> => (input._tag === 'SyncContact' ? [input] : [])

const isDeferral = (value: unknown): boolean => {
  if (!isObject(value) || own(value, '_tag') !== 'Deferred') return false
  const input = own(value, 'input')
  return (
    DeferredDelivery.is(input) &&
    reasonsOf(input.record).some((reason) => eqRefusal.equals(reason, own(value, 'reason') as AccountNotYetKnown))
  )
}

/**
 * Decodes and encodes the state between two cycles, so that a service can store it. The state consists of the Marketo state and
 * the contact records that wait for their account. A service that stores only the Marketo state loses the waiting records, and
 * gets no error.
 *
 * | in the JSON     | content                                                                                             |
 * | --------------- | --------------------------------------------------------------------------------------------------- |
 * | `schemaVersion` | 1                                                                                                   |
 * | `marketo`       | the state of Marketo, in the format of `MarketoFromJson`                                            |
 * | `deferred`      | the deliveries that wait, in the format of `InputFromJson`; a delivery that never waits is an error |
 *
 * Unknown keys are ignored. You can also encode a whole cycle. The JSON then leaves out the steps of the cycle.
 *
 * @example
 * import { defaultSettings, emptyMarketo } from 'marketo-account-sync'
 * import { InputFromJson } from 'marketo-account-sync/codecs'
 * import { SyncStateFromJson, syncCycle } from 'marketo-account-sync/records'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const delivery = InputFromJson.decode({ _tag: 'SyncContact', at: '2020-10-22T21:05:00Z',
 * record: { Id: '0034W00002xyzAB', AccountId: '0014W000027f6Uw', SystemModstamp: '2020-10-22T21:03:23.000+0000' } })
 * if (E.isLeft(delivery) || delivery.right._tag !== 'SyncContact') assert.fail()
 *
 * const cycle = syncCycle(defaultSettings)([delivery.right], { marketo: emptyMarketo, deferred: [] })
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
    E.map(({ marketo, deferred }: t.TypeOf<typeof StoredState>) => ({
      marketo,
      deferred: deferred.flatMap(deferralsOf),
    }))(StoredState.validate(value, context)),
  ({ marketo, deferred }) =>
    StoredState.encode({ schemaVersion: 1, marketo, deferred: deferred.flatMap(deliveriesOf) }),
)
