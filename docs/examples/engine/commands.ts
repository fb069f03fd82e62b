/** The commands, each with one code for all engines. */
import * as O from 'fp-ts/lib/Option.js'
import { sentence } from 'marketo-account-sync/questions'
import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { marketoJson } from '../simulate/json.js'
import { isBlank, type Line, linesOf } from '../simulate/lines.js'
import { count } from '../simulate/words.js'
import type { Command, Load } from './options.js'
import type { DeadInput, Engine, Share } from './shared/engine.js'
import { type Done, metricsLine } from './shared/metrics.js'
import { checkLine, isRight } from './shared/line.js'
import { editsAtRisk, explainFor, value } from './shared/questions.js'

export interface Surroundings {
  readonly print: (text: string) => void
  readonly warn: (text: string) => void
  /** Ends `work` after its batch. */
  readonly stopped: AbortSignal
  /** The folder to which a relative FILE belongs. */
  readonly directory: string
}

export const exitCodes = { ok: 0, failed: 1, undecodable: 2, usage: 64, noServer: 69 }

const demo = fileURLToPath(new URL('../demo.jsonl', import.meta.url))

/**
 * Submits the lines of a file. It calls `then` after each `atOnce` lines. If you call it again with the same source, it submits
 * only the lines that are not stored yet.
 */
const submitFile = async (
  engine: Engine,
  source: string,
  file: string,
  atOnce = 500,
  then: () => Promise<unknown> = () => Promise.resolve(),
): Promise<number> => {
  const store = engine.submit(source)
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
const runDemo = async (engine: Engine, { print, warn }: Surroundings): Promise<number> => {
  await submitFile(engine, 'demo', demo, 1, engine.workThrough)
  const checked = await engine.check()
  warn(`${checkLine(checked)}\n`)
  for (const piece of marketoJson(checked.marketo, checked.logged)) print(piece)
  return isRight(checked) ? exitCodes.ok : exitCodes.failed
}

/** Runs a worker until it is stopped. While there are inputs, it prints the metrics every second, and once more at the end. */
const work = async (engine: Engine, share: Share, { print, stopped }: Surroundings): Promise<void> => {
  let last = { at: performance.now(), inputs: 0 }
  const report = async ({ inputs, batches }: Done): Promise<void> => {
    const inputsPerSecond = ((inputs - last.inputs) / (performance.now() - last.at)) * 1_000
    last = { at: performance.now(), inputs }
    print(`${metricsLine(await engine.metrics(), { inputsPerSecond, batches })}\n`)
  }
  const reportEachSecond = (done: Done): Promise<void> =>
    performance.now() - last.at < 1_000 ? Promise.resolve() : report(done)
  await report(await engine.work(share, stopped, reportEachSecond))
}

const deadLine = ({ input, errors }: DeadInput): string =>
  [
    input === null ? 'a message' : `${input.source} ${input.number}`,
    errors
      .map(({ path, expected, found }) => `${path === '' ? '' : `${path}: `}expected ${expected}, found ${found}`)
      .join('; '),
  ].join(': ')

export const runCommand = async (
  engine: Engine,
  command: Exclude<Command, { readonly load: Load }>,
  surroundings: Surroundings,
): Promise<number> => {
  const { print, warn, directory } = surroundings
  switch (command._tag) {
    case 'Demo':
      return runDemo(engine, surroundings)
    case 'Submit': {
      const before = (await engine.metrics()).deadLetters
      const file = resolve(directory, command.file)
      const last = await submitFile(engine, file, file)
      const { deadLetters } = await engine.metrics()
      print(`${last} inputs are stored. ${deadLetters - before} of them are new dead letters.\n`)
      return deadLetters > before ? exitCodes.undecodable : exitCodes.ok
    }
    case 'Work':
      await work(engine, command.share, surroundings)
      return exitCodes.ok
    case 'Metrics':
      print(`${metricsLine(await engine.metrics())}\n`)
      return exitCodes.ok
    case 'DeadLetters':
      for await (const each of engine.deadLetters()) print(`${deadLine(each)}\n`)
      return exitCodes.ok
    case 'Release':
      print(`${count(await engine.release(), 'input')} that held partitions can continue.\n`)
      return exitCodes.ok
    case 'Check': {
      const checked = await engine.check()
      print(`${checkLine(checked)}\n`)
      return isRight(checked) ? exitCodes.ok : exitCodes.failed
    }
    case 'Value': {
      const shown = await value(engine, command.question)
      print(O.isSome(shown) ? `${JSON.stringify(shown.value)}\n` : '')
      if (O.isNone(shown)) warn('Marketo shows no value. The command explain gives the reason.\n')
      return exitCodes.ok
    }
    case 'Explain':
      print(`${sentence(await explainFor(engine, command.question))}\n`)
      return exitCodes.ok
    case 'AtRisk':
      for await (const edit of editsAtRisk(engine)) print(`${sentence(edit)}\n`)
      return exitCodes.ok
    case 'Settings':
      await engine.changeSettings(command.settings)
      return exitCodes.ok
  }
}
