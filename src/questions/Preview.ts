/**
 * What will this sync-down do, before it does it?
 *
 * @since 0.1.0
 */
import * as O from 'fp-ts/lib/Option.js'
import type { Account, AccountRecord, LocalEdit } from '../model/Account.js'
import { shownFields } from '../model/Account.js'
import { countActivities } from '../rules/ActivityLog.js'
import type { AccountSyncedDown, FieldChange } from '../model/Event.js'
import type { FieldName, Fields } from '../model/Field.js'
import { fieldNames } from '../model/Field.js'
import type { Instant } from '../model/Instant.js'
import type { Marketo } from '../marketo/Marketo.js'
import { countLiveContacts, lookupAccount } from '../marketo/Marketo.js'
import type { AccountId } from '../model/SalesforceId.js'
import type { Settings } from '../model/Settings.js'
import { syncDown } from '../rules/SyncDown.js'
import type { NotSynced } from './NextOverride.js'
import { whyNotSynced } from './NextOverride.js'

interface OfRecord {
  readonly accountId: AccountId
  /** The stamp of the record. */
  readonly systemModstamp: Instant
}

/**
 * A field of the record that Marketo will not take.
 *
 * @rule sync.visible-fields
 * @category model
 * @since 0.1.0
 */
export interface LeftOut {
  readonly field: FieldName
  readonly why: NotSynced
}

/**
 * How many Change Data Value activities a sync-down logs, and why so many.
 *
 * | because           | rule                   | activities                        |
 * | ----------------- | ---------------------- | --------------------------------- |
 * | `no change`       | `activity.real-change` | 0                                 |
 * | `no live contact` | `activity.per-contact` | 0                                 |
 * | `over the cap`    | `activity.cap`         | 0                                 |
 * | `changes`         | `activity.per-contact` | changes × live contacts           |
 *
 * @category model
 * @since 0.1.0
 */
export interface Logging {
  readonly rule: 'activity.real-change' | 'activity.per-contact' | 'activity.cap'
  readonly because: 'no change' | 'no live contact' | 'over the cap' | 'changes'
  readonly activities: number
}

/**
 * The record will be applied.
 *
 * @rule sync.override-all
 * @category model
 * @since 0.1.0
 */
export interface WillSyncDown extends OfRecord {
  readonly _tag: 'WillSyncDown'
  readonly rule: 'sync.override-all'
  /** Whether Marketo knows the account already. */
  readonly isKnown: boolean
  /** Whether the account is deleted afterwards. */
  readonly isDeleted: boolean
  /** The values that will change, for every live contact, in the order of the record. */
  readonly changes: ReadonlyArray<FieldChange>
  /** The local edits that will end, one that the record happens to agree with included. */
  readonly editsLost: ReadonlyArray<LocalEdit>
  /**
   * What Marketo goes on to show in the fields that it does not take from the record, for they are not in it or are left
   * out; local edits included.
   */
  readonly kept: Fields
  readonly leftOut: ReadonlyArray<LeftOut>
  /** The contacts that will show the changes. */
  readonly liveContacts: number
  readonly logging: Logging
}

/**
 * The record says nothing new and, by the reading `field-change`, will change no value, end no local edit and log nothing.
 *
 * @rule sync.override-all
 * @category model
 * @since 0.1.0
 */
export interface WillSkip extends OfRecord {
  readonly _tag: 'WillSkip'
  readonly rule: 'sync.override-all'
  /** Whether the account is deleted afterwards: the flag follows a skipped record too. */
  readonly isDeleted: boolean
  readonly leftOut: ReadonlyArray<LeftOut>
}

/**
 * The record is late (older than the one last applied) or repeated, and will change nothing at all.
 *
 * @rule sync.only-newer
 * @category model
 * @since 0.1.0
 */
export interface WillIgnore extends OfRecord {
  readonly _tag: 'WillIgnore'
  readonly rule: 'sync.only-newer'
  readonly why: 'late' | 'repeated'
  /** The stamp of the record last applied. */
  readonly applied: Instant
}

/**
 * What a sync-down will do.
 *
 * @category model
 * @since 0.1.0
 */
export type Preview = WillSyncDown | WillSkip | WillIgnore

