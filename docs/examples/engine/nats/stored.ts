/** Reads all stored data of the stream and the bucket for the final check. */
import * as E from 'fp-ts/lib/Either.js'
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
import { type Entry, keyOfSubject, memberPrefix, partitionPrefix } from './bucket.js'
import { bucket, type Connection } from './connection.js'
import { type CommitRest, type InputsRest, type Page } from './page.js'
import { newNumbers } from './numbers.js'
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
  const numbers = newNumbers()
  const sources = new Map<string, number>()
  const bad: Array<Numbered> = []
  const setAside = new Map<number, Numbered>()
  const decided = new Set<number>()
  const log: Array<LoggedDecision> = []
  const settings = new Map<number, Settings>()
  const numbered = (submission: number): Numbered => {
    const found = numbers.find(submission)
    if (found === undefined) throw new Error(`there is no input with the submission number ${submission}`)
    return found
  }
  // If a worker was killed, the bucket may lack its last changes.
  const entries = new Map<string, Entry>()
  const addDecision = (json: unknown): void => {
    const { transaction, decided: result, move } = decodedOrThrow(DecisionFromJson, json)
    const { submission, input } = transaction
    if (E.isRight(result) || result.left._tag === 'Refused') decided.add(submission)
    log.push({
      ...numbered(submission),
      settings: settings.size,
      input,
      decided: JSON.stringify(DecidedFromJson.encode(result)),
      move,
    })
  }
  const addPage = (page: Page): void => {
    const { sequence, head } = page
    numbers.add(page)
    switch (head._tag) {
      case 'Inputs':
        sources.set(head.source, head.last)
        for (const { index } of (page.rest() as InputsRest).bad)
          bad.push({ source: head.source, number: head.first + index })
        return
      case 'Settings':
        settings.set(settings.size + 1, settingsOf(page))
        return
      case 'Release':
        return
      case 'Commit': {
        const { decisions, dead, changed } = page.rest() as CommitRest
        for (const [key, value] of changed) entries.set(key, { page: sequence, value })
        for (const { submission } of dead) {
          const input = submission === null ? undefined : numbers.find(submission)
          if (submission !== null && input !== undefined) setAside.set(submission, input)
        }
        for (const json of decisions) addDecision(json)
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

  // A message that was set aside may belong to an input that was decided before it, or that was released later.
  const deadLetters = [
    ...bad,
    ...[...setAside].flatMap(([submission, input]) => (decided.has(submission) ? [] : [input])),
  ]
  const partitions: Array<Partition> = []
  const members: Array<{ readonly contactId: ContactId; readonly accountId: AccountId }> = []
  for await (const { subject, text } of messagesOf(connection, bucket, 1)) {
    const key = keyOfSubject(subject)
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
