/**
 * A cycle of the sync: whatever came since the last one, in the order in which Marketo takes it.
 *
 * @since 0.1.0
 */
import * as E from 'fp-ts/lib/Either.js'
import * as N from 'fp-ts/lib/number.js'
import * as Ord from 'fp-ts/lib/Ord.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { ContactRecord } from '../model/Contact.js'
import type { Deferred } from '../marketo/Decide.js'
import type { Delivery } from '../model/Input.js'
import type { Instant } from '../model/Instant.js'
import type { Marketo } from '../marketo/Marketo.js'
import type { Settings } from '../model/Settings.js'
import type { Step } from '../marketo/Simulate.js'
import { simulate } from '../marketo/Simulate.js'

/** An answer to a conversion brings an account, so it is taken among the accounts. */
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
 * Deliveries in the order in which a cycle takes them: accounts before contacts, each by its stamp. Of one stamp, the
 * order of arrival stands.
 *
 * | delivery            | among    | by                                  |
 * | ------------------- | -------- | ----------------------------------- |
 * | `SyncAccount`       | accounts | the record's SystemModstamp         |
 * | `ConfirmConversion` | accounts | the account record's SystemModstamp |
 * | `FailConversion`    | accounts | `at`: it brings no record           |
 * | `SyncContact`       | contacts | the record's SystemModstamp         |
 *
 * That accounts come first is what users relay from vendor support; the stamp, and the answers' place, are our reading.
 *
 * @category queries
 * @since 0.1.0
 */
export const inCycleOrder: (deliveries: Iterable<Delivery>) => ReadonlyArray<Delivery> = (deliveries) =>
  RA.sortBy([byObject, byStamp])([...deliveries])

/**
 * Where a cycle ends, and the next begins. `SyncStateFromJson` stores it.
 *
 * @category model
 * @since 0.1.0
 */
export interface SyncState {
  readonly marketo: Marketo
  /** Deliveries that are still waiting for their account, without repeats. */
  readonly deferred: ReadonlyArray<Deferred>
}

/**
 * A cycle: its steps, in order, and where it ends.
 *
 * @category model
 * @since 0.1.0
 */
export interface Cycle extends SyncState {
  readonly steps: ReadonlyArray<Step>
}

/** One key for equal contact records. */
const keyOf = ({ id, systemModstamp, accountId, isDeleted }: ContactRecord): string =>
  [id, systemModstamp, accountId, isDeleted].join(' ')

/**
 * Each contact record once, whenever it came: waiting for it twice is waiting once. By keys, since all that wait are gone
 * through in each cycle: to compare each with every other takes seconds for ten thousand of them.
 */
const once = (deferred: ReadonlyArray<Deferred>): ReadonlyArray<Deferred> => {
  const seen = new Set<string>()
  return deferred.filter(({ input }) => {
    if (input._tag !== 'SyncContact') return true
    const key = keyOf(input.record)
    const isNew = !seen.has(key)
    seen.add(key)
    return isNew
  })
}

/** Only deliveries are deferred. */
const waiting = ({ input }: Deferred): ReadonlyArray<Delivery> => (input._tag === 'SyncContact' ? [input] : [])

/**
 * Takes a batch of deliveries in any order, together with those that were deferred before, as one cycle of the sync.
 * Begin with `{ marketo, deferred: [] }`, and give each cycle what the last one returned: both of it, for a deferred
 * contact is nowhere else.
 *
 * @rule contact.one-account
 * @example
 * import { defaultSettings, emptyMarketo } from 'marketo-account-sync'
 * import { accountsFromQuery, contactsFromQuery, syncCycle } from 'marketo-account-sync/records'
 * import { Instant } from 'marketo-account-sync'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const at = E.getOrElseW(() => assert.fail())(Instant.decode('2020-10-22T21:05:00Z'))
 * const stamp = { SystemModstamp: '2020-10-22T21:03:23.000+0000' }
 * const contacts = contactsFromQuery([{ Id: '0034W00002xyzAB', AccountId: '0014W000027f6Uw', ...stamp }])
 * const accounts = accountsFromQuery([{ Id: '0014W000027f6Uw', Industry: 'Electronics', ...stamp }])
 *
 * const cycle = syncCycle(defaultSettings)
 * const first = cycle(contacts.records.map((record) => ({ _tag: 'SyncContact', at, record })))({ marketo: emptyMarketo, deferred: [] })
 * assert.strictEqual(first.deferred.length, 1)
 *
 * const second = cycle(accounts.records.map((record) => ({ _tag: 'SyncAccount', at, record })))(first)
 * assert.deepStrictEqual(second.steps.map((step) => step.input._tag), ['SyncAccount', 'SyncContact'])
 * assert.strictEqual(second.deferred.length, 0)
 *
 * @category simulation
 * @since 0.1.0
 */
export const syncCycle = (settings: Settings): ((batch: Iterable<Delivery>) => (from: SyncState) => Cycle) => {
  const fold = simulate(settings)
  return (batch) =>
    ({ marketo, deferred }) => {
      const inputs = inCycleOrder([...deferred.flatMap(waiting), ...batch])
      const taken = fold(inputs)(marketo)[Symbol.iterator]()
      const steps: Array<Step> = []
      const left: Array<Deferred> = []
      let next = taken.next()
      for (; next.done !== true; next = taken.next()) {
        const { decided } = next.value
        steps.push(next.value)
        if (E.isLeft(decided) && decided.left._tag === 'Deferred') left.push(decided.left)
      }
      return { steps, deferred: once(left), marketo: next.value }
    }
}
