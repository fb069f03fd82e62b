import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import type { FieldName } from 'marketo-account-sync'
import type { LoggedActivity } from 'marketo-account-sync/records'
import { leadChangesFromMarketo } from 'marketo-account-sync/records'
import {
  latestRows,
  peopleFromMarketo,
  readTable,
  recordsOf,
  mappingOf,
  tableOfObjects,
  withAccountField,
} from 'marketo-account-sync/exports'
import { describe, expect, test } from 'vitest'
import { nthAccountId, nthContactId, personId, second, utc } from '../helpers/values.js'
import { badRowsOf, faultsIn, orFail, otherRowsOf, readFile, rowsIn, rowsOf, withoutPlace, zoneOf } from './reading.js'
import { accountSchema, contactSchema } from './world.js'

const [account, contact] = [nthAccountId(1), nthContactId(1)]
const anAccount = 'the id of an Account, 15 or 18 letters and digits beginning with 001'
const anInstant = 'a date and time with its offset; without an offset the option zone is needed'

describe('an id in an exported file', () => {
  const idsIn = (id: string) => rowsIn('accounts', `Id,Name\n${id},x\n`).map((row) => [row.id, row.remarks ?? []])

  test.each([['0014W000027f6UwQAI'], [' 0014W000027f6UwQAI\t']])('%j is accepted', (id) => {
    expect(idsIn(id)).toEqual([['0014W000027f6UwQAI', []]])
  })

  test('of 15 characters is completed to 18 characters and gets a remark', () => {
    expect(idsIn('0014W000027f6Uw')).toEqual([
      ['0014W000027f6UwQAI', [{ _tag: 'IdCompleted', column: 'Id', text: 'read as 0014W000027f6UwQAI' }]],
    ])
  })

  test.each([['0014W000027F6UWQAI'], ['0014w000027f6uwqai'], ['0014w000027F6uwQai']])(
    'with the wrong letter case is corrected and gets a remark (%j)',
    (id) => {
      expect(idsIn(id)).toEqual([
        [
          '0014W000027f6UwQAI',
          [{ _tag: 'IdRepaired', column: 'Id', text: `"${id}" read as 0014W000027f6UwQAI, by its suffix` }],
        ],
      ])
    },
  )

  test.each([
    ['0014W000027f6UwQA', '"0014W000027f6UwQA"'.length],
    ['0014W000027f6UwQA!', 0],
    // In the next id, the suffix wrongly marks a digit as a capital letter.
    ['0014W000027f6UwQ5I', 0],
    ['0034W000027f6UwQAI', 0],
    ['Acme', 0],
    ['', 0],
  ])('%j gives an error', (id) => {
    const [fault] = faultsIn('accounts', `Id,Name\n${id},x\n`)
    expect(fault).toMatchObject({ line: 2, column: 'Id', expected: anAccount })
    expect(idsIn(id)).toEqual([])
  })

  test('in the field ParentId is completed to 18 characters if there is a describe', () => {
    const [row] = rowsIn('accounts', 'Id,ParentId\n0014W000027f6UwQAI,0014W000027f6Ux\n', { schema: accountSchema })
    expect(row?.fields).toEqual({ ParentId: '0014W000027f6UxQAI' })
  })
})

