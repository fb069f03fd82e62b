// Runs the command of the engine in this process.
import { fileURLToPath } from 'node:url'
import { main } from '../../docs/examples/engine/main.js'

const directory = fileURLToPath(new URL('../../', import.meta.url))

interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

export const engineUntil = async (stopped: AbortSignal, ...args: ReadonlyArray<string>): Promise<Ended> => {
  let [out, err] = ['', '']
  const code = await main(args, {
    print: (text) => {
      out += text
    },
    warn: (text) => {
      err += text
    },
    stopped,
    directory,
  })
  return { code, out, err }
}

export const engine = (...args: ReadonlyArray<string>): Promise<Ended> =>
  engineUntil(new AbortController().signal, ...args)
