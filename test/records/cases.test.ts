// Tests cases from public reports. Each case has an input and the right result. The values are invented.
import * as O from 'fp-ts/lib/Option.js'
import type { Input } from 'marketo-account-sync'
import { activities, eventsOf, run, settingsWith } from 'marketo-account-sync'
import type { ReadOptions } from 'marketo-account-sync/records'
import {
  accountsFromQuery,
  activitiesFromMarketo,
  contactsFromQuery,
  deliveries,
  formulaFieldsOf,
} from 'marketo-account-sync/records'
import { describe, expect, test } from 'vitest'
import { accountIn, contactIn, shownIn } from '../helpers/observe.js'
import { at, editThrough, fieldName, nthAccountId, nthContactId, utc } from '../helpers/values.js'
import { marketoAfter, runFrom } from './builders.js'
import { cometd, committed, fromCometd, fromPubSub, pubSub } from './changes.js'
import { accountSchema } from './describes.js'

const [lake, hill] = [nthAccountId(1), nthAccountId(2)]
const dana = nthContactId(1)
const withDescribe: ReadOptions = { schema: accountSchema }
const SystemModstamp = '2024-06-01T08:00:00.000+0000'
const account = (more: object, options?: ReadOptions): ReadonlyArray<Input> =>
  deliveries(at)(accountsFromQuery([{ Id: lake, SystemModstamp, ...more }], options))
const danaIn = (AccountId: string): ReadonlyArray<Input> =>
  deliveries(at)(contactsFromQuery([{ Id: dana, AccountId, SystemModstamp }]))

