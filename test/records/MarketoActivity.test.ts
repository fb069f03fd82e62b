import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type {
  Activity,
  ChangeDataValue,
  ConvertLead,
  FieldName,
  FieldValue,
  PersonId,
  UserId,
} from 'marketo-account-sync'
import { type Instant } from 'marketo-account-sync'
import type { MarketoIds } from 'marketo-account-sync/records'
import {
  activitiesFromMarketo,
  fieldOfDisplayName,
  fieldOfRestName,
  marketoField,
  modelReason,
  modelSource,
  textInLog,
  toMarketoActivity,
} from 'marketo-account-sync/records'
import { describe, expect, test } from 'vitest'
import { accountId, at, contactId, field } from './world.js'

const ids: MarketoIds = {
  activityId: () => 1078,
  leadId: (contact) => (contact === contactId(1) ? O.some(775 as PersonId) : O.none),
  fieldId: (name) => (name === 'Name' ? O.some(48) : O.none),
}
const change: ChangeDataValue = {
  _tag: 'ChangeDataValue',
  at,
  contactId: contactId(1),
  accountId: accountId(1),
  field: field('Name'),
  oldValue: 'Acme',
  newValue: 'Acme Inc',
  cause: 'sync-down',
}
const conversion: ConvertLead = {
  _tag: 'ConvertLead',
  at,
  personId: 318581 as PersonId,
  assignTo: '0054W00000BZkk0QAD' as UserId,
  convertedStatus: 'Qualified',
  notifyOwner: false,
  outcome: 'succeeded',
  failedAt: null,
  reason: null,
}

describe('an activity as Marketo returns it', () => {
  test('Change Data Value is type 13, by display name, with its four attributes', () => {
    expect(toMarketoActivity(ids)(change)).toEqual(
      E.right({
        id: 1078,
        marketoGUID: '1078',
        leadId: 775,
        activityDate: '2026-03-02T09:00:00.000Z',
        activityTypeId: 13,
        primaryAttributeValueId: 48,
        primaryAttributeValue: 'Company Name',
        attributes: [
          { name: 'New Value', value: 'Acme Inc' },
          { name: 'Old Value', value: 'Acme' },
          { name: 'Reason', value: modelReason['sync-down'] },
          { name: 'Source', value: modelSource },
        ],
      }),
    )
  })

  test.each([null, ''])('an empty attribute is left out: %j', (oldValue) => {
    const names = E.map((activity: { attributes: ReadonlyArray<{ name: string }> }) =>
      activity.attributes.map(({ name }) => name),
    )(toMarketoActivity(ids)({ ...change, oldValue }))
    expect(names).toEqual(E.right(['New Value', 'Reason', 'Source']))
  })

  test('so is the id of a field that the caller has none for', () => {
    const other = toMarketoActivity(ids)({ ...change, field: field('Industry') })
    expect(E.map((activity: object) => 'primaryAttributeValueId' in activity)(other)).toEqual(E.right(false))
  })

  test('a field without a documented name goes by the caller’s, else by its API name; a documented one never', () => {
    const displayName = (name: FieldName) => (name === 'SLA__c' ? O.some('Service Level') : O.none)
    const nameOf = (name: string, more: Partial<MarketoIds> = {}) =>
      E.map((activity: { primaryAttributeValue: string }) => activity.primaryAttributeValue)(
        toMarketoActivity({ ...ids, ...more })({ ...change, field: field(name) }),
      )
    expect(nameOf('SLA__c', { displayName })).toEqual(E.right('Service Level'))
    expect(nameOf('Tier__c', { displayName })).toEqual(E.right('Tier__c'))
    expect(nameOf('SLA__c')).toEqual(E.right('SLA__c'))
    expect(nameOf('Name', { displayName: () => O.some('Account') })).toEqual(E.right('Company Name'))
  })

  test('a contact without a lead is told, not left out', () => {
    expect(toMarketoActivity(ids)({ ...change, contactId: contactId(2) })).toEqual(
      E.left({ _tag: 'NoLead', contactId: contactId(2) }),
    )
  })

  test('Reason and Source are marked as this library’s own, and tell the two causes apart', () => {
    expect(Object.values(modelReason).every((reason) => reason.startsWith('marketo-account-sync: '))).toBe(true)
    expect(modelReason['sync-down']).not.toBe(modelReason['local edit'])
    expect(modelSource).toBe('marketo-account-sync')
  })

  test('Convert Lead is type 21, by Assign To, for the person', () => {
    expect(toMarketoActivity(ids)(conversion)).toEqual(
      E.right({
        id: 1078,
        marketoGUID: '1078',
        leadId: 318581,
        activityDate: '2026-03-02T09:00:00.000Z',
        activityTypeId: 21,
        primaryAttributeValue: '0054W00000BZkk0QAD',
        attributes: [
          { name: 'Converted Status', value: 'Qualified' },
          { name: 'Send Notification Email', value: 'False' },
        ],
      }),
    )
  })
})