describe('the errors that are reported for bad rows', () => {
  test('contain the line, the column, the expected value and the found value, and do not affect other rows', () => {
    const text = `Id,SystemModstamp,IsDeleted,Name\n${account},2023-10-04T00:00:00Z,false,a\n003,yesterday,perhaps,Anna\n${nthAccountId(2)},2023-10-04T00:00:00Z,false,b\n`
    expect(faultsIn('accounts', text)).toEqual([
      { line: 3, column: 'Id', expected: anAccount, found: '"003"' },
      { line: 3, column: 'SystemModstamp', expected: anInstant, found: 'a text of 9 characters' },
      { line: 3, column: 'IsDeleted', expected: 'true or false', found: 'a text of 7 characters' },
    ])
    expect(rowsIn('accounts', text).map(({ id, line }) => [id, line])).toEqual([
      [account, 2],
      [nthAccountId(2), 4],
    ])
  })

  test('quote ids, dates and short numbers, but no other text', () => {
    const found = (cell: string) => faultsIn('accounts', `Id,Name\n"${cell}",x\n`)[0]?.found
    expect(found('0034W000027f6UwQAI')).toBe('"0034W000027f6UwQAI"')
    expect(found('2023-10-04T18:35:13.000Z')).toBe('"2023-10-04T18:35:13.000Z"')
    expect(found('10/4/2023 6:35 PM')).toBe('"10/4/2023 6:35 PM"')
    expect(found('12345')).toBe('"12345"')
    for (const secret of [
      'Anna Schmidt',
      'anna@example.com',
      '+4915112345678',
      '4915112345678',
      'AnnaMariaSchmid',
      '12 Main Street',
      '2023-10-04 Anna',
      '1'.repeat(20),
    ])
      expect(found(secret)).toBe(`a text of ${secret.length} characters`)
  })

  test('exist for a blank id, but not for a blank SystemModstamp', () => {
    const text = `Id,SystemModstamp,Name\n${account},,x\n,2023-10-04T00:00:00Z,x\n`
    expect(rowsIn('accounts', text).map(({ systemModstamp }) => systemModstamp)).toEqual([null])
    expect(faultsIn('accounts', text)).toEqual([{ line: 3, column: 'Id', expected: anAccount, found: 'nothing' }])
  })

  test('exist for an AccountId that is the id of a contact, but not for a blank AccountId', () => {
    const text = `Id,AccountId\n${contact},\n${nthContactId(2)},${contact}\n`
    expect(rowsIn('contacts', text).map(({ accountId }) => accountId)).toEqual([null])
    expect(faultsIn('contacts', text)).toEqual([
      { line: 3, column: 'AccountId', expected: anAccount, found: `"${contact}"` },
    ])
  })

  test('exist for an invalid Marketo id or an invalid Salesforce id in a row of a person', () => {
    const text = `id,sfdcContactId,sfdcAccountId\n7.0,${contact},${account}\n0,${contact},${account}\nx,x,${contact}\n`
    expect(rowsIn('people', text).map(({ id }) => id)).toEqual([7])
    expect(faultsIn('people', text).map(({ line, column, found }) => [line, column, found])).toEqual([
      [3, 'id', '"0"'],
      [4, 'id', 'a text of 1 characters'],
      [4, 'sfdcContactId', 'a text of 1 characters'],
      [4, 'sfdcAccountId', `"${contact}"`],
    ])
  })
})

describe('a time in an exported file', () => {
  const stampsIn = (stamp: string, notation = {}) =>
    rowsIn('accounts', `Id,SystemModstamp,Name\n${account},"${stamp}",x\n`, { notation }).map(
      ({ systemModstamp }) => systemModstamp,
    )
  const evening = utc('2023-10-04T18:35:00Z')

  test.each([
    '2023-10-04T18:35:00.000Z',
    '2023-10-04T18:35:00+0000',
    '2023-10-04T20:35:00+02:00',
    '2023-10-04 18:35:00 UTC',
    '2023-10-04 18:35:00+00:00',
  ])('%j is read with the offset that it contains', (stamp) => {
    expect(stampsIn(stamp)).toEqual([evening])
  })

  test.each([
    '2023-10-04 13:35:00',
    '2023-10-04T13:35',
    '2023/10/04, 1:35 PM',
    '04.10.2023 13:35',
    '10/4/2023 1:35 PM',
    '10/4/2023, 1:35 pm',
  ])('%j is read only if the caller gives a time zone', (stamp) => {
    expect(stampsIn(stamp, { dateOrder: 'month-day' })).toEqual([])
    expect(stampsIn(stamp, { dateOrder: 'month-day', zone: zoneOf('-05:00') })).toEqual([evening])
  })

  test('"4/10/2023 18:35" is read only if the caller gives the order of day and month', () => {
    expect(stampsIn('4/10/2023 18:35', { zone: zoneOf('Z') })).toEqual([])
    expect(stampsIn('4/10/2023 18:35', { zone: zoneOf('Z'), dateOrder: 'day-month' })).toEqual([evening])
    expect(stampsIn('4/10/2023 18:35', { zone: zoneOf('Z'), dateOrder: 'month-day' })).toEqual([
      utc('2023-04-10T18:35:00Z'),
    ])
  })

  test.each([
    '2023-02-29 10:00',
    '2023-10-04 24:00',
    '13:00 PM',
    '10/4/2023 13:00 PM',
    '2023-10-04 0:00 AM',
    'tomorrow',
  ])('%j is not a time', (stamp) => {
    expect(stampsIn(stamp, { dateOrder: 'month-day', zone: zoneOf('Z') })).toEqual([])
  })
})

