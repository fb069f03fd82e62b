/**
 * Reads and writes an event as JSON, in the form in which a service stores it.
 *
 * @since 0.1.0
 */
import type { Event, FieldChange, NewLead } from '../model/Event.js'
import { FieldName, FieldValue } from '../model/Field.js'
import { Instant } from '../model/Instant.js'
import { PersonId } from '../model/Person.js'
import { AccountId, ContactId, OpportunityId } from '../model/SalesforceId.js'
import type { ObjectCodec } from './Combinators.js'
import {
  count,
  flag,
  listOf,
  nullable,
  oneOf,
  optional,
  struct,
  taggedStruct,
  taggedUnion,
  text,
} from './Combinators.js'
import { ContactRecordFromRest } from './ContactRecordFromRest.js'
import { StoredFields } from './FieldsFromJson.js'
import { beforeConversion, conversionTerms, SettledPersonFromJson } from './PersonFromJson.js'

const at = Instant
const accountId = AccountId
const contactId = ContactId
const personId = PersonId
const terms = conversionTerms

/** Releases 0.1 and 0.2 stored events without `masterRecordId`, so the key is optional. */
const accountRecord = {
  at,
  accountId,
  systemModstamp: Instant,
  isDeleted: flag,
  masterRecordId: optional(nullable(AccountId), null),
  fields: StoredFields,
}
const change = { field: FieldName, oldValue: FieldValue, newValue: FieldValue }
const fieldChange: ObjectCodec<FieldChange> = struct('a change', change)
const newLead: ObjectCodec<NewLead> = struct('a new lead', { lastName: text, company: text })

/**
 * Decodes an event that a service has stored. Records and persons have the same JSON form in events and in inputs.
 *
 * @category codecs
 * @since 0.1.0
 */
export const EventFromJson: ObjectCodec<Event> = taggedUnion<Event>('an event', {
  AccountSyncedDown: taggedStruct('AccountSyncedDown', {
    ...accountRecord,
    changes: listOf(fieldChange, 'changes'),
    liveContacts: count,
    logged: flag,
  }),
  AccountSkipped: taggedStruct('AccountSkipped', accountRecord),
  AccountFieldEdited: taggedStruct('AccountFieldEdited', {
    at,
    accountId,
    contactId,
    ...change,
    logged: oneOf('edited-contact', 'every-contact', 'none'),
  }),
  ContactSynced: taggedStruct('ContactSynced', { at, record: ContactRecordFromRest }),
  PersonPut: taggedStruct('PersonPut', { at, person: SettledPersonFromJson }),
  ConversionRequested: taggedStruct('ConversionRequested', {
    at,
    personId,
    from: beforeConversion,
    terms,
    newLead: nullable(newLead),
  }),
  ConversionConfirmed: taggedStruct('ConversionConfirmed', {
    at,
    personId,
    accountId,
    contactId,
    opportunityId: OpportunityId,
    terms,
  }),
  ConversionFailed: taggedStruct('ConversionFailed', {
    at,
    personId,
    failedAt: oneOf('sync', 'convert'),
    reason: text,
    terms,
  }),
})
