/**
 * Turns Salesforce records into inputs.
 *
 * @since 0.2.0
 */
import type { AccountRecord } from '../model/Account.js'
import type { ContactRecord } from '../model/Contact.js'
import type { SyncAccount, SyncContact } from '../model/Input.js'
import type { Instant } from '../model/Instant.js'
import type { RecordPage } from './QueryResult.js'

/**
 * The input that delivers a record: `SyncAccount` for an account record, and `SyncContact` for a contact record.
 *
 * @category model
 * @since 0.2.0
 */
export type DeliveryOf<A extends AccountRecord | ContactRecord> = A extends AccountRecord ? SyncAccount : SyncContact

const isAccount = (record: AccountRecord | ContactRecord): record is AccountRecord => record.id.startsWith('001')

const deliveryOf = (at: Instant, record: AccountRecord | ContactRecord): SyncAccount | SyncContact =>
  isAccount(record) ? { _tag: 'SyncAccount', at, record } : { _tag: 'SyncContact', at, record }

const isArray = (value: object): value is ReadonlyArray<unknown> => Array.isArray(value)

/**
 * Turns the records of a page or an array into inputs. The inputs have the time `at`, and are in the order of the records. The
 * result does not contain the errors of a page, so check the errors first.
 *
 * The id shows the kind of the record. The id of an account begins with `001`, and the id of a contact begins with `003`.
 *
 * @example
 * import { defaultSettings, emptyMarketo, Instant, run } from 'marketo-account-sync'
 * import { accountsFromQuery, contactsFromQuery, deliveries } from 'marketo-account-sync/records'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const at = E.getOrElseW(() => assert.fail())(Instant.decode('2020-10-22T21:05:00Z'))
 * const stamp = { SystemModstamp: '2020-10-22T21:03:23.000+0000' }
 * const accounts = accountsFromQuery([{ Id: '0014W000027f6Uw', Industry: 'Electronics', ...stamp }])
 * const contacts = contactsFromQuery([{ Id: '0034W00002xyzAB', AccountId: '0014W000027f6Uw', ...stamp }])
 *
 * const inputs = [...deliveries(at)(accounts), ...deliveries(at)(contacts)]
 * assert.deepStrictEqual(inputs.map(({ _tag }) => _tag), ['SyncAccount', 'SyncContact'])
 * assert.ok(run(defaultSettings)(inputs, emptyMarketo).steps.every(({ decided }) => E.isRight(decided)))
 *
 * @category deliveries
 * @since 0.2.0
 */
export const deliveries =
  (at: Instant) =>
  <A extends AccountRecord | ContactRecord>(
    page: Pick<RecordPage<A>, 'records'> | ReadonlyArray<A>,
  ): ReadonlyArray<DeliveryOf<A>> => {
    const records: ReadonlyArray<A> = isArray(page) ? page : page.records
    return records.map((record) => deliveryOf(at, record) as DeliveryOf<A>)
  }
