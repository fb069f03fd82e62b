/** Finds the command that the first argument names, and runs it with the other arguments. */
import { standardInput } from '../audit/bytes.js'
import { main as audit } from '../audit/main.js'
import { demoText } from '../demo/text.js'
import { storyText } from '../questions/text.js'
import { isHelp, main as simulate, type Surroundings } from '../simulate/main.js'
import { type Display, displayOf } from '../terminal/display.js'
import { rulesMain } from './rules.js'

interface Command {
  /** The command with its arguments. */
  readonly call: string
  readonly does: string
  /** Runs the command. The result is the exit code. */
  readonly run: (args: ReadonlyArray<string>, surroundings: Surroundings) => Promise<number>
}

const exitCodes = { ok: 0, usage: 64 }

/** A command that takes no arguments and prints one text. */
const prints = (call: string, does: string, text: (display: Display) => string): Command => ({
  call,
  does,
  run: ([first], { stdout, stderr }) => {
    if (first !== undefined && !isHelp(first)) {
      stderr.write(`${call} takes no arguments, found ${JSON.stringify(first)}\n`)
      return Promise.resolve(exitCodes.usage)
    }
    stdout.write(first === undefined ? text(displayOf(stdout)) : `Usage: ${call}\n\nThis command ${does}.\n`)
    return Promise.resolve(exitCodes.ok)
  },
})

const commands: Readonly<Record<string, Command>> = {
  demo: prints('demo', 'shows a short example of the sync, as a table', demoText),
  simulate: {
    call: 'simulate FILE',
    does: 'runs a history of inputs, with one JSON object on each line',
    run: simulate,
  },
  audit: {
    call: 'audit FILES',
    does: 'compares exports of Salesforce and Marketo, and explains each difference',
    run: (args, { stdout, stderr, directory }) =>
      audit(args, { stdin: standardInput, stdout, stderr, directory, now: () => performance.now() }),
  },
  questions: prints('questions', 'answers typical questions about an example', storyText),
  rules: { call: 'rules [ID]', does: 'lists the rules, or describes one rule in full', run: rulesMain },
}

const help = (): string => {
  const all = Object.values(commands)
  const width = Math.max(...all.map(({ call }) => call.length))
  return [
    'Usage: marketo-account-sync COMMAND',
    '',
    ...all.map(({ call, does }) => `  ${call.padEnd(width)}  ${does}`),
    '',
    'For the options of a command: marketo-account-sync COMMAND --help',
    '',
  ].join('\n')
}

/** Runs the command line. The result is the exit code of the command, or 64 if there is no such command. */
export const main = async ([first, ...args]: ReadonlyArray<string>, surroundings: Surroundings): Promise<number> => {
  const { stdout, stderr } = surroundings
  if (first !== undefined && isHelp(first)) {
    stdout.write(help())
    return exitCodes.ok
  }
  const command = first !== undefined && Object.hasOwn(commands, first) ? commands[first] : undefined
  if (command !== undefined) return command.run(args, surroundings)
  const unknown = first === undefined ? '' : `there is no command ${JSON.stringify(first)}\n\n`
  stderr.write(`${unknown}${help()}`)
  return exitCodes.usage
}
