import * as E from 'fp-ts/lib/Either.js'
import type { FieldName } from 'marketo-account-sync'
import { decodeErrors } from 'marketo-account-sync'
import { isFieldKey } from 'marketo-account-sync/codecs'
import type { ExportKind, FileError, Mapping, MappingOptions } from 'marketo-account-sync/exports'
import { givenMappingOf, MappingFromJson, mappingOf } from 'marketo-account-sync/exports'
import { describe, expect, test } from 'vitest'
import { isRecordKey } from '../../src/exports/AccountFields.js'
import { accountSchema, contactSchema } from './world.js'

const found = <K extends ExportKind>(
  kind: K,
  header: ReadonlyArray<string>,
  options: MappingOptions = {},
): Mapping<K> =>
  E.getOrElseW((error: FileError) => {
    throw new Error(JSON.stringify(error))
  })(mappingOf(kind, options)(header))

const fieldsOf = ({ fields }: Mapping) => fields.map(({ column, field, by }) => [column, field, by])
const unusedOf = ({ unused }: Mapping) => unused.map(({ column, because }) => [column, because])
const warningsOf = ({ warnings }: Mapping) => warnings.map(({ _tag, columns }) => [_tag, columns])
const errorOf = (kind: ExportKind, header: ReadonlyArray<string>, options: MappingOptions = {}) =>
  E.getOrElseW(({ warnings }: Mapping) => warnings)(E.swap(mappingOf(kind, options)(header)))

const accountKeys = ['Id', 'SystemModstamp', 'IsDeleted']
const names = (...texts: ReadonlyArray<string>) => texts as ReadonlyArray<FieldName>

