// Tests the table that `npm run cases` prints.
import { describe, expect, test } from 'vitest'
import { tableOf } from '../../config/cases-text.js'
import { nthAccountId, nthContactId } from '../helpers/values.js'
import { cometd, pubSub } from './changes.js'
import { accountSchema, contactSchema } from './describes.js'

const schemas = { account: accountSchema, contact: contactSchema }
const [lake, hill, dana] = [nthAccountId(1), nthAccountId(2), nthContactId(1)]
const SystemModstamp = '2024-06-01T08:00:00.000+0000'

/** `lines` prints the table for a file of JSON lines, and `linesOfJson` prints the table for a file of JSON. */
const lines = (...items: ReadonlyArray<unknown>) =>
  tableOf({ name: 'a.jsonl', text: items.map((item) => JSON.stringify(item)).join('\n') }, schemas).split('\n')
const linesOfJson = (value: unknown) => tableOf({ name: 'a.json', text: JSON.stringify(value) }, schemas).split('\n')

describe('the table that is printed for a file of test cases', () => {
  test('has one line for each account and one for each nested contact if a describe does not change the results', () => {
    const Contacts = { done: true, totalSize: 1, records: [{ Id: dana, SystemModstamp }] }
    const row = { Id: lake, SystemModstamp, Site: 'Bodø', _sdc_sequence: 1, Contacts }
    expect(linesOfJson({ done: true, totalSize: 1, records: [row] })).toEqual([
      'a.json',
      `  both    | account ${lake} of 2024-06-01T08:00:00.000Z {"fields":{"Site":"Bodø"}}`,
      `  both    | contact ${dana} in ${lake}`,
      '  both    | left out: _sdc_sequence (rows: 1)',
      '',
    ])
  })

  test('lists the records twice, with and without a describe, if the describe changes them', () => {
    const row = { Id: lake, SystemModstamp, AnnualRevenue: '12.0' }
    expect(lines(row)).toEqual([
      'a.jsonl',
      `  without | account ${lake} of 2024-06-01T08:00:00.000Z {"fields":{"AnnualRevenue":"12.0"}}`,
      `  with    | account ${lake} of 2024-06-01T08:00:00.000Z {"fields":{"AnnualRevenue":12}}`,
      '',
    ])
  })

  test('lists contacts and their errors', () => {
    expect(lines({ Id: dana, SystemModstamp, AccountId: null, IsDeleted: true }, { Id: dana, SystemModstamp })).toEqual(
      [
        'a.jsonl',
        `  both    | contact ${dana} in no account, deleted`,
        '  both    | error at 1.AccountId: expected the id of an Account, 15 or 18 letters and digits beginning with 001, or null; found nothing',
        '',
      ],
    )
  })

  test('lists the entries of the Marketo log', () => {
    const item = { id: 1, leadId: 5, activityDate: '2024-06-01T08:00:00Z', activityTypeId: 13 }
    expect(
      linesOfJson([
        { ...item, activityTypeId: 1 },
        { ...item, primaryAttributeValue: 'Site' },
      ]),
    ).toEqual([
      'a.json',
      '  both    | OtherActivity of lead 5: {"_tag":"OtherActivity","id":"1","leadId":5,"at":1717228800000,"activityTypeId":1}',
      '  both    | error at 1.attributes: expected attributes, or the columns old_value and new_value; found nothing',
      '',
    ])
    const fields = [{ id: 1, name: 'site', oldValue: 'Bodø', newValue: 'Tromsø' }]
    expect(linesOfJson([{ ...item, fields, attributes: [] }])[1]).toContain('"newValue":"Tromsø","oldValue":"Bodø"')
  })

  test('lists the results of change events: deliveries, refetches, other objects and errors', () => {
    const create = cometd({ changeType: 'CREATE', recordIds: [hill] }, { Site: 'Åsen' })
    expect(
      lines(
        pubSub({ changedFields: ['Site'] }, { Site: null }),
        pubSub({ entityName: 'Lead' }),
        create,
        pubSub({ recordIds: [hill] }, { Phone: [] }),
      ).filter((line) => line.startsWith('  without')),
    ).toEqual([
      `  without | 1: fetch again ["${lake}"]: contradiction Site`,
      '  without | 2: other object: Lead',
      '  without | 3: SyncAccount: AccountSyncedDown',
      expect.stringMatching(/^ {2}without \| 4: error at .*Phone/) as string,
      `  without | at the end: account ${hill} {"Site":"Åsen"}`,
    ])
  })

  test('lists the result of each input, including a local edit through a contact that no input delivers', () => {
    const at = '2024-06-02T08:00:00Z'
    const sync = (record: object) => ({ _tag: 'SyncAccount', at, record: { Id: hill, SystemModstamp, ...record } })
    const merged = { SystemModstamp: '2024-06-03T08:00:00Z', IsDeleted: true, MasterRecordId: lake, Site: 'Åsen' }
    expect(
      lines(
        sync({ Site: 'Åsen' }),
        { _tag: 'EditAccountField', at, contactId: dana, field: 'Site', value: 'Fauske' },
        { _tag: 'EditAccountField', at, contactId: dana, field: 'Phone', value: '1' },
        { _tag: 'Edit' },
        sync(merged),
      ),
    ).toEqual([
      'a.jsonl',
      '  both    | 1: SyncAccount: AccountSyncedDown',
      '  both    | 2: SyncContact: ContactSynced',
      '  both    | 2: EditAccountField: AccountFieldEdited; logged: Site "Åsen" to "Fauske"',
      `  both    | 3: EditAccountField: refused: {"_tag":"UnknownField","rule":"edit.known-field","accountId":"${hill}","field":"Phone"}`,
      expect.stringMatching(/^ {2}both {4}\| 4: error at _tag: /) as string,
      '  both    | 5: SyncAccount: AccountSyncedDown; logged: Site "Fauske" to "Åsen"',
      `  both    | at the end: account ${hill}, deleted, merged into ${lake} {"Site":"Åsen"}`,
      expect.stringMatching(/^ {2}both {4}\| at the end: Marketo shows no Name .* merged into account/) as string,
      '',
    ])
  })
})
