/** A line that says on a terminal how much has been read. Anywhere else it is not written. */
export interface Progress {
  readonly show: (lines: number, bytes: number) => void
  readonly clear: () => void
}

export interface Terminal {
  readonly isTTY?: boolean
  readonly write: (text: string) => unknown
}

const everyMilliseconds = 200
const silent: Progress = { show: () => undefined, clear: () => undefined }

export const progressOn = (terminal: Terminal, now: () => number): Progress => {
  if (terminal.isTTY !== true) return silent
  let shownAt = -Infinity
  let isShown = false
  return {
    show: (lines, bytes) => {
      if (now() - shownAt < everyMilliseconds) return
      shownAt = now()
      isShown = true
      terminal.write(`\r\x1b[K${lines.toLocaleString('en')} lines, ${(bytes / 1e6).toFixed(1)} MB read`)
    },
    clear: () => {
      if (isShown) terminal.write('\r\x1b[K')
      isShown = false
    },
  }
}