describe('the column mapping of an account file', () => {
  test.each([
    [['Id', 'SystemModstamp', 'IsDeleted', 'MasterRecordId']],
    [['ID', 'SYSTEMMODSTAMP', 'ISDELETED', 'MASTERRECORDID']],
    [['Account ID', 'System Modstamp', 'Deleted', 'Master Record ID']],
    [['id', 'system_modstamp', 'is_deleted', 'master_record_id']],
  ])('finds the columns %j', (header) => {
    const [id, systemModstamp, isDeleted, masterRecordId] = header
    expect(found('accounts', header).columns).toEqual({ id, systemModstamp, isDeleted, masterRecordId })
  })

  test('finds a field by its API name in any letter case, and writes the field in the usual letter case', () => {
    expect(fieldsOf(found('accounts', [...accountKeys, 'Name', 'BILLINGCITY', 'Region__c', 'My_Flag__c']))).toEqual([
      ['Name', 'Name', 'api-name'],
      ['BILLINGCITY', 'BillingCity', 'api-name'],
      ['Region__c', 'Region__c', 'api-name'],
      ['My_Flag__c', 'My_Flag__c', 'api-name'],
    ])
  })

  test('warns about a custom field name in capital letters, unless a describe shows the right letter case', () => {
    const header = ['ID', 'SYSTEMMODSTAMP', 'ISDELETED', 'NAME', 'REGION__C']
    const mapping = found('accounts', header)
    expect(fieldsOf(mapping)).toEqual([
      ['NAME', 'Name', 'api-name'],
      ['REGION__C', 'REGION__C', 'api-name'],
    ])
    expect(warningsOf(mapping)).toEqual([['CaseLost', ['REGION__C']]])
    const mended = found('accounts', header, { schema: accountSchema })
    expect(fieldsOf(mended)).toEqual([
      ['NAME', 'Name', 'api-name'],
      ['REGION__C', 'Region__c', 'api-name'],
    ])
    expect(warningsOf(mended)).toEqual([])
  })

  test('maps no record key and no column of another object to a field', () => {
    const header = [...accountKeys, 'CREATEDDATE', 'LastModifiedById', 'OWNER.NAME', 'Parent', 'Name', '']
    expect(fieldsOf(found('accounts', header))).toEqual([['Name', 'Name', 'api-name']])
    expect(unusedOf(found('accounts', header)).map(([column]) => column)).toEqual([
      'CREATEDDATE',
      'LastModifiedById',
      'OWNER.NAME',
      'Parent',
      '',
    ])
  })

  test('recognizes every record key that is written in capital letters, and maps none of these keys to a field', () => {
    const keys = [
      'attributes',
      'Id',
      'IsDeleted',
      'CreatedById',
      'CreatedDate',
      'LastActivityDate',
      'LastModifiedById',
      'LastModifiedDate',
      'LastReferencedDate',
      'LastViewedDate',
      'MasterRecordId',
      'SystemModstamp',
    ]
    expect(keys.filter((key) => isFieldKey(key) || !isRecordKey(key.toUpperCase()))).toEqual([])
  })

  test('finds standard fields by their labels, and finds custom fields by their labels if there is a describe', () => {
    const header = [
      'Account ID',
      'Account Name',
      'Employees',
      'Billing State/Province',
      'Type',
      'Next Renewal',
      'Region',
    ]
    expect(fieldsOf(found('accounts', header))).toEqual([
      ['Account Name', 'Name', 'label'],
      ['Employees', 'NumberOfEmployees', 'label'],
      ['Billing State/Province', 'BillingState', 'label'],
      ['Type', 'Type', 'api-name'],
    ])
    expect(unusedOf(found('accounts', header))).toEqual([
      ['Next Renewal', 'it is not known as a field of the account'],
      ['Region', 'it is not known as a field of the account'],
    ])
    expect(fieldsOf(found('accounts', header, { schema: accountSchema })).slice(-2)).toEqual([
      ['Next Renewal', 'Renewal__c', 'label'],
      ['Region', 'Region__c', 'label'],
    ])
  })

  test('does not map a column to a compound field of the describe', () => {
    expect(unusedOf(found('accounts', [...accountKeys, 'Name', 'BillingAddress'], { schema: accountSchema }))).toEqual([
      ['BillingAddress', 'it is not known as a field of the account'],
    ])
  })

  test('does not use a label that two fields share', () => {
    const twin = { ...accountSchema.fields['Region__c']!, name: 'Region_2__c' as FieldName }
    const schema = { ...accountSchema, fields: { ...accountSchema.fields, Region_2__c: twin } }
    expect(fieldsOf(found('accounts', ['Account ID', 'Region'], { schema }))).toEqual([])
  })

  test('prefers the column with the API name if two columns match one field, and lists the other column as unused', () => {
    const mapping = found('accounts', [...accountKeys, 'Employees', 'NumberOfEmployees'])
    expect(fieldsOf(mapping)).toEqual([['NumberOfEmployees', 'NumberOfEmployees', 'api-name']])
    expect(unusedOf(mapping)).toEqual([['Employees', 'another column is the same field']])
  })

  test('ignores a column name that occurs twice in the header, and warns about this name', () => {
    const mapping = found('accounts', [...accountKeys, 'Name', 'Industry', 'Name'])
    expect(fieldsOf(mapping)).toEqual([['Industry', 'Industry', 'api-name']])
    expect(unusedOf(mapping)).toEqual([['Name', 'two columns have this name']])
    expect(warningsOf(mapping)).toEqual([['ColumnTwice', ['Name']]])
  })

  test('warns about a missing useful column, and about a file without fields', () => {
    expect(warningsOf(found('accounts', ['Id']))).toEqual([
      ['ColumnMissing', ['systemModstamp']],
      ['ColumnMissing', ['isDeleted']],
      ['NoFields', []],
    ])
  })

  test('treats column names such as "constructor" and "toString" like other column names', () => {
    const header = ['Id', '__proto__', 'constructor', 'toString', 'hasOwnProperty__c']
    const mapping = found('accounts', header)
    expect(fieldsOf(mapping).map(([column]) => column)).toEqual(['constructor', 'toString', 'hasOwnProperty__c'])
    expect(unusedOf(mapping).map(([column]) => column)).toEqual(['__proto__'])
  })
})

