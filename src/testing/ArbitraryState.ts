/**
 * Arbitrary accounts, contacts and persons, such as some history leads to.
 *
 * @since 0.1.0
 */
import * as fc from 'fast-check'
import * as O from 'fp-ts/lib/Option.js'
import type { Account, AppliedAccountRecord, LocalEdit } from '../model/Account.js'
import type { Contact, ContactRecord } from '../model/Contact.js'
import { contactSynced } from '../rules/ContactSync.js'
import type { Conversion } from '../rules/ConversionAnswer.js'
import { evolveAccount } from '../marketo/Evolve.js'
import type { ConversionTerms, Converting, Person, SfdcStatus } from '../model/Person.js'
import { defaultSettings } from '../model/Settings.js'
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
  anyFields,
  anyFieldValue,
  anyInstant,
  anyOpportunityId,
  anyPersonId,
  anyText,
  anyUserId,
} from './ArbitraryValue.js'
import { mostly, rarely } from './Weights.js'

/**
 * A local edit by itself, of mostly few fields and values; the account need not hold the field.
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

/**
 * What an account remembers of a record applied at its stamp: its fields, and whether it was deleted, which it sometimes was.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyAppliedAccountRecord: fc.Arbitrary<AppliedAccountRecord> = fc.record({
  isDeleted: rarely,
  fields: anyFields,
})

const withEdit =
  (accountId: Account['id']) =>
  (account: O.Option<Account>, { field, value, through, at }: LocalEdit): O.Option<Account> =>
    evolveAccount({
      _tag: 'AccountFieldEdited',
      at,
      accountId,
      contactId: through,
      field,
      oldValue: null,
      newValue: value,
      logged: 'none',
    })(account)

const withRecord = (
  account: O.Option<Account>,
  record: AppliedAccountRecord & Pick<Account, 'systemModstamp' | 'id'>,
) =>
  O.fold(
    () => account,
    (event: Parameters<typeof evolveAccount>[0]) => evolveAccount(event)(account),
  )(syncDown(defaultSettings)(0)({ at: record.systemModstamp, record })(account))

/**
 * An account after one or more records and some local edits.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyAccount: fc.Arbitrary<Account> = fc
  .tuple(
    anyAccountRecord,
    fc.array(anyAppliedAccountRecord, { maxLength: 2 }),
    fc.array(anyLocalEdit, { maxLength: 4 }),
  )
  .map(([first, others, edits]) => {
    const { id, systemModstamp } = first
    const synced = others.reduce<O.Option<Account>>(
      (account, other) => withRecord(account, { id, systemModstamp, ...other }),
      withRecord(O.none, first),
    )
    return edits.reduce(withEdit(id), synced)
  })
  .filter(O.isSome)
  .map(({ value }) => value)

/**
 * A contact live, deleted or private, after one or more records of one stamp, or made by a conversion.
 *
 * @category arbitraries
 * @since 0.1.0
 */
export const anyContact: fc.Arbitrary<Contact> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.tuple(anyContactRecord, fc.array(anyContactRecord, { maxLength: 2 })).map(([first, others]) =>
      others.reduce<Contact>(
        (contact, other) => {
          const record: ContactRecord = { ...other, id: first.id, systemModstamp: first.systemModstamp }
          return contactSynced({ record })(O.some(contact))
        },
        contactSynced({ record: first })(O.none),
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
 * What a conversion was asked for with: an owner of mostly two users, a status, and whether the owner is notified.
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
 * The standing of a person whose conversion is under way, from a lead or from outside Salesforce.
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
 * Any standing of a person with Salesforce, each of the four as often.
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
 * A person of any standing: mostly one of three, with names that may be missing or blank.
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
 * The outcome of a conversion: a person and the ids of the three records, mostly of few, so that two often share one.
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
