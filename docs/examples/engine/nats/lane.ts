/**
 * A lane: a group of partitions whose messages one worker handles in order. The last page of a lane contains the position up to
 * which the lane has read. The next page counts only if that page is still the last page of the lane. So each message takes
 * effect once, even if two workers handle the same lane.
 */
import * as E from 'fp-ts/lib/Either.js'
import { splitAt } from 'fp-ts/lib/ReadonlyArray.js'
import type { Settings } from 'marketo-account-sync'
import { handle } from 'marketo-account-sync/partitions'
import type { Bucket } from './bucket.js'
import { addHandled, type Changes, noChanges, restOf } from './changes.js'
import { type Connection, isTooLong, pages, write } from './connection.js'
import { type DeadLetter, pageText, subjectOfLane } from './page.js'
import { type Parsed, parsed, type Received } from './received.js'
import { currentSettings } from './settings.js'
import { openValues } from './values.js'

export interface Lane {
  /** The last page that the lane has handled. */
  readonly read: () => number
  /** Handles the received lines in order, up to the page `upTo`, and writes one page with the results. */
  readonly handle: (received: ReadonlyArray<Received>, upTo: number) => Promise<void>
  /** Writes the changed values to the bucket. */
  readonly store: () => Promise<void>
  /** Changes the settings for all messages that are handled from now on. */
  readonly use: (settings: Settings) => void
  /** The number of keys that have changed since the lane last wrote them to the bucket. */
  readonly changed: () => number
}

/** Starts a lane at the position in its last page. It reports the number of decisions and dead letters of each new page. */
export const openLane = async (
  connection: Connection,
  bucket: Bucket,
  lane: number,
  report: (inputs: number) => void = () => undefined,
): Promise<Lane> => {
  const values = await openValues(connection, bucket, lane)
  let last = values.lastPage?.sequence ?? 0
  let { read: readUpTo, waiting, dead } = values.lastPage?.head ?? { read: 0, waiting: 0, dead: 0 }
  // A server that has the last page of the lane also has the settings with which the lane has to continue.
  let work = handle(await currentSettings(connection))
  const subject = subjectOfLane(lane)

  const handleOne = (changes: Changes, { submission, text, message }: Parsed): void => {
    const setAside = (errors: DeadLetter['errors']): void => {
      changes.dead.push({ submission, text, errors })
    }
    if (E.isLeft(message)) {
      setAside(message.left)
      return
    }
    const { to } = message.right
    const changed = changes.partitions.get(to)
    const stored = changed === undefined ? values.get(to) : E.right(changed)
    if (E.isLeft(stored)) setAside(stored.left.map((error) => ({ ...error, path: `${to} ${error.path}` })))
    else addHandled(changes, stored.right, work(message.right.message, stored.right))
  }

  const isNew = ({ page }: Received): boolean => page > readUpTo

  /** Handles some lines and writes the results. If the results are too long for one page, it handles half of the lines at a time. */
  const handleLines = async (received: ReadonlyArray<Received>, upTo: number): Promise<void> => {
    const all = received.flatMap(parsed)
    const keys = all.flatMap(({ message }) => (E.isRight(message) ? [message.right.to] : []))
    await values.load([...new Set(keys)])
    const changes = noChanges()
    for (const each of all) handleOne(changes, each)
    const rest = restOf(changes)
    const head = {
      _tag: 'Commit',
      lane,
      read: upTo,
      stored: values.storedUpTo(),
      decisions: rest.decisions.length,
      waiting: waiting + changes.waiting,
      dead: dead + changes.dead.length,
    } as const
    const text = pageText(head, changes.out, rest)
    const [first, second] = splitAt(Math.ceil(received.length / 2))(received)
    if (second.length > 0 && isTooLong(text)) {
      await handleLines(first, first.at(-1)?.page ?? readUpTo)
      await handleLines(second, upTo)
      return
    }
    last = await write(connection, pages, subject, last, text)
    readUpTo = upTo
    waiting = head.waiting
    dead = head.dead
    report(rest.decisions.length + changes.dead.length)
    values.add(last, changes.partitions, rest.changed)
  }

  return {
    read: () => readUpTo,
    handle: (received, upTo) => handleLines(received.filter(isNew), upTo),
    store: () => values.store(last),
    use: (next) => {
      work = handle(next)
    },
    changed: () => values.unstored.size,
  }
}