describe('the column mapping of a people file', () => {
  const keys = ['id', 'sfdcContactId', 'sfdcAccountId', 'contactCompany']

  test('finds the columns by REST names and by display names', () => {
    const header = [
      'Id',
      'SFDC Contact Id',
      'SFDC Account Id',
      'SFDC Id',
      'SFDC Type',
      'SFDC Is Deleted',
      'Contact Company',
      'Updated At',
    ]
    const rest = [
      'id',
      'sfdcContactId',
      'sfdcAccountId',
      'sfdcId',
      'sfdcType',
      'sfdcIsDeleted',
      'contactCompany',
      'updatedAt',
    ]
    expect(found('people', header).columns).toEqual(
      Object.fromEntries(rest.map((name, index) => [name, header[index]])),
    )
    expect(found('people', rest).columns).toEqual(Object.fromEntries(rest.map((name) => [name, name])))
  })

  test('maps the documented Marketo names of account fields, but not the names of person fields', () => {
    expect(
      fieldsOf(found('people', [...keys, 'company', 'mainPhone', 'mktoCompanyNotes', 'phone', 'rating', 'lastName'])),
    ).toEqual([
      ['company', 'Name', 'documented'],
      ['mainPhone', 'Phone', 'documented'],
      ['mktoCompanyNotes', 'Description', 'documented'],
    ])
    expect(
      fieldsOf(
        found('people', [...keys, 'Company Name', 'Main Phone', 'Billing Address', 'Phone Number', 'Account Source']),
      ),
    ).toEqual([
      ['Company Name', 'Name', 'documented'],
      ['Main Phone', 'Phone', 'documented'],
      ['Billing Address', 'BillingStreet', 'documented'],
      ['Account Source', 'AccountSource', 'label'],
    ])
  })

  test('treats a column with an account suffix as a field of the account', () => {
    const header = [
      ...keys,
      'Region__c_account',
      'CleanStatus_account',
      'Next Renewal (A)',
      'Region (C)',
      'Unknown (A)',
      'nothing_account',
    ]
    expect(fieldsOf(found('people', header))).toEqual([
      ['Region__c_account', 'Region__c', 'account-suffix'],
      ['CleanStatus_account', 'CleanStatus', 'account-suffix'],
    ])
    expect(fieldsOf(found('people', header, { schema: accountSchema }))).toEqual([
      ['Region__c_account', 'Region__c', 'account-suffix'],
      ['CleanStatus_account', 'CleanStatus', 'account-suffix'],
      ['Next Renewal (A)', 'Renewal__c', 'account-suffix'],
    ])
    // The label of a custom field is usually its API name with spaces instead of underscores.
    expect(fieldsOf(found('people', [...keys, 'Oracle ID (A)'], { accountFields: names('ORACLE_ID__C') }))).toEqual([
      ['Oracle ID (A)', 'ORACLE_ID__C', 'account-suffix'],
    ])
  })

  test('maps a plain name to an account field if the contact fields are known and do not include the name', () => {
    const header = [...keys, 'Region__c', 'Founded__c', 'Founded']
    const accountFields = names('Region__c', 'Founded__c')
    expect(fieldsOf(found('people', header))).toEqual([])
    const uncertain = found('people', header, { accountFields })
    expect(fieldsOf(uncertain)).toEqual([])
    expect(unusedOf(uncertain).slice(-2)).toEqual([
      ['Region__c', 'a contact field may have this name'],
      ['Founded__c', 'a contact field may have this name'],
    ])
    expect(warningsOf(uncertain)).toEqual([
      ['NoFields', []],
      ['PlainName', ['Region__c', 'Founded__c']],
    ])
    const given = [{ kind: 'people' as const, columns: {}, fields: { Region__c: 'Region__c' }, ignored: [] }]
    expect(fieldsOf(found('people', header, { accountFields, given }))).toEqual([['Region__c', 'Region__c', 'given']])
    expect(fieldsOf(found('people', header, { accountFields, contactSchema }))).toEqual([
      ['Founded__c', 'Founded__c', 'api-name'],
    ])
    expect(unusedOf(found('people', header, { schema: accountSchema, contactSchema }))).toEqual([
      ['Region__c', 'it is not known as a field of the account'],
      ['Founded', 'another column is the same field'],
    ])
  })

  test('uses the column "Region__c_account" and ignores the column "Region__c"', () => {
    const mapping = found('people', [...keys, 'Region__c', 'Region__c_account'], { accountFields: names('Region__c') })
    expect(fieldsOf(mapping)).toEqual([['Region__c_account', 'Region__c', 'account-suffix']])
    expect(unusedOf(mapping)).toEqual([['Region__c', 'another column is the same field']])
  })

  test('is valid with one of the two Salesforce id columns, and warns that the other id column is missing', () => {
    expect(warningsOf(found('people', ['id', 'sfdcContactId', 'company']))).toEqual([
      ['ColumnMissing', ['sfdcAccountId']],
      ['ColumnMissing', ['contactCompany']],
    ])
    expect(warningsOf(found('people', ['id', 'sfdcAccountId', 'contactCompany', 'company']))).toEqual([
      ['ColumnMissing', ['sfdcContactId']],
    ])
  })
})

