/**
 * Answers to the question why Marketo has logged no Change Data Value.
 *
 * @since 0.1.0
 */
import type { ChangeDataValue } from '../rules/ActivityLog.js'
import type { FieldName, FieldValue } from '../model/Field.js'
import type { Instant } from '../model/Instant.js'
import type { Refusal } from '../model/Refusal.js'
import type { RuleId } from '../rules/Rule.js'
import type { AccountId, ContactId } from '../model/SalesforceId.js'
import type { NotSynced } from './NextOverride.js'

/**
 * A contact, an Account field, and a time. Both ends count, and either may be the earlier one.
 *
 * @category model
 * @since 0.1.0
 */
export interface LogQuestion {
  readonly contactId: ContactId
  readonly field: FieldName
  readonly from: Instant
  readonly until: Instant
}

/**
 * There is an activity: this one.
 *
 * @category model
 * @since 0.1.0
 */
export interface Logged {
  readonly _tag: 'Logged'
  readonly rule: 'activity.per-contact' | 'activity.local-edit'
  readonly activity: ChangeDataValue
}

/**
 * The first reason that something logged nothing for the contact. What is about the contact comes before what is about
 * the record, and the cap comes last, so that behind each reason only later ones can be.
 *
 * | reason             | what happened                                           | rule                                                        |
 * | ------------------ | ------------------------------------------------------- | ----------------------------------------------------------- |
 * | `NothingHappened`  | no record, edit or move that bears on contact and field | `activity.per-contact`                                      |
 * | `NotLive`          | the contact was not known, deleted, or private          | `activity.per-contact`, `contact.deleted`, `contact.private` |
 * | `Elsewhere`        | the contact was live in another account                 | `contact.one-account`                                       |
 * | `Deferred`         | the contact's record waits for its account              | `contact.one-account`                                       |
 * | `Moved`            | the contact's own record changed what it shows          | `contact.moves`, `contact.deleted`, `contact.private`       |
 * | `Refused`          | the edit, or the answer to a conversion, was refused    | that of the refusal                                         |
 * | `AnsweredBefore`   | it was the same answer to a conversion again            | `convert.answered-once`                                     |
 * | `Late`, `Repeated` | the account record was not applied                      | `sync.only-newer`                                           |
 * | `Absent`           | the record did not carry the field                      | `sync.absent-field`                                         |
 * | `NotSynced`        | the field is ignored or hidden                          | `sync.visible-fields`                                       |
 * | `Skipped`          | the record said nothing new (reading `field-change`)    | `sync.override-all`                                         |
 * | `NoChange`         | Marketo showed the value already                        | `activity.real-change`, `activity.local-edit`               |
 * | `OtherContact`     | an edit was logged for the contact it was made through  | `activity.local-edit`                                       |
 * | `EditsNotLogged`   | by the reading in force no edit is logged               | `activity.local-edit`                                       |
 * | `OverTheCap`       | the account had too many live contacts                  | `activity.cap`                                              |
 *
 * @category model
 * @since 0.1.0
 */
export type Reason =
  | { readonly _tag: 'NothingHappened' }
  | { readonly _tag: 'NotLive'; readonly why: 'unknown' | 'deleted' | 'private' }
  | { readonly _tag: 'Elsewhere'; readonly liveIn: AccountId }
  | { readonly _tag: 'Deferred'; readonly waitsFor: AccountId }
  | {
      readonly _tag: 'Moved'
      /** `null` where the contact was live in no account, or has become so. */
      readonly from: AccountId | null
      readonly to: AccountId | null
    }
  | { readonly _tag: 'Refused'; readonly refusal: Refusal }
  | { readonly _tag: 'AnsweredBefore' }
  | { readonly _tag: 'Late'; readonly systemModstamp: Instant; readonly applied: Instant }
  | { readonly _tag: 'Repeated'; readonly systemModstamp: Instant }
  | { readonly _tag: 'NotSynced'; readonly why: NotSynced }
  | { readonly _tag: 'Absent' }
  | { readonly _tag: 'Skipped' }
  | { readonly _tag: 'NoChange'; readonly value: FieldValue }
  | { readonly _tag: 'OtherContact'; readonly through: ContactId }
  | { readonly _tag: 'EditsNotLogged' }
  | { readonly _tag: 'OverTheCap'; readonly liveContacts: number }

/**
 * There is no activity, and why.
 *
 * @category model
 * @since 0.1.0
 */
export interface NotLogged {
  readonly _tag: 'NotLogged'
  readonly rule: RuleId
  readonly contactId: ContactId
  readonly field: FieldName
  /** The account that something happened to; else the one that the contact was in, or `null`. */
  readonly accountId: AccountId | null
  /** When that happened; `null` where nothing did. */
  readonly at: Instant | null
  readonly reason: Reason
}

/**
 * One answer to the question why nothing is logged.
 *
 * @category model
 * @since 0.1.0
 */
export type LogAnswer = Logged | NotLogged
