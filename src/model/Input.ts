/**
 * What can happen to Marketo: deliveries, which are facts from Salesforce, and requests, which somebody in Marketo makes.
 *
 * Every input says when (`at`), for the library has no clock; but the order of arrival decides, not `at`.
 *
 * @since 0.1.0
 */
import type { Eq } from 'fp-ts/lib/Eq.js'
import type { AccountRecord } from './Account.js'
import type { ContactRecord } from './Contact.js'
import type { FieldName, FieldValue } from './Field.js'
import type { Instant } from './Instant.js'
import type { NotInSalesforce, Person, PersonId, SfdcContact, SfdcLead } from './Person.js'
import type { ContactId, OpportunityId, SalesforceId } from './SalesforceId.js'
import { plainEq } from './PlainEq.js'

interface InputOf<Tag extends string> {
  readonly _tag: Tag
  readonly at: Instant
}

/**
 * Salesforce delivers an account record: the input of a sync-down.
 *
 * @category deliveries
 * @since 0.1.0
 */
export interface SyncAccount extends InputOf<'SyncAccount'> {
  readonly record: AccountRecord
}

/**
 * Salesforce delivers a contact record.
 *
 * @category deliveries
 * @since 0.1.0
 */
export interface SyncContact extends InputOf<'SyncContact'> {
  readonly record: ContactRecord
}

/**
 * Salesforce has converted a person: the new account, contact and opportunity.
 *
 * @category deliveries
 * @since 0.1.0
 */
export interface ConfirmConversion extends InputOf<'ConfirmConversion'> {
  readonly personId: PersonId
  readonly account: AccountRecord
  readonly contactId: ContactId
  readonly opportunityId: OpportunityId
}

/**
 * At which of its two steps a conversion failed: the implied sync of the person as a new lead, or the conversion itself.
 *
 * @category model
 * @since 0.1.0
 */
export type FailedAt = 'sync' | 'convert'

/**
 * Salesforce has not converted a person.
 *
 * @category deliveries
 * @since 0.1.0
 */
export interface FailConversion extends InputOf<'FailConversion'> {
  readonly personId: PersonId
  readonly failedAt: FailedAt
  readonly reason: string
}

/**
 * Somebody changes an Account field of a contact in Marketo.
 *
 * @category requests
 * @since 0.1.0
 */
export interface EditAccountField extends InputOf<'EditAccountField'> {
  readonly contactId: ContactId
  readonly field: FieldName
  readonly value: FieldValue
}

/**
 * A person as somebody can put it: no conversion under way, for only Convert Person begins one.
 *
 * @category model
 * @since 0.1.0
 */
export type SettledPerson = Person<NotInSalesforce | SfdcLead | SfdcContact>

/**
 * Marketo gets to know a person, or what it knows of one is replaced.
 *
 * @category requests
 * @since 0.1.0
 */
export interface PutPerson extends InputOf<'PutPerson'> {
  readonly person: SettledPerson
}

/**
 * Somebody runs the flow step Convert Person.
 *
 * @category requests
 * @since 0.1.0
 */
export interface ConvertPerson extends InputOf<'ConvertPerson'> {
  readonly personId: PersonId
  /** Any Salesforce id; one that is not a user is refused. */
  readonly assignTo: SalesforceId
  readonly convertedStatus: string
  readonly notifyOwner: boolean
  /** What the caller accepts, in words; anything but {@link newAccountAndOpportunity} is refused. */
  readonly accepts: string
}

/**
 * The text by which the caller of Convert Person accepts its effect.
 *
 * @rule convert.guarded
 * @category model
 * @since 0.1.0
 */
export const newAccountAndOpportunity = 'new account and opportunity'

/**
 * A fact from Salesforce.
 *
 * @category model
 * @since 0.1.0
 */
export type Delivery = SyncAccount | SyncContact | ConfirmConversion | FailConversion

/**
 * What somebody in Marketo wants. None of these creates an account.
 *
 * @rule account.only-from-salesforce
 * @category model
 * @since 0.1.0
 */
export type Request = EditAccountField | PutPerson | ConvertPerson

/**
 * Anything that can happen.
 *
 * @category model
 * @since 0.1.0
 */
export type Input = Delivery | Request

/**
 * @category instances
 * @since 0.1.0
 */
export const eqInput: Eq<Input> = /* @__PURE__ */ plainEq()