describe('the values of fields in an exported file', () => {
  const fieldsIn = (header: string, cells: string, options = {}) => {
    const [row] = rowsIn('accounts', `Id,${header}\n${account},${cells}\n`, options)
    return [row?.fields, (row?.remarks ?? []).map(({ _tag, column, text }) => [_tag, column, text])]
  }

  test('are strings or null if there is no describe', () => {
    expect(fieldsIn('NumberOfEmployees,Active__c,Sic,Name', '12.0,true,0712,')).toEqual([
      { NumberOfEmployees: '12.0', Active__c: 'true', Sic: '0712', Name: null },
      [],
    ])
  })

  test('stay strings and get a remark if they do not have the type in the describe', () => {
    const cells = '"about 12",perhaps,someday,never,nobody'
    expect(
      fieldsIn('NumberOfEmployees,Active__c,Founded__c,Renewal__c,ParentId', cells, { schema: accountSchema }),
    ).toEqual([
      {
        NumberOfEmployees: 'about 12',
        Active__c: 'perhaps',
        Founded__c: 'someday',
        Renewal__c: 'never',
        ParentId: 'nobody',
      },
      [
        ['OtherType', 'NumberOfEmployees', 'expected a number, found a text of 8 characters'],
        ['OtherType', 'Active__c', 'expected true or false, found a text of 7 characters'],
        ['OtherType', 'Founded__c', 'expected a date, found a text of 7 characters'],
        ['OtherType', 'Renewal__c', 'expected a date and time, found a text of 5 characters'],
        ['OtherType', 'ParentId', 'expected an id, found a text of 6 characters'],
      ],
    ])
  })

  test('are null if the cell has only white space, except in a text field', () => {
    expect(fieldsIn('NumberOfEmployees,Name', ' ," "', { schema: accountSchema })).toEqual([
      { NumberOfEmployees: null, Name: ' ' },
      [],
    ])
  })

  test.each(['USD 1,000.00', '$1,000.00'])('stay strings if a number has a currency, as in %j', (text) => {
    expect(fieldsIn('AnnualRevenue', `"${text}"`, { schema: accountSchema })).toEqual([{ AnnualRevenue: text }, []])
  })

  test('stay strings if a number would lose a digit', () => {
    const [fields] = fieldsIn('AnnualRevenue', '12345678901234567.89', { schema: accountSchema })
    expect(fields).toEqual({ AnnualRevenue: '12345678901234567.89' })
  })

  test.each(['null', 'NULL', 'Null', '(null)', '(NULL)', '\\N'])(
    'are the string %j if a Salesforce file contains it, and blank if a file of Marketo contains it',
    (text) => {
      expect(fieldsIn('Name,MasterRecordId', `${text},${text}`)).toEqual([{ Name: text }, []])
      const [person] = rowsIn('people', `id,sfdcAccountId,sfdcType,company\n7,${text},${text},${text}\n`)
      expect(person?.fields).toEqual({ Name: null })
      expect([person?.sfdcAccountId, person?.sfdcType]).toEqual([null, null])
    },
  )

  test('are blank if a text such as NULL or None is in a column that cannot contain a text', () => {
    for (const text of ['NULL', '\\N', 'None'])
      expect(fieldsIn('NumberOfEmployees,MasterRecordId', `${text},${text}`, { schema: accountSchema })).toEqual([
        { NumberOfEmployees: null },
        [],
      ])
  })

  test('are strings if they resemble, but do not equal, a text that stands for a blank value', () => {
    const texts = ['None', 'nuLL', ' NULL', 'N', '\\n', 'NULL,']
    const values = texts.map(
      (text) => rowsIn('people', `id;sfdcAccountId;company\n7;;${text}\n`)[0]?.fields['Name' as FieldName],
    )
    expect(values).toEqual(texts)
  })

  test('get a remark if they contain a character that could not be decoded', () => {
    expect(fieldsIn('Name', 'S\uFFFDhne')).toEqual([
      { Name: 'S\uFFFDhne' },
      [['WrongEncoding', 'Name', 'a character that could not be decoded']],
    ])
  })

  test('keep their order in a file with 100 fields', () => {
    const names = Array.from({ length: 100 }, (_, index) => `F${index}__c`)
    const [row] = rowsIn('accounts', `Id,${names.join(',')}\n${account},${names.map(() => 'x').join(',')}\n`)
    expect(Object.keys(row?.fields ?? {})).toEqual(names)
  })
})

