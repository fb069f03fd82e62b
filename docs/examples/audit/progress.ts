/** Shows the progress on a terminal: the read part of the files, and the remaining time. */
import type { Terminal } from '../simulate/progress.js'
import { lineOn } from '../simulate/progress.js'

export interface PercentProgress {
  /** `total` is null if the size of a file is not known. */
  readonly show: (bytes: number, total: number | null) => void
  readonly clear: () => void
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`

/** `3 s`, `2 min 5 s`. */
export const durationText = (milliseconds: number): string => {
  const seconds = Math.ceil(milliseconds / 1_000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}

export const percentOn = (terminal: Terminal, now: () => number): PercentProgress => {
  const line = lineOn(terminal, now)
  const begun = now()
  return {
    show: (bytes, total) =>
      line.show(() => {
        if (total === null || total === 0) return `${megabytes(bytes)} read`
        const share = Math.min(1, bytes / total)
        const left = ((now() - begun) * (1 - share)) / Math.max(share, 1e-6)
        return `${Math.floor(100 * share)} % of ${megabytes(total)} read, about ${durationText(left)} left`
      }),
    clear: line.clear,
  }
}
