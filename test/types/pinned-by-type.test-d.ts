// Tests rules that the types enforce. Code that breaks such a rule does not compile.
//
// Next to each call that must not compile is a similar call that compiles. This shows that only the broken rule causes the error.
import {
  type Accepted,
  type Account,
  type AccountFieldEdited,
  type AccountId,
  type AccountRecord,
  type ContactId,
  type ContactRecord,
  type Converting,
  type ConversionRequested,
  type ConvertiblePerson,
  type ConvertPerson,
  convertPerson,
  defaultSettings,
  type DeletedContact,
  type EditAccountField,
  editAccountField,
  type Instant,
  type LiveContact,
  type Person,
  type PersonId,
  type Request,
  type SalesforceRequest,
  type SfdcContact,
  syncDown,
  toSalesforce,
} from 'marketo-account-sync'
import * as O from 'fp-ts/lib/Option.js'
import { describe, expectTypeOf, test } from 'vitest'

declare const at: Instant
declare const accountId: AccountId
declare const otherAccountId: AccountId
declare const contactId: ContactId
declare const account: Account
declare const edit: EditAccountField
declare const edited: AccountFieldEdited
declare const requested: ConversionRequested
declare const command: ConvertPerson
declare const accepted: Accepted
declare const convertible: ConvertiblePerson
declare const contact: Person<SfdcContact>
declare const converting: Person<Converting>
declare const live: LiveContact
declare const deleted: DeletedContact
declare const accountRecord: AccountRecord
declare const contactRecord: ContactRecord

describe('[sync.one-way] [edit.stays-local] a request to Salesforce', () => {
  test('comes from a requested conversion, never from a local edit', () => {
    toSalesforce(requested)
    // @ts-expect-error the event of a local edit is not a requested conversion
    toSalesforce(edited)
    // @ts-expect-error the input of a local edit is not a requested conversion
    toSalesforce(edit)
  })

  test('creates or converts a lead, and cannot update an account', () => {
    expectTypeOf<SalesforceRequest['_tag']>().toEqualTypeOf<'CreateLead' | 'ConvertSfdcLead'>()
    // @ts-expect-error no request updates an account
    const update: SalesforceRequest = { _tag: 'UpdateAccount', accountId, fields: {} }
    expectTypeOf(update).toExtend<SalesforceRequest>()
  })
})

describe('[contact.one-account] a live contact', () => {
  test('has an account', () => {
    const one: LiveContact = { _tag: 'LiveContact', id: contactId, accountId, appliedAtStamp: [] }
    expectTypeOf(one).toExtend<LiveContact>()
    // @ts-expect-error a contact without an account is not live
    const none: LiveContact = { _tag: 'LiveContact', id: contactId, appliedAtStamp: [] }
    expectTypeOf(none).toExtend<LiveContact>()
  })

  test('has one account, not two', () => {
    const two: LiveContact = {
      _tag: 'LiveContact',
      id: contactId,
      // @ts-expect-error a contact has one account, not a list of accounts
      accountId: [accountId, otherAccountId],
      appliedAtStamp: [],
    }
    expectTypeOf(two).toExtend<LiveContact>()
  })

  test('is the only kind of contact through which fields can be edited', () => {
    editAccountField(defaultSettings)({ ...edit, through: live }, account)
    // @ts-expect-error a deleted contact is not live
    editAccountField(defaultSettings)({ ...edit, through: deleted }, account)
  })
})

describe('Convert Person', () => {
  test('[convert.guarded] needs an accepted command', () => {
    convertPerson(defaultSettings)(accepted, convertible)
    // @ts-expect-error only `accept` makes an accepted command
    convertPerson(defaultSettings)(command, convertible)
    // @ts-expect-error the right text alone does not make an accepted command
    convertPerson(defaultSettings)({ ...command, accepts: 'new account and opportunity' as const }, convertible)
  })

  test('[convert.not-a-contact] needs a person who is not a contact and whose conversion is not under way', () => {
    convertPerson(defaultSettings)(accepted, convertible)
    // @ts-expect-error a contact cannot be converted
    convertPerson(defaultSettings)(accepted, contact)
    // @ts-expect-error a person whose conversion is under way cannot be converted again
    convertPerson(defaultSettings)(accepted, converting)
  })
})

describe('[account.only-from-salesforce] a request made in Marketo', () => {
  test('creates no account', () => {
    expectTypeOf<Request['_tag']>().toEqualTypeOf<'EditAccountField' | 'PutPerson' | 'ConvertPerson'>()
    // @ts-expect-error an account record is a delivery, not a request
    const request: Request = { _tag: 'SyncAccount', at, record: accountRecord }
    expectTypeOf(request).toExtend<Request>()
  })

  test('is not a sync-down, because a sync-down needs the record of an Account', () => {
    syncDown(defaultSettings)({ at, record: accountRecord, liveContacts: 0 }, O.none)
    // @ts-expect-error a contact record cannot create an account
    syncDown(defaultSettings)({ at, record: contactRecord, liveContacts: 0 }, O.none)
    // @ts-expect-error a local edit cannot create an account
    syncDown(defaultSettings)({ ...edit, liveContacts: 0 }, O.none)
  })

  test('contains the number of a person, and cannot contain an account', () => {
    expectTypeOf<ConvertPerson['personId']>().toEqualTypeOf<PersonId>()
    expectTypeOf<ConvertPerson>().not.toHaveProperty('accountId')
  })
})
