import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Activity, ChangeDataValue, ConvertLead, FieldName } from 'marketo-account-sync'
import { Instant } from 'marketo-account-sync'
import type { LoggedActivity, MarketoActivity, MarketoIds } from 'marketo-account-sync/records'
import {
  activitiesFromMarketo,
  marketoField,
  modelReason,
  modelSource,
  textInLog,
  toMarketoActivity,
} from 'marketo-account-sync/records'
import { describe, expect, test } from 'vitest'
import { anyActivity } from '../helpers/arbitraries.js'
import { at, fieldName, nthAccountId, nthContactId, nthUserId, personId } from '../helpers/values.js'

const ids: MarketoIds = {
  activityId: () => 1078,
  leadId: (contact) => (contact === nthContactId(1) ? O.some(personId(775)) : O.none),
  fieldId: (name) => (name === 'Name' ? O.some(48) : O.none),
}
const change: ChangeDataValue = {
  _tag: 'ChangeDataValue',
  at,
  contactId: nthContactId(1),
  accountId: nthAccountId(1),
  field: fieldName('Name'),
  oldValue: 'Acme',
  newValue: 'Acme Inc',
  cause: 'sync-down',
}
const conversion: ConvertLead = {
  _tag: 'ConvertLead',
  at,
  personId: personId(318581),
  assignTo: nthUserId(1),
  convertedStatus: 'Qualified',
  notifyOwner: false,
  outcome: 'succeeded',
  failedAt: null,
  reason: null,
}
const activityDate = Instant.encode(at)

const written = (activity: Activity, more: Partial<MarketoIds> = {}): MarketoActivity =>
  E.getOrElseW(({ contactId }: { contactId: string }) => expect.fail(`no lead for ${contactId}`))(
    toMarketoActivity({ ...ids, ...more })(activity),
  )

describe('`toMarketoActivity` (writes an activity of the model in the format of Marketo)', () => {
  test('writes a Change Data Value with type 13, the display name of the field, and four attributes', () => {
    expect(written(change)).toEqual({
      id: 1078,
      marketoGUID: '1078',
      leadId: 775,
      activityDate,
      activityTypeId: 13,
      primaryAttributeValueId: 48,
      primaryAttributeValue: 'Company Name',
      attributes: [
        { name: 'New Value', value: 'Acme Inc' },
        { name: 'Old Value', value: 'Acme' },
        { name: 'Reason', value: 'marketo-account-sync: sync-down' },
        { name: 'Source', value: 'marketo-account-sync' },
      ],
    })
  })

  test.each([null, ''])('leaves out the attribute of a value that is %j', (oldValue) => {
    expect(written({ ...change, oldValue }).attributes.map(({ name }) => name)).toEqual([
      'New Value',
      'Reason',
      'Source',
    ])
  })

  test('leaves out the id of a field if the caller does not give one', () => {
    expect(written({ ...change, field: fieldName('Industry') })).not.toHaveProperty('primaryAttributeValueId')
  })

  test('uses the documented name of a field, or else the name from the caller, or else the API name', () => {
    const displayName = (name: FieldName) => (name === 'SLA__c' ? O.some('Service Level') : O.none)
    const nameOf = (name: string, more: Partial<MarketoIds> = {}) =>
      written({ ...change, field: fieldName(name) }, more).primaryAttributeValue
    expect(nameOf('Name', { displayName: () => O.some('Account') })).toBe('Company Name')
    expect(nameOf('SLA__c', { displayName })).toBe('Service Level')
    expect(nameOf('Tier__c', { displayName })).toBe('Tier__c')
    expect(nameOf('SLA__c')).toBe('SLA__c')
  })

  test('writes a different Reason for each cause of a change', () => {
    const reasonOf = (cause: ChangeDataValue['cause']) =>
      written({ ...change, cause }).attributes.find(({ name }) => name === 'Reason')?.value
    expect(reasonOf('local edit')).toBe('marketo-account-sync: local edit')
    expect(reasonOf('sync-down')).toBe('marketo-account-sync: sync-down')
  })

  test('returns NoLead if the caller gives no Marketo lead id for the contact', () => {
    expect(toMarketoActivity(ids)({ ...change, contactId: nthContactId(2) })).toEqual(
      E.left({ _tag: 'NoLead', contactId: nthContactId(2) }),
    )
  })

  test('writes a Convert Lead with type 21, the owner and the person', () => {
    expect(written(conversion)).toEqual({
      id: 1078,
      marketoGUID: '1078',
      leadId: 318581,
      activityDate,
      activityTypeId: 21,
      primaryAttributeValue: nthUserId(1),
      attributes: [
        { name: 'Converted Status', value: 'Qualified' },
        { name: 'Send Notification Email', value: 'False' },
      ],
    })
  })

  const textOrNull = (text: string) => (text === '' ? null : text)

  /** The log entry that the decoder should return for an activity. */
  const loggedAs = (activity: Activity): LoggedActivity => {
    if (activity._tag === 'ConvertLead')
      return {
        _tag: 'LoggedConversion',
        id: '1078',
        leadId: activity.personId,
        at: activity.at,
        assignTo: activity.assignTo,
        convertedStatus: textOrNull(activity.convertedStatus),
        sendNotificationEmail: activity.notifyOwner ? 'True' : 'False',
      }
    const documented = marketoField(activity.field)
    return {
      _tag: 'LoggedChange',
      id: '1078',
      leadId: personId(775),
      at: activity.at,
      name: pipe(
        documented,
        O.match(
          () => activity.field,
          ({ displayName }): string => displayName,
        ),
      ),
      field: O.isSome(documented) ? O.some(activity.field) : O.none,
      newValue: textOrNull(textInLog(activity.newValue)),
      oldValue: textOrNull(textInLog(activity.oldValue)),
      reason: modelReason[activity.cause],
      source: modelSource,
    }
  }

  test('writes activities that `activitiesFromMarketo` can decode', () => {
    const leadId = () => O.some(personId(775))
    fc.assert(
      fc.property(fc.array(anyActivity), fc.constantFrom('Z', '+0000'), (activities, zone) => {
        const result = activities.map((activity) => {
          const item = written(activity, { leadId })
          return { ...item, activityDate: item.activityDate.replace('Z', zone) }
        })
        const page = activitiesFromMarketo(JSON.parse(JSON.stringify({ requestId: 'r', success: true, result })))
        expect(page.errors).toEqual([])
        expect(page.activities).toEqual(activities.map(loggedAs))
      }),
    )
  })
})