describe('a row of a person', () => {
  test('gets its contact from SFDC Id if SFDC Id is the id of a contact', () => {
    const text = `id,sfdcAccountId,sfdcContactId,sfdcId\n1,,,${contact}\n2,,,00Q4W000027f6Uw\n3,,${nthContactId(2)},${contact}\n`
    expect(rowsIn('people', text).map(({ sfdcContactId }) => sfdcContactId)).toEqual([contact, null, nthContactId(2)])
  })
})

describe('the number of a company row in an exported file', () => {
  const rowOf = (cell: string) => rowsIn('people', `id,sfdcContactId,contactCompany\n7,${contact},${cell}\n`)[0]

  test.each([
    ['5001', '5001'],
    ['5001.0', '5001'],
    ['007', '7'],
    ['123456789012345', '123456789012345'],
    ['9007199254740991', '9007199254740991'],
    ['', null],
    ['NULL', null],
    ['None', null],
  ])('%j is read as %j', (cell, expected) => {
    expect(rowOf(cell)).toMatchObject({ contactCompany: expected })
    expect(rowOf(cell)).not.toHaveProperty('remarks')
  })

  // The last number is too large for a JavaScript number, so it would lose a digit.
  test.each(['0', '-7', '7.5', '5 rows', 'Secretname', '9007199254740993'])(
    '%j is not read, and the row gets a remark that does not quote the cell',
    (cell) => {
      expect(rowOf(cell)).toMatchObject({
        contactCompany: null,
        remarks: [{ _tag: 'NoCompanyRow', column: 'contactCompany', text: 'expected a whole number above 0' }],
      })
    },
  )
})

test('a row has the keys isDeleted and masterRecordId only if the file has the columns IsDeleted and MasterRecordId', () => {
  const optional = ['isDeleted', 'masterRecordId']
  const optionalIn = (kind: 'accounts' | 'contacts', text: string) =>
    Object.keys(rowsIn(kind, text)[0] ?? {}).filter((key) => optional.includes(key))
  expect(optionalIn('accounts', `Id,Name\n${account},x\n`)).toEqual([])
  expect(optionalIn('accounts', `Id,IsDeleted,MasterRecordId\n${account},false,\n`)).toEqual(optional)
  expect(optionalIn('contacts', `Id,AccountId\n${contact},${account}\n`)).toEqual([])
  expect(optionalIn('contacts', `Id,AccountId,IsDeleted,MasterRecordId\n${contact},${account},false,\n`)).toEqual(
    optional,
  )
})

