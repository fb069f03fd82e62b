// The arbitraries make what the codecs take, and enough of it.
import * as E from 'fp-ts/lib/Either.js'
import fc from 'fast-check'
import * as core from 'marketo-account-sync'
import * as codecs from 'marketo-account-sync/codecs'
import * as any from 'marketo-account-sync/testing'
import { describe, expect, test } from 'vitest'
import { comesBack, type Case } from './roundTrip.js'

const marketo: Case = [
  'anyMarketo',
  fc.property(any.anyMarketo, (value) => {
    const decoded = codecs.MarketoFromJson.decode(JSON.parse(JSON.stringify(codecs.MarketoFromJson.encode(value))))
    return E.isRight(decoded) && core.eqMarketo.equals(decoded.right, value)
  }),
]

describe('what an arbitrary makes is well-formed, and comes back from JSON text', () => {
  test.each([
    comesBack('anyAccountId', any.anyAccountId, core.AccountId),
    comesBack('anyContactId', any.anyContactId, core.ContactId),
    comesBack('anyUserId', any.anyUserId, core.UserId),
    comesBack('anyOpportunityId', any.anyOpportunityId, core.OpportunityId),
    comesBack('anySalesforceId', any.anySalesforceId, core.SalesforceId),
    comesBack('anyPersonId', any.anyPersonId, core.PersonId),
    comesBack('anyInstant', any.anyInstant, core.Instant),
    comesBack('anyFieldName', any.anyFieldName, core.FieldName),
    comesBack('anyFieldValue', any.anyFieldValue, core.FieldValue),
    comesBack('anyFields', any.anyFields, codecs.FieldsFromJson),
    comesBack('anySettings', any.anySettings, codecs.SettingsFromJson),
    comesBack('anyAccountRecord', any.anyAccountRecord, codecs.AccountRecordFromRest),
    comesBack('anyContactRecord', any.anyContactRecord, codecs.ContactRecordFromRest),
    comesBack('anySettledPerson', any.anySettledPerson, codecs.SettledPersonFromJson),
    comesBack('anyInput', any.anyInput, codecs.InputFromJson),
    comesBack('anyEvent', any.anyEvent, codecs.EventFromJson),
    comesBack('anyActivity', any.anyActivity, codecs.ActivityFromJson),
    comesBack<core.Refusal | core.AccountNotYetKnown>(
      'anyRefusal',
      fc.oneof<Array<fc.Arbitrary<core.Refusal | core.AccountNotYetKnown>>>(any.anyRefusal, any.anyAccountNotYetKnown),
      codecs.RefusalFromJson,
    ),
    comesBack('anyAccount', any.anyAccount, codecs.AccountFromJson),
    comesBack('anyContact', any.anyContact, codecs.ContactFromJson),
    comesBack('anyPerson', any.anyPerson, codecs.PersonFromJson),
    comesBack('anyConversion', any.anyConversion, codecs.ConversionFromJson),
    marketo,
  ])('%s', (_name, property) => {
    const { failed, counterexample } = fc.check(property)
    expect(failed, JSON.stringify(counterexample)).toBe(false)
  })
})

const tags = (arbitrary: fc.Arbitrary<{ readonly _tag: string }>): ReadonlySet<string> =>
  new Set(fc.sample(arbitrary, 2_000).map(({ _tag }) => _tag))

describe('an arbitrary makes each case of', () => {
  test('an input', () => {
    expect(tags(any.anyInput)).toEqual(
      new Set([
        'SyncAccount',
        'SyncContact',
        'ConfirmConversion',
        'FailConversion',
        'EditAccountField',
        'PutPerson',
        'ConvertPerson',
      ]),
    )
  })

  test('an event', () => {
    expect(tags(any.anyEvent)).toEqual(
      new Set([
        'AccountSyncedDown',
        'AccountSkipped',
        'AccountFieldEdited',
        'ContactSynced',
        'PersonPut',
        'ConversionRequested',
        'ConversionConfirmed',
        'ConversionFailed',
      ]),
    )
  })

  test('a contact, an activity, what Salesforce is asked, and where a person stands', () => {
    expect(tags(any.anyContact)).toEqual(new Set(['LiveContact', 'DeletedContact', 'PrivateContact']))
    expect(tags(any.anyActivity)).toEqual(new Set(['ChangeDataValue', 'ConvertLead']))
    expect(tags(any.anySalesforceRequest)).toEqual(new Set(['CreateLead', 'ConvertSfdcLead']))
    expect(tags(any.anySfdcStatus)).toEqual(new Set(['NotInSalesforce', 'SfdcLead', 'SfdcContact', 'Converting']))
  })

  test('the settings: every reading, caps of 0 to 8, hidden fields and none, defaults and none', () => {
    const settings = fc.sample(any.anySettings, 2_000)
    const caps = new Set(settings.map(({ instance }) => instance.activityCap))
    expect(new Set(settings.map(({ readings }) => JSON.stringify(readings))).size).toBe(6)
    expect([...caps].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8])
    expect(new Set(settings.map(({ instance }) => instance.hiddenFields.length > 0)).size).toBe(2)
    expect(new Set(settings.map(({ instance }) => instance.personDefaults.company === null)).size).toBe(2)
  })
})
