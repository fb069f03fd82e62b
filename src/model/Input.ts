/**
 * The inputs. A delivery is a fact from Salesforce. A request is what somebody in Marketo wants to do.
 *
 * Every input has a time (`at`), because the library has no clock. Inputs take effect in the order of arrival, whatever
 * their `at`.
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
 * Salesforce delivers an account record. It is the input of a sync-down.
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
 * The step at which a conversion failed: the implied sync of the person as a new lead, or the conversion itself.
 *
 * @category model
 * @since 0.1.0
 */
export type FailedAt = 'sync' | 'convert'

/**
 * Salesforce reports that it could not convert a person.
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
 * Somebody in Marketo changes an Account field of a contact.
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
 * A person whose conversion is not under way. `PutPerson` accepts only such a person, because only Convert Person can begin
 * a conversion.
 *
 * @category model
 * @since 0.1.0
 */
export type SettledPerson = Person<NotInSalesforce | SfdcLead | SfdcContact>

/**
 * Marketo learns of a new person, or replaces what it knows about a person.
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
  /** Any Salesforce id. The request is refused unless it is the id of a user. */
  readonly assignTo: SalesforceId
  readonly convertedStatus: string
  readonly notifyOwner: boolean
  /** The request is refused unless this is exactly {@link newAccountAndOpportunity}. */
  readonly accepts: string
}

/**
 * The text with which the caller of Convert Person accepts that Salesforce creates a new account and opportunity.
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
 * A request: somebody edits a field, adds or changes a person, or asks for a conversion in Marketo. No request creates an
 * account.
 *
 * @rule account.only-from-salesforce
 * @category model
 * @since 0.1.0
 */
export type Request = EditAccountField | PutPerson | ConvertPerson

/**
 * Any input.
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