describe('an exported activity log', () => {
  const header =
    'marketoGUID,leadId,activityDate,activityTypeId,campaignId,primaryAttributeValueId,primaryAttributeValue,attributes'
  const json = (attributes: object) => `"${JSON.stringify(attributes).replace(/"/g, '""')}"`
  const logged = (text: string, options = {}): ReadonlyArray<LoggedActivity> =>
    rowsIn('changes', text, options).map(withoutPlace)
  const at = utc('2023-05-01T10:00:00Z')

  test('contains changes, conversions and other activities if it is a bulk extract', () => {
    const text = [
      header,
      `a-1,7,2023-05-01T10:00:00Z,13,null,7,Company Name,${json({ 'New Value': 'Acme, Inc', 'Old Value': 'Acme', Reason: 'r', Source: 'sfdc' })}`,
      `a-2,7,2023-05-01T10:00:00Z,13,12,99,Unsubscribed,${json({ 'New Value': true, 'Old Value': null, Source: '' })}`,
      `a-3,7,2023-05-01T10:00:00Z,21,null,null,somebody,${json({ 'Converted Status': 'Qualified', 'Send Notification Email': 'false' })}`,
      `a-4,7,2023-05-01T10:00:00Z,1,null,3,page,null`,
    ].join('\n')
    const entry = (id: string) => ({ id, leadId: personId(7), at })
    expect(logged(text)).toEqual([
      {
        _tag: 'LoggedChange',
        ...entry('a-1'),
        name: 'Company Name',
        field: O.some('Name'),
        newValue: 'Acme, Inc',
        oldValue: 'Acme',
        reason: 'r',
        source: 'sfdc',
      },
      {
        _tag: 'LoggedChange',
        ...entry('a-2'),
        name: 'Unsubscribed',
        field: O.none,
        newValue: 'true',
        oldValue: null,
        reason: null,
        source: null,
      },
      {
        _tag: 'LoggedConversion',
        ...entry('a-3'),
        assignTo: 'somebody',
        convertedStatus: 'Qualified',
        sendNotificationEmail: 'false',
      },
      { _tag: 'OtherActivity', ...entry('a-4'), activityTypeId: 1 },
    ])
  })

  test('gives an error for each mistake in a row', () => {
    const text = [
      header,
      'a-1,7,2023-05-01T10:00:00Z,13,,,Company Name,{broken',
      'a-2,7,2023-05-01T10:00:00Z,13,,,Company Name,[]',
      'a-3,7,2023-05-01T10:00:00Z,13,,,,{}',
      'a-4,,2023-05-01 10:00:00,,,,Company Name,{}',
      // The activity type in the next row is too large for a JavaScript number, so the type would lose a digit.
      'a-5,7,2023-05-01T10:00:00Z,9007199254740993,,,Company Name,{}',
    ].join('\n')
    expect(faultsIn('changes', text).map(({ line, column, found }) => [line, column, found])).toEqual([
      [2, 'attributes', 'a text of 7 characters that is no JSON object'],
      [3, 'attributes', 'a text of 2 characters that is no JSON object'],
      [4, 'primaryAttributeValue', 'nothing'],
      [5, 'leadId', 'nothing'],
      [5, 'activityDate', '"2023-05-01 10:00:00"'],
      [5, 'activityTypeId', 'nothing'],
      [6, 'activityTypeId', 'a text of 16 characters'],
    ])
  })

  test('can be a table of changes that has columns for the old and new values', () => {
    const text =
      'lead_id,activity_date,primary_attribute_value,new_value,old_value,source\n7,2023-05-01T10:00:00Z,Industry,Energy,,sfdc\n'
    expect(logged(text)).toEqual([
      {
        _tag: 'LoggedChange',
        id: 'line 2',
        leadId: 7,
        at,
        name: 'Industry',
        field: O.some('Industry'),
        newValue: 'Energy',
        oldValue: null,
        reason: null,
        source: 'sfdc',
      },
    ])
  })

  test('gets a field name from the describe, or from a mapping that the caller gives', () => {
    const change = (name: string) => `a,7,2023-05-01T10:00:00Z,13,,,${name},{}`
    const text = [header, ...['Region (A)', 'Next Renewal', 'Sector'].map(change)].join('\n')
    const fieldsIn = (options: object) =>
      logged(text, options).map((activity) => (activity._tag === 'LoggedChange' ? activity.field : undefined))
    expect(fieldsIn({})).toEqual([O.none, O.none, O.none])
    const given = [{ kind: 'changes', columns: {}, fields: { Industry: 'Sector' }, ignored: [] }]
    expect(fieldsIn({ schema: accountSchema, contactSchema, given })).toEqual([
      O.some('Region__c'),
      O.some('Renewal__c'),
      O.some('Industry'),
    ])
  })

  describe('a plain name that a contact field can also have', () => {
    const text = [header, 'a,7,2023-05-01T10:00:00Z,13,,,Next Renewal,{}'].join('\n')
    const changesIn = (options: object) =>
      rowsIn('changes', text, options).flatMap((row) => (row._tag === 'LoggedChange' ? [row] : []))
    const fieldIn = (options: object) => {
      const [row] = changesIn({ schema: accountSchema, ...options })
      return [O.toNullable(row!.field), row!.possibleField ?? null]
    }
    const people = (column: string) => ({
      given: [{ kind: 'people', columns: {}, fields: { Renewal__c: column }, ignored: [] }],
    })

    test('is a possible name of the account field if there is no describe of Contact', () => {
      expect(fieldIn({})).toEqual([null, 'Renewal__c'])
      expect(changesIn({ schema: accountSchema })[0]?.remarks).toMatchObject([
        { _tag: 'PlainName', column: 'primaryAttributeValue' },
      ])
      expect(changesIn({ schema: accountSchema, contactSchema })[0]?.remarks).toBe(undefined)
    })

    test('is the name of the account field if contacts have no such field', () => {
      expect(fieldIn({ contactSchema })).toEqual(['Renewal__c', null])
    })

    test('is the name of the account field if the mapping of the log or of the people confirms the name', () => {
      const given = [{ kind: 'changes', columns: {}, fields: { Renewal__c: 'Next Renewal' }, ignored: [] }]
      expect(fieldIn({ given })).toEqual(['Renewal__c', null])
      expect(fieldIn(people('Renewal__c'))).toEqual(['Renewal__c', null])
      expect(fieldIn(people('Sector'))).toEqual([null, 'Renewal__c'])
    })

    test('is not the name of the account field if this field has a suffix in Marketo', () => {
      expect(fieldIn({ suffixedFields: ['Renewal__c'] })).toEqual([null, null])
      expect(fieldIn(people('Renewal__c_account'))).toEqual([null, null])
    })

    test('is stored in `possibleField` if the row is JSON', () => {
      const [row] = changesIn({})
      expect(withAccountField({ schema: accountSchema })(row!)).toMatchObject({
        field: O.none,
        possibleField: 'Renewal__c',
      })
    })
  })

  test('has the same field names in JSON as in a file', () => {
    const page = leadChangesFromMarketo({
      success: true,
      result: [
        {
          id: 1,
          leadId: 7,
          activityDate: '2023-05-01T10:00:00Z',
          activityTypeId: 13,
          fields: [{ id: 1, name: 'Region__c_account', newValue: 'a', oldValue: 'b' }],
          attributes: [],
        },
      ],
    })
    const fieldsOf = (activities: ReadonlyArray<LoggedActivity>) =>
      activities.map((activity) => (activity._tag === 'LoggedChange' ? activity.field : undefined))
    expect(fieldsOf(page.activities)).toEqual([O.none])
    expect(fieldsOf(page.activities.map(withAccountField({ schema: accountSchema })))).toEqual([O.some('Region__c')])
    const other: LoggedActivity = { _tag: 'OtherActivity', id: '1', leadId: personId(7), at, activityTypeId: 1 }
    expect(withAccountField({})(other)).toBe(other)
  })
})

