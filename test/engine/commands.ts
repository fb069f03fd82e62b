// Tests the commands that every engine has. The caller has already started a server.
import { expect } from 'vitest'
import { engine, engineUntil } from './run.js'

/** Runs the engine with these arguments on the tested server, and returns its output without the last line end. */
type OutOf = (...args: ReadonlyArray<string>) => Promise<string>

/**
 * Submits the inputs of the demo, and runs a worker until all inputs are decided. Then asks for a value, changes the settings, and
 * checks the result.
 *
 * `server` and `work` contain command-line arguments for the engine.
 */
export const expectCommands = async (
  server: ReadonlyArray<string>,
  work: ReadonlyArray<string>,
  untilDecided: (outOf: OutOf) => Promise<void>,
): Promise<void> => {
  const on = (...args: ReadonlyArray<string>) => engine(...server, ...args)
  const outOf: OutOf = async (...args) => (await on(...args)).out.trimEnd()
  const demo = 'docs/examples/demo.jsonl'
  expect(await outOf('submit', demo)).toBe('17 inputs are stored. 0 of them are new dead letters.')
  expect(await outOf('submit', demo)).toBe('17 inputs are stored. 0 of them are new dead letters.')
  expect(await outOf('metrics')).toBe('17 in the queue, 0 waiting for an account, 0 dead letters')

  const stop = new AbortController()
  const working = engineUntil(stop.signal, ...server, ...work)
  await untilDecided(outOf)
  stop.abort()
  const { code, out } = await working
  expect(code).toBe(0)
  // On a slow machine, the command prints a progress line each second, and then its last line.
  expect(out.trimEnd().split('\n').at(-1)).toMatch(
    /^[\d,]+ inputs\/s, \d+ batches, 0 in the queue, 0 waiting for an account, 0 dead letters$/,
  )

  expect(await outOf('value', '0035g00000Maria', 'Name')).toMatch(/^"[^"]+"$/)
  expect(await outOf('explain', '0035g00000Maria', 'Name')).toMatch(
    /^Marketo shows "[^"]+" .*\[.*sync\.override-all.*\]$/,
  )
  expect(await on('value', '0035g00000Maria', 'NoSuchField')).toEqual({
    code: 0,
    out: '',
    err: 'Marketo shows no value. The command explain gives the reason.\n',
  })
  expect(await on('settings', '{"instance":{"activityCap":3}}')).toEqual({ code: 0, out: '', err: '' })
  expect(await outOf('check')).toMatch(/^1[78] decisions, .* lost 0, doubled 0, equal$/)
}
