/** Answers questions from the stored data of an engine. Each answer reads only the rows that it needs. */
import type { AccountId, ContactId, FieldValue, Settings } from 'marketo-account-sync'
import { type Input, marketoOf, valueForContact } from 'marketo-account-sync'
import { deferred, marketoRowsOf, type Rows } from 'marketo-account-sync/partitions'
import {
  atRisk,
  type EditAtRisk,
  explain,
  type Explanation,
  type ExplainQuestion,
} from 'marketo-account-sync/questions'
import type * as O from 'fp-ts/lib/Option.js'

/** A contact record that waits for an account. */
interface WaitingRecord {
  readonly accountId: AccountId
  readonly input: Input
}

/** The stored data about one contact. */
export interface Around {
  readonly settings: Settings
  /** The rows of the contact, and those of the account in which the contact is live. */
  readonly rows: ReadonlyArray<Rows>
  /** The records of the contact that wait for their accounts. */
  readonly waiting: ReadonlyArray<WaitingRecord>
}

/** What the questions read from an engine. */
export interface Reads {
  readonly settings: () => Promise<Settings>
  readonly around: (contactId: ContactId) => Promise<Around>
  /** The rows of all accounts, in the order of their keys. */
  readonly accounts: () => AsyncIterable<Rows>
}

/** The value that Marketo shows for a contact in an Account field. It is `none` in the same cases as `valueForContact`. */
export const value = async (reads: Reads, { contactId, field }: ExplainQuestion): Promise<O.Option<FieldValue>> => {
  const { rows } = await reads.around(contactId)
  return valueForContact(contactId, field)(marketoOf(marketoRowsOf(rows)))
}

/** Why Marketo shows this value for this contact. It reads the contact, its account, and the records that wait. */
export const explainFor = async (reads: Reads, question: ExplainQuestion): Promise<Explanation> => {
  const { contactId } = question
  const { settings, rows, waiting } = await reads.around(contactId)
  const records = waiting.map(({ accountId, input }) =>
    deferred({ _tag: 'AccountNotYetKnown', rule: 'contact.one-account', contactId, accountId }, input),
  )
  return explain(settings)(question, { marketo: marketoOf(marketoRowsOf(rows)), deferred: records })
}

/** Every local edit that a sync-down would override. */
export async function* editsAtRisk(reads: Reads): AsyncGenerator<EditAtRisk, void, undefined> {
  const find = atRisk(await reads.settings())
  for await (const rows of reads.accounts()) {
    if (rows._tag !== 'AccountRows') continue
    // The contacts of the account are not loaded, so the number comes from the account's rows.
    for (const edit of find(marketoOf(marketoRowsOf([rows])))) yield { ...edit, liveContacts: rows.liveContacts }
  }
}
