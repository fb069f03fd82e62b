/**
 * Answers the question: what will this sync-down do?
 *
 * @since 0.1.0
 */
import * as O from 'fp-ts/lib/Option.js'
import type { Account, AccountRecord, LocalEdit } from '../model/Account.js'
import { shownFields } from '../model/Account.js'
import { broughtValue } from '../model/BroughtAtStamp.js'
import type { AccountSyncedDown, FieldChange } from '../model/Event.js'
import type { FieldName, Fields } from '../model/Field.js'
import { fieldNames, valueOf } from '../model/Field.js'
import type { Instant } from '../model/Instant.js'
import type { AccountId } from '../model/SalesforceId.js'
import type { Settings } from '../model/Settings.js'
import { countActivities } from '../rules/ActivityLog.js'
import type { AccountDelivery } from '../rules/SyncDown.js'
import { syncDown } from '../rules/SyncDown.js'
import type { Marketo } from '../marketo/Marketo.js'
import { countLiveContacts, lookupAccount } from '../marketo/Marketo.js'
import type { Misspelt } from './MeantField.js'
import { misspeltIn } from './MeantField.js'
import type { NotSynced } from './NextOverride.js'
import { isSyncedUnder, whyNotSynced } from './NextOverride.js'

interface RecordPreview {
  readonly accountId: AccountId
  /** The SystemModstamp of the record. */
  readonly systemModstamp: Instant
  /**
   * Whether the account will count as deleted after Marketo has processed the record. If the answer is `WillSkip`, the record can
   * change this flag. If the answer is `WillIgnore`, the record cannot change this flag.
   */
  readonly isDeleted: boolean
  /**
   * After Marketo has processed the record, this account can count as merged into another account. In this case, the key contains
   * the id of the other account. Otherwise, the key contains `null`.
   */
  readonly masterRecordId: AccountId | null
}

interface AppliedPreview extends RecordPreview {
  readonly leftOut: ReadonlyArray<LeftOut>
  /**
   * Names in the settings. Each differs from the name of a field in the record, but only in letter case. Such a name has no
   * effect.
   */
  readonly misspelt: ReadonlyArray<Misspelt>
}

/**
 * A field of the record that the sync will not take to Marketo. `why` contains the reason.
 *
 * | why                                | the field                                                                | rule                  |
 * | ---------------------------------- | ------------------------------------------------------------------------ | --------------------- |
 * | `not a field`, `ignored`, `hidden` | is never synced                                                          | `sync.visible-fields` |
 * | `came with this stamp`             | has a value that an earlier record with the same SystemModstamp contains | `sync.only-newer`     |
 * | `waits for the next stamp`         | is a formula field that already has a value with this SystemModstamp     | `sync.formula-fields` |
 *
 * @rule sync.visible-fields
 * @rule sync.only-newer
 * @rule sync.formula-fields
 * @category model
 * @since 0.1.0
 */
export interface LeftOut {
  readonly field: FieldName
  readonly why: NotSynced | NotNew
}

/**
 * The reason why a value in a repeated record is not new. A repeated record has the same SystemModstamp as the last applied
 * record.
 *
 * @category model
 * @since 0.3.0
 */
export type NotNew = 'came with this stamp' | 'waits for the next stamp'

/**
 * How many Change Data Value activities a sync-down will log, and the reason for the number.
 *
 * | because           | rule                   | activities              |
 * | ----------------- | ---------------------- | ----------------------- |
 * | `no change`       | `activity.real-change` | 0                       |
 * | `no live contact` | `activity.per-contact` | 0                       |
 * | `over the cap`    | `activity.cap`         | 0                       |
 * | `changes`         | `activity.per-contact` | changes × live contacts |
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
 * Marketo will apply the record.
 *
 * @rule sync.override-all
 * @category model
 * @since 0.1.0
 */
