/**
 * What will this sync-down do?
 *
 * @since 0.1.0
 */
import * as O from 'fp-ts/lib/Option.js'
import type { Account, AccountRecord, LocalEdit } from '../model/Account.js'
import { shownFields } from '../model/Account.js'
import type { AccountSyncedDown, FieldChange } from '../model/Event.js'
import type { FieldName, Fields } from '../model/Field.js'
import { fieldNames } from '../model/Field.js'
import type { Instant } from '../model/Instant.js'
import type { AccountId } from '../model/SalesforceId.js'
import type { Settings } from '../model/Settings.js'
import { countActivities } from '../rules/ActivityLog.js'
import { syncDown } from '../rules/SyncDown.js'
import type { Marketo } from '../marketo/Marketo.js'
import { countLiveContacts, lookupAccount } from '../marketo/Marketo.js'
import type { NotSynced } from './NextOverride.js'
import { whyNotSynced } from './NextOverride.js'

interface RecordPreview {
  readonly accountId: AccountId
  /** The stamp of the record. */
  readonly systemModstamp: Instant
}

/**
 * A field of the record that the sync will not bring to Marketo.
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
 * How many Change Data Value activities a sync-down will log, and why.
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
export interface WillSyncDown extends RecordPreview {
  readonly _tag: 'WillSyncDown'
  readonly rule: 'sync.override-all'
  /** Whether Marketo already knows the account. */
  readonly isKnown: boolean
  /** Whether the account will be deleted afterwards. */
  readonly isDeleted: boolean
  /** The values that will change for every live contact, in the order of the record. */
  readonly changes: ReadonlyArray<FieldChange>
  /** The local edits that will end. An edit ends even if the record has the same value. */
  readonly editsLost: ReadonlyArray<LocalEdit>
  /**
   * The values, local edits included, that Marketo will still show in all other fields of the account. The record does not
   * contain these fields, or the sync leaves them out.
   */
  readonly kept: Fields
  readonly leftOut: ReadonlyArray<LeftOut>
  /** The number of live contacts for which Marketo will show the changes. */
  readonly liveContacts: number
  readonly logging: Logging
}

/**
 * The record will be skipped, because it changes no synced value (reading `field-change`). It will change no value, end no
 * local edit, and log nothing.
 *
 * @rule sync.override-all
 * @category model
 * @since 0.1.0
 */
export interface WillSkip extends RecordPreview {
  readonly _tag: 'WillSkip'
  readonly rule: 'sync.override-all'
  /** Whether the account will be deleted afterwards. The deleted flag changes even if the record is skipped. */
  readonly isDeleted: boolean
  readonly leftOut: ReadonlyArray<LeftOut>
}

/**
 * The record will change nothing, because it is late (older than the record that was applied last) or repeated.
 *
 * @rule sync.only-newer
 * @category model
 * @since 0.1.0
 */
export interface WillIgnore extends RecordPreview {
  readonly _tag: 'WillIgnore'
  readonly rule: 'sync.only-newer'
  readonly why: 'late' | 'repeated'
  /** The stamp of the record that was applied last. */
  readonly applied: Instant
}

/**
 * What a sync-down will do.
 *
 * @category model
 * @since 0.1.0
 */
export type Preview = WillSyncDown | WillSkip | WillIgnore

/** @internal Why a record is not applied. Call it only with a record that is late or repeated. */
export const whyIgnored = (record: AccountRecord, account: Account): WillIgnore['why'] =>
  record.systemModstamp < account.systemModstamp ? 'late' : 'repeated'

const leftOutOf = (record: AccountRecord, synced: Fields): ReadonlyArray<LeftOut> =>
  fieldNames(record.fields)
    .filter((field) => !Object.hasOwn(synced, field))
    .map((field) => ({ field, why: whyNotSynced(field) }))

const fieldsBeside = (fields: Fields, others: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([name]) => !Object.hasOwn(others, name)))

const loggingOf = (event: AccountSyncedDown): Logging => {
  const { changes, liveContacts, logged } = event
  if (changes.length === 0) return { rule: 'activity.real-change', because: 'no change', activities: 0 }
  if (liveContacts === 0) return { rule: 'activity.per-contact', because: 'no live contact', activities: 0 }
  if (!logged) return { rule: 'activity.cap', because: 'over the cap', activities: 0 }
  return { rule: 'activity.per-contact', because: 'changes', activities: countActivities(liveContacts)(event) }
}

/**
 * Previews the sync-down of a record without applying the record. If you deliver the record now, the decider does exactly
 * what the preview says. The question contains no time, because the answer does not depend on the time.
 *
 * | the record, compared with the account                        | answer         |
 * | ------------------------------------------------------------ | -------------- |
 * | is older, or equals a record with the same stamp             | `WillIgnore`   |
 * | changes no synced value (reading `field-change`)             | `WillSkip`     |
 * | anything else                                                | `WillSyncDown` |
 *
 * @rule sync.override-all
 * @rule sync.absent-field
 * @rule sync.only-newer
 * @rule sync.visible-fields
 * @rule activity.cap
 * @example
 * import { defaultSettings, emptyMarketo } from 'marketo-account-sync'
 * import { preview, PreviewQuestionFromJson } from 'marketo-account-sync/questions'
 * import * as E from 'fp-ts/lib/Either.js'
 *
 * const record = PreviewQuestionFromJson.decode({ record: {
 *   Id: '0014W000027f6Uw', SystemModstamp: '2020-10-22T21:03:23.000+0000', Industry: 'Electronics', Fax: '(512) 757-9000'
 * } })
 * if (E.isLeft(record)) assert.fail()
 * const answer = preview(defaultSettings)(record.right, emptyMarketo)
 * assert.ok(answer._tag === 'WillSyncDown')
 * assert.deepStrictEqual(answer.changes, [{ field: 'Industry', oldValue: null, newValue: 'Electronics' }])
 * assert.deepStrictEqual(answer.leftOut, [{ field: 'Fax', why: 'ignored' }])
 * assert.strictEqual(answer.logging.because, 'no live contact')
 *
 * @category questions
 * @since 0.1.0
 */
export const preview = (settings: Settings): ((record: AccountRecord, marketo: Marketo) => Preview) => {
  const decide = syncDown(settings)
  return (record, marketo) => {
    const { id: accountId, systemModstamp } = record
    const account = lookupAccount(accountId)(marketo)
    const liveContacts = countLiveContacts(accountId)(marketo)
    const event = decide({ at: systemModstamp, record, liveContacts }, account)
    if (O.isNone(event)) {
      const applied = O.isSome(account) ? account.value.systemModstamp : systemModstamp
      const why = O.isSome(account) ? whyIgnored(record, account.value) : 'repeated'
      return { _tag: 'WillIgnore', rule: 'sync.only-newer', accountId, systemModstamp, why, applied }
    }
    const { isDeleted, fields } = event.value
    const leftOut = leftOutOf(record, fields)
    if (event.value._tag === 'AccountSkipped')
      return { _tag: 'WillSkip', rule: 'sync.override-all', accountId, systemModstamp, isDeleted, leftOut }
    const [shown, localEdits] = O.isSome(account) ? [shownFields(account.value), account.value.localEdits] : [{}, []]
    return {
      _tag: 'WillSyncDown',
      rule: 'sync.override-all',
      accountId,
      systemModstamp,
      isKnown: O.isSome(account),
      isDeleted,
      changes: event.value.changes,
      editsLost: localEdits.filter(({ field }) => Object.hasOwn(fields, field)),
      kept: fieldsBeside(shown, fields),
      leftOut,
      liveContacts,
      logging: loggingOf(event.value),
    }
  }
}