/** @internal Of a record that was not applied: why. */
export const whyIgnored = (record: AccountRecord, account: Account): WillIgnore['why'] =>
  record.systemModstamp < account.systemModstamp ? 'late' : 'repeated'

const leftOutOf = (record: AccountRecord, taken: Fields): ReadonlyArray<LeftOut> =>
  fieldNames(record.fields)
    .filter((field) => !Object.hasOwn(taken, field))
    .map((field) => ({ field, why: whyNotSynced(field) }))

const without = (fields: Fields, names: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !Object.hasOwn(names, name)))

const loggingOf = (event: AccountSyncedDown): Logging => {
  if (event.changes.length === 0) return { rule: 'activity.real-change', because: 'no change', activities: 0 }
  if (event.liveContacts === 0) return { rule: 'activity.per-contact', because: 'no live contact', activities: 0 }
  if (!event.logged) return { rule: 'activity.cap', because: 'over the cap', activities: 0 }
  const activities = countActivities(event)(event.liveContacts)
  return { rule: 'activity.per-contact', because: 'changes', activities }
}

/**
 * What a sync-down of this record will do to this Marketo, if it comes now: `decide` then does just that. No time is
 * asked for, because none decides.
 *
 * | record, compared with the account            | answer                        |
 * | -------------------------------------------- | ----------------------------- |
 * | older, or equal to one of the same stamp     | `WillIgnore`                  |
 * | nothing new in it, and `field-change`        | `WillSkip`                    |
 * | else                                         | `WillSyncDown`                |
 *
 * @rule sync.override-all
 * @rule sync.absent-field
 * @rule sync.only-newer
 * @rule sync.visible-fields
 * @rule activity.cap
 * @example
 * import { defaultSettings, emptyMarketo } from 'marketo-account-sync'
 * import { AccountRecordFromRest } from 'marketo-account-sync/codecs'
 * import { preview } from 'marketo-account-sync/questions'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const record = AccountRecordFromRest.decode({
 *   Id: '0014W000027f6Uw', SystemModstamp: '2020-10-22T21:03:23.000+0000', Industry: 'Electronics', Fax: '(512) 757-9000'
 * })
 * if (E.isRight(record)) {
 *   const answer = preview(defaultSettings)(record.right)(emptyMarketo)
 *   assert.ok(answer._tag === 'WillSyncDown')
 *   assert.deepStrictEqual(answer.changes, [{ field: 'Industry', oldValue: null, newValue: 'Electronics' }])
 *   assert.deepStrictEqual(answer.leftOut, [{ field: 'Fax', why: 'ignored' }])
 *   assert.strictEqual(answer.logging.because, 'no live contact')
 * } else assert.fail()
 *
 * @category questions
 * @since 0.1.0
 */
export const preview = (settings: Settings): ((record: AccountRecord) => (marketo: Marketo) => Preview) => {
  const applied = syncDown(settings)
  return (record) => (marketo) => {
    const { id: accountId, systemModstamp } = record
    const account = lookupAccount(accountId)(marketo)
    const event = applied(countLiveContacts(accountId)(marketo))({ at: systemModstamp, record })(account)
    if (O.isNone(event)) {
      const last = O.isSome(account) ? account.value.systemModstamp : systemModstamp
      const why = O.isSome(account) ? whyIgnored(record, account.value) : 'repeated'
      return { _tag: 'WillIgnore', rule: 'sync.only-newer', accountId, systemModstamp, why, applied: last }
    }
    const { isDeleted, fields } = event.value
    const leftOut = leftOutOf(record, fields)
    if (event.value._tag === 'AccountSkipped')
      return { _tag: 'WillSkip', rule: 'sync.override-all', accountId, systemModstamp, isDeleted, leftOut }
    const { changes, liveContacts } = event.value
    const [held, edits] = O.isSome(account) ? [shownFields(account.value), account.value.localEdits] : [{}, []]
    return {
      _tag: 'WillSyncDown',
      rule: 'sync.override-all',
      accountId,
      systemModstamp,
      isKnown: O.isSome(account),
      isDeleted,
      changes,
      editsLost: edits.filter(({ field }) => Object.hasOwn(fields, field)),
      kept: without(held, fields),
      leftOut,
      liveContacts,
      logging: loggingOf(event.value),
    }
  }
}
