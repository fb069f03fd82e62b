import * as O from 'fp-ts/lib/Option.js'
import { activitiesFromMarketo, leadChangesFromMarketo } from 'marketo-account-sync/records'
import { describe, expect, test } from 'vitest'
import { instant } from './world.js'

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
const read = {
  _tag: 'LoggedChange',
  id: '1078',
  leadId: 775,
  at: instant('2014-09-17T22:31:49Z'),
  name: 'Company Name',
  field: O.some('Name'),
  newValue: 'Acme Inc',
  oldValue: null,
  reason: 'Web service API',
  source: null,
}

describe('a page of Get Lead Activities', () => {
  test('a Change Data Value is a change, a value that is missing or empty is null', () => {
    expect(activitiesFromMarketo(page([changed]))).toEqual({
      activities: [read],
      errors: [],
      moreResult: false,
      nextPageToken: null,
    })
  })

  test.each(['2014-09-17T22:31:49Z', '2014-09-17T22:31:49+0000', '2014-09-17T17:31:49-0500'])(
    'its date is read as %s',
    (activityDate) => {
      expect(activitiesFromMarketo(page([{ ...changed, activityDate }])).activities).toEqual([read])
    },
  )

  test('without marketoGUID, its id is the number', () => {
    expect(activitiesFromMarketo(page([{ ...changed, marketoGUID: undefined }])).activities).toEqual([read])
  })

  test('marketoGUID is its id even where the number is another, and a text will do where that is all there is', () => {
    const ids = [
      { ...changed, marketoGUID: 'a-1' },
      { ...changed, id: 'b-2', marketoGUID: undefined },
    ]
    expect(activitiesFromMarketo(page(ids)).activities.map(({ id }) => id)).toEqual(['a-1', 'b-2'])
  })

  test('its attributes are texts, whatever they came as, and none where there are none', () => {
    const attributes = [
      { name: 'New Value', value: true },
      { name: 'Old Value', value: 1.5 },
      { name: 'Source', value: 'Web form' },
    ]
    const values = { newValue: 'true', oldValue: '1.5', reason: null, source: 'Web form' }
    expect(activitiesFromMarketo(page([{ ...changed, attributes }])).activities).toEqual([{ ...read, ...values }])
    const nothing = { newValue: null, oldValue: null, reason: null, source: null }
    expect(activitiesFromMarketo(page([{ ...changed, attributes: null }])).activities).toEqual([
      { ...read, ...nothing },
    ])
  })

  test('a field of the person has no field of the account', () => {
    const [activity] = activitiesFromMarketo(page([{ ...changed, primaryAttributeValue: 'Is Customer' }])).activities
    expect(activity).toEqual({ ...read, name: 'Is Customer', field: O.none })
  })

  test('a Convert Lead is a conversion, and any other type is neither and no error', () => {
    const { id, leadId, at } = read
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

  test.each([
    ['nothing', null, 'result.1'],
    ['no lead', { ...changed, leadId: 0 }, 'result.1.leadId'],
    ['a date that does not exist', { ...changed, activityDate: '2021-02-29T00:00:00Z' }, 'result.1.activityDate'],
    ['no type', { ...changed, activityTypeId: '13' }, 'result.1.activityTypeId'],
    ['no field', { ...changed, primaryAttributeValue: null }, 'result.1.primaryAttributeValue'],
    ['an attribute that is none', { ...changed, attributes: [7] }, 'result.1.attributes.0'],
    ['no id', { ...changed, id: null, marketoGUID: '' }, 'result.1.marketoGUID'],
  ])('an item with %s is an error with its path, and the others stand', (_, item, path) => {
    const { activities, errors } = activitiesFromMarketo(page([changed, item, changed]))
    expect(activities).toEqual([read, read])
    expect(errors.map((error) => error.path)).toEqual([path])
  })

  test('tells where to read on', () => {
    const { moreResult, nextPageToken } = activitiesFromMarketo(page([], { moreResult: true, nextPageToken: 'T' }))
    expect([moreResult, nextPageToken]).toEqual([true, 'T'])
    expect(
      activitiesFromMarketo(page([changed], { moreResult: 1, nextPageToken: 2 })).errors.map(({ path }) => path),
    ).toEqual(['moreResult', 'nextPageToken'])
  })

  test('no result is no activities', () => {
    const { activities, errors } = activitiesFromMarketo({ requestId: 'r', success: true, moreResult: false })
    expect([activities, errors]).toEqual([[], []])
  })

  test('what Marketo says went wrong is an error with its code and message', () => {
    const body = { requestId: 'r', success: false, errors: [{ code: '1018', message: 'CRM Enabled' }] }
    expect(activitiesFromMarketo(body).errors).toEqual([
      { path: 'errors.0', expected: 'a page of activities', found: '"1018 CRM Enabled"' },
    ])
    expect(activitiesFromMarketo({ success: false }).errors.map(({ path }) => path)).toEqual(['success'])
    expect(activitiesFromMarketo([]).errors.map(({ path }) => path)).toEqual([''])
    expect(activitiesFromMarketo(page({} as never)).errors.map(({ path }) => path)).toEqual(['result'])
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

  test('is a change for each field, by REST name', () => {
    expect(leadChangesFromMarketo(page([item])).activities).toEqual([
      { ...read, name: 'company' },
      { ...read, name: 'firstName', field: O.none, newValue: null, oldValue: 'Ann' },
    ])
  })

  test('has the reason and the source of its entry', () => {
    const attributes = [
      { name: 'Reason', value: 'Web form' },
      { name: 'Source', value: 'Landing page' },
    ]
    const [activity] = leadChangesFromMarketo(page([{ ...item, attributes }])).activities
    expect(activity).toMatchObject({ reason: 'Web form', source: 'Landing page' })
  })

  test('a bad field is an error with its path, and takes the item with it alone', () => {
    const bad = { ...item, fields: [...item.fields, { id: 50, newValue: 'x' }] }
    const { activities, errors } = leadChangesFromMarketo(page([bad, item]))
    expect(activities).toHaveLength(2)
    expect(errors.map(({ path }) => path)).toEqual(['result.0.fields.2.name'])
    expect(leadChangesFromMarketo(page([rest])).errors.map(({ path }) => path)).toEqual(['result.0.fields'])
  })

  test('an entry of another type, such as New Lead, is no change and no error', () => {
    const { activities, errors } = leadChangesFromMarketo(page([{ ...rest, activityTypeId: 12 }]))
    expect([activities.map(({ _tag }) => _tag), errors]).toEqual([['OtherActivity'], []])
  })
})
