/** Answers questions from the database. Each answer reads only the rows that it needs, all at one moment. */
import type { AccountId, ContactId, FieldValue, Marketo, Settings } from 'marketo-account-sync'
import { marketoOf, valueForContact } from 'marketo-account-sync'
import { InputFromJson, SettingsFromJson } from 'marketo-account-sync/codecs'
import { contactKey, deferred, marketoRowsOf, type Rows, RowsFromJson } from 'marketo-account-sync/partitions'
import {
  atRisk,
  type EditAtRisk,
  explain,
  type Explanation,
  type ExplainQuestion,
} from 'marketo-account-sync/questions'
import type * as O from 'fp-ts/lib/Option.js'
import { decodedOrThrow } from './decoded.js'
import { type Connection, type Database, pages, type Row, snapshot } from './database.js'

const rowsOf = (row: Row): Rows => decodedOrThrow(RowsFromJson, row['rows'])

const settingsNow = async (connection: Connection): Promise<Settings> => {
  const [row] = await connection.query('select settings from settings order by n desc limit 1')
  return decodedOrThrow(SettingsFromJson, row?.['settings'])
}

/** A Marketo state with one contact and its account. One statement reads both rows, so both are from the same moment. */
const marketoAround = async (connection: Connection, contactId: ContactId): Promise<Marketo> => {
  const rows = await connection.query(
    `select rows from partition where rows is not null
      and key in ($1, (select 'account/' || account from member where contact = $2))`,
    [contactKey(contactId), contactId],
  )
  return marketoOf(marketoRowsOf(rows.map(rowsOf)))
}

/** The value that Marketo shows for a contact in an Account field. It is `none` in the same cases as `valueForContact`. */
export const value = async (database: Database, { contactId, field }: ExplainQuestion): Promise<O.Option<FieldValue>> =>
  valueForContact(contactId, field)(await marketoAround(database, contactId))

/** Why Marketo shows this value for this contact. It reads the contact, its account, and the records that wait. */
export const explainFor = (database: Database, question: ExplainQuestion): Promise<Explanation> =>
  snapshot(database, async (connection) => {
    const { contactId } = question
    const waiting = await connection.query('select account, input from waiting where contact = $1 order by n', [
      contactId,
    ])
    const records = waiting.map(({ account, input }) =>
      deferred(
        { _tag: 'AccountNotYetKnown', rule: 'contact.one-account', contactId, accountId: account as AccountId },
        decodedOrThrow(InputFromJson, input),
      ),
    )
    const state = { marketo: await marketoAround(connection, contactId), deferred: records }
    return explain(await settingsNow(connection))(question, state)
  })

/** Every local edit that a sync-down would override. It reads the accounts page by page. */
export async function* editsAtRisk(database: Database): AsyncGenerator<EditAtRisk, void, undefined> {
  const find = atRisk(await settingsNow(database))
  const accounts = pages((last) =>
    database.query(
      `select key, rows from partition where rows is not null and key > $1 and key < 'account0'
        order by key limit 1000`,
      [last?.['key'] ?? 'account/'],
    ),
  )
  for await (const row of accounts) {
    const rows = rowsOf(row)
    if (rows._tag !== 'AccountRows') continue
    // The contacts of the account are not loaded, so the number comes from the account's rows.
    for (const edit of find(marketoOf(marketoRowsOf([rows])))) yield { ...edit, liveContacts: rows.liveContacts }
  }
}
