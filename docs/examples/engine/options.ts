/** Parses the command line of the engine. An error is one line of text. */
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { decodeErrors, type Settings } from 'marketo-account-sync'
import { type ExplainQuestion, ExplainQuestionFromJson } from 'marketo-account-sync/questions'
import { parseArgs } from 'node:util'
import { firstSentence, settingsOf } from '../simulate/options.js'
import type { Load } from './load.js'

export type Command =
  | { readonly _tag: 'Demo' | 'Work' | 'Metrics' | 'Check' | 'AtRisk' }
  | { readonly _tag: 'Submit'; readonly file: string }
  | { readonly _tag: 'Value' | 'Explain'; readonly question: ExplainQuestion }
  | { readonly _tag: 'Settings'; readonly settings: Settings }
  | { readonly _tag: 'Load'; readonly load: Load }
  | { readonly _tag: 'NatsLoad'; readonly load: Load }

export interface Options {
  /** The URL of a PostgreSQL server. Without a URL, the engine uses PGlite. */
  readonly postgres: string | undefined
  readonly command: Command
}

export const usage = `Usage: npm run engine -- [--postgres URL] [COMMAND]
       npm run engine -- --inputs N [--workers W] [--kills K] [--contacts C] [--nats]
COMMAND: submit FILE, work, metrics, check, value CONTACT FIELD, explain CONTACT FIELD, at-risk, settings JSON.
Without COMMAND, the engine runs the history of the demo.`

const parse = (args: ReadonlyArray<string>) =>
  E.tryCatch(
    () =>
      parseArgs({
        args: [...args],
        allowPositionals: true,
        options: {
          postgres: { type: 'string' },
          inputs: { type: 'string' },
          workers: { type: 'string' },
          kills: { type: 'string' },
          contacts: { type: 'string' },
          nats: { type: 'boolean' },
        },
      }),
    firstSentence,
  )

type Name = 'postgres' | 'inputs' | 'workers' | 'kills' | 'contacts'
type Values = Readonly<Partial<Record<Name, string>>> & { readonly nats?: boolean }

const countIn = (values: Values, name: Name, least: number): E.Either<string, number | undefined> => {
  const text = values[name]
  if (text === undefined) return E.right(undefined)
  return /^\d{1,9}$/.test(text) && Number(text) >= least
    ? E.right(Number(text))
    : E.left(`--${name} takes a whole number from ${least}, found ${JSON.stringify(text)}`)
}

const loadOf = (values: Values): E.Either<string, Command> =>
  pipe(
    E.Do,
    E.apS('inputs', countIn(values, 'inputs', 1)),
    E.apS('workers', countIn(values, 'workers', 1)),
    E.apS('kills', countIn(values, 'kills', 0)),
    E.apS('contacts', countIn(values, 'contacts', 1)),
    E.flatMap(({ inputs, workers = 1, kills = 0, contacts }) => {
      if (inputs === undefined) return E.left('--workers, --kills, --contacts and --nats need --inputs')
      if (values.postgres !== undefined) return E.left('--inputs starts a server of its own, without --postgres')
      if (values.nats === true && contacts !== undefined)
        return E.left('--nats begins with an empty org, without --contacts')
      return E.right({ _tag: values.nats === true ? 'NatsLoad' : 'Load', load: { inputs, workers, kills, contacts } })
    }),
  )

const questionOf = (_tag: 'Value' | 'Explain', [contactId, field]: ReadonlyArray<string>): E.Either<string, Command> =>
  pipe(
    ExplainQuestionFromJson.decode({ contactId, field }),
    E.bimap(
      (errors) =>
        decodeErrors(errors)
          .map(({ path, expected, found }) => `${path}: expected ${expected}, found ${found}`)
          .join('; '),
      (question) => ({ _tag, question }),
    ),
  )

const commandOf = (positionals: ReadonlyArray<string>): E.Either<string, Command> => {
  const [name, ...args] = positionals
  const takes = (count: number, command: () => E.Either<string, Command>): E.Either<string, Command> =>
    args.length === count
      ? command()
      : E.left(`${name ?? ''} takes ${count === 0 ? 'no' : count} argument${count === 1 ? '' : 's'}`)
  switch (name) {
    case undefined:
      return E.right({ _tag: 'Demo' })
    case 'submit':
      return takes(1, () => E.right({ _tag: 'Submit', file: args[0] ?? '' }))
    case 'work':
      return takes(0, () => E.right({ _tag: 'Work' }))
    case 'metrics':
      return takes(0, () => E.right({ _tag: 'Metrics' }))
    case 'check':
      return takes(0, () => E.right({ _tag: 'Check' }))
    case 'value':
      return takes(2, () => questionOf('Value', args))
    case 'explain':
      return takes(2, () => questionOf('Explain', args))
    case 'at-risk':
      return takes(0, () => E.right({ _tag: 'AtRisk' }))
    case 'settings':
      return takes(1, () =>
        E.map((settings: Settings): Command => ({ _tag: 'Settings', settings }))(settingsOf(args[0] ?? '')),
      )
    default:
      return E.left(`there is no command ${JSON.stringify(name)}`)
  }
}

export const optionsOf = (args: ReadonlyArray<string>): E.Either<string, Options> =>
  pipe(
    parse(args),
    E.flatMap(({ values, positionals }) => {
      const { postgres, inputs, workers, kills, contacts, nats } = values
      const isLoad = [inputs, workers, kills, contacts, nats].some((value) => value !== undefined)
      if (isLoad && positionals.length > 0) return E.left('--inputs takes no command')
      const command = isLoad ? loadOf(values) : commandOf(positionals)
      return E.map((each: Command): Options => ({ postgres, command: each }))(command)
    }),
  )
