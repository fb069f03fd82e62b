/** The `engine` command. Its streams and its folder are arguments, so that a test can replace them. */
import * as E from 'fp-ts/lib/Either.js'
import { isHelp } from '../simulate/main.js'
import { exitCodes, runCommand, type Surroundings } from './commands.js'
import { engineIn } from './database-engine.js'
import { runLoad } from './load.js'
import { natsEngine } from './nats/engine.js'
import { runNatsLoad } from './nats/load.js'
import { type Load, optionsOf, type Place, usage } from './options.js'
import { pglite } from './pglite.js'
import { postgres } from './postgres.js'
import { NoServer } from './server.js'
import type { Engine } from './shared/engine.js'
import { isRight, runLine } from './shared/line.js'

const open = async (place: Place, stopped: AbortSignal): Promise<Engine> => {
  switch (place._tag) {
    case 'PGlite':
      return engineIn(await pglite())
    case 'PostgreSQL':
      return engineIn(postgres(place.url))
    case 'Nats':
      return natsEngine(place.address, stopped)
  }
}

const runLoads = async (load: Load, { print, stopped }: Surroundings): Promise<number> => {
  const runs = load.isOnNats
    ? // Without kills, the command also measures one server, so that you can compare it with the cluster.
      (load.kills === 0 ? [1, 3] : [3]).map((servers) => () => runNatsLoad(load, servers, stopped))
    : [() => runLoad(load, stopped)]
  let isAllRight = true
  for (const start of runs) {
    const { run, checked } = await start()
    print(`${runLine(run, checked)}\n`)
    isAllRight = isRight(checked) && isAllRight
  }
  return isAllRight ? exitCodes.ok : exitCodes.failed
}

/** Runs the command with the arguments of a command line. The result is the exit code. */
export const main = async (args: ReadonlyArray<string>, surroundings: Surroundings): Promise<number> => {
  const { print, warn, stopped } = surroundings
  const fail = (error: unknown, exitCode: number): number => {
    warn(`engine: ${error instanceof Error ? error.message : String(error)}\n`)
    return exitCode
  }
  if (args.some(isHelp)) {
    print(`${usage}\n`)
    return exitCodes.ok
  }
  const options = optionsOf(args, process.env)
  if (E.isLeft(options)) return fail(`${options.left}\n${usage}`, exitCodes.usage)
  const { place, command } = options.right
  try {
    if (command._tag === 'Load') return await runLoads(command.load, surroundings)
    const engine = await open(place, stopped)
    try {
      return await runCommand(engine, command, surroundings)
    } finally {
      await engine.close()
    }
  } catch (error) {
    return fail(error, error instanceof NoServer ? exitCodes.noServer : exitCodes.failed)
  }
}
