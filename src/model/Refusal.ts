/**
 * The reasons why Marketo refuses a request or an answer to a conversion, and the reason why a contact record has to wait.
 * Each reason is a value that contains the rule and the facts. A refused input changes nothing. Account and contact records
 * are never refused.
 *
 * | input                                 | refusals, the first that applies                                                              |
 * | ------------------------------------- | --------------------------------------------------------------------------------------------- |
 * | `EditAccountField`                    | `UnknownContact`, `ContactNotLive`, `AccountDeleted`, `UnknownField`                          |
 * | `PutPerson`                           | `ConversionUnderWay`                                                                          |
 * | `ConvertPerson`                       | `UnknownPerson`, `AlreadyAContact`, `ConversionUnderWay`, `NewAccountNotAccepted`, `OwnerNotAUser`, `LeadFieldsMissing` |
 * | `ConfirmConversion`, `FailConversion` | `UnknownPerson`, `NoConversionUnderWay`, `RecordAlreadyClaimed`, `NoSyncNeeded`                             |
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
 * Marketo does not know the contact of a local edit.
 *
 * @category refusals
 * @since 0.1.0
 */
export interface UnknownContact extends RefusalOf<'UnknownContact', 'edit.live-contact'> {
  readonly contactId: ContactId
}

/**
 * The contact of a local edit is deleted, private, or `elsewhere`. `elsewhere` means that the contact is live in an account
 * other than the edited one. Only a caller that passes an account and a contact from its own storage can get `elsewhere`.
 *
 * @category refusals
 * @since 0.1.0
 */
export interface ContactNotLive extends RefusalOf<'ContactNotLive', 'edit.live-contact'> {
  readonly contactId: ContactId
  readonly why: 'deleted' | 'private' | 'elsewhere'
}

/**
 * The account of a local edit is deleted in Salesforce.
 *
 * @category refusals
 * @since 0.1.0
 */
export interface AccountDeleted extends RefusalOf<'AccountDeleted', 'edit.live-contact'> {
  readonly contactId: ContactId
  readonly accountId: AccountId
}

/**
 * The account of a local edit does not have the field.
 *
 * @category refusals
 * @since 0.1.0
 */
export interface UnknownField extends RefusalOf<'UnknownField', 'edit.known-field'> {
  readonly accountId: AccountId
  readonly field: FieldName
}

/**
 * Why a local edit is refused.
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
 * The person to convert is a contact.
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
 * The caller has not accepted, with the exact text, that Salesforce creates a new account and opportunity.
 *
 * @category refusals
 * @since 0.1.0
 */
export interface NewAccountNotAccepted extends RefusalOf<'NewAccountNotAccepted', 'convert.guarded'> {
  readonly personId: PersonId
  readonly accepts: string
}

/**
 * The chosen owner is not a user. It may be a queue.
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
 * The person must first be synced to Salesforce, but Last Name or Company is blank and the instance has no default for the
 * blank field.
 *
 * @category refusals
 * @since 0.1.0
 */
export interface LeadFieldsMissing extends RefusalOf<'LeadFieldsMissing', 'convert.syncs-first'> {
  readonly personId: PersonId
  /** In the order `lastName`, `company`; never empty. */
  readonly missing: ReadonlyArray<NeededByLead>
}

/**
 * Why Convert Person is refused.
 *
 * @category model
 * @since 0.1.0
 */
export type ConvertRefused =
  UnknownPerson | AlreadyAContact | ConversionUnderWay | NewAccountNotAccepted | OwnerNotAUser | LeadFieldsMissing

/**
 * Salesforce has answered a conversion, but no conversion of the person is under way.
 *
 * @category refusals
 * @since 0.1.0
 */
export interface NoConversionUnderWay extends RefusalOf<'NoConversionUnderWay', 'convert.answered-once'> {
  readonly personId: PersonId
}

/**
 * One of the three records in an answer is already claimed: the contact belongs to another person, or an earlier conversion
 * created the record.
 *
 * @category refusals
 * @since 0.1.0
 */
export interface RecordAlreadyClaimed extends RefusalOf<'RecordAlreadyClaimed', 'convert.never-joins'> {
  readonly personId: PersonId
  readonly id: AccountId | ContactId | OpportunityId
  readonly why: 'contact of another person' | 'outcome of another conversion'
  /** The person who claims the record. It can be the same person, because of an earlier conversion. */
  readonly of: PersonId
}

/**
 * Salesforce reports that the implied sync failed, but this conversion needed no implied sync.
 *
 * @category refusals
 * @since 0.1.0
 */
export interface NoSyncNeeded extends RefusalOf<'NoSyncNeeded', 'convert.syncs-first'> {
  readonly personId: PersonId
}

/**
 * Why Salesforce's answer to a conversion is refused.
 *
 * @category model
 * @since 0.1.0
 */
export type AnswerRefused = UnknownPerson | NoConversionUnderWay | RecordAlreadyClaimed | NoSyncNeeded

/**
 * Any refusal.
 *
 * @category model
 * @since 0.1.0
 */
export type Refusal = EditRefused | ConvertRefused | AnswerRefused

/**
 * Why a contact record has to wait: Marketo does not know the account that the record names. The contact does not change
 * until the caller delivers the record again.
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
