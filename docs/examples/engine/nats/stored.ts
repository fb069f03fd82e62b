/** Reads all stored data of the stream and the bucket for the final check. */
import type { AccountId, ContactId, Settings } from 'marketo-account-sync'
import {
  DecidedFromJson,
  DecisionFromJson,
  keyOf,
  type Partition,
  PartitionFromJson,
} from 'marketo-account-sync/partitions'
import { Readable } from 'node:stream'
import { decodedOrThrow } from '../decoded.js'
import type { LoggedDecision, Numbered, Stored } from '../shared/check.js'
import { type Entry, memberPrefix, partitionPrefix } from './bucket.js'
import { bucket, type Connection } from './connection.js'
import { type CommitRest, type InputsRest, type Page, placeOf } from './page.js'
import { LostPage, pagesOf } from './pages.js'
import { messagesOf } from './reader.js'
import { settingsOf } from './settings.js'

export interface StoredInNats extends Stored {
  /** The partitions that an input still holds, and the partitions with waiting messages. At the end of a run there are none. */
  readonly held: ReadonlyArray<string>
  /** Sentences about pages that the servers have lost after they had stored them. */
  readonly broken: ReadonlyArray<string>
}

const each = <A>(items: ReadonlyArray<A>): AsyncIterable<A> => Readable.from(items)

/**
 * Reads all data. Stop the workers before you call it. `atLeast` is the number of a page that you know: a server that has just
 * become the leader may lack the last pages for a moment.
 */
export const storedIn = async (connection: Connection, atLeast = 0): Promise<StoredInNats> => {
  const firstOf = new Map<number, Numbered>()
  const sources = new Map<string, number>()
  const deadLetters: Array<Numbered> = []
  const log: Array<LoggedDecision> = []
  const settings = new Map<number, Settings>()
  const numbered = (submission: number): Numbered => {
    const { page, index } = placeOf(submission)
    const first = firstOf.get(page)
    if (first === undefined) throw new Error(`there is no page ${page} of inputs`)
    return { source: first.source, number: first.number + index }
  }
  // If a worker was killed, the bucket may lack its last changes.
  const entries = new Map<string, Entry>()
  const addPage = (page: Page): void => {
    const { sequence, head } = page
    if (head._tag === 'Inputs') {
      firstOf.set(sequence, { source: head.source, number: head.first })
      sources.set(head.source, head.last)
      for (const { index } of (page.rest() as InputsRest).bad)
        deadLetters.push({ source: head.source, number: head.first + index })
    } else if (head._tag === 'Settings') settings.set(settings.size + 1, settingsOf(page))
    else {
      const { decisions, dead, changed } = page.rest() as CommitRest
      for (const [key, value] of changed) entries.set(key, { page: sequence, value })
      for (const { submission } of dead) if (submission !== null) deadLetters.push(numbered(submission))
      for (const json of decisions) {
        const { transaction, decided, move } = decodedOrThrow(DecisionFromJson, json)
        log.push({
          ...numbered(transaction.submission),
          settings: settings.size,
          input: transaction.input,
          decided: JSON.stringify(DecidedFromJson.encode(decided)),
          move,
        })
      }
    }
  }
  const broken: Array<string> = []
  try {
    for await (const page of pagesOf(connection, 1, atLeast)) addPage(page)
  } catch (error) {
    if (!(error instanceof LostPage)) throw error
    broken.push(error.message)
  }

  const partitions: Array<Partition> = []
  const members: Array<{ readonly contactId: ContactId; readonly accountId: AccountId }> = []
  for await (const { subject, text } of messagesOf(connection, bucket, 1)) {
    const key = subject.slice('$KV.engine.'.length)
    const entry = JSON.parse(text) as Entry
    if (entry.page >= (entries.get(key)?.page ?? 0)) entries.set(key, entry)
  }
  for (const [key, { value }] of entries) {
    if (key.startsWith(partitionPrefix)) partitions.push(decodedOrThrow(PartitionFromJson, value))
    if (key.startsWith(memberPrefix) && value === true) {
      const [accountId, contactId] = key.slice(memberPrefix.length).split('.')
      members.push({ accountId: accountId as AccountId, contactId: contactId as ContactId })
    }
  }
  return {
    settings,
    sources,
    queued: each([]),
    deadLetters: each(deadLetters),
    log: each(log),
    partitions: each(partitions.map(({ rows }) => rows)),
    members: each(members),
    waiting: each(
      partitions.flatMap(({ deferred }) =>
        deferred.map(({ submission, accountId }) => ({ ...numbered(submission), accountId })),
      ),
    ),
    broken,
    held: partitions.filter(({ hold, stash }) => hold !== null || stash.length > 0).map(({ rows }) => keyOf(rows)),
  }
}
