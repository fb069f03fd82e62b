/** The `engine` command. Its streams and its folder are arguments, so that a test can replace them. */
import * as E from 'fp-ts/lib/Either.js'
import * as O from 'fp-ts/lib/Option.js'
import { sentence } from 'marketo-account-sync/questions'
import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { marketoJson } from '../simulate/json.js'
import { isBlank, type Line, linesOf } from '../simulate/lines.js'
import { isHelp } from '../simulate/main.js'
import { type Database, snapshot } from './database.js'
import { type Load, runLoad } from './load.js'
import { type Done, workThrough, workUntil } from './loop.js'
import { type Command, optionsOf, usage } from './options.js'
import { runNatsLoad } from './nats/load.js'
import { pglite } from './pglite.js'
import { postgres } from './postgres.js'
import { editsAtRisk, explainFor, value } from './queries.js'
import { NoServer } from './server.js'
import { changeSettings } from './settings.js'
import { setUp } from './set-up.js'
import { metrics, metricsLine } from './metrics.js'
import { check, type Checked } from './shared/check.js'
import { checkLine, isRight, runLine } from './shared/line.js'
import { storedIn } from './stored.js'
import { submit } from './submit.js'

export interface Surroundings {
  readonly print: (text: string) => void
  readonly warn: (text: string) => void
  /** Ends `work` after its batch. */
  readonly stopped: AbortSignal
  /** The folder to which a relative FILE belongs. */
  readonly directory: string
}

const exitCodes = { ok: 0, failed: 1, undecodable: 2, usage: 64, noServer: 69 }

const demo = fileURLToPath(new URL('../demo.jsonl', import.meta.url))

const checkStored = (database: Database): Promise<Checked> =>
  snapshot(database, async (connection) => check(await storedIn(connection)))

/**
 * Submits the lines of a file. It calls `then` after each `atOnce` lines. If you call it again with the same source, it submits
 * only the lines that are not stored yet.
 */
const submitFile = async (
  database: Database,
  source: string,
  file: string,
  atOnce = 500,
  then: () => Promise<unknown> = () => Promise.resolve(),
): Promise<number> => {
  const store = submit(database, source)
  let next = 1
  for await (const lines of linesOf(createReadStream(file))) {
    const inputs = lines.filter((line: Line) => !isBlank(line))
    for (let start = 0; start < inputs.length; start += atOnce) {
      const some = inputs.slice(start, start + atOnce)
      await store(next, some)
      await then()
      next += some.length
    }
  }
  return next - 1
}

/** Submits each input after the previous input has been decided. Otherwise inputs of different partitions would have no order. */
const runDemo = async (database: Database, { print, warn }: Surroundings): Promise<number> => {
  await submitFile(database, 'demo', demo, 1, () => workThrough(database))
  const checked = await checkStored(database)
  warn(`${checkLine(checked)}\n`)
  for (const piece of marketoJson(checked.marketo, checked.logged)) print(piece)
  return isRight(checked) ? exitCodes.ok : exitCodes.failed
}

/** Runs a worker until it is stopped. While there are inputs, it prints the metrics every second, and once more at the end. */
const work = async (database: Database, { print, stopped }: Surroundings): Promise<void> => {
  let last = { at: performance.now(), inputs: 0 }
  const report = async ({ inputs, batches }: Done): Promise<void> => {
    const inputsPerSecond = ((inputs - last.inputs) / (performance.now() - last.at)) * 1_000
    last = { at: performance.now(), inputs }
    print(`${metricsLine(await metrics(database), { inputsPerSecond, batches })}\n`)
  }
  const done = await workUntil(
    database,
    () => stopped.aborted,
    (soFar) => (performance.now() - last.at < 1_000 ? undefined : report(soFar)),
  )
  await report(done)
}

const runCommand = async (
  database: Database,
  command: Exclude<Command, { readonly load: Load }>,
  surroundings: Surroundings,
): Promise<number> => {
  const { print, warn, directory } = surroundings
  await setUp(database)
  switch (command._tag) {
    case 'Demo':
      return runDemo(database, surroundings)
    case 'Submit': {
      const before = (await metrics(database)).deadLetters
      const file = resolve(directory, command.file)
      const last = await submitFile(database, file, file)
      const { deadLetters } = await metrics(database)
      print(`${last} inputs are stored. ${deadLetters - before} of them are new dead letters.\n`)
      return deadLetters > before ? exitCodes.undecodable : exitCodes.ok
    }
    case 'Work':
      await work(database, surroundings)
      return exitCodes.ok
    case 'Metrics':
      print(`${metricsLine(await metrics(database))}\n`)
      return exitCodes.ok
    case 'Check': {
      const checked = await checkStored(database)
      print(`${checkLine(checked)}\n`)
      return isRight(checked) ? exitCodes.ok : exitCodes.failed
    }
    case 'Value': {
      const shown = await value(database, command.question)
      print(O.isSome(shown) ? `${JSON.stringify(shown.value)}\n` : '')
      if (O.isNone(shown)) warn('Marketo shows no value. The command explain gives the reason.\n')
      return exitCodes.ok
    }
    case 'Explain':
      print(`${sentence(await explainFor(database, command.question))}\n`)
      return exitCodes.ok
    case 'AtRisk':
      for await (const edit of editsAtRisk(database)) print(`${sentence(edit)}\n`)
      return exitCodes.ok
    case 'Settings':
      await changeSettings(database, command.settings)
      return exitCodes.ok
  }
}

/** Runs the command with the arguments of a command line. The result is the exit code. */
export const main = async (args: ReadonlyArray<string>, surroundings: Surroundings): Promise<number> => {
  const { print, warn } = surroundings
  const fail = (error: unknown, exitCode: number): number => {
    warn(`engine: ${error instanceof Error ? error.message : String(error)}\n`)
    return exitCode
  }
  if (args.some(isHelp)) {
    print(`${usage}\n`)
    return exitCodes.ok
  }
  const options = optionsOf(args)
  if (E.isLeft(options)) return fail(`${options.left}\n${usage}`, exitCodes.usage)
  const { postgres: url, command } = options.right
  try {
    if (command._tag === 'NatsLoad') {
      const isRightAll: Array<boolean> = []
      // Without kills, the command also measures one server, so that you can compare it with the cluster.
      for (const servers of command.load.kills === 0 ? [1, 3] : [3]) {
        const { run, checked } = await runNatsLoad(command.load, servers, surroundings.stopped)
        print(`${runLine(run, checked)}\n`)
        isRightAll.push(isRight(checked))
      }
      return isRightAll.every(Boolean) ? exitCodes.ok : exitCodes.failed
    }
    if (command._tag === 'Load') {
      const { run, checked } = await runLoad(command.load, surroundings.stopped)
      print(`${runLine(run, checked)}\n`)
      return isRight(checked) ? exitCodes.ok : exitCodes.failed
    }
    const database = url === undefined ? await pglite() : postgres(url)
    try {
      return await runCommand(database, command, surroundings)
    } finally {
      await database.close()
    }
  } catch (error) {
    return fail(error, error instanceof NoServer ? exitCodes.noServer : exitCodes.failed)
  }
}