describe('finding the column mapping', () => {
  test.each<readonly [string, ExportKind, ReadonlyArray<string>, FileError['_tag'], string]>([
    [
      'an account file without ids',
      'accounts',
      ['Name', 'Industry'],
      'ColumnsMissing',
      'the columns "Name", "Industry"',
    ],
    [
      'a contact file without the ids of accounts',
      'contacts',
      ['Id', 'Name'],
      'ColumnsMissing',
      'the columns "Id", "Name"',
    ],
    [
      'a people file without Salesforce ids',
      'people',
      ['Id', 'Email Address'],
      'ColumnsMissing',
      'the columns "Id", "Email Address"',
    ],
    [
      'a log without the changed values',
      'changes',
      ['leadId', 'activityDate', 'primaryAttributeValue'],
      'ColumnsMissing',
      'the columns "leadId", "activityDate", "primaryAttributeValue"',
    ],
    [
      'a bulk extract without the types of its activities',
      'changes',
      ['leadId', 'activityDate', 'primaryAttributeValue', 'attributes'],
      'ColumnsMissing',
      'the columns "leadId", "activityDate", "primaryAttributeValue", "attributes"',
    ],
    [
      'a semicolon-separated file, if the file is read as comma-separated',
      'accounts',
      ['Id;SystemModstamp;Name'],
      'WrongDelimiter',
      'columns separated by a semicolon',
    ],
    [
      'a tab-separated file with a comma in a label, if the file is read as comma-separated',
      'people',
      ['Id\tSFDC Account Id\tRevenue', ' Annual'],
      'WrongDelimiter',
      'columns separated by a tab',
    ],
    ['a file with one column', 'accounts', ['Name'], 'WrongDelimiter', 'one column'],
    [
      'a people file that is read as accounts',
      'accounts',
      ['id', 'sfdcContactId', 'company'],
      'OtherKind',
      'the columns of people',
    ],
    [
      'a contact file that is read as accounts',
      'accounts',
      ['Id', 'AccountId', 'SystemModstamp'],
      'OtherKind',
      'the columns of contacts',
    ],
    [
      'a file whose first line is a record, not a header',
      'accounts',
      ['0014W000027f6UwQAI', 'Edge Communications'],
      'NoHeader',
      'a first line with an id, a date or an e-mail address',
    ],
    [
      'a file whose first line has an e-mail address',
      'people',
      ['7', 'anna.schmidt@example.com'],
      'NoHeader',
      'a first line with an id, a date or an e-mail address',
    ],
    ['an HTML file', 'accounts', ['<table><tr><th>Account ID</th>'], 'NotATable', 'HTML: export the file as CSV'],
    [
      'a JSON file',
      'accounts',
      ['[{"Id":"0014W000027f6UwQAI"', '"Name":"Edge"}]'],
      'NotATable',
      'JSON: export the file as CSV, or parse the JSON and pass its rows',
    ],
    [
      'a UTF-16 file that is read as Latin-1',
      'accounts',
      ['ÿþI\0d\0', '\0N\0a\0m\0e\0'],
      'WrongEncoding',
      'NUL characters, as in UTF-16 that was decoded as another encoding',
    ],
    [
      'a UTF-8 file that has a byte order mark, but is read as Latin-1',
      'accounts',
      ['ï»¿Id', 'Name'],
      'WrongEncoding',
      'UTF-8 that was decoded as Latin-1',
    ],
    ['a file with two columns of ids', 'accounts', ['Id', 'Name', 'Id'], 'ColumnTwice', 'two columns of this name'],
    [
      'a file of Sync Status without a given mapping',
      'syncStatus',
      ['When', 'What'],
      'MappingNeeded',
      'the columns "When", "What"',
    ],
    [
      'a file of Sync Errors if the caller gives no mapping',
      'syncErrors',
      ['Failed On', 'Error Details'],
      'MappingNeeded',
      'the columns "Failed On", "Error Details"',
    ],
  ])('gives an error for %s', (_, kind, header, tag, text) => {
    expect(errorOf(kind, header)).toEqual({ _tag: tag, expected: expect.stringMatching(/./) as string, found: text })
  })

  test('gives an error if the first line looks like a record, and quotes nothing from this line', () => {
    const header = ['Anna Schmidt', 'anna.schmidt@example.com', '0034W00002xyzAB']
    expect(JSON.stringify(errorOf('people', header))).not.toMatch(/anna|schmidt|xyz/i)
  })

  test('gives an error for a file with 500 long column names (the error quotes only some of the names)', () => {
    const header = Array.from({ length: 500 }, (_, index) => `${'x'.repeat(200)}${index}`)
    expect(JSON.stringify(errorOf('accounts', header)).length).toBeLessThan(6_000)
  })
})

