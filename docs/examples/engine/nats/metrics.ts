/** Counts what waits in the stream. It reads the last page of every lane and source, and the pages that a lane has not handled. */
import type { Metrics } from '../shared/metrics.js'
import { lanes } from '../shared/lanes.js'
import { type Connection, pages, patiently } from './connection.js'
import {
  type CommitHead,
  type Head,
  type InputsHead,
  type Page,
  type SentInput,
  subjectOfLane,
  subjectOfSources,
} from './page.js'
import { lastPage, pagesOf } from './pages.js'

const lastHeads = async <A extends Head>(connection: Connection, subjects: ReadonlyArray<string>) => {
  const last = await Promise.all(subjects.map((subject) => lastPage(connection, subject)))
  return last.map((page) => page?.head as A | undefined)
}

const sourcesOf = ({ nats, manager }: Connection): Promise<ReadonlyArray<string>> =>
  patiently(nats, async () => {
    const { state } = await manager.streams.info(pages, { subjects_filter: subjectOfSources })
    return Object.keys(state.subjects ?? {})
  })

/** The number of inputs in a page that their lanes have not taken yet. */
const waitingIn = (page: Page, read: ReadonlyArray<number>): number => {
  let all = 0
  if (page.head._tag !== 'Inputs') return all
  for (const lane of page.head.lanes)
    if (page.sequence > (read[lane] ?? 0))
      all += (JSON.parse(page.lineOf(lane) ?? '[]') as ReadonlyArray<SentInput>).length
  return all
}

const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((a, b) => a + b, 0)

export const metrics = async (connection: Connection): Promise<Metrics> => {
  const subjects = Array.from({ length: lanes }, (_, lane) => subjectOfLane(lane))
  const lastOfLanes = await lastHeads<CommitHead>(connection, subjects)
  const lastOfSources = await lastHeads<InputsHead>(connection, await sourcesOf(connection))
  const read = lastOfLanes.map((head) => head?.read ?? 0)
  let queued = 0
  for await (const page of pagesOf(connection, Math.min(...read) + 1)) queued += waitingIn(page, read)
  return {
    queued,
    waiting: sum(lastOfLanes.map((head) => head?.waiting ?? 0)),
    deadLetters: sum([...lastOfLanes, ...lastOfSources].map((head) => head?.dead ?? 0)),
  }
}
