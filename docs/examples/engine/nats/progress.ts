/** Follows the pages of the stream, to learn how far the lanes are. */
import { lanes } from '../shared/lanes.js'
import type { Page } from './page.js'

export interface Progress {
  /** The last page. */
  page: number
  decided: number
  /** The number of inputs that the sources have stored. */
  submitted: number
  /** For each lane, the last page that it must handle, and the last page that it has handled. */
  readonly sent: Array<number>
  readonly read: Array<number>
}

const none = (): Array<number> => Array.from({ length: lanes }, () => 0)

export const noProgress = (): Progress => ({ page: 0, decided: 0, submitted: 0, sent: none(), read: none() })

export const advance = (progress: Progress, { sequence, head }: Page): void => {
  progress.page = sequence
  for (const lane of head.lanes) progress.sent[lane] = sequence
  if (head._tag === 'Inputs') progress.submitted += head.last - head.first + 1
  if (head._tag !== 'Commit') return
  progress.decided += head.decisions
  progress.read[head.lane] = head.read
}

/** Whether every lane has handled all messages that were sent to it. */
export const isIdle = ({ sent, read }: Progress): boolean => sent.every((page, lane) => page <= (read[lane] ?? 0))