describe('a column mapping that the caller gives', () => {
  test('can name any column of the file, and overrides the columns that the library finds by name', () => {
    const given = {
      kind: 'syncStatus',
      columns: { startedAt: 'Begin', object: 'What', operation: 'How', status: 'State' },
      fields: {},
      ignored: [],
    } as const
    const header = ['Begin', 'What', 'How', 'State', 'Notes']
    const mapping = found('syncStatus', header, { given: [given] })
    expect(mapping.columns).toEqual(given.columns)
    expect(unusedOf(mapping)).toEqual([['Notes', 'it is not needed']])

    const other = {
      kind: 'people',
      columns: { id: 'Lead Nr' },
      fields: { Name: 'Firm' },
      ignored: ['industry'],
    } as const
    const people = found('people', ['id', 'Lead Nr', 'sfdcAccountId', 'company', 'Firm', 'industry'], {
      given: [given, other],
    })
    expect(people.columns).toEqual({ id: 'Lead Nr', sfdcAccountId: 'sfdcAccountId' })
    expect(fieldsOf(people)).toEqual([['Firm', 'Name', 'given']])
    expect(unusedOf(people)).toEqual([
      ['id', 'it is not known as a field of the account'],
      ['company', 'another column is the same field'],
      ['industry', 'the given mapping ignores it'],
    ])
  })

  test('gives an error if its `columns` contain a column that the file does not have', () => {
    const given = { kind: 'accounts', columns: { id: 'CaseSafeId' }, fields: {}, ignored: [] } as const
    expect(errorOf('accounts', ['Id', 'Name'], { given: [given] })).toEqual({
      _tag: 'GivenColumnMissing',
      expected: 'a column "CaseSafeId"',
      found: 'the columns "Id", "Name"',
    })
  })

  test('gives an error if its `fields` contain a column that the file does not have', () => {
    const given = { kind: 'accounts', columns: {}, fields: { Industry: 'Sector' }, ignored: [] } as const
    expect(errorOf('accounts', ['Id', 'Name'], { given: [given] })).toMatchObject({ _tag: 'GivenColumnMissing' })
  })
})

describe('the JSON of a column mapping', () => {
  const json = {
    kind: 'people',
    columns: { id: 'Id' },
    fields: { Name: 'Firm', constructor: 'Builder' },
    ignored: ['Notes'],
  }

  test('is decoded to an equal mapping', () => {
    const decoded = MappingFromJson.decode(JSON.parse(JSON.stringify(json)))
    expect(decoded).toEqual(E.right(json))
    if (E.isRight(decoded))
      expect(MappingFromJson.decode(JSON.parse(JSON.stringify(MappingFromJson.encode(decoded.right))))).toEqual(decoded)
  })

  test('needs no key except `kind`', () => {
    expect(MappingFromJson.decode({ kind: 'changes' })).toEqual(
      E.right({ kind: 'changes', columns: {}, fields: {}, ignored: [] }),
    )
  })

  test('can contain a mapping that the library found from a header', () => {
    const mapping = found('people', ['Id', 'SFDC Account Id', 'Company Name', 'First Name'])
    const again = MappingFromJson.decode(JSON.parse(JSON.stringify(MappingFromJson.encode(givenMappingOf(mapping)))))
    expect(again).toEqual(E.right(givenMappingOf(mapping)))
  })

  test.each([
    [{}, 'kind'],
    [{ kind: 'leads' }, 'kind'],
    [{ kind: 'people', columns: [] }, 'columns'],
    [{ kind: 'people', columns: { accountId: 'A' } }, 'columns.accountId'],
    [{ kind: 'people', fields: { 'Company Name': 'A' } }, 'fields.Company Name'],
    [{ kind: 'people', fields: { Name: 7 } }, 'fields'],
    [{ kind: 'people', ignored: 'A' }, 'ignored'],
    [{ kind: 'people', colums: {} }, 'colums'],
  ])('%j gives an error at the path %s', (value, path) => {
    const decoded = MappingFromJson.decode(value)
    expect(E.isLeft(decoded) ? decodeErrors(decoded.left).map((error) => error.path) : []).toEqual([path])
    if (path !== 'colums') expect(MappingFromJson.is({ columns: {}, fields: {}, ignored: [], ...value })).toBe(false)
  })
})