describe('rows of Sync Status and Sync Errors', () => {
  test('are read with a column mapping that the caller gives', () => {
    const columns = {
      startedAt: 'Started At',
      endedAt: 'Ended At',
      object: 'Object',
      operation: 'Operation',
      status: 'Status',
      failedItems: 'Failed Items',
      skipped: 'Skipped',
    }
    const text =
      'Started At,Ended At,Object,Operation,Status,Failed Items,Skipped\n2023-05-01 10:00:00,2023-05-01 10:05:00,Account,Pull updates,Succeeded,0,"1,204"\n2023-05-01 10:06:00,,Contact,Pull updates,,,\n'
    const options = {
      given: [{ kind: 'syncStatus' as const, columns, fields: {}, ignored: [] }],
      notation: { zone: zoneOf('+02:00') },
    }
    expect(rowsIn('syncStatus', text, options)).toEqual([
      {
        line: 2,
        startedAt: utc('2023-05-01T08:00:00Z'),
        endedAt: utc('2023-05-01T08:05:00Z'),
        object: 'Account',
        operation: 'Pull updates',
        status: 'Succeeded',
        failedItems: 0,
        skipped: 1_204,
      },
    ])
    expect(faultsIn('syncStatus', text, options)).toEqual([
      { line: 3, column: 'Status', expected: 'a text', found: 'nothing' },
    ])
  })

  test('leave out the error message, because a message can quote the record', () => {
    const columns = { failedOn: 'Failed On', personId: 'Marketo', salesforceId: 'SFDC' }
    const text = `Failed On,Marketo,SFDC,Error Details\n2023-05-01T10:00:00Z,7,${contact},anna@example.com is a duplicate\n,,${account},\n`
    const { mapping, records } = readFile('syncErrors', text, {
      given: [{ kind: 'syncErrors', columns, fields: {}, ignored: [] }],
    })
    expect(rowsOf(records)).toEqual([
      { line: 2, failedOn: utc('2023-05-01T10:00:00Z'), errorType: null, personId: 7, salesforceId: contact },
      { line: 3, failedOn: null, errorType: null, personId: null, salesforceId: account },
    ])
    expect(mapping.unused.map(({ column }) => column)).toEqual(['Error Details'])
  })
})

