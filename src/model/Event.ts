/**
 * The events: facts about what has happened in Marketo. A service that stores the events can rebuild the Marketo state. For this,
 * the service needs neither the inputs nor the settings. An event also shows which activities Marketo logged.
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
 * A change of the value that Marketo shows in a field: the old value and the new value. The two values always differ. If the
 * account did not have the field before, the old value is null.
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
  /**
   * Whether the account is deleted in Salesforce.
   *
   * If a record has a new SystemModstamp, this flag is the value of `IsDeleted` in this record. If this record does not contain
   * `IsDeleted`, the flag is false.
   *
   * A later record with the same SystemModstamp changes the flag only if the later record contains a new value of `IsDeleted`.
   */
  readonly isDeleted: boolean
  /**
   * The id of the account into which this account was merged. `null` means that this account was not merged. The id comes from
   * the account records.
   */
  readonly masterRecordId: AccountId | null
  /**
   * The fields that Marketo takes from the record. Usually Marketo takes every field that is synced. But if an earlier record has
   * the same SystemModstamp, Marketo takes only the fields with new values.
   */
  readonly fields: Fields
}

/**
 * An account record was applied. Marketo took the values in `fields`, and the local edits of these fields ended.
 *
 * @category account events
 * @since 0.1.0
 */
export interface AccountSyncedDown extends AccountRecordEvent<'AccountSyncedDown'> {
  /** The changes of the values that Marketo shows, in the order of the record's fields. */
  readonly changes: ReadonlyArray<FieldChange>
  /** How many live contacts the account had when Marketo applied the record. */
  readonly liveContacts: number
  /**
   * `true` means: for each live contact, Marketo logged a Change Data Value for each change. `false` means that the account had
   * more live contacts than the activity cap allows.
   */
  readonly logged: boolean
}

/**
 * An account record was skipped, because it changes no synced value of the account. This happens only if the setting `overrideOn`
 * is `field-change`.
 *
 * @category account events
 * @since 0.1.0
 */
export type AccountSkipped = AccountRecordEvent<'AccountSkipped'>

/**
 * The contacts for which Marketo logs a Change Data Value after a local edit.
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
  /** The contacts for which Marketo logged a Change Data Value after this edit. */
  readonly logged: LocalEditLog
}

/**
 * An event that changes one account.
 *
 * @category model
 * @since 0.1.0
 */
export type AccountEvent = AccountSyncedDown | AccountSkipped | AccountFieldEdited

/**
 * A contact record was applied. The contents of the record decide whether the contact is now live, deleted or private.
 *
 * @category contact events
 * @since 0.1.0
 */
export interface ContactSynced extends EventOf<'ContactSynced'> {
  readonly record: ContactRecord
}

/**
 * Marketo added a new person, or replaced the data of a known person.
 *
 * @category person events
 * @since 0.1.0
 */
export interface PersonPut extends EventOf<'PersonPut'> {
  readonly person: SettledPerson
}

/**
 * If a person is not a lead in Salesforce, Marketo creates this lead before the conversion. If Last Name or Company of the person
 * is blank, the lead gets the default value of the blank field. The settings contain the default values.
 *
 * @category model
 * @since 0.1.0
 */
export interface NewLead {
  readonly lastName: string
  readonly company: string
}

/**
 * Marketo asked Salesforce to convert a person.
 *
 * @category person events
 * @since 0.1.0
 */
export interface ConversionRequested extends EventOf<'ConversionRequested'> {
  readonly personId: PersonId
  readonly from: NotInSalesforce | SfdcLead
  readonly terms: ConversionTerms
  /** The lead that Salesforce must create before the conversion. `null` means that the person already is a lead in Salesforce. */
  readonly newLead: NewLead | null
}

/**
 * Salesforce converted a person. If Marketo did not know the new contact yet, the contact is now live in the new account. Marketo
 * logs one Convert Lead activity.
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
 * Salesforce could not convert a person. Somebody can request the conversion again. Marketo logs one Convert Lead activity.
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
 * An event that concerns one person.
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
