/**
 * The question why Marketo logged no Change Data Value, and the possible answers.
 *
 * @since 0.1.0
 */
import type { ChangeDataValue } from '../model/Activity.js'
import type { FieldName, FieldValue } from '../model/Field.js'
import type { Instant } from '../model/Instant.js'
import type { Refusal } from '../model/Refusal.js'
import type { RuleId } from '../model/RuleId.js'
import type { AccountId, ContactId } from '../model/SalesforceId.js'
import type { AccountStatus } from './AccountStatus.js'
import type { MeantField } from './MeantField.js'
import type { NotSynced } from './NextOverride.js'

/**
 * The question that `whyNotLogged` answers. The question names a contact, an Account field, and a period. The period includes its
 * first and last instant. You can pass these two instants in either order.
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
 * The step logged this activity.
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
 * The reason why a step logged nothing for the contact.
 *
 * If several reasons apply, the answer contains one of them. Reasons about the contact have priority over reasons about the
 * record. The cap has the lowest priority. If you correct one problem, the next reason can appear.
 *
 * | reason             | what happened                                                       | rule                                                         |
 * | ------------------ | ------------------------------------------------------------------- | ------------------------------------------------------------ |
 * | `NothingHappened`  | no record, edit or move affected this field of the contact          | `activity.per-contact`                                       |
 * | `NotLive`          | the contact was unknown, deleted or private                         | `activity.per-contact`, `contact.deleted`, `contact.private` |
 * | `Elsewhere`        | the contact was live in another account                             | `contact.one-account`                                        |
 * | `Deferred`         | the contact's record waits for its account                          | `contact.one-account`                                        |
 * | `Moved`            | the contact's own record changed the value that Marketo shows       | `contact.moves`, `contact.deleted`, `contact.private`        |
 * | `Refused`          | the edit, or the answer to a conversion, was refused                | the rule of the refusal                                      |
 * | `AnsweredBefore`   | Salesforce had already given this answer to the conversion          | `convert.answered-once`                                      |
 * | `Late`, `Repeated` | the account record was not applied                                  | `sync.only-newer`                                            |
 * | `Absent`           | the record did not contain the field                                | `sync.absent-field`                                          |
 * | `NotSynced`        | the sync ignores the field, or the field is hidden                  | `sync.visible-fields`                                        |
 * | `CameBefore`       | an earlier record with the same SystemModstamp contained this value | `sync.only-newer`                                            |
 * | `FormulaWaits`     | the formula field already has a value with this SystemModstamp      | `sync.formula-fields`                                        |
 * | `Skipped`          | the record changed no synced value (setting `field-change`)         | `sync.override-all`                                          |
 * | `NoChange`         | Marketo already showed the value                                    | `activity.real-change`, `activity.local-edit`                |
 * | `OtherContact`     | Marketo logged the edit only for the contact on which it was made   | `activity.local-edit`                                        |
 * | `EditsNotLogged`   | Marketo does not log local edits (setting `localEditLog`)           | `activity.local-edit`                                        |
 * | `OverTheCap`       | the account had too many live contacts                              | `activity.cap`                                               |
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
      /** The account in which the contact was live before the step. `null` if the contact was live in no account. */
      readonly from: AccountId | null
      /** The account in which the contact is live after the step. `null` if the contact is live in no account. */
      readonly to: AccountId | null
    }
  | { readonly _tag: 'Refused'; readonly refusal: Refusal }
  | { readonly _tag: 'AnsweredBefore' }
  | { readonly _tag: 'Late'; readonly systemModstamp: Instant; readonly applied: Instant }
  | { readonly _tag: 'Repeated'; readonly systemModstamp: Instant }
  | { readonly _tag: 'NotSynced'; readonly why: NotSynced }
  | { readonly _tag: 'Absent' }
  | { readonly _tag: 'CameBefore'; readonly systemModstamp: Instant }
  | { readonly _tag: 'FormulaWaits'; readonly systemModstamp: Instant }
  | { readonly _tag: 'Skipped' }
  | { readonly _tag: 'NoChange'; readonly value: FieldValue }
  | { readonly _tag: 'OtherContact'; readonly through: ContactId }
  | { readonly _tag: 'EditsNotLogged' }
  | { readonly _tag: 'OverTheCap'; readonly liveContacts: number }

/**
 * The step logged no activity, and `reason` explains why.
 *
 * @category model
 * @since 0.1.0
 */
export interface NotLogged {
  readonly _tag: 'NotLogged'
  readonly rule: RuleId
  readonly contactId: ContactId
  readonly field: FieldName
  /**
   * The account that the step concerns. If nothing happened, `accountId` is the account of the contact, or `null` if the contact
   * has no account.
   */
  readonly accountId: AccountId | null
  /**
   * Whether the account is deleted or merged in Salesforce after the step. `null` if there is no account, or if Marketo does not
   * know the account.
   */
  readonly accountStatus: AccountStatus | null
  /**
   * The field that the question probably means. `null` if the account has the field that the question names, or if no field of
   * the account fits this name.
   */
  readonly meant: MeantField | null
  /** The time of the step. `null` if nothing happened. */
  readonly at: Instant | null
  readonly reason: Reason
}

/**
 * One answer of the function `whyNotLogged`.
 *
 * @category model
 * @since 0.1.0
 */
export type LogAnswer = Logged | NotLogged
