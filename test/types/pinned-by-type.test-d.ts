// The rules that are pinned by type: breaking one does not compile. Each test holds the call that is allowed beside the
// one that is not, so that it cannot pass for another reason.
import {
  type Accepted,
  type AccountFieldEdited,
  type AccountId,
  type AccountRecord,
  type ContactId,
  type ContactRecord,
  type ConversionRequested,
  type ConvertiblePerson,
  type ConvertPerson,
  convertPerson,
  defaultSettings,
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
  type Converting,
  type DeletedContact,
} from 'marketo-account-sync'
import { describe, expectTypeOf, test } from 'vitest'

declare const at: Instant
declare const accountId: AccountId
declare const otherAccountId: AccountId
declare const contactId: ContactId
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

describe('[sync.one-way] [edit.stays-local] what goes to Salesforce', () => {
  test('is made of a requested conversion, never of a local edit', () => {
    toSalesforce(requested)
    // @ts-expect-error a local edit that was made is no conversion
    toSalesforce(edited)
    // @ts-expect-error nor is the request of one
    toSalesforce(edit)
  })

  test('has a case for the lead sync and one for the conversion, and none for an account', () => {
    expectTypeOf<SalesforceRequest['_tag']>().toEqualTypeOf<'CreateLead' | 'ConvertSfdcLead'>()
    // @ts-expect-error there is no update of an account
    const update: SalesforceRequest = { _tag: 'UpdateAccount', accountId, fields: {} }
    expectTypeOf(update).toExtend<SalesforceRequest>()
  })
})

describe('[contact.one-account] a live contact', () => {
  test('has an account', () => {
    const one: LiveContact = { _tag: 'LiveContact', id: contactId, accountId, appliedAtStamp: [] }
    expectTypeOf(one).toExtend<LiveContact>()
    // @ts-expect-error without an account it is not live
    const none: LiveContact = { _tag: 'LiveContact', id: contactId, appliedAtStamp: [] }
    expectTypeOf(none).toExtend<LiveContact>()
  })

  test('has one account, not two', () => {
    const two: LiveContact = {
      _tag: 'LiveContact',
      id: contactId,
      // @ts-expect-error one account, not a list of them
      accountId: [accountId, otherAccountId],
      appliedAtStamp: [],
    }
    expectTypeOf(two).toExtend<LiveContact>()
  })

  test('alone can be edited through', () => {
    editAccountField(defaultSettings)(live)
    // @ts-expect-error a deleted contact is not live
    editAccountField(defaultSettings)(deleted)
  })
})

describe('[convert.guarded] converting', () => {
  test('takes an accepted command, not any', () => {
    convertPerson(defaultSettings)(accepted)
    // @ts-expect-error only `accept` makes an accepted command
    convertPerson(defaultSettings)(command)
    // @ts-expect-error not even one that bears the text
    convertPerson(defaultSettings)({ ...command, accepts: 'new account and opportunity' as const })
  })
})

describe('[convert.not-a-contact] converting', () => {
  test('takes a person who is neither a contact nor under way', () => {
    convertPerson(defaultSettings)(accepted)(convertible)
    // @ts-expect-error a contact cannot be converted
    convertPerson(defaultSettings)(accepted)(contact)
    // @ts-expect-error nor a person whose conversion is under way
    convertPerson(defaultSettings)(accepted)(converting)
  })
})

describe('[account.only-from-salesforce] a request made in Marketo', () => {
  test('creates no account', () => {
    expectTypeOf<Request['_tag']>().toEqualTypeOf<'EditAccountField' | 'PutPerson' | 'ConvertPerson'>()
    // @ts-expect-error an account record is a delivery, not a request
    const request: Request = { _tag: 'SyncAccount', at, record: accountRecord }
    expectTypeOf(request).toExtend<Request>()
  })

  test('is no sync-down, which takes a record of an Account', () => {
    syncDown(defaultSettings)(0)({ at, record: accountRecord })
    // @ts-expect-error a contact record makes no account
    syncDown(defaultSettings)(0)({ at, record: contactRecord })
    // @ts-expect-error nor does a local edit
    syncDown(defaultSettings)(0)(edit)
  })

  test('names a person by number, not an account', () => {
    expectTypeOf<ConvertPerson['personId']>().toEqualTypeOf<PersonId>()
    expectTypeOf<ConvertPerson>().not.toHaveProperty('accountId')
  })
})
