/**
 * What has happened to Marketo. Events are what a service stores: they alone rebuild the state, without the settings
 * they were decided under, and they say what was logged.
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
 * The value that Marketo showed in a field, and the value that it shows now. They differ. A field that the account did not
 * have before counts as null.
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
  /** The flag of the record; the flag of the account if the record brought none. */
  readonly isDeleted: boolean
  /** The account into which this one was merged, as far as its records have said so. */
  readonly masterRecordId: AccountId | null
  /** The visible fields that the record brought: all of them, or, with the stamp last applied, those whose value is new. */
  readonly fields: Fields
}

/**
 * An account record was applied: Marketo took its visible fields, and their local edits ended.
 *
 * @category account events
 * @since 0.1.0
 */
export interface AccountSyncedDown extends AccountRecordEvent<'AccountSyncedDown'> {
  /** The real changes, in the order of the record. */
  readonly changes: ReadonlyArray<FieldChange>
  /** How many live contacts the account had when the record was applied. */
  readonly liveContacts: number
  /** Whether each change logged a Change Data Value for each of them. False above the cap. */
  readonly logged: boolean
}

/**
 * A newer account record changed no field, and therefore did not override: the reading `field-change` applies.
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
  /** The contacts for which it logged Change Data Value. */
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
 * A contact record was applied: the contact is now in the state that the record gives it.
 *
 * @category contact events
 * @since 0.1.0
 */
export interface ContactSynced extends EventOf<'ContactSynced'> {
  readonly record: ContactRecord
}

/**
 * Marketo learned of a person, or the facts about a known person were replaced.
 *
 * @category person events
 * @since 0.1.0
 */
export interface PersonPut extends EventOf<'PersonPut'> {
  readonly person: SettledPerson
}

/**
 * The new Salesforce lead that the implied sync creates. Where the person's own value is blank, this is the default of the
 * instance.
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
 * Salesforce has converted a person. A contact that Marketo did not know before is now live in the account. Logs one
 * Convert Lead.
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
 * Salesforce has failed to convert a person. The person can be converted again. Logs one Convert Lead.
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
 * Anything that has happened.
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