describe('several rows of one record in an exported file', () => {
  const people = (lines: ReadonlyArray<string>) =>
    readFile('people', ['id,sfdcAccountId,updatedAt,company', ...lines.map((line) => `\n${line}`)])
  const readLatest = (lines: ReadonlyArray<string>) => [...latestRows(people(lines).records)]
  const companies = (lines: ReadonlyArray<string>) => {
    // The keys of the map are the ids, so the map keeps the last row of each id.
    const kept = new Map(rowsOf(readLatest(lines)).map((row) => [row.id, row.fields]))
    return [...kept.values()].map((fields) => Object.values(fields)[0])
  }

  test('the row of 2 May replaces the row of 1 May, whichever row comes first', () => {
    const [old, young] = ['7,,2023-05-01T00:00:00Z,old', '7,,2023-05-02T00:00:00Z,young']
    expect(companies([old, young])).toEqual(['young'])
    expect(companies([young, old])).toEqual(['young'])
    expect(otherRowsOf(readLatest([young, old]))).toEqual([[3, 'older']])
    expect(rowsOf(readLatest([old, young])).map(({ remarks }) => remarks)).toEqual([
      undefined,
      [{ _tag: 'Replaces', column: null, text: 'an older row of the same record was read before' }],
    ])
  })

  test('the last row replaces the earlier rows if the SystemModstamps are equal or missing', () => {
    expect(companies(['7,,2023-05-01T00:00:00Z,a', '7,,2023-05-01T00:00:00Z,b'])).toEqual(['b'])
    expect(companies(['7,,,a', '7,,,b'])).toEqual(['b'])
    expect(companies(['7,,2023-05-01T00:00:00Z,a', '7,,,b', '8,,,c'])).toEqual(['b', 'c'])
    const remarks = rowsOf(readLatest(['7,,,a', '7,,,b'])).map((row) => row.remarks?.map(({ _tag }) => _tag))
    expect(remarks).toEqual([undefined, ['Repeats']])
  })

  test('the rows of an account are compared by SystemModstamp', () => {
    const text = `Id,SystemModstamp,Name\n${account},2023-05-02T00:00:00Z,young\n${account},2023-05-01T00:00:00Z,old\nbad,,\n`
    const records = [...latestRows(readFile('accounts', text).records)]
    expect(rowsOf(records).map(({ fields }) => fields)).toEqual([{ Name: 'young' }])
    expect(otherRowsOf(records)).toEqual([[3, 'older']])
    expect(badRowsOf(records).map(({ line }) => line)).toEqual([4])
  })
})