export interface WillSyncDown extends AppliedPreview {
  readonly _tag: 'WillSyncDown'
  readonly rule: 'sync.override-all'
  /** Whether Marketo already knows the account. */
  readonly isKnown: boolean
  /** The values that will change for every live contact of the account, in the order of the record. */
  readonly changes: ReadonlyArray<FieldChange>
  /** The local edits that the record will end. An edit ends even if the record contains the same value as the edit. */
  readonly editsLost: ReadonlyArray<LocalEdit>
  /**
   * The values of the fields that the record does not contain or that the sync leaves out. The record will not change these
   * values. Some of the values can be local edits.
   */
  readonly kept: Fields
  /** The number of live contacts for which Marketo will show the changes. */
  readonly liveContacts: number
  readonly logging: Logging
}

/**
 * Marketo will skip the record, because the record changes no synced value and the setting `overrideOn` is `field-change`. The
 * record will change no value, end no local edit, and log nothing.
 *
 * @rule sync.override-all
 * @category model
 * @since 0.1.0
 */
export interface WillSkip extends AppliedPreview {
  readonly _tag: 'WillSkip'
  readonly rule: 'sync.override-all'
}

/**
 * The record will change nothing, because it is late or repeated. A late record has an older SystemModstamp than the last applied
 * record. A repeated record has the same SystemModstamp and contains no new value.
 *
 * @rule sync.only-newer
 * @category model
 * @since 0.1.0
 */
export interface WillIgnore extends RecordPreview {
  readonly _tag: 'WillIgnore'
  readonly rule: 'sync.only-newer'
  readonly why: 'late' | 'repeated'
  /** The SystemModstamp of the record that was applied last. */
  readonly applied: Instant
  /** The fields of a repeated record, each with the reason why its value is not new. The list is empty for a late record. */
  readonly leftOut: ReadonlyArray<LeftOut>
}

/**
 * The answer of {@link preview}: what a sync-down will do.
 *
 * @category model
 * @since 0.1.0
 */
export type Preview = WillSyncDown | WillSkip | WillIgnore

/** @internal Explains why a record is not applied. Call this function only with a record that is late or repeated. */
export const whyIgnored = (record: AccountRecord, account: Pick<Account, 'systemModstamp'>): WillIgnore['why'] =>
  record.systemModstamp < account.systemModstamp ? 'late' : 'repeated'

/**
 * @internal Explains why a value of a repeated record is not new. Returns none if the value is new, or if the record does not
 * contain the field.
 */
export const whyNotNew = (record: AccountRecord, field: FieldName, account: O.Option<Account>): O.Option<NotNew> => {
  const value = valueOf(field)(record.fields)
  if (O.isNone(account) || O.isNone(value)) return O.none
  const { systemModstamp, broughtAtStamp } = account.value
  if (systemModstamp !== record.systemModstamp || O.isNone(valueOf(field)(broughtAtStamp.fields))) return O.none
  return O.some(broughtValue(broughtAtStamp, field, value.value) ? 'came with this stamp' : 'waits for the next stamp')
}

/**
 * @internal Lists the fields of a record that Marketo does not take. Each field has one reason. If the sync never reads a field,
 * the reason is `not a field`, `ignored` or `hidden`, even if the value is also not new.
 */
export const leftOutUnder = (
  settings: Settings,
): ((record: AccountRecord, account: O.Option<Account>, brought: Fields) => ReadonlyArray<LeftOut>) => {
  const isSyncedHere = isSyncedUnder(settings)
  return (record, account, brought) =>
    fieldNames(record.fields)
      .filter((field) => !Object.hasOwn(brought, field))
      .map((field) => ({
        field,
        why: O.getOrElse((): LeftOut['why'] => whyNotSynced(field))(
          isSyncedHere(field) ? whyNotNew(record, field, account) : O.none,
        ),
      }))
}

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
 * The account record that {@link previewAccount} previews, and the number of live contacts of the account.
 *
 * @category model
 * @since 0.4.0
 */
export type PreviewedDelivery = Omit<AccountDelivery, 'at'>

