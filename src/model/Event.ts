/**
 * What has happened to Marketo. A service stores events. It can rebuild the state from the events alone, without the
 * settings. Events also say what was logged.
 *
 * @since 0.1.0
 */
import type { Eq } from 'fp-ts/lib/Eq.js'
import type { ContactRecord } from './Contact.js'
import type { FieldName, Fields, FieldValue } from './Field.js'
import type { FailedAt, SettledPerson } from './Input.js'
import type { Instant } from './Instant.js'
import type { ConversionTerms, NotInSalesforce, PersonId, SfdcLead } from './Person.js'
import type { AccountId, ContactId, OpportunityId } from './SalesforceId.js'
import { plainEq } from './PlainEq.js'

interface EventOf<Tag extends string> {
  readonly _tag: Tag
  readonly at: Instant
}

/**
 * The value that Marketo showed in a field, and the value that Marketo shows now. The two values differ. If the account did
 * not have the field before, the old value is null.
 *
 * @rule activity.real-change
 * @category model
 * @since 0.1.0
 */
export interface FieldChange {
  readonly field: FieldName
  readonly oldValue: FieldValue
  readonly newValue: FieldValue
}

interface AccountRecordEvent<Tag extends string> extends EventOf<Tag> {
  readonly accountId: AccountId
  readonly systemModstamp: Instant
  /** The deleted flag of the record. If the record contains no new flag, the deleted flag that the account had before. */
  readonly isDeleted: boolean
  /** The account into which this account was merged, according to its records. */
  readonly masterRecordId: AccountId | null
  /**
   * The visible fields that Marketo takes from the record. These are all visible fields of the record, or only the fields with new
   * values if the record has the same stamp as the last applied record.
   */
  readonly fields: Fields
}

/**
 * An account record was applied: Marketo took the values of its visible fields, and the local edits of those fields ended.
 *
 * @category account events
 * @since 0.1.0
 */
export interface AccountSyncedDown extends AccountRecordEvent<'AccountSyncedDown'> {
  /** The fields whose shown value changed, in the order of the record. */
  readonly changes: ReadonlyArray<FieldChange>
  /** How many live contacts the account had when the record was applied. */
  readonly liveContacts: number
  /** Whether each change logged a Change Data Value for each live contact. False above the cap. */
  readonly logged: boolean
}

/**
 * A newer account record was skipped, because it changed no synced value. This happens only under the reading
 * `field-change`.
 *
 * @category account events
 * @since 0.1.0
 */
export type AccountSkipped = AccountRecordEvent<'AccountSkipped'>

/**
 * The contacts for which a local edit logs Change Data Value.
 *
 * @rule activity.local-edit
 * @category model
 * @since 0.1.0
 */
export type LocalEditLog = 'edited-contact' | 'every-contact' | 'none'

/**
 * A local edit changed the value of a field for all contacts of the account.
 *
 * @category account events
 * @since 0.1.0
 */
export interface AccountFieldEdited extends EventOf<'AccountFieldEdited'>, FieldChange {
  readonly accountId: AccountId
  readonly contactId: ContactId
  /** The contacts for which the edit logged Change Data Value. */
  readonly logged: LocalEditLog
}

/**
 * What has happened to one account.
 *
 * @category model
 * @since 0.1.0
 */
export type AccountEvent = AccountSyncedDown | AccountSkipped | AccountFieldEdited

/**
 * A contact record was applied. The record decides whether the contact is now live, deleted or private.
 *
 * @category contact events
 * @since 0.1.0
 */
export interface ContactSynced extends EventOf<'ContactSynced'> {
  readonly record: ContactRecord
}

/**
 * Marketo learned of a new person, or replaced what it knew about a person.
 *
 * @category person events
 * @since 0.1.0
 */
export interface PersonPut extends EventOf<'PersonPut'> {
  readonly person: SettledPerson
}

/**
 * The new Salesforce lead that the implied sync creates. If a value of the person is blank, the lead gets the instance's
 * default.
 *
 * @category model
 * @since 0.1.0
 */
export interface NewLead {
  readonly lastName: string
  readonly company: string
}

/**
 * Marketo asks Salesforce to convert a person.
 *
 * @category person events
 * @since 0.1.0
 */
export interface ConversionRequested extends EventOf<'ConversionRequested'> {
  readonly personId: PersonId
  readonly from: NotInSalesforce | SfdcLead
  readonly terms: ConversionTerms
  /** The lead to create first, or `null` if the person already is a lead in Salesforce. */
  readonly newLead: NewLead | null
}

/**
 * Salesforce has converted a person. If Marketo did not know the contact before, the contact is now live in the account.
 * The event logs one Convert Lead.
 *
 * @category person events
 * @since 0.1.0
 */
export interface ConversionConfirmed extends EventOf<'ConversionConfirmed'> {
  readonly personId: PersonId
  readonly accountId: AccountId
  readonly contactId: ContactId
  readonly opportunityId: OpportunityId
  readonly terms: ConversionTerms
}

/**
 * Salesforce could not convert a person. The person can be converted again. The event logs one Convert Lead.
 *
 * @category person events
 * @since 0.1.0
 */
export interface ConversionFailed extends EventOf<'ConversionFailed'> {
  readonly personId: PersonId
  readonly failedAt: FailedAt
  readonly reason: string
  readonly terms: ConversionTerms
}

/**
 * What has happened to one person.
 *
 * @category model
 * @since 0.1.0
 */
export type PersonEvent = PersonPut | ConversionRequested | ConversionConfirmed | ConversionFailed

/**
 * Any event.
 *
 * @category model
 * @since 0.1.0
 */
export type Event = AccountEvent | ContactSynced | PersonEvent

/**
 * @category instances
 * @since 0.1.0
 */
export const eqEvent: Eq<Event> = /* @__PURE__ */ plainEq()