describe('the names of fields', () => {
  test('an account’s Type and Deleted flag have none in Marketo, for its pages contradict each other', () => {
    expect([marketoField(field('Type')), marketoField(field('IsDeleted'))]).toEqual([O.none, O.none])
    expect([fieldOfDisplayName('SFDC Type'), fieldOfDisplayName('SFDC Is Deleted')]).toEqual([O.none, O.none])
  })

  test('both names of a field lead back to it', () => {
    const there = ['Name', 'Sic', 'Phone', 'Description', 'BillingStreet', 'NumberOfEmployees'].map(field)
    for (const name of there) {
      const names = marketoField(name)
      expect(O.flatMap(({ displayName }: { displayName: string }) => fieldOfDisplayName(displayName))(names)).toEqual(
        O.some(name),
      )
      expect(O.flatMap(({ restName }: { restName: string }) => fieldOfRestName(restName))(names)).toEqual(O.some(name))
    }
  })
})

const anyValue: fc.Arbitrary<FieldValue> = fc.oneof(
  fc.string(),
  fc.boolean(),
  fc.constant(null),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
)
const anyAt = fc.integer({ min: 0, max: 4_000_000_000_000 }).map((n) => n as Instant)
const anyActivity: fc.Arbitrary<Activity> = fc.oneof(
  fc.record({
    _tag: fc.constant('ChangeDataValue' as const),
    at: anyAt,
    contactId: fc.constant(contactId(1)),
    accountId: fc.constant(accountId(1)),
    field: fc.constantFrom('Name', 'Industry', 'SLA__c', 'constructor').map(field),
    oldValue: anyValue,
    newValue: anyValue,
    cause: fc.constantFrom('sync-down' as const, 'local edit' as const),
  }),
  fc
    .record({ at: anyAt, convertedStatus: fc.string(), notifyOwner: fc.boolean() })
    .map((some) => ({ ...conversion, ...some })),
)

const orNull = (text: string) => (text === '' ? null : text)

describe('there and back', () => {
  test('a page of what activities are written as says the same of them', () => {
    fc.assert(
      fc.property(fc.array(anyActivity), fc.boolean(), (activities, withOffset) => {
        const result = activities
          .map(toMarketoActivity(ids))
          .flatMap((either) => (E.isRight(either) ? [either.right] : []))
        const dated = result.map((item) => ({
          ...item,
          activityDate: withOffset ? item.activityDate.replace('Z', '+0000') : item.activityDate,
        }))
        const page = activitiesFromMarketo(JSON.parse(JSON.stringify({ requestId: 'r', success: true, result: dated })))
        expect(page.errors).toEqual([])
        expect(page.activities).toEqual(
          activities.map((activity) =>
            activity._tag === 'ChangeDataValue'
              ? {
                  _tag: 'LoggedChange',
                  id: '1078',
                  leadId: 775,
                  at: activity.at,
                  name: O.getOrElse(() => activity.field as string)(
                    O.map(({ displayName }: { displayName: string }) => displayName)(marketoField(activity.field)),
                  ),
                  field: O.isSome(marketoField(activity.field)) ? O.some(activity.field) : O.none,
                  newValue: orNull(textInLog(activity.newValue)),
                  oldValue: orNull(textInLog(activity.oldValue)),
                  reason: modelReason[activity.cause],
                  source: modelSource,
                }
              : {
                  _tag: 'LoggedConversion',
                  id: '1078',
                  leadId: 318581,
                  at: activity.at,
                  assignTo: activity.assignTo,
                  convertedStatus: orNull(activity.convertedStatus),
                  sendNotificationEmail: activity.notifyOwner ? 'True' : 'False',
                },
          ),
        )
      }),
    )
  })
})