/**
 * Works like {@link preview}, but does not need the whole Marketo state. The function needs the account and the number of its
 * live contacts. Therefore a service that stores each account separately can load one account and no others.
 *
 * @rule locality.account
 * @example
 * import { defaultSettings } from 'marketo-account-sync'
 * import { previewAccount, PreviewQuestionFromJson } from 'marketo-account-sync/questions'
 * import * as E from 'fp-ts/lib/Either.js'
 * import * as O from 'fp-ts/lib/Option.js'
 *
 * const record = PreviewQuestionFromJson.decode({ record: {
 * Id: '0014W000027f6Uw', SystemModstamp: '2020-10-22T21:03:23.000+0000', Industry: 'Electronics', Phone: '(512) 757-6000'
 * } })
 * if (E.isLeft(record)) assert.fail()
 * const answer = previewAccount(defaultSettings)({ record: record.right, liveContacts: 12 }, O.none)
 * assert.ok(answer._tag === 'WillSyncDown')
 * assert.strictEqual(answer.logging.activities, 24)
 *
 * @category questions
 * @since 0.4.0
 */
export const previewAccount = (
  settings: Settings,
): ((delivery: PreviewedDelivery, account: O.Option<Account>) => Preview) => {
  const decide = syncDown(settings)
  const misspeltOf = misspeltIn(settings)
  const leftOutOf = leftOutUnder(settings)
  return ({ record, liveContacts }, account) => {
    const { id: accountId, systemModstamp } = record
    const event = decide({ at: systemModstamp, record, liveContacts }, account)
    if (O.isNone(event)) {
      // Marketo ignores this record. Marketo never ignores the first record of an account. So this is not the first record, and
      // Marketo knows the account.
      const known = O.isSome(account) ? account.value : { isDeleted: false, masterRecordId: null, systemModstamp }
      const { isDeleted, masterRecordId, systemModstamp: applied } = known
      const why = whyIgnored(record, known)
      const leftOut = why === 'late' ? [] : leftOutOf(record, account, {})
      const about = { accountId, systemModstamp, isDeleted, masterRecordId }
      return { _tag: 'WillIgnore', rule: 'sync.only-newer', ...about, why, applied, leftOut }
    }
    const { isDeleted, masterRecordId, fields } = event.value
    const about = {
      accountId,
      systemModstamp,
      isDeleted,
      masterRecordId,
      leftOut: leftOutOf(record, account, fields),
      misspelt: misspeltOf(fieldNames(record.fields)),
    }
    if (event.value._tag === 'AccountSkipped') return { _tag: 'WillSkip', rule: 'sync.override-all', ...about }
    const [shown, localEdits] = O.isSome(account) ? [shownFields(account.value), account.value.localEdits] : [{}, []]
    return {
      _tag: 'WillSyncDown',
      rule: 'sync.override-all',
      ...about,
      isKnown: O.isSome(account),
      changes: event.value.changes,
      editsLost: localEdits.filter(({ field }) => Object.hasOwn(fields, field)),
      kept: fieldsBeside(shown, fields),
      liveContacts,
      logging: loggingOf(event.value),
    }
  }
}

/**
 * Predicts what the sync-down of a record will do, without applying the record. If you deliver the record now, the decider does
 * exactly what the preview predicts. The question contains no time, because the answer does not depend on the time.
 *
 * | the record, compared with the account                                    | answer         |
 * | ------------------------------------------------------------------------ | -------------- |
 * | is older, or only repeats values of records with the same SystemModstamp | `WillIgnore`   |
 * | changes no synced value, and `overrideOn` is `field-change`              | `WillSkip`     |
 * | anything else                                                            | `WillSyncDown` |
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
 * Id: '0014W000027f6Uw', SystemModstamp: '2020-10-22T21:03:23.000+0000', Industry: 'Electronics', Fax: '(512) 757-9000'
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
  const previewOf = previewAccount(settings)
  return (record, marketo) => {
    const liveContacts = countLiveContacts(record.id)(marketo)
    return previewOf({ record, liveContacts }, lookupAccount(record.id)(marketo))
  }
}
