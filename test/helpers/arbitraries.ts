// Arbitraries that only the tests of this repository need: events, activities, refusals, requests and steps. Each value has the
// right type, but some values never occur in a history.
import fc from 'fast-check'
import type {
  AccountEvent,
  AccountFieldEdited,
  AccountId,
  AccountSkipped,
  AccountSyncedDown,
  Activity,
  ChangeDataValue,
  ContactId,
  ContactSynced,
  ConversionConfirmed,
  ConversionFailed,
  ConversionRequested,
  Event,
  FieldChange,
  NeededByLead,
  OpportunityId,
  PersonEvent,
  PersonPut,
  Refusal,
  SalesforceRequest,
  Step,
} from 'marketo-account-sync'
import { convertLeadOf, step, toSalesforce } from 'marketo-account-sync'
import {
  anyAccountId,
  anyContactId,
  anyContactRecord,
  anyConversionTerms,
  anyConverting,
  anyFieldName,
  anyFields,
  anyFieldValue,
  anyInput,
  anyInstant,
  anyMarketo,
  anyOpportunityId,
  anyPersonId,
  anySalesforceId,
  anySettings,
  anySettledPerson,
  anyText,
} from 'marketo-account-sync/testing'

const oneOf = <A>(...arbitraries: ReadonlyArray<fc.Arbitrary<A>>): fc.Arbitrary<A> => fc.oneof(...arbitraries)

/** Makes values with this tag and this content. */
const tagged = <Tag extends string, A extends object>(
  _tag: Tag,
  content: fc.Arbitrary<A>,
): fc.Arbitrary<A & { readonly _tag: Tag }> => content.map((value) => ({ _tag, ...value }))

const at = anyInstant
const personId = anyPersonId
const contactId = anyContactId
const accountId = anyAccountId

/** A change of a field. The old and the new value differ, as in every event. */
const anyFieldChange: fc.Arbitrary<FieldChange> = fc
  .record({ field: anyFieldName, oldValue: anyFieldValue, newValue: anyFieldValue })
  .filter(({ oldValue, newValue }) => oldValue !== newValue)

const recordEvent = {
  at,
  accountId,
  systemModstamp: at,
  isDeleted: fc.boolean(),
  masterRecordId: fc.option(accountId, { freq: 2 }),
  fields: anyFields,
}

const anyAccountSyncedDown: fc.Arbitrary<AccountSyncedDown> = tagged(
  'AccountSyncedDown',
  fc.record({
    ...recordEvent,
    changes: fc.array(anyFieldChange, { maxLength: 3 }),
    liveContacts: fc.nat(8),
    logged: fc.boolean(),
  }),
)

const anyAccountSkipped: fc.Arbitrary<AccountSkipped> = tagged('AccountSkipped', fc.record(recordEvent))

const anyAccountFieldEdited: fc.Arbitrary<AccountFieldEdited> = fc
  .tuple(
    anyFieldChange,
    fc.record({
      _tag: fc.constant('AccountFieldEdited' as const),
      at,
      accountId,
      contactId,
      logged: fc.constantFrom('edited-contact' as const, 'every-contact' as const, 'none' as const),
    }),
  )
  .map(([change, event]) => ({ ...event, ...change }))

export const anyAccountEvent: fc.Arbitrary<AccountEvent> = oneOf<AccountEvent>(
  anyAccountSyncedDown,
  anyAccountSkipped,
  anyAccountFieldEdited,
)

export const anyContactSynced: fc.Arbitrary<ContactSynced> = tagged(
  'ContactSynced',
  fc.record({ at, record: anyContactRecord }),
)

const anyPersonPut: fc.Arbitrary<PersonPut> = tagged('PersonPut', fc.record({ at, person: anySettledPerson }))

export const anyConversionRequested: fc.Arbitrary<ConversionRequested> = fc
  .record({ personId, newLead: fc.option(fc.record({ lastName: anyText, company: anyText })), status: anyConverting })
  .map(({ status: { from, since, terms }, ...rest }) => ({
    _tag: 'ConversionRequested',
    at: since,
    from,
    terms,
    ...rest,
  }))

export const anyConversionConfirmed: fc.Arbitrary<ConversionConfirmed> = tagged(
  'ConversionConfirmed',
  fc.record({ at, personId, accountId, contactId, opportunityId: anyOpportunityId, terms: anyConversionTerms }),
)

