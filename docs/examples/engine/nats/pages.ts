/**
 * Reads the pages that count. If two processes write a page of the same lane or source at the same moment, a cluster may store
 * both ({@link write}). So each page names the page that its writer took for the last one of the lane or source. The first page
 * that names a page counts. All readers ignore the other pages that name the same page, so these have no effect.
 */
import { setTimeout as wait } from 'node:timers/promises'
import { type Connection, pages, read } from './connection.js'
import { type Page, pageOf } from './page.js'
import { type Message, messagesFrom, messagesOf } from './reader.js'

/** The error if the servers have lost a page after they had stored it. */
export class LostPage extends Error {}

/** Yields the pages of one subject after page `last`, which counts, in order. `upTo` is a number that the stream has. */
export async function* pagesAfter(
  connection: Connection,
  subject: string,
  last: number,
  upTo: number,
): AsyncGenerator<Page, void, undefined> {
  let [counted, next] = [last, last + 1]
  while (next <= upTo) {
    const found = await read(connection, pages, { seq: next, next_by_subj: subject })
    if (found === undefined) {
      // A server that has just become the leader lacks this page.
      await wait(100)
      continue
    }
    next = found.sequence + 1
    if (found.after !== counted) continue
    counted = found.sequence
    yield pageOf(found.sequence, found.text)
  }
}

/** Returns the last page of a lane or source. */
export const lastPage = async (connection: Connection, subject: string): Promise<Page | undefined> => {
  const message = await read(connection, pages, { last_by_subj: subject })
  if (message === undefined) return undefined
  // This may be a page that does not count. But the page that it names counts.
  let last: Page | undefined
  for await (const page of pagesAfter(connection, subject, message.after, message.sequence)) last = page
  return last
}

/** Whether a page counts. The page that it names counts. */
const counts = async (connection: Connection, { subject, after, sequence }: Message): Promise<boolean> => {
  for await (const page of pagesAfter(connection, subject, after, sequence)) return page.sequence === sequence
  return false
}

/** Chooses the pages that count from all messages from the number `first` on. */
async function* counting(
  connection: Connection,
  first: number,
  messages: AsyncIterable<Message>,
): AsyncGenerator<Page, void, undefined> {
  const lastOf = new Map<string, number>()
  for await (const message of messages) {
    const { sequence, subject, after } = message
    const page = pageOf(sequence, message.text)
    // The other pages are written only if no other page has been written in the meantime.
    if (page.head._tag === 'Inputs' || page.head._tag === 'Commit') {
      const last = lastOf.get(subject) ?? (after < first ? undefined : 0)
      if (last !== undefined && after > last)
        throw new LostPage(`page ${sequence} follows page ${after}, but page ${last} is there`)
      if (!(last === undefined ? await counts(connection, message) : after === last)) continue
      lastOf.set(subject, sequence)
    }
    yield page
  }
}

/** Yields the pages from a number on, in order, until `stopped`. At the end of the stream, it waits for new pages. */
export const pagesFrom = (connection: Connection, first: number, stopped?: AbortSignal): AsyncIterable<Page> =>
  counting(connection, first, messagesFrom(connection, pages, first, stopped))

/** Yields the pages that are in the stream now, from a number on ({@link messagesOf}). */
export const pagesOf = (connection: Connection, first: number, atLeast = 0): AsyncIterable<Page> =>
  counting(connection, first, messagesOf(connection, pages, first, atLeast))
