import * as O from 'fp-ts/lib/Option.js'
import { activitiesFromMarketo, leadChangesFromMarketo } from 'marketo-account-sync/records'
import { describe, expect, test } from 'vitest'
import { utc } from '../helpers/values.js'

const page = (result: ReadonlyArray<unknown>, more: object = {}) => ({ requestId: 'r', success: true, result, ...more })

const changed = {
  id: 1078,
  marketoGUID: '1078',
  leadId: 775,
  activityDate: '2014-09-17T22:31:49+0000',
  activityTypeId: 13,
  primaryAttributeValueId: '50',
  primaryAttributeValue: 'Company Name',
  attributes: [
    { name: 'New Value', value: 'Acme Inc' },
    { name: 'Reason', value: 'Web service API' },
    { name: 'Source', value: '' },
    { name: 'Lead ID', value: 775 },
  ],
}
const logged = {
  _tag: 'LoggedChange',
  id: '1078',
  leadId: 775,
  at: utc('2014-09-17T22:31:49Z'),
  name: 'Company Name',
  field: O.some('Name'),
  newValue: 'Acme Inc',
  oldValue: null,
  reason: 'Web service API',
  source: null,
}

describe('a page of Get Lead Activities', () => {
  test('decodes a Change Data Value as a LoggedChange, and turns a missing or empty value into null', () => {
    expect(activitiesFromMarketo(page([changed]))).toEqual({
      activities: [logged],
      errors: [],
      moreResult: false,
      nextPageToken: null,
    })
  })

  test.each(['2014-09-17T22:31:49Z', '2014-09-17T22:31:49+0000', '2014-09-17T17:31:49-0500'])(
    'accepts a date in the form %s',
    (activityDate) => {
      expect(activitiesFromMarketo(page([{ ...changed, activityDate }])).activities).toEqual([logged])
    },
  )

  test('uses the `id` of an activity that has no marketoGUID', () => {
    expect(activitiesFromMarketo(page([{ ...changed, marketoGUID: undefined }])).activities).toEqual([logged])
  })

  test('prefers the marketoGUID of an activity to its `id`, and accepts an `id` that is a string', () => {
    const ids = [
      { ...changed, marketoGUID: 'a-1' },
      { ...changed, id: 'b-2', marketoGUID: undefined },
    ]
    expect(activitiesFromMarketo(page(ids)).activities.map(({ id }) => id)).toEqual(['a-1', 'b-2'])
  })

  test('turns attribute values into strings, and missing or empty values into null', () => {
    const attributes = [
      { name: 'New Value', value: true },
      { name: 'Old Value', value: 1.5 },
      { name: 'Source', value: 'Web form' },
    ]
    const values = { newValue: 'true', oldValue: '1.5', reason: null, source: 'Web form' }
    expect(activitiesFromMarketo(page([{ ...changed, attributes }])).activities).toEqual([{ ...logged, ...values }])
    const blank = { newValue: null, oldValue: null, reason: null, source: null }
    for (const none of [[], [{ name: 'New Value', value: null }], [{ name: 'Old Value', value: '' }]])
      expect(activitiesFromMarketo(page([{ ...changed, attributes: none }])).activities).toEqual([
        { ...logged, ...blank },
      ])
  })

  test('accepts an attribute that occurs twice with the same value', () => {
    const twice = { ...changed, attributes: [...changed.attributes, ...changed.attributes] }
    expect(activitiesFromMarketo(page([twice])).activities).toEqual([logged])
  })

  test('gives no account field for a change of a person field', () => {
    const [activity] = activitiesFromMarketo(page([{ ...changed, primaryAttributeValue: 'Is Customer' }])).activities
    expect(activity).toEqual({ ...logged, name: 'Is Customer', field: O.none })
  })

  test('decodes a Convert Lead as a LoggedConversion, and accepts activities of other types', () => {
    const { id, leadId, at } = logged
    const converted = {
      ...changed,
      activityTypeId: 21,
      primaryAttributeValue: 'owner@x.com',
      attributes: [{ name: 'Converted Status', value: 'Qualified' }],
    }
    expect(activitiesFromMarketo(page([converted, { ...changed, activityTypeId: 12 }])).activities).toEqual([
      {
        _tag: 'LoggedConversion',
        id,
        leadId,
        at,
        assignTo: 'owner@x.com',
        convertedStatus: 'Qualified',
        sendNotificationEmail: null,
      },
      { _tag: 'OtherActivity', id, leadId, at, activityTypeId: 12 },
    ])
  })

  test('decodes the other items if one item has an error', () => {
    const { activities, errors } = activitiesFromMarketo(page([changed, { ...changed, leadId: 0 }, changed]))
    expect(activities).toEqual([logged, logged])
    expect(errors.map(({ path }) => path)).toEqual(['result.1.leadId'])
  })

  test('returns moreResult and nextPageToken of the page', () => {
    const { moreResult, nextPageToken } = activitiesFromMarketo(page([], { moreResult: true, nextPageToken: 'T' }))
    expect([moreResult, nextPageToken]).toEqual([true, 'T'])
  })

  test('has no activities if `result` is missing', () => {
    const { activities, errors } = activitiesFromMarketo({ requestId: 'r', success: true, moreResult: false })
    expect([activities, errors]).toEqual([[], []])
  })
})

