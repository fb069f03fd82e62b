/**
 * The reasons why Marketo refuses an input, and the reason why a contact record has to wait. Each reason contains the id of a
 * rule and some facts, such as the id of the contact.
 *
 * Marketo can refuse a request. Marketo can also refuse Salesforce's answer about a conversion. Marketo never refuses an account
 * record or a contact record. A refused input changes nothing.
 *
 * | input                                 | refusals, in the order of the checks                                                                                    |
 * | ------------------------------------- | ----------------------------------------------------------------------------------------------------------------------- |
 * | `EditAccountField`                    | `UnknownContact`, `ContactNotLive`, `AccountDeleted`, `UnknownField`                                                    |
 * | `PutPerson`                           | `ConversionUnderWay`                                                                                                    |
 * | `ConvertPerson`                       | `UnknownPerson`, `AlreadyAContact`, `ConversionUnderWay`, `NewAccountNotAccepted`, `OwnerNotAUser`, `LeadFieldsMissing` |
 * | `ConfirmConversion`, `FailConversion` | `UnknownPerson`, `NoConversionUnderWay`, `RecordAlreadyClaimed`, `NoSyncNeeded`                                         |
 *
 * @since 0.1.0
 */
import type { Eq } from 'fp-ts/lib/Eq.js'
import type { FieldName } from './Field.js'
import type { Instant } from './Instant.js'
import type { PersonId } from './Person.js'
import type { RuleId } from './RuleId.js'
import type { AccountId, ContactId, OpportunityId, SalesforceId } from './SalesforceId.js'
import { plainEq } from './PlainEq.js'

interface RefusalOf<Tag extends string, R extends RuleId> {
  readonly _tag: Tag
  readonly rule: R
}

/**
 * Somebody edits an Account field through a contact that Marketo does not know.
 *
 * @category refusals
 * @since 0.1.0
 */
export interface UnknownContact extends RefusalOf<'UnknownContact', 'edit.live-contact'> {
  readonly contactId: ContactId
}

/**
 * Somebody edits an Account field through a contact that is not live in the account. The contact is deleted, is private, or is
 * live in another account (`elsewhere`).
 *
 * Only a caller that passes an account and a contact from its own storage can get `elsewhere`.
 *
 * @category refusals
 * @since 0.1.0
 */
export interface ContactNotLive extends RefusalOf<'ContactNotLive', 'edit.live-contact'> {
  readonly contactId: ContactId
  readonly why: 'deleted' | 'private' | 'elsewhere'
}

/**
 * Somebody edits a field of an account that is deleted in Salesforce.
 *
 * @category refusals
 * @since 0.1.0
 */
export interface AccountDeleted extends RefusalOf<'AccountDeleted', 'edit.live-contact'> {
  readonly contactId: ContactId
  readonly accountId: AccountId
}

/**
 * Somebody edits a field that the account does not have.
 *
 * @category refusals
 * @since 0.1.0
 */
export interface UnknownField extends RefusalOf<'UnknownField', 'edit.known-field'> {
  readonly accountId: AccountId
  readonly field: FieldName
}

/**
 * The reasons why Marketo can refuse a local edit.
 *
 * @category model
 * @since 0.1.0
 */
export type EditRefused = UnknownContact | ContactNotLive | AccountDeleted | UnknownField

/**
 * Marketo does not know the person.
 *
 * @rule convert.known-person
 * @category refusals
 * @since 0.1.0
 */
export interface UnknownPerson extends RefusalOf<'UnknownPerson', 'convert.known-person'> {
  readonly personId: PersonId
}

/**
 * The person is a contact in Salesforce, and a contact cannot be converted.
 *
 * @category refusals
 * @since 0.1.0
 */
export interface AlreadyAContact extends RefusalOf<'AlreadyAContact', 'convert.not-a-contact'> {
  readonly personId: PersonId
  readonly contactId: ContactId
}

/**
 * Marketo has already requested a conversion of the person, and Salesforce has not answered yet.
 *
 * @category refusals
 * @since 0.1.0
 */
export interface ConversionUnderWay extends RefusalOf<'ConversionUnderWay', 'convert.not-a-contact'> {
  readonly personId: PersonId
  readonly since: Instant
}

