/**
 * Arbitrary events, activities, and what Salesforce is asked to do. Each is well-typed; not each can come of a history.
 *
 * @since 0.1.0
 */
import * as fc from 'fast-check'
import type { Activity, ChangeDataValue, ConvertLead } from '../rules/ActivityLog.js'
import { convertLeadOf } from '../rules/ActivityLog.js'
import type {
  AccountFieldEdited,
  AccountSkipped,
  AccountSyncedDown,
  ContactSynced,
  ConversionConfirmed,
  ConversionFailed,
  ConversionRequested,
  Event,
  FieldChange,
  NewLead,
  PersonPut,
} from '../model/Event.js'
import type { SalesforceRequest } from '../model/SalesforceRequest.js'
import { toSalesforce } from '../model/SalesforceRequest.js'
import { anyContactRecord, anySettledPerson } from './ArbitraryInput.js'
import { anyConversionTerms, anyConverting } from './ArbitraryState.js'
import {
  anyAccountId,
  anyContactId,
  anyFieldName,
  anyFields,
  anyFieldValue,
  anyInstant,
  anyOpportunityId,
  anyPersonId,
  anyText,
} from './ArbitraryValue.js'
import { rarely } from './Weights.js'

const at = anyInstant

/**
 * A field and two values of it that differ; mostly of six values, null, empty, zero and false among them.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyFieldChange: fc.Arbitrary<FieldChange> = fc
  .record({ field: anyFieldName, oldValue: anyFieldValue, newValue: anyFieldValue })
  .filter(({ oldValue, newValue }) => oldValue !== newValue)

const accountRecordEvent = {
  at,
  accountId: anyAccountId,
  systemModstamp: anyInstant,
  isDeleted: rarely,
  fields: anyFields,
}

/**
 * A record that was applied, with up to three changes and up to eight live contacts, logged or not.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyAccountSyncedDown: fc.Arbitrary<AccountSyncedDown> = fc.record({
  _tag: fc.constant('AccountSyncedDown'),
  ...accountRecordEvent,
  changes: fc.array(anyFieldChange, { maxLength: 3 }),
  liveContacts: fc.nat(8),
  logged: fc.boolean(),
})

/**
 * A record that was skipped: it moved only the stamp and the deleted flag of its account.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyAccountSkipped: fc.Arbitrary<AccountSkipped> = fc.record({
  _tag: fc.constant('AccountSkipped'),
  ...accountRecordEvent,
})

/**
 * A local edit that changed a value, logged for its contact, for every contact or for none.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyAccountFieldEdited: fc.Arbitrary<AccountFieldEdited> = fc
  .tuple(
    fc.record({
      _tag: fc.constant('AccountFieldEdited' as const),
      at,
      accountId: anyAccountId,
      contactId: anyContactId,
      logged: fc.constantFrom('edited-contact' as const, 'every-contact' as const, 'none' as const),
    }),
    anyFieldChange,
  )
  .map(([event, change]) => ({ ...event, ...change }))

/**
 * A contact record that was applied.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyContactSynced: fc.Arbitrary<ContactSynced> = fc.record({
  _tag: fc.constant('ContactSynced'),
  at,
  record: anyContactRecord,
})

/**
 * A person who was put into Marketo.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyPersonPut: fc.Arbitrary<PersonPut> = fc.record({
  _tag: fc.constant('PersonPut'),
  at,
  person: anySettledPerson,
})

/**
 * The Last Name and Company with which a person is first synced; any text, blank included.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyNewLead: fc.Arbitrary<NewLead> = fc.record({ lastName: anyText, company: anyText })

/**
 * A conversion that was asked for, with the sync of a new lead before it or without.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyConversionRequested: fc.Arbitrary<ConversionRequested> = fc
  .tuple(fc.record({ personId: anyPersonId, newLead: fc.option(anyNewLead) }), anyConverting)
  .map(([{ personId, newLead }, { from, since, terms }]) => ({
    _tag: 'ConversionRequested',
    at: since,
    personId,
    from,
    terms,
    newLead,
  }))

/**
 * A conversion that Salesforce has made, with the ids of the three new records.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyConversionConfirmed: fc.Arbitrary<ConversionConfirmed> = fc.record({
  _tag: fc.constant('ConversionConfirmed'),
  at,
  personId: anyPersonId,
  accountId: anyAccountId,
  contactId: anyContactId,
  opportunityId: anyOpportunityId,
  terms: anyConversionTerms,
})

/**
 * A conversion that Salesforce has not made, at the sync or at the conversion.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyConversionFailed: fc.Arbitrary<ConversionFailed> = fc.record({
  _tag: fc.constant('ConversionFailed'),
  at,
  personId: anyPersonId,
  failedAt: fc.constantFrom('sync', 'convert'),
  reason: anyText,
  terms: anyConversionTerms,
})

/**
 * An event of any kind, each as often.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyEvent: fc.Arbitrary<Event> = fc.oneof<Array<fc.Arbitrary<Event>>>(
  anyAccountSyncedDown,
  anyAccountSkipped,
  anyAccountFieldEdited,
  anyContactSynced,
  anyPersonPut,
  anyConversionRequested,
  anyConversionConfirmed,
  anyConversionFailed,
)

/**
 * A Change Data Value activity, by a sync-down or a local edit; its two values always differ.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyChangeDataValue: fc.Arbitrary<ChangeDataValue> = fc
  .tuple(
    fc.record({
      _tag: fc.constant('ChangeDataValue' as const),
      at,
      contactId: anyContactId,
      accountId: anyAccountId,
      cause: fc.constantFrom('sync-down' as const, 'local edit' as const),
    }),
    anyFieldChange,
  )
  .map(([activity, change]) => ({ ...activity, ...change }))

/**
 * A Convert Lead activity, of a conversion confirmed or failed.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyConvertLead: fc.Arbitrary<ConvertLead> = fc
  .oneof<Array<fc.Arbitrary<ConversionConfirmed | ConversionFailed>>>(anyConversionConfirmed, anyConversionFailed)
  .map(convertLeadOf)

/**
 * An activity, as often of the one kind as of the other.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyActivity: fc.Arbitrary<Activity> = fc.oneof<Array<fc.Arbitrary<Activity>>>(
  anyChangeDataValue,
  anyConvertLead,
)

/**
 * What Salesforce is asked to do for a conversion: the sync of a new lead, or the conversion itself.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anySalesforceRequest: fc.Arbitrary<SalesforceRequest> = anyConversionRequested.chain((event) =>
  fc.constantFrom(...toSalesforce(event)),
)