describe('a page of Get Lead Changes', () => {
  const rest = { ...changed, primaryAttributeValue: undefined }
  const item = {
    ...rest,
    fields: [
      { id: 48, name: 'company', newValue: 'Acme Inc', oldValue: null },
      { id: 49, name: 'firstName', newValue: '', oldValue: 'Ann' },
    ],
    attributes: [{ name: 'Reason', value: 'Web service API' }],
  }

  test('gives a LoggedChange for each changed field, with the REST name of the field', () => {
    expect(leadChangesFromMarketo(page([item])).activities).toEqual([
      { ...logged, name: 'company' },
      { ...logged, name: 'firstName', field: O.none, newValue: null, oldValue: 'Ann' },
    ])
  })

  test('copies the attributes Reason and Source of an item to each change in the item', () => {
    const attributes = [
      { name: 'Reason', value: 'Web form' },
      { name: 'Source', value: 'Landing page' },
    ]
    const [activity] = leadChangesFromMarketo(page([{ ...item, attributes }])).activities
    expect(activity).toMatchObject({ reason: 'Web form', source: 'Landing page' })
  })

  test('gives an error for an item with a bad field, and decodes the other items', () => {
    const bad = { ...item, fields: [...item.fields, { id: 50, newValue: 'x', oldValue: null }] }
    const { activities, errors } = leadChangesFromMarketo(page([bad, item]))
    expect(activities).toHaveLength(2)
    expect(errors.map(({ path }) => path)).toEqual(['result.0.fields.2.name'])
  })

  test('accepts an item of a different type, such as New Lead', () => {
    const { activities, errors } = leadChangesFromMarketo(page([{ ...rest, activityTypeId: 12 }]))
    expect([activities.map(({ _tag }) => _tag), errors]).toEqual([['OtherActivity'], []])
  })
})

describe('rows of the Marketo log in the tables of other tools', () => {
  const withoutAttributes = { ...changed, attributes: undefined }
  const text = JSON.stringify({ 'New Value': 'Acme Inc', Reason: 'Web service API', Source: '', 'Lead ID': 775 })

  test.each<readonly [string, object]>([
    ['attributes as an object', { ...changed, attributes: JSON.parse(text) as object }],
    ['attributes as JSON in a string', { ...changed, attributes: text }],
    ['attributes as JSON of a list', { ...changed, attributes: JSON.stringify(changed.attributes) }],
    ['numbers as strings', { ...changed, leadId: '775', activityTypeId: '13', campaignId: 'null', attributes: text }],
    [
      'a column for each attribute',
      { ...withoutAttributes, old_value: '', new_value: 'Acme Inc', reason: 'Web service API', source: null },
    ],
    [
      'null as attributes, and columns instead',
      { ...changed, attributes: null, old_value: null, new_value: 'Acme Inc', reason: 'Web service API' },
    ],
    [
      'names with underscores',
      {
        id: 1078,
        lead_id: 775,
        activity_date: changed.activityDate,
        activity_type_id: 13,
        primary_attribute_value: 'Company Name',
        old_value: null,
        new_value: 'Acme Inc',
        reason: 'Web service API',
        source: null,
      },
    ],
  ])('are read if they have %s', (_, row) => {
    expect(activitiesFromMarketo([row])).toEqual({
      activities: [logged],
      errors: [],
      moreResult: false,
      nextPageToken: null,
    })
    expect(activitiesFromMarketo(page([row])).activities).toEqual([logged])
  })

  test('are read if the table has a column for each attribute of a Convert Lead activity', () => {
    const row = {
      ...withoutAttributes,
      activityTypeId: 21,
      primaryAttributeValue: 'Dana',
      converted_status: 'Qualified',
      send_notification_email: false,
    }
    expect(activitiesFromMarketo([row]).activities).toMatchObject([
      { _tag: 'LoggedConversion', assignTo: 'Dana', convertedStatus: 'Qualified', sendNotificationEmail: 'false' },
    ])
  })

  test('give errors that contain the index of the row', () => {
    expect(activitiesFromMarketo([changed, 7, { ...changed, leadId: '7x' }]).errors.map(({ path }) => path)).toEqual([
      '1',
      '2.leadId',
    ])
  })
})