test('the latest row of an id is found, whatever form the id has', () => {
  const key = '4W000027f6U'
  const anyId = fc.constantFrom<string | number>(
    ...['001', '003'].flatMap((prefix) => [`${prefix}${key}wQAA`, `${prefix}${key}wQAB`, `${prefix}${key}xQAA`]),
    ...['a', `001${key}w`, '', 7, 0, -7, 7.5, 2 ** 53],
  )
  const anyRow = fc.record({ id: anyId, updatedAt: fc.option(fc.constantFrom(...[1, 2, 3].map(second))) })
  /** The record that an id names. The first 15 characters are enough, because the last three characters are only a checksum. */
  const recordOf = (id: string | number): string =>
    typeof id === 'string' && id.length === 18 ? `record ${id.slice(0, 15)}` : `${typeof id} ${id}`
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 40 }), (rows) => {
      const latest = new Map<string, (typeof rows)[number]>()
      for (const row of rows) {
        const known = latest.get(recordOf(row.id))
        if (!((row.updatedAt ?? NaN) < (known?.updatedAt ?? NaN))) latest.set(recordOf(row.id), row)
      }
      const found = new Map(
        [...latestRows(rows.map((row) => E.right(row)))].flatMap((row) =>
          E.isRight(row) ? [[recordOf(row.right.id), row.right] as const] : [],
        ),
      )
      expect([...found.values()].map(({ id, updatedAt }) => ({ id, updatedAt }))).toEqual([...latest.values()])
    }),
  )
})

describe('exported rows in JSON', () => {
  test('a page of Get Leads is refused if the page contains an error such as 601', () => {
    const page = { requestId: 'a', success: false, errors: [{ code: '601', message: 'Access token invalid' }] }
    expect(peopleFromMarketo()(page)).toEqual(
      E.left({ _tag: 'Refused', expected: 'a page of Get Leads', found: '601 Access token invalid' }),
    )
    for (const value of [null, 7, 'x', {}, { result: 7 }])
      expect(peopleFromMarketo()(value)).toMatchObject({ left: { _tag: 'Refused' } })
  })

  test('the error for the bad value Anna does not contain the text Anna', () => {
    const { records } = orFail(
      readTable('people')(
        tableOfObjects([
          { id: 7, sfdcAccountId: null },
          'Anna',
          { id: 8, sfdcAccountId: ['Anna'] },
          { id: 9, sfdcAccountId: { a: 1 } },
          { id: 'Anna' },
          { id: 10 },
        ]),
      ),
    )
    expect(badRowsOf(records).map(({ line, faults }) => [line, faults[0].column, faults[0].found])).toEqual([
      [2, null, 'a text of 4 characters'],
      [3, 'sfdcAccountId', 'an array of 1'],
      [4, 'sfdcAccountId', 'an object of 1 keys'],
      [5, 'id', 'a text of 4 characters'],
    ])
    expect(rowsOf(records).map(({ id }) => id)).toEqual([7, 10])
  })

  test('numbers and booleans are kept', () => {
    const table = tableOfObjects([{ Id: account, NumberOfEmployees: -0, Active__c: true, AnnualRevenue: 1.5 }])
    const [row] = rowsOf(orFail(readTable('accounts')(table)).records)
    expect(row?.fields).toEqual({ NumberOfEmployees: 0, Active__c: true, AnnualRevenue: 1.5 })
  })
})

test('the caller can iterate twice over the records of a file if the rows can be iterated twice', () => {
  const mapping = orFail(mappingOf('accounts')(['Id', 'Name']))
  const records = recordsOf(mapping)([E.right({ line: 1, cells: [account, 'a'] })])
  expect([...records]).toEqual([...records])
  expect([...records]).toHaveLength(1)
})
