/** Shows on a terminal how much of the file has been read. If the output is not a terminal, it shows nothing. */
export interface Progress {
  readonly show: (lines: number, bytes: number) => void
  readonly clear: () => void
}

export interface Terminal {
  readonly isTTY?: boolean
  readonly write: (text: string) => unknown
}

/** A line of the terminal that each new text overwrites. */
export interface Line {
  /** Shows a text, unless the previous text was shown only a moment ago. */
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