describe('rows of Salesforce', () => {
  test('relationships and compound values that are null are not fields (case 01)', () => {
    const record = {
      Id: lake,
      SystemModstamp,
      Site: 'Bodø',
      Sic: '10',
      ShippingAddress: null,
      Owner: null,
      Cases: null,
    }
    for (const options of [undefined, withDescribe])
      expect(accountsFromQuery({ done: true, totalSize: 1, records: [record] }, options)).toMatchObject({
        records: [{ fields: { Site: 'Bodø', Sic: '10' } }],
        errors: [],
        leftOut: [],
      })
    expect(Object.keys(accountsFromQuery([record]).records[0]?.fields ?? {})).toEqual(['Site', 'Sic'])
  })

  const edited = (again: object, formulaFields = formulaFieldsOf(accountSchema)) => {
    const settings = settingsWith({ instance: { formulaFields } })
    const first = { Site: 'Bodø', Phone: '75', Owner_Region__c: 'North' }
    const { marketo } = run(settings)(
      [...account(first), ...danaIn(lake), editThrough(dana, 'Site', 'Tromsø')],
      marketoAfter(),
    )
    const { steps, marketo: after } = run(settings)(account({ ...first, ...again }), marketo)
    return {
      site: shownIn(after, lake)[fieldName('Site')],
      events: steps.flatMap(eventsOf),
      logged: steps.flatMap((step) => [...activities(step)]),
    }
  }

  test('a second record with the same SystemModstamp changes none of the formula fields in the settings (case 02)', () => {
    expect(edited({ Owner_Region__c: 'South' })).toEqual({ site: 'Tromsø', events: [], logged: [] })
    const { site, logged } = edited({ Owner_Region__c: 'South' }, [])
    expect(site).toBe('Tromsø')
    expect(logged).toMatchObject([{ _tag: 'ChangeDataValue', field: 'Owner_Region__c' }])
  })

  test('a second record is a repeat if it has the SystemModstamp of the first record and fewer columns (case 03)', () => {
    expect(edited({ Phone: undefined })).toEqual({ site: 'Tromsø', events: [], logged: [] })
  })

  const bulk = {
    attributes: { type: 'Account', url: `/services/data/v40.0/sobjects/Account/${lake}` },
    Site: 'Bodø',
    Renewal__c: utc('2025-02-03T00:00:00Z'),
    SystemModstamp: utc('2024-06-01T08:00:00Z'),
  }

  test('dates in milliseconds are read with a describe, and give an error without a describe (case 07)', () => {
    expect(accountsFromQuery([bulk], withDescribe).records).toEqual([
      {
        id: lake,
        systemModstamp: utc('2024-06-01T08:00:00Z'),
        fields: { Site: 'Bodø', Renewal__c: '2025-02-03T00:00:00.000+0000' },
      },
    ])
    const { records, errors } = accountsFromQuery([bulk])
    expect(records).toEqual([])
    expect(errors.map(({ path, found }) => [path, found])).toEqual([
      ['0.SystemModstamp', '1717228800000, milliseconds since 1970'],
    ])
  })

  test('if a describe is given, the string "12.0" from a data tool becomes the number 12 (case 11)', () => {
    const row = { Id: lake, Site: 'Bodø', SystemModstamp: '2024-06-01T08:00:00.000000Z' }
    const rows = [
      { ...row, _sdc_extracted_at: '2024-06-02', _sdc_sequence: 2 },
      { ...row, _airbyte_extracted_at: '2024-06-02', _sdc_sequence: 3 },
      { ...row, 'Parent.Name': 'Hill' },
      { ...row, IsDeleted: 'true', NumberOfEmployees: '12.0', Sic: '' },
    ]
    const leftOut = ['_sdc_extracted_at', '_sdc_sequence', '_airbyte_extracted_at', 'Parent.Name']
    const fieldsOfLast = (options?: ReadOptions) => {
      const { records, errors, leftOut: keys } = accountsFromQuery(rows, options)
      expect([records.length, errors]).toEqual([4, []])
      expect(keys.map(({ key }) => key)).toEqual(leftOut)
      expect(records.map(({ isDeleted }) => isDeleted)).toEqual([undefined, undefined, undefined, true])
      return records[3]?.fields
    }
    expect(fieldsOfLast()).toEqual({ Site: 'Bodø', NumberOfEmployees: '12.0', Sic: '' })
    expect(fieldsOfLast(withDescribe)).toEqual({ Site: 'Bodø', NumberOfEmployees: 12, Sic: null })
  })

  test('a page is read from the output of the Salesforce command line (case 12)', () => {
    const page = { records: [{ Id: lake, SystemModstamp, Site: 'Bodø' }], totalSize: 1, done: true }
    expect(accountsFromQuery({ status: 0, result: page, warnings: [] })).toMatchObject({
      records: [{ id: lake, fields: { Site: 'Bodø' } }],
      errors: [],
    })
  })

  test('a contact that is nested in an account belongs to this account (case 13)', () => {
    const nested = { totalSize: 1, done: true, records: [{ Id: dana, SystemModstamp, LastName: 'Dahl' }] }
    const page = { totalSize: 1, done: true, records: [{ Id: lake, SystemModstamp, Site: 'Bodø', Contacts: nested }] }
    expect(accountsFromQuery(page)).toMatchObject({ records: [{ id: lake, fields: { Site: 'Bodø' } }], errors: [] })
    expect(contactsFromQuery(page)).toMatchObject({ records: [{ id: dana, accountId: lake }], errors: [] })
  })

  test('if a merge deletes an account, its contact stays in the deleted account until a record of the contact arrives (case 14)', () => {
    const lost = {
      Id: hill,
      SystemModstamp: '2024-06-02T08:00:00Z',
      IsDeleted: true,
      MasterRecordId: lake,
      Site: 'Åsen',
    }
    const marketo = marketoAfter(
      ...account({ Site: 'Bodø' }),
      ...account({ Id: hill, Site: 'Åsen' }),
      ...danaIn(hill),
      ...deliveries(at)(accountsFromQuery([lost])),
    )
    expect(accountIn(marketo, hill)).toMatchObject({ isDeleted: true, masterRecordId: lake })
    expect(contactIn(marketo, dana)).toMatchObject({ _tag: 'LiveContact', accountId: hill })
    const moved = contactsFromQuery([{ Id: dana, AccountId: lake, SystemModstamp: '2024-06-02T08:00:00Z' }])
    expect(contactIn(runFrom(marketo, ...deliveries(at)(moved)), dana)).toMatchObject({ accountId: lake })
  })
})

