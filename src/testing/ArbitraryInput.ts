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
 * An account record. Most records have one of three ids and one of four SystemModstamps, so that some records arrive late or
 * twice. One record in six is deleted, one in six has no `IsDeleted`, and half of the records have no `MasterRecordId`.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyAccountRecord: fc.Arbitrary<AccountRecord> = fc
  .tuple(
    fc.record({ id: anyAccountId, systemModstamp: anyInstant, fields: anyFields }),
    fc.option(rarely, { nil: undefined, freq: 6 }),
    fc.option(fc.option(anyAccountId, { freq: 2 }), { nil: undefined, freq: 2 }),
  )
  .map(([{ id, systemModstamp, fields }, isDeleted, masterRecordId]) => ({
    id,
    systemModstamp,
    ...(isDeleted === undefined ? {} : { isDeleted }),
    ...(masterRecordId === undefined ? {} : { masterRecordId }),
    fields,
  }))

/**
 * A contact record. Most records have one of six ids, one of four SystemModstamps, and one of three accounts. One record in seven
 * has no account, and one in six is deleted.
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
 * The status of a person who is not in Salesforce. This generator always generates the same value.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyNotInSalesforce: fc.Arbitrary<NotInSalesforce> = fc.record({ _tag: fc.constant('NotInSalesforce') })

/**
 * The status of a person who is a lead in Salesforce. Half of the generated leads are deleted in Salesforce.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anySfdcLead: fc.Arbitrary<SfdcLead> = fc.record({ _tag: fc.constant('SfdcLead'), isDeleted: fc.boolean() })

/**
 * The status of a person who is a contact in Salesforce. The contact is usually one of six contacts. The histories contain records
 * of the same six contacts.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anySfdcContact: fc.Arbitrary<SfdcContact> = fc.record({
  _tag: fc.constant('SfdcContact'),
  contactId: anyContactId,
})

/**
 * A person whose conversion is not under way. The number of the person is usually 1, 2 or 3. Some persons are leads, some are
 * contacts, and some are not in Salesforce. The three kinds are equally frequent. Names can be missing or blank.
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
 * The delivery of an account record. The record arrives before, at or after the time of its SystemModstamp.
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
 * The delivery of a contact record. The record arrives before, at or after the time of its SystemModstamp.
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
 * The answer that a conversion succeeded. Sometimes the answer is wrong, because the person has no conversion under way, or
 * because another conversion has the same ids.
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
 * The answer to a failed conversion. Salesforce could not create the lead, or it could not convert the lead. Sometimes the answer
 * is wrong, because the person has no conversion under way.
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
 * An edit of an account field in Marketo. Sometimes the contact is not live, the account does not have the field, or the sync
 * ignores the field. Most values are from a pool of six, so that the edit often changes nothing.
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
 * An input that puts a person into Marketo. The person is usually one of three. Therefore some histories put the same person into
 * Marketo twice. Other histories put a person into Marketo while Salesforce converts this person.
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
 * The consent in a Convert Person request. It is the exact text, or a similar text that a caller can mistake for the exact text.
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
 * A request to convert a person. The person is usually one of three. Most requests contain the exact text of the consent, and the
 * owner is a user. In some requests, the text is only similar, or the owner is a queue.
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
 * Any input. Account records, contact records and local edits are more frequent than other inputs.
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
