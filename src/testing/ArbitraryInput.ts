/**
 * Arbitrary inputs and the records in them.
 *
 * @since 0.1.0
 */
import * as fc from 'fast-check'
import type { AccountRecord } from '../Account.js'
import type { ContactRecord } from '../Contact.js'
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
} from '../Input.js'
import { newAccountAndOpportunity } from '../Input.js'
import type { NotInSalesforce, SfdcContact, SfdcLead } from '../Person.js'
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

/** @category arbitraries @since 0.1.0 */
export const anyAccountRecord: fc.Arbitrary<AccountRecord> = fc.record({
  id: anyAccountId,
  systemModstamp: anyInstant,
  isDeleted: rarely,
  fields: anyFields,
})

/** @category arbitraries @since 0.1.0 */
export const anyContactRecord: fc.Arbitrary<ContactRecord> = fc.record({
  id: anyContactId,
  systemModstamp: anyInstant,
  isDeleted: rarely,
  accountId: fc.oneof({ weight: 6, arbitrary: anyAccountId }, fc.constant(null)),
})

/** @category arbitraries @since 0.1.0 */
export const anyNotInSalesforce: fc.Arbitrary<NotInSalesforce> = fc.record({ _tag: fc.constant('NotInSalesforce') })

/** @category arbitraries @since 0.1.0 */
export const anySfdcLead: fc.Arbitrary<SfdcLead> = fc.record({ _tag: fc.constant('SfdcLead'), isDeleted: fc.boolean() })

/** @category arbitraries @since 0.1.0 */
export const anySfdcContact: fc.Arbitrary<SfdcContact> = fc.record({
  _tag: fc.constant('SfdcContact'),
  contactId: anyContactId,
})

/** @category arbitraries @since 0.1.0 */
export const anySettledPerson: fc.Arbitrary<SettledPerson> = fc.record({
  id: anyPersonId,
  lastName: anyName,
  company: anyName,
  sfdc: fc.oneof<Array<fc.Arbitrary<SettledPerson['sfdc']>>>(anyNotInSalesforce, anySfdcLead, anySfdcContact),
})

/** @category arbitraries @since 0.1.0 */
export const anySyncAccount: fc.Arbitrary<SyncAccount> = fc.record({
  _tag: fc.constant('SyncAccount'),
  at,
  record: anyAccountRecord,
})

/** @category arbitraries @since 0.1.0 */
export const anySyncContact: fc.Arbitrary<SyncContact> = fc.record({
  _tag: fc.constant('SyncContact'),
  at,
  record: anyContactRecord,
})

/** @category arbitraries @since 0.1.0 */
export const anyConfirmConversion: fc.Arbitrary<ConfirmConversion> = fc.record({
  _tag: fc.constant('ConfirmConversion'),
  at,
  personId: anyPersonId,
  account: anyAccountRecord,
  contactId: anyContactId,
  opportunityId: anyOpportunityId,
})

/** @category arbitraries @since 0.1.0 */
export const anyFailConversion: fc.Arbitrary<FailConversion> = fc.record({
  _tag: fc.constant('FailConversion'),
  at,
  personId: anyPersonId,
  failedAt: fc.constantFrom('sync', 'convert'),
  reason: mostly(fc.constant('REQUIRED_FIELD_MISSING'), anyText),
})

/** @category arbitraries @since 0.1.0 */
export const anyEditAccountField: fc.Arbitrary<EditAccountField> = fc.record({
  _tag: fc.constant('EditAccountField'),
  at,
  contactId: anyContactId,
  field: anyFieldName,
  value: anyFieldValue,
})

/** @category arbitraries @since 0.1.0 */
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

/** @category arbitraries @since 0.1.0 */
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