/**
 * The text in `accepts` is not the required text. With the required text, the caller accepts that Salesforce creates a new
 * account and a new opportunity.
 *
 * @category refusals
 * @since 0.1.0
 */
export interface NewAccountNotAccepted extends RefusalOf<'NewAccountNotAccepted', 'convert.guarded'> {
  readonly personId: PersonId
  readonly accepts: string
}

/**
 * The chosen owner is not a user. A Salesforce queue, for example, cannot own an account.
 *
 * @category refusals
 * @since 0.1.0
 */
export interface OwnerNotAUser extends RefusalOf<'OwnerNotAUser', 'convert.user-owner'> {
  readonly personId: PersonId
  readonly assignTo: SalesforceId
}

/**
 * The fields that a new lead needs.
 *
 * @category model
 * @since 0.1.0
 */
export type NeededByLead = 'lastName' | 'company'

/**
 * The person is not in Salesforce, so Marketo would have to create a lead before the conversion. A lead needs Last Name and
 * Company. One or both of these fields are blank and have no default in the Marketo instance.
 *
 * @category refusals
 * @since 0.1.0
 */
export interface LeadFieldsMissing extends RefusalOf<'LeadFieldsMissing', 'convert.syncs-first'> {
  readonly personId: PersonId
  /** The blank fields that have no default, in the order `lastName`, `company`. The list is never empty. */
  readonly missing: ReadonlyArray<NeededByLead>
}

/**
 * The reasons why Marketo can refuse Convert Person.
 *
 * @category model
 * @since 0.1.0
 */
export type ConvertRefused =
  UnknownPerson | AlreadyAContact | ConversionUnderWay | NewAccountNotAccepted | OwnerNotAUser | LeadFieldsMissing

/**
 * Salesforce sent an answer about the conversion of a person, but no conversion of this person is under way.
 *
 * @category refusals
 * @since 0.1.0
 */
export interface NoConversionUnderWay extends RefusalOf<'NoConversionUnderWay', 'convert.answered-once'> {
  readonly personId: PersonId
}

/**
 * Salesforce confirmed a conversion, but a record in the confirmation already belongs to somebody. Either the contact belongs to
 * another person, or an earlier conversion created the account, the contact or the opportunity.
 *
 * @category refusals
 * @since 0.1.0
 */
export interface RecordAlreadyClaimed extends RefusalOf<'RecordAlreadyClaimed', 'convert.never-joins'> {
  readonly personId: PersonId
  readonly id: AccountId | ContactId | OpportunityId
  readonly why: 'contact of another person' | 'outcome of another conversion'
  /**
   * The person to whom the record belongs. If an earlier conversion of the same person created the record, `of` equals
   * `personId`.
   */
  readonly of: PersonId
}

/**
 * Salesforce reports that it could not create the lead, but this conversion did not need a new lead.
 *
 * @category refusals
 * @since 0.1.0
 */
export interface NoSyncNeeded extends RefusalOf<'NoSyncNeeded', 'convert.syncs-first'> {
  readonly personId: PersonId
}

/**
 * The reasons why Marketo can refuse Salesforce's answer about a conversion.
 *
 * @category model
 * @since 0.1.0
 */
export type AnswerRefused = UnknownPerson | NoConversionUnderWay | RecordAlreadyClaimed | NoSyncNeeded

/**
 * Any reason for which Marketo can refuse an input.
 *
 * @category model
 * @since 0.1.0
 */
export type Refusal = EditRefused | ConvertRefused | AnswerRefused

/**
 * The reason why a contact record has to wait: Marketo does not know the account that the record names. The contact does not
 * change until the caller delivers the record again.
 *
 * @category model
 * @since 0.1.0
 */
export interface AccountNotYetKnown {
  readonly _tag: 'AccountNotYetKnown'
  readonly rule: 'contact.one-account'
  readonly contactId: ContactId
  readonly accountId: AccountId
}

/**
 * @category instances
 * @since 0.1.0
 */
export const eqRefusal: Eq<Refusal | AccountNotYetKnown> = /* @__PURE__ */ plainEq()