describe('change events', () => {
  const parts = [
    'Street',
    'City',
    'State',
    'PostalCode',
    'Country',
    'StateCode',
    'CountryCode',
    'Xyz',
    'GeocodeAccuracy',
  ]
  const noAddress = Object.fromEntries(parts.map((part) => [part, null]))

  test('an event requires a refetch if a blank part of an address is in changedFields, but not in nulledFields (case 04)', () => {
    const known = marketoAfter(...account({ Site: 'Bodø', BillingStreet: 'Storgata 1' }))
    const event = pubSub(
      { changedFields: ['BillingAddress.Street', 'LastModifiedDate'] },
      { Site: null, BillingAddress: noAddress, LastModifiedDate: committed },
    )
    expect(fromPubSub(known)(event)).toMatchObject({
      deliveries: [],
      refetch: [{ ids: [lake], reason: 'contradiction', fields: ['BillingAddress.Street'] }],
      errors: [],
    })
  })

  test('after a CREATE event, the record that is fetched later changes no part of the address (case 05)', () => {
    const event = pubSub(
      { changeType: 'CREATE' },
      { Site: 'Bodø', Phone: null, BillingAddress: { ...noAddress, City: 'Bodø' }, LastModifiedDate: committed },
    )
    for (const schema of [undefined, accountSchema]) {
      const created = fromPubSub(undefined, schema === undefined ? {} : { schema })(event).deliveries
      const marketo = marketoAfter(...created, ...danaIn(lake))
      const names = Object.keys(shownIn(marketo, lake))
      expect(names).toContain('BillingCity')
      for (const name of ['BillingXyz', 'BillingStateCode', 'BillingAddress']) expect(names).not.toContain(name)
      const read = account({
        ...{ Site: 'Bodø', Phone: null, BillingCity: 'Bodø', BillingStreet: null },
        SystemModstamp: '2023-10-04T18:35:13.000+0000',
      })
      const { steps } = run(settingsWith({}))(read, marketo)
      expect(steps.flatMap((step) => [...activities(step)])).toEqual([])
      expect(shownIn(runFrom(marketo, ...read), lake)).toEqual(shownIn(marketo, lake))
    }
  })

  test('if a describe is given, a CREATE over CometD blanks the missing field Industry, and Industry can be edited (case 06)', () => {
    const event = cometd({ changeType: 'CREATE' }, { Site: 'Bodø', LastModifiedDate: '2023-10-04T18:35:13.000Z' })
    const edit = editThrough(dana, 'Industry', 'Fishery')
    const known = marketoAfter(...fromCometd(undefined, { schema: accountSchema })(event).deliveries, ...danaIn(lake))
    expect(shownIn(known, lake)).toMatchObject({ Site: 'Bodø', Industry: null })
    expect(shownIn(runFrom(known, edit), lake)).toMatchObject({ Industry: 'Fishery' })

    const unknown = marketoAfter(...fromCometd()(event).deliveries, ...danaIn(lake))
    expect(shownIn(runFrom(unknown, edit), lake)).toEqual({ Site: 'Bodø' })
  })
})

describe('the Marketo log', () => {
  const row = { marketoGUID: '31', leadId: 5, activityDate: '2024-06-01T08:00:00Z', activityTypeId: 13 }
  const logged = { _tag: 'LoggedChange', name: 'Site', field: O.some('Site'), oldValue: 'Bodø', newValue: 'Tromsø' }

  test('the values of a change can be in columns or in attributes, and a change without values gives an error (case 09)', () => {
    const change = { ...row, campaignId: null, primaryAttributeValueId: '9', primaryAttributeValue: 'Site' }
    const flat = { old_value: 'Bodø', new_value: 'Tromsø', reason: 'Form', source: 'Web' }
    const page = activitiesFromMarketo({ success: true, result: [{ ...change, ...flat }, change] })
    expect(page.activities).toMatchObject([{ ...logged, reason: 'Form', source: 'Web' }])
    expect(page.errors.map(({ path }) => path)).toEqual(['result.1.attributes'])
  })

  test('rows of a bulk extract can contain numbers and JSON as strings (case 10)', () => {
    const text = { ...row, leadId: '5', activityTypeId: '13', campaignId: 'null', primaryAttributeValue: 'Site' }
    const attributes = JSON.stringify({ 'Old Value': 'Bodø', 'New Value': 'Tromsø', Reason: 'Form', Source: 'Web' })
    expect(activitiesFromMarketo([{ ...text, attributes }])).toMatchObject({
      activities: [{ ...logged, leadId: 5, reason: 'Form', source: 'Web' }],
      errors: [],
    })
  })
})