export const anyConversionFailed: fc.Arbitrary<ConversionFailed> = tagged(
  'ConversionFailed',
  fc.record({
    at,
    personId,
    failedAt: fc.constantFrom('sync', 'convert'),
    reason: anyText,
    terms: anyConversionTerms,
  }),
)

export const anyPersonEvent: fc.Arbitrary<PersonEvent> = oneOf<PersonEvent>(
  anyPersonPut,
  anyConversionRequested,
  anyConversionConfirmed,
  anyConversionFailed,
)

export const anyEvent: fc.Arbitrary<Event> = oneOf<Event>(
  anyAccountSyncedDown,
  anyAccountSkipped,
  anyAccountFieldEdited,
  anyContactSynced,
  anyPersonPut,
  anyConversionRequested,
  anyConversionConfirmed,
  anyConversionFailed,
)

const anyChangeDataValue: fc.Arbitrary<ChangeDataValue> = fc
  .tuple(
    anyFieldChange,
    fc.record({
      _tag: fc.constant('ChangeDataValue' as const),
      at,
      contactId,
      accountId,
      cause: fc.constantFrom('sync-down' as const, 'local edit' as const),
    }),
  )
  .map(([change, activity]) => ({ ...activity, ...change }))

export const anyActivity: fc.Arbitrary<Activity> = oneOf<Activity>(
  anyChangeDataValue,
  oneOf<ConversionConfirmed | ConversionFailed>(anyConversionConfirmed, anyConversionFailed).map(convertLeadOf),
)

export const anySalesforceRequest: fc.Arbitrary<SalesforceRequest> = anyConversionRequested.chain((event) =>
  fc.constantFrom(...toSalesforce(event)),
)

const anyMissing: fc.Arbitrary<ReadonlyArray<NeededByLead>> = fc.subarray(['lastName', 'company'], { minLength: 1 })

const refusal = <Tag extends Refusal['_tag'], Rule extends string, A extends object>(
  _tag: Tag,
  rule: Rule,
  facts: fc.Arbitrary<A>,
): fc.Arbitrary<A & { readonly _tag: Tag; readonly rule: Rule }> => facts.map((value) => ({ _tag, rule, ...value }))

export const anyRefusal: fc.Arbitrary<Refusal> = oneOf<Refusal>(
  refusal('UnknownContact', 'edit.live-contact', fc.record({ contactId })),
  refusal(
    'ContactNotLive',
    'edit.live-contact',
    fc.record({ contactId, why: fc.constantFrom('deleted' as const, 'private' as const, 'elsewhere' as const) }),
  ),
  refusal('AccountDeleted', 'edit.live-contact', fc.record({ contactId, accountId })),
  refusal('UnknownField', 'edit.known-field', fc.record({ accountId, field: anyFieldName })),
  refusal('UnknownPerson', 'convert.known-person', fc.record({ personId })),
  refusal('AlreadyAContact', 'convert.not-a-contact', fc.record({ personId, contactId })),
  refusal('ConversionUnderWay', 'convert.not-a-contact', fc.record({ personId, since: at })),
  refusal('NewAccountNotAccepted', 'convert.guarded', fc.record({ personId, accepts: anyText })),
  refusal('OwnerNotAUser', 'convert.user-owner', fc.record({ personId, assignTo: anySalesforceId })),
  refusal('LeadFieldsMissing', 'convert.syncs-first', fc.record({ personId, missing: anyMissing })),
  refusal('NoConversionUnderWay', 'convert.answered-once', fc.record({ personId })),
  refusal(
    'RecordAlreadyClaimed',
    'convert.never-joins',
    fc.record({
      personId,
      id: oneOf<AccountId | ContactId | OpportunityId>(accountId, contactId, anyOpportunityId),
      why: fc.constantFrom('contact of another person' as const, 'outcome of another conversion' as const),
      of: personId,
    }),
  ),
  refusal('NoSyncNeeded', 'convert.syncs-first', fc.record({ personId })),
)

/** A step of a random history. */
export const anyStep: fc.Arbitrary<Step> = fc
  .tuple(anySettings, anyInput, anyMarketo)
  .map(([settings, input, marketo]) => step(settings)(input, marketo)[0])
