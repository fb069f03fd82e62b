/**
 * Arbitrary accounts, contacts, persons and conversions. For each state, there is a history that leads to this state.
 *
 * @since 0.1.0
 */
import * as fc from 'fast-check'
import * as O from 'fp-ts/lib/Option.js'
import type { Account, AccountRecord, LocalEdit } from '../model/Account.js'
import type { Contact, ContactRecord } from '../model/Contact.js'
import type { Conversion } from '../model/Conversion.js'
import type { AccountEvent } from '../model/Event.js'
import type { ConversionTerms, Converting, Person, SfdcStatus } from '../model/Person.js'
import { defaultSettings } from '../model/Settings.js'
import { evolveContact } from '../rules/ContactSync.js'
import { evolveAccount } from '../rules/EvolveAccount.js'
import { syncDown } from '../rules/SyncDown.js'
import {
  anyAccountRecord,
  anyContactRecord,
  anyNotInSalesforce,
  anySfdcContact,
  anySfdcLead,
} from './ArbitraryInput.js'
import { anyName } from './ArbitrarySettings.js'
import {
  anyAccountId,
  anyContactId,
  anyFieldName,
  anyFieldValue,
  anyInstant,
  anyOpportunityId,
  anyPersonId,
  anyText,
  anyUserId,
} from './ArbitraryValue.js'
import { mostly } from './Weights.js'

/**
 * A local edit on its own, without an account.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyLocalEdit: fc.Arbitrary<LocalEdit> = fc.record({
  field: anyFieldName,
  value: anyFieldValue,
  through: anyContactId,
  at: anyInstant,
})

const withEdit =
  (accountId: Account['id']) =>
  (account: O.Option<Account>, { field, value, through, at }: LocalEdit): O.Option<Account> =>
    evolveAccount(account, {
      _tag: 'AccountFieldEdited',
      at,
      accountId,
      contactId: through,
      field,
      oldValue: null,
      newValue: value,
      logged: 'none',
    })

const withRecord = (account: O.Option<Account>, record: AccountRecord): O.Option<Account> =>
  O.fold(
    () => account,
    (event: AccountEvent) => evolveAccount(account, event),
  )(syncDown(defaultSettings)({ at: record.systemModstamp, record, liveContacts: 0 }, account))

const withContactRecord = (contact: O.Option<Contact>, record: ContactRecord): Contact =>
  evolveContact(contact, { _tag: 'ContactSynced', at: record.systemModstamp, record })

/**
 * An account that has received one to three records and up to four local edits. All of these records have the same
 * SystemModstamp.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyAccount: fc.Arbitrary<Account> = fc
  .tuple(anyAccountRecord, fc.array(anyAccountRecord, { maxLength: 2 }), fc.array(anyLocalEdit, { maxLength: 4 }))
  .map(([first, others, edits]) => {
    const { id, systemModstamp } = first
    const synced = others.reduce<O.Option<Account>>(
      (account, other) => withRecord(account, { ...other, id, systemModstamp }),
      withRecord(O.none, first),
    )
    return edits.reduce(withEdit(id), synced)
  })
  .filter(O.isSome)
  .map(({ value }) => value)

/**
 * A live, deleted or private contact. Five contacts in six have one to three records with the same SystemModstamp. One contact in
 * six has no record, because a conversion created the contact.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyContact: fc.Arbitrary<Contact> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(anyContactRecord, fc.array(anyContactRecord, { maxLength: 2 }))
      .map(([first, others]) =>
        others.reduce<Contact>(
          (contact, { accountId, isDeleted }) => withContactRecord(O.some(contact), { ...first, accountId, isDeleted }),
          withContactRecord(O.none, first),
        ),
      ),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      _tag: fc.constant('LiveContact' as const),
      id: anyContactId,
      accountId: anyAccountId,
      appliedAtStamp: fc.constant([]),
    }),
  },
)

/**
 * The terms of a conversion. These are the owner, the status, and whether the owner is notified.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyConversionTerms: fc.Arbitrary<ConversionTerms> = fc.record({
  assignTo: anyUserId,
  convertedStatus: mostly(fc.constant('Qualified'), anyText),
  notifyOwner: fc.boolean(),
})

/**
 * The status of a person whose conversion is under way. Before the conversion, the person was a lead, or was not in Salesforce.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyConverting: fc.Arbitrary<Converting> = fc.record({
  _tag: fc.constant('Converting'),
  from: fc.oneof<Array<fc.Arbitrary<Converting['from']>>>(anyNotInSalesforce, anySfdcLead),
  since: anyInstant,
  terms: anyConversionTerms,
})

/**
 * Any status of a person in Salesforce. All four statuses are equally frequent.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anySfdcStatus: fc.Arbitrary<SfdcStatus> = fc.oneof<Array<fc.Arbitrary<SfdcStatus>>>(
  anyNotInSalesforce,
  anySfdcLead,
  anySfdcContact,
  anyConverting,
)

/**
 * A person with any status. The number of the person is usually 1, 2 or 3. Names can be missing or blank.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyPerson: fc.Arbitrary<Person> = fc.record({
  id: anyPersonId,
  lastName: anyName,
  company: anyName,
  sfdc: anySfdcStatus,
})

/**
 * The outcome of a conversion. It contains a person and the ids of the three new records. Two outcomes often have an id in
 * common.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyConversion: fc.Arbitrary<Conversion> = fc.record({
  personId: anyPersonId,
  accountId: anyAccountId,
  contactId: anyContactId,
  opportunityId: anyOpportunityId,
})
