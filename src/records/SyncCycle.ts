/**
 * Processes one cycle of the sync. The cycle contains all deliveries since the previous cycle, in the order in which Marketo
 * processes these deliveries.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as N from 'fp-ts/lib/number.js'
import * as Ord from 'fp-ts/lib/Ord.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { Deferred } from '../marketo/Decide.js'
import type { Marketo } from '../marketo/Marketo.js'
import type { Step } from '../marketo/Step.js'
import { run } from '../marketo/Simulate.js'
import type { ContactRecord } from '../model/Contact.js'
import type { Delivery } from '../model/Input.js'
import type { Instant } from '../model/Instant.js'
import type { Settings } from '../model/Settings.js'

/**
 * Accounts come before contacts. Salesforce's answer to a conversion contains an account record, so the answer is processed
 * with the accounts.
 */
const objectOrder = (delivery: Delivery): number => (delivery._tag === 'SyncContact' ? 1 : 0)

const stampOf = (delivery: Delivery): Instant => {
  switch (delivery._tag) {
    case 'SyncAccount':
    case 'SyncContact':
      return delivery.record.systemModstamp
    case 'ConfirmConversion':
      return delivery.account.systemModstamp
    case 'FailConversion':
      return delivery.at
  }
}

const byObject: Ord.Ord<Delivery> = Ord.contramap(objectOrder)(N.Ord)
const byStamp: Ord.Ord<Delivery> = Ord.contramap(stampOf)(N.Ord)

/**
 * Sorts deliveries into the order in which a cycle processes them. Accounts come before contacts. The accounts are sorted by
 * SystemModstamp, and so are the contacts. Deliveries with the same SystemModstamp stay in the order of arrival.
 *
 * | delivery            | among    | sorted by                                   |
 * | ------------------- | -------- | ------------------------------------------- |
 * | `SyncAccount`       | accounts | SystemModstamp of the record                |
 * | `ConfirmConversion` | accounts | SystemModstamp of the account record        |
 * | `FailConversion`    | accounts | `at`, because the answer contains no record |
 * | `SyncContact`       | contacts | SystemModstamp of the record                |
 *
 * According to users, vendor support said that accounts come first. Two other parts of this order are our own interpretation: the
 * sorting by SystemModstamp, and the place of answers to conversions.
 *
 * @category queries
 * @since 0.1.0
 */
export const inCycleOrder: (deliveries: Iterable<Delivery>) => ReadonlyArray<Delivery> = (deliveries) =>
  RA.sortBy([byObject, byStamp])([...deliveries])

/**
 * The state between two cycles of the sync. `SyncStateFromJson` stores this state as JSON.
 *
 * @category model
 * @since 0.2.0
 */
export interface SyncState {
  readonly marketo: Marketo
  /** The contact records that wait for their account. Each record is listed only once. */
  readonly deferred: ReadonlyArray<Deferred>
}

/**
 * The result of a cycle: its steps in order, and the state for the next cycle.
 *
 * @category model
 * @since 0.1.0
 */
export interface Cycle extends SyncState {
  readonly steps: ReadonlyArray<Step>
}

/** Makes a key for a contact record. Equal records have the same key. */
const keyOf = ({ id, systemModstamp, accountId, isDeleted }: ContactRecord): string =>
  [id, systemModstamp, accountId, isDeleted].join(' ')

/**
 * Removes repeated contact records from the waiting records. The code compares keys, because comparing ten thousand records with
 * each other would take seconds in each cycle.
 */
const withoutRepeats = (deferred: ReadonlyArray<Deferred>): ReadonlyArray<Deferred> => {
  const seen = new Set<string>()
  return deferred.filter(({ input }) => {
    if (input._tag !== 'SyncContact') return true
    const key = keyOf(input.record)
    const isNew = !seen.has(key)
    seen.add(key)
    return isNew
  })
}

/** Contact records are the only inputs that can wait. */
const deliveriesOf = ({ input }: Deferred): ReadonlyArray<Delivery> => (input._tag === 'SyncContact' ? [input] : [])

const deferralsOf = ({ decided }: Step): ReadonlyArray<Deferred> =>
  E.isLeft(decided) && decided.left._tag === 'Deferred' ? [decided.left] : []

/**
 * Processes several deliveries as one cycle of the sync. The deliveries can be in any order. The cycle also processes the contact
 * records that have been waiting since earlier cycles.
 *
 * Start with `{ marketo, deferred: [] }`, and pass the whole result of each cycle to the next cycle. A service must store the
 * waiting records together with the Marketo state, because the Marketo state does not contain these records.
 *
 * @rule contact.one-account
 * @example
 * import { defaultSettings, emptyMarketo, Instant } from 'marketo-account-sync'
 * import { accountsFromQuery, contactsFromQuery, deliveries, syncCycle } from 'marketo-account-sync/records'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const at = E.getOrElseW(() => assert.fail())(Instant.decode('2020-10-22T21:05:00Z'))
 * const stamp = { SystemModstamp: '2020-10-22T21:03:23.000+0000' }
 * const contacts = contactsFromQuery([{ Id: '0034W00002xyzAB', AccountId: '0014W000027f6Uw', ...stamp }])
 * const accounts = accountsFromQuery([{ Id: '0014W000027f6Uw', Industry: 'Electronics', ...stamp }])
 *
 * const cycle = syncCycle(defaultSettings)
 * const first = cycle(deliveries(at)(contacts), { marketo: emptyMarketo, deferred: [] })
 * assert.strictEqual(first.deferred.length, 1)
 *
 * const second = cycle(deliveries(at)(accounts), first)
 * assert.deepStrictEqual(second.steps.map((step) => step.input._tag), ['SyncAccount', 'SyncContact'])
 * assert.strictEqual(second.deferred.length, 0)
 *
 * @category simulation
 * @since 0.1.0
 */
export const syncCycle = (settings: Settings): ((batch: Iterable<Delivery>, from: SyncState) => Cycle) => {
  const runAll = run(settings)
  return (batch, from) => {
    const { steps, marketo } = runAll(inCycleOrder([...from.deferred.flatMap(deliveriesOf), ...batch]), from.marketo)
    return { steps, marketo, deferred: withoutRepeats(steps.flatMap(deferralsOf)) }
  }
}
