/** Handles the lanes of one worker until it is stopped. */
import { setTimeout as wait } from 'node:timers/promises'
import type { Share } from '../shared/engine.js'
import { lanes } from '../shared/lanes.js'
import { openBucket } from './bucket.js'
import { type Connection, Overtaken } from './connection.js'
import { type Lane, openLane } from './lane.js'
import { pagesFrom } from './pages.js'
import type { Received } from './received.js'
import { settingsOf } from './settings.js'

const mostLines = 100
const mostBytes = 100_000
const mostChanged = 2_000
const mostAhead = 1_000
const pause = 250

interface Work {
  readonly lane: Lane
  readonly queue: Array<Received>
  /** The last page that the worker has checked for this lane. */
  position: number
  wake: () => void
}

const batchOf = (queue: Array<Received>): ReadonlyArray<Received> => {
  let bytes = 0
  let count = 0
  for (const { line } of queue) {
    if (count > 0 && (count === mostLines || bytes + line.length > mostBytes)) break
    bytes += line.length
    count += 1
  }
  return queue.splice(0, count)
}

/** Handles the messages of a lane, and writes to the bucket at the same time. */
const runLane = async (work: Work, isStopped: () => boolean): Promise<void> => {
  const { lane, queue } = work
  const handling = async (): Promise<void> => {
    while (!isStopped()) {
      const batch = batchOf(queue)
      const upTo = (queue.length > 0 ? batch.at(-1)?.page : undefined) ?? work.position
      if (batch.length > 0 || upTo - lane.read() > mostAhead) await lane.handle(batch, upTo)
      else
        await new Promise<void>((resolve) => {
          work.wake = resolve
        })
      while (lane.changed() > mostChanged && !isStopped()) await wait(10)
    }
  }
  const storing = async (): Promise<void> => {
    while (!isStopped()) {
      await lane.store()
      await wait(pause)
    }
  }
  await Promise.all([handling(), storing()])
  await lane.store()
}

/** Handles the lanes of a share until `stopped`, or until another worker has handled one of them. */
const runSession = async (
  connection: Connection,
  share: Share,
  stopped: AbortSignal,
  report: (inputs: number) => void,
): Promise<void> => {
  const bucket = openBucket(connection)
  const mine = Array.from({ length: lanes }, (_, lane) => lane).filter((lane) => lane % share.of === share.index)
  const ended = new AbortController()
  const either = AbortSignal.any([stopped, ended.signal])
  const isStopped = (): boolean => either.aborted
  const works = new Map(
    await Promise.all(
      mine.map(async (number): Promise<[number, Work]> => {
        const lane = await openLane(connection, bucket, number, report)
        return [number, { lane, queue: [], position: lane.read(), wake: () => undefined }]
      }),
    ),
  )
  either.addEventListener('abort', () => {
    for (const work of works.values()) work.wake()
  })

  const reading = async (): Promise<void> => {
    const first = 1 + Math.min(...[...works.values()].map(({ lane }) => lane.read()))
    for await (const page of pagesFrom(connection, first, either)) {
      const { sequence } = page
      if (page.head._tag === 'Settings') for (const { lane } of works.values()) lane.use(settingsOf(page))
      for (const [number, work] of works) {
        const line = page.lineOf(number)
        if (line !== undefined && sequence > work.position)
          work.queue.push({ page: sequence, from: page.head._tag === 'Inputs' ? 'source' : 'lane', line })
        work.position = Math.max(work.position, sequence)
        if (line !== undefined || sequence - work.lane.read() > mostAhead) work.wake()
      }
      while (!isStopped() && [...works.values()].some(({ queue }) => queue.length > mostAhead)) await wait(10)
    }
  }

  const tasks = [reading(), ...[...works.values()].map((work) => runLane(work, isStopped))]
  const results = await Promise.allSettled(tasks.map((task) => task.finally(() => ended.abort())))
  for (const result of results) if (result.status === 'rejected') throw result.reason
}

/**
 * Runs one session after the other. A session ends by itself if another worker has the same lanes. It reports the number of
 * decisions and dead letters of each page that it has written.
 */
export const runWorker = async (
  connection: Connection,
  share: Share,
  stopped: AbortSignal,
  report: (inputs: number) => void = () => undefined,
): Promise<void> => {
  while (!stopped.aborted) {
    try {
      await runSession(connection, share, stopped, report)
    } catch (error) {
      if (!(error instanceof Overtaken)) throw error
      await wait(pause)
    }
  }
}
