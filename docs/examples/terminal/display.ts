/** What the output of a command can show: how wide it is, and whether it takes colours and links. */
import colors from 'picocolors'
import { createSupportsHyperlinks } from 'supports-hyperlinks'

/** A stream that may be a terminal. Anything else, such as a pipe, has no `columns`. */
export interface Output {
  readonly isTTY?: boolean
  readonly columns?: number
}

export interface Display {
  /** How many columns a line may take. */
  readonly width: number
  readonly bold: (text: string) => string
  readonly dim: (text: string) => string
  readonly red: (text: string) => string
  readonly green: (text: string) => string
  readonly yellow: (text: string) => string
  /** The text as a link to the URL, if the terminal takes links. */
  readonly link: (text: string, url: string) => string
}

/** The width of what is not a terminal. */
const usualWidth = 120
const narrowest = 40

const isSet = (value: string | undefined): boolean => value !== undefined && value !== ''

/** https://no-color.org: a NO_COLOR that is not empty turns colours off. */
const takesColours = ({ isTTY = false }: Output, env: NodeJS.ProcessEnv): boolean =>
  isTTY && !isSet(env['NO_COLOR']) && env['TERM'] !== 'dumb'

const linked = (text: string, url: string): string => `\u001b]8;;${url}\u0007${text}\u001b]8;;\u0007`

export const displayOf = (output: Output, env: NodeJS.ProcessEnv = process.env): Display => {
  const isColoured = takesColours(output, env)
  const { bold, dim, red, green, yellow } = colors.createColors(isColoured)
  const takesLinks = isColoured && createSupportsHyperlinks({ isTTY: output.isTTY === true })
  return {
    width: Math.max(narrowest, output.columns ?? usualWidth),
    ...{ bold, dim, red, green, yellow },
    link: (text, url) => (takesLinks ? linked(text, url) : text),
  }
}
