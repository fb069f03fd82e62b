/** Parses the command line of the engine. An error is one line of text. */
import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { decodeErrors, type Settings } from 'marketo-account-sync'
import { type ExplainQuestion, ExplainQuestionFromJson } from 'marketo-account-sync/questions'
import { parseArgs } from 'node:util'
import { firstSentence, settingsOf } from '../simulate/options.js'
import type { Address } from './nats/connection.js'
import type { Share } from './shared/engine.js'

/** A run of generated inputs on servers that the command starts. */
export interface Load {
  readonly isOnNats: boolean
  readonly inputs: number
  readonly workers: number
  readonly kills: number
  /** The number of contacts that the org has before the first input. */
  readonly contacts: number | undefined
}

export type Command =
  | { readonly _tag: 'Demo' | 'Metrics' | 'DeadLetters' | 'Release' | 'Check' | 'AtRisk' }
  | { readonly _tag: 'Submit'; readonly file: string }
  | { readonly _tag: 'Work'; readonly share: Share }
  | { readonly _tag: 'Value' | 'Explain'; readonly question: ExplainQuestion }
  | { readonly _tag: 'Settings'; readonly settings: Settings }
  | { readonly _tag: 'Load'; readonly load: Load }

/** The servers that have the data. PGlite needs no server. */
export type Place =
  | { readonly _tag: 'PGlite' }
  | { readonly _tag: 'PostgreSQL'; readonly url: string }
  | { readonly _tag: 'Nats'; readonly address: Address }

export interface Options {
  readonly place: Place
  readonly command: Command
}

export const usage = `Usage: npm run engine -- [--postgres URL | --nats-servers HOST:PORT,...] [COMMAND]
       npm run engine -- --inputs N [--workers W] [--kills K] [--contacts C] [--nats]
COMMAND: submit FILE, work [WORKER/WORKERS], metrics, dead-letters, release, check, value CONTACT FIELD,
explain CONTACT FIELD, at-risk, settings JSON.
Without COMMAND, the engine runs the history of the demo. The environment variable NATS_TOKEN has the token of the NATS servers.`

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
          'nats-servers': { type: 'string' },
        },
      }),
    firstSentence,
  )

type Name = 'postgres' | 'nats-servers' | 'inputs' | 'workers' | 'kills' | 'contacts'
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
      if (values.postgres !== undefined || values['nats-servers'] !== undefined)
        return E.left('--inputs starts servers of its own, without --postgres and --nats-servers')
      return E.right({ _tag: 'Load', load: { isOnNats: values.nats === true, inputs, workers, kills, contacts } })
    }),
  )

const placeOf = (values: Values, token: string | undefined): E.Either<string, Place> => {
  const { postgres: url, 'nats-servers': servers } = values
  if (url !== undefined && servers !== undefined) return E.left('choose one of --postgres and --nats-servers')
  if (url !== undefined) return E.right({ _tag: 'PostgreSQL', url })
  if (servers === undefined) return E.right({ _tag: 'PGlite' })
  const address = { servers: servers.split(','), ...(token === undefined ? {} : { token }) }
  return address.servers.every((server) => /^[^\s:@/]+:\d+$/.test(server))
    ? E.right({ _tag: 'Nats', address })
    : E.left(`--nats-servers takes a list such as host:4222,other:4222, found ${JSON.stringify(servers)}`)
}

/** Parses `0/3`: the first of three workers. */
const shareOf = (text: string): E.Either<string, Share> => {
  const [index = '', of = ''] = text.split('/')
  return /^\d{1,3}\/\d{1,3}$/.test(text) && Number(index) < Number(of)
    ? E.right({ index: Number(index), of: Number(of) })
    : E.left(`work takes a worker such as 0/3 or 2/3, found ${JSON.stringify(text)}`)
}

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
      return args.length === 0
        ? E.right({ _tag: 'Work', share: { index: 0, of: 1 } })
        : takes(1, () => E.map((share: Share): Command => ({ _tag: 'Work', share }))(shareOf(args[0] ?? '')))
    case 'metrics':
      return takes(0, () => E.right({ _tag: 'Metrics' }))
    case 'dead-letters':
      return takes(0, () => E.right({ _tag: 'DeadLetters' }))
    case 'release':
      return takes(0, () => E.right({ _tag: 'Release' }))
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

/** `environment` has the token of the NATS servers, because other users of the machine can see the arguments. */
export const optionsOf = (
  args: ReadonlyArray<string>,
  environment: Readonly<Record<string, string | undefined>>,
): E.Either<string, Options> =>
  pipe(
    parse(args),
    E.flatMap(({ values, positionals }) => {
      const { inputs, workers, kills, contacts, nats } = values
      const isLoad = [inputs, workers, kills, contacts, nats].some((value) => value !== undefined)
      if (isLoad && positionals.length > 0) return E.left('--inputs takes no command')
      return pipe(
        E.Do,
        E.apS('place', placeOf(values, environment['NATS_TOKEN'])),
        E.apS('command', isLoad ? loadOf(values) : commandOf(positionals)),
      )
    }),
  )
