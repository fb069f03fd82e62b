// Tests that the final check of the engine finds every fault that a test plants into the stored data.
import type { Input } from 'marketo-account-sync'
import { InputFromJson } from 'marketo-account-sync/codecs'
import { describe, expect, test } from 'vitest'
import { type Database, snapshot } from '../../docs/examples/engine/database.js'
import { workThrough } from '../../docs/examples/engine/loop.js'
import { check, type Checked } from '../../docs/examples/engine/shared/check.js'
import { storedIn } from '../../docs/examples/engine/stored.js'
import { submit } from '../../docs/examples/engine/submit.js'
import { nthAccountId, nthContactId } from '../helpers/values.js'
import { account, contactsChangePlaces, edit, into, sameOpportunity } from '../partitions/histories.js'
import { describeOn } from './databases.js'

const inputs: ReadonlyArray<Input> = [
  ...sameOpportunity,
  ...contactsChangePlaces,
  edit(1, 'Retail'),
  account(1, 9, 'Banking'),
  into(5, 7, 1),
]

const stored = async (database: Database): Promise<Checked> => {
  for (const [index, input] of inputs.entries()) {
    await submit(database, 'test')(index + 1, [JSON.stringify(InputFromJson.encode(input))])
    await workThrough(database)
  }
  return checked(database)
}

const checked = (database: Database): Promise<Checked> =>
  snapshot(database, async (connection) => check(await storedIn(connection)))

interface Fault {
  readonly name: string
  readonly sql: string
  readonly found: Partial<Checked>
}

const arrayWith = (part: string): Array<string> =>
  expect.arrayContaining([expect.stringContaining(part)]) as Array<string>

const differs = (part: string): Partial<Checked> => ({ lost: 0, doubled: 0, differences: arrayWith(part) })
const alder = nthAccountId(1)
const anna = nthContactId(1)
const edited = `(select number from log where input->>'_tag' = 'EditAccountField')`

const faults: ReadonlyArray<Fault> = [
  { name: 'a decision is not in the log', sql: `delete from log where number = ${edited}`, found: { lost: 1 } },
  {
    name: 'a decision is in the log twice',
    sql: `insert into log (source, number, settings, input, decided, move)
      select source, number, settings, input, decided, move from log where number = ${edited}`,
    found: { doubled: 1 },
  },
  {
    name: 'an input is decided and still in the queue',
    sql: `insert into input (lane, source, number, input) select 0, source, number, input from log where number = ${edited}`,
    found: { doubled: 1 },
  },
  { name: 'a record that waits is lost', sql: `delete from waiting`, found: { lost: 1 } },
  {
    name: 'a record waits for an account that is known',
    sql: `update waiting set account = '${alder}'`,
    found: differs(`waits for ${alder}, which is known`),
  },
  {
    name: 'a value in a decision is wrong',
    sql: `update log set decided = replace(decided::text, 'Retail', 'Mining')::json where number = ${edited}`,
    found: differs('(EditAccountField) was decided in another way'),
  },
  {
    name: 'the number of live contacts in a decision is wrong',
    sql: `update log set decided = replace(decided::text, '"liveContacts":1', '"liveContacts":2')::json
      where decided::text like '%"liveContacts":1%'`,
    found: differs('(SyncAccount) was decided in another way'),
  },
  {
    name: 'a move in the log is missing',
    sql: `update log set move = null where move is not null`,
    found: differs('moved a contact in another way'),
  },
  {
    name: 'two decisions of one partition are in the wrong order',
    sql: `update log set n = -n where number = (select number from log where input->'record'->>'Id' = '${anna}' order by n limit 1);
      update log set n = 1000 where n < 0`,
    found: differs('of the same partition'),
  },
  {
    name: 'a decision names settings that do not exist',
    sql: `update log set settings = 9 where number = ${edited}`,
    found: { lost: 1, differences: arrayWith('was decided with settings 9') },
  },
  {
    name: 'the rows of an account are those before its last decision',
    sql: `update partition set rows = replace(rows::text, 'Banking', 'Energy')::json where key = 'account/${alder}'`,
    found: differs(`account/${alder} is not where simulate ends`),
  },
  {
    name: 'an account counts a contact too many',
    sql: `update partition set rows = replace(rows::text, '"liveContacts":1', '"liveContacts":2')::json
      where key = 'account/${alder}'`,
    found: differs(`account/${alder} is not where simulate ends`),
  },
  {
    name: 'the rows of an account are missing',
    sql: `update partition set rows = null where key = 'account/${alder}'`,
    found: differs('the rows of all partitions are not where simulate ends'),
  },
  {
    name: 'the outcome of a conversion is missing at one of its records',
    sql: `update partition set rows = jsonb_set(rows::jsonb, '{outcome}', 'null')::json where rows->'outcome'->>'contactId' is not null
      and key like 'contact/%'`,
    found: differs('is not where simulate ends'),
  },
  {
    name: 'a contact does not name the person who is this contact',
    sql: `update partition set rows = jsonb_set(rows::jsonb, '{persons}', '[]')::json where key like 'contact/%'`,
    found: differs('has other persons than are this contact'),
  },
  {
    name: 'a live contact is not listed',
    sql: `delete from member where contact = '${anna}'`,
    found: differs('contacts are live'),
  },
  {
    name: 'a live contact is listed in the wrong account',
    sql: `update member set account = '${alder}'`,
    found: differs(`is listed as live in ${alder}`),
  },
]

describeOn(['PGlite'], (database) => {
  test('the engine check finds no fault if no fault is planted', async () => {
    expect(await stored(database())).toMatchObject({ lost: 0, doubled: 0, queued: 0, waiting: 1, differences: [] })
  })

  describe('the engine check', () => {
    test.each(faults)('finds the planted fault "$name"', async ({ sql, found }) => {
      await stored(database())
      await database().execute(sql)
      expect(await checked(database())).toMatchObject(found)
    })
  })
})
