/**
 * The inputs of the model. A delivery is a fact that arrives from Salesforce. A request is an action that somebody in Marketo
 * wants to take.
 *
 * Every input contains its time (`at`), because the library has no clock. Inputs take effect in the order in which they arrive,
 * even if their times are in a different order.
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
 * Salesforce delivers an account record to Marketo. This input triggers a sync-down.
 *
 * @category deliveries
 * @since 0.1.0
 */
export interface SyncAccount extends InputOf<'SyncAccount'> {
  readonly record: AccountRecord
}

/**
 * Salesforce delivers a contact record to Marketo.
 *
 * @category deliveries
 * @since 0.1.0
 */
export interface SyncContact extends InputOf<'SyncContact'> {
  readonly record: ContactRecord
}

/**
 * Salesforce reports that it converted a person. The report names the new account, contact and opportunity.
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
 * The step at which a conversion failed. `sync` is the creation of the person as a new lead in Salesforce, and `convert` is the
 * conversion of the lead.
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
 * Somebody in Marketo changes an Account field on a contact.
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
 * A person with no conversion under way. `PutPerson` accepts only such a person, because only Convert Person can start a
 * conversion.
 *
 * @category model
 * @since 0.1.0
 */
export type SettledPerson = Person<NotInSalesforce | SfdcLead | SfdcContact>

/**
 * Somebody adds a new person to Marketo, or replaces the data of a known person.
 *
 * @category requests
 * @since 0.1.0
 */
export interface PutPerson extends InputOf<'PutPerson'> {
  readonly person: SettledPerson
}

/**
 * Somebody runs the Marketo flow step Convert Person.
 *
 * @category requests
 * @since 0.1.0
 */
export interface ConvertPerson extends InputOf<'ConvertPerson'> {
  readonly personId: PersonId
  /** The id of the new owner. The type allows any Salesforce id, but Marketo refuses every id that is not the id of a user. */
  readonly assignTo: SalesforceId
  readonly convertedStatus: string
  readonly notifyOwner: boolean
  /** This text must be exactly {@link newAccountAndOpportunity}. If the text differs, Marketo refuses the request. */
  readonly accepts: string
}

/**
 * The text that the caller of Convert Person must pass. With this text the caller accepts that Salesforce creates a new account
 * and a new opportunity.
 *
 * @rule convert.guarded
 * @category model
 * @since 0.1.0
 */
export const newAccountAndOpportunity = 'new account and opportunity'

/**
 * An input that comes from Salesforce.
 *
 * @category model
 * @since 0.1.0
 */
export type Delivery = SyncAccount | SyncContact | ConfirmConversion | FailConversion

/**
 * An input that comes from somebody in Marketo: an edit of a field, a new or changed person, or a conversion. No request creates
 * an account in Marketo. Even a conversion only asks Salesforce to create an account.
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
