/**
 * Arbitrary inputs and the records in them.
 *
 * @since 0.1.0
 */
import * as fc from 'fast-check'
import type { AccountRecord } from '../model/Account.js'
import type { ContactRecord } from '../model/Contact.js'
import type {
  ConfirmConversion,
  ConvertPerson,
  EditAccountField,
  FailConversion,
  Input,
  PutPerson,
  SettledPerson,
  SyncAccount,
  SyncContact,
} from '../model/Input.js'
import { newAccountAndOpportunity } from '../model/Input.js'
import type { NotInSalesforce, SfdcContact, SfdcLead } from '../model/Person.js'
import { anyName } from './ArbitrarySettings.js'
import {
  anyAccountId,
  anyContactId,
  anyFieldName,
  anyFields,
  anyFieldValue,
  anyInstant,
  anyOpportunityId,
  anyPersonId,
  anySalesforceId,
  anyText,
} from './ArbitraryValue.js'
import { mostly, rarely } from './Weights.js'

const at = anyInstant

/**
 * An account as Salesforce delivers it: mostly one of three ids and one of four stamps, so that records meet, come late and
 * repeat; sometimes deleted.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyAccountRecord: fc.Arbitrary<AccountRecord> = fc.record({
  id: anyAccountId,
  systemModstamp: anyInstant,
  isDeleted: rarely,
  fields: anyFields,
})

/**
 * A contact as Salesforce delivers it: mostly one of six ids, in one of three accounts, with one of four stamps; private in
 * one of seven, sometimes deleted.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyContactRecord: fc.Arbitrary<ContactRecord> = fc.record({
  id: anyContactId,
  systemModstamp: anyInstant,
  isDeleted: rarely,
  accountId: fc.oneof({ weight: 6, arbitrary: anyAccountId }, fc.constant(null)),
})

/**
 * The standing of a person who is not in Salesforce; there is only this one.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyNotInSalesforce: fc.Arbitrary<NotInSalesforce> = fc.record({ _tag: fc.constant('NotInSalesforce') })

/**
 * The standing of a lead, deleted in Salesforce as often as not.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anySfdcLead: fc.Arbitrary<SfdcLead> = fc.record({ _tag: fc.constant('SfdcLead'), isDeleted: fc.boolean() })

/**
 * The standing of a contact: mostly one of the six whose records come too.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anySfdcContact: fc.Arbitrary<SfdcContact> = fc.record({
  _tag: fc.constant('SfdcContact'),
  contactId: anyContactId,
})

/**
 * A person with no conversion under way: mostly one of three; not in Salesforce, a lead or a contact, each as often; with
 * names that may be missing or blank.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anySettledPerson: fc.Arbitrary<SettledPerson> = fc.record({
  id: anyPersonId,
  lastName: anyName,
  company: anyName,
  sfdc: fc.oneof<Array<fc.Arbitrary<SettledPerson['sfdc']>>>(anyNotInSalesforce, anySfdcLead, anySfdcContact),
})

/**
 * The delivery of an account record, at an instant before, at or after its stamp.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anySyncAccount: fc.Arbitrary<SyncAccount> = fc.record({
  _tag: fc.constant('SyncAccount'),
  at,
  record: anyAccountRecord,
})

/**
 * The delivery of a contact record, at an instant before, at or after its stamp.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anySyncContact: fc.Arbitrary<SyncContact> = fc.record({
  _tag: fc.constant('SyncContact'),
  at,
  record: anyContactRecord,
})

/**
 * An answer that a conversion was made, for a person who may have asked for none, with ids that may be taken.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyConfirmConversion: fc.Arbitrary<ConfirmConversion> = fc.record({
  _tag: fc.constant('ConfirmConversion'),
  at,
  personId: anyPersonId,
  account: anyAccountRecord,
  contactId: anyContactId,
  opportunityId: anyOpportunityId,
})

/**
 * An answer that a conversion failed, at the sync or at the conversion, for a person who may have asked for none.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyFailConversion: fc.Arbitrary<FailConversion> = fc.record({
  _tag: fc.constant('FailConversion'),
  at,
  personId: anyPersonId,
  failedAt: fc.constantFrom('sync', 'convert'),
  reason: mostly(fc.constant('REQUIRED_FIELD_MISSING'), anyText),
})

/**
 * An edit through a contact who may not be live, of a field that the account may not hold or the sync ignores, to one
 * of few values, so that it often changes none.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyEditAccountField: fc.Arbitrary<EditAccountField> = fc.record({
  _tag: fc.constant('EditAccountField'),
  at,
  contactId: anyContactId,
  field: anyFieldName,
  value: anyFieldValue,
})

/**
 * A person put into Marketo: mostly one of three, so that one is put again or while being converted.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyPutPerson: fc.Arbitrary<PutPerson> = fc.record({
  _tag: fc.constant('PutPerson'),
  at,
  person: anySettledPerson,
})

/**
 * A text by which a caller could think to have accepted.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyAcceptance: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    newAccountAndOpportunity,
    'New account and opportunity',
    'new account and opportunity ',
    'new account',
    'yes',
    '',
  ),
  anyText,
)

/**
 * A request to convert a person, mostly one of three: mostly accepted and owned by a user, else with a text that only comes
 * near, or a queue.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyConvertPerson: fc.Arbitrary<ConvertPerson> = fc.record({
  _tag: fc.constant('ConvertPerson'),
  at,
  personId: anyPersonId,
  assignTo: anySalesforceId,
  convertedStatus: mostly(fc.constant('Qualified'), anyText),
  notifyOwner: fc.boolean(),
  accepts: fc.oneof({ weight: 6, arbitrary: fc.constant(newAccountAndOpportunity) }, anyAcceptance),
})

/**
 * Any input; account records, contact records and local edits more often than the rest.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyInput: fc.Arbitrary<Input> = fc.oneof<Array<fc.WeightedArbitrary<Input>>>(
  { weight: 6, arbitrary: anySyncAccount },
  { weight: 6, arbitrary: anySyncContact },
  { weight: 5, arbitrary: anyEditAccountField },
  { weight: 2, arbitrary: anyPutPerson },
  { weight: 2, arbitrary: anyConvertPerson },
  { weight: 2, arbitrary: anyConfirmConversion },
  { weight: 1, arbitrary: anyFailConversion },
)
