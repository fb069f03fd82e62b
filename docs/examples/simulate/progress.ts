/** A line that says on a terminal how much has been read. Anywhere else it is not written. */
export interface Progress {
  readonly show: (lines: number, bytes: number) => void
  readonly clear: () => void
}

export interface Terminal {
  readonly isTTY?: boolean
  readonly write: (text: string) => unknown
}

/** A line that is written over again and again. */
export interface Line {
  /** Shows a text, unless the last one was shown only a moment ago. */
  readonly show: (text: () => string) => void
  readonly clear: () => void
}

const everyMilliseconds = 200
const silent: Line = { show: () => undefined, clear: () => undefined }

export const lineOn = (terminal: Terminal, now: () => number): Line => {
  if (terminal.isTTY !== true) return silent
  let shownAt = -Infinity
  let isShown = false
  return {
    show: (text) => {
      if (now() - shownAt < everyMilliseconds) return
      shownAt = now()
      isShown = true
      terminal.write(`\r\x1b[K${text()}`)
    },
    clear: () => {
      if (isShown) terminal.write('\r\x1b[K')
      isShown = false
    },
  }
}

export const progressOn = (terminal: Terminal, now: () => number): Progress => {
  const { show, clear } = lineOn(terminal, now)
  return {
    show: (lines, bytes) => show(() => `${lines.toLocaleString('en')} lines, ${(bytes / 1e6).toFixed(1)} MB read`),
    clear,
  }
}
